"""Perform a call and remember it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench import __version__
from workbench.core.exchange import Exchange, Record, make_record
from workbench.core.playbook import Playbook
from workbench.core.profile import Draft
from workbench.core.reply import Cancelled, Outcome, Renewed, Reply, read_reply
from workbench.core.request import SIMULATOR, Request, parse_host
from workbench.core.secret import Secret
from workbench.net.client import Client, Performed
from workbench.session.clock import seconds_ahead
from workbench.session.profiles import Profiles
from workbench.session.stand_in import StandIn
from workbench.storage.files import StorageTrouble
from workbench.storage.history import HistoryStore

USER_AGENT = f"token-workbench/{__version__}"
DEADLINE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A finished exchange with its record, and the record's number in history or why it could not be written there."""

    exchange: Exchange
    record: Record
    number: int | None
    trouble: str | None = None


class Calls:
    """Owns the way of a draft to a server and back: secrets filled in, host resolved, reply judged, record kept."""

    def __init__(
        self,
        clock: Callable[[], float],
        playbook: Playbook,
        client: Client,
        profiles: Profiles,
        history: HistoryStore,
        stand_in: StandIn,
    ) -> None:
        self._clock = clock
        self._playbook = playbook
        self._client = client
        self._profiles = profiles
        self._history = history
        self._stand_in = stand_in

    async def base_url(self, host: str) -> str:
        """The base URL of a host; the simulator's word is resolved to its address.

        :raises InvalidHost: in words.
        """
        base = parse_host(host)
        return (await self._stand_in.open()).url if base == SIMULATOR else base

    async def preview(self, draft: Draft) -> Request:
        """The exact request that ``send`` would send, with kept secrets in it (shown only masked).

        :raises InvalidHost: in words.
        """
        return await self._build(await self._profiles.complete(draft))

    async def _build(self, completed: Draft) -> Request:
        return completed.request(await self.base_url(completed.profile.host), USER_AGENT)

    async def send(
        self,
        draft: Draft,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        cancelled: asyncio.Event | None = None,
    ) -> Sent:
        """One POST. Setting ``cancelled`` stops it and gives the outcome *cancelled*; a cancelled task just ends.

        :raises InvalidHost: in words, before anything is sent.
        """
        completed = await self._profiles.complete(draft)
        request, call = await self._build(completed), completed.call()
        started_at = self._clock()
        performed = await self._perform(request, deadline_seconds, cancelled or asyncio.Event())
        reply = performed.answer if isinstance(performed.answer, Reply) else None
        outcome: Outcome
        if isinstance(performed.answer, Reply):
            outcome = read_reply(call, performed.answer, self._clock())
        else:
            outcome = performed.answer
        simulator = self._stand_in.running
        exchange = Exchange(
            profile_id=draft.profile.id or None,
            profile_name=draft.profile.name,
            host=draft.profile.host,
            call=call,
            request=request,
            started_at=started_at,
            elapsed_ms=performed.elapsed_ms,
            reply=reply,
            outcome=outcome,
            advice=self._playbook.advise(outcome, reply),
            is_production=draft.profile.needs_confirmation,
            story=simulator.story if simulator is not None and request.url.startswith(simulator.url + "/") else None,
        )
        remembered = await self._remember(exchange)
        if isinstance(outcome, Renewed) and not outcome.problems and call.edited_body is None:  # its own customer's
            sent = completed.secrets.get(draft.profile.secret_field, Secret(""))
            await self._profiles.keep_latest(draft.profile, sent, outcome.token)
        return remembered

    async def _perform(self, request: Request, deadline_seconds: float, cancelled: asyncio.Event) -> _Answered:
        loop = asyncio.get_running_loop()
        began = loop.time()
        performing = asyncio.ensure_future(self._client.perform(request, deadline_seconds=deadline_seconds))
        waiting = asyncio.ensure_future(cancelled.wait())
        try:
            await asyncio.wait({performing, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if performing.done():
                performed: Performed = performing.result()
                return _Answered(performed.answer, performed.elapsed_ms)
            return _Answered(Cancelled(), round((loop.time() - began) * 1000))
        finally:
            performing.cancel()
            waiting.cancel()
            await asyncio.gather(performing, waiting, return_exceptions=True)

    async def _remember(self, exchange: Exchange) -> Sent:
        record = make_record(exchange)
        ahead = seconds_ahead(self._clock)
        try:
            number = await asyncio.to_thread(self._history.append, to_wall_time(record, ahead) if ahead else record)
        except StorageTrouble as trouble:
            return Sent(exchange, record, None, f"This call is not in the history: {trouble}")
        return Sent(exchange, record, number)


def to_wall_time(record: Record, ahead: float) -> Record:
    """What is kept of a call made while the clock ran ahead: when it was made, and no times of that clock's token."""
    story = ", ".join(filter(None, (record.story, "demo clock")))
    return replace(
        record, started_at=record.started_at - ahead, issued_at=None, expires_at=None, token_kind=None, story=story
    )


@dataclass(frozen=True, slots=True)
class _Answered:
    answer: Reply | Outcome
    elapsed_ms: int
