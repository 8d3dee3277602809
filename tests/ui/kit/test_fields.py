"""A field names its editor, shows what is wrong, and lets a tester send odd things."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from workbench.ui.kit.fields import Field, FieldMode
from workbench.ui.kit.text import PlainLabel


def menu_action(field: Field, text: str) -> QAction:
    button = field.findChild(QToolButton)
    assert button is not None
    return next(action for action in button.menu().actions() if action.text() == text)


def test_the_editor_is_named_and_the_label_is_its_buddy(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("Identifier", "identifierValue", editor)
    qtbot.addWidget(field)
    labels = {label.text(): label for label in field.findChildren(QLabel)}
    assert editor.accessibleName() == "Identifier"
    assert labels["Identifier"].buddy() is editor
    assert "identifierValue" in labels


def test_problems_stand_under_the_editor_and_go_again(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("Brand", "brand", editor)
    qtbot.addWidget(field)
    field.show()
    field.show_problems([("warning", "odd <b>brand</b>"), ("error", "too long")])
    assert field.problem_texts() == ["odd <b>brand</b>", "too long"]
    assert editor.property("problem") == "error"
    assert editor.accessibleDescription() == "Warning: odd <b>brand</b> Error: too long"
    wanted = {"Warning: odd <b>brand</b>", "Error: too long"}
    labels = [label for label in field.findChildren(PlainLabel) if label.accessibleName() in wanted]
    qtbot.waitUntil(lambda: [label.isVisible() for label in labels] == [True, True])
    field.show_problems([("warning", "odd")])
    assert editor.property("problem") == "warning"
    field.show_problems([])
    assert field.problem_texts() == []
    assert editor.property("problem") == ""
    assert editor.accessibleDescription() == ""


def test_picking_a_mode_is_told_and_showing_one_is_silent(qtbot: QtBot) -> None:
    editor = QLineEdit("value")
    field = Field("Device", "deviceId", editor, modes=True)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.mode_changed) as told:
        menu_action(field, "Send null").trigger()
    assert told.args == [FieldMode.NULL]
    assert field.mode is FieldMode.NULL
    assert not editor.isEnabled()
    with qtbot.assertNotEmitted(field.mode_changed):
        field.show_mode(FieldMode.VALUE)
        menu_action(field, "Send the value").trigger()
    assert editor.isEnabled()
    assert editor.text() == "value"


def test_the_menu_shows_only_where_asked_for(qtbot: QtBot) -> None:
    for modes in (False, True):
        field = Field("Key", "key", QLineEdit(), modes=modes)
        qtbot.addWidget(field)
        field.show()
        button = field.findChild(QToolButton)
        assert button is not None
        assert button.isVisible() is modes
