"""The row of chips: six facts, always in the same order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Exchange
from workbench.core.reply import Cancelled, Failed
from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.response.chips import ResultChips

NAMES = ("statusChip", "timeChip", "sizeChip", "hostChip", "tokenStateChip")


@pytest.fixture
def chips(qapp: QApplication, qtbot: QtBot) -> ResultChips:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light")
    made = ResultChips()
    qtbot.addWidget(made)
    made.show()
    return made


def chip(chips: ResultChips, name: str) -> Chip | ChipButton:
    found = chips.findChild(QWidget, name)
    assert isinstance(found, Chip | ChipButton)
    return found


def texts(chips: ResultChips) -> list[str]:
    return [chip(chips, name).text() for name in NAMES if not chip(chips, name).isHidden()]


def test_before_the_first_call_only_that_is_said(chips: ResultChips) -> None:
    assert texts(chips) == ["no call yet"]


def test_a_chip_has_a_name_before_it_has_anything_to_say(chips: ResultChips) -> None:
    names = [chip(chips, name).accessibleName() for name in NAMES]
    assert names == ["Status: no call yet", "Time", "Size", "Host", "Token state"]


def test_of_an_example_nothing_was_sent_and_its_host_is_no_warning(
    chips: ResultChips, make_exchange: Callable[..., Exchange]
) -> None:
    example = make_exchange(b"x", status=503, host="https://eu.api.capillarytech.com", elapsed_ms=0)
    chips.show_exchange(example, production=True, host_color="red", is_example=True)
    assert texts(chips) == ["503 · server error", "not sent", "1 B", "eu.api.capillarytech.com"]
    assert chip(chips, "hostChip").tone() == "neutral"
    assert "production" not in chip(chips, "hostChip").accessibleDescription()


def test_while_a_call_runs_the_time_counts_up(chips: ResultChips, renewed: Exchange) -> None:
    chips.show_exchange(renewed)
    chips.show_token_life("valid", "42 min left")
    chips.show_running(0.04)
    assert texts(chips) == ["sending…", "0.0 s"]
    chips.show_running(1.24)
    assert texts(chips) == ["sending…", "1.2 s"]


def test_a_renewal_shows_five_facts_in_their_order(chips: ResultChips, renewed: Exchange) -> None:
    chips.show_exchange(renewed)
    chips.show_token_life("valid", "42 min left")
    size = f"{len(renewed.reply.body)} B" if renewed.reply else ""
    assert texts(chips) == ["200 · renewed", "132 ms", size, "simulator", "42 min left"]
    assert chip(chips, "statusChip").tone() == "good"
    chips.resize(2000, 40)
    lefts = [chip(chips, name).x() for name in NAMES]
    assert lefts == sorted(lefts)
    assert len(set(lefts)) == len(NAMES)


def test_a_refusal_names_the_code_and_shows_no_token(chips: ResultChips, renewed: Exchange, refused: Exchange) -> None:
    chips.show_exchange(renewed)
    chips.show_token_life("valid", "42 min left")
    chips.show_exchange(refused)
    assert texts(chips)[0] == "200 · refused 1597"
    assert chip(chips, "statusChip").tone() == "bad"
    assert chip(chips, "tokenStateChip").isHidden()


def test_without_a_reply_there_is_no_size(chips: ResultChips, make_exchange: Callable[..., Exchange]) -> None:
    chips.show_exchange(make_exchange(outcome=Failed("timeout", "Late."), elapsed_ms=30_012))
    assert texts(chips) == ["no reply · timeout", "30.0 s", "simulator"]
    assert chip(chips, "statusChip").tone() == "critical"
    chips.show_exchange(make_exchange(outcome=Cancelled()))
    assert texts(chips)[0] == "cancelled"


@pytest.mark.parametrize(
    ("host", "marked", "text"),
    [
        ("https://eu.api.capillarytech.com", False, "eu.api.capillarytech.com · production"),
        ("https://mine.example.test", True, "mine.example.test · production"),
        ("https://mine.example.test", False, "mine.example.test"),
    ],
    ids=["preset", "marked by the user", "not marked"],
)
def test_a_production_host_says_so(
    host: str, marked: bool, text: str, chips: ResultChips, make_exchange: Callable[..., Exchange]
) -> None:
    chips.show_exchange(make_exchange(b"x", status=503, host=host), production=marked)
    assert chip(chips, "hostChip").text() == text
    assert chip(chips, "hostChip").accessibleName() == f"Host: {text}"


def test_the_host_takes_its_colour(chips: ResultChips, renewed: Exchange) -> None:
    chips.show_exchange(renewed, host_color="teal")
    assert chip(chips, "hostChip").tone() == "host-teal"


def test_the_token_ages_in_its_chip(chips: ResultChips, renewed: Exchange) -> None:
    chips.show_exchange(renewed)
    for look, words, tone in (
        ("valid", "42 min left", "good"),
        ("soon", "4:59 left", "soon"),
        ("critical", "0:27 left", "critical"),
        ("expired", "expired just now", "bad"),
    ):
        chips.show_token_life(look, words)
        state = chip(chips, "tokenStateChip")
        assert (state.text(), state.tone()) == (words, tone)


def test_the_token_of_the_reply_before_is_not_shown_beside_another_call(
    chips: ResultChips, renewed: Exchange, refused: Exchange
) -> None:
    chips.show_exchange(renewed)
    chips.show_running(0.5)
    chips.show_token_life("valid", "42 min left")
    assert chip(chips, "tokenStateChip").isHidden()
    chips.show_exchange(refused)
    chips.show_token_life("valid", "42 min left")
    assert chip(chips, "tokenStateChip").isHidden()


def test_cleared_is_as_before_the_first_call(chips: ResultChips, renewed: Exchange) -> None:
    chips.show_exchange(renewed)
    chips.show_token_life("valid", "42 min left")
    chips.clear()
    assert texts(chips) == ["no call yet"]


def test_a_comparison_that_went_as_expected_is_quiet_and_a_surprise_is_loud(
    chips: ResultChips, renewed: Exchange
) -> None:
    chips.show_exchange(renewed)
    chips.show_comparison("as expected", "expected")
    comparison = chip(chips, "comparisonChip")
    assert (comparison.text(), comparison.tone()) == ("as expected", "neutral")
    chips.show_comparison("1 surprise", "surprise")
    assert (comparison.text(), comparison.tone()) == ("1 surprise", "bad")
    assert comparison.accessibleName() == "Comparison with what was replaced: 1 surprise"


def test_the_comparison_is_asked_for_by_mouse_and_key_and_goes_with_the_next_call(
    chips: ResultChips, renewed: Exchange, qtbot: QtBot
) -> None:
    chips.show_exchange(renewed)
    chips.show_comparison("1 surprise", "surprise")
    comparison = chip(chips, "comparisonChip")
    with qtbot.waitSignal(chips.comparison_requested):
        qtbot.mouseClick(comparison, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chips.comparison_requested):
        qtbot.keyClick(comparison, Qt.Key.Key_Return)

    chips.show_running(0.0)
    assert comparison.isHidden()
    chips.show_exchange(renewed)
    assert comparison.isHidden()
