"""The field for pasted text: any length, masked on demand, silent when the program writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.decoder.token_input import TokenInput
from workbench.ui.kit.theme import apply_theme, load_resources

RESOURCES = Path(__file__).parents[3] / "resources"
LONG = "eyJ" + "x" * 50_000


@pytest.fixture
def field(qtbot: QtBot) -> TokenInput:
    made = TokenInput()
    qtbot.addWidget(made)
    made.show_masked(False)
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


def test_it_is_masked_from_the_start(qtbot: QtBot) -> None:
    made = TokenInput()
    qtbot.addWidget(made)
    made.show_text("secret thing")
    assert made.toPlainText() == "•••• (12 characters)"


@pytest.mark.parametrize("text", ["curl 'https://h' \\\n" * 40 + "\n\n\n", "curl 'https://h' \\\n" * 40_000])
def test_a_long_paste_is_shown_from_its_start(field: TokenInput, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    field.paste()
    assert field.textCursor().position() == 0
    assert field.verticalScrollBar().value() == 0


@pytest.mark.parametrize("masked", [True, False])
def test_undo_brings_back_what_gave_way_to_a_reply_and_clearing_forgets_it(
    field: TokenInput, entered: list[str], qtbot: QtBot, masked: bool
) -> None:
    field.show_masked(masked)
    QGuiApplication.clipboard().setText("secret thing")
    field.paste()
    field.show_placeholder("paste another")
    assert field.toPlainText() == ""
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entered == ["secret thing"] * 2
    field.show_placeholder("paste another")
    field.show_text("")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entered == ["secret thing"] * 2


def test_text_and_placeholder_follow_the_zoom(field: TokenInput, qapp: QApplication) -> None:
    load_resources(qapp, RESOURCES)
    try:
        sizes = []
        for zoom in (1.0, 2.0):
            apply_theme(qapp, "light", zoom)
            sizes.append((field.document().defaultFont().pixelSize(), field.viewport().font().pixelSize()))
        assert sizes[1][0] == sizes[1][1] > 1.5 * sizes[0][0]
    finally:
        apply_theme(qapp, "light")


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


def test_two_lines_are_seen_without_a_scroll_bar(qapp: QApplication, qtbot: QtBot) -> None:
    load_resources(qapp, RESOURCES)
    apply_theme(qapp, "light")
    made = TokenInput()
    qtbot.addWidget(made)
    made.show_masked(False)
    made.resize(300, made.height())
    with qtbot.waitExposed(made):
        made.show()
    made.show_text("one line\nand another")
    assert made.verticalScrollBar().maximum() == 0
    made.show_text("one line\nand another\nand a third")
    assert made.verticalScrollBar().maximum() > 0


def test_another_key_in_the_teaching_words_is_seen_at_once(field: TokenInput, qtbot: QtBot) -> None:
    field.resize(600, 60)
    qtbot.waitExposed(field)
    before = field.grab().toImage()
    # a picture that is asked for is painted anew; what counts is that Qt paints by itself
    with qtbot.waitSignal(_Painted(field).seen, timeout=5000):
        field.show_key("Ctrl+Enter")
    assert field.grab().toImage() != before


class _Painted(QObject):
    """Tells when a field paints."""

    seen = Signal()

    def __init__(self, field: TokenInput) -> None:
        super().__init__(field)
        QApplication.processEvents()  # what was asked for before
        field.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.emit()
        return super().eventFilter(watched, event)
