"""The verdict at any moment: chosen here, said loudly, and left again with one press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.secret import Secret
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.kit.chip import Chip, ChipButton

NOW = 1760358520.0
EXP, IAT = 1760358606, 1760358516


@pytest.fixture
def shown(pane: TokenPane, documented: dict[str, str]) -> TokenPane:
    pane.show_token(Secret(documented["web renewed"]), "from the reply")
    return pane


def verdict(pane: TokenPane) -> str:
    return pane.findChild(QLabel, "verdict").text()  # type: ignore[union-attr]


def chip(pane: TokenPane, name: str) -> Chip | ChipButton:
    found = pane.findChild(QWidget, name)
    assert isinstance(found, Chip | ChipButton)
    return found


def enter(pane: TokenPane, qtbot: QtBot, text: str) -> None:
    field = pane.findChild(QLineEdit, "asOf")
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, text) if text else qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def choose(pane: TokenPane, words: str) -> None:
    button = pane.findChild(QToolButton, "asOfChoices")
    assert button is not None
    next(action for action in button.menu().actions() if words in action.text()).trigger()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-10-13T12:30:05Z", "Valid. Expires in 0:01"),
        ("2025-10-13T18:00:05+05:30", "Valid. Expires in 0:01"),
        (str(EXP), "Expired just now"),
        (str(EXP + 60), "Expired 1 min ago"),
    ],
)
def test_a_moment_is_taken_as_iso_or_unix_seconds(shown: TokenPane, qtbot: QtBot, text: str, words: str) -> None:
    enter(shown, qtbot, text)
    assert verdict(shown).startswith(words)
    assert chip(shown, "asOfChip").isVisible()
    shown.show_now(NOW + 10_000)
    assert verdict(shown).startswith(words)


def test_one_press_on_the_chip_returns_to_now(shown: TokenPane, qtbot: QtBot) -> None:
    enter(shown, qtbot, str(EXP))
    assert chip(shown, "asOfChip").text() == "as of 2025-10-13 18:00:06 here · back to now"
    qtbot.mouseClick(chip(shown, "asOfChip"), Qt.MouseButton.LeftButton)
    assert not chip(shown, "asOfChip").isVisible()
    assert verdict(shown).startswith("Valid. Expires in 1:26")
    assert shown.findChild(QLineEdit, "asOf").text() == ""  # type: ignore[union-attr]


def test_an_emptied_field_is_now(shown: TokenPane, qtbot: QtBot) -> None:
    enter(shown, qtbot, str(EXP))
    enter(shown, qtbot, "")
    assert verdict(shown).startswith("Valid. Expires in 1:26")


def test_what_names_no_moment_is_said_and_changes_nothing(shown: TokenPane, qtbot: QtBot) -> None:
    enter(shown, qtbot, "next <b>week")
    assert verdict(shown).startswith("Valid. Expires in 1:26")
    told = [one.text() for one in shown.findChildren(QLabel) if one.isVisible()]
    assert "This names no moment: neither ISO 8601 nor Unix seconds." in told
    enter(shown, qtbot, str(EXP))
    assert not any("no moment" in one.text() for one in shown.findChildren(QLabel) if one.isVisible())


def test_the_token_s_own_moments_are_offered(shown: TokenPane, mint: Callable[..., str]) -> None:
    for words, begins in (
        ("issued", "Valid. Expires in 1:30"),
        ("before it expires", "Valid. Expires in 1:00"),
        ("When it expires", "Expired"),
        ("Now", "Valid. Expires in 1:26"),
    ):
        choose(shown, words)
        assert verdict(shown).startswith(begins)
    shown.show_token(Secret(mint({"iat": IAT})), "")
    button = shown.findChild(QToolButton, "asOfChoices")
    assert button is not None
    assert [action.isEnabled() for action in button.menu().actions()] == [True, True, False, False]


def test_leeway_is_granted_and_stated(shown: TokenPane, qtbot: QtBot) -> None:
    shown.show_now(EXP + 20)
    assert verdict(shown).startswith("Expired")
    leeway = shown.findChild(QSpinBox, "leeway")
    assert leeway is not None
    leeway.selectAll()
    qtbot.keyClicks(leeway, "30")
    qtbot.keyClick(leeway, Qt.Key.Key_Return)
    assert "within the leeway" in verdict(shown)
    assert chip(shown, "leewayChip").text() == "leeway 30 s"
    assert leeway.maximum() == 300


def test_the_wheel_passes_over_the_leeway(shown: TokenPane) -> None:
    leeway = shown.findChild(QSpinBox, "leeway")
    assert leeway is not None
    place, turn = QPointF(5, 5), QPoint(0, 120)
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        leeway, QWheelEvent(place, place, QPoint(), turn, Qt.MouseButton.NoButton, keys, phase, False)
    )
    assert leeway.value() == 0


def test_a_reply_and_clearing_return_to_now(shown: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    enter(shown, qtbot, str(EXP))
    shown.show_token(Secret(documented["web renewed"]), "from another reply")
    assert verdict(shown).startswith("Valid. Expires in 1:26")
    enter(shown, qtbot, str(EXP))
    shown.clear()
    shown.show_token(Secret(documented["web renewed"]), "")
    assert not chip(shown, "asOfChip").isVisible()


@pytest.mark.parametrize(("offset", "told"), [(None, ""), (2.0, ""), (12.4, "12 s ahead of"), (-125.0, "2 min behind")])
def test_the_server_s_clock_is_told_above_two_seconds(shown: TokenPane, offset: float | None, told: str) -> None:
    shown.show_server_offset(offset)
    line = shown.findChild(QLabel, "serverOffset")
    assert line is not None
    assert line.isVisible() == bool(told)
    assert told in line.text()
    assert bool(told) == ("The verdict uses this machine's clock." in line.text())


def test_the_server_s_time_goes_on_and_is_said(shown: TokenPane, qtbot: QtBot) -> None:
    shown.show_server_offset(80.0)
    button = next(one for one in shown.findChildren(QPushButton) if one.text() == "As of the server's time")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert verdict(shown).startswith("Valid. Expires in 0:06")
    assert chip(shown, "asOfChip").text() == "as of the server's time · back to now"
    shown.show_now(NOW + 6)
    assert verdict(shown).startswith("Expired")
    assert not button.isVisible()


def test_ticket_and_verdict_are_written_as_of_that_moment(shown: TokenPane, qtbot: QtBot) -> None:
    enter(shown, qtbot, str(EXP + 60))
    with qtbot.waitSignal(shown.copy_text_requested) as told:
        shown.request_verdict()
    assert told.args == [verdict(shown)]
    with qtbot.waitSignal(shown.ticket_requested) as told:
        shown.request_ticket()
    assert told.args is not None
    assert "Expired 1 min ago" in told.args[0].text


def test_every_control_has_a_name(shown: TokenPane) -> None:
    for name in ("asOf", "asOfChoices", "leeway"):
        assert shown.findChild(QWidget, name).accessibleName()  # type: ignore[union-attr]
