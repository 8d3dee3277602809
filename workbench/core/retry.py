"""When a call may be sent again: only what never reached the server, or what the server itself put off.

One click is one POST. A call that may have been received is never repeated, for its answer may have been the only one.
"""

from __future__ import annotations

from workbench.core.reply import Failed, Outcome, Refused, Reply

FIRST_PAUSE_SECONDS = 0.5
"""The pause before the second try where nobody said how long to wait; each later one is twice as long."""


def find_pause(outcome: Outcome, reply: Reply | None, attempt: int, *, was_sent: bool) -> float | None:
    """Seconds to wait before the next try; ``None`` where there must not be one.

    By RFC 6585 §4 and RFC 9110 §15.6.4 a 429 or 503 with ``Retry-After`` asks for another try; without it there is
    none. ``attempt`` counts from 1; ``was_sent`` says whether anything of the call left this machine.
    """
    back_off = FIRST_PAUSE_SECONDS * 2.0 ** min(attempt - 1, 30)
    if isinstance(outcome, Failed) and outcome.reason in ("dns", "connect") and not was_sent:
        return back_off
    is_put_off = reply is not None and reply.http_status in (429, 503)
    if isinstance(outcome, Refused | Failed) and is_put_off and outcome.retry_after_seconds is not None:
        return max(float(outcome.retry_after_seconds), FIRST_PAUSE_SECONDS)
    return None
