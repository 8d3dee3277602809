"""The opening of the window up to its first paint; what that does not need is imported after it, ``run`` above all."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from workbench.session.clock import DemoClock
from workbench.storage.paths import Home
from workbench.storage.settings import LoadedSettings, Settings, SettingsStore
from workbench.storage.start import StartMark
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import Window

LONGEST_WAIT_MS = 500  # for a first paint that a desktop may put off


@dataclass(frozen=True, slots=True)
class Opening:
    """A window that has painted and holds nothing yet, and what its start knows.

    A `is_safe` start leaves out layout, theme and drafts, and so does one after a start that never came through.
    """

    app: QApplication
    window: Window
    settings_store: SettingsStore
    loaded: LoadedSettings
    start: StartMark
    is_safe: bool
    has_broken_off: bool


def open_window(home: Home, clock: DemoClock, resources: Path, *, safe: bool = False) -> Opening:
    """Show the window's frame, without a word in it, in its theme, and let it paint."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("token-workbench")
    app.setApplicationDisplayName("Token Workbench")
    app.setDesktopFileName("token-workbench")
    start = StartMark(home.start)
    has_broken_off = start.begin()
    is_safe = safe or has_broken_off
    settings_store = SettingsStore(home.settings)
    loaded = settings_store.load()
    settings = _make_safe(loaded.settings) if is_safe else loaded.settings
    load_resources(app, resources)
    apply_theme(app, settings.theme)  # type: ignore[arg-type]  # the store lets only known themes through
    window = Window(settings, clock)
    window.show()
    _await_paint(window)
    return Opening(app, window, settings_store, loaded, start, is_safe, has_broken_off)


def _make_safe(settings: Settings) -> Settings:
    """Without what a start may break on."""
    return replace(settings, theme="system", window_geometry="", splitters={}, panels={})


def _await_paint(window: Window) -> None:
    loop = QEventLoop()
    paint = _Paint(loop)
    window.installEventFilter(paint)
    QTimer.singleShot(LONGEST_WAIT_MS, loop, loop.quit)
    loop.exec()
    window.removeEventFilter(paint)


class _Paint(QObject):
    """Ends a loop once what it filters has painted."""

    def __init__(self, loop: QEventLoop) -> None:
        super().__init__(loop)
        self._loop = loop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)
