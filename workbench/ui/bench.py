"""The bench: what the window works on (chosen profile, running call, current token) and what it does on demand.

Panes ask it by its public functions and hear its signals; ``wiring`` joins them. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from workbench.core.exchange import Exchange, Record
from workbench.core.expiry import Expiry, describe_life, read_expiry, read_life
from workbench.core.history import read_fields
from workbench.core.profile import LATEST_TOKEN, Draft, Profile
from workbench.core.reply import Renewed
from workbench.core.request import InvalidHost
from workbench.core.secret import Secret
from workbench.session.calls import DEADLINE_SECONDS, Sent
from workbench.session.clock import DemoClock
from workbench.session.examples import Example
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.storage.journal import Leftovers
from workbench.storage.keychain import NO_KEYRING
from workbench.storage.profiles import Conflict
from workbench.ui.drafts import Drafts
from workbench.ui.keeper import Keeper
from workbench.ui.kit.tasks import Tasks
from workbench.ui.records import Records
from workbench.ui.shelf import Shelf

PROGRESS_MS = 100
PLACE_WORDS = {
    "keyring": "in keyring",
    "vault": "in vault",
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
    call_progressed = Signal(float)  # seconds since it began
    call_ended = Signal()
    exchange_finished = Signal(object, str)  # Exchange, where it comes from in words ("" for a call just made)
    token_renewed = Signal(object, str)  # Secret, where it comes from in words
    life_changed = Signal(str, str, str, object)  # profile id, look, words, part left
    result_life_changed = Signal(str, str)  # look, words of the token in the result
    confirmation_wanted = Signal(object, object)  # Profile, what to do when confirmed
    said = Signal(str, str)  # words, tone
    deleted = Signal(str, object)  # words, how to undo
    drafts_found = Signal(object)  # Leftovers of windows that ended without closing
    conflict_found = Signal(object, object)  # Draft that was not saved, Profile as it stands now or None: deleted
    simulator_changed = Signal()
    demo_ended = Signal()  # the clock is the wall clock again; what is on show was of another time
    secrets_unkept = Signal(str)  # why a secret that was saved is there for this session only
    _call_received = Signal()  # from the simulator's thread

    def __init__(self, session: Session, clock: DemoClock, examples: tuple[Example, ...], parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.clock = clock
        self.examples = examples
        self.deadline_seconds = DEADLINE_SECONDS
        self.tasks = Tasks(self)
        self.records = Records(session.history, self.tasks, self)
        self.records.said.connect(self.said)
        self.records.send_again_wanted.connect(self._on_send_again_wanted)
        self.keeper = Keeper(session, self.tasks, self)
        self._chosen: str | None = None
        self.drafts = Drafts(session.journal, lambda one: tuple(self._typed.get(one, ("", {}))[1]), self.tasks, self)
        self.drafts.said.connect(self.said)
        self.shelf = Shelf(session, self._start_in_turn, self)
        self.shelf.said.connect(self.said)
        self.shelf.marked.connect(lambda one: self.drafts.change(one.id, tags=one.tags, color=one.color))
        self.shelf.changed.connect(lambda: self._start_in_turn(self._follow))
        self._shown: dict[str, Profile] = {}
        self._told_problems: frozenset[str] = frozenset()
        self._typed: dict[str, tuple[str, dict[str, Secret]]] = {}
        self._lives: dict[str, tuple[float | None, float | None]] = {}
        self._result: Expiry | None = None
        self._asked_about: tuple[str, str, str | None] | None = None
        self._confirmed: set[tuple[str, str]] = set()
        self._is_locked = False
        self._told_trouble: str | None = None
        self._cancelled = asyncio.Event()
        self._turn = asyncio.Lock()
        self._turns = 0
        self._elapsed = QElapsedTimer()
        self._progress = QTimer(self)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(lambda: self.call_progressed.emit(self._elapsed.elapsed() / 1000))

    # ------------------------------------------------------------------------------------------------ opening

    async def open(self, chosen_name: str | None, *, offers_drafts: bool = True) -> None:
        """Read profiles and history and start the simulator; everything that is shown follows as signals."""
        await self._open_profiles(chosen_name)
        await self._open_history()
        await self._open_simulator()
        if offers_drafts:
            await self._find_drafts()
        if self._chosen is not None:  # its minted secret is there only now
            await self._show_chosen(self._chosen)

    async def _open_profiles(self, chosen_name: str | None) -> None:
        profiles = self.session.profiles
        try:
            await profiles.open()
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
        self._tell_profiles()
        chosen = profiles.find(chosen_name) if chosen_name else None
        if chosen_name and chosen is None:
            self.said.emit(f"There is no profile named “{chosen_name}”.", "soon")
        first = chosen or next(iter(profiles.all), None)
        if first is not None:
            await self._show_chosen(first.id)
        self.opened.emit()

    async def _open_history(self) -> None:
        lives = await self.records.open()
        known = {name: record for name, record in lives.items() if record.token_kind is not None}
        self._lives = {name: (record.issued_at, record.expires_at) for name, record in known.items()} | self._lives
        self.tell_lives(self.clock())

    async def _open_simulator(self) -> None:
        self._call_received.connect(self._on_call_received, Qt.ConnectionType.QueuedConnection)
        try:
            simulator = await self.session.stand_in.open()
            simulator.on_received = lambda _: self._call_received.emit()
        except OSError as error:
            self.said.emit(f"The simulator could not be started: {error}", "bad")
        self.simulator_changed.emit()

    def _tell_profiles(self) -> None:
        """Show the profiles as they are saved, and say what is wrong with their files and was not said yet."""
        profiles = self.session.profiles
        for problem in profiles.problems:
            if problem not in self._told_problems:
                self.said.emit(problem, "bad")
        self._told_problems = frozenset(profiles.problems)
        self._shown = {one.id: one for one in profiles.all}
        self.profiles_changed.emit(profiles.all)

    # ----------------------------------------------------------------------------------- drafts of a former window

    def find_drafts(self) -> None:
        """Look for what windows that ended without closing had not saved."""

        async def find() -> None:
            if not await self._find_drafts():
                self.said.emit("There are no drafts of a former window.", "neutral")

        self._start_in_turn(find)

    async def _find_drafts(self) -> bool:
        leftovers = await self.drafts.find_leftovers()
        for problem in leftovers.problems:
            self.said.emit(problem, "soon")
        get = self.session.profiles.get
        unsaved = tuple(one for one in leftovers.drafts if one.profile != get(one.profile.id) or one.typed_secrets)
        if unsaved:
            self.drafts_found.emit(replace(leftovers, drafts=unsaved))
        else:
            await self.drafts.drop_leftovers(leftovers)
        return bool(unsaved)

    def restore_drafts(self, leftovers: Leftovers) -> None:
        """Put drafts of a former window back into the forms; a profile that is gone comes back with its draft."""

        async def restore() -> None:
            for one in leftovers.drafts:
                if self.session.profiles.get(one.profile.id) is None:
                    await self.session.profiles.save(Draft(one.base))
                self.drafts.put(one.profile, one.base)
            await self.drafts.keep()
            await self.drafts.drop_leftovers(leftovers)
            self._tell_profiles()
            await self._show_chosen(leftovers.drafts[0].profile.id)
            retype = [f"“{one.profile.name}”" for one in leftovers.drafts if one.typed_secrets]
            again = f" Secrets are never kept in a draft: type them again for {', '.join(retype)}." if retype else ""
            self.said.emit(f"What was typed is back, not saved yet.{again}", "soon" if retype else "good")

        self._start_in_turn(restore)

    def discard_drafts(self, leftovers: Leftovers) -> None:
        """Forget drafts of a former window."""
        self._start_in_turn(lambda: self.drafts.drop_leftovers(leftovers))

    # ----------------------------------------------------------------------------------------------- profiles

    def watch_profiles(self) -> None:
        """Look whether another window, the command line or an editor changed profiles; called at each beat."""

        async def watch() -> None:
            async with self._turn:
                if await self.session.profiles.refresh():
                    await self._follow()

        if not self.tasks.is_running("profiles watch"):
            self._start("profiles watch", watch, is_quiet=True)

    async def _follow(self) -> None:
        """Show what became of the profiles; what is typed stays on show."""
        before, chosen = self._shown, self._chosen
        self._tell_profiles()
        now = self.session.profiles.get(chosen) if chosen is not None else None
        if chosen is None:
            if first := next(iter(self.session.profiles.all), None):
                await self._show_chosen(first.id)
        elif now == before.get(chosen):
            return
        elif (draft := self.drafts.get(chosen)) is None and now is None:
            await self._show_neighbour(chosen, list(before))
        elif draft is None:
            await self._show_chosen(chosen)
        elif now is None:
            words = f"“{draft.name}” was deleted elsewhere. What you typed is still here; saving brings it back."
            self.said.emit(words, "soon")
        elif now == self.drafts.base_of(chosen):
            await self._show_chosen(chosen)  # its marks changed, the edit goes on
        elif now != draft:
            self.said.emit(f"“{now.name}” was changed elsewhere while you edit it; saving will ask.", "soon")

    async def _show_neighbour(self, profile_id: str, before: list[str]) -> None:
        """Choose another profile in place of one that is gone."""
        place = before.index(profile_id) if profile_id in before else 0
        left = [one.id for one in self.session.profiles.all]
        if left:
            await self._show_chosen(left[min(place, len(left) - 1)])
        else:
            self._chosen = None
            self.nothing_chosen.emit()

    def choose(self, profile_id: str) -> None:
        """Work on another profile; what was typed for the former one is kept."""
        self._start("choose", lambda: self._show_chosen(profile_id))

    async def _show_chosen(self, profile_id: str) -> None:
        profile = self.drafts.get(profile_id) or self.session.profiles.get(profile_id)
        if profile is None:
            return
        self._chosen = profile_id
        places = await self._describe_places(profile)
        if self._chosen != profile_id:  # a late answer of the keyring
            return
        self._asked_about = _about(profile)
        self.profile_chosen.emit(profile, places)
        self.edits_changed.emit(self.drafts.get(profile_id) is not None)

    async def _describe_places(self, profile: Profile) -> dict[str, str]:
        places = {name: PLACE_WORDS[at] for name, at in (await self.session.profiles.secret_places(profile)).items()}
        self._tell_trouble()
        if places[LATEST_TOKEN] and profile.channel == "web":
            places[profile.secret_field] = f"latest renewed token, {places[LATEST_TOKEN]}"
        return places | dict.fromkeys(self._typed_secrets(profile), "typed here, not saved yet")

    def _tell_trouble(self) -> None:
        """Say once why secrets that rest somewhere cannot be had; that there is no keyring at all is no news."""
        trouble = self.session.keychain.trouble
        if trouble != self._told_trouble and trouble not in (None, NO_KEYRING):
            self.said.emit(trouble, "soon")
        self._told_trouble = trouble

    async def _tell_places(self, profile: Profile) -> None:
        places = await self._describe_places(profile)
        if self._chosen == profile.id:
            self.places_changed.emit(places)

    def edit(self, draft: Draft) -> None:
        """Take in what the user typed, and say what is wrong with it."""
        profile = draft.profile
        saved = self.session.profiles.get(profile.id)
        base = saved or self.drafts.base_of(profile.id)
        if base is not None:
            self._keep_typed(draft)
            if profile == saved and profile.id not in self._typed:
                self.drafts.drop(profile.id)
            else:
                self.drafts.put(profile, base)
            self.edits_changed.emit(self.drafts.get(profile.id) is not None)
        about = _about(profile)
        if about != self._asked_about:
            self._asked_about = about
            self._start("places", lambda: self._tell_places(profile))
        self._start("check", lambda: self._check(draft))

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
        profile = self._current_profile()
        if profile is None:
            return
        secret = (await self._complete(Draft(profile))).secrets.get(name)
        now = self._current_profile()  # a keyring may answer when another profile, host or channel is on show
        if secret is not None and now is not None and _about(now) == _about(profile):
            self.secret_revealed.emit(name, secret)

    def show_latest(self) -> None:
        """Show the latest token that is kept for the chosen profile at its host."""

        async def show() -> None:
            profile = self._current_profile()
            token = await self.session.profiles.latest_token(profile) if profile is not None else None
            if profile is None or profile.id != self._chosen or self._is_locked:
                return
            if token is None:
                self.said.emit("No token is kept for this profile and host.", "neutral")
            else:
                self.token_renewed.emit(token, f"latest token of {profile.name}, kept")

        self._start("reveal", show)

    def return_to_original(self) -> None:
        """Let the next call of the chosen profile send the expired token that was saved, not the latest one."""

        async def go_back() -> None:
            profile = self._current_profile()
            if profile is not None:
                await self.session.profiles.return_to_original(profile)
                await self._tell_places(profile)

        self._start_in_turn(go_back)

    def lock_up(self) -> None:
        """Forget what was typed as a secret and what was on show; nothing late comes to be shown."""
        self._is_locked = True
        for name in ("choose", "places", "check", "preview", "reveal"):
            self.tasks.cancel(name)
        for profile_id in self._typed:
            if self.drafts.get(profile_id) == self.session.profiles.get(profile_id):
                self.drafts.drop(profile_id)  # the secret was all that was typed
        self._typed.clear()
        self._result = None

    def show_again(self) -> None:
        """The window was unlocked, or secrets rest elsewhere: show the chosen profile as it stands."""
        self._is_locked = False
        self._told_trouble = None
        profile_id = self._chosen
        if profile_id is not None:
            self._start("choose", lambda: self._show_chosen(profile_id))

    def _current_profile(self) -> Profile | None:
        if self._chosen is None:
            return None
        return self.drafts.get(self._chosen) or self.session.profiles.get(self._chosen)

    def save(self, draft: Draft) -> None:
        """Keep the draft, its secrets in the keyring or for this session."""
        self._start_in_turn(lambda: self._save(draft))

    async def _save(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed_secrets(draft.profile))
        try:
            saved = await self.session.profiles.save(whole, self.drafts.base_of(draft.profile.id))
        except Conflict as conflict:
            self._tell_profiles()
            self.conflict_found.emit(whole, conflict.theirs)
            return
        self._tell_profiles()
        was_edited_meanwhile = (self.drafts.get(saved.id) or saved) != saved  # a keyring may take its time
        if was_edited_meanwhile:
            self.drafts.rebase(saved.id, saved)
        else:
            self.drafts.drop(saved.id)
            self._typed.pop(saved.id, None)
        self.edits_changed.emit(was_edited_meanwhile)
        trouble = self.session.profiles.unkept
        self.said.emit(f"“{saved.name}” saved." + (f" {trouble}" if trouble else ""), "soon" if trouble else "good")
        if self._chosen == saved.id and not was_edited_meanwhile:
            await self._show_chosen(saved.id)
        if trouble:
            self.secrets_unkept.emit(trouble)

    def keep_mine(self, draft: Draft, theirs: Profile | None) -> None:
        """Save in spite of what was saved elsewhere meanwhile, which is gone then."""
        self.drafts.put(draft.profile, draft.profile)
        self.drafts.rebase(draft.profile.id, theirs)
        self.save(draft)

    def take_theirs(self, profile_id: str) -> None:
        """Drop what was typed for a profile in favour of what was saved elsewhere."""

        async def take() -> None:
            self.drafts.drop(profile_id)
            self._typed.pop(profile_id, None)
            if self._chosen != profile_id:
                return
            if self.session.profiles.get(profile_id) is None:
                await self._show_neighbour(profile_id, [])
            else:
                await self._show_chosen(profile_id)

        self._start_in_turn(take)

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
        self._tell_profiles()
        await self._show_chosen(profile.id)

    def rename(self, profile_id: str, name: str) -> None:
        """Another name for a profile."""

        async def rename() -> None:
            try:
                renamed = await self.session.profiles.rename(profile_id, name)
            except ValueError as error:
                self.said.emit(str(error), "bad")
                return
            self.drafts.change(profile_id, name=renamed.name)
            self._tell_profiles()
            if self._chosen == profile_id:
                await self._show_chosen(profile_id)

        self._start_in_turn(rename)

    def delete(self, profile_id: str) -> None:
        """Move a profile to the bin, with a way back."""

        async def delete() -> None:
            before = [profile.id for profile in self.session.profiles.all]
            gone = await self.session.profiles.delete(profile_id)
            self._tell_profiles()
            self.deleted.emit(f"“{gone.name}” deleted.", lambda: self.restore(profile_id))
            if self._chosen == profile_id:
                await self._show_neighbour(profile_id, before)

        self._start_in_turn(delete)

    def restore(self, profile_id: str) -> None:
        """Undo a delete."""

        async def restore() -> None:
            await self._show_new(await self.session.profiles.restore(profile_id))

        self._start_in_turn(restore)

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
        self._elapsed.start()
        self._progress.start()
        self.call_started.emit()
        try:
            sent = await self.session.calls.send(
                completed, deadline_seconds=self.deadline_seconds, cancelled=self._cancelled
            )
        except (InvalidHost, OSError) as error:
            self.said.emit(str(error), "bad")
            return
        finally:
            self._progress.stop()
            self.call_ended.emit()
        self._take_in(sent)
        if sent.exchange.token is not None and not self._is_locked:
            self._start("places", lambda: self._tell_places(completed.profile))  # not before another call may begin

    def _take_in(self, sent: Sent) -> None:
        exchange = sent.exchange
        if sent.trouble:
            self.said.emit(sent.trouble, "bad")
        token = exchange.token
        if token is not None and exchange.profile_id is not None:
            expiry = read_expiry(token, self.clock())
            self._lives[exchange.profile_id] = (expiry.issued_at, expiry.expires_at)
        if not self._is_locked:  # else it came while nobody may read it; history says what became of it
            self._show_exchange(exchange, "")
        if sent.number is not None:
            self.records.measure()

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

    def _on_send_again_wanted(self, record: Record) -> None:
        self._start_in_turn(lambda: self._load(record))

    async def _load(self, record: Record) -> None:
        """Put the host and fields of an old call into the form of its profile; its secret stays where it rests."""
        saved = self.session.profiles.get(record.profile_id or "")
        if saved is None:
            saved = await self.session.profiles.add()
            self._tell_profiles()
        texts, absent = read_fields(record)
        loaded = replace(saved, channel=record.channel, host=record.host, fields=texts, absent=absent)
        if loaded == saved:
            self.drafts.drop(saved.id)
        else:
            self.drafts.put(loaded, saved)
        await self._show_chosen(saved.id)
        self.said.emit("The old call is in the form; nothing was sent yet.", "neutral")

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Names of the profiles with edits that are not saved."""
        return self.drafts.names

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
        self.session.profiles.drop_simulated()
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

    def _start(self, name: str, make: Callable[[], Coroutine[Any, Any, None]], is_quiet: bool = False) -> None:
        async def guarded() -> None:
            try:
                await make()
            except StorageTrouble as trouble:
                if not is_quiet:  # what is looked for each second would say so each second
                    self.said.emit(str(trouble), "bad")

        self.tasks.start(name, guarded)

    async def aclose(self) -> None:
        """Cancel and await what runs, then close the session."""
        await self.tasks.aclose()
        await self.drafts.aclose()
        await self.session.aclose()


def _about(profile: Profile) -> tuple[str, str, str | None]:
    """What the secrets on show belong to."""
    return profile.id, profile.channel, profile.origin
