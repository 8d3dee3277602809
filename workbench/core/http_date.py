"""A date as HTTP writes it, in ``Date`` and ``Retry-After``."""

from __future__ import annotations

from datetime import UTC


def read_http_date(text: str) -> float | None:
    """Unix seconds of any of its three forms (RFC 9110 §5.6.7); ``None`` where it is none."""
    from email.utils import parsedate_to_datetime  # late: no start waits for it

    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError):
        return None
