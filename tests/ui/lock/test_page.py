"""The lock page asks for what the window opens by, says what is gone, and keeps no passphrase."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from workbench.core.secret import Secret
from workbench.ui.lock.page import LockPage


@pytest.fixture
def page(qtbot: QtBot) -> LockPage:
    made = LockPage()
    qtbot.addWidget(made)
    made.show()
    return made


def _words(page: LockPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _passphrase(page: LockPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "passphrase")
    assert isinstance(found, QLineEdit)
    return found


@pytest.mark.parametrize(
    ("opens_by", "words", "asks"),
    [("vault", "passphrase", True), ("keyring", "keyring of this system", False), ("nothing", "neither", False)],
)
def test_it_asks_for_what_the_window_opens_by_and_says_what_is_gone(
    page: LockPage, opens_by: str, words: str, asks: bool
) -> None:
    page.show_locked(opens_by)
    assert words in _words(page)
    assert "is gone" in _words(page)
    assert _passphrase(page).isVisible() is asks


def test_the_passphrase_is_masked_and_enter_asks_to_unlock(page: LockPage, qtbot: QtBot) -> None:
    page.show_locked("vault")
    line = _passphrase(page)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(line, "correct horse")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked.args == [Secret("correct horse")]


def test_one_attempt_at_a_time_and_a_refusal_says_why_and_lets_it_be_tried_again(page: LockPage, qtbot: QtBot) -> None:
    page.show_locked("vault")
    button = page.findChild(QPushButton, "unlockButton")
    qtbot.keyClicks(_passphrase(page), "wrong")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(page.unlock_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page.show_trouble("This is not the passphrase of the vault.")
    assert "not the passphrase" in _words(page)
    with qtbot.waitSignal(page.unlock_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_passphrase_leaves_when_it_was_taken_and_when_it_locks_anew(page: LockPage, qtbot: QtBot) -> None:
    for leave in (page.show_unlocked, lambda: page.show_locked("vault")):
        page.show_locked("vault")
        qtbot.keyClicks(_passphrase(page), "correct horse")
        leave()
        assert _passphrase(page).text() == ""
        assert not _passphrase(page).isUndoAvailable()


def test_without_a_passphrase_the_button_asks_with_an_empty_one(page: LockPage, qtbot: QtBot) -> None:
    page.show_locked("nothing")
    with qtbot.waitSignal(page.unlock_requested) as asked:
        qtbot.mouseClick(page.findChild(QPushButton, "unlockButton"), Qt.MouseButton.LeftButton)
    assert asked.args == [Secret("")]


def test_where_nothing_is_asked_for_enter_asks_to_unlock_too(page: LockPage, qtbot: QtBot) -> None:
    page.show_locked("nothing")
    unlock = page.findChild(QPushButton, "unlockButton")
    with qtbot.waitSignal(page.unlock_requested):
        qtbot.keyClick(unlock, Qt.Key.Key_Return)
