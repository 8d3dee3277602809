"""Garbage collection in the GUI thread alone.

Learned with PySide6 6.11.3: Python's collector runs in whichever thread happens to allocate. When that is a worker
(the simulator's, the keyring's, the executor's) and the garbage holds Qt objects in a reference cycle, they are
destroyed off the GUI thread and the program crashes at the next event (seen in a test run, and at once with a worker
that does nothing but collect).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


def collect_if_due() -> None:
    """Collect the oldest generation that Python's own thresholds call due; nothing where none is."""
    for generation, (count, threshold) in reversed(
        list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
    ):
        if count > threshold:
            gc.collect(generation)
            return


class GarbageCollector(QObject):
    """Owns the collecting while it runs: the automatic collector is off, and looked after once a second here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect_if_due)

    def start(self) -> None:
        """Take over from the automatic collector."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back; what is due is collected first, still in this thread."""
        self._timer.stop()
        gc.collect()
        gc.enable()
