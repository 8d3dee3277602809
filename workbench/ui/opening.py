"""The opening of the window up to its first paint; what that does not need is imported after it, ``run`` above all.

Learned with PySide6 6.11: a class of Qt is built when its name is first looked up, and ``Qt``, which holds most
enumerations, takes as long as fifteen others. So nothing that is imported here, ``window`` and ``tokens`` included,
says ``Qt.`` or asks for one of its values before the paint.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from workbench.language import speak
from workbench.storage.languages import choose_language, load_language
from workbench.storage.paths import Home
from workbench.storage.settings import SYSTEM, LoadedSettings, Settings, SettingsStore
from workbench.storage.start import StartMark
from workbench.ui.kit.tokens import DARK, LIGHT
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


def open_window(home: Home, *, safe: bool = False) -> Opening:
    """Show the window's frame, without a word in it, in the colour of its theme, and let it paint."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("token-workbench")
    app.setApplicationDisplayName("Token Workbench")
    app.setDesktopFileName("token-workbench")
    start = StartMark(home.start)
    has_broken_off = start.begin()
    is_safe = safe or has_broken_off
    settings_store = SettingsStore(home.settings)
    loaded = settings_store.load(before_telling=lambda: speak_chosen(settings_store))
    settings = _make_safe(loaded.settings) if is_safe else loaded.settings
    window = Window(settings)
    if not settings.window_geometry:
        window.resize(window.size().boundedTo(window.screen().availableSize()))
    palette = app.palette()
    palette.setColor(QPalette.ColorRole.Window, _surface(settings.theme, palette))
    app.setPalette(palette)
    window.show()
    _wait_for_paint(app, window)
    return Opening(app, window, settings_store, loaded, settings, start, is_safe, has_broken_off)


def speak_chosen(settings_store: SettingsStore) -> None:
    """Speak the language of this run, the one chosen, or the system's."""
    code = os.environ.get(LANGUAGE_NAME) or settings_store.read_language()
    if code == SYSTEM:
        from workbench.ui.kit.locale import system_languages  # late: the first paint says no word

        code = choose_language(system_languages())
    speak(load_language(code))


def _make_safe(settings: Settings) -> Settings:
    """Without what a start may break on."""
    return replace(settings, theme="system", zoom=1.0, window_geometry="", splitters={}, panels={})


def _surface(theme: str, of_desktop: QPalette) -> QColor:
    """The colour of a window in a theme. Whether the desktop is dark its palette tells, without Qt's enumerations."""
    is_dark = of_desktop.window().color().lightness() < 128 if theme == SYSTEM else theme == "dark"
    return QColor((DARK if is_dark else LIGHT).surface)


def _wait_for_paint(app: QApplication, window: Window) -> None:
    """Let Qt run until the window has painted: no loop of asyncio's is there yet that it could hold up."""
    end = QTimer()
    end.setSingleShot(True)
    end.timeout.connect(lambda: app.exit(0))  # quit() would close the window (Qt 6)
    window.painted.connect(lambda: end.start(0))  # when it has
    end.start(LONGEST_WAIT_MS)
    app.exec()
    end.stop()
    window.painted.disconnect()
