"""Text to be selected that wraps at words; a word that fits no line has its middle left out.

Learned: a QLabel whose text can be selected breaks no word, whatever its room.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from .text import PlainLabel, plain_tooltip, visible_text

_MOST_MEASURED = 300  # letters at either end of a word; no line holds more


class FoldedLabel(PlainLabel):
    """Owns the whole text, which its tooltip has where a word of it was folded."""

    def __init__(self, text: str = "", *, type_name: str = "", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(text, type_name=type_name, selectable=True, wrap=True, parent=parent)

    def setText(self, text: str) -> None:
        self._whole = visible_text(text, keep="\n")
        self._fold()

    def whole_text(self) -> str:
        """With all of its words, invisible characters spelt out."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("MMMMMM"), super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Lines break at spaces and after each "/"; what is not on show has no width yet."""
        if not self.isVisible():
            super().setText(self._whole)
            self.setToolTip("")
            return
        shown = re.sub(r"[^\s/]+/?", lambda word: self._fit(word[0]), self._whole)
        super().setText(shown)
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")

    def _fit(self, word: str) -> str:
        if len(word) > 2 * _MOST_MEASURED:
            word = f"{word[:_MOST_MEASURED]}…{word[-_MOST_MEASURED:]}"
        return self.fontMetrics().elidedText(word, Qt.TextElideMode.ElideMiddle, self.contentsRect().width())
