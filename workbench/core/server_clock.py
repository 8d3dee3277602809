"""How far the server's clock is from this machine's, as far as the ``Date`` of a reply can tell."""

from __future__ import annotations

from workbench.core.expiry import UNTOLD_SECONDS
from workbench.core.http_date import read_http_date
from workbench.core.time_text import HOUR, MINUTE, describe_duration
from workbench.language import tr


def read_offset(date_header: str | None, sent_at: float, received_at: float) -> float | None:
    """Server minus ours, in seconds; ``None`` where there is no ``Date`` that can be read (RFC 9110 §6.6.1).

    The server wrote down a second that had begun, between ``sent_at`` and ``received_at`` (Unix seconds, ours). So
    the difference lies between ``date - received_at`` and ``date + 1 - sent_at``: 0 where that may be, else the middle.
    """
    date = read_http_date(date_header or "")
    if date is None:
        return None
    least, most = date - received_at, date + 1 - sent_at
    return 0.0 if least <= 0 <= most else (least + most) / 2


def describe_offset(seconds: float | None) -> str:
    """A sentence about a difference worth telling; empty up to 2 s."""
    if seconds is None or abs(seconds) <= UNTOLD_SECONDS:
        return ""
    length = abs(seconds)
    if length < 2 * MINUTE:
        words = tr("{seconds} s", seconds=round(length))
    else:
        minutes = round(length / MINUTE)
        words = tr("{minutes} min", minutes=minutes) if length < 2 * HOUR else describe_duration(minutes * MINUTE)
    if seconds > 0:
        return tr("The server's clock is {duration} ahead of this machine's.", duration=words)
    return tr("The server's clock is {duration} behind this machine's.", duration=words)
