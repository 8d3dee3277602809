"""What is typed into an amount is the number that people mean, or is given on to be refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from workbench.ui.settings.editors import AmountEditor, ChoiceEditor, read_amount
from workbench.ui.settings.items import MEGABYTE, Amount, Choices
from workbench.ui.settings.keys import KeyEditor

WHOLE, ANY, SIZE = Amount("records"), Amount("seconds", is_whole=False), Amount("MB", MEGABYTE)


@pytest.mark.parametrize(
    ("text", "amount", "value"),
    [
        ("30", WHOLE, 30),
        (" 30 ", WHOLE, 30),
        ("100,000", WHOLE, 100_000),
        ("100.000", WHOLE, 100_000),
        ("1'000'000", WHOLE, 1_000_000),
        ("2.5", WHOLE, 2.5),
        ("-1", WHOLE, -1),
        ("2.5", ANY, 2.5),
        ("2,5", ANY, 2.5),
        ("30", ANY, 30),
        ("1", SIZE, 1_048_576),
        ("0.5", SIZE, 524_288),
        ("soon", ANY, "soon"),
        ("", WHOLE, ""),
        ("1e400", SIZE, "1e400"),
        ("nan", WHOLE, "nan"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text: str, amount: Amount, value: object) -> None:
    assert read_amount(text, amount) == value


def test_an_amount_is_chosen_when_it_is_left_and_never_by_showing_it(qtbot: QtBot) -> None:
    editor = AmountEditor(ANY)
    qtbot.addWidget(editor)
    chosen = QSignalSpy(editor.chosen)
    editor.show_value(2.5)
    editor.commit()
    assert (editor.line.text(), chosen.count()) == ("2.5", 0)
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "40")
    assert chosen.count() == 0
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    editor.commit()
    assert [chosen.at(at) for at in range(chosen.count())] == [[40]]


def test_a_free_choice_takes_words_of_its_list_and_any_other_text(qtbot: QtBot) -> None:
    editor = ChoiceEditor(Choices((("local", "Of this computer"), ("UTC", "UTC")), free=True))
    qtbot.addWidget(editor)
    editor.offer(["Europe/Berlin"])
    editor.show_value("local")
    chosen = QSignalSpy(editor.chosen)
    line = editor.lineEdit()
    assert line is not None
    assert line.text() == "Of this computer"
    for text in ("of this computer", "europe/berlin", "Mars"):
        line.setText(text)
        editor.commit()
    assert [chosen.at(at)[0] for at in range(chosen.count())] == ["Europe/Berlin", "Mars"]


def test_one_key_is_a_choice_and_the_cross_is_one_for_none(qtbot: QtBot) -> None:
    editor = KeyEditor()
    qtbot.addWidget(editor)
    editor.show()
    chosen = QSignalSpy(editor.chosen)
    editor.show_value("Ctrl+L")
    assert chosen.count() == 0
    qtbot.keyClick(editor, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [chosen.at(at)[0] for at in range(chosen.count())] == ["Ctrl+Shift+R"]
    editor.show_value("Ctrl+Shift+R")
    cross = editor.findChild(QToolButton)
    assert cross is not None
    cross.click()
    assert chosen.at(1) == [""]


def test_a_sign_that_needs_shift_is_chosen_without_it_and_shift_alone_is_no_choice(qtbot: QtBot) -> None:
    editor = KeyEditor()
    qtbot.addWidget(editor)
    chosen = QSignalSpy(editor.chosen)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.sendKeyEvent(QTest.KeyAction.Press, editor, Qt.Key.Key_Question, "?", shift)
    qtbot.keyClick(editor, Qt.Key.Key_Shift)
    qtbot.keyClick(editor, Qt.Key.Key_F9, shift)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert [chosen.at(at)[0] for at in range(chosen.count())] == ["?", "Shift+F9", "Backspace"]
    assert editor.text() == ""
