"""The built-in simulator as the session sees it: opened at first use, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.core.calls import SECRET_FIELD
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.session.stories import list_stories

if TYPE_CHECKING:
    from workbench.simulator import ReceivedCall, Simulator

    OpenSimulator = Callable[[], Simulator]


class StandIn:
    """Owns the simulator that the host word ``simulator`` stands for.

    ``open_simulator`` makes it, not yet started; its packages cost 150 ms to import, so that happens at first use and
    off the loop's thread. ``stories`` holds name, title and description of each, once it is open.
    """

    def __init__(self, open_simulator: OpenSimulator) -> None:
        self._open_simulator = open_simulator
        self._simulator: Simulator | None = None
        self._opening = asyncio.Lock()
        self._minted: dict[Channel, Secret] = {}
        self.stories: tuple[tuple[str, str, str], ...] = ()

    async def open(self) -> Simulator:
        """The running simulator.

        :raises OSError: where no loopback port can be had.
        """
        async with self._opening:
            if self._simulator is None:
                self._simulator = await asyncio.to_thread(self._start)
            return self._simulator

    def _start(self) -> Simulator:
        self.stories = list_stories()
        simulator = self._open_simulator()
        simulator.start()
        return simulator

    @property
    def running(self) -> Simulator | None:
        """The simulator, where it runs already."""
        return self._simulator

    @property
    def received(self) -> tuple[ReceivedCall, ...]:
        """The calls it received, newest last."""
        return self._simulator.received if self._simulator is not None else ()

    async def minted_secret(self, channel: Channel) -> Secret:
        """The demo customer's key or expired token, minted once a start; it lives in memory alone."""
        simulator = await self.open()
        if channel not in self._minted:
            details = simulator.demo_mobile() if channel == "mobile" else simulator.demo_web()
            self._minted[channel] = Secret(details[SECRET_FIELD[channel]])
        return self._minted[channel]

    async def aclose(self) -> None:
        """Stop it; a slow call in it is cut off."""
        simulator, self._simulator = self._simulator, None
        self._minted.clear()
        if simulator is not None:
            await asyncio.to_thread(simulator.stop)
