"""A small dial of what is left of something, for lists and headers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from .theme import Theme, theme_of


def paint_ring(painter: QPainter, rect: QRectF, fraction: float | None, tone: str, theme: Theme) -> None:
    """An arc from twelve o'clock for `fraction` (0 to 1) of what is left; None is a dotted ring: no end is known."""
    side = min(rect.width(), rect.height())
    width = max(2.0, side / 7)
    square = QRectF(0, 0, side - width - 1, side - width - 1)
    square.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if fraction is None:
        pen = QPen(QColor(theme.faint), width * 0.75)
        pen.setDashPattern([0.1, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(square)
    else:
        left = min(max(fraction, 0.0), 1.0)
        painter.setPen(QPen(QColor(theme.outline if left else theme.tone(tone).fg), width))
        painter.drawEllipse(square)
        if left:
            painter.setPen(QPen(QColor(theme.tone(tone).fg), width, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(square, 90 * 16, round(-left * 360 * 16))
    painter.restore()


class Ring(QWidget):
    """Owns a fraction and a tone."""

    def __init__(self, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = size
        self._fraction: float | None = None
        self._tone = "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_ring(self, fraction: float | None, tone: str, words: str = "") -> None:
        """`words` is the accessible name. Repaints only when the picture changes by a degree or in tone."""
        before = _degrees(self._fraction), self._tone
        self._fraction, self._tone = fraction, tone
        self.setAccessibleName(words)
        if before != (_degrees(fraction), tone):
            self.update()

    def sizeHint(self) -> QSize:
        side = theme_of(self).px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ring(QPainter(self), self.rect().toRectF(), self._fraction, self._tone, theme_of(self))


def _degrees(fraction: float | None) -> int | None:
    return None if fraction is None else round(fraction * 360)
