"""The event loop that connections live on, in a thread of its own.

The window's loop must never be held up, and a server can hold up the loop that reads it: measured, a flood of
``100 Continue`` keeps h11 parsing for 100 ms at a time, and 64 calls at once cost the window's thread 40 ms. In a
thread beside it the same costs the window a few milliseconds, and calls run faster than on qasync's loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
CLOSING_SECONDS = 2.0


class NetworkLoop:
    """Owns the thread and its loop. It starts with the first piece of work, and again after it was closed."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    async def run(self, make: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of a coroutine that runs there; cancelling this cancels it, without waiting for its end."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_live, args=(self._loop,), name="network", daemon=True)
            self._thread.start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(make(), self._loop))

    async def aclose(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run ``last`` there, cancel what still runs, and end the thread; nothing where it never started."""
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        if loop is None or thread is None:
            return
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_end(last), loop))
        loop.call_soon_threadsafe(loop.stop)
        await asyncio.to_thread(thread.join, CLOSING_SECONDS)


async def _end(last: Callable[[], Coroutine[Any, Any, None]]) -> None:
    await last()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=CLOSING_SECONDS)


def _live(loop: asyncio.AbstractEventLoop) -> None:
    """Run the loop to its end, which waits for no look-up that is still under way in a thread of the loop."""
    try:
        loop.run_forever()
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
