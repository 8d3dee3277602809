"""A person makes the window their own, and finds it so at the next start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTextBrowser,
)

from tests.journeys.conftest import Desk, heard
from workbench.core.profile import Draft
from workbench.storage.files import write_atomically
from workbench.storage.settings import Settings, SettingsStore
from workbench.ui.guide.help_sheet import HelpSheet
from workbench.ui.history.table import TIME
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.theme import theme_of
from workbench.ui.settings.dialog import SettingsDialog
from workbench.ui.settings.keys import KeyEditor

OpenDesk = Callable[[], AbstractAsyncContextManager[Desk]]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


async def open_settings(desk: Desk, page: str) -> None:
    """Press Ctrl+, and choose a page of the dialog; its files have been read then."""
    with heard(desk.bench.settings.read) as coming:
        desk.press(Qt.Key.Key_Comma, CONTROL)
        await asyncio.wait_for(coming, 30)
    pages = desk.part(QListWidget, "settingsPages")
    names = ["Appearance", "Calls", "Secrets", "History", "Shortcuts", "Files"]
    pages.setCurrentRow(names.index(page))


def close_settings(desk: Desk) -> None:
    desk.click(desk.part(QPushButton, "settingsClose"))


def choose(desk: Desk, name: str, words: str) -> None:
    """Pick words from the list of a setting."""
    box = desk.part(QComboBox, f"setting.{name}")
    place = box.findText(words)
    assert place >= 0, words
    box.setCurrentIndex(place)
    box.activated.emit(place)


def enter(desk: Desk, name: str, text: str) -> None:
    """Type a setting's value and press Enter."""
    line = desk.part(QLineEdit, f"setting.{name}")
    desk.type_into(line, text)
    desk.press(Qt.Key.Key_Return)


