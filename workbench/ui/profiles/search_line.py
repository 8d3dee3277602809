"""The search field of the sidebar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from workbench.language import tr
from workbench.ui.kit.search_field import dress_search


class SearchLine(QLineEdit):
    """Owns what is searched for. Down asks to be led into the list, Escape empties it."""

    down_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("profileSearch")
        dress_search(self, tr("Search profiles"), tr("Search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
