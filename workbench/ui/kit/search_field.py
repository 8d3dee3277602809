"""What makes a line one to search with: a magnifying glass in front, a cross behind, and its words."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from .icons import set_icon
from .inner_buttons import add_clear_button, add_inner_button
from .theme import set_look


def dress_search(line: QLineEdit, name: str, hint: str) -> None:
    """`name` is for screen readers, `hint` stands in the line while it is empty."""
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    set_look(line, search=True)
    glass = QAction(line)
    set_icon(glass, "search", "faint")
    add_inner_button(line, glass, leads=True)
    add_clear_button(line)
