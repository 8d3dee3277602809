"""Long text stays whole outside the editor; JSON is coloured."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from workbench.ui.kit.highlight import JsonHighlighter
from workbench.ui.kit.long_text import LONGEST_LINE, LONGEST_TEXT, LongText, shorten
from workbench.ui.kit.theme import theme_of


@pytest.fixture
def viewer(qtbot: QtBot) -> LongText:
    made = LongText("Response body")
    qtbot.addWidget(made)
    return made


def test_ordinary_text_is_shown_whole(viewer: LongText) -> None:
    viewer.show_text('{"a":\n\t1}')
    assert viewer.toPlainText() == '{"a":\n\t1}'
    assert not viewer.is_shortened
    assert viewer.isReadOnly()


@pytest.mark.parametrize("text", ["x" * (LONGEST_LINE + 1), "line\n" * (LONGEST_TEXT // 4)], ids=["line", "text"])
def test_longer_text_is_held_outside_and_summarised(viewer: LongText, text: str) -> None:
    whole = f"START{text}END"
    viewer.show_text(whole)
    assert viewer.is_shortened
    assert viewer.whole_text() == whole
    shown = viewer.toPlainText()
    assert len(shown) < 10_000
    assert max(map(len, shown.split("\n"))) <= 400
    assert f"{len(whole):,} characters" in shown
    assert "START" in shown
    assert shown.endswith("END")


def test_a_lone_surrogate_is_seen_and_kept(viewer: LongText) -> None:
    viewer.show_text("a\ud800\u202eb")
    assert viewer.toPlainText() == "a⟨U+D800⟩⟨U+202E⟩b"
    assert viewer.whole_text() == "a\ud800\u202eb"


def colours(editor: QPlainTextEdit) -> dict[str, str]:
    block = editor.document().firstBlock()
    units = block.text().encode("utf-16-le")
    return {
        units[2 * r.start : 2 * (r.start + r.length)].decode("utf-16-le"): r.format.foreground().color().name()
        for r in block.layout().formats()
    }


def test_keys_strings_numbers_and_words_differ_also_after_an_astral_character(qtbot: QtBot) -> None:
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    JsonHighlighter(editor)
    editor.setPlainText('{"😀k": "s\\"t", "n": -1.5e3, "b": null}')
    theme = theme_of(editor)
    assert colours(editor) == {
        '"😀k"': theme.accent,
        '"s\\"t"': theme.good.fg,
        '"n"': theme.accent,
        "-1.5e3": theme.token_payload,
        '"b"': theme.accent,
        "null": theme.token_header,
    }


@pytest.mark.parametrize(("text", "counted"), [("x" * 20_000, "in 1 line;"), ("x" * 20_000 + "\n", "in 2 lines;")])
def test_a_summary_counts_its_lines_in_words(text: str, counted: str) -> None:
    assert counted in shorten(text)
