"""The history pane: newest first, found as you type, and tokens that age in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Record
from workbench.core.redact import redact
from workbench.ui.history.pane import HistoryPane
from workbench.ui.kit.theme import apply_theme, load_resources, theme_of

NOW = 1_760_358_520.0  # 2025-10-13 12:28:40 UTC

RENEWED = Record(
    started_at=NOW,
    profile_id="p1",
    profile_name="Demo · mobile",
    channel="mobile",
    host="simulator",
    outcome="renewed",
    reason=None,
    http_status=200,
    api_code=200,
    api_message=redact("SUCCESS"),
    elapsed_ms=132,
    size_bytes=1012,
    explanation=redact("A new token came."),
    token_kind="user",
    token_fingerprint="32ad31c61ba0",
    expires_at=NOW + 90,
    issued_at=NOW,
    request_body=redact("{}"),
    response_body=redact("{}"),
)
REFUSED = replace(
    RENEWED,
    started_at=NOW - 60,
    profile_name="QA EU",
    channel="web",
    host="https://qa.example.test",
    outcome="refused",
    api_code=1597,
    api_message=redact("Key expired or not valid"),
    explanation=redact("The key is not accepted."),
    token_kind=None,
    token_fingerprint=None,
    expires_at=None,
    issued_at=None,
)
TIMEOUT = replace(
    REFUSED,
    started_at=NOW - 100_000,
    outcome="failed",
    reason="timeout",
    http_status=None,
    api_code=None,
    api_message=redact(""),
    elapsed_ms=30_012,
)


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> HistoryPane:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light")
    made = HistoryPane(UTC)
    qtbot.addWidget(made)
    QAbstractItemModelTester(table(made).model(), QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(1280, 220)
    with qtbot.waitExposed(made):
        made.show()
    made.show_now(NOW)
    return made


def table(pane: HistoryPane) -> QTableView:
    found = pane.findChild(QTableView, "historyTable")
    assert isinstance(found, QTableView)
    return found


def search(pane: HistoryPane) -> QLineEdit:
    found = pane.findChild(QLineEdit, "historySearch")
    assert isinstance(found, QLineEdit)
    return found


def rows(pane: HistoryPane) -> list[list[str]]:
    model = table(pane).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def words(pane: HistoryPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_before_the_first_call_the_pane_says_what_will_be_here(pane: HistoryPane) -> None:
    assert "Calls you send are listed here." in words(pane)
    assert not table(pane).isVisible()


def test_each_record_is_a_row_of_what_happened(pane: HistoryPane) -> None:
    pane.show_records([(3, RENEWED), (2, REFUSED), (1, TIMEOUT)])
    assert rows(pane) == [
        ["12:28:40", "Demo · mobile", "mobile", "renewed", "200", "132 ms", "1:30 left"],
        ["12:27:40", "QA EU", "web", "refused 1597", "200", "132 ms", ""],
        ["2025-10-12 08:42", "QA EU", "web", "failed · timeout", "", "30,012 ms", ""],
    ]
    assert "3 calls" in words(pane)


def test_outcomes_have_icon_and_colour_beside_their_word(pane: HistoryPane) -> None:
    pane.show_records([(3, RENEWED), (2, REFUSED), (1, TIMEOUT)])
    model, theme = table(pane).model(), theme_of(pane)
    for row, tone in enumerate((theme.good, theme.bad, theme.critical)):
        outcome = model.index(row, 3)
        assert outcome.data(Qt.ItemDataRole.ForegroundRole).name() == tone.fg
        assert not outcome.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_an_outcome_of_a_newer_program_is_shown_by_its_word(pane: HistoryPane) -> None:
    pane.show_records([(1, replace(RENEWED, outcome="postponed"))])
    assert rows(pane)[0][3] == "postponed"


def test_a_new_call_comes_on_top(pane: HistoryPane) -> None:
    pane.show_records([(1, REFUSED)])
    pane.add_record(2, RENEWED)
    assert [row[3] for row in rows(pane)] == ["renewed", "refused 1597"]
    assert "2 calls" in words(pane)


def test_names_that_hide_something_are_spelt_out_and_never_markup(pane: HistoryPane) -> None:
    pane.show_records([(1, replace(RENEWED, profile_name="<b>a</b>\u202eb", explanation=redact("<img src=x>")))])
    assert rows(pane)[0][1] == "<b>a</b>⟨U+202E⟩b"
    tooltip = table(pane).model().index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in tooltip
    assert "<img" not in tooltip


def test_cells_say_their_column_to_a_screen_reader(pane: HistoryPane) -> None:
    pane.show_records([(1, REFUSED)])
    model = table(pane).model()
    assert model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Outcome: refused 1597"
    assert model.index(0, 6).data(Qt.ItemDataRole.AccessibleTextRole) == "Token: none"


# ---- search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("demo", ["renewed"]),
        ("QA.example", ["refused 1597", "failed · timeout"]),
        ("1597", ["refused 1597"]),
        ("not valid", ["refused 1597"]),
        ("web timeout", ["failed · timeout"]),
        ("32ad31c61ba0", ["renewed"]),
        ("  ", ["renewed", "refused 1597", "failed · timeout"]),
    ],
    ids=["profile", "host", "code", "message", "two words", "fingerprint", "nothing"],
)
def test_the_list_is_narrowed_as_one_types(typed: str, found: list[str], pane: HistoryPane, qtbot: QtBot) -> None:
    pane.show_records([(3, RENEWED), (2, REFUSED), (1, TIMEOUT)])
    qtbot.keyClicks(search(pane), typed)
    assert [row[3] for row in rows(pane)] == found
    assert ("3 calls" if len(found) == 3 else f"{len(found)} of 3 calls") in words(pane)


def test_what_is_not_found_is_said_and_can_be_undone(pane: HistoryPane, qtbot: QtBot) -> None:
    pane.show_records([(2, REFUSED)])
    qtbot.keyClicks(search(pane), "moon")
    assert "No call matches “moon”." in words(pane)
    search(pane).clear()
    assert len(rows(pane)) == 1
    assert table(pane).isVisible()


def test_a_new_call_that_does_not_match_stays_out_of_the_narrowed_list(pane: HistoryPane, qtbot: QtBot) -> None:
    pane.show_records([(1, REFUSED)])
    qtbot.keyClicks(search(pane), "refused")
    pane.add_record(2, RENEWED)
    assert [row[3] for row in rows(pane)] == ["refused 1597"]
    assert "1 of 2 calls" in words(pane)


# ---- time


def test_tokens_age_in_place(pane: HistoryPane) -> None:
    pane.show_records([(1, RENEWED)])
    for after, text in ((61, "0:29 left"), (89.5, "0:00 left"), (90, "expired just now"), (810, "expired 12 min ago")):
        pane.show_now(NOW + after)
        assert rows(pane)[0][6] == text


def test_a_token_without_end_never_expires(pane: HistoryPane) -> None:
    pane.show_records([(1, replace(RENEWED, expires_at=None))])
    assert rows(pane)[0][6] == "never expires"


def test_a_beat_repaints_only_the_cells_whose_text_is_another_one(pane: HistoryPane) -> None:
    hour_long = replace(RENEWED, expires_at=NOW + 3600)
    pane.show_records([(4, RENEWED), (3, hour_long), (2, REFUSED), (1, hour_long)])
    changed: list[tuple[int, int]] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        changed.extend((row, first.column()) for row in range(first.row(), last.row() + 1))

    table(pane).model().dataChanged.connect(note)
    pane.show_now(NOW + 1)  # 59:59 min are still "59 min"
    assert changed == [(0, 6), (1, 6), (3, 6)]
    changed.clear()
    pane.show_now(NOW + 2)
    assert changed == [(0, 6)]


def test_the_date_appears_when_the_day_is_over(pane: HistoryPane) -> None:
    pane.show_records([(1, RENEWED)])
    pane.show_now(NOW + 86_400)
    assert rows(pane)[0][0] == "2025-10-13 12:28"


# ---- intents


def by_double_click(pane: HistoryPane, qtbot: QtBot) -> None:
    view = table(pane)
    place = view.visualRect(view.model().index(1, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def by_enter(pane: HistoryPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    table(pane).setFocus()
    table(pane).selectRow(1)
    qtbot.keyClick(table(pane), Qt.Key.Key_Return)


def by_a_click_and_enter_of_the_number_block(pane: HistoryPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    view = table(pane)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 1)).center())
    qtbot.keyClick(view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


@pytest.mark.parametrize("choose", [by_double_click, by_enter, by_a_click_and_enter_of_the_number_block])
def test_a_row_is_chosen_once_by_its_number(
    choose: Callable[[HistoryPane, QtBot], None], pane: HistoryPane, qtbot: QtBot
) -> None:
    pane.show_records([(31, RENEWED), (17, REFUSED)])
    chosen: list[int] = []
    pane.record_chosen.connect(chosen.append)
    choose(pane, qtbot)
    assert chosen == [17]


def test_clearing_is_asked_for_and_only_where_there_is_something(pane: HistoryPane, qtbot: QtBot) -> None:
    clear = next(one for one in pane.findChildren(QToolButton) if one.accessibleName() == "Clear history")
    assert not clear.isEnabled()
    pane.show_records([(1, RENEWED)])
    with qtbot.waitSignal(pane.clear_requested):
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert len(rows(pane)) == 1
