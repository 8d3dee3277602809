"""QApplication, event loop, opening and closing of the window. The only module that knows qasync.

Learned with qasync 0.28 and PySide6 6.11:

- Its timers are Qt's coarse ones, so sleeps end up to 5 % early; ``Loop`` asks for precise ones (a private
  attribute: the version is pinned, and a test holds that a sleep is never early).
- ``QApplication.quit`` under ``run_until_complete`` raises; so the last window closing quits nothing, and the end of
  ``_live`` ends the loop. Everything is closed in order: window, tasks, connections, simulator, storage, loop.
- Its steps are Qt timers, so they run whenever somebody processes Qt's events, also while the loop does not run: after
  a test for example. ``Loop`` lets them find it all the same.
- What the first paint does not need is imported after it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
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
from workbench.language import speak
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.storage.resources import choose_language, load_language
from workbench.storage.settings import SYSTEM, Settings, SettingsStore
from workbench.storage.start import StartMark
from workbench.ui.bench import Bench
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.garbage import GarbageCollector
from workbench.ui.kit.locale import apply_locale, system_languages
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import Window
from workbench.ui.wiring import connect

_log = logging.getLogger(__name__)
LANGUAGE_NAME = "TOKEN_WORKBENCH_LANGUAGE"
"""The variable that chooses the language for one run: a code, "en-XA" and "en-XB" among them (``language.pseudo``)."""
BROKEN_OFF = "The last start broke off. "
SAFE = "Safe start: layout, theme and drafts were left out. Profiles, Drafts of a former window… brings these back."


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop with precise timers, whose steps find it running whenever Qt lets them run."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        start = self._timer.startTimer
        self._timer.startTimer = lambda ms: start(ms, Qt.TimerType.PreciseTimer)

    def call_later(self, delay: float, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:
        return super().call_later(delay, self._step, callback, *args, context=context)

    def _step(self, callback: Callable[..., Any], *args: Any) -> None:
        was = asyncio._get_running_loop()
        asyncio._set_running_loop(self)
        try:
            callback(*args)
        finally:
            asyncio._set_running_loop(was)


def run_window(
    clock: DemoClock,
    build_session: Callable[[], Session],
    resources: Path,
    examples: Mapping[str, Any],
    chosen_name: str | None = None,
    *,
    safe: bool = False,
) -> int:
    """Show the window until it is closed; the exit code of the program.

    A `safe` start leaves out layout, theme and drafts, and so does one after a start that never came through.
    """
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("token-workbench")
    app.setApplicationDisplayName("Token Workbench")
    app.setDesktopFileName("token-workbench")
    load_resources(app, resources)
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(_live(app, clock, build_session, examples, chosen_name, safe))
    return 0


def _make_safe(settings: Settings) -> Settings:
    """Without what a start may break on."""
    return replace(settings, theme="system", window_geometry="", splitters={}, panels={})


async def _live(
    app: QApplication,
    clock: DemoClock,
    build_session: Callable[[], Session],
    examples: Mapping[str, Any],
    chosen_name: str | None,
    safe: bool,
) -> None:
    loop = asyncio.get_running_loop()
    garbage = GarbageCollector()
    garbage.start()
    crashes = Crashes(redact)
    crashes.install()
    crashes.watch_loop(loop)
    session = build_session()
    start = StartMark(session.home.start)
    has_broken_off = start.begin()
    is_safe = safe or has_broken_off
    settings_store = SettingsStore(session.home.settings)
    loaded = settings_store.load()
    settings = _make_safe(loaded.settings) if is_safe else loaded.settings
    code = os.environ.get(LANGUAGE_NAME) or settings.language
    language = load_language(choose_language(system_languages()) if code == SYSTEM else code)
    speak(language)
    apply_locale(app)
    apply_theme(app, settings.theme)  # type: ignore[arg-type]  # the store lets only known themes through
    window = Window(session.glossary, settings, clock)
    bench = Bench(session, clock, read_examples(examples, session.playbook), window)
    bench.deadline_seconds = loaded.settings.deadline_seconds
    session.calls.body_cap_bytes = loaded.settings.body_cap_bytes
    connect(window, bench, crashes)
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    with contextlib.suppress(NotImplementedError):  # Windows: its loops take no signals
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, window.leave)
    window.show()
    for problem in filter(None, (*loaded.problems, session.playbook.trouble, session.glossary.trouble)):
        bench.said.emit(problem, "soon")
    if is_safe:
        bench.said.emit((BROKEN_OFF if has_broken_off else "") + SAFE, "soon")

    async def open_all() -> None:
        await bench.open(chosen_name, offers_drafts=not is_safe)
        start.come_through()
        _log.info("the window is open and speaks %s", language.code)

    bench.tasks.start("open", open_all)
    await closed.wait()
    start.come_through()
    window.clipboard.clear_if_ours()
    await bench.aclose()
    try:
        if is_safe:
            settings_store.keep_copy("before-safe")
        settings_store.change(lambda now: replace(window.remembered_settings(now), theme=window.theme_mode))
    except StorageTrouble as trouble:
        print(f"The window's layout was not saved: {trouble}", file=sys.stderr)
    crashes.uninstall()
    window.deleteLater()
    await asyncio.sleep(0)
    garbage.stop()
