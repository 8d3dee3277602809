"""The bench: what the window works on (chosen profile, running call, current token) and what it does on demand.

Panes ask it by its public functions and hear its signals; ``wiring`` joins them. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from workbench.core.exchange import Exchange, Record
from workbench.core.expiry import Expiry, describe_life, read_expiry, read_life
from workbench.core.profile import Draft, Profile
from workbench.core.reply import Renewed
from workbench.core.request import InvalidHost
from workbench.core.secret import Secret
from workbench.session.calls import DEADLINE_SECONDS, Progress, Sent
from workbench.session.clock import DemoClock
from workbench.session.examples import Example
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.ui.kit.tasks import Tasks

HISTORY_ROWS = 500
PROGRESS_MS = 100
PLACE_WORDS = {
    "keyring": "in keyring",
    "session": "kept for this session only",
    "minted": "minted by the simulator at this start",
    "missing": "",
}


class Bench(QObject):
    """Owns the window's state: drafts of edited profiles, typed secrets, the running call, lives of latest tokens."""

    opened = Signal()  # profiles are there
    profiles_changed = Signal(object)  # tuple[Profile, ...]
    nothing_chosen = Signal()  # there is no profile any more
    profile_chosen = Signal(object, object)  # Profile as it stands in its draft, places in words by secret name
    places_changed = Signal(object)  # where secrets rest for the host and channel as edited: words by secret name
    edits_changed = Signal(bool)  # whether the chosen profile has edits that are not saved
    problems_found = Signal(object)  # tuple[FieldProblem, ...]
    request_built = Signal(object)  # Request
    secret_revealed = Signal(str, object)  # name, Secret
    call_started = Signal()
    call_progressed = Signal(float, str)  # seconds since it began; where it is tried again, the attempt in words
    route_found = Signal(object)  # Route of the next call, or None while its host cannot be used
    verification_changed = Signal(bool)  # whether the chosen profile's host is verified
    call_ended = Signal()
    exchange_finished = Signal(object, str)  # Exchange, where it comes from in words ("" for a call just made)
    token_renewed = Signal(object, str)  # Secret, where it comes from in words
    record_opened = Signal(object)  # Record
    record_added = Signal(int, object)  # number, Record
    history_loaded = Signal(object)  # list[(number, Record)]
    life_changed = Signal(str, str, str, object)  # profile id, look, words, part left
    result_life_changed = Signal(str, str)  # look, words of the token in the result
    confirmation_wanted = Signal(object, object)  # Profile, what to do when confirmed
    said = Signal(str, str)  # words, tone
    deleted = Signal(str, object)  # words, how to undo
    simulator_changed = Signal()
    demo_ended = Signal()  # the clock is the wall clock again; what is on show was of another time
    _call_received = Signal()  # from the simulator's thread

    def __init__(self, session: Session, clock: DemoClock, examples: tuple[Example, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.clock = clock
        self.examples = examples
        self.deadline_seconds = DEADLINE_SECONDS
        self.tasks = Tasks(self)
        self._chosen: str | None = None
        self._drafts: dict[str, Profile] = {}
        self._typed: dict[str, tuple[str, dict[str, Secret]]] = {}
        self._lives: dict[str, tuple[float | None, float | None]] = {}
        self._result: Expiry | None = None
        self._asked_about: tuple[str, str, str | None] | None = None
        self._confirmed: set[tuple[str, str]] = set()
        self._retries = 0
        self._attempt = Progress(1)
        self._next_try_at = 0.0  # seconds since the call began
        self._unverified: dict[str, str | None] = {}  # origins by profile; of this session alone
        self._cancelled = asyncio.Event()
        self._turn = asyncio.Lock()
        self._turns = 0
        self._records: dict[int, Record] = {}
        self._elapsed = QElapsedTimer()
        self._progress = QTimer(self)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(self._tell_progress)

    # ------------------------------------------------------------------------------------------------ opening

    async def open(self, chosen_name: str | None) -> None:
        """Read profiles and history and start the simulator; everything that is shown follows as signals."""
        await self._open_profiles(chosen_name)
        await self._open_history()
        await self._open_simulator()
        if self._chosen is not None:  # its minted secret is there only now
            await self._show_chosen(self._chosen)

    async def _open_profiles(self, chosen_name: str | None) -> None:
        profiles = self.session.profiles
        try:
            await profiles.open()
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
        for problem in profiles.problems:
            self.said.emit(problem, "bad")
        self.profiles_changed.emit(profiles.all)
        chosen = profiles.find(chosen_name) if chosen_name else None
        if chosen_name and chosen is None:
            self.said.emit(f"There is no profile named “{chosen_name}”.", "soon")
        first = chosen or next(iter(profiles.all), None)
        if first is not None:
            await self._show_chosen(first.id)
        self.opened.emit()

    async def _open_history(self) -> None:
        try:
            stored = await asyncio.to_thread(self.session.history.recent, HISTORY_ROWS)
            lives = await asyncio.to_thread(self.session.history.latest_by_profile)
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
            return
        for problem in self.session.history.problems:
            self.said.emit(problem, "soon")
        self._records = {row.number: row.record for row in stored}
        known = {name: record for name, record in lives.items() if record.token_kind is not None}
        self._lives = {name: (record.issued_at, record.expires_at) for name, record in known.items()} | self._lives
        self.history_loaded.emit([(row.number, row.record) for row in stored])
        self.tell_lives(self.clock())

    async def _open_simulator(self) -> None:
        self._call_received.connect(self._on_call_received, Qt.ConnectionType.QueuedConnection)
        try:
            simulator = await self.session.stand_in.open()
            simulator.on_received = lambda _: self._call_received.emit()
        except OSError as error:
            self.said.emit(f"The simulator could not be started: {error}", "bad")
        self.simulator_changed.emit()

    # ----------------------------------------------------------------------------------------------- profiles

    def choose(self, profile_id: str) -> None:
        """Work on another profile; what was typed for the former one is kept."""
        self._start("choose", lambda: self._show_chosen(profile_id))

    async def _show_chosen(self, profile_id: str) -> None:
        profile = self._drafts.get(profile_id) or self.session.profiles.get(profile_id)
        if profile is None:
            return
        self._chosen = profile_id
        places = await self._describe_places(profile)
        if self._chosen != profile_id:  # a late answer of the keyring
            return
        self._asked_about = (profile_id, profile.channel, profile.origin)
        self.profile_chosen.emit(profile, places)
        self.edits_changed.emit(profile_id in self._drafts)
        self.verification_changed.emit(not self._is_unverified(profile))
        await self._tell_route(Draft(profile))

    async def _describe_places(self, profile: Profile) -> dict[str, str]:
        places = {name: PLACE_WORDS[at] for name, at in (await self.session.profiles.secret_places(profile)).items()}
        return places | dict.fromkeys(self._typed_secrets(profile), "typed here, not saved yet")

    async def _tell_places(self, profile: Profile) -> None:
        places = await self._describe_places(profile)
        if self._chosen == profile.id:
            self.places_changed.emit(places)

    def edit(self, draft: Draft) -> None:
        """Take in what the user typed, and say what is wrong with it."""
        profile = draft.profile
        saved = self.session.profiles.get(profile.id)
        if saved is not None:
            self._keep_typed(draft)
            if profile == saved and profile.id not in self._typed:
                self._drafts.pop(profile.id, None)
            else:
                self._drafts[profile.id] = profile
            self.edits_changed.emit(profile.id in self._drafts)
        about = (profile.id, profile.channel, profile.origin)
        if about != self._asked_about:
            self._asked_about = about
            self._start("places", lambda: self._tell_places(profile))
        self._start("check", lambda: self._check(draft))
        if profile.id in self._unverified and not self._is_unverified(profile):
            self.choose_verification(True)
        self._start("route", lambda: self._tell_route(draft))

    def _keep_typed(self, draft: Draft) -> None:
        origin = draft.profile.origin
        kept = {**self._typed_secrets(draft.profile), **{name: one for name, one in draft.secrets.items() if one}}
        if kept and origin is not None:
            self._typed[draft.profile.id] = (origin, kept)

    def _typed_secrets(self, profile: Profile) -> Mapping[str, Secret]:
        """What was typed for a profile at this origin; another origin never gets it."""
        origin, typed = self._typed.get(profile.id, ("", {}))
        return typed if origin == profile.origin else {}

    def drop_typed(self, name: str) -> None:
        """Forget a secret typed for the chosen profile, because its field was emptied."""
        _, typed = self._typed.get(self._chosen or "", ("", {}))
        typed.pop(name, None)
        if self._chosen is not None and not typed:
            self._typed.pop(self._chosen, None)

    async def _complete(self, draft: Draft) -> Draft:
        return await self.session.profiles.complete(draft.with_secrets(self._typed_secrets(draft.profile)))

    async def _check(self, draft: Draft) -> None:
        self.problems_found.emit((await self._complete(draft)).problems())

    def preview(self, draft: Draft) -> None:
        """Show the exact request, masked."""
        self._start("preview", lambda: self._preview(draft))

    async def _preview(self, draft: Draft) -> None:
        try:
            self.request_built.emit(await self.session.calls.preview(await self._complete(draft)))
        except InvalidHost:
            self.problems_found.emit(draft.problems())

    def reveal(self, name: str) -> None:
        """Show one kept secret of the chosen profile, because the user asked for it."""
        self._start("reveal", lambda: self._reveal(name))

    async def _reveal(self, name: str) -> None:
        profile_id = self._chosen
        profile = self._current_profile()
        if profile is None:
            return
        secret = (await self._complete(Draft(profile))).secrets.get(name)
        if secret is not None and self._chosen == profile_id:
            self.secret_revealed.emit(name, secret)

    def _current_profile(self) -> Profile | None:
        if self._chosen is None:
            return None
        return self._drafts.get(self._chosen) or self.session.profiles.get(self._chosen)

    def save(self, draft: Draft) -> None:
        """Keep the draft, its secrets in the keyring or for this session."""
        self._start_in_turn(lambda: self._save(draft))

    async def _save(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed_secrets(draft.profile))
        saved = await self.session.profiles.save(whole)
        self.profiles_changed.emit(self.session.profiles.all)
        was_edited_meanwhile = self._drafts.get(saved.id, saved) != saved  # a keyring may take its time
        if not was_edited_meanwhile:
            self._drafts.pop(saved.id, None)
            self._typed.pop(saved.id, None)
        self.edits_changed.emit(was_edited_meanwhile)
        trouble = self.session.keychain.trouble if whole.secrets else None
        self.said.emit(f"“{saved.name}” saved." + (f" {trouble}" if trouble else ""), "soon" if trouble else "good")
        if self._chosen == saved.id and not was_edited_meanwhile:
            await self._show_chosen(saved.id)

    def add_profile(self) -> None:
        """A new profile on the simulator."""

        async def add() -> None:
            await self._show_new(await self.session.profiles.add())

        self._start_in_turn(add)

    def duplicate(self, profile_id: str) -> None:
        """A copy with its secrets."""

        async def copy() -> None:
            await self._show_new(await self.session.profiles.duplicate(profile_id))

        self._start_in_turn(copy)

    async def _show_new(self, profile: Profile) -> None:
        self.profiles_changed.emit(self.session.profiles.all)
        await self._show_chosen(profile.id)

    def rename(self, profile_id: str, name: str) -> None:
        """Another name for a profile."""

        async def rename() -> None:
            try:
                renamed = await self.session.profiles.rename(profile_id, name)
            except ValueError as error:
                self.said.emit(str(error), "bad")
                return
            if (draft := self._drafts.get(profile_id)) is not None:
                self._drafts[profile_id] = replace(draft, name=renamed.name)
            self.profiles_changed.emit(self.session.profiles.all)
            if self._chosen == profile_id:
                await self._show_chosen(profile_id)

        self._start_in_turn(rename)

    def delete(self, profile_id: str) -> None:
        """Move a profile to the bin, with a way back."""

        async def delete() -> None:
            rest = [profile.id for profile in self.session.profiles.all]
            place = rest.index(profile_id)
            gone = await self.session.profiles.delete(profile_id)
            self.profiles_changed.emit(self.session.profiles.all)
            self.deleted.emit(f"“{gone.name}” deleted.", lambda: self.restore(profile_id))
            left = [one for one in rest if one != profile_id]
            if self._chosen == profile_id:
                if left:
                    await self._show_chosen(left[min(place, len(left) - 1)])
                else:
                    self._chosen = None
                    self.nothing_chosen.emit()

        self._start_in_turn(delete)

    def restore(self, profile_id: str) -> None:
        """Undo a delete."""

        async def restore() -> None:
            await self._show_new(await self.session.profiles.restore(profile_id))

        self._start_in_turn(restore)

    # --------------------------------------------------------------------------------------------- connection

    def choose_verification(self, is_verified: bool) -> None:
        """Verify the chosen profile's host by its certificate or, in this session and at this origin alone, do not."""
        profile = self._current_profile()
        if profile is None:
            return
        if is_verified:
            self._unverified.pop(profile.id, None)
        else:
            self._unverified[profile.id] = profile.origin
        self.verification_changed.emit(is_verified)
        self._start("route", lambda: self._tell_route(Draft(profile)))

    def _is_unverified(self, profile: Profile) -> bool:
        return profile.origin is not None and self._unverified.get(profile.id) == profile.origin

    def choose_retries(self, retries: int) -> None:
        """How often a call is tried again where that is safe; for this session."""
        self._retries = retries

    async def _tell_route(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed_secrets(draft.profile))
        without = self._is_unverified(draft.profile)
        try:
            route = await self.session.calls.describe_route(whole, without_verification=without)
        except InvalidHost:
            route = None
        if self._chosen == draft.profile.id:
            self.route_found.emit(route)

    # -------------------------------------------------------------------------------------------------- calls

    def send(self, draft: Draft, anyway: bool = False) -> None:
        """Send a call, unless one runs already, a field is wrong, or production was not confirmed."""
        if self.tasks.is_running("send"):
            return
        self._start("send", lambda: self._send(draft, anyway))

    async def _send(self, draft: Draft, anyway: bool) -> None:
        completed = await self._complete(draft)
        problems = completed.problems()
        self.problems_found.emit(problems)
        errors = [one for one in problems if one.severity == "error"]
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
                without_verification=self._is_unverified(completed.profile),
            )
        except (InvalidHost, OSError) as error:
            self.said.emit(str(error), "bad")
            return
        finally:
            self._progress.stop()
            self.call_ended.emit()
        self._take_in(sent)

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
            self._lives[exchange.profile_id] = (expiry.issued_at, expiry.expires_at)
        self._show_exchange(exchange, "")
        if sent.number is not None:
            self._records[sent.number] = sent.record
            self.record_added.emit(sent.number, sent.record)

    def _show_exchange(self, exchange: Exchange, origin: str) -> None:
        token, now = exchange.token, self.clock()
        self._result = read_expiry(token, now) if token is not None else None
        self.exchange_finished.emit(exchange, origin)
        if isinstance(exchange.outcome, Renewed):
            self.token_renewed.emit(exchange.outcome.token, origin or f"from the reply to {exchange.profile_name}")
        self.tell_lives(now)

    def cancel(self) -> None:
        """Stop the running call."""
        self._cancelled.set()

    def open_example(self, number: int) -> None:
        """Open one of the documentation's example replies; nothing is sent."""
        example = self.examples[number]
        self._show_exchange(example.exchange, "Example from the documentation; nothing was sent.")

    def open_record(self, number: int) -> None:
        """Open what was kept of an old exchange."""
        if (record := self._records.get(number)) is not None:
            self.record_opened.emit(record)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Names of the profiles with edits that are not saved."""
        return tuple(profile.name for profile in self._drafts.values())

    def recent_records(self, limit: int) -> list[tuple[int, Record]]:
        """The newest records, newest first."""
        return sorted(self._records.items(), reverse=True)[:limit]

    def clear_history(self) -> None:
        """Forget all records."""

        async def clear() -> None:
            await asyncio.to_thread(self.session.history.clear)
            self._records.clear()
            self.history_loaded.emit([])

        self._start("history", clear)

    # --------------------------------------------------------------------------------------------------- time

    def tell_lives(self, now: float) -> None:
        """How long each profile's latest token, and the token in the result, still live."""
        for profile_id, (issued_at, expires_at) in self._lives.items():
            expiry = read_life(issued_at, expires_at, now)
            self.life_changed.emit(profile_id, expiry.look, describe_life(expiry, now), expiry.part_left(now))
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
        if was_ahead:
            for profile_id in self._lives:
                self.life_changed.emit(profile_id, "", "", None)
            self._lives.clear()
            self._result = None
            self.demo_ended.emit()
            self._start("history", self._open_history)

    # ------------------------------------------------------------------------------------------------ closing

    def _start_in_turn(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """One after the other, none lost: what changes profiles."""

        async def wait_and_make() -> None:
            async with self._turn:
                await make()

        self._turns += 1
        self._start(f"profiles {self._turns}", wait_and_make)

    def _start(self, name: str, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async def guarded() -> None:
            try:
                await make()
            except StorageTrouble as trouble:
                self.said.emit(str(trouble), "bad")

        self.tasks.start(name, guarded)

    async def aclose(self) -> None:
        """Cancel and await what runs, then close the session."""
        await self.tasks.aclose()
        await self.session.aclose()


def describe_attempt(progress: Progress, tries: int, pause_seconds: float) -> str:
    """ "attempt 2 of 3", or in a pause "attempt 1 of 3: rate limited; next try in 4 s"."""
    words = f"attempt {progress.attempt} of {tries}"
    if progress.next_try_in_seconds is None:
        return words
    reason = (progress.reason or "").replace("_", " ")
    return f"{words}: {reason}; next try in {max(0, math.ceil(pause_seconds))} s"
