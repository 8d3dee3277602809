"""The countdown and the life-line stand as their words have room, and never make the pane wider."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.expiry import read_life
from workbench.ui.decoder.life_row import LifeRow
from workbench.ui.decoder.lifeline import Lifeline
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import apply_theme, load_resources

YEAR = 365 * 86_400
RESOURCES = Path(__file__).parents[3] / "resources"


def make_row(qtbot: QtBot, width: int) -> tuple[QScrollArea, QLabel, Lifeline]:
    """A row that tells of a token's life long ago, in an area that scrolls where it must."""
    countdown, lifeline = PlainLabel("407 days ago", type_name="display"), Lifeline(UTC)
    lifeline.show_life(read_life(0, 90, YEAR), YEAR)
    row = LifeRow(PlainLabel("Expired"), countdown, lifeline)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(row)
    area.resize(width, 300)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    row.fit()
    return area, countdown, lifeline


def top_of(part: QWidget, area: QScrollArea) -> int:
    return part.mapTo(area, part.rect().topLeft()).y()


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    load_resources(qapp, RESOURCES)
    apply_theme(qapp, "light")


def test_where_there_is_room_they_stand_beside_each_other(qtbot: QtBot) -> None:
    area, countdown, lifeline = make_row(qtbot, 640)

    assert lifeline.x() > countdown.geometry().right()
    assert top_of(lifeline, area) < top_of(countdown, area)


def test_in_a_narrow_pane_the_life_line_stands_below_and_has_room_for_both_dates(qtbot: QtBot) -> None:
    area, countdown, lifeline = make_row(qtbot, 330)

    assert lifeline.y() > countdown.geometry().bottom()
    assert lifeline.width() >= lifeline.width_of_words()
    assert area.horizontalScrollBar().maximum() == 0
