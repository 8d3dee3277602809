"""What is painted by hand lies mirrored where lines run from right to left, and code runs left to right everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.direction import code_flags, isolate, keep_left_to_right, set_margins, visual_rect
from workbench.ui.kit.icons import IconSet
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


def margins_of_a_part(qtbot: QtBot) -> tuple[int, int]:
    part = QWidget()
    qtbot.addWidget(part)
    set_margins(part, 14, 0, 8, 0)
    return part.contentsMargins().left(), part.contentsMargins().right()


def test_the_margin_before_a_line_is_at_the_left(qtbot: QtBot) -> None:
    assert margins_of_a_part(qtbot) == (14, 8)


@pytest.mark.usefixtures("right_to_left")
def test_the_margin_before_a_mirrored_line_is_at_the_right(qtbot: QtBot) -> None:
    assert margins_of_a_part(qtbot) == (8, 14)


def test_a_version_in_a_line_from_left_to_right_is_written_as_it_is() -> None:
    assert isolate("2026.1.post1") == "2026.1.post1"


@pytest.mark.usefixtures("right_to_left")
def test_a_version_in_a_mirrored_line_is_kept_together() -> None:
    assert isolate("2026.1.post1") == "\u20662026.1.post1\u2069"


@pytest.mark.usefixtures("qapp")
def test_icons_that_point_along_the_line_are_turned_and_clocks_are_not(request: pytest.FixtureRequest) -> None:
    icons = IconSet(Path(__file__).parents[3] / "resources" / "icons")
    names = ("undo-2", "send", "chevron-right", "clock", "terminal")

    def paint() -> dict[str, QImage]:
        return {name: icons.pixmap(name, "#000000", 24).toImage() for name in names}

    before = paint()
    request.getfixturevalue("right_to_left")
    turned = paint()

    assert {name for name in names if turned[name] != before[name]} == {"undo-2", "send", "chevron-right"}
