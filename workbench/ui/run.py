"""QApplication, event loop, opening and closing of the window. The only module that knows qasync.

Learned with qasync 0.28 and PySide6 6.11:

- Its timers are Qt's coarse ones, so sleeps end up to 5 % early; ``Loop`` asks for precise ones (a private
  attribute: the version is pinned, and a test holds that a sleep is never early).
- ``QApplication.quit`` under ``run_until_complete`` raises; so the last window closing quits nothing, and the end of
  ``_live`` ends the loop. Everything is closed in order: window, tasks, connections, simulator, storage, loop.
- What the first paint does not need is imported after it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["QT_API"] = "pyside6"  # qasync takes PyQt where it finds it, unless told

import qasync
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.core.redact import redact
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.storage.settings import SettingsStore
from workbench.ui.bench import Bench
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.garbage import GarbageCollector
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import Window
from workbench.ui.wiring import connect


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop with precise timers."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        start = self._timer.startTimer
        self._timer.startTimer = lambda ms: start(ms, Qt.TimerType.PreciseTimer)


def run_window(
    clock: DemoClock,
    build_session: Callable[[], Session],
    resources: Path,
    examples: Mapping[str, Any],
    chosen_name: str | None = None,
) -> int:
    """Show the window until it is closed; the exit code of the program."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("token-workbench")
    app.setApplicationDisplayName("Token Workbench")
    app.setDesktopFileName("token-workbench")
    load_resources(app, resources)
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(_live(app, clock, build_session, examples, chosen_name))
    return 0


async def _live(
    app: QApplication,
    clock: DemoClock,
    build_session: Callable[[], Session],
    examples: Mapping[str, Any],
    chosen_name: str | None,
) -> None:
    loop = asyncio.get_running_loop()
    garbage = GarbageCollector()
    garbage.start()
    crashes = Crashes(redact)
    crashes.install()
    crashes.watch_loop(loop)
    session = build_session()
    settings_store = SettingsStore(session.home.settings)
    loaded = settings_store.load()
    apply_theme(app, loaded.settings.theme)  # type: ignore[arg-type]  # the store lets only known themes through
    window = Window(session.glossary, loaded.settings, clock)
    bench = Bench(session, clock, read_examples(examples, session.playbook), window)
    bench.deadline_seconds = loaded.settings.deadline_seconds
    session.calls.body_cap_bytes = loaded.settings.body_cap_bytes
    connect(window, bench, crashes)
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, window.leave)
    window.show()
    for problem in filter(None, (*loaded.problems, session.playbook.trouble, session.glossary.trouble)):
        bench.said.emit(problem, "soon")
    bench.tasks.start("open", lambda: bench.open(chosen_name))
    await closed.wait()
    window.clipboard.clear_if_ours()
    await bench.aclose()
    try:
        settings = window.remembered_settings(settings_store.load().settings)
        settings_store.save(replace(settings, theme=window.theme_mode))
    except StorageTrouble as trouble:
        print(f"The window's layout was not saved: {trouble}", file=sys.stderr)
    crashes.uninstall()
    window.deleteLater()
    await asyncio.sleep(0)
    garbage.stop()
