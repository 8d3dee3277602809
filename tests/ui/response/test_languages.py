"""In another language the chips and the pane show nothing that was not translated, except what a server wrote."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Exchange
from workbench.core.reply import Cancelled, Failed, Refused, Unreadable
from workbench.ui.response.chips import ResultChips
from workbench.ui.response.pane import ResponsePane
from workbench.ui.response.words import split_explanation

Untranslated = Callable[..., list[str]]
MakeExchange = Callable[..., Exchange]
NAMES = ("status.code", "status.message", "Location", "application/json", "https://eu.api.capillarytech.com")


def words_of(exchange: Exchange) -> list[str]:
    """What comes from the core and from the server."""
    advice, message = exchange.advice, exchange.api_message or ""
    said = [*split_explanation(exchange), advice.explanation, advice.next_step]
    return [*(words for words in said if words), message, message[:1].lower() + message[1:], exchange.host]


@pytest.fixture
def exchanges(make_exchange: MakeExchange, renewed: Exchange, refused: Exchange) -> list[Exchange]:
    outcomes = [
        Failed("timeout", "Ann."),
        Failed("rate_limited", "Ann.", 5),
        Unreadable("not_json", "Ann."),
        Refused(None, None),
        Cancelled(),
    ]
    empty = make_exchange(b"", outcome=Unreadable("not_json", "Ann."))
    return [renewed, refused, empty, *(make_exchange(outcome=one, elapsed_ms=1300) for one in outcomes)]


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_pane_is_translated_whatever_came(
    qtbot: QtBot, exchanges: list[Exchange], untranslated: Untranslated
):
    pane = ResponsePane()
    qtbot.addWidget(pane)

    assert untranslated(pane, but=NAMES) == []
    pane.show_running()
    assert untranslated(pane, but=NAMES) == []
    for exchange in exchanges:
        pane.show_exchange(exchange)
        pane.show_now(exchange.started_at)
        assert untranslated(pane, but=[*words_of(exchange), *NAMES]) == []
        pane.show_now(exchange.started_at + 60)
        assert untranslated(pane, but=[*words_of(exchange), *NAMES]) == []


@pytest.mark.usefixtures("pseudo")
def test_every_chip_is_translated_whatever_came(qtbot: QtBot, exchanges: list[Exchange], untranslated: Untranslated):
    chips = ResultChips()
    qtbot.addWidget(chips)

    assert untranslated(chips) == []
    chips.show_running(1.2)
    assert untranslated(chips) == []
    for exchange in exchanges:
        chips.show_exchange(exchange, production=True)
        assert untranslated(chips, but=[exchange.host]) == []
        chips.show_exchange(exchange, is_example=True)
        assert untranslated(chips, but=[exchange.host]) == []


@pytest.mark.usefixtures("right_to_left")
def test_bodies_headers_and_addresses_run_left_to_right_in_a_pane_that_does_not(qtbot: QtBot):
    pane = ResponsePane()
    qtbot.addWidget(pane)

    assert pane.layoutDirection() == Qt.LayoutDirection.RightToLeft
    parts = [pane.findChild(QPlainTextEdit, name) for name in ("responseBody", "responseHeaders", "requestAsSent")]
    for part in (*parts, pane.findChild(QLineEdit, "redirectTarget")):
        assert part is not None
        assert part.layoutDirection() == Qt.LayoutDirection.LeftToRight
