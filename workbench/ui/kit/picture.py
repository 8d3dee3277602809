"""An icon in a line of words that follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from .icons import pixmap
from .theme import is_theme_change, theme_of


class Picture(QLabel):
    """Owns one icon of a size, painted again in the colours of every new theme."""

    def __init__(self, size: int, name: str = "", tone: str = "muted", parent: QWidget | None = None) -> None:
        """`size` in design pixels; no `name` shows nothing."""
        super().__init__(parent)
        self._size = size
        self.show_icon(name, tone)

    def show_icon(self, name: str, tone: str) -> None:
        self._shown = (name, tone)
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._paint()
        super().changeEvent(event)

    def _paint(self) -> None:
        name, tone = self._shown
        if name:
            self.setPixmap(pixmap(name, tone, theme_of(self).px(self._size), self.devicePixelRatioF()))
