"""The place in the tab order of what came into a window late."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.tab_order import put_behind


def test_tab_comes_to_late_parts_right_behind_the_one_named_and_goes_through_them_in_their_order(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, last = QLineEdit(), QLineEdit()
    column.addWidget(first)
    column.addWidget(last)
    late, other = QWidget(), QPushButton("other")
    row = QHBoxLayout(late)
    button, one, two = QToolButton(), QLineEdit(), QLineEdit()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMenu(QMenu("a window of its own", button))
    for part in (QLabel("a label"), one, button, two):
        row.addWidget(part)
    column.insertWidget(1, late)
    column.insertWidget(2, other)
    put_behind(first, late, other)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus()
    way = [window.focusWidget()]
    for _ in range(5):
        focused = window.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        way.append(window.focusWidget())
    assert way == [first, one, button, two, other, last]
