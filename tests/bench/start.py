"""How long the window takes to come: python tests/bench/start.py prints it beside an empty window of PySide6.

Each start is a process of its own, from before Python until its window has painted and until it is ready for input
(the first profile stands in the form; history and simulator come while one may type). Starts of the two kinds
alternate; what counts is the median of the ratios of neighbours.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAIRS = 15
PAINTED, READY = "first paint", "ready for input"
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)
    def tell(self):
        print("first paint", flush=True)
        QApplication.quit()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.setCentralWidget(QLabel("a window"))
window.show()
app.exec()
"""


PROGRAM = """
import sys
from workbench.ui import opening
def tell(function, moment):
    def told(*arguments, **named):
        result = function(*arguments, **named)
        print(moment, flush=True)
        return result
    return told
paint = tell(opening.open_window, "first paint")  # it returns after the first paint
def open_window(*arguments, **named):
    opened = paint(*arguments, **named)
    from PySide6.QtCore import QTimer
    from workbench.ui.bench import Bench
    build = Bench.__init__
    def built(bench, *arguments):
        build(bench, *arguments)
        bench.opened.connect(lambda: QTimer.singleShot(0, lambda: print("ready for input", flush=True)))
    Bench.__init__ = built
    return opened
opening.open_window = open_window
from workbench.app import main
sys.exit(main())
"""


def measure(command: Sequence[str], last: str) -> dict[str, float]:
    """Seconds from the start of a process until each moment that it tells; it is ended after the last one."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    began = time.perf_counter()
    moments: dict[str, float] = {}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            for moment in (PAINTED, READY):
                if moment in line:
                    moments.setdefault(moment, time.perf_counter() - began)
            if last in moments:
                process.terminate()
                break
        process.stdout.read()
    return moments


def measure_bare() -> float:
    """Seconds until an empty window of PySide6 has painted."""
    return measure([sys.executable, "-c", BARE], PAINTED)[PAINTED]


def measure_program(home: Path) -> dict[str, float]:
    """Seconds until the program's window has painted, and until it is ready."""
    return measure([sys.executable, "-c", PROGRAM, "app", "--home", str(home)], READY)


def main() -> None:
    bare, painted, ready = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(PAIRS + 1):
            one, two = measure_bare(), measure_program(Path(folder))
            if number:  # the first pair warms the disk's cache
                bare.append(one)
                painted.append(two[PAINTED] / one)
                ready.append(two[READY] / one)
    print(f"an empty window of PySide6 has painted after {statistics.median(bare) * 1000:.0f} ms")
    print(f"the program's window has painted after {statistics.median(painted):.2f} x that")
    print(f"and is ready for input after           {statistics.median(ready):.2f} x that")


if __name__ == "__main__":
    main()
