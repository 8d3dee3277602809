"""What the window lets out: a call or the use of a token in another program's language, and evidence for a ticket.

It is the bench's part that knows exports; ``wiring_export`` joins it to the panes. It knows the session and no pane.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal, qVersion

from workbench.core.exchange import Exchange, Record
from workbench.core.profile import Draft
from workbench.core.redact import Redacted
from workbench.core.request import InvalidHost
from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.core.verdict import NOT_CHECKED, Verification
from workbench.formats.evidence import describe_bundle
from workbench.formats.outgoing import NotExportable
from workbench.formats.writing import explain_variables
from workbench.language import mark, tr
from workbench.session.exporting import (
    Collected,
    Written,
    collect_evidence,
    collect_kept,
    make_bundle,
    save_bundle,
    save_text,
    write_use,
)
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.ui.kit.tasks import StartWork, Work

_Write: TypeAlias = Callable[[str, bool], Awaitable[Written]]

NOTHING_SENT = mark("There is no call to save evidence of yet: send one, or open one in the history.")
LEFT_OUT = mark("Left out because no value is known here: {names}.")


class ExportBench(QObject):
    """Owns what is written out while somebody looks at it, and the call that evidence would be of."""

    opened = Signal(str)  # its title: a call or a token is to be written; `write` may be asked
    written = Signal(str, object, str)  # language id, Redacted, what to do before it is used or ""
    refused = Signal(str, str)  # language id, why it cannot be written, in words
    real_values_written = Signal(object)  # Secret
    collected = Signal(object)  # Collected: evidence that waits for its pictures
    bundled = Signal(object, object, object)  # bytes of the zip; its entries and what was redacted, a line each
    said = Signal(str, str)  # words, tone

    def __init__(
        self,
        session: Session,
        complete: Callable[[Draft], Awaitable[Draft]],
        clock: Callable[[], float],
        start: StartWork,
        parent: QObject,
    ) -> None:
        """``complete`` adds what was typed for a draft or is kept; ``start`` runs work under a name."""
        super().__init__(parent)
        self._session = session
        self._complete = complete
        self._clock = clock
        self._start = start
        self._write: _Write | None = None
        self._about: Exchange | Record | None = None
        self._verification: tuple[str, Verification] = ("", NOT_CHECKED)

    # ---- a call, or the use of a token

    def open_call(self, draft: Draft) -> None:
        """The call of a draft is to be written."""

        async def write(language_id: str, reveal: bool) -> Written:
            return await self._session.exports.write_call(await self._complete(draft), language_id, reveal=reveal)

        self._write = write
        self.opened.emit(tr("Copy as"))

    def open_use(self, token: Token) -> None:
        """A call of the brand's own API with a token is to be written."""
        brand, device_id = "", ""
        if isinstance(self._about, Exchange) and (made := self._about.token) is not None and made.text == token.text:
            brand, device_id = (self._about.call.text(name) for name in ("brand", "deviceId"))

        async def write(language_id: str, reveal: bool) -> Written:
            return write_use(token, language_id, brand=brand, device_id=device_id, reveal=reveal)

        self._write = write
        self.opened.emit(tr("Use this token"))

    def close(self) -> None:
        """Nobody looks at it any more."""
        self._write = None

    def write(self, language_id: str) -> None:
        """Write it masked; the answer to an older question is dropped."""
        self._start("export", lambda: self._answer(language_id, reveal=False))

    def reveal(self, language_id: str) -> None:
        """Write it with real values, because the user asked for that and confirmed."""
        self._start("export", lambda: self._answer(language_id, reveal=True))

    async def _answer(self, language_id: str, *, reveal: bool) -> None:
        if (write := self._write) is None:
            return
        try:
            written = await write(language_id, reveal)
        except (InvalidHost, NotExportable, StorageTrouble) as trouble:
            self.refused.emit(language_id, str(trouble))
            return
        if self._write is not write:  # a keyring may answer when nobody looks any more
            return
        if isinstance(written.text, Secret):
            if written.missing:
                self.said.emit(tr(LEFT_OUT, names=", ".join(written.missing)), "soon")
            self.real_values_written.emit(written.text)
        else:
            self.written.emit(language_id, written.text, explain_variables(language_id, written.variables))

    def save(self, text: Redacted, path: str) -> None:
        """Write a masked text to a file."""
        self._save(partial(save_text, Path(path), text), path)

    # ---- evidence

    def take_exchange(self, exchange: Exchange | None) -> None:
        """Evidence would be of this call; ``None``: of none."""
        self._about = exchange

    def take_record(self, record: Record) -> None:
        """Evidence would be of this old call."""
        self._about = record

    def take_verification(self, token: Token, verification: Verification) -> None:
        """A signature was checked; evidence of the call that brought the token says so."""
        self._verification = (token.fingerprint, verification)

    def collect(self, zone: tzinfo) -> None:
        """Collect evidence of the call on show; ``zone`` is that of its verdict's times."""
        if self._about is None:
            self.said.emit(tr(NOTHING_SENT), "neutral")
        elif isinstance(self._about, Record):
            self.collect_kept(self._about)
        else:
            exchange = self._about
            self._start("evidence", lambda: self._collect(exchange, zone))

    async def _collect(self, exchange: Exchange, zone: tzinfo) -> None:
        made, about = exchange.token, self._verification
        verification = about[1] if made is not None and made.fingerprint == about[0] else NOT_CHECKED
        self.collected.emit(await collect_evidence(exchange, self._clock(), zone, verification, _environment()))

    def collect_kept(self, record: Record) -> None:
        """Collect evidence of an old call: what was kept of it."""

        async def collect() -> None:
            self.collected.emit(await collect_kept(record, self._clock(), _environment()))

        self._start("evidence", collect)

    async def bundle(self, collected: Collected, pictures: Sequence[tuple[str, bytes]]) -> None:
        """Make the zip; what is in it is told before it is saved."""
        data = await make_bundle(collected, pictures)
        self.bundled.emit(data, *describe_bundle(data))

    def save_bundle(self, data: bytes, path: str) -> None:
        """Write the zip to a file."""
        self._save(partial(save_bundle, Path(path), data), path)

    def _save(self, save: Work, path: str) -> None:
        async def save_and_say() -> None:
            await save()
            self.said.emit(tr("Saved as {path}, without secrets.", path=path), "good")

        self._start("export save", save_and_say)

    # ---- lock

    def lock_up(self) -> None:
        """Forget all of it."""
        self.close()
        self._about = None
        self._verification = ("", NOT_CHECKED)


def _environment() -> dict[str, str]:
    return {"Qt": qVersion()}
