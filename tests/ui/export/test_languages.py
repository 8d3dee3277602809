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


def make_sheet(parent: QWidget) -> ExportSheet:
    return ExportSheet(parent, "", [("curl", "cURL (bash)")], "curl")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_sheet_is_translated(parent: QWidget, untranslated: Untranslated):
    sheet = make_sheet(parent)
    sheet.show_text("curl", redact("curl …"), "")

    assert untranslated(sheet.dialog, but=["cURL (bash)"]) == []


@pytest.mark.usefixtures("right_to_left")
def test_the_text_runs_left_to_right_in_a_sheet_that_does_not(parent: QWidget):
    dialog = make_sheet(parent).dialog
    text = dialog.findChild(QPlainTextEdit, "exportText")

    assert text is not None
    assert dialog.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert text.layoutDirection() == Qt.LayoutDirection.LeftToRight
