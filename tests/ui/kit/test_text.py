"""Foreign text is shown as what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from workbench.ui.kit.text import ElidedLabel, PlainLabel, plain_tooltip, set_tooltip, visible_text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain ünïcode 日本 😀", "plain ünïcode 日本 😀"),
        ("a\x00b\x1bc\x7f", "a␀b␛c␡"),
        ("a\nb\tc", "a␊b␉c"),
        ("user\u202egnp.exe", "user⟨U+202E⟩gnp.exe"),
        ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
        ("lone \ud800 half", "lone ⟨U+D800⟩ half"),
        ("hard\u00a0space", "hard⟨U+00A0⟩space"),
        ("tag \U000e0041", "tag ⟨U+E0041⟩"),
    ],
    ids=["ordinary", "controls", "newline and tab", "bidi", "zero width", "lone surrogate", "odd space", "tag"],
)
def test_what_cannot_be_seen_is_spelt_out(raw: str, shown: str) -> None:
    assert visible_text(raw) == shown


def test_kept_characters_stay() -> None:
    assert visible_text("a\nb\r", keep="\n") == "a\nb␍"


@given(st.text(st.characters(categories=None)))
def test_any_text_becomes_one_that_can_be_encoded_and_printed(raw: str) -> None:
    shown = visible_text(raw)
    shown.encode()
    assert shown.isprintable()
    assert visible_text(shown) == shown


MARKUP = "<b>bold</b> <img src='file:///etc/passwd'> & more"


def test_a_tooltip_shows_markup_and_never_renders_it(qapp: object) -> None:
    document = QTextDocument()
    document.setHtml(plain_tooltip(MARKUP))
    assert document.toPlainText() == MARKUP
    assert plain_tooltip("") == ""


def test_a_label_never_guesses_markup(qtbot: QtBot) -> None:
    label = PlainLabel(MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_an_elided_label_cuts_and_keeps_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    whole = "<i>device</i> " + "0123456789" * 20
    label = ElidedLabel(whole, mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.resize(160, 24)
    label.show()
    assert "…" in label.shown_text()
    assert label.shown_text().endswith("9")
    document = QTextDocument()
    document.setHtml(label.toolTip())
    assert document.toPlainText() == whole
    label.setText("short")
    assert label.shown_text() == "short"
    assert label.toolTip() == ""


def test_a_tooltip_of_several_lines_is_read_out_as_lines(qtbot: QtBot) -> None:
    label = PlainLabel("x")
    qtbot.addWidget(label)
    set_tooltip(label, "one\ntwo\u200b")
    assert label.accessibleDescription() == "one\ntwo⟨U+200B⟩"
    document = QTextDocument()
    document.setHtml(label.toolTip())
    assert document.toPlainText() == "one\ntwo⟨U+200B⟩"
