"""The line that says that the simulator's time is not the real one, with the way back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from workbench.core.time_text import describe_duration
from workbench.language import tr
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.text import set_tooltip
from workbench.ui.kit.theme import set_look

_LEAST = 2.0  # seconds; less is what passes between two beats of the window


class ClockLine(QWidget):
    """Owns how far the clock is away; hidden while that is nothing to speak of."""

    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ahead = Chip(tr("Clock"))
        self._ahead.setObjectName("simulatorClock")
        back = QPushButton(tr("Back to now"))
        back.setAccessibleName(tr("Back to now"))
        set_look(back, kind="link")
        set_tooltip(back, tr("Window and simulator return to the real time, at normal speed"))
        back.clicked.connect(self.reset_requested)
        row = QHBoxLayout(self)
        set_margins(row, 12, 4, 6, 0)
        row.setSpacing(4)
        row.addWidget(self._ahead)
        row.addStretch(1)
        row.addWidget(back)
        self.show_ahead(0.0)

    def show_ahead(self, seconds: float) -> None:
        """Seconds ahead of the real time; below 0 behind it."""
        is_away = abs(seconds) >= _LEAST
        duration = describe_duration(seconds)
        words = tr("{duration} ahead", duration=duration) if seconds > 0 else tr("{duration} behind", duration=duration)
        self._ahead.show_chip(words if is_away else "", "soon", "clock")
        self.setVisible(is_away)
