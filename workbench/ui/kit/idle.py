"""Notices that nobody is at the keyboard or mouse of this program any more.

Learned: a filter on the application is asked for every event, paints and timers too; one on each of its native windows
sees just what a person does, before any widget. A timer stands still while the machine sleeps, so the wall clock
decides, and it is asked before the first key after the sleep counts.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOKS_MS = 5_000
_DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Owns the moment of the last deed at any window of the program that had the focus once."""

    idled = Signal()  # once, until something is done again

    def __init__(self, clock: Callable[[], float], after_seconds: float, parent: QObject | None = None) -> None:
        """`clock` gives wall-clock seconds; `after_seconds` 0 never tells."""
        super().__init__(parent)
        self._clock = clock
        self._after_seconds = after_seconds
        self._last = clock()
        self._has_told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)
        self.set_after(after_seconds)

    def set_after(self, seconds: float) -> None:
        """Tell after another time from now on; 0 for never."""
        self._after_seconds = seconds
        if seconds > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def watch(self, window: QWindow | None) -> None:
        """Count what is done at this native window too."""
        if window is not None:
            window.installEventFilter(self)  # once only, however often it is asked for

    def look(self) -> None:
        """Tell if it is time."""
        now = self._clock()
        self._last = min(self._last, now)  # a clock that was set back
        if not self._has_told and 0 < self._after_seconds <= now - self._last:
            self._has_told = True
            self.idled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DEEDS:
            self.look()
            self._last = self._clock()
            self._has_told = False
        return False
