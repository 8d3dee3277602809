"""A viewer for text that is as high as what it shows, so that only the pane scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.theme import is_theme_change, theme_of


class FittedText(LongText):
    """A viewer as high as its text, up to a number of lines; then it scrolls."""

    focus_lost = Signal()

    def __init__(self, name: str, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._most_lines = most_lines
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(240), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(80), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own context menu
            self.focus_lost.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()

    def _fit(self) -> None:
        # the size of a plain-text document is counted in lines
        lines = min(max(1, round(self.document().size().height())), self._most_lines)
        height = lines * self.fontMetrics().lineSpacing() + theme_of(self).px(20)
        if height != self._height:
            self._height = height
            self.updateGeometry()
