"""The session: every part of the product that has no face, built once and closed once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.core.glossary import Glossary
from workbench.core.playbook import Playbook
from workbench.core.secret import Secret
from workbench.net.client import Client
from workbench.session.calls import Calls
from workbench.session.clock import DemoClock
from workbench.session.exporting import Exports
from workbench.session.places import Places
from workbench.session.profiles import Profiles
from workbench.session.stand_in import StandIn
from workbench.storage.files import StorageTrouble
from workbench.storage.history import HistoryStore, Limits
from workbench.storage.journal import Journal
from workbench.storage.keychain import Keychain
from workbench.storage.paths import Home
from workbench.storage.profiles import ProfileStore
from workbench.storage.resources import load_glossary, load_playbook
from workbench.storage.settings import SettingsStore

if TYPE_CHECKING:
    from workbench.session.stand_in import OpenSimulator


class Session:
    """Owns profiles, calls, history, keychain and the simulator of one run of the program.

    Its four edges are given from outside: clock, client (whose transport can be replaced), keychain and home.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        home: Home,
        keychain: Keychain,
        client: Client,
        playbook: Playbook,
        glossary: Glossary,
        open_simulator: OpenSimulator,
    ) -> None:
        self.clock = clock
        self.wall = clock.wall if isinstance(clock, DemoClock) else clock
        self.home = home
        self.keychain = keychain
        self.playbook = playbook
        self.glossary = glossary
        self._client = client
        self.stand_in = StandIn(open_simulator)
        self.history = HistoryStore(home.history, lambda: _read_limits(SettingsStore(home.settings)))
        self.profiles = Profiles(ProfileStore(home.profiles), keychain, self.stand_in, self.wall)
        self.journal = Journal(home.drafts)
        self.places = Places(home, keychain, self.profiles, self.history, self.journal)
        self.calls = Calls(clock, self.playbook, client, self.profiles, self.history, self.stand_in)
        self.exports = Exports(self.profiles, self.calls, keychain)

    def read_words(self) -> None:
        """Read glossary and playbook again, the team's own over the program's. Blocks for milliseconds.

        A team's file that cannot be used is told in their ``trouble``.
        """
        self.glossary = load_glossary(self.home.team_glossary)
        self.playbook = self.calls.playbook = load_playbook(self.home.team_playbook)

    def lock(self) -> None:
        """Forget every secret in memory and close the vault. What the simulator minted is nobody's and stays."""
        self.keychain.lock()
        self.profiles.forget_answers()

    async def unlock(self, passphrase: Secret | None = None) -> None:
        """Open the vault by its passphrase, or let a keyring that was in use ask for its own.

        :raises StorageTrouble: it stays locked; why, in a sentence.
        """
        if self.keychain.opens_by == "vault":
            await self.keychain.unlock_vault(passphrase or Secret(""))
        elif self.keychain.opens_by == "keyring":
            trouble = await self.keychain.confirm_keyring()
            if self.keychain.is_guarded:  # one that is gone guards nothing any more, nor gives anything
                raise StorageTrouble(trouble)
        self.profiles.forget_answers()

    async def create_vault(self, passphrase: Secret) -> None:
        """Make a vault and move into it what is in memory, and what the keyring holds and gives.

        :raises StorageTrouble: as ``Keychain.create_vault``.
        """
        await self.keychain.create_vault(passphrase, self.profiles.every_entry())
        self.profiles.forget_answers()

    async def aclose(self) -> None:
        """Close connections, simulator, history and keychain, in this order."""
        await self._client.aclose()
        await self.stand_in.aclose()
        await asyncio.to_thread(self.history.close)
        self.keychain.close()


def _read_limits(settings_store: SettingsStore) -> Limits:
    settings = settings_store.load().settings
    return Limits(settings.history_limit, settings.history_days)
