"""The sheet of "Copy as…" shows what the chosen language says, and lets out only what it shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.redact import redact
from workbench.ui.export.sheet import ExportSheet
from workbench.ui.kit.text import PlainLabel

LANGUAGES = (("curl", "cURL (bash)"), ("har", "HAR"))
TEXT = redact("curl …")


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[ExportSheet]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ExportSheet(parent, "Copy as", LANGUAGES, "curl")
    made.open()
    yield made
    parent.close()


def button(sheet: ExportSheet, name: str) -> QPushButton:
    found = sheet.dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def shown_text(sheet: ExportSheet) -> str:
    found = sheet.dialog.findChild(QPlainTextEdit, "exportText")
    assert isinstance(found, QPlainTextEdit)
    return found.toPlainText()


def shown_note(sheet: ExportSheet) -> str:
    found = sheet.dialog.findChild(PlainLabel, "exportNote")
    assert isinstance(found, PlainLabel)
    return found.text()


def languages(sheet: ExportSheet) -> QListWidget:
    found = sheet.dialog.findChild(QListWidget, "exportLanguages")
    assert isinstance(found, QListWidget)
    return found


def test_it_opens_with_the_remembered_language_and_nothing_to_copy(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = ExportSheet(parent, "Copy as", LANGUAGES, "har")
    assert sheet.language_id == "har"
    assert not button(sheet, "exportCopy").isEnabled()
    sheet.dialog.reject()


def test_a_language_that_is_no_more_gives_the_first(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = ExportSheet(parent, "Copy as", LANGUAGES, "cobol")
    assert sheet.language_id == "curl"
    sheet.dialog.reject()


def test_a_language_is_chosen_by_key(sheet: ExportSheet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sheet.language_chosen) as chosen:
        qtbot.keyClick(languages(sheet), Qt.Key.Key_Down)
    assert chosen.args == ["har"]


def test_what_is_shown_is_copied_and_saved(sheet: ExportSheet, qtbot: QtBot) -> None:
    sheet.show_text("curl", TEXT, "Before you run it, set this")
    assert shown_text(sheet) == TEXT
    assert shown_note(sheet) == "Before you run it, set this"
    with qtbot.waitSignal(sheet.copy_requested) as copied:
        button(sheet, "exportCopy").click()
    assert copied.args == [TEXT]
    with qtbot.waitSignal(sheet.save_requested) as saved:
        button(sheet, "exportSave").click()
    assert saved.args == ["curl", TEXT]
    with qtbot.waitSignal(sheet.real_values_requested) as asked:
        button(sheet, "exportRealValues").click()
    assert asked.args == ["curl"]


def test_the_answer_for_a_language_that_is_no_longer_chosen_is_dropped(sheet: ExportSheet) -> None:
    sheet.show_text("har", TEXT, "")
    assert shown_text(sheet) == ""


def test_a_refusal_stands_in_words_and_leaves_nothing_to_copy(sheet: ExportSheet) -> None:
    sheet.show_text("curl", TEXT, "")
    sheet.show_refusal("curl", "The call is too long.")
    assert "The call is too long." in [
        label.text() for label in sheet.dialog.findChildren(PlainLabel) if label.isVisible()
    ]
    assert shown_note(sheet) == ""
    assert shown_text(sheet) == ""
    for name in ("exportCopy", "exportSave", "exportRealValues"):
        assert not button(sheet, name).isEnabled()


def test_closing_forgets_the_text(sheet: ExportSheet, qtbot: QtBot) -> None:
    sheet.show_text("curl", TEXT, "")
    with qtbot.waitSignal(sheet.closed):
        sheet.dialog.reject()
    assert shown_text(sheet) == ""
