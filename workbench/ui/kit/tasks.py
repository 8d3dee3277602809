"""The owner of asynchronous work in the window: strong references, one task a name, failures reported at once.

Learned: the event loop keeps no strong reference to a task, and an exception in a forgotten one surfaces only when it
is collected; so nothing in the window calls create_task but this. qasync takes its steps whenever Qt's events are
processed, also while the loop is not running (between the end of a test and its clearing up); a slot that then starts
a task finds no running loop, so the one of the task before is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]
StartWork: TypeAlias = Callable[[str, Work], object]
"""Runs work under a name; what runs under the same name is cancelled first."""


class Tasks(QObject):
    """Owns the running tasks of a window. The first `start` needs a running event loop."""

    started = Signal(str)  # name
    failed = Signal(str, object)  # name, exception: only what nobody expected
    ended = Signal(str)  # name: no task of that name runs any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[asyncio.Task[None]] = set()
        self._current: dict[str, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_closed = False

    def start(self, name: str, make: Work) -> bool:
        """Run `make()`; a task of the same name is cancelled first. False, and nothing is made, once closed.

        `make` runs inside the task, so one that is replaced before its first step leaves nothing un-awaited.
        """
        if self._is_closed:
            return False
        self.cancel(name)
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
        task = self._loop.create_task(_run(make), name=name)
        self._running.add(task)
        self._current[name] = task
        task.add_done_callback(self._on_task_done)
        self.started.emit(name)
        return True

    def cancel(self, name: str) -> None:
        """Ask the task of that name to stop; nothing happens when none runs."""
        task = self._current.pop(name, None)
        if task is not None:
            task.cancel()

    def is_running(self, name: str) -> bool:
        """Whether a task of that name was started and neither ended nor was cancelled."""
        return name in self._current

    async def aclose(self) -> None:
        """Refuse new tasks, cancel all and wait until they have ended."""
        self._is_closed = True
        self._current.clear()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _on_task_done(self, task: asyncio.Task[None]) -> None:
        name = task.get_name()
        self._running.discard(task)
        if self._current.get(name) is task:
            del self._current[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self.failed.emit(name, error)
        if name not in self._current:
            self.ended.emit(name)


async def _run(make: Work) -> None:
    await make()
