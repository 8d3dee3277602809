"""What the window does with profiles: the chosen one, edits that are not saved, and secrets typed for an origin.

It is the bench's part that knows profiles; ``wiring`` joins it to the panes. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from workbench.core.calls import FieldProblem
from workbench.core.exchange import Record
from workbench.core.history import read_fields
from workbench.core.profile import LATEST_TOKEN, Draft, Profile
from workbench.core.request import InvalidHost
from workbench.core.secret import Secret
from workbench.language import mark, tr, trn
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.storage.journal import Leftovers
from workbench.storage.profiles import Conflict
from workbench.ui.drafts import Drafts
from workbench.ui.kit.tasks import Tasks
from workbench.ui.shelf import Shelf
from workbench.ui.typed_secrets import TypedSecrets

Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

PLACE_WORDS = {
    "keyring": mark("in keyring"),
    "vault": mark("in vault"),
    "session": mark("kept for this session only"),
    "minted": mark("minted by the simulator at this start"),
    "missing": "",
}


class ProfileBench(QObject):
    """Owns which profile is chosen, the drafts of edited profiles, and the secrets typed for them.

    While the window is locked nothing of it comes to be shown.
    """

    profiles_changed = Signal(object)  # tuple[Profile, ...]
    nothing_chosen = Signal()  # there is no profile any more
    profile_chosen = Signal(object, object)  # Profile as it stands in its draft, places in words by secret name
    places_changed = Signal(object)  # where secrets rest for the host and channel as edited: words by secret name
    edits_changed = Signal(bool)  # whether the chosen profile has edits that are not saved
    problems_found = Signal(object)  # tuple[FieldProblem, ...]
    secret_revealed = Signal(str, object)  # name, Secret
    route_found = Signal(object)  # Route of the next call, or None while its host cannot be used
    verification_changed = Signal(bool)  # whether the chosen profile's host is verified
    said = Signal(str, str)  # words, tone
    latest_found = Signal(object, str)  # Secret: the latest token that is kept, where it comes from in words
    deleted = Signal(str, object)  # words, how to undo
    drafts_found = Signal(object)  # Leftovers of windows that ended without closing
    conflict_found = Signal(object, object)  # Draft that was not saved, Profile as it stands now or None: deleted
    secrets_unkept = Signal(str)  # why a secret that was saved is there for this session only
    secrets_cleared = Signal()  # the form is about to be filled for another host: no secret may stay in it
    filled = Signal(str, object)  # words, how to undo
    added = Signal(object)  # tuple[Profile, ...] that came in from elsewhere

    def __init__(self, session: Session, tasks: Tasks, start: Callable[[str, Work], object], parent: QObject) -> None:
        """``start`` runs work under a name among ``tasks``; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._start = start
        self._chosen: str | None = None
        self._typed = TypedSecrets()
        self.drafts = Drafts(session.journal, self._typed.names, tasks, self)
        self.drafts.said.connect(self.said)
        self.shelf = Shelf(session, self._start_in_turn, self)
        self.shelf.said.connect(self.said)
        self.shelf.marked.connect(lambda one: self.drafts.change(one.id, tags=one.tags, color=one.color))
        self.shelf.changed.connect(lambda: self._start_in_turn(self._follow))
        self._shown: dict[str, Profile] = {}
        self._told_problems: frozenset[str] = frozenset()
        self._told_trouble: str | None = None
        self._asked_about: tuple[str, str, str | None] | None = None
        self._unverified: dict[str, str | None] = {}  # origins by profile; of this session alone
        self._turn = asyncio.Lock()
        self._turns = 0
        self._locks = 0  # how often the window was locked

    async def open(self, chosen_name: str | None) -> None:
        """Read the profiles and show the one of that name, or the first."""
        profiles = self._session.profiles
        try:
            await profiles.open()
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
        self._tell_profiles()
        chosen = profiles.find(chosen_name) if chosen_name else None
        if chosen_name and chosen is None:
            self.said.emit(tr("There is no profile named “{name}”.", name=chosen_name), "soon")
        first = chosen or next(iter(profiles.all), None)
        if first is not None:  # at once; where its secrets rest is told by ``show_chosen_again``: a keyring is slow
            self._chosen = first.id
            self.profile_chosen.emit(first, dict.fromkeys(first.secret_names, ""))

    async def show_chosen_again(self) -> None:
        """Tell the chosen profile anew, because something that it rests on came only now."""
        if self._chosen is not None:
            await self._show_chosen(self._chosen)

    @property
    def chosen(self) -> Profile | None:
        """The chosen profile as it stands in its draft."""
        if self._chosen is None:
            return None
        return self.drafts.get(self._chosen) or self._session.profiles.get(self._chosen)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Names of the profiles with edits that are not saved."""
        return self.drafts.names

    def _tell_profiles(self) -> None:
        """Show the profiles as they are saved, and say what is wrong with their files and was not said yet."""
        profiles = self._session.profiles
        for problem in profiles.problems:
            if problem not in self._told_problems:
                self.said.emit(problem, "bad")
        self._told_problems = frozenset(profiles.problems)
        self._shown = {one.id: one for one in profiles.all}
        self.profiles_changed.emit(profiles.all)

    # ---- drafts of a former window

    def find_drafts(self) -> None:
        """Look for what windows that ended without closing had not saved."""

        async def find() -> None:
            if not await self.look_for_drafts():
                self.said.emit(tr("There are no drafts of a former window."), "neutral")

        self._start_in_turn(find)

    async def look_for_drafts(self) -> bool:
        """The same, without a word where there is nothing; whether there is."""
        leftovers = await self.drafts.find_leftovers()
        for problem in leftovers.problems:
            self.said.emit(problem, "soon")
        get = self._session.profiles.get
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
                if self._session.profiles.get(one.profile.id) is None:
                    await self._session.profiles.save(Draft(one.base))
                self.drafts.put(one.profile, one.base)
            await self.drafts.keep()
            await self.drafts.drop_leftovers(leftovers)
            self._tell_profiles()
            await self._show_chosen(leftovers.drafts[0].profile.id)
            words = tr("What was typed is back, not saved yet.")
            if retype := [one.profile.name for one in leftovers.drafts if one.typed_secrets]:
                words = tr(
                    "What was typed is back, not saved yet. "
                    "Secrets are never kept in a draft: type them again for {names}.",
                    names=", ".join(tr("“{name}”", name=name) for name in retype),
                )
            self.said.emit(words, "soon" if retype else "good")

        self._start_in_turn(restore)

    def discard_drafts(self, leftovers: Leftovers) -> None:
        """Forget drafts of a former window."""
        self._start_in_turn(lambda: self.drafts.drop_leftovers(leftovers))

    # ---- what changes elsewhere

    def watch_profiles(self) -> None:
        """Look whether another window, the command line or an editor changed profiles; called at each beat."""

        async def watch() -> None:
            with suppress(StorageTrouble):  # what is looked for each second would say so each second
                async with self._turn:
                    if await self._session.profiles.refresh():
                        await self._follow()

        if not self._tasks.is_running("profiles watch"):
            self._start("profiles watch", watch)

    async def _follow(self) -> None:
        """Show what became of the profiles; what is typed stays on show."""
        before, chosen = self._shown, self._chosen
        self._tell_profiles()
        now = self._session.profiles.get(chosen) if chosen is not None else None
        if chosen is None:
            if first := next(iter(self._session.profiles.all), None):
                await self._show_chosen(first.id)
        elif now == before.get(chosen):
            return
        elif (draft := self.drafts.get(chosen)) is None and now is None:
            await self._show_neighbour(chosen, list(before))
        elif draft is None:
            await self._show_chosen(chosen)
        elif now is None:
            words = tr(
                "“{name}” was deleted elsewhere. What you typed is still here; saving brings it back.",
                name=draft.name,
            )
            self.said.emit(words, "soon")
        elif now == self.drafts.base_of(chosen):
            await self._show_chosen(chosen)  # its marks changed, the edit goes on
        elif now != draft:
            words = tr("“{name}” was changed elsewhere while you edit it; saving will ask.", name=now.name)
            self.said.emit(words, "soon")

    async def _show_neighbour(self, profile_id: str, before: list[str]) -> None:
        """Choose another profile in place of one that is gone."""
        place = before.index(profile_id) if profile_id in before else 0
        left = [one.id for one in self._session.profiles.all]
        if left:
            await self._show_chosen(left[min(place, len(left) - 1)])
        else:
            self._chosen = None
            self.nothing_chosen.emit()

    # ---- the chosen one

    def choose(self, profile_id: str) -> None:
        """Work on another profile; what was typed for the former one is kept."""
        self._start("choose", lambda: self._show_chosen(profile_id))

    async def _show_chosen(self, profile_id: str) -> None:
        profile = self.drafts.get(profile_id) or self._session.profiles.get(profile_id)
        if profile is None:
            return
        self._chosen = profile_id
        places = await self._describe_places(profile)
        if self._chosen != profile_id:  # a late answer of the keyring
            return
        self._asked_about = _about(profile)
        self.profile_chosen.emit(profile, places)
        self.edits_changed.emit(self.drafts.get(profile_id) is not None)
        self.verification_changed.emit(not self.is_unverified(profile))
        await self._tell_route(Draft(profile))

    async def _describe_places(self, profile: Profile) -> dict[str, str]:
        rests = await self._session.profiles.secret_places(profile)
        places = {name: tr(PLACE_WORDS[at]) for name, at in rests.items()}
        self._tell_trouble()
        if places[LATEST_TOKEN] and profile.channel == "web":
            places[profile.secret_field] = tr("latest renewed token, {place}", place=places[LATEST_TOKEN])
        return places | dict.fromkeys(self._typed.of(profile), tr("typed here, not saved yet"))

    def _tell_trouble(self) -> None:
        """Say once why secrets that rest somewhere cannot be had; that there is no keyring at all is no news."""
        trouble = self._session.keychain.blockage
        if trouble not in (None, self._told_trouble):
            self.said.emit(trouble, "soon")
        self._told_trouble = trouble

    def tell_places(self, profile: Profile) -> None:
        """Secrets of a profile may rest elsewhere now: say where, if it is the chosen one."""
        self._start("places", lambda: self._tell_places(profile))

    async def _tell_places(self, profile: Profile) -> None:
        places = await self._describe_places(profile)
        if self._chosen == profile.id:
            self.places_changed.emit(places)

    def edit(self, draft: Draft) -> None:
        """Take in what the user typed, and say what is wrong with it."""
        profile = draft.profile
        saved = self._session.profiles.get(profile.id)
        base = saved or self.drafts.base_of(profile.id)
        if base is not None:
            self._typed.keep(draft)
            if profile == saved and profile.id not in self._typed:
                self.drafts.drop(profile.id)
            else:
                self.drafts.put(profile, base)
            self.edits_changed.emit(self.drafts.get(profile.id) is not None)
        about = _about(profile)
        if about != self._asked_about:
            self._asked_about = about
            self.tell_places(profile)
        self._start("check", lambda: self._check(draft))
        if profile.id in self._unverified and not self.is_unverified(profile):
            self.choose_verification(True)
        self._start("route", lambda: self._tell_route(draft))

    def choose_verification(self, is_verified: bool) -> None:
        """Verify the chosen profile's host by its certificate or, in this session and at this origin alone, do not."""
        profile = self.chosen
        if profile is None:
            return
        if is_verified:
            self._unverified.pop(profile.id, None)
        else:
            self._unverified[profile.id] = profile.origin
        self.verification_changed.emit(is_verified)
        self._start("route", lambda: self._tell_route(Draft(profile)))

    def find_route_again(self) -> None:
        """The way of the chosen profile's next call may be another one now."""
        profile = self.chosen
        if profile is not None:
            self._start("route", lambda: self._tell_route(Draft(profile)))

    def is_unverified(self, profile: Profile) -> bool:
        """Whether the user switched verification off for this profile at this origin."""
        return profile.origin is not None and self._unverified.get(profile.id) == profile.origin

    async def _tell_route(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed.of(draft.profile))
        without = self.is_unverified(draft.profile)
        try:
            route = await self._session.calls.describe_route(whole, without_verification=without)
        except InvalidHost:
            route = None
        if self._chosen == draft.profile.id:
            self.route_found.emit(route)

    def drop_typed(self, name: str) -> None:
        """Forget a secret typed for the chosen profile, because its field was emptied."""
        if self._chosen is not None:
            self._typed.drop(self._chosen, name)

    async def complete(self, draft: Draft) -> Draft:
        """The draft with the secrets that were typed for it or are kept for it."""
        return await self._session.profiles.complete(draft.with_secrets(self._typed.of(draft.profile)))

    async def _check(self, draft: Draft) -> None:
        self.tell_problems(await self.complete(draft))

    def tell_problems(self, draft: Draft) -> tuple[FieldProblem, ...]:
        """Say what is wrong with the fields of a draft whose secrets are filled in."""
        problems = draft.problems()
        self.problems_found.emit(problems)
        return problems

    def reveal(self, name: str) -> None:
        """Show one kept secret of the chosen profile, because the user asked for it."""
        self._start("reveal", lambda: self._reveal(name))

    async def _reveal(self, name: str) -> None:
        profile = self.chosen
        if profile is None:
            return
        secret = (await self.complete(Draft(profile))).secrets.get(name)
        now = self.chosen  # a keyring may answer when another profile, host or channel is on show
        if secret is not None and now is not None and _about(now) == _about(profile):
            self.secret_revealed.emit(name, secret)

    def show_latest(self) -> None:
        """Show the latest token that is kept for the chosen profile at its host."""

        async def show() -> None:
            profile = self.chosen
            token = await self._session.profiles.latest_token(profile) if profile is not None else None
            if profile is None or profile.id != self._chosen:
                return
            if token is None:
                self.said.emit(tr("No token is kept for this profile and host."), "neutral")
            else:
                self.latest_found.emit(token, tr("latest token of {name}, kept", name=profile.name))

        self._start("reveal", show)

    def return_to_original(self) -> None:
        """Let the next call of the chosen profile send the expired token that was saved, not the latest one."""

        async def go_back() -> None:
            profile = self.chosen
            if profile is not None:
                await self._session.profiles.return_to_original(profile)
                await self._tell_places(profile)

        self._start_in_turn(go_back)

    def lock_up(self) -> None:
        """Forget what was typed as a secret; nothing late comes to be shown."""
        for name in ("choose", "places", "check", "route", "reveal"):
            self._tasks.cancel(name)
        self._locks += 1
        for profile_id in self._typed.profile_ids:
            if self.drafts.get(profile_id) == self._session.profiles.get(profile_id):
                self.drafts.drop(profile_id)  # the secret was all that was typed
        self._typed.forget_all()

    def show_again(self) -> None:
        """The window was unlocked, or secrets rest elsewhere: show the chosen profile as it stands."""
        self._told_trouble = None
        if self._chosen is not None:
            self.choose(self._chosen)

    def save(self, draft: Draft) -> None:
        """Keep the draft, its secrets in the keyring or for this session."""
        self._start_in_turn(lambda: self._save(draft))

    async def _save(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed.of(draft.profile))
        try:
            saved = await self._session.profiles.save(whole, self.drafts.base_of(draft.profile.id))
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
            self._typed.forget(saved.id)
        self.edits_changed.emit(was_edited_meanwhile)
        trouble = self._session.profiles.unkept
        words = tr("“{name}” saved.", name=saved.name)
        if trouble:
            words = tr("“{name}” saved. {trouble}", name=saved.name, trouble=trouble)
        self.said.emit(words, "soon" if trouble else "good")
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
            self._typed.forget(profile_id)
            if self._chosen != profile_id:
                return
            if self._session.profiles.get(profile_id) is None:
                await self._show_neighbour(profile_id, [])
            else:
                await self._show_chosen(profile_id)

        self._start_in_turn(take)

    def add_profile(self) -> None:
        """A new profile on the simulator."""

        async def add() -> None:
            await self._show_new(await self._session.profiles.add())

        self._start_in_turn(add)

    def duplicate(self, profile_id: str) -> None:
        """A copy with its secrets."""

        async def copy() -> None:
            await self._show_new(await self._session.profiles.duplicate(profile_id))

        self._start_in_turn(copy)

    async def _show_new(self, profile: Profile) -> None:
        self._tell_profiles()
        await self._show_chosen(profile.id)

    def rename(self, profile_id: str, name: str) -> None:
        """Another name for a profile."""

        async def rename() -> None:
            try:
                renamed = await self._session.profiles.rename(profile_id, name)
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
            before = [profile.id for profile in self._session.profiles.all]
            gone = await self._session.profiles.delete(profile_id)
            self._tell_profiles()
            self.deleted.emit(tr("“{name}” deleted.", name=gone.name), lambda: self.restore(profile_id))
            if self._chosen == profile_id:
                await self._show_neighbour(profile_id, before)

        self._start_in_turn(delete)

    def restore(self, profile_id: str) -> None:
        """Undo a delete."""

        async def restore() -> None:
            await self._show_new(await self._session.profiles.restore(profile_id))

        self._start_in_turn(restore)

    def load(self, record: Record) -> None:
        """Put the host and fields of an old call into the form of its profile; its secret stays where it rests."""

        async def load() -> None:
            saved = self._session.profiles.get(record.profile_id or "")
            if saved is None:
                saved = await self._session.profiles.add()
                self._tell_profiles()
            texts, absent = read_fields(record)
            loaded = replace(saved, channel=record.channel, host=record.host, fields=texts, absent=absent)
            if loaded == saved:
                self.drafts.drop(saved.id)
            else:
                self.drafts.put(loaded, saved)
            await self._show_chosen(saved.id)
            self.said.emit(tr("The old call is in the form; nothing was sent yet."), "neutral")

        self._start_in_turn(load)

    # ---- what other programs wrote down

    def fill(self, found: Draft) -> None:
        """Put a call that was found elsewhere into the form, unsaved, and its secrets into the secret fields.

        Nothing that was typed as a secret stays. What rests for the chosen profile is for its own host and never goes
        to another, nor is another shown the client certificate. A call without a usable host brings no secret either:
        there is no origin that it could belong to.
        """

        locks = self._locks

        async def fill() -> None:
            if self._locks != locks:  # its turn came late
                return
            before = self.chosen
            if before is None:
                before = await self._session.profiles.add()
                self._tell_profiles()
            typed = dict(self._typed.of(before))
            words = tr("Filled in from what was pasted; not saved, nothing was sent.")
            if self.drafts.get(before.id) is not None:
                words = tr("Filled in from what was pasted. Undo brings back what you had typed and not saved.")
            made = replace(
                before,
                channel=found.profile.channel,
                host=found.profile.host,
                fields=found.profile.fields,
                absent=found.profile.absent,
                header_names=found.profile.header_names,
                basic_username=found.profile.basic_username,
                marked_production=before.marked_production or self._is_marked(found.profile),
            )
            if made.origin != before.origin:
                made = replace(made, client_certificate_file="", client_key_file="")
            await self._put(made, found.secrets)
            self.filled.emit(words, lambda: self._start_in_turn(lambda: self._put(before, typed)))

        self._start_in_turn(fill)

    async def _put(self, profile: Profile, typed: Mapping[str, Secret]) -> None:
        """Let this stand in the form of a profile, in place of whatever stands there."""
        saved = self._session.profiles.get(profile.id)
        base = saved or self.drafts.base_of(profile.id) or profile
        self.secrets_cleared.emit()
        self._typed.forget(profile.id)
        self._typed.keep(Draft(profile, typed))
        if profile == saved and profile.id not in self._typed:
            self.drafts.drop(profile.id)
        else:
            self.drafts.put(profile, base)
        await self._show_chosen(profile.id)
        self._start("check", lambda: self._check(Draft(profile)))

    def _is_marked(self, profile: Profile) -> bool:
        """Whether another profile marks the same host as production."""
        return any(one.marked_production and one.origin == profile.origin for one in self._session.profiles.all)

    def save_new(self, drafts: Sequence[Draft]) -> None:
        """Save calls that were found elsewhere as profiles of their own; nothing is overwritten."""

        async def save() -> None:
            marked = [
                replace(one, profile=replace(one.profile, marked_production=self._is_marked(one.profile)))
                for one in drafts
            ]
            saved = await self._session.profiles.save_new(marked)
            trouble = self._session.profiles.unkept
            self._tell_profiles()
            self.added.emit(saved)
            words = trn("“{name}” saved.", "{count} profiles saved.", len(saved), name=saved[0].name)
            if any(now.name != one.profile.name for now, one in zip(saved, drafts, strict=True)):
                words += " " + tr("Names that were taken became others; nothing was overwritten.")
            self.said.emit(f"{words} {trouble}" if trouble else words, "soon" if trouble else "good")
            await self._show_chosen(saved[0].id)
            if trouble:
                self.secrets_unkept.emit(trouble)

        self._start_in_turn(save)

    async def aclose(self) -> None:
        """Write what is typed and not yet in the journal; the next start finds it."""
        await self.drafts.aclose()

    def _start_in_turn(self, make: Work) -> None:
        """One after the other, none lost: what changes profiles."""

        async def wait_and_make() -> None:
            async with self._turn:
                await make()

        self._turns += 1
        self._start(f"profiles {self._turns}", wait_and_make)


def _about(profile: Profile) -> tuple[str, str, str | None]:
    """What the secrets on show belong to."""
    return profile.id, profile.channel, profile.origin
