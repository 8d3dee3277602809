"""Questions do not block, confirm only by their button, and show plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.dialogs import ask_text, confirm, preview
from workbench.ui.kit.shortcut_sheet import open_shortcut_sheet
from workbench.ui.kit.theme import apply_theme, load_resources


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


def test_enter_presses_the_button_that_has_the_focus(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = confirm(window, "Send?", "A secret goes there.", "Send", lambda: done.append("sent"), danger=True)
    focused = dialog.focusWidget()
    assert focused is button(dialog, "Cancel")
    qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is button(dialog, "Send")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert done == ["sent"]


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


def test_shortcuts_stand_under_their_areas_in_two_columns(window: QWidget, qtbot: QtBot) -> None:
    rows = [("Request", "Send", "Ctrl+Enter"), ("Token", "Copy token", "Ctrl+Shift+C"), ("Request", "Quit", "Ctrl+Q")]
    dialog = open_shortcut_sheet(window, rows)
    labels = {label.text(): label for label in dialog.findChildren(QLabel)}
    assert {text for row in rows for text in row} < labels.keys()

    def corner(text: str) -> tuple[int, int]:
        at = labels[text].mapTo(dialog, QPoint())
        return at.x(), at.y()

    qtbot.waitUntil(lambda: corner("Token")[0] > corner("Ctrl+Q")[0])
    assert corner("Request")[1] < corner("Send")[1] < corner("Quit")[1]
    assert corner("Request")[1] == corner("Token")[1]
    dialog.reject()


def test_a_preview_shows_the_text_and_what_was_left_out_before_it_is_taken(window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    text = "**Token** `<b>`\n- Seen: now\u202e"
    dialog = preview(window, "Copy", text, "Left out", ["the token <i>", "a\nb"], "Copy", lambda: done.append("copied"))
    assert dialog.isVisible()
    shown = {one.objectName(): one.toPlainText() for one in dialog.findChildren(QPlainTextEdit)}
    assert shown == {"previewText": "**Token** `<b>`\n- Seen: now⟨U+202E⟩", "previewList": "• the token <i>\n• a␊b"}
    assert done == []
    button(dialog, "Cancel").click()
    assert done == []
    dialog = preview(window, "Copy", text, "Left out", [], "Copy", lambda: done.append("copied"))
    qtbot.mouseClick(button(dialog, "Copy"), Qt.MouseButton.LeftButton)
    assert done == ["copied"]


@pytest.fixture
def twice(qapp: QApplication) -> Iterator[None]:
    """Type and distances of twice the size."""
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light", 2)
    yield
    apply_theme(qapp, "light")


@pytest.mark.usefixtures("twice")
def test_at_twice_the_size_a_question_grows_as_its_words_do_and_stays_on_the_screen(window: QWidget) -> None:
    dialog = confirm(window, "Wipe?", "All of it goes, and nothing of it comes back. " * 60, "Wipe it", lambda: None)

    room = dialog.screen().availableSize()
    assert 520 < dialog.width() < room.width()
    assert dialog.height() < room.height()
    for words in ("Wipe it", "Cancel"):
        assert button(dialog, words).width() >= button(dialog, words).sizeHint().width()
