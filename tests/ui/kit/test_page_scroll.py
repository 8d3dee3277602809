"""Tests of the page that scrolls beside its margin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.page_scroll import PageScroll


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_content_stays_where_it_is_when_the_bar_comes_and_goes(
    direction: Qt.LayoutDirection, qtbot: QtBot, qapp: QApplication
) -> None:
    scroll, page, part = PageScroll(), QWidget(), QWidget()
    qtbot.addWidget(scroll)
    scroll.setLayoutDirection(direction)
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 12, 24, 16)
    column.addWidget(part)
    scroll.setWidget(page)
    scroll.resize(300, 200)
    scroll.show()

    def place() -> tuple[int, int]:
        qapp.processEvents()
        return part.mapTo(scroll, part.rect().topLeft()).x(), part.width()

    without = place()
    assert not scroll.verticalScrollBar().isVisible()
    part.setFixedHeight(900)
    qtbot.waitUntil(scroll.verticalScrollBar().isVisible)
    assert place() == without
    part.setFixedHeight(20)
    qtbot.waitUntil(lambda: not scroll.verticalScrollBar().isVisible())
    assert place() == without
