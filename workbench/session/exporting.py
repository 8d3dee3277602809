"""What leaves the program: a call or the use of a token in another program's language, and evidence for a ticket.

Command line and window ask here, so that both write the same.
"""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from workbench.core import json_text
from workbench.core.comparison import Comparison, compare_tokens
from workbench.core.disguise import make_disguise
from workbench.core.exchange import Exchange, Record, make_record
from workbench.core.expiry import read_expiry
from workbench.core.profile import LATEST_TOKEN, Draft
from workbench.core.redact import Redacted, redact
from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.core.verdict import NOT_CHECKED, Verification, write_verdict
from workbench.formats.downstream import make_downstream
from workbench.formats.evidence import (
    Evidence,
    describe_comparison,
    describe_timeline,
    describe_token,
    write_bundle,
)
from workbench.formats.outgoing import make_outgoing
from workbench.formats.writing import write_outgoing, write_request
from workbench.language import tr
from workbench.session.calls import Calls
from workbench.session.profiles import Profiles
from workbench.storage.files import StorageTrouble, write_atomically
from workbench.storage.keychain import Keychain

_STAND_IN = Secret("•")
"""In place of every secret where none is shown, so that the keyring is not asked; too short to be looked for."""
_NOTHING = redact("")
_MOST_PICTURED = 4000  # characters of a body; a picture shows its beginning, and the window lays out all of it


@dataclass(frozen=True, slots=True)
class Written:
    """A text in a language: ``variables`` are to be set before it runs, for ``missing`` secrets there was no value."""

    language_id: str
    text: Redacted | Secret
    variables: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """What is known of a call for evidence; the texts hold no secret, and the rest is in disguise, to be pictured."""

    evidence: Evidence
    record: Record
    exchange: Exchange | None = None
    token: Token | None = None
    comparison: Comparison | None = None


class Exports:
    """Owns the way of a draft to another program's language."""

    def __init__(self, profiles: Profiles, calls: Calls, keychain: Keychain) -> None:
        self._profiles = profiles
        self._calls = calls
        self._keychain = keychain

    async def write_call(self, draft: Draft, language_id: str, *, reveal: bool = False) -> Written:
        """The call of a draft, with variables in place of its secrets or with real values; nothing is sent.

        :raises InvalidHost: in words.
        :raises NotExportable: the language cannot say it exactly; in words.
        :raises StorageTrouble: real values are wanted, and the place where they rest cannot be asked.
        """
        missing: tuple[str, ...] = ()
        if reveal:
            draft = await self._profiles.complete(draft)
            names = draft.profile.secret_names
            missing = tuple(name for name in names if name != LATEST_TOKEN and not draft.secrets.get(name))
            if missing and (blockage := self._keychain.blockage) is not None:
                raise StorageTrouble(blockage)
        elif draft.edited_body is None:  # else its secrets are known by value alone
            draft = replace(draft, secrets=dict.fromkeys(draft.profile.secret_names, _STAND_IN))
        request = await self._calls.preview(draft)
        text = write_request(language_id, request, reveal=reveal)
        return Written(language_id, text, make_outgoing(request, reveal=reveal).variables, missing)


def write_use(token: Token, language_id: str, *, brand: str = "", device_id: str = "", reveal: bool = False) -> Written:
    """A call of the brand's own API with a token.

    :raises NotExportable: a header cannot be sent as it is; in words.
    """
    outgoing = make_downstream(token, brand=brand, device_id=device_id, reveal=reveal)
    return Written(language_id, write_outgoing(language_id, outgoing, reveal=reveal), outgoing.variables)


async def save_text(path: Path, text: Redacted) -> None:
    """Write a masked text to a file, in a thread.

    :raises StorageTrouble: it cannot be saved.
    """
    await asyncio.to_thread(write_atomically, path, text)


# ---- evidence


async def collect_evidence(
    exchange: Exchange,
    now: float,
    zone: tzinfo | None,
    verification: Verification = NOT_CHECKED,
    environment: Mapping[str, str] | None = None,
) -> Collected:
    """Everything about a call that may be shared; made in a thread. ``verification`` is of its new token."""
    return await asyncio.to_thread(_collect, exchange, now, zone, verification, environment or {})


def _collect(
    exchange: Exchange, now: float, zone: tzinfo | None, verification: Verification, environment: Mapping[str, str]
) -> Collected:
    record, token, replaced = make_record(exchange), exchange.token, exchange.replaced
    disguise = make_disguise(filter(None, (token, replaced)), record)
    seen = disguise.exchange(exchange)
    comparison = compare_tokens(replaced, token) if token is not None and replaced is not None else None
    twin = disguise.token(token) if token is not None else None
    verdict = ""
    if token is not None and twin is not None:
        verdict = write_verdict(twin, read_expiry(token, now), now, zone, verification)
    evidence = Evidence(
        made_at=now,
        record=record,
        request=disguise.hide(seen.request.masked_text()),
        verdict=disguise.hide(verdict),
        token=describe_token(token) if token is not None else _NOTHING,
        timeline=describe_timeline(exchange.timeline),
        comparison=describe_comparison(comparison) if comparison is not None else _NOTHING,
        environment=describe_environment() | dict(environment),
        identifiers=disguise.identifiers,
    )
    shown = disguise.comparison(comparison) if comparison is not None else None
    return Collected(evidence, _clip_body(disguise.record(record)), seen, twin, shown)


async def collect_kept(record: Record, now: float, environment: Mapping[str, str] | None = None) -> Collected:
    """Evidence of an old call, of which only the record was kept; ``now`` is Unix seconds."""
    return await asyncio.to_thread(_collect_kept, record, now, environment or {})


def _collect_kept(record: Record, now: float, environment: Mapping[str, str]) -> Collected:
    disguise, whole = make_disguise((), record), describe_environment() | dict(environment)
    evidence = Evidence(made_at=now, record=record, environment=whole, identifiers=disguise.identifiers)
    return Collected(evidence, _clip_body(disguise.record(record)))


def _clip_body(record: Record) -> Record:
    """The record with the beginning of a long body of the reply, indented where it is JSON."""
    body = record.response_body
    if len(body) <= _MOST_PICTURED:
        return record
    with suppress(ValueError):
        body = redact(json_text.write(json_text.parse(body).value, indent=2))
    return replace(record, response_body=redact(f"{body[:_MOST_PICTURED]}…"))


def describe_environment() -> dict[str, str]:
    """The programs underneath and their versions; neither the machine's nor the user's name."""
    return {
        "Python": platform.python_version(),
        tr("System"): " ".join((platform.system(), platform.release(), platform.machine())),
    }


async def make_bundle(collected: Collected, pictures: Sequence[tuple[str, bytes]]) -> bytes:
    """The zip with pictures (PNGs by name), made in a thread."""
    return await asyncio.to_thread(write_bundle, replace(collected.evidence, pictures=pictures))


async def save_bundle(path: Path, data: bytes) -> None:
    """Write a bundle to a file, in a thread.

    :raises StorageTrouble: it cannot be saved.
    """
    await asyncio.to_thread(write_atomically, path, data)
