"""What Ctrl+C and SIGTERM do while a command is at work: something better than ending it in the middle.

Both ways catch signals also where a shell that started the program in the background had them ignored. Both are to be
entered in the main thread and leave the handlers as they were.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def catch_signals(act: Callable[[int], object], *numbers: int) -> Iterator[None]:
    """Call ``act`` with the number of each signal that arrives, amid whatever the main thread does."""

    def on_signal_arrived(number: int, frame: FrameType | None) -> None:
        act(number)

    previous = {number: signal.signal(number, on_signal_arrived) for number in numbers}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


@contextmanager
def catch_interrupt(act: Callable[[], object]) -> Iterator[None]:
    """Call ``act`` in the running loop at each Ctrl+C.

    The loop's own way is taken where there is one: with ``signal.signal`` alone a signal that comes just before the
    loop goes to sleep does not wake it. The loop of Windows has no such way, and needs none.
    """
    loop = asyncio.get_running_loop()
    with catch_signals(lambda _: loop.call_soon_threadsafe(act), signal.SIGINT):
        with suppress(NotImplementedError):
            loop.add_signal_handler(signal.SIGINT, act)
        try:
            yield
        finally:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(signal.SIGINT)
