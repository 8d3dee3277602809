"""A choice from a list that stands still while the page around it is scrolled.

Learned: a QComboBox turns with the wheel even without the focus, so whoever scrolls past it changes it unseen. The
list that is open scrolls by itself and does not need the combo box for it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


class StillChoice(QComboBox):
    """Owns nothing of its own: the wheel goes on to the page and never gives it the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
