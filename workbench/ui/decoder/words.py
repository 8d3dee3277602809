"""The texts of the token pane: moments, countdowns, and the time on the life-line."""

from __future__ import annotations

import math
from datetime import UTC, tzinfo

from workbench.core.expiry import Expiry
from workbench.core.time_text import (
    DAY,
    HOUR,
    MINUTE,
    describe_ago,
    describe_duration,
    describe_relative,
    format_date,
    format_local,
    format_time,
)
from workbench.core.zone import write_there
from workbench.language import tr

MOST_ENTRIES = 12  # identifiers, problems or tokens listed one by one


def write_countdown(expiry: Expiry, now: float) -> tuple[str, str]:
    """What the large figure means, and the figure: ``("Time left", "41:07")``."""
    match expiry.state:
        case "valid":
            return tr("Time left"), _write_figure(expiry.seconds_left or 0)
        case "expired":
            ago = now - (expiry.expires_at or now)
            return tr("Expired"), tr("just now") if ago < 1 else describe_ago(ago)
        case "not_yet_valid":
            return tr("Valid in"), _write_figure(math.ceil((expiry.not_before or now) - now))
        case "never_expires":
            return tr("Expires"), tr("never")
        case "unreadable":
            return "", ""


def _write_figure(seconds: int) -> str:
    """With seconds up to a day: this figure is alive; the chip beside it is the coarse one."""
    if seconds >= DAY:
        return describe_duration(seconds)
    if seconds >= HOUR:
        return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}:{seconds % MINUTE:02}"
    return f"{seconds // MINUTE}:{seconds % MINUTE:02}"


def write_moment(moment: float, now: float, zone: tzinfo | None) -> tuple[str, ...]:
    """A moment seen from now, in the reader's zone and in UTC, once where these are the same."""
    there, utc = write_there(format_local(moment, zone), zone), tr("{time} UTC", time=format_local(moment, UTC))
    return describe_relative(moment, now), *dict.fromkeys((there, utc))


def write_short_time(moment: float, now: float, zone: tzinfo | None) -> str:
    """Time of day to the second, with the date only where it is another day than now."""
    is_today = format_date(moment, zone) == format_date(now, zone)
    return format_time(moment, zone) if is_today else format_local(moment, zone)


def write_now(expiry: Expiry, now: float, zone: tzinfo | None) -> str:
    """Time of day for the mark on the life-line, with seconds where the whole life is under an hour."""
    life = expiry.lifetime_seconds
    return format_time(now, zone, with_seconds=life is not None and life < HOUR)
