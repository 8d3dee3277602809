"""The settings that a window lives by: changed one at a time, at once, and kept beside what other windows changed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.language import tr
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.storage.settings import LoadedSettings, Settings, SettingsStore, explain_unusable
from workbench.storage.zones import list_zones
from workbench.ui.kit.tasks import Tasks

LAYOUT = frozenset({"window_geometry", "splitters", "panels", "export_language", "unknown"})
"""What a window remembers by itself; everything else is chosen."""
OWN = Settings()


class SettingsBench(QObject):
    """Owns the settings in force, and those of them that are not in the file yet."""

    changed = Signal(object, object)  # Settings now, Settings before
    refused = Signal(str, str)  # name, why
    read = Signal(object)  # tuple[str, ...]: names of time zones
    words_read = Signal()  # glossary and playbook of the session are as their files are now
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, settings: Settings, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.now = settings
        self._session = session
        self._store = SettingsStore(session.home.settings)
        self._tasks = tasks
        self._unkept: dict[str, Any] = {}
        self._turn = asyncio.Lock()  # a file read before it was written would take a choice back
        self.trouble = ""  # what in the file could not be used when it was last read

    def choose(self, name: str, value: object) -> None:
        """Let a setting (a name of ``Settings``) have another value from now on, where it can have it."""
        if why := explain_unusable(name, value):
            self.refused.emit(name, why)
        else:
            self._unkept[name] = value
            self._take(with_values(self.now, {name: value}))
            if not self._tasks.is_running("settings"):
                self._tasks.start("settings", self._keep)

    def reset(self, name: str) -> None:
        """Let a setting be what it is by itself."""
        self.choose(name, getattr(OWN, name))

    def choose_keys(self, action: str, keys: str | None) -> None:
        """Let an action have another key, "" for none, or ``None`` for its own; whether it can is known elsewhere."""
        chosen = {name: now for name, now in self.now.shortcuts.items() if name != action}
        self.choose("shortcuts", chosen if keys is None else {**chosen, action: keys})

    def read_again(self) -> None:
        """Read the settings' file, glossary and playbook, and live by what stands there now."""
        self._tasks.start("settings reading", self._read)

    async def _read(self) -> None:
        async with self._turn:
            loaded, zones = await asyncio.to_thread(self._read_files)
            stored = {one.name: getattr(loaded.settings, one.name) for one in fields(Settings)}
            chosen = {name: value for name, value in stored.items() if name not in LAYOUT}
            self._take(with_values(self.now, {**chosen, **self._unkept}))
        self.trouble = "\n".join(loaded.problems)
        self.words_read.emit()
        self.read.emit(zones)

    def _read_files(self) -> tuple[LoadedSettings, tuple[str, ...]]:
        self._session.read_words()
        return self._store.load(), list_zones()

    def _take(self, settings: Settings) -> None:
        before, self.now = self.now, settings
        if settings != before:
            self.changed.emit(settings, before)

    async def _keep(self) -> None:
        """Write what is not in the file yet, and what was chosen while that was written."""
        while self._unkept:
            async with self._turn:
                writing = dict(self._unkept)
                try:
                    await asyncio.to_thread(self._store.change, partial(with_values, values=writing))
                except StorageTrouble as trouble:
                    self.said.emit(tr("The settings were not kept: {why}", why=str(trouble)), "bad")
                    return
                self._unkept = {name: value for name, value in self._unkept.items() if value is not writing.get(name)}

    async def aclose(self) -> None:
        """Keep what is not kept yet."""
        self._tasks.cancel("settings")
        await self._keep()


def with_values(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """The settings with other values, by name."""
    return replace(settings, **values)
