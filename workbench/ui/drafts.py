"""Edits that are not saved: in memory for the window, and in the journal about a second after typing stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.profile import Profile
from workbench.language import tr
from workbench.storage.files import StorageTrouble
from workbench.storage.journal import Journal, KeptDraft, Leftovers
from workbench.ui.kit.tasks import Tasks

PAUSE_MS = 1000


class Drafts(QObject):
    """Owns each edited profile with what it was when editing began, its base.

    `typed_names` gives the names of secrets typed for a profile; the secrets themselves are not here.
    """

    kept = Signal()  # the journal holds what stands here
    said = Signal(str, str)  # words, tone

    def __init__(
        self, journal: Journal, typed_names: Callable[[str], tuple[str, ...]], tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._journal = journal
        self._typed_names = typed_names
        self._tasks = tasks
        self._drafts: dict[str, Profile] = {}
        self._bases: dict[str, Profile] = {}
        self._has_failed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_over)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the edited profiles."""
        return tuple(profile.name for profile in self._drafts.values())

    def get(self, profile_id: str) -> Profile | None:
        """A profile as it was edited; `None` where it was not."""
        return self._drafts.get(profile_id)

    def base_of(self, profile_id: str) -> Profile | None:
        """What an edited profile was when editing began."""
        return self._bases.get(profile_id)

    def put(self, profile: Profile, base: Profile) -> None:
        """A profile was edited; of a former edit the base stays."""
        self._drafts[profile.id] = profile
        self._bases.setdefault(profile.id, base)
        self._pause.start()

    def drop(self, profile_id: str) -> None:
        """It was saved, or the edit is not wanted."""
        if self._drafts.pop(profile_id, None) is not None:
            self._pause.start()
        self._bases.pop(profile_id, None)

    def drop_all(self) -> None:
        """No edit is wanted any more."""
        for profile_id in tuple(self._drafts):
            self.drop(profile_id)

    def rebase(self, profile_id: str, base: Profile | None) -> None:
        """The edit stands against another saved profile from now on; `None`: against none."""
        self._bases.pop(profile_id, None)
        if base is not None:
            self._bases[profile_id] = base

    def change(self, profile_id: str, **members: Any) -> None:
        """Members were changed and saved apart from the edit, which takes them over."""
        for profiles in (self._drafts, self._bases):
            if (profile := profiles.get(profile_id)) is not None:
                profiles[profile_id] = replace(profile, **members)

    # ---- the journal

    def _on_pause_over(self) -> None:
        self._tasks.start("drafts", self.keep)

    async def keep(self) -> None:
        """Write the journal now."""
        self._pause.stop()
        kept = [
            KeptDraft(profile, self._bases.get(name, profile), self._typed_names(name))
            for name, profile in self._drafts.items()
        ]
        try:
            await asyncio.to_thread(self._journal.write, kept)
        except StorageTrouble as trouble:
            if not self._has_failed:  # once; else every pause in typing would say so
                self.said.emit(tr("What is typed would not survive a crash. {trouble}", trouble=trouble), "soon")
            self._has_failed = True
        else:
            self._has_failed = False
            self.kept.emit()

    async def find_leftovers(self) -> Leftovers:
        """What windows that ended without closing had not saved."""
        try:
            return await asyncio.to_thread(self._journal.find_leftovers)
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
            return Leftovers()

    async def drop_leftovers(self, leftovers: Leftovers) -> None:
        """They were taken over, or are not wanted."""
        try:
            await asyncio.to_thread(self._journal.drop, leftovers)
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")

    async def aclose(self) -> None:
        """Write what is not yet written; the next start finds it."""
        if self._pause.isActive():
            await self.keep()
        await asyncio.to_thread(self._journal.close)
