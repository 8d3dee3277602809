"""How long the token pane holds up the window: python tests/bench/pane.py prints the largest gap of a heartbeat.

A timer beats each 5 ms in the window's thread while a text is pasted and looked into by a worker thread, as in the
program. The largest gap between two beats is the longest time in which the window answered nobody; 50 ms is the limit.
On a machine that does other things as well, look at the processor time that the window's thread spent in such a gap.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.core.glossary import Glossary
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.kit.tasks import Tasks
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.run import Loop
from workbench.ui.token_bench import TokenBench

ROOT = Path(__file__).parents[2]
BEAT_MS = 5
NOW = 1760358520.0


def mint(payload: object) -> str:
    """A token of a payload, with a dead signature."""
    header = {"idv": ["MOBILE|919999922332"], "dev": None, "org": "DOCDEMO", "alg": "HS256"}
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, payload))
    return ".".join((*parts, "A" * 43))


TEXTS: dict[str, Callable[[], str]] = {
    "a mail of 5 MB with 3,000 tokens": lambda: (
        (
            "Hello, this is what I see when I log in to the shop, and it is every day the same.\n" * 18
            + mint({"exp": NOW + 50, "rol": "USER"})
            + "\n"
        )
        * 3000
    ),
    "a token of 1 MB, one value": lambda: mint({"exp": NOW + 50, "x": "y" * 750_000}),
    "a token of 1 MB, 40,000 claims": lambda: mint(
        {"exp": NOW + 50, **{f"claim number {number}": number for number in range(40_000)}}
    ),
    "10 MB of words": lambda: "hello world " * 870_000,
    "10 MB of one letter": lambda: "a" * 10_000_000,
    "10 MB of beginnings": lambda: "eyJ" * 3_300_000,
    "10 MB of beginnings apart": lambda: "eyJaaaaaaaaa. " * 714_000,
    "10 MB of short lines": lambda: "eyJabcd\n" * 1_250_000,
}


@contextmanager
def heartbeat() -> Iterator[list[tuple[float, float]]]:
    """Seconds between the beats of a timer in this thread, and the thread's processor time between them."""
    gaps: list[tuple[float, float]] = []
    last = time.perf_counter(), time.thread_time()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter(), time.thread_time()
        gaps.append((now[0] - last[0], now[1] - last[1]))
        last = now

    timer = QTimer()
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(beat)
    timer.start()
    yield gaps
    beat()
    timer.stop()


async def measure(text: str) -> tuple[float, float, float]:
    """Seconds from a paste until it was answered and shown, the largest gap meanwhile, and the most work in one."""
    pane = TokenPane(Glossary.read(tomllib.loads((ROOT / "resources" / "glossary.toml").read_text("utf-8"))))
    tasks = Tasks(pane)
    bench = TokenBench(lambda name, make: tasks.start(name, make) and None, pane)
    pane.inspection_requested.connect(bench.inspect)
    bench.inspected.connect(pane.show_found)
    pane.resize(560, 800)
    pane.show()
    pane.show_now(NOW)
    QGuiApplication.clipboard().setText(text)
    await asyncio.sleep(0.2)
    answered = asyncio.get_running_loop().create_future()
    bench.inspected.connect(lambda *_: answered.set_result(None))
    with heartbeat() as gaps:
        await asyncio.sleep(0.05)
        began = time.perf_counter()
        pane.paste()
        await answered
        await asyncio.sleep(0.1)  # painted
        took = time.perf_counter() - began - 0.1
        pane.show_now(NOW + 1)
        await asyncio.sleep(0.05)
    pane.close()
    await tasks.aclose()
    pane.deleteLater()
    return took, max(gap for gap, _ in gaps), max(work for _, work in gaps)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    load_resources(app, ROOT / "resources")
    apply_theme(app, "light")
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        for name, make in TEXTS.items():
            took, gap, work = (seconds * 1000 for seconds in runner.run(measure(make())))
            print(f"{name:<34} answered in {took:>5.0f} ms, largest gap {gap:>4.0f} ms, most work {work:>3.0f} ms")


if __name__ == "__main__":
    main()
