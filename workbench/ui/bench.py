"""The bench: what the window works on (chosen profile, running call, current token) and what it does on demand.

Panes ask it by its public functions and hear its signals; ``wiring`` joins them. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from workbench.core.comparison import compare_tokens
from workbench.core.exchange import Exchange
from workbench.core.expiry import Expiry, describe_life, describe_life_shortly, read_expiry, read_life, steady_until
from workbench.core.profile import Draft
from workbench.core.reply import Renewed
from workbench.core.request import InvalidHost
from workbench.core.words import say_reason
from workbench.language import tr
from workbench.session.calls import DEADLINE_SECONDS, Progress, Sent
from workbench.session.clock import DemoClock
from workbench.session.examples import Example
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.storage.settings import Settings
from workbench.ui.arrivals import Arrivals
from workbench.ui.export_bench import ExportBench
from workbench.ui.former_drafts import FormerDrafts
from workbench.ui.import_bench import ImportBench
from workbench.ui.keeper import Keeper
from workbench.ui.kept_secrets import KeptSecrets
from workbench.ui.kit.tasks import Tasks, Work
from workbench.ui.profile_bench import ProfileBench
from workbench.ui.records import Records
from workbench.ui.routes import Routes
from workbench.ui.saved_profiles import SavedProfiles
from workbench.ui.settings_bench import SettingsBench
from workbench.ui.token_bench import TokenBench

PROGRESS_MS = 100


@dataclass(slots=True)
class _Life:
    """From when to when a profile's latest token lives, when that was last told, and until when it stays true."""

    issued_at: float | None
    expires_at: float | None
    told_at: float = math.inf
    steady_until: float = -math.inf


