"""How long the window takes to come: python tests/bench/start.py prints it beside an empty window of PySide6.

Each start is a process of its own, from before Python until its window has painted, until it is ready for input (the
form has painted with the first profile in it and takes what is typed), and until everything is there. Starts of the two
kinds alternate; what counts is the median of the ratios of neighbours. Between ready and complete the window still does
other things: the longest time that it then looks after no event is printed too.
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
PAINTED, READY, COMPLETE, HELD_UP = "first paint", "ready for input", "complete", "held up for"
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
import sys, time
from workbench.ui import opening
def watch(app):
    from PySide6.QtCore import Qt, QTimer
    timer, moments = QTimer(app), [time.perf_counter()]
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: moments.append(time.perf_counter()))
    timer.start(1)
    return moments
def tell_complete(moments):
    print("complete", flush=True)
    longest = max(after - before for before, after in zip(moments, [*moments[1:], time.perf_counter()]))
    print("held up for", longest, flush=True)
def open_window(*arguments, **named):
    opened = paint(*arguments, **named)  # it returns after the first paint
    print("first paint", flush=True)
    from workbench.ui import early_form
    load, moments = early_form.import_module, []
    def import_module(name):
        if not moments:  # the form has painted, and Qt waits for events
            print("ready for input", flush=True)
            moments.append(watch(opened.app))
        module = load(name)
        if name == "workbench.ui.bench":
            build = module.Bench.__init__
            def built(bench, *arguments):
                build(bench, *arguments)
                bench.opened.connect(lambda: tell_complete(*moments))
            module.Bench.__init__ = built
        return module
    early_form.import_module = import_module
    return opened
paint, opening.open_window = opening.open_window, open_window
from workbench.app import main
sys.exit(main())
"""


def measure(command: Sequence[str], last: str) -> dict[str, float]:
    """Seconds from the start of a process until each moment that it tells, and those it told itself; it is ended after
    the last one.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    began = time.perf_counter()
    moments: dict[str, float] = {}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            for moment in (PAINTED, READY, COMPLETE):
                if moment in line:
                    moments.setdefault(moment, time.perf_counter() - began)
            if line.startswith(HELD_UP):
                moments[HELD_UP] = float(line.removeprefix(HELD_UP))
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
    return measure([sys.executable, "-c", PROGRAM, "app", "--home", str(home)], HELD_UP)


def main() -> None:
    bare: list[float] = []
    program: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(PAIRS + 1):
            one, two = measure_bare(), measure_program(Path(folder))
            if number:  # the first pair warms the disk's cache and makes the home
                bare.append(one)
                for moment, seconds in two.items():
                    program.setdefault(moment, []).append(seconds if moment == HELD_UP else seconds / one)
    middle = {moment: statistics.median(values) for moment, values in program.items()}
    print(f"an empty window of PySide6 has painted after {statistics.median(bare) * 1000:.0f} ms")
    print(f"the program's window has painted after {middle[PAINTED]:.2f} x that,")
    print(f"is ready for input after               {middle[READY]:.2f} x that,")
    print(f"and complete after                     {middle[COMPLETE]:.2f} x that;")
    print(f"between the two it is held up for at most {middle[HELD_UP] * 1000:.0f} ms at a time")


if __name__ == "__main__":
    main()
