"""What the commands print: JSON documents of the command-line contract, and words for people.

Words pass through ``make_visible``: what a token holds is written by others, and may hold terminal escapes,
bidirectional marks or lone surrogates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TextIO, TypeAlias

from workbench.core import json_text
from workbench.core.difference import compare
from workbench.core.expiry import Expiry, read_expiry
from workbench.core.json_text import Json
from workbench.core.part import PartContent
from workbench.core.time_text import describe_relative, format_local, format_utc
from workbench.core.token import Token
from workbench.core.verdict import Verification, write_verdict
from workbench.core.visible import clip, make_visible

Document: TypeAlias = dict[str, Json]
Check: TypeAlias = Callable[[Token], Verification]
"""Checks a token's signature with the key the user gave."""

SCHEMA = 1
_TIMES = {"iat": "issued_at", "nbf": "not_before", "exp": "expires_at"}
_LONGEST_SHOWN = 2000  # characters of one value in words
_WIDEST_CELL = 40  # characters; a longer one pushes the rest of its own line along


@dataclass(frozen=True, slots=True)
class Reading:
    """A token as judged at one moment: ``now`` in Unix seconds, ``leeway`` in seconds."""

    token: Token
    now: float
    leeway: int
    expiry: Expiry
    verification: Verification


def read_token(token: Token, now: float, leeway: int = 0, check: Check | None = None) -> Reading:
    """Judge a token; without a ``check`` its signature stays unchecked."""
    verification = Verification("not_checked", token.algorithm) if check is None else check(token)
    return Reading(token, now, leeway, read_expiry(token, now, leeway), verification)


def readings_document(
    readings: Sequence[Reading], now: float, zone: tzinfo | None = None, left_out: int = 0
) -> Document:
    """The document of ``decode --json``; ``zone`` is the reader's (``None``: the machine's).

    ``left_out`` stands in it only where there were more tokens than are taken apart.
    """
    tokens = [token_document(one, zone) for one in readings]
    more = {"left_out": left_out} if left_out else {}
    return {"schema": SCHEMA, "now": format_utc(now), "tokens": tokens, **more}


def token_document(reading: Reading, zone: tzinfo | None = None) -> Document:
    """One token as the command-line contract writes it: an entry of ``tokens``, or ``decoded`` of a renewal."""
    token, expiry, verification = reading.token, reading.expiry, reading.verification
    identity, problems = token.identity, (*token.problems, *expiry.problems)
    return {
        "form": token.form,
        "kind": token.kind,
        "channel": token.channel,
        "header": token.header.value,
        "payload": token.payload.value,
        "header_text": token.header.text,
        "payload_text": token.payload.text,
        "identity": {
            "identifiers": [{"type": one.type, "value": one.value} for one in identity.identifiers],
            "device": identity.device,
            "organisation": identity.organisation,
        },
        "expiry": {
            "state": expiry.state,
            "issued_at": _write_moment(expiry.issued_at),
            "not_before": _write_moment(expiry.not_before),
            "expires_at": _write_moment(expiry.expires_at),
            "seconds_left": expiry.seconds_left,
            "lifetime_seconds": expiry.lifetime_seconds,
        },
        "verification": {
            "state": verification.state,
            "algorithm": verification.algorithm,
            "leeway_seconds": reading.leeway,
        },
        "problems": [{"part": one.part, "code": one.code, "message": one.message} for one in problems],
        "verdict": write_verdict(token, expiry, reading.now, zone, verification),
        "fingerprint": token.fingerprint,
    }


def _write_moment(moment: float | None) -> str | None:
    return None if moment is None else format_utc(moment)


def describe_readings(readings: Sequence[Reading], zone: tzinfo | None = None, left_out: int = 0) -> str:
    """The same in words, for people."""
    if not readings:
        return "No token found."
    blocks = []
    for number, reading in enumerate(readings, 1):
        title = f"Token {number} of {len(readings)}\n" if len(readings) > 1 else ""
        blocks.append(title + "\n".join(_describe_reading(reading, zone)))
    if left_out:
        blocks.append(f"{left_out:,} more tokens were counted and left out; give them in parts to see them.")
    return "\n\n".join(blocks)


def _describe_reading(reading: Reading, zone: tzinfo | None) -> Iterator[str]:
    token, expiry = reading.token, reading.expiry
    yield make_visible(write_verdict(token, expiry, reading.now, zone, reading.verification))
    yield f"  fingerprint  {token.fingerprint}"
    yield from _describe_part("Header", token.header, {})
    times = {name: getattr(expiry, member) for name, member in _TIMES.items()}
    yield from _describe_part(
        "Payload", token.payload, {n: _describe_moment(t, reading, zone) for n, t in times.items()}
    )
    problems = (*token.problems, *expiry.problems)
    if problems:
        yield "Problems"
    for one in problems:
        yield f"  {one.nature:<6} {one.part}: {clip(make_visible(one.message), _LONGEST_SHOWN)} ({one.code})"


def _describe_part(title: str, part: PartContent, notes: Mapping[str, str]) -> Iterator[str]:
    if isinstance(part.value, dict):
        yield title
        for name, value in part.value.items():
            shown = value if isinstance(value, str) else json_text.write(value)
            yield f"  {make_visible(name):<4} {clip(make_visible(shown), _LONGEST_SHOWN)}{notes.get(name, '')}"
    elif part.text:
        yield f"{title}  {clip(make_visible(part.text), _LONGEST_SHOWN)}"


def _describe_moment(moment: float | None, reading: Reading, zone: tzinfo | None) -> str:
    if moment is None:
        return ""
    relative = describe_relative(moment, reading.now)
    return f"  {format_local(moment, zone)} here, {format_utc(moment)}, {relative}"


def write_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One line a row, its cells in columns."""
    widths = [min(_WIDEST_CELL, max(map(len, column))) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def say(stream: TextIO, text: str) -> None:
    """Write a line of words; what the stream's encoding has no character for is escaped, never an error."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def print_document(stream: TextIO, document: Document) -> None:
    """Write one JSON document: strict, ASCII only, so that lone surrogates survive any output."""
    print(json_text.write(document, indent=2, ascii_only=True), file=stream)


def difference_rows(old: Token, new: Token) -> list[Document]:
    """The rows of two tokens compared, as the contract lists them."""
    return [
        {"part": row.part, "name": row.name, "old": row.old, "new": row.new, "change": row.change}
        for row in compare(old, new)
    ]
