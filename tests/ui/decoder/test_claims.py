"""The table of claims: a beat changes only what reads differently, and its rows have the height of their words."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from pytestqt.qtbot import QtBot

from workbench.core.glossary import Glossary
from workbench.ui.decoder.claims import MEANING, MOST_ROWS, NAME, VALUE, ClaimsModel, make_rows
from workbench.ui.decoder.claims_table import ClaimsTable


def test_a_beat_changes_only_the_cells_whose_text_changes(qtbot: QtBot, glossary: Glossary) -> None:
    model = ClaimsModel(UTC)
    claims = {"rol": "USER", "iat": 0, "exp": 1_000_000}
    model.show_rows(make_rows(claims, glossary, {"iat": 0, "exp": 1_000_000}), 30)
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _: changed.append((first.row(), first.column())))
    model.show_now(31)
    assert changed == [(1, VALUE)]
    model.show_now(31.5)
    assert changed == [(1, VALUE)]


def test_names_have_keys_and_accessible_words(glossary: Glossary) -> None:
    model = ClaimsModel(UTC)
    model.show_rows(make_rows({"exp": 1, "own": True}, glossary), 30)
    assert [model.index(row, NAME).data() for row in (0, 1)] == ["Expires at", "own"]
    assert model.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole) == "Expires at (exp)"
    assert model.index(0, NAME).data(Qt.ItemDataRole.UserRole) == "exp"
    assert "Not in the glossary" in model.index(1, MEANING).data()
    assert isinstance(model, QAbstractTableModel)
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)] == ["Name", "Value", "Meaning"]


def test_only_the_first_rows_of_very_many_are_made(glossary: Glossary) -> None:
    assert len(make_rows({str(number): number for number in range(10_000)}, glossary)) == MOST_ROWS


@pytest.mark.parametrize(("width", "meanings", "lines"), [(300, False, 5), (700, True, 3)])
def test_meanings_have_a_column_where_there_is_room_and_else_stand_under_the_value(
    qtbot: QtBot, glossary: Glossary, width: int, meanings: bool, lines: int
) -> None:
    table = ClaimsTable("Claims", UTC)
    qtbot.addWidget(table)
    table.resize(width, 400)
    table.show()
    table.show_rows(make_rows({"rol": "USER"}, glossary), 0)
    assert table.isColumnHidden(MEANING) != meanings
    assert table.horizontalHeader().length() == table.viewport().width()
    assert table.rowHeight(0) > lines * table.fontMetrics().height()
    assert table.sizeHint().height() >= table.rowHeight(0)


def test_the_row_a_person_reaches_is_told(qtbot: QtBot, glossary: Glossary) -> None:
    table = ClaimsTable("Claims", UTC)
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    table.show_rows(make_rows({"rol": "USER", "iss": "x"}, glossary), 0)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.row_reached) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args is not None
    assert told.args[0].height() == table.rowHeight(1)
