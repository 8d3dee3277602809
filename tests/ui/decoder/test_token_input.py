"""The field for pasted text: any length, masked on demand, silent when the program writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from workbench.ui.decoder.token_input import TokenInput

LONG = "eyJ" + "x" * 50_000


@pytest.fixture
def field(qtbot: QtBot) -> TokenInput:
    made = TokenInput()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def entered(field: TokenInput) -> list[str]:
    heard: list[str] = []
    field.text_entered.connect(heard.append)
    return heard


def test_the_program_writes_silently(field: TokenInput, entered: list[str]) -> None:
    field.show_text("abc")
    field.show_masked(True)
    field.show_masked(False)
    field.show_placeholder("paste another")
    field.show_text(LONG)
    field.show_text("")
    assert entered == []


def test_typing_and_pasting_inside_is_heard(field: TokenInput, entered: list[str], qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "ab")
    QGuiApplication.clipboard().setText("XY")
    qtbot.keyClick(field, Qt.Key.Key_Left)
    field.paste()
    assert entered == ["a", "ab", "aXYb"]


def test_long_text_is_held_outside_whole_and_joined_with_what_stands_there(
    field: TokenInput, entered: list[str], qtbot: QtBot
) -> None:
    qtbot.keyClicks(field, "<>")
    qtbot.keyClick(field, Qt.Key.Key_Left)
    QGuiApplication.clipboard().setText(LONG)
    field.paste()
    assert entered[-1] == f"<{LONG}>"
    assert field.isReadOnly()
    assert "50,005 characters" in field.toPlainText()
    assert len(field.toPlainText()) < 12_000


def test_another_paste_replaces_held_text_and_delete_clears_it(
    field: TokenInput, entered: list[str], qtbot: QtBot
) -> None:
    field.show_text(LONG)
    QGuiApplication.clipboard().setText("short")
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "short"
    assert not field.isReadOnly()
    field.show_text(LONG)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.toPlainText() == ""
    assert entered == ["short", ""]


def test_masked_it_shows_no_character_and_unmasked_all(field: TokenInput) -> None:
    field.show_text("secret thing")
    field.show_masked(True)
    assert field.toPlainText() == "•••• (12 characters)"
    field.show_masked(False)
    assert field.toPlainText() == "secret thing"


def test_what_is_pasted_while_masked_is_never_seen(field: TokenInput, entered: list[str]) -> None:
    field.show_masked(True)
    QGuiApplication.clipboard().setText("secret thing")
    field.paste()
    assert entered == ["secret thing"]
    assert "secret" not in field.toPlainText()


def test_what_is_typed_while_masked_is_whole_and_hidden_once_the_focus_leaves(
    field: TokenInput, entered: list[str], qtbot: QtBot
) -> None:
    field.show_masked(True)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "abc")
    assert entered == ["a", "ab", "abc"]
    field.clearFocus()
    assert field.toPlainText() == "•••• (3 characters)"
    field.show_masked(False)
    assert field.toPlainText() == "abc"


def test_the_parts_of_a_token_have_three_colours(field: TokenInput) -> None:
    field.show_text("\U0001f600 eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.AAAA end")
    formats = field.document().firstBlock().layout().formats()
    text = field.toPlainText().encode("utf-16-le")
    coloured = {text[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le"): one for one in formats}
    assert list(coloured) == ["eyJhbGciOiJIUzI1NiJ9", "eyJhIjoxfQ", "AAAA"]
    assert len({one.format.foreground().color().name() for one in formats}) == 3
