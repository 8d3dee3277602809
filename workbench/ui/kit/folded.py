"""Text to be selected that wraps at words; a word that fits no line has its middle left out.

Learned: a QLabel whose text can be selected breaks no word, whatever its room.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from .text import PlainLabel, plain_tooltip, visible_text


class FoldedLabel(PlainLabel):
    """Owns the whole text, which its tooltip has where a word of it was folded."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(text, selectable=True, wrap=True, parent=parent)

    def setText(self, text: str) -> None:
        self._whole = visible_text(text, keep="\n")
        self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("MMMMMM"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Lines break at spaces and after each "/"."""
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        middle = Qt.TextElideMode.ElideMiddle
        shown = re.sub(r"[^\s/]+/?", lambda word: metrics.elidedText(word[0], middle, room), self._whole)
        super().setText(shown)
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")
