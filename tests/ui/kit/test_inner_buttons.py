"""Buttons within a line follow the zoom and leave the text its room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.inner_buttons import add_clear_button, add_inner_button
from workbench.ui.kit.theme import apply_theme, load_resources

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture
def line(qapp: QApplication, qtbot: QtBot) -> Iterator[QLineEdit]:
    """With a glass in front and a cross behind."""
    load_resources(qapp, RESOURCES)
    apply_theme(qapp, "light")
    made = QLineEdit()
    qtbot.addWidget(made)
    glass = QAction("Glass", made)
    set_icon(glass, "search")
    add_inner_button(made, glass, leads=True)
    add_clear_button(made)
    made.resize(300, 60)
    yield made
    apply_theme(qapp, "light")


def inner(line: QLineEdit) -> list[QToolButton]:
    """From left to right, those that show."""
    line.grab()
    return sorted((one for one in line.findChildren(QToolButton) if not one.isHidden()), key=lambda one: one.x())


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_icons_in_a_line_are_as_large_as_the_zoom_asks(line: QLineEdit, qapp: QApplication, zoom: float) -> None:
    apply_theme(qapp, "light", zoom)
    line.setText("words")
    line.resize(300, 80)
    glass, cross = inner(line)
    for button in (glass, cross):
        side = round(16 * zoom)
        assert button.iconSize().width() == side
        assert button.icon().actualSize(button.iconSize()).width() == side
        assert button.width() >= side
        assert line.rect().contains(button.geometry())
    assert line.textMargins().left() > glass.geometry().right()
    assert line.width() - line.textMargins().right() <= cross.x()


def test_the_cross_shows_while_there_is_something_and_empties_the_line_as_somebody_would(
    line: QLineEdit, qtbot: QtBot
) -> None:
    assert len(inner(line)) == 1
    room = line.textMargins().right()
    line.setText("words")
    edited: list[str] = []
    line.textEdited.connect(edited.append)
    qtbot.mouseClick(inner(line)[1], Qt.MouseButton.LeftButton)
    assert line.text() == ""
    assert edited == [""]
    assert len(inner(line)) == 1
    assert line.textMargins().right() == room


def test_from_right_to_left_the_glass_stands_at_the_right(line: QLineEdit) -> None:
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert line.textMargins().left() == 0
    assert line.textMargins().right() > 16
    line.setText("words")
    cross, glass = inner(line)
    assert glass.toolTip() == "Glass"
    assert line.width() - glass.geometry().right() < 10
    assert cross.x() < 10
