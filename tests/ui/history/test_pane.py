"""The history pane over a real history file: newest first, found as you type, and tokens that age in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Record
from workbench.core.history import Page, PageRequest, Search, StoredRecord
from workbench.core.redact import redact
from workbench.storage.history import HistoryStore, Limits
from workbench.ui.history.pages import MOST_PAGES, PAGE_ROWS
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


class Shelf:
    """A pane with the real history file behind it; pages are found one after the other, unless ``is_slow``."""

    def __init__(self, pane: HistoryPane, store: HistoryStore) -> None:
        self.pane = pane
        self.store = store
        self.asked: list[PageRequest] = []
        self.is_slow = False
        self._waiting: list[PageRequest] = []
        pane.page_requested.connect(self._on_page_requested)

    def keep(self, *records: Record) -> list[int]:
        """Calls in the order they were made, and the pane told of them."""
        numbers = [self.store.append(record) for record in records]
        self.tell()
        return numbers

    def tell(self) -> None:
        self.pane.show_extent(self.store.extent())

    def answer(self, request: PageRequest) -> None:
        self.pane.show_page(request, self.store.find(request))

    def _on_page_requested(self, request: PageRequest) -> None:
        self.asked.append(request)
        if self.is_slow:
            return
        self._waiting.append(request)
        if len(self._waiting) == 1:  # else asked for while another is answered
            while self._waiting:
                self.answer(self._waiting[0])
                del self._waiting[0]


@pytest.fixture
def long_shelf(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Shelf]:
    """For lists of many pages, all of which a model tester would read at each change."""
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light")
    made = HistoryPane(UTC)
    qtbot.addWidget(made)
    made.resize(1280, 220)
    with qtbot.waitExposed(made):
        made.show()
    made.show_now(NOW)
    store = HistoryStore(tmp_path / "history.sqlite")
    yield Shelf(made, store)
    store.close()


@pytest.fixture
def shelf(long_shelf: Shelf) -> Shelf:
    pane = long_shelf.pane
    QAbstractItemModelTester(table(pane).model(), QAbstractItemModelTester.FailureReportingMode.Fatal, pane)
    return long_shelf


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


def outcomes(pane: HistoryPane) -> list[str]:
    return [row[3] for row in rows(pane)]


def words(pane: HistoryPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_before_the_first_call_the_pane_says_what_will_be_here(shelf: Shelf) -> None:
    shelf.tell()
    assert any("Calls you send are listed here" in one for one in words(shelf.pane))
    assert not table(shelf.pane).isVisible()


def test_a_history_that_cannot_be_used_is_not_taken_for_an_empty_one(shelf: Shelf) -> None:
    shelf.pane.show_extent(None)
    assert any("cannot be used" in one for one in words(shelf.pane))
    shelf.keep(RENEWED)
    assert outcomes(shelf.pane) == ["renewed"]


def test_each_record_is_a_row_of_what_happened(shelf: Shelf) -> None:
    shelf.keep(TIMEOUT, REFUSED, RENEWED)
    assert rows(shelf.pane) == [
        ["12:28:40", "Demo · mobile", "mobile", "renewed", "200", "132 ms", "1:30 left", "", ""],
        ["12:27:40", "QA EU", "web", "refused 1597", "200", "132 ms", "", "", ""],
        ["2025-10-12 08:42", "QA EU", "web", "failed · timeout", "", "30,012 ms", "", "", ""],
    ]
    assert "3 calls" in words(shelf.pane)


def test_outcomes_have_icon_and_colour_beside_their_word(shelf: Shelf) -> None:
    shelf.keep(replace(RENEWED, other_identity=True), TIMEOUT, REFUSED, RENEWED)
    model, theme = table(shelf.pane).model(), theme_of(shelf.pane)
    for row, tone in enumerate((theme.good, theme.bad, theme.critical, theme.bad)):
        outcome = model.index(row, 3)
        assert outcome.data(Qt.ItemDataRole.ForegroundRole).name() == tone.fg
        assert not outcome.data(Qt.ItemDataRole.DecorationRole).isNull()


def test_a_token_of_somebody_else_is_told_by_its_words(shelf: Shelf) -> None:
    shelf.keep(replace(RENEWED, other_identity=True))
    assert outcomes(shelf.pane) == ["renewed for somebody else"]


def test_a_token_of_somebody_else_has_a_row_that_is_not_overlooked(shelf: Shelf) -> None:
    shelf.keep(RENEWED, replace(RENEWED, other_identity=True))
    model, role = table(shelf.pane).model(), Qt.ItemDataRole.BackgroundRole
    loud, usual = ([model.index(row, column).data(role) for column in range(9)] for row in (0, 1))
    assert {one.name() for one in loud} == {theme_of().bad.soft}
    assert set(usual) == {None}


def test_an_outcome_of_a_newer_program_is_shown_by_its_word(shelf: Shelf) -> None:
    shelf.keep(replace(RENEWED, outcome="postponed"))
    assert outcomes(shelf.pane) == ["postponed"]


def test_a_new_call_comes_on_top(shelf: Shelf) -> None:
    shelf.keep(REFUSED)
    shelf.keep(RENEWED)
    assert outcomes(shelf.pane) == ["renewed", "refused 1597"]
    assert "2 calls" in words(shelf.pane)


def test_names_that_hide_something_are_spelt_out_and_never_markup(shelf: Shelf) -> None:
    shelf.keep(replace(RENEWED, profile_name="<b>a</b>\u202eb", explanation=redact("<img src=x>")))
    assert rows(shelf.pane)[0][1] == "<b>a</b>⟨U+202E⟩b"
    tooltip = table(shelf.pane).model().index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in tooltip
    assert "<img" not in tooltip


def test_cells_say_their_column_to_a_screen_reader(shelf: Shelf) -> None:
    (number,) = shelf.keep(REFUSED)
    model = table(shelf.pane).model()
    assert model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Outcome: refused 1597"
    assert model.index(0, 6).data(Qt.ItemDataRole.AccessibleTextRole) == "Token: none"
    shelf.store.star(number, True)
    shelf.pane.show_change(StoredRecord(number, REFUSED, is_starred=True))
    assert model.index(0, 7).data(Qt.ItemDataRole.AccessibleTextRole) == "Star: starred"


# ---- search and filters


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("demo", ["renewed"]),
        ("QA.example", ["refused 1597", "failed · timeout"]),
        ("1597", ["refused 1597"]),
        ("not valid", ["refused 1597"]),
        ("web timeout", ["failed · timeout"]),
        ("32ad31c61ba0", ["renewed"]),
        ('"auth" ', ["refused 1597"]),
        ("  ", ["renewed", "refused 1597", "failed · timeout"]),
    ],
    ids=["profile", "host", "code", "message", "two words", "fingerprint", "body, with quotes", "nothing"],
)
def test_the_list_is_narrowed_as_one_types(typed: str, found: list[str], shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(TIMEOUT, replace(REFUSED, response_body=redact('{"auth": 1}')), RENEWED)
    qtbot.keyClicks(search(shelf.pane), typed)
    assert outcomes(shelf.pane) == found
    assert ("3 calls" if len(found) == 3 else f"{len(found)} of 3 calls") in words(shelf.pane)


def test_fewer_than_three_characters_search_for_nothing_and_this_is_said(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(REFUSED)
    qtbot.keyClicks(search(shelf.pane), "mo")
    assert len(rows(shelf.pane)) == 1
    assert "1 call · search begins at 3 characters" in words(shelf.pane)


def test_what_is_not_found_is_said_and_can_be_undone(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(REFUSED)
    qtbot.keyClicks(search(shelf.pane), "moon")
    assert "No call matches “moon”." in words(shelf.pane)
    widen = next(one for one in shelf.pane.findChildren(QPushButton) if one.text() == "Clear search and filters")
    qtbot.mouseClick(widen, Qt.MouseButton.LeftButton)
    assert search(shelf.pane).text() == ""
    assert len(rows(shelf.pane)) == 1
    assert table(shelf.pane).isVisible()


def test_a_new_call_that_does_not_match_stays_out_of_the_narrowed_list(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(REFUSED)
    qtbot.keyClicks(search(shelf.pane), "refused")
    shelf.keep(RENEWED)
    assert outcomes(shelf.pane) == ["refused 1597"]
    assert "1 of 2 calls" in words(shelf.pane)
    shelf.keep(replace(REFUSED, api_code=1510))
    assert outcomes(shelf.pane) == ["refused 1510", "refused 1597"]


def choose(pane: HistoryPane, button_name: str, words: str) -> None:
    button = pane.findChild(QToolButton, button_name)
    assert isinstance(button, QToolButton)
    next(action for action in button.menu().actions() if action.text() == words).trigger()


@pytest.mark.parametrize(
    ("button", "words", "found"),
    [
        ("historyOutcome", "failed", ["failed · timeout"]),
        ("historyProfile", "QA EU", ["refused 1597", "failed · timeout"]),
        ("historyDate", "Last hour", ["renewed", "refused 1597"]),
    ],
)
def test_filters_narrow_the_list_and_any_widens_it(button: str, words: str, found: list[str], shelf: Shelf) -> None:
    shelf.keep(TIMEOUT, REFUSED, RENEWED)
    choose(shelf.pane, button, words)
    assert outcomes(shelf.pane) == found
    name = shelf.pane.findChild(QToolButton, button).accessibleName()  # type: ignore[union-attr]
    assert name.endswith(words)
    choose(shelf.pane, button, f"Any {name.partition(':')[0].lower()}")
    assert len(rows(shelf.pane)) == 3


def test_starred_calls_alone_can_be_shown(shelf: Shelf, qtbot: QtBot) -> None:
    _, number = shelf.keep(TIMEOUT, REFUSED)
    shelf.store.star(number, True)
    star = shelf.pane.findChild(QToolButton, "historyStarred")
    qtbot.mouseClick(star, Qt.MouseButton.LeftButton)
    assert outcomes(shelf.pane) == ["refused 1597"]


def test_an_answer_that_comes_too_late_is_dropped(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(TIMEOUT, REFUSED, RENEWED)
    shelf.is_slow = True
    shelf.asked.clear()
    qtbot.keyClicks(search(shelf.pane), "refused")
    late, latest = shelf.asked[-2], shelf.asked[-1]
    shelf.answer(latest)
    shelf.pane.show_page(late, Page((), is_last=True))
    assert outcomes(shelf.pane) == ["refused 1597"]


def click_column(pane: HistoryPane, qtbot: QtBot, column: int) -> None:
    header = table(pane).horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_column_sorts_by_it_and_another_turns_it_round(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(TIMEOUT, REFUSED, replace(RENEWED, elapsed_ms=7))
    click_column(shelf.pane, qtbot, 5)
    assert [row[5] for row in rows(shelf.pane)] == ["30,012 ms", "132 ms", "7 ms"]
    click_column(shelf.pane, qtbot, 5)
    assert [row[5] for row in rows(shelf.pane)] == ["7 ms", "132 ms", "30,012 ms"]
    shelf.keep(replace(RENEWED, elapsed_ms=50))
    assert [row[5] for row in rows(shelf.pane)] == ["7 ms", "50 ms", "132 ms", "30,012 ms"]
    click_column(shelf.pane, qtbot, 1)
    assert [row[1] for row in rows(shelf.pane)] == ["Demo · mobile", "Demo · mobile", "QA EU", "QA EU"]


# ---- pages


def test_rows_are_fetched_as_one_scrolls_and_few_pages_stay_in_memory(long_shelf: Shelf) -> None:
    count = (MOST_PAGES + 5) * PAGE_ROWS
    fill(long_shelf.store, count)
    long_shelf.tell()
    view, model = table(long_shelf.pane), table(long_shelf.pane).model()
    assert model.rowCount() == PAGE_ROWS
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == count
    long_shelf.asked.clear()
    view.scrollToTop()
    assert model.index(0, 5).data() == f"{count - 1:,} ms"
    model.index(2 * PAGE_ROWS, 5).data()  # not there any more: asked for
    assert model.index(2 * PAGE_ROWS, 5).data() == f"{count - 1 - 2 * PAGE_ROWS:,} ms"
    assert [request.limit for request in long_shelf.asked] == [PAGE_ROWS] * len(long_shelf.asked)
    assert 1 <= len(long_shelf.asked) <= 3  # the pages that were let go, and no others


def test_what_is_in_sight_stays_there_when_a_call_comes(shelf: Shelf) -> None:
    fill(shelf.store, 90)
    shelf.tell()
    view = table(shelf.pane)
    view.verticalScrollBar().setValue(40)
    in_sight = view.indexAt(QPoint(5, 5)).siblingAtColumn(5).data()
    shelf.keep(RENEWED)
    assert view.model().rowCount() == 91
    assert view.indexAt(QPoint(5, 5)).siblingAtColumn(5).data() == in_sight
    view.verticalScrollBar().setValue(0)
    shelf.keep(RENEWED)
    assert view.verticalScrollBar().value() == 0  # at the top one sees it come


def test_the_selected_call_stays_selected_when_another_comes(shelf: Shelf) -> None:
    shelf.keep(TIMEOUT, REFUSED)
    table(shelf.pane).selectRow(1)
    shelf.keep(RENEWED)
    assert [index.row() for index in table(shelf.pane).selectionModel().selectedRows()] == [2]


def test_rows_deleted_meanwhile_leave_the_list_when_their_page_is_fetched_again(long_shelf: Shelf) -> None:
    count = (MOST_PAGES + 3) * PAGE_ROWS
    fill(long_shelf.store, count)
    long_shelf.tell()
    model = table(long_shelf.pane).model()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    long_shelf.store.trim(Limits(PAGE_ROWS + 30))
    for _ in range(2):  # the second page was let go
        model.index(PAGE_ROWS, 5).data()
    assert model.rowCount() == count - 70
    assert model.index(PAGE_ROWS + 29, 5).data() == f"{count - 1 - PAGE_ROWS - 29:,} ms"


def test_more_calls_than_a_page_at_once_start_the_list_anew(shelf: Shelf) -> None:
    fill(shelf.store, 5)
    shelf.tell()
    fill(shelf.store, PAGE_ROWS + 50)
    shelf.tell()
    assert table(shelf.pane).model().rowCount() == PAGE_ROWS
    assert rows(shelf.pane)[0][5] == f"{PAGE_ROWS + 49} ms"


def test_a_cleared_history_is_shown_empty(shelf: Shelf) -> None:
    shelf.keep(TIMEOUT, REFUSED)
    shelf.store.clear()
    shelf.tell()
    assert rows(shelf.pane) == []
    shelf.keep(RENEWED)
    assert outcomes(shelf.pane) == ["renewed"]


def fill(store: HistoryStore, count: int) -> None:
    for number in range(count):
        store.append(replace(REFUSED, elapsed_ms=number))


# ---- time


def test_tokens_age_in_place(shelf: Shelf) -> None:
    shelf.keep(RENEWED)
    for after, text in ((61, "0:29 left"), (89.5, "0:00 left"), (90, "expired just now"), (810, "expired 12 min ago")):
        shelf.pane.show_now(NOW + after)
        assert rows(shelf.pane)[0][6] == text


def test_a_token_without_end_never_expires(shelf: Shelf) -> None:
    shelf.keep(replace(RENEWED, expires_at=None))
    assert rows(shelf.pane)[0][6] == "never expires"


def test_of_a_token_whose_times_were_not_kept_nothing_is_said(shelf: Shelf) -> None:
    shelf.keep(replace(RENEWED, token_kind=None, expires_at=None, issued_at=None, story="normal, demo clock"))
    assert rows(shelf.pane)[0][6] == ""


def test_a_beat_repaints_only_the_cells_whose_text_is_another_one(shelf: Shelf) -> None:
    hour_long = replace(RENEWED, expires_at=NOW + 3600)
    shelf.keep(hour_long, REFUSED, hour_long, RENEWED)
    changed: list[tuple[int, int]] = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        changed.extend((row, first.column()) for row in range(first.row(), last.row() + 1))

    table(shelf.pane).model().dataChanged.connect(note)
    shelf.pane.show_now(NOW + 1)  # 59:59 min are still "59 min"
    assert changed == [(0, 6), (1, 6), (3, 6)]
    changed.clear()
    shelf.pane.show_now(NOW + 2)
    assert changed == [(0, 6)]


def test_the_date_appears_when_the_day_is_over(shelf: Shelf) -> None:
    shelf.keep(RENEWED)
    shelf.pane.show_now(NOW + 86_400)
    assert rows(shelf.pane)[0][0] == "2025-10-13 12:28"


# ---- intents


def by_double_click(pane: HistoryPane, qtbot: QtBot) -> None:
    view = table(pane)
    place = view.visualRect(view.model().index(1, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def by_enter(pane: HistoryPane, qtbot: QtBot) -> None:
    select(pane, 1)
    qtbot.keyClick(table(pane), Qt.Key.Key_Return)


def by_a_click_and_enter_of_the_number_block(pane: HistoryPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    view = table(pane)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 1)).center())
    qtbot.keyClick(view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def by_the_menu(pane: HistoryPane, qtbot: QtBot) -> None:
    pick(pane, "Open", 1)


def select(pane: HistoryPane, *selected: int) -> None:
    pane.activateWindow()
    view = table(pane)
    view.setFocus()
    view.clearSelection()
    for row in selected:
        view.selectionModel().setCurrentIndex(
            view.model().index(row, 1),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def pick(pane: HistoryPane, text: str, *selected: int) -> None:
    """Open the menu over selected rows and trigger an entry that is offered there."""
    select(pane, *selected)
    view = table(pane)
    view.customContextMenuRequested.emit(QPoint(5, 5))
    menu = next(menu for menu in pane.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == text)
    assert action.isEnabled()
    action.trigger()
    menu.close()


@pytest.mark.parametrize(
    "choose_row", [by_double_click, by_enter, by_a_click_and_enter_of_the_number_block, by_the_menu]
)
def test_a_row_is_chosen_once_by_its_number(
    choose_row: Callable[[HistoryPane, QtBot], None], shelf: Shelf, qtbot: QtBot
) -> None:
    number, _ = shelf.keep(REFUSED, RENEWED)
    chosen: list[int] = []
    shelf.pane.record_chosen.connect(chosen.append)
    choose_row(shelf.pane, qtbot)
    assert chosen == [number]


def test_a_click_on_the_star_asks_for_it_and_another_takes_it_away(shelf: Shelf, qtbot: QtBot) -> None:
    _, number = shelf.keep(TIMEOUT, REFUSED)
    asked: list[tuple[int, bool]] = []
    shelf.pane.star_requested.connect(lambda *values: asked.append(values))
    view = table(shelf.pane)
    place = view.visualRect(view.model().index(0, 7)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    shelf.pane.show_change(StoredRecord(number, REFUSED, is_starred=True))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [(number, True), (number, False)]


def test_the_space_bar_stars_all_selected_calls(shelf: Shelf, qtbot: QtBot) -> None:
    numbers = shelf.keep(TIMEOUT, REFUSED)
    asked: list[tuple[int, bool]] = []
    shelf.pane.star_requested.connect(lambda *values: asked.append(values))
    select(shelf.pane, 0, 1)
    qtbot.keyClick(table(shelf.pane), Qt.Key.Key_Space)
    assert sorted(asked) == [(number, True) for number in numbers]


def test_a_note_is_written_to_a_call_and_shown(shelf: Shelf, qtbot: QtBot) -> None:
    (number,) = shelf.keep(REFUSED)
    written: list[tuple[int, str]] = []
    shelf.pane.note_written.connect(lambda *values: written.append(values))
    select(shelf.pane, 0)
    qtbot.keyClick(table(shelf.pane), Qt.Key.Key_N)
    dialog = shelf.pane.findChild(QDialog, "historyNote")
    assert isinstance(dialog, QDialog)
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "ask Ann")
    qtbot.mouseClick(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save"), Qt.MouseButton.LeftButton)
    assert written == [(number, "ask Ann")]
    shelf.pane.show_change(StoredRecord(number, REFUSED, note=redact("ask Ann")))
    assert rows(shelf.pane)[0][8] == "ask Ann"


def test_sending_again_is_asked_for_by_number(shelf: Shelf, qtbot: QtBot) -> None:
    number, _ = shelf.keep(REFUSED, RENEWED)
    with qtbot.waitSignal(shelf.pane.send_again_requested) as asked:
        pick(shelf.pane, "Send again…", 1)
    assert asked.args == [number]


def test_two_selected_calls_can_be_compared_the_older_first(shelf: Shelf, qtbot: QtBot) -> None:
    numbers = shelf.keep(REFUSED, RENEWED)
    with qtbot.waitSignal(shelf.pane.compare_requested) as asked:
        pick(shelf.pane, "Compare the two", 0, 1)
    assert asked.args == numbers


def test_what_is_found_can_be_exported_to_a_file(shelf: Shelf, qtbot: QtBot, tmp_path: Path) -> None:
    shelf.keep(TIMEOUT, REFUSED)
    qtbot.keyClicks(search(shelf.pane), "refused")
    export = next(one for one in shelf.pane.findChildren(QToolButton) if one.accessibleName() == "Export what is found")
    asked: list[Any] = []
    shelf.pane.export_requested.connect(lambda *values: asked.append(values))
    qtbot.mouseClick(export, Qt.MouseButton.LeftButton)
    dialog = shelf.pane.findChild(QFileDialog, "historyExport")
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("calls.csv")
    dialog.accept()
    assert asked == [(Search(text="refused"), str(tmp_path / "calls.csv"))]


def test_clearing_is_asked_for_and_only_where_there_is_something(shelf: Shelf, qtbot: QtBot) -> None:
    clear = next(one for one in shelf.pane.findChildren(QToolButton) if one.accessibleName() == "Clear history")
    assert not clear.isEnabled()
    shelf.keep(RENEWED)
    with qtbot.waitSignal(shelf.pane.clear_requested):
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert len(rows(shelf.pane)) == 1


def test_ctrl_f_in_the_table_goes_to_the_search_and_enter_back_to_the_first_row(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.keep(TIMEOUT, REFUSED)
    select(shelf.pane, 1)
    qtbot.keyClick(table(shelf.pane), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert search(shelf.pane).hasFocus()
    qtbot.keyClick(search(shelf.pane), Qt.Key.Key_Return)
    assert table(shelf.pane).hasFocus()
    assert table(shelf.pane).currentIndex().row() == 0
