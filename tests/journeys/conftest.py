"""A person at the real window: real files, the real simulator over loopback, a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.spoken import speak_to
from workbench.core.redact import redact
from workbench.language import ENGLISH, Language
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.session.session import Session
from workbench.storage.paths import resource_folder
from workbench.storage.resources import load_examples
from workbench.storage.settings import SettingsStore
from workbench.ui.bench import Bench
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import Window
from workbench.ui.wiring import connect

Part = TypeVar("Part", bound=QWidget)


class Desk:
    """A person's hands and eyes at one window."""

    def __init__(self, window: Window, bench: Bench, clock: Any, qtbot: QtBot) -> None:
        self.window = window
        self.bench = bench
        self.clock = clock
        self._qtbot = qtbot
        self.crashes: list[str] = []

    def part(self, kind: type[Part], name: str, within: str = "") -> Part:
        """A part of the window by its object name, the visible one where several carry it."""
        root: QWidget = self.window
        if within:
            found = self.window.findChild(QWidget, within)
            assert found is not None, within
            root = found
        named = root.findChildren(kind, name)
        assert named, f"no {kind.__name__} named {name}"
        return next((part for part in named if part.isVisible()), named[0])

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key where the focus is."""
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type_into(self, part: QWidget, text: str) -> None:
        """Replace what stands in an editor by typing."""
        part.setFocus()
        self._qtbot.keyClick(part, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.keyClick(part, Qt.Key.Key_Delete)
        if text:
            self._qtbot.keyClicks(part, text)

    def click(self, part: QWidget, place: QPoint | None = None) -> None:
        """Click a part in its middle, or at a place in it."""
        self._qtbot.mouseClick(part, Qt.MouseButton.LeftButton, pos=place or part.rect().center())

    async def until(self, signal: SignalInstance, act: Callable[[], object]) -> tuple[Any, ...]:
        """Act, and wait until a signal came and the next call's route is known; the signal's values."""
        with heard(signal) as coming:
            act()
            values = await asyncio.wait_for(coming, 30)
        while self.bench.tasks.is_running("route"):  # else it would go on after the test, when no loop runs
            with heard(self.bench.tasks.ended) as ended:
                await asyncio.wait_for(ended, 30)
        return values

    async def send(self) -> tuple[Any, ...]:
        """Press Ctrl+Enter and wait for the exchange."""
        return await self.until(
            self.bench.exchange_finished, lambda: self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        )

    async def rest(self) -> None:
        """Wait for what the window does on its own, such as listing a call in history."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=30)

    def pass_time(self, seconds: float) -> None:
        """Let the clock run on, and the window's beat come."""
        self.clock.advance(seconds)
        self.window.ticker.beat()


@contextmanager
def heard(signal: SignalInstance) -> Iterator[asyncio.Future[tuple[Any, ...]]]:
    """A future of the next values of a signal."""
    future: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def settle(*values: Any) -> None:
        if not future.done():
            future.set_result(values)

    signal.connect(settle)
    try:
        yield future
    finally:
        signal.disconnect(settle)


@pytest.fixture
def open_desk(
    qapp: QApplication, qtbot: QtBot, clock: Any, build_session: Callable[[Callable[[], float]], Session]
) -> Callable[[], AbstractAsyncContextManager[Desk]]:
    """Opens a window on what the home holds, as the program does, and closes it."""
    load_resources(qapp, resource_folder())

    @asynccontextmanager
    async def open_window() -> AsyncIterator[Desk]:
        demo_clock = DemoClock(clock)
        session = build_session(demo_clock)
        settings = SettingsStore(session.home.settings).load().settings
        window = Window(settings)
        theme: Any = "light" if settings.theme == "system" else settings.theme
        apply_theme(qapp, theme, settings.zoom, window)
        list(window.furnish(session.glossary, demo_clock))
        bench = Bench(session, demo_clock, read_examples(load_examples(), session.playbook), window, settings)
        crashes = Crashes(redact)
        connect(window, bench, crashes)
        desk = Desk(window, bench, clock, qtbot)
        crashes.crashed.connect(desk.crashes.append)
        window.show()
        await bench.open(None)
        yield desk
        window.leave()
        await bench.aclose()
        window.clipboard.let_go()
        window.deleteLater()
        await asyncio.sleep(0)
        assert desk.crashes == []

    return open_window


@pytest.fixture
async def desk(open_desk: Callable[[], AbstractAsyncContextManager[Desk]]) -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened


@pytest.fixture
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Language]:
    """A language, spoken before the window of ``desk`` is built. Test parameters name it."""
    language: Language = request.param
    speak_to(qapp, language)
    yield language
    speak_to(qapp, ENGLISH)
