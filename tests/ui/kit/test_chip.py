"""A chip says its fact to eyes and ears, and repaints only when it changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.flow import FlowLayout


class PaintCount(QObject):
    """Counts what a widget paints."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.paints = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.paints += event.type() == QEvent.Type.Paint
        return False


def test_its_name_says_what_and_the_word(qtbot: QtBot) -> None:
    chip = Chip("Status")
    qtbot.addWidget(chip)
    chip.show_chip("200", "good", "circle-check")
    assert (chip.text(), chip.tone()) == ("200", "good")
    assert chip.accessibleName() == "Status: 200"


def test_the_same_fact_again_repaints_nothing(qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    chip.show_chip("42 min left", "good")
    qtbot.waitExposed(chip)
    qtbot.waitUntil(chip.isVisible)
    chip.repaint()
    count = PaintCount(chip)
    chip.show_chip("42 min left", "good")
    chip.show_chip("41 min left", "good")
    qtbot.waitUntil(lambda: count.paints > 0)
    assert count.paints == 1


def test_no_text_hides_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = FlowLayout(parent)
    chip = Chip()
    row.addWidget(chip)
    parent.show()
    chip.show_chip("soon", "soon")
    assert chip.isVisible()
    chip.show_chip("")
    assert not chip.isVisible()


def test_an_unknown_tone_is_refused_in_words(qtbot: QtBot) -> None:
    chip = Chip()
    qtbot.addWidget(chip)
    with pytest.raises(KeyError, match="no tone named"):
        chip.show_chip("x", "pinkish")


def test_a_clickable_chip_answers_the_keyboard(qtbot: QtBot) -> None:
    chip = ChipButton()
    qtbot.addWidget(chip)
    chip.show_chip("not verified")
    with qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip, Qt.Key.Key_Return)
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def test_chips_wrap_like_words(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = FlowLayout(parent)
    chips = [Chip() for _ in range(6)]
    for chip in chips:
        row.addWidget(chip)
        chip.show_chip("expired 12 min ago", "bad", "ban")
    parent.resize(300, 200)
    parent.show()
    assert row.heightForWidth(300) > row.heightForWidth(3000) > 0
    assert chips[-1].y() > chips[0].y()
    assert all(chip.geometry().right() <= 300 for chip in chips)


def test_assistive_programs_find_a_label_and_a_button_that_they_can_press(qtbot: QtBot) -> None:
    label, button = Chip("Status"), ChipButton("Signature")
    for chip in (label, button):
        qtbot.addWidget(chip)
        chip.show_chip("new")
    faces = [QAccessible.queryAccessibleInterface(chip) for chip in (label, button)]
    assert [face.role() for face in faces] == [QAccessible.Role.StaticText, QAccessible.Role.Button]
    assert [face.text(QAccessible.Text.Name) for face in faces] == ["Status: new", "Signature: new"]
    with qtbot.waitSignal(button.clicked):
        faces[1].actionInterface().doAction("Press")


def test_a_centred_row_has_as_much_room_before_each_line_as_behind(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = FlowLayout(parent, centred=True)
    chips = [Chip("Some chip") for _ in range(3)]
    for chip in chips:
        chip.show_chip("words", "neutral")
        row.addWidget(chip)
    width = chips[0].sizeHint().width()
    parent.resize(2 * width + 40, 200)
    parent.grab()
    first, second, third = (chip.geometry() for chip in chips)
    assert first.y() == second.y() < third.y()
    assert abs(first.x() - (parent.width() - 1 - second.right())) <= 1
    assert abs(third.x() - (parent.width() - 1 - third.right())) <= 1
