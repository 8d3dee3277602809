"""A text that belongs elsewhere is kept out of every line of the window, however it is pasted; all others go in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.paste_watch import PasteWatch


class Form(QWidget):
    """A window with a line, and what was kept out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)
        self.noticed: list[str] = []
        self.watch = PasteWatch(self, lambda text: text.startswith("elsewhere"))
        self.watch.noticed.connect(self.noticed.append)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.line.setFocus()
    yield made
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier), (Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)],
    ids=["Ctrl+V", "Shift+Insert"],
)
def test_a_key_pastes_only_what_belongs_here(
    form: Form, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    QGuiApplication.clipboard().setText("elsewhere, and\nmore lines")
    qtbot.keyClick(form.line, key, modifier)
    assert (form.line.text(), form.noticed) == ("", ["elsewhere, and\nmore lines"])
    QGuiApplication.clipboard().setText("here")
    qtbot.keyClick(form.line, key, modifier)
    assert (form.line.text(), len(form.noticed)) == ("here", 1)


def paste_by_menu(line: QLineEdit) -> None:
    place = QPoint(5, 5)
    QApplication.sendEvent(line, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, line.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()


def test_the_context_menu_does_the_same(form: Form) -> None:
    QGuiApplication.clipboard().setText("elsewhere")
    paste_by_menu(form.line)
    assert (form.line.text(), form.noticed) == ("", ["elsewhere"])
    QGuiApplication.clipboard().setText("here")
    paste_by_menu(form.line)
    assert form.line.text() == "here"


def test_a_line_that_cannot_be_written_in_and_one_of_another_window_are_left_alone(form: Form, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("elsewhere")
    form.line.setReadOnly(True)
    qtbot.keyClick(form.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (other.text(), form.noticed) == ("elsewhere", [])
