"""The frame of a pane: a header line with its title and buttons, and cards inside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from .direction import set_margins
from .text import PlainLabel
from .theme import is_theme_change, set_look, theme_of

_WIDEST_PAGE = 1200


class PaneHeader(QFrame):
    """Owns a pane's title; whatever is added stands at its right."""

    def __init__(self, title: str, sides: tuple[int, int] = (12, 6), parent: QWidget | None = None) -> None:
        """`sides` are the room before the title, and behind what is added; a button without a frame has air itself."""
        super().__init__(parent)
        set_look(self, role="header")
        self._title = PlainLabel(title, type_name="strong")
        self._row = QHBoxLayout(self)
        before, behind = sides
        set_margins(self._row, before, 4, behind, 4)
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


class Page(QWidget):
    """Owns the widest that what is read in a scroll area may be: on a large screen its lines stay lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, role="page")
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        widest = theme_of(self).px(_WIDEST_PAGE)
        if self.maximumWidth() != widest:
            self.setMaximumWidth(widest)


def rule() -> QFrame:
    """A hairline between areas."""
    line = QFrame()
    set_look(line, role="line")
    return line
