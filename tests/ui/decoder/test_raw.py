"""The token as it stands: dots in its proportions, revealed by the eye and hidden again on the way out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.token import decode
from workbench.ui.decoder.raw import RawCard
from workbench.ui.kit.theme import apply_theme, theme_of


class Stage(QWidget):
    """The card beside a field that may take the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.card = RawCard()
        self.elsewhere = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.card)
        column.addWidget(self.elsewhere)


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage()
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def raw(stage: Stage) -> QPlainTextEdit:
    found = stage.findChild(QPlainTextEdit, "rawToken")
    assert found is not None
    return found


def press(stage: Stage, qtbot: QtBot, name: str) -> None:
    button = next(one for one in stage.findChildren(QToolButton) if one.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def part_colours(stage: Stage) -> list[str]:
    formats = raw(stage).document().firstBlock().layout().formats()
    return [one.format.foreground().color().name() for one in formats]


def test_masked_it_shows_three_runs_of_dots_in_proportion(stage: Stage, documented: dict[str, str]) -> None:
    stage.card.show_token(decode(documented["web renewed"]))
    header, payload, signature = raw(stage).toPlainText().split(".")
    assert set(header + payload + signature) == {"•"}
    assert len(payload) > len(header) > len(signature)
    theme = theme_of()
    assert part_colours(stage) == [theme.token_header, theme.token_payload, theme.token_signature]
    words = [one.text() for one in stage.findChildren(QLabel)]
    assert {"header · 96 characters", "payload · 183 characters", "signature · 43 characters"} <= set(words)


def test_the_eye_reveals_until_the_focus_goes_elsewhere(stage: Stage, qtbot: QtBot, documented: dict[str, str]) -> None:
    stage.card.show_token(decode(documented["web renewed"]))
    press(stage, qtbot, "Show the token")
    assert raw(stage).toPlainText() == documented["web renewed"]
    qtbot.waitUntil(raw(stage).hasFocus)
    stage.elsewhere.setFocus()
    qtbot.waitUntil(lambda: "eyJ" not in raw(stage).toPlainText())


def test_the_eye_hides_it_again(stage: Stage, qtbot: QtBot, documented: dict[str, str]) -> None:
    stage.card.show_token(decode(documented["web renewed"]))
    press(stage, qtbot, "Show the token")
    press(stage, qtbot, "Hide the token")
    assert "eyJ" not in raw(stage).toPlainText()


def test_a_hidden_pane_hides_it(stage: Stage, qtbot: QtBot, documented: dict[str, str]) -> None:
    stage.card.show_token(decode(documented["web renewed"]))
    press(stage, qtbot, "Show the token")
    stage.hide()
    stage.show()
    assert "eyJ" not in raw(stage).toPlainText()


def test_with_masking_off_it_stays_until_masked(stage: Stage, qtbot: QtBot, documented: dict[str, str]) -> None:
    stage.card.show_masked(False)
    stage.card.show_token(decode(documented["web renewed"]))
    stage.elsewhere.setFocus()
    assert raw(stage).toPlainText() == documented["web renewed"]
    stage.card.show_masked(True)
    assert "eyJ" not in raw(stage).toPlainText()


def test_a_long_token_is_shortened_without_colours_that_would_be_guesses(stage: Stage) -> None:
    stage.card.show_masked(False)
    stage.card.show_token(decode("e" * 20_000 + "." + "y" * 20_000 + ".A"))
    assert "40,003 characters" in raw(stage).toPlainText() or "40,002 characters" in raw(stage).toPlainText()
    assert part_colours(stage) == []


def test_colours_follow_the_theme(stage: Stage, qapp: object, documented: dict[str, str]) -> None:
    stage.card.show_token(decode(documented["mobile key"]))
    before = part_colours(stage)
    try:
        apply_theme(qapp, "dark")  # type: ignore[arg-type]
        assert part_colours(stage) != before
    finally:
        apply_theme(qapp, "light")  # type: ignore[arg-type]


def test_in_sight_it_is_copied_by_the_marked_copy_alone(stage: Stage, qtbot: QtBot, documented: dict[str, str]) -> None:
    QGuiApplication.clipboard().setText("from before")
    stage.card.show_token(decode(documented["web renewed"]))
    press(stage, qtbot, "Show the token")
    raw(stage).selectAll()
    with qtbot.waitSignal(stage.card.copy_requested):
        qtbot.keyClick(raw(stage), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "from before"


def test_folded_json_of_the_token_before_is_not_kept(stage: Stage, documented: dict[str, str]) -> None:
    section = next(one for one in stage.findChildren(QToolButton) if "Header, payload" in one.text())
    stage.card.show_token(decode(documented["web renewed"]))
    section.click()
    assert any("4412458" in one.toPlainText() for one in stage.findChildren(QPlainTextEdit))
    section.click()
    stage.card.show_token(decode(""))
    assert not any("4412458" in one.toPlainText() for one in stage.findChildren(QPlainTextEdit))
