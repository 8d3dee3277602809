"""The keeper: where the window's secrets rest, and whether the window is locked.

It knows the session and no pane. A choice is asked for once a run; nothing is ever kept elsewhere than was chosen.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal

from workbench.core.secret import Secret
from workbench.language import tr
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.ui.kit.tasks import Tasks, Work


class Keeper(QObject):
    """Owns whether the window is locked, and what the user chose where secrets cannot be kept."""

    locked = Signal(str)  # what it opens by: vault, keyring, nothing
    unlocked = Signal()
    refused = Signal(str)  # why it did not open, or was not made
    accepted = Signal()  # the passphrase was taken: the vault is open
    places_changed = Signal()  # secrets rest elsewhere now, or can be had again
    choice_wanted = Signal(str)  # why secrets cannot be kept, as a sentence
    passphrase_wanted = Signal()  # the vault is closed
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._is_locked = False
        self._has_chosen = False

    @property
    def is_locked(self) -> bool:
        """Whether the window is locked."""
        return self._is_locked

    @property
    def opens_by(self) -> str:
        """What a locked window opens by: ``vault``, ``keyring`` or ``nothing``."""
        return self._session.keychain.opens_by

    @property
    def state(self) -> str:
        """Of the vault: ``none``, ``closed`` or ``open``."""
        vault = self._session.keychain.vault
        if vault is None or not vault.exists:
            return "none"
        return "open" if vault.is_open else "closed"

    def begin(self) -> None:
        """At the opening of the window: a vault is asked for its passphrase."""
        if self.state == "closed":
            self.passphrase_wanted.emit()

    def notice_trouble(self, trouble: str) -> None:
        """A secret could not be kept; it is there for this session. Ask what to do, once a run."""
        if self.state == "closed":
            self.passphrase_wanted.emit()
        elif self.state == "none" and not self._has_chosen:
            self.choice_wanted.emit(trouble)

    def keep_for_session(self) -> None:
        """Ask no more in this run."""
        self._has_chosen = True

    def try_again(self) -> None:
        """Once more to the keyring with what is in memory alone."""
        self._has_chosen = False

        async def retry() -> None:
            self._session.profiles.forget_answers()
            kept = await self._session.keychain.keep_held()
            self.places_changed.emit()
            trouble = self._session.keychain.trouble
            if trouble:
                self.choice_wanted.emit(trouble)
            else:
                self.said.emit(tr("Kept in the keyring.") if kept else tr("The keyring answers again."), "good")

        self._start(retry)

    def create_vault(self, passphrase: Secret) -> None:
        """Make a vault and keep secrets in it from now on."""

        async def create() -> None:
            await self._session.create_vault(passphrase)
            self._accept(tr("Secrets rest in the vault from now on."))

        self._start(create)

    def open_vault(self, passphrase: Secret) -> None:
        """Open the vault while the window is open."""

        async def unlock() -> None:
            await self._session.unlock(passphrase)
            self._accept(tr("The vault is open."))

        self._start(unlock)

    def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Another passphrase for the vault."""

        async def change() -> None:
            await self._session.keychain.change_passphrase(old, new)
            self._accept(tr("The vault has its new passphrase."))

        self._start(change)

    def set_vault_aside(self) -> None:
        """Keep the vault's file under another name, because nobody knows its passphrase or it is damaged."""

        async def move() -> None:
            vault = self._session.keychain.vault
            if vault is not None:
                aside = await asyncio.to_thread(vault.set_aside)
                self._session.profiles.forget_answers()
                self.places_changed.emit()
                self.said.emit(tr("The vault was kept as {name}; nothing was deleted.", name=aside.name), "neutral")

        self._start(move)

    def lock(self) -> None:
        """Forget every secret in memory, close the vault, and let every part of the window do the same."""
        if not self._is_locked:
            self._is_locked = True
            self._session.lock()
            self.locked.emit(self.opens_by)

    def unlock(self, passphrase: Secret) -> None:
        """Open the window again, where passphrase or keyring say so, or nothing can."""

        async def unlock() -> None:
            await self._session.unlock(passphrase)
            self._is_locked = False
            self.unlocked.emit()

        self._start(unlock)

    def _accept(self, words: str) -> None:
        self.accepted.emit()
        self.places_changed.emit()
        self.said.emit(words, "good")

    def _start(self, make: Work) -> None:
        async def guarded() -> None:
            try:
                await make()
            except StorageTrouble as trouble:
                self.refused.emit(str(trouble))

        self._tasks.start("keeper", guarded)
