"""Fields stand side by side where they have room, and one above the other where they have none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.profile import Draft
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.request.pane import RequestPane

from .conftest import MOBILE, Pane

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    load_resources(qapp, RESOURCES)
    yield qapp
    apply_theme(qapp, "light")


def is_above(shown: Pane, upper: QWidget, lower: QWidget) -> bool:
    def top(part: QWidget) -> int:
        return part.mapTo(shown.pane, QPoint(0, 0)).y()

    return top(lower) >= top(upper) + upper.height()


@pytest.mark.parametrize(("zoom", "stacked"), [(1.0, False), (1.25, True), (1.5, True)])
def test_the_form_fits_its_pane_at_every_zoom(themed: QApplication, qtbot: QtBot, zoom: float, stacked: bool) -> None:
    apply_theme(themed, "light", zoom)
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.resize(368, 700)
    pane.show_profile(replace(MOBILE, fields={**MOBILE.fields, "identifierType": "USERNAME"}), {})
    pane.show()
    shown = Pane(pane)
    shown.fold("More")
    types = shown.find(QComboBox, "identifierType", "mobileForm")
    identifier = shown.find(QLineEdit, "identifierValue", "mobileForm")
    page = next(area for area in pane.findChildren(QScrollArea) if area.isAncestorOf(types)).horizontalScrollBar()
    qtbot.waitUntil(lambda: is_above(shown, types, identifier) is stacked)
    qtbot.waitUntil(lambda: page.maximum() == 0)


def test_what_is_wrong_with_the_type_has_the_whole_row(shown: Pane, qtbot: QtBot) -> None:
    types = shown.find(QComboBox, "identifierType", "mobileForm")
    identifier = shown.find(QLineEdit, "identifierValue", "mobileForm")
    shown.pane.resize(560, 700)
    qtbot.waitUntil(lambda: not is_above(shown, types, identifier))
    wrong = replace(MOBILE, fields={**MOBILE.fields, "identifierType": " mobil"})
    shown.pane.show_problems(Draft(wrong).problems())
    qtbot.waitUntil(lambda: is_above(shown, types, identifier) and types.width() == identifier.width())
    shown.pane.show_problems([])
    qtbot.waitUntil(lambda: not is_above(shown, types, identifier))
