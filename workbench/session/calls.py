"""Perform a call and remember it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from workbench import __version__
from workbench.core.exchange import Exchange, Record, make_record
from workbench.core.playbook import Playbook
from workbench.core.profile import Draft
from workbench.core.reply import Cancelled, Failed, Outcome, Renewed, Reply, name_outcome, read_reply
from workbench.core.request import SIMULATOR, Request, parse_host
from workbench.core.retry import find_pause
from workbench.core.route import ConnectionSettings, Route
from workbench.core.secret import Secret
from workbench.core.timeline import Attempt, PhaseName, Timeline
from workbench.language import tr
from workbench.net.client import Client
from workbench.net.trace import Trace
from workbench.session.clock import seconds_ahead
from workbench.session.log import hide
from workbench.session.profiles import Profiles
from workbench.session.stand_in import StandIn
from workbench.storage.files import StorageTrouble
from workbench.storage.history import HistoryStore

USER_AGENT = f"token-workbench/{__version__}"
DEADLINE_SECONDS = 30.0
_LARGE_BODY = 32_768  # bytes; to judge more than this takes milliseconds, so it is done in a thread
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """A finished exchange with its record, and the record's number in history or why it could not be written there."""

    exchange: Exchange
    record: Record
    number: int | None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a running call is doing: a phase of try number ``attempt`` (from 1), or the pause before the next one.

    In a pause ``phase`` is ``None``, ``reason`` says why the try before it did not do (``dns``, ``rate_limited`` …) and
    ``next_try_in_seconds`` how long the pause is.
    """

    attempt: int
    phase: PhaseName | None = None
    reason: str | None = None
    next_try_in_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    """One try: what came, what it meant, and how it went."""

    reply: Reply | None
    outcome: Outcome
    trace: Trace


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
        self.playbook = playbook  # may be another one between calls
        self._client = client
        self._profiles = profiles
        self._history = history
        self._stand_in = stand_in

    @property
    def body_cap_bytes(self) -> int:
        """The longest body of a reply that is read; may be set between calls."""
        return self._client.body_cap

    @body_cap_bytes.setter
    def body_cap_bytes(self, cap: int) -> None:
        self._client.body_cap = cap

    @property
    def proxy(self) -> str:
        """The proxy of profiles that name none, as ``core.route`` has it; may be set between calls."""
        return self._client.proxy

    @proxy.setter
    def proxy(self, proxy: str) -> None:
        self._client.proxy = proxy

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

    async def describe_route(self, draft: Draft, *, without_verification: bool = False) -> Route:
        """The way that ``send`` would take, found without sending anything: proxy, trust, certificate files.

        :raises InvalidHost: in words.
        """
        base = parse_host(draft.profile.host)
        if base == SIMULATOR:
            return Route()
        completed = await self._profiles.complete(draft)
        return await self._client.describe_route(
            base, completed.connection_settings(without_verification=without_verification)
        )

    async def send(
        self,
        draft: Draft,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        cancelled: asyncio.Event | None = None,
        retries: int = 0,
        on_progress: Callable[[Progress], None] | None = None,
        without_verification: bool = False,
    ) -> Sent:
        """One POST, and up to ``retries`` more where ``core.retry`` allows them; one exchange, one record.

        The deadline spans all tries and the pauses between them: a pause that would outlast it is not begun. Setting
        ``cancelled`` stops the call at any moment and gives the outcome *cancelled*; a cancelled task just ends.
        ``without_verification`` switches the verification of certificates off for this call alone.

        :raises InvalidHost: in words, before anything is sent.
        """
        completed = await self._profiles.complete(draft)
        with hide((*completed.secrets.values(), *completed.call().secrets)):
            return await self._send(
                completed, deadline_seconds, cancelled or asyncio.Event(), retries, on_progress, without_verification
            )

    async def _send(
        self,
        completed: Draft,
        deadline_seconds: float,
        cancelled: asyncio.Event,
        retries: int,
        on_progress: Callable[[Progress], None] | None,
        without_verification: bool,
    ) -> Sent:
        profile = completed.profile
        request = await self._build(completed)
        settings = completed.connection_settings(without_verification=without_verification)
        if parse_host(profile.host) == SIMULATOR:
            settings = ConnectionSettings()  # what a profile says of its connections is meant for a real host
        started_at = self._clock()
        tell = on_progress or (lambda _: None)
        loop = asyncio.get_running_loop()
        began = loop.time()
        attempts: list[Attempt] = []
        while True:
            number = len(attempts) + 1
            remaining = round(began + deadline_seconds - loop.time(), 3)
            trace = Trace(_tell_phases(tell, number))
            tried = await self._try(completed, request, settings, remaining, trace, cancelled)
            reason = tried.outcome.reason or name_outcome(tried.outcome)
            pause = find_pause(tried.outcome, tried.reply, number, was_sent=trace.has_sent)
            if pause is None or number > retries or pause >= began + deadline_seconds - loop.time():
                attempts.append(Attempt(tried.outcome.reason, trace.elapsed_ms))
                break
            _log.debug("try %d: %s; the next one in %g s", number, reason, pause)
            tell(Progress(number, None, reason, pause))
            pause_began = loop.time()
            is_stopped = await _is_set_within(cancelled, pause)
            attempts.append(Attempt(reason, trace.elapsed_ms, round(loop.time() - pause_began, 3)))
            if is_stopped:
                tried = _Tried(None, Cancelled(), trace)
                break
        elapsed_ms = round((loop.time() - began) * 1000) if len(attempts) > 1 else trace.elapsed_ms
        simulator = self._stand_in.running
        exchange = Exchange(
            profile_id=profile.id or None,
            profile_name=profile.name,
            host=profile.host,
            call=completed.call(),
            request=request,
            started_at=started_at,
            ended_at=self._clock(),
            elapsed_ms=elapsed_ms,
            reply=tried.reply,
            outcome=tried.outcome,
            advice=self.playbook.advise(tried.outcome, tried.reply),
            is_production=profile.needs_confirmation,
            story=simulator.story if simulator is not None and request.url.startswith(simulator.url + "/") else None,
            timeline=Timeline(trace.phases, trace.connection, tuple(attempts)),
        )
        _log.debug("%s: %s", request.method, name_outcome(exchange.outcome))
        remembered = await self._remember(exchange)
        await self._keep_latest(completed, tried.outcome)
        return remembered

    async def _keep_latest(self, sent: Draft, outcome: Outcome) -> None:
        """Keep the new token for the next call, where it is that of the customer who was asked for."""
        if isinstance(outcome, Renewed) and not outcome.problems and sent.edited_body is None:
            renewed = sent.secrets.get(sent.profile.secret_field, Secret(""))
            await self._profiles.keep_latest(sent.profile, renewed, outcome.token)

    async def _try(
        self,
        completed: Draft,
        request: Request,
        settings: ConnectionSettings,
        deadline_seconds: float,
        trace: Trace,
        cancelled: asyncio.Event,
    ) -> _Tried:
        performing = asyncio.ensure_future(
            self._client.perform(request, deadline_seconds=deadline_seconds, settings=settings, trace=trace)
        )
        waiting = asyncio.ensure_future(cancelled.wait())
        try:
            await asyncio.wait({performing, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not performing.done():
                return _Tried(None, Cancelled(), trace)
            answer = performing.result().answer
        finally:
            performing.cancel()
            waiting.cancel()
            await asyncio.gather(performing, waiting, return_exceptions=True)
        if isinstance(answer, Failed):
            return _Tried(None, answer, trace)
        call, now = completed.call(), self._clock()
        if len(answer.body) <= _LARGE_BODY:
            return _Tried(answer, read_reply(call, answer, now), trace)
        return _Tried(answer, await asyncio.to_thread(read_reply, call, answer, now), trace)

    async def _remember(self, exchange: Exchange) -> Sent:
        ahead = seconds_ahead(self._clock)
        return await asyncio.to_thread(self._keep, exchange, ahead)

    def _keep(self, exchange: Exchange, ahead: float) -> Sent:
        """Redact and write, which takes milliseconds for each call: never on the window's thread."""
        record = make_record(exchange)
        try:
            number = self._history.append(to_wall_time(record, ahead) if ahead else record)
        except StorageTrouble as trouble:
            return Sent(exchange, record, None, tr("This call is not in the history: {trouble}", trouble=trouble))
        return Sent(exchange, record, number)


def to_wall_time(record: Record, ahead: float) -> Record:
    """What is kept of a call made while the clock ran ahead: when it was made, and no times of that clock's token."""
    story = ", ".join(filter(None, (record.story, "demo clock")))
    return replace(
        record, started_at=record.started_at - ahead, issued_at=None, expires_at=None, token_kind=None, story=story
    )


def _tell_phases(tell: Callable[[Progress], None], number: int) -> Callable[[PhaseName], None]:
    return lambda phase: tell(Progress(number, phase))


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()
