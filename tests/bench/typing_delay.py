"""How long a key takes from its press to its letter on the screen: python -m tests.bench.typing_delay prints it.

The real window, offscreen, with a thousand profiles in the sidebar and a reply of 1 MB on show. Keys go into a field of
the form, the search of the profiles and the search of the history, each when the one before it is painted; what the
window does later, such as checking the fields, is done by then or not.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from workbench.app import build_session
from workbench.core.exchange import Exchange
from workbench.core.redact import redact
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.session.profiles import make_profile
from workbench.storage.paths import resource_folder
from workbench.storage.profile_text import write_profile
from workbench.storage.resources import load_examples
from workbench.storage.settings import Settings
from workbench.ui.bench import Bench
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.run import Loop
from workbench.ui.window import Window
from workbench.ui.wiring import connect

PROFILES, REPLY_BYTES = 1000, 1_000_000
TYPED = "Profile 77"
FIELDS = ("brand", "profileSearch", "historySearch")


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from each press of a key to the painting of its field."""

    seconds: tuple[float, ...]

    def __str__(self) -> str:
        median, longest = statistics.median(self.seconds), max(self.seconds)
        return f"median {median * 1000:.0f} ms, longest {longest * 1000:.0f} ms"


class _Paint(QObject):
    """Tells when its widget painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.is_done = asyncio.Event()
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.is_done.is_set():
            self.at = time.perf_counter()
            self.is_done.set()
        return super().eventFilter(watched, event)


async def type_into(field: QLineEdit) -> Delays:
    """Type a text into a field of a window that is shown."""
    field.setFocus()
    field.selectAll()
    paint, delays = _Paint(field), []
    for letter in TYPED:
        paint.is_done.clear()
        began = time.perf_counter()
        QTest.keyClicks(field, letter)
        await paint.is_done.wait()
        delays.append(paint.at - began)
    field.removeEventFilter(paint)
    return Delays(tuple(delays))


def enlarge(exchange: Exchange) -> Exchange:
    """The same exchange with a reply of 1 MB."""
    assert exchange.reply is not None
    words = [f"line {number} of many" for number in range(REPLY_BYTES // 24)]
    body = json.dumps({**json.loads(exchange.reply.body), "filling": words}, indent=1).encode()
    return replace(exchange, reply=replace(exchange.reply, body=body))


async def measure(home: Path) -> dict[str, Delays]:
    """The delays of each field of ``FIELDS``, by its name."""
    (home / "profiles").mkdir(parents=True)
    for number in range(PROFILES):
        text = write_profile(make_profile(f"Profile {number}", "mobile"))
        (home / "profiles" / f"{number}.toml").write_text(text, encoding="utf-8")
    clock = DemoClock(time.time)
    session = build_session(home, clock)
    window = Window(Settings())
    list(window.furnish(session.glossary, clock))
    bench = Bench(session, clock, read_examples(load_examples(), session.playbook), window)
    connect(window, bench, Crashes(redact))
    window.show()
    await bench.open(None)
    bench.exchange_finished.emit(enlarge(bench.examples[0].exchange), "a reply of 1 MB")
    found = {}
    for name in FIELDS:
        field = next(one for one in window.findChildren(QLineEdit, name) if one.isVisible())
        found[name] = await type_into(field)
    window.leave()
    await bench.aclose()
    window.deleteLater()
    return found


def main() -> None:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    load_resources(app, resource_folder())
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory() as home, asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        for name, delays in runner.run(measure(Path(home))).items():
            print(f"{name:<16} {delays}")


if __name__ == "__main__":
    main()
