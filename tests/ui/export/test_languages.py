"""In another language the sheet shows nothing that was not translated, and what it wrote runs from left to right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.redact import redact
from workbench.ui.export.sheet import ExportSheet

Untranslated = Callable[..., list[str]]


@pytest.fixture
def open_sheet(qtbot: QtBot) -> Callable[[], ExportSheet]:
    def open_it() -> ExportSheet:
        parent = QWidget()
        qtbot.addWidget(parent)
        return ExportSheet(parent, "", [("curl", "cURL (bash)")], "curl")

    return open_it


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_sheet_is_translated(open_sheet: Callable[[], ExportSheet], untranslated: Untranslated):
    sheet = open_sheet()
    sheet.show_text("curl", redact("curl …"), "")

    assert untranslated(sheet.dialog, but=["cURL (bash)"]) == []


@pytest.mark.usefixtures("right_to_left")
def test_the_text_runs_left_to_right_in_a_sheet_that_does_not(open_sheet: Callable[[], ExportSheet]):
    dialog = open_sheet().dialog
    text = dialog.findChild(QPlainTextEdit, "exportText")

    assert text is not None
    assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert text.layoutDirection() == Qt.LayoutDirection.LeftToRight
