"""The beat of everything that shows time: once for each whole second of a clock."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_LONGEST_WAIT = 1.0  # real seconds, so that a jump of the clock is noticed
_SHORTEST_WAIT = 0.1  # at most ten beats a second


class Ticker(QObject):
    """Owns the timer. Every beat carries the clock's time of that moment; nothing is counted."""

    beat_made = Signal(float)  # Unix seconds

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._speed = 1.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._is_started = False

    def set_speed(self, speed: float) -> None:
        """How many of the clock's seconds pass in a real one; 0 for a clock that stands."""
        self._speed = speed
        if self._is_started:
            self.beat()

    def start(self) -> None:
        """Beat at once, then at each whole second."""
        self._is_started = True
        self.beat()

    def stop(self) -> None:
        self._is_started = False
        self._timer.stop()

    def beat(self) -> None:
        """Tell everyone the time now, and wait for the next whole second if started."""
        now = self._clock()
        if self._is_started:
            self._timer.start(math.ceil(self.wait_after(now) * 1000))
        self.beat_made.emit(now)

    def wait_after(self, now: float) -> float:
        """Real seconds from `now` (Unix seconds) to the next beat."""
        to_next_second = math.floor(now) + 1 - now
        if self._speed <= 0:
            return _LONGEST_WAIT
        return min(max(to_next_second / self._speed, _SHORTEST_WAIT if self._speed > 1 else 0.001), _LONGEST_WAIT)
