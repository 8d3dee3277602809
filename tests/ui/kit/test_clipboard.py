"""A copied secret is marked, and taken back only while it is still ours."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.clipboard import Clipboard, read_text, write_text


@pytest.fixture
def clipboard(qtbot: QtBot) -> Clipboard:
    QGuiApplication.clipboard().clear()
    return Clipboard()


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_a_secret_is_marked_for_clipboard_managers(clipboard: Clipboard) -> None:
    clipboard.copy_secret("hunter2", clear_after=30)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "hunter2"
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"


def test_an_ordinary_copy_is_not_marked_and_stays(clipboard: Clipboard) -> None:
    clipboard.copy_secret("hunter2", clear_after=30)
    clipboard.copy_text("a note")
    clipboard.clear_if_ours()
    assert text() == "a note"
    assert not QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")


def test_a_secret_is_cleared_after_its_time(clipboard: Clipboard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(clipboard.cleared):
        clipboard.copy_secret("hunter2\r\nsecond line", clear_after=0.01)
    assert text() == ""


def test_what_someone_else_copied_stays(clipboard: Clipboard, qtbot: QtBot) -> None:
    clipboard.copy_secret("hunter2", clear_after=0)
    QGuiApplication.clipboard().setText("someone else's")
    with qtbot.assertNotEmitted(clipboard.cleared):
        clipboard.clear_if_ours()
    assert text() == "someone else's"


def test_a_secret_without_a_time_is_cleared_on_quit(clipboard: Clipboard) -> None:
    clipboard.copy_secret("hunter2", clear_after=0)
    assert text() == "hunter2"
    clipboard.clear_if_ours()
    assert text() == ""


def test_the_secret_itself_is_not_kept(clipboard: Clipboard) -> None:
    clipboard.copy_secret("hunter2", clear_after=30)
    assert "hunter2" not in repr(vars(clipboard))


EXACTLY = "a\ud800b\udc00 \x00\x1b\r\n\u2028\u2029\u202e\u200b\ufeff\ufdd0 😀 <b>"


def test_every_character_is_copied_exactly_and_no_other_program_sees_one_less(clipboard: Clipboard) -> None:
    clipboard.copy_text(EXACTLY)
    assert read_text(QGuiApplication.clipboard().mimeData()) == EXACTLY
    assert text() == EXACTLY.replace("\ud800", "\ufffd").replace("\udc00", "\ufffd")


def test_a_secret_is_copied_exactly_too_and_cleared(clipboard: Clipboard) -> None:
    clipboard.copy_secret(EXACTLY, clear_after=0)
    assert read_text(QGuiApplication.clipboard().mimeData()) == EXACTLY
    clipboard.clear_if_ours()
    assert text() == ""


def test_what_qt_can_carry_is_there_once(clipboard: Clipboard) -> None:
    assert write_text("plain \x00\u202e").formats() == ["text/plain"]
    QGuiApplication.clipboard().setText("of another program ä😀")
    assert read_text(QGuiApplication.clipboard().mimeData()) == "of another program ä😀"


@pytest.mark.parametrize("text", ["plain", "one \\ud83d alone"])
def test_a_copied_text_does_not_crash_the_end_of_the_program(text: str) -> None:
    program = f"""
from PySide6.QtWidgets import QApplication
from workbench.ui.kit.clipboard import Clipboard
app = QApplication([])
clipboard = Clipboard()
clipboard.copy_text("{text}")
clipboard.let_go()
print(app.clipboard().text())
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, text.replace("\\ud83d", "\ufffd") + "\n")
