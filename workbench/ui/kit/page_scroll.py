"""What scrolls: a page whose content stays where it is when the bar comes and goes, and a part of a dialog."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from .theme import theme_of


class PageScroll(QScrollArea):
    """Owns the margin of the page's layout beside the bar: the bar takes its room from it, not from the content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin: int | None = None  # as the page had it before any bar
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def _on_range_changed(self, _least: int, most: int) -> None:
        page = self.widget()
        layout = page.layout() if page is not None else None
        if layout is None:
            return
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft  # the bar stands at the left then
        margins = layout.contentsMargins()
        if self._margin is None:
            self._margin = margins.left() if is_mirrored else margins.right()
        bar = self.verticalScrollBar().sizeHint().width() if most else 0
        beside = max(self._margin - bar, 0)
        if is_mirrored:
            margins.setLeft(beside)
        else:
            margins.setRight(beside)
        layout.setContentsMargins(margins)


class Scrolled(QScrollArea):
    """Owns a part of a dialog that is as high as it needs to be, and scrolls where the screen has no room for that."""

    def __init__(self, content: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(content)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._content.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), min(theme_of(self).px(96), self.sizeHint().height()))
