"""Says what the program is at, where that takes longer than a moment; nothing is blocked meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from workbench.language import tr

from .tasks import Tasks
from .toast import Toasts

MOMENT_MS = 500


class BusyNotices(QObject):
    """Owns a notice for each kind of work that has run for a moment; it goes when the work ends."""

    def __init__(self, tasks: Tasks, toasts: Toasts, words: Mapping[str, str], parent: QObject) -> None:
        """`words` are marked texts by the name of the task; "history" stands for "history 12" too."""
        super().__init__(parent)
        self._toasts = toasts
        self._words = words
        self._timers: dict[str, QTimer] = {}
        self._closings: dict[str, Callable[[], None]] = {}
        tasks.started.connect(self._on_task_started)
        tasks.ended.connect(self._on_task_ended)

    def _on_task_started(self, name: str) -> None:
        words = self._words.get(name.rstrip("0123456789 "))
        if words is None or name in self._timers:
            return
        timer = self._timers[name] = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._tell(name, words))
        timer.start(MOMENT_MS)

    def _tell(self, name: str, words: str) -> None:
        self._closings[name] = self._toasts.show_lasting(tr(words))

    def _on_task_ended(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()
        closing = self._closings.pop(name, None)
        if closing is not None:
            closing()
