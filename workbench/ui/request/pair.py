"""Two fields of a row."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from workbench.ui.kit.fields import Field

_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Pair(QWidget):
    """Owns the place of two fields: side by side, or one above the other where they have no room or need the row."""

    def __init__(self, left: Field, right: Field, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._fields = (left, right)
        self._stacks = False
        self._row = QBoxLayout(_BESIDE, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it may be as narrow as one field
        for field, share in zip(self._fields, shares, strict=True):
            self._row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)

    def stack(self, stacks: bool) -> None:
        """Whether they stand one above the other even with room for both."""
        self._stacks = stacks
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        width = max(field.minimumSizeHint().width() for field in self._fields)
        return QSize(width, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = sum(field.minimumSizeHint().width() for field in self._fields) + self._row.spacing()
        direction = _BELOW if self._stacks or self.width() < needed else _BESIDE
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self._row.setSpacing(10 if direction == _BELOW else 12)
            self.updateGeometry()
