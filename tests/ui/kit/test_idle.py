"""Idle tells once that nothing was done for a while, by the wall clock, and counts keys, mouse and wheel alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.idle import Idle


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWindow]:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    handle = widget.windowHandle()
    assert isinstance(handle, QWindow)
    yield handle  # not returned: the widget must outlive it
    widget.close()


@pytest.fixture
def idle(window: QWindow, clock: Any) -> Idle:
    made = Idle(clock, 900)
    made.watch(window)
    return made


def _press_key(window: QWindow) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QGuiApplication.sendEvent(window, key)


def _move_mouse(window: QWindow) -> None:
    place = QPointF(1, 1)
    none = Qt.MouseButton.NoButton
    QGuiApplication.sendEvent(
        window, QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
    )


def test_it_tells_once_when_the_time_is_up(idle: Idle, clock: Any, qtbot: QtBot) -> None:
    clock.advance(899)
    with qtbot.assertNotEmitted(idle.idled):
        idle.look()
    clock.advance(1)
    with qtbot.waitSignal(idle.idled):
        idle.look()
    with qtbot.assertNotEmitted(idle.idled):
        idle.look()


@pytest.mark.parametrize("act", [_press_key, _move_mouse])
def test_a_deed_begins_the_time_anew(idle: Idle, window: QWindow, clock: Any, qtbot: QtBot, act: Any) -> None:
    clock.advance(600)
    act(window)
    clock.advance(600)
    with qtbot.assertNotEmitted(idle.idled):
        idle.look()
    clock.advance(300)
    with qtbot.waitSignal(idle.idled):
        idle.look()


def test_the_first_key_after_the_machine_slept_comes_too_late(
    idle: Idle, window: QWindow, clock: Any, qtbot: QtBot
) -> None:
    clock.advance(8 * 3600)
    with qtbot.waitSignal(idle.idled):
        _press_key(window)


def test_paints_and_timers_are_no_deeds(idle: Idle, window: QWindow, clock: Any, qtbot: QtBot) -> None:
    clock.advance(900)
    QGuiApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    with qtbot.waitSignal(idle.idled):
        idle.look()


def test_a_clock_that_is_set_back_does_not_put_it_off(idle: Idle, clock: Any, qtbot: QtBot) -> None:
    clock.advance(-3600)
    idle.look()
    clock.advance(900)
    with qtbot.waitSignal(idle.idled):
        idle.look()


def test_with_no_time_it_never_tells(clock: Any, qtbot: QtBot) -> None:
    idle = Idle(clock, 0)
    clock.advance(10**6)
    with qtbot.assertNotEmitted(idle.idled):
        idle.look()
