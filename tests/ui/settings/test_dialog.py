"""The settings dialog says what is wished for, and shows what is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.storage.settings import Settings
from workbench.ui.kit.text import PlainLabel
from workbench.ui.settings.dialog import ActionKeys, SettingsDialog
from workbench.ui.settings.files import FileState
from workbench.ui.settings.items import PAGES
from workbench.ui.settings.keys import KeyEditor

KEYS = (
    ActionKeys("send", "Send", "Request", "Ctrl+Enter", "Ctrl+Enter"),
    ActionKeys("lock", "Lock", "Profiles", "F9", "Ctrl+Shift+L"),
)
FILES = (
    FileState("glossary", "Glossary", "Words.", "/data/glossary.toml", is_there=False),
    FileState("playbook", "Playbook", "Advice.", "/data/playbook.toml", is_there=True, trouble="Line 3 is wrong."),
)
NAMES = [item.name for _, _, items in PAGES for item in items]
VALUES = {name: getattr(Settings(), name) for name in NAMES}


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[SettingsDialog]:
    parent = QWidget()
    parent.resize(1024, 640)
    qtbot.addWidget(parent)
    parent.show()
    made = SettingsDialog(KEYS, FILES, parent)
    made.show_settings(VALUES, VALUES)
    made.show_keys(KEYS)
    made.open()
    yield made
    parent.close()


def find(dialog: SettingsDialog, kind: type, name: str) -> QWidget:
    found = dialog.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def shown_rows(dialog: SettingsDialog) -> list[str]:
    rows = dialog.findChildren(QWidget)
    return [
        row.objectName().removeprefix("row.") for row in rows if row.objectName().startswith("row.") and row.isVisible()
    ]


def values(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(at) for at in range(spy.count())]


def type_into(qtbot: QtBot, line: QWidget, text: str) -> None:
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_every_setting_that_is_chosen_has_a_row_with_an_explanation_and_a_name(dialog: SettingsDialog) -> None:
    remembered = {"shortcuts", "window_geometry", "splitters", "panels", "export_language", "tour_seen", "unknown"}
    assert set(NAMES) == set(Settings.__dataclass_fields__) - remembered
    for _, _, items in PAGES:
        for item in items:
            editor = find(dialog, QWidget, f"setting.{item.name}")
            assert editor.accessibleName() == item.words
            assert editor.accessibleDescription() == item.explanation != ""


def test_showing_asks_for_nothing(dialog: SettingsDialog) -> None:
    asked = [QSignalSpy(signal) for signal in (dialog.change_requested, dialog.keys_requested, dialog.reset_requested)]
    other = {**VALUES, "theme": "dark", "deadline_seconds": 7.5, "time_zone": "Europe/Berlin", "proxy": "direct"}
    dialog.show_settings(other, VALUES)
    dialog.show_zones(["Europe/Berlin", "Asia/Kolkata"])
    dialog.show_keys(KEYS)
    assert [spy.count() for spy in asked] == [0, 0, 0]
    zone = find(dialog, QComboBox, "setting.time_zone")
    assert isinstance(zone, QComboBox)
    assert zone.currentText() == "Europe/Berlin"


def test_a_number_is_asked_for_and_a_wrong_one_is_told_at_its_field_and_stays_there(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    asked = QSignalSpy(dialog.change_requested)
    dialog.show_page("calls")
    line = find(dialog, QLineEdit, "setting.deadline_seconds")
    assert isinstance(line, QLineEdit)
    type_into(qtbot, line, "12")
    type_into(qtbot, line, "soon")
    assert values(asked) == [["deadline_seconds", 12], ["deadline_seconds", "soon"]]
    dialog.show_problem("deadline_seconds", "It is a number.")
    assert line.text() == "soon"
    assert line.accessibleDescription() == "It is a number."
    assert "It is a number." in [label.text() for label in dialog.findChildren(PlainLabel)]


def test_closing_takes_what_was_typed_last(dialog: SettingsDialog, qtbot: QtBot) -> None:
    asked = QSignalSpy(dialog.change_requested)
    dialog.show_page("secrets")
    line = find(dialog, QLineEdit, "setting.clipboard_seconds")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(line, "9")
    dialog.reject()
    assert values(asked) == [["clipboard_seconds", 9]]


def test_only_what_was_changed_can_be_set_back(dialog: SettingsDialog, qtbot: QtBot) -> None:
    asked = QSignalSpy(dialog.reset_requested)
    resets = {row: find(dialog, QWidget, f"row.{row}").findChildren(QToolButton)[-1] for row in ("theme", "zoom")}
    assert not any(reset.isVisible() for reset in resets.values())
    dialog.show_setting("theme", "dark", "system")
    assert {name: reset.isVisible() for name, reset in resets.items()} == {"theme": True, "zoom": False}
    qtbot.mouseClick(resets["theme"], Qt.MouseButton.LeftButton)
    assert values(asked) == [["theme"]]


def test_a_search_finds_rows_of_every_page_by_word_key_and_explanation(dialog: SettingsDialog, qtbot: QtBot) -> None:
    search = find(dialog, QLineEdit, "settingsSearch")
    assert isinstance(search, QLineEdit)
    for text, rows in (
        ("clipboard", ["clipboard_seconds"]),
        ("HISTORY_days", ["history_days"]),
        ("lock", ["lock_after_minutes", "keys.lock"]),
        ("nobody calls it so", []),
    ):
        search.clear()
        qtbot.keyClicks(search, text)
        assert shown_rows(dialog) == rows
    search.clear()
    assert shown_rows(dialog) == ["theme", "zoom", "language", "time_zone"]


def test_keys_are_asked_for_and_a_refused_one_is_told_beside_the_one_that_stays(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    asked, back = QSignalSpy(dialog.keys_requested), QSignalSpy(dialog.keys_reset_requested)
    dialog.show_page("shortcuts")
    editor = find(dialog, KeyEditor, "keys.send")
    assert isinstance(editor, KeyEditor)
    qtbot.keyClick(editor, Qt.Key.Key_F9)
    assert values(asked) == [["send", "F9"]]
    dialog.show_key_problem(KEYS[0], "F9 already belongs to “Lock”.")
    assert editor.keys() == "Ctrl+Enter"
    assert editor.accessibleDescription() == "F9 already belongs to “Lock”."
    find(dialog, QWidget, "row.keys.lock").findChildren(QToolButton)[-1].click()
    all_of_them = find(dialog, QPushButton, "resetShortcuts")
    assert isinstance(all_of_them, QPushButton)
    all_of_them.click()
    assert values(back) == [["lock"], [""]]


def test_files_say_where_they_are_and_whether_they_are_in_use(dialog: SettingsDialog) -> None:
    dialog.show_page("files")
    texts = {name: dialog.findChild(PlainLabel, name) for name in ("glossaryPath", "glossaryState", "playbookState")}
    shown = {name: label.text() for name, label in texts.items() if isinstance(label, PlainLabel)}
    assert shown["glossaryPath"] == "/data/glossary.toml"
    assert shown["playbookState"] == "Line 3 is wrong."
    dialog.show_files([FileState("playbook", "", "", "/data/playbook.toml", is_there=True)])
    label = texts["playbookState"]
    assert isinstance(label, PlainLabel)
    assert label.text() == "In use."


def test_enter_in_a_field_does_not_close_it_and_every_button_can_be_reached_by_keys(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.show_page("calls")
    type_into(qtbot, find(dialog, QLineEdit, "setting.deadline_seconds"), "12")
    assert dialog.isVisible()
    names, part = [], dialog.focusWidget()
    pages = find(dialog, QListWidget, "settingsPages")
    pages.setFocus()
    for _ in range(12):
        part = dialog.focusWidget()
        assert part is not None
        names.append(part.objectName())
        qtbot.keyClick(part, Qt.Key.Key_Tab)
    assert names[:7] == [
        "settingsPages",
        "setting.deadline_seconds",
        "setting.retries",
        "setting.body_cap_bytes",
        "setting.proxy",
        "setting.confirm_production",
        "settingsClose",
    ]
