"""The bar: as wide as long, nothing out of sight, and its figures on hovering."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from workbench.core.timeline import Phase
from workbench.ui.kit.theme import theme_of
from workbench.ui.timeline.bar import PhaseBar, place
from workbench.ui.timeline.looks import PHASE_LOOKS, describe_ms

PHASES = (Phase("send", 0, 20), Phase("wait", 20, 180), Phase("receive", 180, 200))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=5), st.integers(20, 2000))
def test_whatever_the_times_the_places_fill_the_bar_and_none_is_out_of_sight(times: list[float], width: int) -> None:
    places = place(times, width)
    assert places[0][0] == 0
    assert sum(wide for _, wide in places) == pytest.approx(width)
    assert all(wide >= 2.99 for _, wide in places)
    assert all(left + wide == pytest.approx(after) for (left, wide), (after, _) in pairwise(places))


def test_without_phases_there_are_no_places() -> None:
    assert place([], 100) == []


def test_a_phase_is_as_wide_as_it_was_long(qtbot: QtBot) -> None:
    assert place([10, 80, 10], 500) == [(0, 50), (50, 400), (450, 50)]


def test_hovering_a_phase_tells_its_figures_and_beside_the_bar_nothing(qtbot: QtBot) -> None:
    bar = PhaseBar()
    qtbot.addWidget(bar)
    bar.resize(400, 46)
    bar.show_phases(PHASES)
    assert bar.describe_at(QPoint(200, 10)).startswith("Wait: 160 ms, from 20 ms to 180 ms\n")
    assert bar.describe_at(QPoint(5, 10)).startswith("Send: 20 ms")
    assert bar.describe_at(QPoint(200, 44)) == ""
    assert bar.accessibleDescription().split("\n")[2] == "Receive: 20 ms, from 180 ms to 200 ms"


def test_each_phase_is_painted_in_its_own_tone(qtbot: QtBot) -> None:
    bar = PhaseBar()
    qtbot.addWidget(bar)
    bar.resize(400, 46)
    bar.show_phases(PHASES)
    image = bar.grab().toImage()
    theme = theme_of(bar)
    for phase, x in zip(PHASES, (20, 50, 380), strict=True):
        assert image.pixelColor(x, 3) == QColor(theme.tone(PHASE_LOOKS[phase.name].tone).solid)
    assert len({look.tone for look in PHASE_LOOKS.values()}) == len(PHASE_LOOKS)


@pytest.mark.parametrize(("ms", "words"), [(0.42, "0.4 ms"), (61.4, "61 ms"), (1240, "1.24 s")])
def test_times_are_as_exact_as_they_are_short(ms: float, words: str) -> None:
    assert describe_ms(ms) == words
