"""A selectable label never needs more room than it has."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from workbench.ui.kit.folded import FoldedLabel


def tooltip(label: FoldedLabel) -> str:
    document = QTextDocument()
    document.setHtml(label.toolTip())
    return document.toPlainText()


def test_a_word_that_fits_no_line_loses_its_middle_until_there_is_room(qtbot: QtBot) -> None:
    label = FoldedLabel()
    qtbot.addWidget(label)
    words = f"refused by {'Z' * 60}y now"
    label.setText(words)
    label.resize(200, 60)
    assert label.text() == words  # nobody sees it yet
    label.show()
    assert label.text().startswith("refused by ZZZ")
    assert label.text().endswith("Zy now")
    assert "Z…Z" in label.text()
    assert tooltip(label) == words
    assert label.minimumSizeHint().width() < 200

    label.resize(4000, 60)
    label.grab()
    assert label.text() == words
    assert label.toolTip() == ""
    label.setText("x" * 1_000_000)
    assert len(label.text()) < 1000
    assert len(label.whole_text()) == 1_000_000


def test_addresses_break_at_their_slashes_and_stay_whole(qtbot: QtBot) -> None:
    label = FoldedLabel("see https://elsewhere.invalid/auth/v1/token/regenerate")
    qtbot.addWidget(label)
    label.resize(label.fontMetrics().horizontalAdvance("elsewhere.invalid/") + 2, 60)
    label.show()
    assert label.text() == "see https://elsewhere.invalid/auth/v1/token/regenerate"
