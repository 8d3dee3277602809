"""A check box whose words wrap; Qt's own is as wide as they are."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from .wrapped import lay_out


class WrappedCheckBox(QCheckBox):
    """Owns its words, and breaks them into as many lines as its width asks for."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        longest = max(map(self.fontMetrics().horizontalAdvance, self._words.split()))
        return QSize(self._beside() + longest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._beside()
        text = self._words
        if self.fontMetrics().horizontalAdvance(text) > room:
            layout, _ = lay_out(text, self.font(), room, self.layoutDirection())
            lines = (layout.lineAt(number) for number in range(layout.lineCount()))
            text = "\n".join(text[one.textStart() : one.textStart() + one.textLength()].strip() for one in lines)
        if text != self.text():
            self.setText(text)

    def _beside(self) -> int:
        """The width of the box and what is around it."""
        widest = max(map(self.fontMetrics().horizontalAdvance, self.text().split("\n")))
        return super().sizeHint().width() - widest
