"""What takes longer than a moment says so, and stops saying so when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.busy import BusyNotices
from workbench.ui.kit.tasks import Tasks
from workbench.ui.kit.theme import apply_theme
from workbench.ui.kit.toast import Toasts


@pytest.fixture
def window(qapp: object, qtbot: QtBot) -> QWidget:
    apply_theme(qapp, "light")  # type: ignore[arg-type]
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # a toast tells nobody that it came
            await asyncio.sleep(0)


async def test_work_that_lasts_is_named_until_it_ends(window: QWidget) -> None:
    tasks, toasts = Tasks(window), Toasts(window)
    BusyNotices(tasks, toasts, {"export": "Writing…"}, window)
    done = asyncio.Event()

    async def work() -> None:
        await done.wait()

    tasks.start("export 7", work)
    assert toasts.shown_texts() == []
    await until(lambda: bool(toasts.shown_texts()))
    assert toasts.shown_texts() == ["Writing…"]
    done.set()
    await until(lambda: not toasts.shown_texts())
    await tasks.aclose()


async def test_short_work_and_work_without_words_say_nothing(window: QWidget) -> None:
    tasks, toasts = Tasks(window), Toasts(window)
    BusyNotices(tasks, toasts, {"export": "Writing…"}, window)
    ended: list[str] = []
    tasks.ended.connect(ended.append)

    async def work() -> None:
        return

    tasks.start("export", work)
    tasks.start("another", work)
    await until(lambda: len(ended) == 2)
    assert toasts.shown_texts() == []
    await tasks.aclose()
