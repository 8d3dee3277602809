"""The window's event loop, its life and its closing. The only module that knows qasync.

Learned with qasync 0.28 and PySide6 6.11:

- Its timers are Qt's coarse ones, so sleeps end up to 5 % early; ``Loop`` asks for precise ones (a private
  attribute: the version is pinned, and a test holds that a sleep is never early).
- ``QApplication.quit`` under ``run_until_complete`` raises; so the last window closing quits nothing, and the end of
  ``_live`` ends the loop. Everything is closed in order: window, tasks, connections, simulator, storage, loop.
- Its steps are Qt timers, so they run whenever somebody processes Qt's events, also while the loop does not run: after
  a test for example. ``Loop`` lets them find it all the same.
- Before it, ``opening`` has shown the window's frame and ``early_form`` the form in it: this module and all other panes
  load after that.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

os.environ["QT_API"] = "pyside6"  # qasync takes PyQt where it finds it, unless told

import qasync
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.core.redact import redact
from workbench.language import mark, spoken, tr
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.ui.bench import Bench
from workbench.ui.early_form import EarlyForm
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.garbage import GarbageCollector
from workbench.ui.opening import Opening
from workbench.ui.wiring import connect

_log = logging.getLogger(__name__)
SAFE = mark(
    "Safe start: layout, theme and drafts were left out. Profiles, Drafts of a former window… brings these back."
)
BROKEN_OFF = mark(
    "The last start broke off. "
    "Safe start: layout, theme and drafts were left out. Profiles, Drafts of a former window… brings these back."
)


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
    opening: Opening,
    early: EarlyForm | None,
    clock: DemoClock,
    build_session: Callable[[], Session],
    examples: Mapping[str, Any],
    chosen_name: str | None = None,
    prepare: Callable[[Session], Awaitable[None]] | None = None,
) -> int:
    """Furnish the opened and dressed window and live in it until it is closed; the exit code of the program.

    ``prepare`` fills the home before anything of it is read, for a demonstration.
    """
    with asyncio.Runner(loop_factory=lambda: Loop(opening.app)) as runner:
        runner.run(_live(opening, early, clock, build_session, examples, chosen_name, prepare))
    return 0


async def _live(
    opening: Opening,
    early: EarlyForm | None,
    clock: DemoClock,
    build_session: Callable[[], Session],
    examples: Mapping[str, Any],
    chosen_name: str | None,
    prepare: Callable[[Session], Awaitable[None]] | None,
) -> None:
    loop = asyncio.get_running_loop()
    window, loaded = opening.window, opening.loaded
    garbage = GarbageCollector()
    garbage.start()
    crashes = Crashes(redact)
    crashes.install()
    crashes.watch_loop(loop)
    session = build_session()
    await asyncio.sleep(0)
    for _ in window.furnish(session.glossary, clock):
        await asyncio.sleep(0)
    bench = Bench(session, clock, read_examples(examples, session.playbook), window, opening.settings)
    await asyncio.sleep(0)
    connect(window, bench, crashes)
    if early is not None:
        early.end_holding()
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    if window.isHidden():
        closed.set()  # by somebody who was faster
    with contextlib.suppress(NotImplementedError):  # Windows: its loops take no signals
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, window.leave)
    for problem in filter(None, (*loaded.problems, session.playbook.trouble, session.glossary.trouble)):
        bench.said.emit(problem, "soon")
    if opening.is_safe:
        bench.said.emit(tr(BROKEN_OFF if opening.has_broken_off else SAFE), "soon")

    async def open_all() -> None:
        if prepare is not None:
            await prepare(session)
        typed_early = early.take_draft if early is not None else lambda: None
        try:
            has_drafts = await bench.open(chosen_name, typed_early, offers_drafts=not opening.is_safe)
        finally:
            if early is not None and not closed.is_set():  # who has left wishes for nothing any more
                early.fulfil()
        if chosen_name is None and prepare is None and not opening.is_safe and not has_drafts:
            window.offer_tour()
        opening.start.come_through()
        _log.info("the window is open and speaks %s", spoken().code)

    bench.tasks.start("open", open_all)
    await closed.wait()
    opening.start.come_through()
    window.clipboard.let_go()
    await bench.aclose()
    try:
        if opening.is_safe:
            opening.settings_store.keep_copy("before-safe")
            look = bench.settings.now
            opening.settings_store.change(lambda now: replace(now, theme=look.theme, zoom=look.zoom))
        opening.settings_store.change(window.remembered_settings)
    except StorageTrouble as trouble:
        print(tr("The window's layout was not saved: {trouble}", trouble=trouble), file=sys.stderr)
    crashes.uninstall()
    window.deleteLater()
    await asyncio.sleep(0)
    garbage.stop()
