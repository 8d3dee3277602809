"""A question for passphrases stays until its answer was taken, and keeps none of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.secret_dialog import SecretQuestion


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def _button(question: SecretQuestion, text: str) -> QPushButton:
    return next(one for one in question.dialog.findChildren(QPushButton) if one.text() == text)


def _lines(question: SecretQuestion) -> list[QLineEdit]:
    return question.dialog.findChildren(QLineEdit)


def test_an_answer_leaves_it_open_until_it_was_taken(window: QWidget, qtbot: QtBot) -> None:
    answers: list[list[str]] = []
    question = SecretQuestion(window, "Unlock", "Text.", ("Passphrase", "Again"), "Unlock", answers.append)
    first, second = _lines(question)
    assert first.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(first, "one")
    qtbot.keyClicks(second, "two")
    qtbot.mouseClick(_button(question, "Unlock"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(_button(question, "Unlock"), Qt.MouseButton.LeftButton)  # it is being looked at
    assert answers == [["one", "two"]]
    question.show_trouble("Not that one.")
    assert "Not that one." in [label.text() for label in question.dialog.findChildren(QLabel) if label.isVisible()]
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert len(answers) == 2
    question.finish()
    assert not question.dialog.isVisible()
    assert [line.text() for line in (first, second)] == ["", ""]


def test_escape_empties_it_and_answers_nothing(window: QWidget, qtbot: QtBot) -> None:
    answers: list[list[str]] = []
    question = SecretQuestion(window, "Unlock", "Text.", ("Passphrase",), "Unlock", answers.append)
    (line,) = _lines(question)
    qtbot.keyClicks(line, "one")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (answers, line.text()) == ([], "")


def test_another_way_out_closes_it_and_goes_on(window: QWidget, qtbot: QtBot) -> None:
    gone: list[str] = []
    question = SecretQuestion(
        window, "Where?", "Text.", (), "Vault", lambda _: None, others=(("Try again", lambda: gone.append("again")),)
    )
    qtbot.mouseClick(_button(question, "Try again"), Qt.MouseButton.LeftButton)
    assert gone == ["again"]
    assert not question.dialog.isVisible()
