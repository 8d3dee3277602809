"""Toasts make room, undo, stay quiet when asked, and leave the focus alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.toast import Toasts


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_the_newest_three_are_shown_each_for_its_time(window: QWidget, qtbot: QtBot) -> None:
    toasts = Toasts(window)
    for number in range(5):
        toasts.show_toast(f"notice {number}", seconds=60 if number != 3 else 0.01)
    assert toasts.shown_texts() == ["notice 2", "notice 3", "notice 4"]
    qtbot.waitUntil(lambda: toasts.shown_texts() == ["notice 2", "notice 4"])


def test_the_same_words_again_take_the_place_of_the_former(window: QWidget) -> None:
    toasts = Toasts(window)
    for text in ("saved", "copied", "saved"):
        toasts.show_toast(text)
    assert toasts.shown_texts() == ["copied", "saved"]


def test_two_undos_of_the_same_words_stay_side_by_side(window: QWidget) -> None:
    toasts = Toasts(window)
    for _ in range(2):
        toasts.show_toast("deleted", action_text="Undo", on_action=print)
    assert toasts.shown_texts() == ["deleted", "deleted"]


def test_the_action_runs_once_and_closes_the_toast(window: QWidget, qtbot: QtBot) -> None:
    toasts, done = Toasts(window), list[str]()
    toasts.show_toast("deleted", action_text="Undo", on_action=lambda: done.append("undone"))
    button = toasts.findChild(QPushButton)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert toasts.shown_texts() == []
    assert not toasts.isVisible()


def test_it_stays_in_the_corner_and_takes_no_focus(window: QWidget, qtbot: QtBot) -> None:
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    toasts = Toasts(window)
    toasts.show_toast("copied", "good", action_text="Undo", on_action=print)
    assert window.focusWidget() is line
    window.resize(1000, 700)
    assert (toasts.geometry().right(), toasts.geometry().bottom()) == (983, 683)


def test_quiet_shows_nothing_and_clears_what_is_there(window: QWidget) -> None:
    toasts = Toasts(window)
    toasts.show_toast("before")
    toasts.set_quiet(True)
    toasts.show_toast("during")
    assert toasts.shown_texts() == []
    toasts.set_quiet(False)
    toasts.show_toast("after")
    assert toasts.shown_texts() == ["after"]
