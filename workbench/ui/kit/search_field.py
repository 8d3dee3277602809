"""What makes a line one to search with: a magnifying glass in front, a cross behind, and its words."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from .icons import set_icon
from .theme import set_look


def dress_search(line: QLineEdit, name: str, hint: str) -> None:
    """`name` is for screen readers, `hint` stands in the line while it is empty."""
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setClearButtonEnabled(True)
    set_look(line, search=True)
    glass = QAction(line)
    set_icon(glass, "search", "faint")
    line.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
