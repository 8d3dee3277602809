"""The request form before everything else: it stands in the window and takes what is typed while the rest is loaded.

What the rest would have heard is held for it. Whatever takes long is done in steps with Qt's events between them, so
that nobody who types feels it; ``tests/bench/start.py`` prints how long the longest step is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from workbench.core.profile import Draft, Profile, find_profile
from workbench.storage.files import StorageTrouble
from workbench.storage.paths import resource_folder
from workbench.storage.profiles import ProfileStore
from workbench.ui.kit.locale import apply_locale
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.opening import Opening, speak_chosen
from workbench.ui.window import Window

MANY_PROFILES = 100
"""More are not read before the window lives: which is the first can only be told when all have been read."""
_LOADED_IN_STEPS = (
    "asyncio",
    "qasync",
    "sqlite3",
    "workbench.core.exchange",
    "workbench.core.difference",
    "workbench.formats.writing",
    "workbench.net.client",
    "workbench.session.session",
    "workbench.formats.reading",
    "workbench.ui.bench",
    "workbench.ui.run",
)


class EarlyForm(QObject):
    """Owns what was done in the form, and the keys that nobody knew yet, until there is somebody to tell."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._draft: Draft | None = None
        self._wishes: list[Callable[[], object]] = []
        self._is_holding = True
        form = window.request
        form.draft_edited.connect(self._on_draft_edited)
        for signal in (form.send_requested, form.save_requested, form.export_requested, form.original_requested):
            signal.connect(lambda *values, emit=signal.emit: self._hold(partial(emit, *values)))
        window.installEventFilter(self)

    def take_draft(self) -> Draft | None:
        """What was typed, for those who keep drafts; None where nothing was."""
        draft, self._draft = self._draft, None
        return draft

    def end_holding(self) -> None:
        """Everybody listens from now on."""
        self._is_holding = False

    def fulfil(self) -> None:
        """Everybody can do what is wished for: let them, in the order of the wishes."""
        self._window.removeEventFilter(self)
        for wish in self._wishes:
            wish()
        self._wishes.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys come here that no part of the form wanted; they are looked up when the actions are there.

        The window is not closed over what was typed before it can ask about it.
        """
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = event.keyCombination()
            without_keypad = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self._hold(partial(self._trigger, QKeySequence(without_keypad | pressed.key())))
        elif event.type() == QEvent.Type.Close and self._draft is not None:
            self._wishes.append(self._window.close)
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _trigger(self, keys: QKeySequence) -> None:
        for action in self._window.actions():
            if keys in action.shortcuts() and action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
                action.trigger()

    def _on_draft_edited(self, draft: Draft) -> None:
        self._draft = draft

    def _hold(self, wish: Callable[[], object]) -> None:
        if self._is_holding:
            self._wishes.append(wish)


def show_early_form(opening: Opening, profile: Profile | None) -> EarlyForm | None:
    """Dress the window in language and theme, and let the form in it show a profile; None without a profile."""
    app, window = opening.app, opening.window
    if not opening.loaded.problems:  # else it was spoken to tell them
        speak_chosen(opening.settings_store)
    apply_locale(app)
    load_resources(app, resource_folder())
    apply_theme(app, window.theme_mode, opening.settings.zoom, window)
    if profile is None:
        return None
    window.add_form(profile)
    return EarlyForm(window)


def find_first_profile(folder: Path, chosen_name: str | None) -> Profile | None:
    """The profile that the window will begin with, where it can be found at once."""
    try:
        if sum(1 for _ in folder.glob("*.toml")) > MANY_PROFILES:
            return None
        profiles = ProfileStore(folder).load().profiles
    except (OSError, StorageTrouble):  # it is told by those who read the profiles for good
        return None
    named = find_profile(profiles, chosen_name) if chosen_name else None
    return named or next(iter(profiles), None)


def load_rest(app: QApplication) -> None:
    """Let Qt paint what is there and run while the modules of the rest are loaded; asyncio has no loop so far."""
    names = iter(_LOADED_IN_STEPS)

    def load_next() -> None:
        name = next(names, None)
        if name is None:
            app.exit(0)  # quit() would close the window (Qt 6)
        else:
            import_module(name)

    when_idle = QTimer()
    when_idle.timeout.connect(load_next)
    when_idle.start(0)
    app.exec()
    when_idle.stop()
