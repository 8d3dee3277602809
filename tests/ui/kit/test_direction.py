"""What is painted by hand lies mirrored where lines run from right to left, and code runs left to right everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from workbench.ui.kit.direction import code_flags, keep_left_to_right, visual_rect
from workbench.ui.kit.text import PlainLabel

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
ROW = QRectF(100, 0, 200, 40)


def test_a_place_at_the_beginning_of_a_row_is_at_its_other_side_in_the_mirror() -> None:
    place = QRectF(110, 5, 16, 16)

    assert visual_rect(place, ROW, LEFT) == place
    assert visual_rect(place, ROW, RIGHT) == QRectF(274, 5, 16, 16)


@pytest.mark.parametrize(
    ("direction", "side"), [(LEFT, Qt.AlignmentFlag.AlignLeft), (RIGHT, Qt.AlignmentFlag.AlignRight)]
)
def test_code_stands_where_the_line_begins_and_runs_left_to_right(
    direction: Qt.LayoutDirection, side: Qt.AlignmentFlag
) -> None:
    flags = int(code_flags(direction))

    assert flags & side.value
    assert flags & Qt.TextFlag.TextForceLeftToRight.value


@pytest.mark.usefixtures("right_to_left")
def test_labels_stand_where_lines_begin_whatever_letters_they_hold(qtbot: QtBot) -> None:
    words, address = PlainLabel("Demo"), PlainLabel("http://127.0.0.1:1")
    for label in (words, address):
        qtbot.addWidget(label)
    keep_left_to_right(address)

    assert words.alignment() & Qt.AlignmentFlag.AlignRight
    assert address.alignment() & Qt.AlignmentFlag.AlignRight
    assert (words.layoutDirection(), address.layoutDirection()) == (RIGHT, LEFT)
