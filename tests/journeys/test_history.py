"""A person's stories with the history of the real window."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QTableView, QWidget

from workbench.core.history import Search
from workbench.core.redact import redact
from workbench.storage.history import HistoryStore
from workbench.storage.settings import Settings, SettingsStore

SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))


def model_of(desk: Any) -> QAbstractItemModel:
    model = desk.part(QTableView, "historyTable").model()
    assert isinstance(model, QAbstractItemModel)
    return model


async def send_and_see_it(desk: Any) -> None:
    """Send, and wait until the call stands in the list."""
    await desk.until(
        model_of(desk).rowsInserted, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )


def rows(desk: Any) -> list[str]:
    model = model_of(desk)
    return [
        " ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


async def test_history_lists_calls_newest_first_and_opens_an_old_one(desk: Any) -> None:
    await send_and_see_it(desk)
    desk.bench.tell_story("key-expired")
    await send_and_see_it(desk)
    newest, oldest = rows(desk)
    assert "refused" in newest
    assert "renewed" in oldest
    table = desk.part(QTableView, "historyTable")
    table.setFocus()
    table.selectRow(1)
    await desk.until(desk.bench.records.record_opened, lambda: desk.press(Qt.Key.Key_Return))
    chip = desk.window.findChild(QWidget, "responseOrigin")
    assert "From history" in chip.text()


async def test_an_old_call_is_loaded_into_the_form_again_without_its_secret_and_nothing_is_sent(desk: Any) -> None:
    await send_and_see_it(desk)
    brand, key = desk.part(QLineEdit, "brand", "mobileForm"), desk.part(QLineEdit, "key", "mobileForm")
    was = brand.text()
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "ANOTHER"))
    received = len(desk.bench.session.stand_in.received)
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.window.history.send_again_requested.emit(1))
    assert brand.text() == was
    assert key.text() == ""
    assert len(desk.bench.session.stand_in.received) == received


async def test_an_old_call_is_starred_and_noted_and_the_note_holds_no_token(desk: Any) -> None:
    await send_and_see_it(desk)
    pane, records = desk.window.history, desk.bench.records
    token = SAMPLES["tokens"][0]["token"]
    (stored,) = await desk.until(records.record_changed, lambda: pane.star_requested.emit(1, True))
    assert stored.is_starred
    (stored,) = await desk.until(records.record_changed, lambda: pane.note_written.emit(1, f"ask Ann {token}"))
    assert "ask Ann" in stored.note
    assert token not in stored.note
    assert "ask Ann" in rows(desk)[0]


async def test_two_calls_are_compared_row_by_row(desk: Any) -> None:
    await send_and_see_it(desk)
    desk.bench.tell_story("key-expired")
    await send_and_see_it(desk)
    pane = desk.window.history
    await desk.until(desk.bench.records.records_compared, lambda: pane.compare_requested.emit(1, 2))
    sheet = desk.window.findChild(QDialog, "historyComparison")
    assert isinstance(sheet, QDialog)
    sheet.accept()


async def test_what_is_found_is_exported_to_a_file(desk: Any, tmp_path: Path) -> None:
    await send_and_see_it(desk)
    target = tmp_path / "calls.json"
    words, _ = await desk.until(
        desk.bench.said, lambda: desk.window.history.export_requested.emit(Search(), str(target))
    )
    assert str(target) in words
    assert [one["outcome"] for one in json.loads(target.read_text("utf-8"))["records"]] == ["renewed"]


async def test_a_window_sees_what_another_process_adds_to_the_history(desk: Any) -> None:
    await send_and_see_it(desk)
    other = HistoryStore(desk.bench.session.home.history)  # a connection of its own, as another process has
    record = (await asyncio.to_thread(other.recent, 1))[0].record
    await asyncio.to_thread(other.append, replace(record, api_message=redact(""), profile_name="From elsewhere"))
    await asyncio.to_thread(other.close)
    await desk.until(model_of(desk).rowsInserted, desk.window.ticker.beat)
    assert "From elsewhere" in rows(desk)[0]


async def test_a_history_that_cannot_be_written_is_said_and_the_reply_is_shown(desk: Any) -> None:
    history = desk.bench.session.home.history
    await asyncio.to_thread(desk.bench.session.history.close)
    history.unlink()
    history.mkdir()
    (exchange, _) = await desk.send()
    assert exchange.outcome.reason is None
    assert desk.part(QWidget, "verdict").isVisible()


async def test_where_is_my_data_leads_to_clearing_which_asks_first_and_leaves_nothing(desk: Any) -> None:
    await send_and_see_it(desk)
    await desk.until(desk.bench.profiles.shelf.places_measured, desk.window.actions_list["places"].trigger)
    desk.click(desk.part(QPushButton, "wipe.history"))
    assert len(rows(desk)) == 1
    await desk.until(model_of(desk).modelReset, lambda: press(desk, "Remove"))
    assert rows(desk) == []
    assert await asyncio.to_thread(desk.bench.session.history.recent, 10) == []


def press(desk: Any, words: str) -> None:
    """Press a button of the dialog that is open."""
    found = [one for one in desk.window.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    desk.click(found[0])


async def test_what_the_limits_in_the_settings_leave_no_room_for_goes_with_the_next_call(desk: Any) -> None:
    settings = SettingsStore(desk.bench.session.home.settings)
    settings.save(Settings(history_limit=1))
    await send_and_see_it(desk)
    await send_and_see_it(desk)
    assert len(await asyncio.to_thread(desk.bench.session.history.recent, 10)) == 1
