"""The picture that explains the phases: what goes to and fro between this computer and the host."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.core.timeline import PHASES, PhaseName
from workbench.language import tr
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.theme import theme_of
from workbench.ui.kit.tokens import Theme

from .looks import PHASE_LOOKS

_WIDTH, _TOP, _STEP = 420, 24, 24
_ARROWS = {"connect": "to and fro", "tls": "to and fro", "send": "to", "wait": "none", "receive": "fro"}


class RoundTrip(QWidget):
    """Owns nothing but its size: one line a phase, the arrows between two places in the phase's tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What the phases are"))
        keep_left_to_right(self)  # as the bar does
        looks = [PHASE_LOOKS[name] for name in PHASES]
        lines = (tr("{phase}: {meaning}.", phase=look.word, meaning=look.meaning) for look in looks)
        self.setAccessibleDescription(" ".join(lines))

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.px(_WIDTH), theme.px(_TOP + _STEP * len(PHASES) + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(200), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("caption")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left = max(metrics.horizontalAdvance(look.word) for look in PHASE_LOOKS.values()) + theme.px(16)
        meaning = max(metrics.horizontalAdvance(look.meaning) for look in PHASE_LOOKS.values())
        right = self.width() - meaning - theme.px(16)
        if right - left < theme.px(80):  # no room for the meanings
            right = self.width() - max(theme.px(12), metrics.horizontalAdvance(tr("host")) / 2)
        top = theme.px(_TOP)
        bottom = top + theme.px(_STEP) * len(PHASES)
        painter.setPen(QColor(theme.muted))
        line = metrics.height()
        for words, x in ((tr("here"), left), (tr("host"), right)):
            half = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(x - half, 0, 2 * half, line), Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QPen(QColor(theme.faint), 2))
        for x in (left, right):
            painter.drawLine(QLineF(x, top, x, bottom))
        for at, name in enumerate(PHASES):
            y = top + theme.px(_STEP) * (at + 0.5)
            self._paint_phase(painter, theme, name, y, left, right)
            row = QRectF(0, y - line / 2, self.width(), line)
            painter.setPen(QColor(theme.text))
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, PHASE_LOOKS[name].word)
            if self.width() - right >= meaning:
                painter.setPen(QColor(theme.faint))
                place = row.adjusted(right + theme.px(12), 0, 0, 0)
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, PHASE_LOOKS[name].meaning
                )

    def _paint_phase(
        self, painter: QPainter, theme: Theme, name: PhaseName, y: float, left: float, right: float
    ) -> None:
        color = QColor(theme.ink(PHASE_LOOKS[name].tone))
        arrows = _ARROWS[name]
        head = theme.px(6)
        if arrows == "none":  # it happens over there
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            half = theme.px(4)
            painter.drawRoundedRect(QRectF(right - half, y - theme.px(11), 2 * half, theme.px(22)), half, half)
            return
        painter.setPen(QPen(color, theme.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        inner_left, inner_right = left + theme.px(4), right - theme.px(4)
        painter.drawLine(QLineF(inner_left + head, y, inner_right - head, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if "to" in arrows.split():
            _paint_head(painter, inner_right, y, -head)
        if "fro" in arrows.split():
            _paint_head(painter, inner_left, y, head)


def _paint_head(painter: QPainter, x: float, y: float, back: float) -> None:
    half = abs(back) * 0.7
    painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x + back, y - half), QPointF(x + back, y + half)]))
