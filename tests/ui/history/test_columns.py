"""The columns of history share a wide window out, so that nothing is cut; a width given by hand stays."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from workbench.ui.history.columns import ColumnWidths
from workbench.ui.history.table import NOTE, OUTCOME, TOKEN, RecordTable
from workbench.ui.kit.theme import apply_theme, load_resources

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> QTableView:
    load_resources(qapp, RESOURCES)
    apply_theme(qapp, "light")
    made = QTableView()
    qtbot.addWidget(made)
    made.setModel(RecordTable(UTC, made))
    made.horizontalHeader().setStretchLastSection(True)
    ColumnWidths(made).fit()
    with qtbot.waitExposed(made):
        made.show()
    return made


def widths(table: QTableView, window: int) -> dict[int, int]:
    table.resize(window, 200)
    return {column: table.columnWidth(column) for column in (OUTCOME, TOKEN, NOTE)}


def test_a_wider_window_gives_its_room_to_what_would_be_cut_and_takes_it_back(table: QTableView) -> None:
    narrow, wide = widths(table, 1024), widths(table, 1600)

    assert wide[OUTCOME] > narrow[OUTCOME]
    assert wide[TOKEN] > narrow[TOKEN]
    assert wide[NOTE] > narrow[NOTE]
    assert widths(table, 1024)[TOKEN] == narrow[TOKEN]


def test_a_width_that_was_dragged_by_hand_stays(table: QTableView) -> None:
    widths(table, 1024)
    table.horizontalHeader().resizeSection(OUTCOME, 90)

    assert widths(table, 1600)[OUTCOME] == 90
