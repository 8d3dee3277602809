"""Tasks have an owner: one a name, cancellable, and no failure is silent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QApplication

from workbench.ui.kit.tasks import Tasks


class Heard:
    """Remembers what Tasks told."""

    def __init__(self, tasks: Tasks) -> None:
        self.failed: list[tuple[str, str]] = []
        self.ended: list[str] = []
        tasks.failed.connect(lambda name, error: self.failed.append((name, str(error))))
        tasks.ended.connect(self.ended.append)


def waiting(log: list[str], label: str, gate: asyncio.Event) -> Callable[[], Coroutine[Any, Any, None]]:
    async def run() -> None:
        log.append(f"{label} started")
        try:
            await gate.wait()
            log.append(f"{label} done")
        except asyncio.CancelledError:
            log.append(f"{label} cancelled")
            raise

    return run


async def turn() -> None:
    """Let the loop do all that is ready: nothing here waits for time."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_task_of_the_same_name_replaces_the_running_one(qapp: QApplication) -> None:
    tasks, log, gate = Tasks(), list[str](), asyncio.Event()
    heard = Heard(tasks)
    tasks.start("send", waiting(log, "first", gate))
    await turn()
    tasks.start("send", waiting(log, "second", gate))
    tasks.start("other", waiting(log, "other", gate))
    await turn()
    assert tasks.is_running("send")
    gate.set()
    await turn()
    assert "first cancelled" in log
    assert "first done" not in log
    assert log[-2:] == ["second done", "other done"]
    assert not tasks.is_running("send")
    assert heard.failed == []
    assert sorted(heard.ended) == ["other", "send"]
    await tasks.aclose()


async def test_a_task_replaced_before_its_first_step_is_never_made(qapp: QApplication) -> None:
    tasks, log, gate = Tasks(), list[str](), asyncio.Event()
    gate.set()
    tasks.start("send", waiting(log, "first", gate))
    tasks.start("send", waiting(log, "second", gate))
    await turn()
    assert log == ["second started", "second done"]
    await tasks.aclose()


async def test_cancel_stops_the_task_of_that_name(qapp: QApplication) -> None:
    tasks, log, gate = Tasks(), list[str](), asyncio.Event()
    heard = Heard(tasks)
    tasks.start("send", waiting(log, "first", gate))
    await turn()
    tasks.cancel("send")
    tasks.cancel("nothing of that name")
    assert not tasks.is_running("send")
    await turn()
    assert log == ["first started", "first cancelled"]
    assert heard.failed == []
    await tasks.aclose()


async def test_an_exception_is_told_at_once(qapp: QApplication) -> None:
    tasks = Tasks()
    heard = Heard(tasks)

    async def fail() -> None:
        raise ValueError("unexpected")

    tasks.start("load", fail)
    await turn()
    assert heard.failed == [("load", "unexpected")]
    assert not tasks.is_running("load")
    await tasks.aclose()


async def test_a_function_that_cannot_even_make_its_coroutine_is_told_too(qapp: QApplication) -> None:
    tasks = Tasks()
    heard = Heard(tasks)

    def make() -> Coroutine[Any, Any, None]:
        raise KeyError("no such profile")

    tasks.start("load", make)
    await turn()
    assert heard.failed == [("load", "'no such profile'")]
    await tasks.aclose()


async def test_closing_cancels_all_waits_for_them_and_refuses_more(qapp: QApplication) -> None:
    tasks, log, gate = Tasks(), list[str](), asyncio.Event()
    tasks.start("one", waiting(log, "one", gate))
    tasks.start("two", waiting(log, "two", gate))
    await turn()
    await tasks.aclose()
    assert sorted(log[2:]) == ["one cancelled", "two cancelled"]
    assert tasks.start("three", waiting(log, "three", gate)) is False
    assert not tasks.is_running("three")
