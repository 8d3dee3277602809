"""The texts of the token pane: values short enough to be shown, countdowns, and what is put into a ticket.

A token may be megabytes of anything; whatever goes into a label or a table cell is cut here first.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, tzinfo

from workbench.core import json_text
from workbench.core.expiry import (
    DAY,
    HOUR,
    MINUTE,
    Expiry,
    describe_duration,
    describe_past,
    describe_relative,
    format_local,
    format_utc,
)
from workbench.core.json_text import Json
from workbench.core.redact import Redacted, redact
from workbench.core.token import Token
from workbench.core.verdict import write_verdict

LONGEST_VALUE = 300  # characters of a value in a label or cell
MOST_ENTRIES = 12  # identifiers, problems or tokens listed one by one
_LONGEST_NAME = 80  # characters of an identifier, device or organisation inside a sentence
_LONGEST_LINE = 2000  # characters of a line in a ticket
_MOST_ITEMS = 60  # items of a list that is written out
_AMBIGUOUS = re.compile(r'\s.*|.*\s|true|false|null|-?[0-9][0-9.eE+-]*|["\[{].*|', re.DOTALL)


def clip(text: str, limit: int = LONGEST_VALUE) -> str:
    """The text, or its beginning and how long it is."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text):,} characters)"


def write_value(value: Json) -> str:
    """A claim's value for a table cell. A text keeps its quotes where it could be taken for something else."""
    if isinstance(value, str):
        return clip(json_text.write(value) if _AMBIGUOUS.fullmatch(value[:LONGEST_VALUE]) else value)
    if _is_large(value):
        return f"an object of {len(value):,} members" if isinstance(value, dict) else f"a list of {len(value):,} items"
    return clip(json_text.write(value))


def _is_large(value: Json) -> bool:
    waiting, seen = [value], 0
    while waiting and seen <= _MOST_ITEMS:
        item = waiting.pop()
        if isinstance(item, dict | list):
            seen += len(item)
            if len(item) <= _MOST_ITEMS:
                waiting.extend(item.values() if isinstance(item, dict) else item)
    return seen > _MOST_ITEMS and isinstance(value, dict | list)


def whole_value(value: Json) -> str:
    """A claim's value as it is copied: a text bare, everything else as JSON."""
    return value if isinstance(value, str) else json_text.write(value)


def shorten_identity(token: Token, *, is_masked: bool = False) -> Token:
    """The same token with an identity that fits a sentence; sentences about it are written every second.

    Masked, an identifier keeps its type and its last characters. A token hidden in there goes before anything is cut
    off, because half a token no longer looks like one.
    """
    members = dict(token.header_members)
    if not members:
        return token

    def shorten(entry: str) -> str:
        return clip(_mask_identifier(redact(entry)) if is_masked else redact(entry), _LONGEST_NAME)

    for name in ("dev", "org"):
        if isinstance(members.get(name), str):
            members[name] = clip(redact(members[name]), _LONGEST_NAME)
    listed = members.get("idv")
    if isinstance(listed, str):
        members["idv"] = shorten(listed)
    elif isinstance(listed, list):
        entries = [shorten(entry) for entry in listed[:MOST_ENTRIES] if isinstance(entry, str)]
        more = len(listed) - MOST_ENTRIES
        members["idv"] = [*entries, f"{more:,} more"] if more > 0 else entries
    return replace(token, header=replace(token.header, value=members))


def _mask_identifier(entry: str) -> str:
    """``MOBILE|••••2332``: the last four characters, of a short one none."""
    kind, bar, value = entry.partition("|") if "|" in entry else ("", "", entry)
    return f"{kind}{bar}••••{value[-4:] if len(value) > 8 else ''}"


def write_countdown(expiry: Expiry, now: float) -> tuple[str, str]:
    """What the large figure means, and the figure: ``("Time left", "41:07")``."""
    match expiry.state:
        case "valid":
            return "Time left", _write_figure(expiry.seconds_left or 0)
        case "expired":
            ago = now - (expiry.expires_at or now)
            return "Expired", "just now" if ago < 1 else f"{describe_past(ago)} ago"
        case "not_yet_valid":
            return "Valid in", _write_figure(math.ceil((expiry.not_before or now) - now))
        case "never_expires":
            return "Expires", "never"
        case "unreadable":
            return "", ""


def _write_figure(seconds: int) -> str:
    """With seconds up to a day: this figure is alive; the chip beside it is the coarse one."""
    if seconds >= DAY:
        return describe_duration(seconds)
    if seconds >= HOUR:
        return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}:{seconds % MINUTE:02}"
    return f"{seconds // MINUTE}:{seconds % MINUTE:02}"


def write_moment(moment: float, now: float, zone: tzinfo | None) -> tuple[str, str, str]:
    """A moment seen from now, in the reader's zone and in UTC."""
    return describe_relative(moment, now), f"{format_local(moment, zone)} here", f"{format_local(moment, UTC)} UTC"


def write_short_time(moment: float, now: float, zone: tzinfo | None) -> str:
    """Time of day to the second, with the date only where it is another day than now."""
    then, today = format_local(moment, zone), format_local(now, zone)
    return then[11:] if then[:10] == today[:10] else then


def write_now(expiry: Expiry, now: float, zone: tzinfo | None) -> str:
    """Time of day for the mark on the life-line, with seconds where the whole life is under an hour."""
    clock, life = format_local(now, zone)[11:], expiry.lifetime_seconds
    return clock if life is not None and life < HOUR else clock[:5]


def write_ticket(token: Token, expiry: Expiry, now: float, zone: tzinfo | None) -> Redacted:
    """What may be pasted into a ticket: verdict, identity, times and fingerprint; never the token, and of a customer's
    identifiers only the last characters.
    """
    short = shorten_identity(token, is_masked=True)
    identity = short.identity
    lines = [
        f"Token {token.fingerprint}, seen at {format_utc(now)}",
        clip(write_verdict(short, expiry, now, zone), 2000),
    ]
    lines += [f"Identifier: {one.type or 'no type'} {one.value}" for one in identity.identifiers]
    if identity.device is not None:
        lines.append(f"Device: {identity.device}")
    elif token.channel == "web":
        lines.append("Device: none (web)")
    if identity.organisation is not None:
        lines.append(f"Organisation: {identity.organisation}")
    moments = {"Issued": expiry.issued_at, "Not before": expiry.not_before, "Expires": expiry.expires_at}
    lines += [f"{word}: {format_utc(moment)}" for word, moment in moments.items() if moment is not None]
    problems = [one for one in (*token.problems, *expiry.problems) if not one.code.endswith("_removed")]
    lines += [f"Problem: {one.message}" for one in problems[:MOST_ENTRIES]]
    return redact("\n".join(clip(redact(line), _LONGEST_LINE) for line in lines))
