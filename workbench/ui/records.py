"""What the window asks of the history and hears of it; every call of the history file runs in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.core.exchange import Record
from workbench.core.history import PageRequest, Search, StoredRecord
from workbench.core.redact import redact
from workbench.language import tr, trn
from workbench.storage.files import StorageTrouble
from workbench.storage.history import HistoryStore
from workbench.storage.history_export import ExportFormat, export_file
from workbench.storage.history_file import Interrupted
from workbench.ui.kit.tasks import Tasks, Work

NEWEST = 50
"""Records at hand for the command palette."""


class Records(QObject):
    """Owns the newest records at hand, and the search that runs; a newer one stops it."""

    extent_changed = Signal(object)  # Extent; None: the history cannot be used
    page_found = Signal(object, object)  # PageRequest, Page; None: there is no answer
    record_opened = Signal(object)  # Record
    records_compared = Signal(object, object)  # StoredRecord, StoredRecord
    record_changed = Signal(object)  # StoredRecord with another star or note
    send_again_wanted = Signal(object)  # Record
    evidence_wanted = Signal(object)  # Record
    said = Signal(str, str)  # words, tone

    def __init__(self, history: HistoryStore, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.newest: tuple[StoredRecord, ...] = ()
        self._history = history
        self._tasks = tasks
        self._turns = 0
        self._told_problems = 0

    async def open(self) -> dict[str, Record]:
        """Look at how much there is; the newest renewed record of each profile, by its id."""
        lives: dict[str, Record] = {}
        try:
            lives = await asyncio.to_thread(self._history.latest_by_profile)
            await asyncio.to_thread(self._history.has_changed_elsewhere)
            await self._measure()
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
            self.extent_changed.emit(None)
        return lives

    async def _measure(self) -> None:
        self.newest = tuple(await asyncio.to_thread(self._history.newest, NEWEST))
        extent = await asyncio.to_thread(self._history.extent)
        for problem in self._history.problems[self._told_problems :]:
            self.said.emit(problem, "soon")
        self._told_problems = len(self._history.problems)
        self.extent_changed.emit(extent)

    def measure(self) -> None:
        """A record was added here."""
        self._start("history extent", self._measure)

    def watch(self) -> None:
        """Look whether another window or the command line wrote to the history; called at each beat."""
        if not self._tasks.is_running("history watch"):
            self._start("history watch", self._watch, is_quiet=True)

    async def _watch(self) -> None:
        if await asyncio.to_thread(self._history.has_changed_elsewhere):
            await self._measure()

    def find(self, request: PageRequest) -> None:
        """Look for a page; one that is still looked for is not wanted any more."""
        self._history.stop_finding()
        self._start("history page", lambda: self._find(request))

    async def _find(self, request: PageRequest) -> None:
        try:
            page = await asyncio.to_thread(self._history.find, request)
        except Interrupted:  # by clearing; a newer search would have cancelled this one
            self.page_found.emit(request, None)
            return
        except StorageTrouble:
            self.page_found.emit(request, None)
            raise
        self.page_found.emit(request, page)

    def open_record(self, number: int) -> None:
        """Open what was kept of an old exchange."""
        self._with_record(number, lambda stored: self.record_opened.emit(stored.record))

    def send_again(self, number: int) -> None:
        """Put what was sent then into the form."""
        self._with_record(number, lambda stored: self.send_again_wanted.emit(stored.record))

    def find_evidence(self, number: int) -> None:
        """Look up what was kept of an old exchange, for a ticket."""
        self._with_record(number, lambda stored: self.evidence_wanted.emit(stored.record))

    def compare(self, first: int, second: int) -> None:
        """Show two records side by side."""
        self._with_record(
            first, lambda one: self._with_record(second, lambda other: self.records_compared.emit(one, other))
        )

    def star(self, number: int, is_starred: bool) -> None:
        """Mark a record, or take the mark away."""
        self._change(number, lambda: self._history.star(number, is_starred))

    def annotate(self, number: int, text: str) -> None:
        """Put a note to a record; what is shaped like a token does not get in."""
        note = redact(text)
        self._change(number, lambda: self._history.annotate(number, note))

    def export(self, search: Search, path: str) -> None:
        """Write what a search finds to a file; its ending says how."""

        async def export() -> None:
            form: ExportFormat = "json" if path.lower().endswith(".json") else "csv"
            count = await asyncio.to_thread(lambda: export_file(self._history.stream(search), Path(path), form))
            words = trn("{count} call written to {path}", "{count} calls written to {path}", count, path=path)
            self.said.emit(words, "good")

        self._start("history export", export)

    def clear(self) -> None:
        """Forget all records for good."""

        async def clear() -> None:
            try:
                await asyncio.to_thread(self._history.clear)
            finally:
                await self._measure()

        self._start("history clear", clear)

    def _with_record(self, number: int, then: Callable[[StoredRecord], None]) -> None:
        async def get() -> None:
            stored = await asyncio.to_thread(self._history.get, number)
            if stored is not None:
                then(stored)
            else:
                self.said.emit(tr("This call is no longer in the history."), "soon")
                await self._measure()

        self._start_in_turn(get)

    def _change(self, number: int, work: Callable[[], None]) -> None:
        async def change() -> None:
            await asyncio.to_thread(work)
            stored = await asyncio.to_thread(self._history.get, number)
            if stored is not None:
                self.record_changed.emit(stored)

        self._start_in_turn(change)

    def _start_in_turn(self, make: Work) -> None:
        self._turns += 1
        self._start(f"history {self._turns}", make)

    def _start(self, name: str, make: Work, is_quiet: bool = False) -> None:
        async def guarded() -> None:
            try:
                await make()
            except StorageTrouble as trouble:
                if not is_quiet:  # what is looked for each second would say so each second
                    self.said.emit(str(trouble), "bad")

        self._tasks.start(name, guarded)
