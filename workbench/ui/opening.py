"""The opening of the window up to its first paint; what that does not need is imported after it, ``run`` above all."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from workbench.language import speak
from workbench.session.clock import DemoClock
from workbench.storage.languages import choose_language, load_language
from workbench.storage.paths import Home
from workbench.storage.settings import SYSTEM, LoadedSettings, Settings, SettingsStore
from workbench.storage.start import StartMark
from workbench.ui.kit.locale import system_languages
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import Window

LANGUAGE_NAME = "TOKEN_WORKBENCH_LANGUAGE"
"""The variable that chooses the language for one run: a code, "en-XA" and "en-XB" among them (``language.pseudo``)."""
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
    settings: Settings
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
    speak_chosen(settings_store)
    loaded = settings_store.load()
    settings = _make_safe(loaded.settings) if is_safe else loaded.settings
    load_resources(app, resources)
    apply_theme(app, settings.theme, settings.zoom)  # type: ignore[arg-type]  # the store lets only known themes through
    window = Window(settings, clock)
    window.show()
    _Paint(app, window).wait()
    return Opening(app, window, settings_store, loaded, settings, start, is_safe, has_broken_off)


def speak_chosen(settings_store: SettingsStore) -> None:
    """Speak the language of this run, the one chosen, or the system's; before anything is told of the settings."""
    code = os.environ.get(LANGUAGE_NAME) or settings_store.read_language()
    speak(load_language(choose_language(system_languages()) if code == SYSTEM else code))


def _make_safe(settings: Settings) -> Settings:
    """Without what a start may break on."""
    return replace(settings, theme="system", zoom=1.0, window_geometry="", splitters={}, panels={})


class _Paint(QObject):
    """Lets Qt run until a window has painted: no loop of asyncio's is there yet that it could hold up."""

    def __init__(self, app: QApplication, window: Window) -> None:
        super().__init__()
        self._app, self._window = app, window
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(lambda: app.exit(0))  # quit() would close the window (Qt 6)

    def wait(self) -> None:
        app = self._app
        self._window.installEventFilter(self)
        self._end.start(LONGEST_WAIT_MS)
        app.exec()
        self._end.stop()
        self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._end.start(0)  # when it has
        return super().eventFilter(watched, event)
