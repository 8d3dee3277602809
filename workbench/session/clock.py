"""The clock that a demonstration may run faster than time."""

from __future__ import annotations

import threading
from collections.abc import Callable


class DemoClock:
    """Owns the program's now: Unix seconds, the same for window, session and simulator; any thread may ask.

    At first it is the wall clock. After a speed was chosen it runs on from there, without a jump; ``reset`` returns it
    to the wall clock. Nothing counts down anywhere, so a jump of either clock shows at the next look.
    """

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._lock = threading.Lock()
        self._speed = 1.0
        self._shown_at_start = self._wall_at_start = 0.0

    def __call__(self) -> float:
        with self._lock:
            return self._now()

    def _now(self) -> float:
        return self._shown_at_start + (self._wall() - self._wall_at_start) * self._speed

    def wall(self) -> float:
        """The real time, however fast this clock runs."""
        return self._wall()

    @property
    def speed(self) -> float:
        """How many seconds pass here in one second."""
        return self._speed

    @property
    def seconds_ahead(self) -> float:
        """How far it has run ahead of the wall clock; exactly 0 until a speed was chosen."""
        with self._lock:
            if self._speed == 1.0 and self._shown_at_start == self._wall_at_start:
                return 0.0
            return self._now() - self._wall()

    def run_at(self, speed: float) -> None:
        """Run on from now at another speed.

        :raises ValueError: where it is not above 0.
        """
        if not speed > 0:
            raise ValueError("A clock's speed must be above 0.")
        with self._lock:
            self._shown_at_start, self._wall_at_start = self._now(), self._wall()
            self._speed = speed

    def reset(self) -> None:
        """Return to the wall clock and its speed."""
        with self._lock:
            self._speed, self._shown_at_start, self._wall_at_start = 1.0, 0.0, 0.0


def seconds_ahead(clock: Callable[[], float]) -> float:
    """How far a clock is ahead of the wall clock; 0 for every clock but a demonstration's."""
    return clock.seconds_ahead if isinstance(clock, DemoClock) else 0.0
