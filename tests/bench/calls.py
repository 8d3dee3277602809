"""How long the window's thread is held up while many calls are under way; run it to see the figures.

    python -m tests.bench.calls [CALLS]

The session runs on the window's own loop, offscreen, against the simulator and against a server that floods its reader.
A heartbeat on a Qt timer every 5 ms notes the longest pause between two beats beyond those 5 ms.

Measured on two busy cores, 3 runs, November 2026: 64 calls at once 5 to 31 ms (the thread itself works 14 ms at most);
the simulator's start and the first call, for which httpx is imported and a TLS context made, 2 to 11 ms; 8 calls to a
server that floods with ``100 Continue`` 10 to 67 ms, of which the thread works 4. With the calls on the window's own
loop the same flood took 100 ms at a time.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.net.fault_server import FaultServer, running
from workbench.core.profile import Draft, Profile
from workbench.core.reply import Renewed
from workbench.core.secret import Secret
from workbench.net.client import Client
from workbench.session.session import Session
from workbench.simulator import Simulator
from workbench.storage.keychain import Keychain
from workbench.storage.paths import Home
from workbench.storage.resources import load_glossary, load_playbook
from workbench.ui.run import Loop

BEAT_SECONDS = 0.005


class Heartbeat(QObject):
    """Owns a timer of the GUI thread; ``longest_gap`` is the longest pause beyond its rhythm, in seconds.

    ``longest_work`` is the most that the thread itself worked between two beats: what remains of a gap when the machine
    was busy with others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest_gap = 0.0
        self.longest_work = 0.0
        self.beats = 0
        self._worked = time.thread_time()
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(BEAT_SECONDS * 1000))
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _on_timeout(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest_gap = max(self.longest_gap, now - self._last - BEAT_SECONDS)
        self.longest_work = max(self.longest_work, worked - self._worked)
        self.beats += 1
        self._last, self._worked = now, worked

    def __str__(self) -> str:
        return f"longest gap {self.longest_gap * 1000:.0f} ms, longest work {self.longest_work * 1000:.0f} ms"


def open_session(home: Path) -> Session:
    return Session(
        clock=time.time,
        home=Home(home),
        keychain=Keychain(None),
        client=Client(),
        playbook=load_playbook(),
        glossary=load_glossary(),
        open_simulator=lambda: Simulator(time.time),
    )


async def watch(work: Callable[[], Awaitable[object]]) -> Heartbeat:
    """The heartbeat of the time that some work took."""
    gc.collect()
    heart = Heartbeat()
    heart.start()
    await work()
    heart.stop()
    return heart


async def send_many(session: Session, count: int) -> int:
    """Send so many calls of the demo profiles at once; how many renewed a token."""
    await session.profiles.open()
    drafts = [Draft(session.profiles.all[number % 2]) for number in range(count)]
    sent = await asyncio.gather(*(session.calls.send(draft) for draft in drafts))
    return sum(isinstance(one.exchange.outcome, Renewed) for one in sent)


async def measure(count: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = open_session(Path(folder))
        for name, work in (
            ("nothing, for a second", lambda: asyncio.sleep(1)),
            ("the simulator starts", session.stand_in.open),
            ("the first call, for which all is opened", lambda: send_many(session, 1)),
        ):
            heart = await watch(work)
            print(f"{name}: {heart}")
        for _ in range(rounds):
            began = time.perf_counter()
            heart = await watch(lambda: send_many(session, count))
            elapsed = time.perf_counter() - began
            print(f"{count} calls at once, in {elapsed:.2f} s: {heart}")
        for fault in ("endless-continue", "endless-chunks", "huge-body-without-length", "gzip-bomb"):
            with running(FaultServer()) as server:
                draft = Draft(Profile("", "", "mobile", server.host_of(fault)), {"key": Secret("k")})
                heart = await watch(lambda: flood(session, draft, 8))  # noqa: B023  awaited within the round
            print(f"8 calls to a server that floods ({fault}): {heart}")
        await session.aclose()


async def flood(session: Session, draft: Draft, count: int) -> None:
    await asyncio.gather(*(session.calls.send(draft, deadline_seconds=2) for _ in range(count)))


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 64, 3))
