"""Questions do not block, confirm only by their button, and show plain text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.dialogs import ask_text, confirm


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def button(dialog: QDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def test_confirming_calls_back_once_and_cancelling_never(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = confirm(window, "Wipe?", "<b>All</b> goes.", "Wipe", lambda: done.append("wiped"), danger=True)
    assert dialog.isVisible()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text())
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # Enter is Cancel here
    assert done == []
    dialog = confirm(window, "Wipe?", "All goes.", "Wipe", lambda: done.append("wiped"), danger=True)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == []
    dialog = confirm(window, "Wipe?", "All goes.", "Wipe", lambda: done.append("wiped"), danger=True)
    qtbot.mouseClick(button(dialog, "Wipe"), Qt.MouseButton.LeftButton)
    assert done == ["wiped"]


def test_a_name_is_stripped_and_never_empty(window: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    dialog = ask_text(window, "Rename profile", "Name", "old", "Rename", answers.append)
    line = dialog.findChild(QLineEdit)
    assert line is not None
    assert line.selectedText() == "old"
    line.setText("   ")
    assert not button(dialog, "Rename").isEnabled()
    line.setText("  new name ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert answers == ["new name"]