def press_keys(desk: Desk, action: str, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a new key in an action's field."""
    editor = desk.part(KeyEditor, f"keys.{action}")
    editor.setFocus()
    desk.press(key, modifier)


async def kept(desk: Desk) -> Settings:
    """The settings in the file, when all that was chosen is there."""
    while desk.bench.tasks.is_running("settings"):
        with heard(desk.bench.tasks.ended) as ended:
            await asyncio.wait_for(ended, 30)
    return SettingsStore(desk.bench.session.home.settings).load().settings


async def test_what_is_chosen_counts_at_once_and_at_the_next_start(open_desk: OpenDesk, qapp: QApplication) -> None:
    async with open_desk() as desk:
        await desk.send()
        assert "here" in desk.part(QLabel, "verdict").text()
        await open_settings(desk, "Appearance")
        choose(desk, "theme", "Dark")
        assert theme_of(desk.window).name == "dark"
        choose(desk, "time_zone", "Europe/Berlin")
        assert "in Europe/Berlin" in desk.part(QLabel, "verdict").text()
        desk.part(QListWidget, "settingsPages").setCurrentRow(2)
        enter(desk, "lock_after_minutes", "2,5")
        desk.part(QListWidget, "settingsPages").setCurrentRow(4)
        press_keys(desk, "send", Qt.Key.Key_R, CONTROL)
        assert desk.part(QPushButton, "sendButton").text() == "Send  Ctrl+R"
        close_settings(desk)
        desk.window.actions_list["zoomIn"].trigger()
        stored = await kept(desk)
    assert (stored.theme, stored.time_zone, stored.lock_after_minutes, stored.zoom, stored.shortcuts) == (
        *("dark", "Europe/Berlin", 2.5, 1.1, {"send": "Ctrl+R"}),
    )

    async with open_desk() as desk:
        assert (theme_of(desk.window).name, theme_of(desk.window).zoom) == ("dark", 1.1)
        await desk.until(desk.bench.exchange_finished, lambda: desk.press(Qt.Key.Key_R, CONTROL))
        assert "in Europe/Berlin" in desk.part(QLabel, "verdict").text()
        assert "Ctrl+R" in desk.window.actions_list["send"].toolTip()
        assert not desk.bench.keeper.is_locked
        with heard(desk.bench.keeper.locked) as locked:
            desk.clock.advance(151)
            desk.window.idle.look()
            await asyncio.wait_for(locked, 30)


async def test_a_value_that_cannot_be_is_told_at_its_field_and_changes_nothing(desk: Desk) -> None:
    await open_settings(desk, "Calls")
    enter(desk, "deadline_seconds", "0")
    line = desk.part(QLineEdit, "setting.deadline_seconds")
    assert (line.text(), line.accessibleDescription()) == ("0", "It is a number of seconds above 0, at most 3600.")
    assert desk.bench.settings.now == Settings()
    enter(desk, "deadline_seconds", "12")
    assert desk.bench.deadline_seconds == 12
    enter(desk, "body_cap_bytes", "2")
    assert desk.bench.session.calls.body_cap_bytes == 2 * 1_048_576
    choose(desk, "retries", "Twice")
    assert desk.part(QComboBox, "retries").currentText() == "2 times"
    close_settings(desk)
    assert (await kept(desk)).retries == 2


async def test_all_times_follow_the_zone(desk: Desk) -> None:
    model = desk.part(QTableView, "historyTable").model()
    await desk.until(model.rowsInserted, lambda: desk.press(Qt.Key.Key_Return, CONTROL))
    await desk.until(desk.bench.records.record_opened, lambda: desk.bench.records.open_record(1))
    chip = desk.part(Chip, "responseOrigin")
    told = []
    for zone in ("local", "UTC", "Asia/Tokyo"):
        desk.bench.settings.choose("time_zone", zone)
        told.append((model.index(0, TIME).data(), chip.text()))
    assert told == [
        ("17:58:40", "From history: 2025-10-13 17:58:40"),
        ("12:28:40", "From history: 2025-10-13 12:28:40"),
        ("21:28:40", "From history: 2025-10-13 21:28:40"),
    ]
    await kept(desk)


async def test_a_key_that_is_taken_is_refused_by_the_name_of_its_owner(desk: Desk) -> None:
    await open_settings(desk, "Shortcuts")
    press_keys(desk, "send", Qt.Key.Key_K, CONTROL)
    editor = desk.part(KeyEditor, "keys.send")
    assert editor.accessibleDescription() == "Ctrl+K already belongs to “Command palette”."
    assert editor.keys() == "Ctrl+Enter"
    press_keys(desk, "palette", Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    press_keys(desk, "send", Qt.Key.Key_K, CONTROL)
    assert (await kept(desk)).shortcuts == {"palette": "F9", "send": "Ctrl+K"}
    desk.click(desk.part(QPushButton, "resetShortcuts"))
    assert (await kept(desk)).shortcuts == {}
    assert editor.keys() == "Ctrl+Enter"
    close_settings(desk)


def words_of(desk: Desk) -> str:
    """All that labels, buttons and empty editors of the window say, on show or not."""
    window = desk.window
    labels = [one.text() for one in window.findChildren(QLabel)]
    buttons = [one.text() for one in window.findChildren(QPushButton)]
    return "\n".join((*labels, *buttons, *(one.placeholderText() for one in window.findChildren(QPlainTextEdit))))


async def test_words_name_the_key_that_an_action_has_now(desk: Desk) -> None:
    taught = words_of(desk)
    assert taught.count("press Ctrl+Enter") == 2
    assert taught.count("Press Ctrl+Enter") == 2
    desk.bench.settings.choose_keys("send", "F9")
    desk.bench.settings.choose_keys("newProfile", "F7")
    desk.bench.settings.choose_keys("cancel", "F6")
    desk.bench.settings.choose_keys("present", "Ctrl+F5")
    now = words_of(desk)
    assert "Ctrl+Enter" not in now
    assert (now.count("press F9"), now.count("Press F9")) == (2, 2)
    assert "or press F7 for a new one" in now
    desk.window.response.show_running()
    desk.window.timeline.show_running()
    assert words_of(desk).count("F6 cancels") == 2
    desk.bench.settings.choose_keys("cancel", "")
    assert words_of(desk).count("Cancel cancels") == 2
    desk.window.timeline.clear()

    desk.window.actions_list["help"].trigger()
    sheet = desk.part(HelpSheet, "helpSheet")
    sheet.show_topic("presentation")
    assert "Ctrl+F5 shows the chosen call" in desk.part(QTextBrowser, "helpPage").toPlainText()
    sheet.show_topic("start")
    assert "press F9." in desk.part(QTextBrowser, "helpPage").toPlainText()
    sheet.close()
    desk.window.actions_list["tour"].trigger()
    desk.click(desk.part(QPushButton, "tourNext"))
    assert "Press F9, or this button." in words_of(desk)
    desk.click(desk.part(QPushButton, "tourSkip"))
    desk.window.actions_list["present"].trigger()
    assert desk.part(QPushButton, "leavePresentation").text() == "Leave (Ctrl+F5)"
    desk.window.actions_list["present"].trigger()

    desk.bench.settings.choose_keys("send", "")
    assert (words_of(desk).count("press Send"), words_of(desk).count("Press Send to")) == (2, 2)
    desk.bench.settings.reset("shortcuts")
    assert words_of(desk).count("ress Ctrl+Enter") == 4
    await kept(desk)


async def test_a_broken_shortcut_in_the_file_is_told_and_left_out(open_desk: OpenDesk, home: Path) -> None:
    write_atomically(home / "settings.toml", '[shortcuts]\nsend = "Ctrl+"\npalette = "F9"\nnone = "F8"\n')
    async with open_desk() as desk:
        actions = desk.window.actions_list
        assert (actions.keys("send"), actions.keys("palette")) == ("Ctrl+Enter", "F9")
        told = [text for text in desk.window.toasts.shown_texts() if "shortcut" in text]
        assert [str(home / "settings.toml") in text for text in told] == [True, True]
        desk.bench.settings.choose_keys("lock", "F7")
        assert (await kept(desk)).shortcuts["none"] == "F8"  # a newer program may know it


async def test_another_window_s_choices_are_kept_and_taken_over_when_the_settings_open(desk: Desk) -> None:
    other = SettingsStore(desk.bench.session.home.settings)
    other.save(Settings(clipboard_seconds=7, theme="dark"))
    desk.bench.settings.choose("retries", 1)
    stored = await kept(desk)
    assert (stored.clipboard_seconds, stored.theme, stored.retries) == (7, "dark", 1)
    await open_settings(desk, "Secrets")
    assert desk.part(QLineEdit, "setting.clipboard_seconds").text() == "7"
    assert desk.window.clipboard_seconds == 7
    assert theme_of(desk.window).name == "dark"
    close_settings(desk)


async def test_a_glossary_is_read_again_while_the_window_is_open(desk: Desk, home: Path) -> None:
    await desk.send()
    await open_settings(desk, "Files")
    glossary = home / "glossary.toml"
    glossary.write_text('[exp]\nname = "Our end"\nmeaning = "When."\n')
    with heard(desk.bench.settings.read) as coming:
        desk.click(desk.part(QPushButton, "readAgain"))
        await asyncio.wait_for(coming, 30)
    table = desk.part(QTableView, "claimsTable")
    names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    assert any("Our end" in name for name in names)
    assert desk.part(QLabel, "glossaryState").text() == "In use."
    glossary.write_text("[exp]\nname = 3\n")
    with heard(desk.bench.settings.read) as coming:
        desk.click(desk.part(QPushButton, "readAgain"))
        await asyncio.wait_for(coming, 30)
    assert "needs the texts name and meaning" in desk.part(QLabel, "glossaryState").text()
    close_settings(desk)


@pytest.mark.parametrize(("choice", "questions"), [("once", 1), ("always", 2)])
async def test_production_is_confirmed_as_often_as_was_chosen(desk: Desk, choice: str, questions: int) -> None:
    asked: list[Any] = []
    desk.bench.settings.choose("confirm_production", choice)
    desk.bench.confirmation_wanted.connect(lambda *wanted: asked.append(wanted))
    await kept(desk)
    profile = replace(desk.bench.session.profiles.all[0], marked_production=True)
    for _ in range(2):
        count = len(asked)
        desk.bench.send(Draft(profile))
        while desk.bench.tasks.is_running("send"):
            with heard(desk.bench.tasks.ended) as ended:
                await asyncio.wait_for(ended, 30)
        if len(asked) > count:
            await desk.until(desk.bench.exchange_finished, asked[-1][1])
    assert len(asked) == questions


async def test_a_setting_is_found_by_name_in_the_palette_and_opens_at_its_editor(desk: Any) -> None:
    desk.window.actions_list["palette"].trigger()
    palette = next(one for one in desk.window.findChildren(QDialog) if one.objectName() == "commandPalette")
    line = palette.findChild(QLineEdit)
    QTest.keyClicks(line, "time zone")
    QTest.keyClick(line, Qt.Key.Key_Return)
    dialog = desk.window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.focusWidget().objectName() == "setting.time_zone"
    dialog.close()