class Bench(QObject):
    """Owns the running call, what it brought, and the lives of latest tokens.

    Its parts: ``profiles`` what is chosen and edited, ``saved`` what is saved, ``former_drafts`` what an ended window
    left, ``secrets`` what is kept and may be seen, ``routes`` the way of the next call, ``arrivals`` what fills the
    form; ``tokens`` inspection, ``records`` history, ``keeper`` lock and vault, ``exports`` what leaves the program,
    ``imports`` what comes from others, ``settings`` what was chosen.
    """

    opened = Signal()  # profiles are there
    request_built = Signal(object)  # Request
    call_started = Signal()
    call_progressed = Signal(float, str)  # seconds since it began; where it is tried again, the attempt in words
    call_ended = Signal()
    exchange_finished = Signal(object, str)  # Exchange, where it comes from in words ("" for a call just made)
    token_renewed = Signal(object, str)  # Secret, where it comes from in words
    server_offset_told = Signal(object)  # seconds that the server's clock is ahead (float), or None: not known
    renewal_compared = Signal(object, str)  # Comparison with what the token replaced, where it comes from in words
    life_changed = Signal(str, str, str, object, str)  # profile id, look, words, part left, words for a narrow place
    result_life_changed = Signal(str, str)  # look, words of the token in the result
    confirmation_wanted = Signal(object, object)  # Profile, what to do when confirmed
    said = Signal(str, str)  # words, tone
    simulator_changed = Signal()
    demo_ended = Signal()  # the clock is the wall clock again; what is on show was of another time
    _call_received = Signal()  # from the simulator's thread

    def __init__(
        self,
        session: Session,
        clock: DemoClock,
        examples: tuple[Example, ...],
        parent: QObject,
        settings: Settings | None = None,
    ) -> None:
        """``settings`` are those that were loaded; without any the program's own hold."""
        super().__init__(parent)
        self.session = session
        self.clock = clock
        self.examples = examples
        self.deadline_seconds = DEADLINE_SECONDS
        self.tasks = Tasks(self)
        self.settings = SettingsBench(session, settings or Settings(), self.tasks, self)
        self.settings.said.connect(self.said)
        self.profiles = ProfileBench(session, self.tasks, self._start, self)
        self.profiles.said.connect(self.said)
        self.saved = SavedProfiles(session, self.profiles, self)
        self.saved.said.connect(self.said)
        self.former_drafts = FormerDrafts(session, self.profiles, self)
        self.former_drafts.said.connect(self.said)
        self.secrets = KeptSecrets(session, self.profiles, self._start, self)
        self.secrets.said.connect(self.said)
        self.secrets.latest_found.connect(self.token_renewed)
        self.routes = Routes(session, self.profiles, self._start, self)
        self.arrivals = Arrivals(session, self.profiles, self)
        self.arrivals.said.connect(self.said)
        self.records = Records(session.history, self.tasks, self)
        self.records.said.connect(self.said)
        self.records.send_again_wanted.connect(self.arrivals.load)
        self.keeper = Keeper(session, self.tasks, self)
        self.tokens = TokenBench(self._start, self)
        self.exports = ExportBench(session, self.profiles.complete, clock, self._start, self)
        self.exports.said.connect(self.said)
        self.imports = ImportBench(self._start, self)
        self.imports.said.connect(self.said)
        self.imports.fill_wanted.connect(self.arrivals.fill)
        self.imports.save_wanted.connect(self.arrivals.save_new)
        self.arrivals.saved.connect(self.imports.withdraw)
        self._lives: dict[str, _Life] = {}
        self._result: Expiry | None = None
        self._confirmed: set[tuple[str, str]] = set()
        self._retries = 0
        self._attempt = Progress(1)
        self._next_try_at = 0.0  # seconds since the call began
        self._cancelled = asyncio.Event()
        self._elapsed = QElapsedTimer()
        self._progress = QTimer(self)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(self._tell_progress)

    # ------------------------------------------------------------------------------------------------ opening

    async def open(
        self,
        chosen_name: str | None,
        take_draft: Callable[[], Draft | None] = lambda: None,
        *,
        offers_drafts: bool = True,
    ) -> bool:
        """Read profiles and history and start the simulator; everything that is shown follows as signals.

        ``take_draft`` gives what was typed before there were profiles. Whether drafts of a former window are offered.
        """
        await self.profiles.open(chosen_name, take_draft)
        self.opened.emit()
        await self._open_history()
        await self._open_simulator()
        has_drafts = offers_drafts and await self.former_drafts.look()
        await self.profiles.show_chosen_again()  # its minted secret is there only now
        return has_drafts

    async def _open_history(self) -> None:
        lives = await self.records.open()
        known = {name: record for name, record in lives.items() if record.token_kind is not None}
        self._lives = {name: _Life(record.issued_at, record.expires_at) for name, record in known.items()} | self._lives
        self.tell_lives(self.clock())

    async def _open_simulator(self) -> None:
        self._call_received.connect(self._on_call_received, Qt.ConnectionType.QueuedConnection)
        try:
            simulator = await self.session.stand_in.open()
            simulator.on_received = lambda _: self._call_received.emit()
        except OSError as error:
            self.said.emit(tr("The simulator could not be started: {reason}", reason=error), "bad")
        self.simulator_changed.emit()

    # -------------------------------------------------------------------------------------------------- calls

    def preview(self, draft: Draft) -> None:
        """Show the exact request, masked."""
        self._start("preview", lambda: self._preview(draft))

    async def _preview(self, draft: Draft) -> None:
        try:
            self.request_built.emit(await self.session.calls.preview(await self.profiles.complete(draft)))
        except InvalidHost:
            self.profiles.tell_problems(draft)

    def choose_retries(self, retries: int) -> None:
        """How often a call is tried again where that is safe; for this session."""
        self._retries = retries

    def send(self, draft: Draft, anyway: bool = False) -> None:
        """Send a call, unless one runs already, a field is wrong, or production was not confirmed."""
        if self.tasks.is_running("send"):
            return
        self._start("send", lambda: self._send(draft, anyway))

    async def _send(self, draft: Draft, anyway: bool) -> None:
        completed = await self.profiles.complete(draft)
        errors = [one for one in self.profiles.tell_problems(completed) if one.severity == "error"]
        if any(one.field == "host" for one in errors) or (errors and not anyway):
            return
        profile = draft.profile
        permit = (profile.id, profile.origin or "")
        if profile.needs_confirmation and permit not in self._confirmed:

            def confirmed() -> None:
                self._confirmed.add(permit)
                self.send(draft, anyway)

            self.confirmation_wanted.emit(profile, confirmed)
            return
        if self.settings.now.confirm_production == "always":
            self._confirmed.discard(permit)
        await self._perform(completed)

    async def _perform(self, completed: Draft) -> None:
        self._cancelled.clear()
        self._attempt = Progress(1)
        self._elapsed.start()
        self._progress.start()
        self.call_started.emit()
        try:
            sent = await self.session.calls.send(
                completed,
                deadline_seconds=self.deadline_seconds,
                cancelled=self._cancelled,
                retries=self._retries,
                on_progress=self._on_call_advanced,
                without_verification=self.routes.is_unverified(completed.profile),
            )
        except (InvalidHost, OSError) as error:
            self.said.emit(str(error), "bad")
            return
        finally:
            self._progress.stop()
            self.call_ended.emit()
        self._take_in(sent)
        if sent.exchange.token is not None and not self.keeper.is_locked:
            self.profiles.tell_places(completed.profile)  # not before another call may begin

    def _on_call_advanced(self, progress: Progress) -> None:
        if not self._progress.isActive():
            return  # it comes from another thread, and the call was cancelled meanwhile
        self._attempt = progress
        self._next_try_at = self._elapsed.elapsed() / 1000 + (progress.next_try_in_seconds or 0.0)
        self._tell_progress()

    def _tell_progress(self) -> None:
        elapsed = self._elapsed.elapsed() / 1000
        words = describe_attempt(self._attempt, self._retries + 1, self._next_try_at - elapsed) if self._retries else ""
        self.call_progressed.emit(elapsed, words)

    def _take_in(self, sent: Sent) -> None:
        exchange = sent.exchange
        if sent.trouble:
            self.said.emit(sent.trouble, "bad")
        token = exchange.token
        if token is not None and exchange.profile_id is not None:
            expiry = read_expiry(token, self.clock())
            self._lives[exchange.profile_id] = _Life(expiry.issued_at, expiry.expires_at)
        if not self.keeper.is_locked:  # else it came while nobody may read it; history says what became of it
            self._show_exchange(exchange, "")
        if sent.number is not None:
            self.records.measure()

    def _show_exchange(self, exchange: Exchange, origin: str) -> None:
        token, now = exchange.token, self.clock()
        self._result = read_expiry(token, now) if token is not None else None
        self.exchange_finished.emit(exchange, origin)
        if not origin:
            self.server_offset_told.emit(exchange.server_offset)
        if isinstance(exchange.outcome, Renewed):
            replied = tr("from the reply to {name}", name=exchange.profile_name)
            self.token_renewed.emit(exchange.outcome.token, origin or replied)
        if token is not None and (replaced := exchange.replaced) is not None:
            of = tr("example") if origin else exchange.profile_name
            self.renewal_compared.emit(compare_tokens(replaced, token), of)
        self.tell_lives(now)

    def cancel(self) -> None:
        """Stop the running call."""
        self._cancelled.set()

    def open_example(self, number: int) -> None:
        """Open one of the documentation's example replies; nothing is sent."""
        example = self.examples[number]
        self._show_exchange(example.exchange, tr("Example from the documentation; nothing was sent."))

    # --------------------------------------------------------------------------------------------------- lock

    def lock_up(self) -> None:
        """Forget what was typed as a secret and what was on show; nothing late comes to be shown."""
        for name in (
            "preview",
            "route",
            "reveal",
            "inspect",
            "verify",
            "export",
            "evidence",
            "evidence pictures",
            "import",
        ):
            self.tasks.cancel(name)
        self.profiles.lock_up()
        self.arrivals.lock_up()
        self.exports.lock_up()
        self.imports.withdraw()
        self._result = None

    # --------------------------------------------------------------------------------------------------- time

    def tell_lives(self, now: float) -> None:
        """How long each profile's latest token, and the token in the result, still live."""
        for profile_id, life in self._lives.items():
            if life.told_at <= now < life.steady_until:
                continue
            expiry = read_life(life.issued_at, life.expires_at, now)
            life.told_at, life.steady_until = now, steady_until(expiry, now)
            words, short = describe_life(expiry, now), describe_life_shortly(expiry, now)
            self.life_changed.emit(profile_id, expiry.look, words, expiry.part_left(now), short)
        if (result := self._result) is not None:
            expiry = read_life(result.issued_at, result.expires_at, now) if result.state != "unreadable" else result
            self.result_life_changed.emit(expiry.look, describe_life(expiry, now))

    # ---------------------------------------------------------------------------------------------- simulator

    def _on_call_received(self) -> None:
        self.simulator_changed.emit()

    def tell_story(self, name: str) -> None:
        """Let the simulator behave otherwise from the next call on."""
        if (simulator := self.session.stand_in.running) is not None:
            simulator.story = name
            self.simulator_changed.emit()

    def run_at(self, speed: float) -> None:
        """Let the clock of window and simulator run faster."""
        self.clock.run_at(speed)
        self.simulator_changed.emit()

    def answer_errors_as_http(self, wanted: bool) -> None:
        """Whether the simulator's business errors come as HTTP 4xx."""
        if (simulator := self.session.stand_in.running) is not None:
            simulator.errors_as_http = wanted
            self.simulator_changed.emit()

    def reset_simulator(self) -> None:
        """Forget the simulator's sessions and calls, return to the normal story and to the wall clock."""
        if (simulator := self.session.stand_in.running) is not None:
            simulator.reset()
            simulator.story = "normal"
            simulator.errors_as_http = False
        self.reset_clock()

    def reset_clock(self) -> None:
        """Return to the wall clock. Tokens of the demonstration are of another time and are shown no more."""
        was_ahead = self.clock.seconds_ahead
        self.clock.reset()
        self.simulator_changed.emit()
        self.session.profiles.drop_simulated()
        if was_ahead:
            for profile_id in self._lives:
                self.life_changed.emit(profile_id, "", "", None, "")
            self._lives.clear()
            self._result = None
            self.demo_ended.emit()
            self._start("history", self._open_history)

    # ------------------------------------------------------------------------------------------------ closing

    def _start(self, name: str, make: Work) -> None:
        async def guarded() -> None:
            try:
                await make()
            except StorageTrouble as trouble:
                self.said.emit(str(trouble), "bad")

        self.tasks.start(name, guarded)

    async def aclose(self) -> None:
        """Keep the settings, cancel and await what runs, then close the session."""
        await self.settings.aclose()
        await self.tasks.aclose()
        await self.profiles.aclose()
        await self.session.aclose()


def describe_attempt(progress: Progress, tries: int, pause_seconds: float) -> str:
    """ "attempt 2 of 3", or in a pause "attempt 1 of 3: rate limited; next try in 4 s"."""
    if progress.next_try_in_seconds is None:
        return tr("attempt {attempt} of {tries}", attempt=progress.attempt, tries=tries)
    return tr(
        "attempt {attempt} of {tries}: {reason}; next try in {seconds} s",
        attempt=progress.attempt,
        tries=tries,
        reason=say_reason(progress.reason or ""),
        seconds=max(0, math.ceil(pause_seconds)),
    )
