"""The program's log: off unless asked for, one line a record on standard error, and no secret in it.

Everything that logs does so under the name ``workbench`` and names no secret of its own accord. The filter stands
behind that: it takes out the secrets of the call that is running by value, and whatever is shaped like a token.
Tracebacks are cut to the exception's class and place, because texts of exceptions quote what was worked on.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TextIO

from workbench.core.redact import redact
from workbench.core.secret import Secret

LOG_VARIABLE = "TOKEN_WORKBENCH_LOG"
LEVELS: Mapping[str, int] = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
_secrets_at_hand: ContextVar[tuple[Secret, ...]] = ContextVar("secrets at hand", default=())


class RedactingFilter(logging.Filter):
    """Turns each record into its final text, redacted; lets all of them through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace message, arguments and traceback of a record."""
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text = f"{text} ({describe_error(record.exc_info[1])})"
        record.msg, record.args = redact(text, _secrets_at_hand.get()), None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


@contextmanager
def hide(secrets: tuple[Secret, ...]) -> Iterator[None]:
    """Within this block, in this task and those it starts, these secrets are taken out of the log by value."""
    before = _secrets_at_hand.set((*_secrets_at_hand.get(), *secrets))
    try:
        yield
    finally:
        _secrets_at_hand.reset(before)


def start_log(level: str | None, stream: TextIO) -> logging.Handler | None:
    """Log from ``level`` (one of ``LEVELS``) upwards to a stream; nothing without a level.

    :raises ValueError: there is no such level.
    """
    if not level:
        return None
    if level.lower() not in LEVELS:
        raise ValueError(f"{LOG_VARIABLE} must be one of {', '.join(LEVELS)}")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger("workbench")
    logger.setLevel(LEVELS[level.lower()])
    logger.addHandler(handler)
    logger.propagate = False
    return handler


def describe_error(error: BaseException) -> str:
    """The exception's class and where it was raised, never its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
