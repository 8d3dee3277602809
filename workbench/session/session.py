"""The session: every part of the product that has no face, built once and closed once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.core.glossary import Glossary
from workbench.core.playbook import Playbook
from workbench.net.client import Client
from workbench.session.calls import Calls
from workbench.session.profiles import Profiles
from workbench.session.stand_in import StandIn
from workbench.storage.history import HistoryStore
from workbench.storage.keychain import Keychain
from workbench.storage.paths import Home
from workbench.storage.profiles import ProfileStore

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
        self.home = home
        self.keychain = keychain
        self.playbook = playbook
        self.glossary = glossary
        self._client = client
        self.stand_in = StandIn(open_simulator)
        self.history = HistoryStore(home.history)
        self.profiles = Profiles(ProfileStore(home.profiles), keychain, self.stand_in)
        self.calls = Calls(clock, self.playbook, client, self.profiles, self.history, self.stand_in)

    async def aclose(self) -> None:
        """Close connections, simulator, history and keychain, in this order."""
        await self._client.aclose()
        await self.stand_in.aclose()
        await asyncio.to_thread(self.history.close)
        self.keychain.close()
