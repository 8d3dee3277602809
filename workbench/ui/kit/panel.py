"""The frame of a pane: a header line with its title and buttons, and cards inside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from .text import PlainLabel
from .theme import set_look


class PaneHeader(QFrame):
    """Owns a pane's title; whatever is added stands at its right."""

    def __init__(self, title: str, sides: tuple[int, int] = (12, 6), parent: QWidget | None = None) -> None:
        """`sides` are the room before the title, and behind what is added; a button without a frame has air itself."""
        super().__init__(parent)
        set_look(self, role="header")
        self._title = PlainLabel(title, type_name="strong")
        self._row = QHBoxLayout(self)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft  # margins are not turned by Qt
        before, behind = reversed(sides) if is_mirrored else sides
        self._row.setContentsMargins(before, 4, behind, 4)
        self._row.setSpacing(2)
        self._row.addWidget(self._title)
        self._row.addStretch(1)

    def show_title(self, title: str) -> None:
        self._title.setText(title)

    def add_widget(self, widget: QWidget) -> None:
        self._row.addWidget(widget)


class Card(QFrame):
    """Owns a raised area with a column of widgets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, role="card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 14)
        self.column.setSpacing(8)


def rule() -> QFrame:
    """A hairline between areas."""
    line = QFrame()
    set_look(line, role="line")
    return line
