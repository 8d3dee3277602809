"""Moments and lengths of time as text: the words and figures that people read, and the moments that they write.

Moments are Unix seconds from year 1 to 9999. A zone is the reader's; ``None`` is the machine's.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, tzinfo

from workbench.language import number, tr, trn

FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z
MINUTE, HOUR, DAY = 60, 3600, 86_400
YEAR = 365 * DAY
_YEARS_FROM = 2 * YEAR  # less is told in days
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_moment(text: str) -> float:
    """Unix seconds from ISO 8601 (UTC where it names no offset) or from Unix seconds themselves.

    :raises ValueError: in words, where it is neither, or outside the years 1 to 9999.
    """
    written = text.strip()
    try:
        moment = float(written)
    except ValueError:
        try:
            then = datetime.fromisoformat(written)
            moment = (then if then.tzinfo is not None else then.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            raise ValueError(tr("neither ISO 8601 nor Unix seconds")) from None
    if not FIRST_SECOND <= moment <= LAST_SECOND:  # false for nan too
        raise ValueError(tr("outside the years 1 to 9999"))
    return moment


def describe_duration(seconds: float) -> str:
    """A length of time in words, the coarser the longer: ``0:27``, ``4:59``, ``42 min``, ``2 h 05 min``, ``3 days``."""
    whole = abs(math.floor(seconds))
    if whole < 5 * MINUTE:
        return f"{whole // MINUTE}:{whole % MINUTE:02}"
    if whole < HOUR:
        return tr("{minutes} min", minutes=whole // MINUTE)
    if whole < 2 * DAY:
        return tr("{hours} h {minutes} min", hours=whole // HOUR, minutes=f"{whole % HOUR // MINUTE:02}")
    if whole < _YEARS_FROM:
        return trn("{count} day", "{count} days", whole // DAY)
    return trn("{count} year", "{count} years", whole // YEAR)


def describe_past(seconds: float) -> str:
    """A length of time that has passed: ``40 s``, ``12 min``, then as ``describe_duration``."""
    whole = abs(math.floor(seconds))
    if whole < MINUTE:
        return tr("{seconds} s", seconds=whole)
    if whole < 5 * MINUTE:
        return tr("{minutes} min", minutes=whole // MINUTE)
    return describe_duration(whole)


def describe_ago(seconds: float) -> str:
    """How long ago, as it may stand in a sentence: ``12 min ago``, ``3 days ago``.

    Days and years have texts of their own, because what is a number of days by itself is not always one behind “ago”.
    """
    whole = abs(math.floor(seconds))
    if whole < 2 * DAY:
        return tr("{duration} ago", duration=describe_past(seconds))
    if whole < _YEARS_FROM:
        return trn("{count} day ago", "{count} days ago", whole // DAY)
    return trn("{count} year ago", "{count} years ago", whole // YEAR)


def describe_ahead(seconds: float) -> str:
    """The same for what is to come: ``in 42 min``, ``in 3 days``."""
    whole = abs(math.floor(seconds))
    if whole < 2 * DAY:
        return tr("in {duration}", duration=describe_duration(seconds))
    if whole < _YEARS_FROM:
        return trn("in {count} day", "in {count} days", whole // DAY)
    return trn("in {count} year", "in {count} years", whole // YEAR)


def describe_relative(moment: float, now: float) -> str:
    """A moment seen from now: ``in 42 min``, ``12 min ago``, ``now``."""
    if math.floor(moment) == math.floor(now):
        return tr("now")
    return describe_ahead(moment - now) if moment > now else describe_ago(now - moment)


def format_utc(moment: float) -> str:
    """ISO 8601 in whole seconds, ``2025-10-13T12:28:36Z``."""
    return _at(moment, UTC).replace(tzinfo=None).isoformat() + "Z"


def format_local(moment: float, zone: tzinfo | None) -> str:
    """Date and time in a zone (``None``: the machine's), ``2025-10-13 17:58:36``."""
    return _write(_at(moment, zone), tr("%Y-%m-%d %H:%M:%S"))


def format_date(moment: float, zone: tzinfo | None) -> str:
    """The date in a zone, ``2025-10-13``."""
    return _write(_at(moment, zone), tr("%Y-%m-%d"))


def format_time(moment: float, zone: tzinfo | None, *, with_seconds: bool = True) -> str:
    """Time of day in a zone, ``17:58:36`` or ``17:58``."""
    return _write(_at(moment, zone), tr("%H:%M:%S") if with_seconds else tr("%H:%M"))


def format_minute(moment: float, zone: tzinfo | None) -> str:
    """Date and time in a zone to the minute, ``2025-10-13 17:58``."""
    return _write(_at(moment, zone), tr("%Y-%m-%d %H:%M"))


def format_clock(moment: float, now: float, zone: tzinfo | None) -> str:
    """Time of day in a zone; with the date in front where it is another day than ``now``."""
    is_today = _at(moment, zone).date() == _at(now, zone).date()
    return format_time(moment, zone, with_seconds=False) if is_today else format_minute(moment, zone)


def format_seconds(seconds: float) -> str:
    """A number of seconds as people write it, with up to three digits behind the point: ``5``, ``2.5``."""
    _, _, fraction = f"{seconds:.3f}".rstrip("0").partition(".")
    return number(seconds, len(fraction))


def _write(then: datetime, pattern: str) -> str:
    """A moment by a pattern of ``strftime``, which does not write years before 1000 with four digits everywhere."""
    return then.strftime(pattern.replace("%Y", f"{then.year:04}"))


def _at(moment: float, zone: tzinfo | None) -> datetime:
    """The moment in a zone; the years 1 and 9999 have no room for an offset, so there it stays in UTC."""
    in_utc = _EPOCH + timedelta(seconds=math.floor(moment))
    try:
        return in_utc.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return in_utc
