"""The bar: the phases of an exchange side by side, each as wide as it was long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.core.timeline import Phase
from workbench.language import tr
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.text import plain_tooltip
from workbench.ui.kit.theme import theme_of

from .looks import PHASE_LOOKS, describe_ms, describe_phase, duration_of

_HEIGHT, _AXIS = 28, 18
_LEAST = 3.0  # pixels that a phase is wide, however short it was
_GAP = 1.0


def place(durations: Sequence[float], width: float) -> list[tuple[float, float]]:
    """Left edge and width of each in pixels, together ``width``: as long as they were, but none is out of sight."""
    if not durations:
        return []
    least = min(_LEAST, width / len(durations))
    total = sum(durations)
    wanted = [max(least, width * one / total) if total else width for one in durations]
    spare = width - least * len(durations)
    excess = sum(one - least for one in wanted) or 1.0
    places, left = [], 0.0
    for one in wanted:
        wide = least + (one - least) * spare / excess
        places.append((left, wide))
        left += wide
    return places


class PhaseBar(QWidget):
    """Owns the phases on show. Hovering one tells its figures; screen readers are told all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineBar")
        self.setAccessibleName(tr("Phases"))
        keep_left_to_right(self)  # time runs that way in every language here
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._phases: tuple[Phase, ...] = ()

    def show_phases(self, phases: Sequence[Phase]) -> None:
        self._phases = tuple(phases)
        self.setAccessibleDescription("\n".join(map(describe_phase, self._phases)))
        self.update()

    def describe_at(self, place_in_bar: QPoint) -> str:
        """The figures of the phase under a point; "" beside the bar."""
        if not 0 <= place_in_bar.y() < theme_of(self).px(_HEIGHT):
            return ""
        for phase, (left, wide) in zip(self._phases, self._places(), strict=True):
            if left <= place_in_bar.x() < left + wide:
                return f"{describe_phase(phase)}\n{PHASE_LOOKS[phase.name].meaning}"
        return ""

    def _places(self) -> list[tuple[float, float]]:
        return place([duration_of(phase) for phase in self._phases], float(self.width()))

    # ---- Qt

    def sizeHint(self) -> QSize:
        theme = theme_of(self)
        return QSize(theme.px(260), theme.px(_HEIGHT) + theme.px(_AXIS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(120), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tooltip(self.describe_at(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._phases:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.px(_HEIGHT)
        font = theme.font("caption")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0, 0, self.width(), height), 6, 6)
        painter.save()
        painter.setClipPath(outline)
        for phase, (left, wide) in zip(self._phases, self._places(), strict=True):
            look = PHASE_LOOKS[phase.name]
            tone = theme.tone(look.tone)
            painter.fillRect(QRectF(left, 0, max(wide - _GAP, 1.0), height), QColor(tone.solid))
            room = wide - theme.px(12)
            words = (tr("{phase} {time}", phase=look.word, time=describe_ms(duration_of(phase))), look.word)
            fitting = next((one for one in words if metrics.horizontalAdvance(one) <= room), "")
            painter.setPen(QColor(tone.on_solid))
            painter.drawText(QRectF(left, 0, wide - _GAP, height), Qt.AlignmentFlag.AlignCenter, fitting)
        painter.restore()
        painter.setPen(QColor(theme.faint))
        axis = QRectF(0, height, self.width(), theme.px(_AXIS))
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(axis, bottom | Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(axis, bottom | Qt.AlignmentFlag.AlignRight, describe_ms(self._phases[-1].ends_ms))
