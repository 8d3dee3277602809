"""A secret is masked, comes back exactly, and hides itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from workbench.ui.kit.secret_edit import SecretEdit


@pytest.fixture
def edit(qtbot: QtBot) -> SecretEdit:
    made = SecretEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_starts_masked(edit: SecretEdit) -> None:
    edit.show_secret("hunter2")
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    assert "hunter2" not in edit.displayText()


def test_a_paste_is_kept_to_the_character_and_told_as_an_edit(edit: SecretEdit, qtbot: QtBot) -> None:
    pasted = " line one\r\nline two\n\ttab " + "x" * 40_000
    QGuiApplication.clipboard().setText(pasted)
    with qtbot.waitSignal(edit.edited):
        qtbot.keySequence(edit, QKeySequence(QKeySequence.StandardKey.Paste))
    assert edit.secret_text() == pasted


def test_code_that_sets_it_is_silent(edit: SecretEdit, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(edit.edited):
        edit.show_secret("a")
        edit.clear_secret()
        edit.show_stored("in keyring")


def test_the_eye_shows_it_and_leaving_hides_it(edit: SecretEdit) -> None:
    edit.show_secret("hunter2")
    edit.eye.trigger()
    assert edit.is_revealed
    assert edit.displayText() == "hunter2"
    assert edit.eye.text() == "Hide"
    QApplication.sendEvent(edit, QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert not edit.is_revealed
    assert edit.secret_text() == "hunter2"


def test_its_own_context_menu_does_not_hide_it(edit: SecretEdit) -> None:
    edit.show_secret("hunter2", revealed=True)
    QApplication.sendEvent(edit, QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert edit.is_revealed


def test_it_hides_on_request_and_with_its_window(edit: SecretEdit) -> None:
    edit.show_secret("hunter2", revealed=True)
    edit.hide_secret()
    assert not edit.is_revealed
    edit.eye.trigger()
    edit.hide()
    assert not edit.is_revealed


def test_nothing_is_copied_while_masked(edit: SecretEdit, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("before")
    edit.show_secret("hunter2")
    edit.selectAll()
    qtbot.keySequence(edit, QKeySequence(QKeySequence.StandardKey.Copy))
    qtbot.keySequence(edit, QKeySequence(QKeySequence.StandardKey.Cut))
    assert QGuiApplication.clipboard().text() == "before"


def test_a_cleared_secret_cannot_be_undone(edit: SecretEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "hunter2")
    edit.eye.trigger()
    edit.clear_secret()
    edit.undo()
    assert edit.secret_text() == ""
    assert not edit.isUndoAvailable()
    assert not edit.is_revealed


def test_a_stored_secret_never_enters_and_the_eye_asks_for_it(edit: SecretEdit, qtbot: QtBot) -> None:
    edit.show_stored("in keyring")
    assert edit.placeholderText() == "in keyring"
    assert edit.secret_text() == ""
    with qtbot.waitSignal(edit.reveal_requested):
        edit.eye.trigger()
    assert not edit.is_revealed
    edit.show_secret("hunter2", revealed=True)
    assert edit.displayText() == "hunter2"
