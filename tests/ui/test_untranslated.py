"""The walk itself: it sees a text that was not translated wherever it stands, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTabBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.language import tr
from workbench.ui.kit.text import set_tooltip

pytestmark = pytest.mark.usefixtures("pseudo")
Untranslated = Callable[..., list[str]]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page)
    return page


def put(page: QWidget, *parts: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)


def test_texts_that_were_not_translated_are_found_wherever_they_stand(page: QWidget, untranslated: Untranslated):
    label, button, line, choice, tabs = QLabel("alpha"), QPushButton("beta"), QLineEdit(), QComboBox(), QTabBar()
    line.setPlaceholderText("gamma")
    line.setAccessibleName("delta")
    choice.addItem("epsilon")
    tabs.addTab("eta")
    set_tooltip(button, "theta")
    put(page, label, button, line, choice, tabs)

    words = " ".join(untranslated(page))

    assert all(word in words for word in ("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta"))


def test_a_value_that_was_not_translated_is_found_in_a_sentence_that_was(page: QWidget, untranslated: Untranslated):
    put(page, QLabel(tr("Goes through {way}", way="a proxy")))

    assert untranslated(page)
    assert not untranslated(page, but=["a proxy"])


def test_what_was_translated_or_typed_is_not_found(page: QWidget, untranslated: Untranslated):
    button, line = QPushButton(tr("&Send the call")), QLineEdit("typed by a person")
    set_tooltip(button, tr("Send it & wait"))
    put(page, button, line)

    assert untranslated(page) == []
