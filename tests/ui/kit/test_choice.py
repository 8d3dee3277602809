"""A choice that the wheel leaves alone, so that a page is scrolled past it, and that says where its words are cut."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.theme import apply_theme, load_resources, theme_of


def test_the_wheel_neither_turns_nor_focuses_it(qapp: QApplication, qtbot: QtBot) -> None:
    choice = StillChoice()
    qtbot.addWidget(choice)
    choice.addItems(["one", "two"])
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    qapp.sendEvent(choice, turned)
    assert choice.currentText() == "one"
    assert not turned.isAccepted()
    assert choice.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_words_that_do_not_fit_end_in_an_ellipsis_and_stand_whole_in_the_list(qtbot: QtBot) -> None:
    choice = StillChoice()
    qtbot.addWidget(choice)
    choice.addItems(["Key", "Key expired, revoked or of another flow"])
    choice.resize(120, 30)
    choice.show()
    assert choice.shown_text() == "Key"
    choice.setCurrentIndex(1)
    assert choice.shown_text().endswith("…")
    assert choice.currentText() == "Key expired, revoked or of another flow"
    choice.showPopup()
    assert choice.view().viewport().width() >= choice.view().sizeHintForColumn(0)
    choice.hidePopup()


def test_the_list_has_the_rows_and_the_colours_of_the_style_sheet(qapp: QApplication, qtbot: QtBot) -> None:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "dark")
    choice = StillChoice()
    qtbot.addWidget(choice)
    choice.addItems(["one", "two"])
    choice.show()
    choice.showPopup()
    view = choice.view()
    assert view.sizeHintForRow(0) >= theme_of().px(26)
    chosen = view.visualRect(view.model().index(0, 0))
    painted = view.viewport().grab().toImage()
    assert painted.pixelColor(chosen.right() - 12, chosen.center().y()).name() == theme_of().accent_soft
    choice.hidePopup()
