"""Text that wraps at words where it can and anywhere where it must, so that no device id makes a pane wider.

Learned: a wrapping QLabel is never narrower than its longest word.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from .direction import RIGHT_TO_LEFT
from .text import PlainLabel

_MOST_HEIGHTS = 8


def lay_out(
    text: str,
    font: QFont,
    width: float,
    direction: Qt.LayoutDirection,
    *,
    is_code: bool = False,
    is_centred: bool = False,
) -> tuple[QTextLayout, float]:
    """The text broken into lines of a width, to be drawn with ``layout.draw``, and its height.

    It begins where ``direction`` begins, unless it is centred; code (a key, a value) runs from left to right even so.
    """
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight if is_code else direction)
    side = Qt.AlignmentFlag.AlignRight if direction == RIGHT_TO_LEFT else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(Qt.AlignmentFlag.AlignHCenter if is_centred else side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height


class WrappedLabel(PlainLabel):
    """A plain label of any width; its height follows. Code in it (``is_code``) runs from left to right."""

    def __init__(
        self,
        text: str = "",
        *,
        type_name: str = "",
        shade: str = "",
        is_code: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._heights: dict[tuple[str, str, int], int] = {}
        self._is_code = is_code
        super().__init__(text, type_name=type_name, shade=shade, wrap=True, parent=parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()[:200]) + 2
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("MMMMMM"), self.fontMetrics().height())

    def heightForWidth(self, width: int) -> int:
        """Layouts ask a dozen times for the same; the last few answers are kept."""
        asked = (self.text(), self.font().key(), width)
        if asked not in self._heights:
            if len(self._heights) > _MOST_HEIGHTS:
                self._heights.clear()
            self._heights[asked] = int(self._lay_out(width)[1] + 0.999)
        return self._heights[asked]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        self._lay_out(self.width())[0].draw(painter, QPointF(0, 0))

    def _lay_out(self, width: int) -> tuple[QTextLayout, float]:
        is_centred = bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)
        direction = self.layoutDirection()
        return lay_out(self.text(), self.font(), width, direction, is_code=self._is_code, is_centred=is_centred)
