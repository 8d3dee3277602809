"""The list under the bar: each phase with its tone, its meaning and its time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.timeline import PHASES, Phase, PhaseName
from workbench.language import tr
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.text import ElidedLabel, PlainLabel
from workbench.ui.kit.theme import theme_of

from .looks import PHASE_LOOKS, describe_ms, duration_of


class PhaseList(QWidget):
    """Owns a row for every phase; one that did not take place is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelinePhases")
        self.setAccessibleName(tr("Phases with their times"))
        self._times: dict[PhaseName, PlainLabel] = {}
        self._rows: dict[PhaseName, list[QWidget]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for at, name in enumerate(PHASES):
            look = PHASE_LOOKS[name]
            time = self._times[name] = PlainLabel(type_name="strong", selectable=True)
            time.setObjectName(f"{name}Time")
            keep_left_to_right(time)
            time.setAccessibleName(tr("{phase} time", phase=look.word))
            meaning = ElidedLabel(look.meaning, type_name="caption", shade="faint")
            row = self._rows[name] = [_Swatch(look.tone), PlainLabel(look.word), meaning, time]
            for column, part in enumerate(row):
                grid.addWidget(part, at, column)
            grid.setAlignment(time, Qt.AlignmentFlag.AlignRight)

    def show_phases(self, phases: Sequence[Phase]) -> None:
        durations = {phase.name: duration_of(phase) for phase in phases}
        for name, row in self._rows.items():
            self._times[name].setText(describe_ms(durations[name]) if name in durations else "")
            for part in row:
                part.setVisible(name in durations)


class _Swatch(QWidget):
    """A small square in a phase's tone, the same as in the bar."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone

    def sizeHint(self) -> QSize:
        side = theme_of(self).px(10)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tone(self._tone).solid))
        side = theme.px(10)
        painter.drawRoundedRect(0, (self.height() - side) // 2, side, side, 2, 2)
