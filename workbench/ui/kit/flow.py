"""A layout that puts widgets in lines like words, for rows of chips that must fit any width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Owns its items; hidden widgets take no room. Lines stand in the middle where it is `centred`."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6, *, centred: bool = False) -> None:
        super().__init__()
        self._is_centred = centred
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line of everything."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Walk the items, moving them if asked; the height they need."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        y = rect.y()
        for line in self._lines(rect.width()):
            if y > rect.y():
                y += self.spacing()
            width = sum(hint.width() for _, hint in line) + self.spacing() * (len(line) - 1)
            x = rect.x() + ((rect.width() - width) // 2 if self._is_centred else 0)
            for item, hint in line:
                if move:
                    item.setGeometry(QStyle.visualRect(direction, rect, QRect(QPoint(x, y), hint)))
                x += hint.width() + self.spacing()
            y += max(hint.height() for _, hint in line)
        return y - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Items with their sizes, in lines no longer than a width."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint().boundedTo(QSize(max(width, 1), 10_000))
            if not lines or hint.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, hint))
            room -= hint.width() + self.spacing()
        return lines
