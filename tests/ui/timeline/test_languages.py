"""In another language the pane shows nothing that was not translated, and time runs from left to right in each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Exchange
from workbench.core.time_text import describe_relative
from workbench.core.timeline import PHASES, Attempt, Certificate, Connection, Phase, Timeline
from workbench.ui.timeline.pane import TimelinePane

NOW = 1_760_358_520.0
ENDS = NOW + 9 * 86_400
Untranslated = Callable[..., list[str]]
MakeExchange = Callable[..., Exchange]


@pytest.fixture
def timeline() -> Timeline:
    phases = tuple(Phase(name, 10.0 + 10 * at, 20.0 + 10 * at) for at, name in enumerate(PHASES))
    attempts = (Attempt("rate_limited", 84, 5.0), Attempt(None, 84))
    certificate = Certificate("Ann", "Ann", ENDS)
    connection = Connection(
        remote_address="127.0.0.1:443",
        http_version="HTTP/1.1",
        tls_version="TLSv1.3",
        certificate=certificate,
        is_verified=False,
        proxy="Ann",
    )
    return Timeline(phases, connection, attempts)


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_pane_is_translated(
    qtbot: QtBot, make_exchange: MakeExchange, timeline: Timeline, untranslated: Untranslated
):
    pane = TimelinePane()
    qtbot.addWidget(pane)

    assert untranslated(pane) == []
    pane.show_running()
    assert untranslated(pane) == []
    pane.show_record()
    assert untranslated(pane) == []
    pane.show_exchange(make_exchange(timeline), "Ann.")
    assert untranslated(pane, but=["Ann"]) == []
    pane.show_exchange(make_exchange(timeline))
    assert untranslated(pane, but=["Ann", "HTTP/1.1", describe_relative(ENDS, NOW)]) == []


@pytest.mark.usefixtures("pseudo")
def test_a_longer_language_needs_no_scrolling_sideways(
    pane: TimelinePane, make_exchange: MakeExchange, timeline: Timeline
):
    pane.resize(396, 400)
    pane.show_exchange(make_exchange(timeline))

    scroll = pane.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0


@pytest.mark.usefixtures("right_to_left")
def test_time_runs_from_left_to_right_in_a_pane_that_does_not(pane: TimelinePane):
    bar = pane.findChild(QWidget, "timelineBar")

    assert bar is not None
    assert pane.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert bar.layoutDirection() == Qt.LayoutDirection.LeftToRight
