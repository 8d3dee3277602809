"""Where the data is, and how each part of it is removed for good."""

from __future__ import annotations

import asyncio
from typing import Literal, get_args

from workbench.session.profiles import Profiles
from workbench.storage.files import StorageTrouble, name_trouble
from workbench.storage.history import HistoryStore
from workbench.storage.journal import Journal
from workbench.storage.keychain import Keychain
from workbench.storage.paths import Home, Place

Wipe = Literal["profiles", "bin", "history", "vault", "secrets", "drafts", "settings"]
WIPES: tuple[Wipe, ...] = get_args(Wipe)


class Places:
    """Owns the way from "Where is my data?" to each part's end."""

    def __init__(
        self, home: Home, keychain: Keychain, profiles: Profiles, history: HistoryStore, journal: Journal
    ) -> None:
        self._home = home
        self._keychain = keychain
        self._profiles = profiles
        self._history = history
        self._journal = journal

    async def measure(self) -> tuple[Place, ...]:
        """Every path with what is there now. Nothing is changed."""
        return await asyncio.to_thread(self._home.places)

    async def wipe(self, what: Wipe) -> None:
        """Remove one part for good, with the secrets that belong to it.

        ``secrets`` are those of the keyring (of all profiles, deleted ones too), or in the open vault.

        :raises StorageTrouble: it could not be removed, or only in part.
        """
        match what:
            case "profiles":
                await self._profiles.wipe()
            case "bin":
                await self._profiles.empty_bin()
            case "history":
                await asyncio.to_thread(self._history.clear)
            case "drafts":
                await asyncio.to_thread(self._journal.wipe)
            case "secrets":
                binned = [one.profile for one in await self._profiles.list_bin()]
                await self._profiles.forget_secrets((*self._profiles.all, *binned))
                if self._keychain.is_missing:
                    raise StorageTrouble(self._keychain.trouble)
            case "vault":
                if self._keychain.vault is not None:
                    self._keychain.vault.close()
                await asyncio.to_thread(self._remove, self._home.vault.name)
                self._profiles.forget_answers()
            case "settings":
                await asyncio.to_thread(self._remove, self._home.settings.name)

    def _remove(self, name: str) -> None:
        """A file of the data folder, and what was kept aside of it (``settings.unread-1.toml``)."""
        stem = name.partition(".")[0]
        paths = (self._home.folder / name, *self._home.folder.glob(f"{stem}.*"))
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise name_trouble("removed", path, error) from error
