"""One page of the settings: a heading over its rows."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.ui.kit.panel import rule
from workbench.ui.kit.text import PlainLabel


class Searched(Protocol):
    """A row that can be looked for."""

    def show_search(self, words: list[str]) -> bool: ...


class Section(QWidget):
    """Owns the rows of a page, and which of them are to be seen while something is searched for."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Searched] = []
        self._rules: list[QWidget] = []
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(PlainLabel(title, type_name="title"), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 24)
        self._column.setSpacing(12)
        self._column.addLayout(self._head)

    def add_button(self, button: QWidget) -> None:
        """Beside the heading."""
        self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_words(self, words: str) -> None:
        """What is true of the whole page."""
        self._column.addWidget(PlainLabel(words, shade="muted", wrap=True))

    def add_row(self, row: QWidget) -> None:
        """A row, which is `Searched`, under a line."""
        line = rule()
        self._column.addWidget(line)
        self._column.addWidget(row)
        self._rules.append(line)
        self._rows.append(row)  # type: ignore[arg-type]  # Qt's widgets are no protocols

    def show_search(self, words: list[str]) -> bool:
        """Show the rows in which all words stand; whether there are any."""
        is_any = False
        for row, line in zip(self._rows, self._rules, strict=True):
            is_found = row.show_search(words)
            line.setVisible(is_found)
            is_any = is_any or is_found
        self.setVisible(is_any)
        return is_any
