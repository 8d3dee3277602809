"""What Ctrl+C and SIGTERM do while a command is at work: something better than ending it in the middle."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def catch_signals(act: Callable[[int], None], *numbers: int) -> Iterator[None]:
    """Call ``act`` with the number of each signal that arrives, in the main thread, where this must be entered.

    They are caught also where a shell that started the program in the background had them ignored.
    """

    def on_signal_arrived(number: int, frame: FrameType | None) -> None:
        act(number)

    previous = {number: signal.signal(number, on_signal_arrived) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
