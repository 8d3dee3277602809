"""What the window does with profiles: the chosen one, edits that are not saved, and secrets typed for an origin.

It is the bench's part that knows profiles; ``wiring`` joins it to the panes. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from workbench.core.calls import FieldProblem
from workbench.core.profile import Draft, Profile
from workbench.core.request import InvalidHost
from workbench.core.secret import Secret
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble

Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

PLACE_WORDS = {
    "keyring": "in keyring",
    "session": "kept for this session only",
    "minted": "minted by the simulator at this start",
    "missing": "",
}


class ProfileBench(QObject):
    """Owns which profile is chosen, the drafts of edited profiles, and the secrets typed for them."""

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
    deleted = Signal(str, object)  # words, how to undo

    def __init__(self, session: Session, start: Callable[[str, Work], object], parent: QObject) -> None:
        """``start`` runs work under a name; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._session = session
        self._start = start
        self._chosen: str | None = None
        self._drafts: dict[str, Profile] = {}
        self._typed: dict[str, tuple[str, dict[str, Secret]]] = {}
        self._asked_about: tuple[str, str, str | None] | None = None
        self._unverified: dict[str, str | None] = {}  # origins by profile; of this session alone
        self._turn = asyncio.Lock()
        self._turns = 0

    async def open(self, chosen_name: str | None) -> None:
        """Read the profiles and show the one of that name, or the first."""
        profiles = self._session.profiles
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

    async def show_chosen_again(self) -> None:
        """Tell the chosen profile anew, because something that it rests on came only now."""
        if self._chosen is not None:
            await self._show_chosen(self._chosen)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Names of the profiles with edits that are not saved."""
        return tuple(profile.name for profile in self._drafts.values())

    def choose(self, profile_id: str) -> None:
        """Work on another profile; what was typed for the former one is kept."""
        self._start("choose", lambda: self._show_chosen(profile_id))

    async def _show_chosen(self, profile_id: str) -> None:
        profile = self._drafts.get(profile_id) or self._session.profiles.get(profile_id)
        if profile is None:
            return
        self._chosen = profile_id
        places = await self._describe_places(profile)
        if self._chosen != profile_id:  # a late answer of the keyring
            return
        self._asked_about = (profile_id, profile.channel, profile.origin)
        self.profile_chosen.emit(profile, places)
        self.edits_changed.emit(profile_id in self._drafts)
        self.verification_changed.emit(not self.is_unverified(profile))
        await self._tell_route(Draft(profile))

    async def _describe_places(self, profile: Profile) -> dict[str, str]:
        places = {name: PLACE_WORDS[at] for name, at in (await self._session.profiles.secret_places(profile)).items()}
        return places | dict.fromkeys(self._typed_secrets(profile), "typed here, not saved yet")

    async def _tell_places(self, profile: Profile) -> None:
        places = await self._describe_places(profile)
        if self._chosen == profile.id:
            self.places_changed.emit(places)

    def edit(self, draft: Draft) -> None:
        """Take in what the user typed, and say what is wrong with it."""
        profile = draft.profile
        saved = self._session.profiles.get(profile.id)
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
        if profile.id in self._unverified and not self.is_unverified(profile):
            self.choose_verification(True)
        self._start("route", lambda: self._tell_route(draft))

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

    def is_unverified(self, profile: Profile) -> bool:
        """Whether the user switched verification off for this profile at this origin."""
        return profile.origin is not None and self._unverified.get(profile.id) == profile.origin

    async def _tell_route(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed_secrets(draft.profile))
        without = self.is_unverified(draft.profile)
        try:
            route = await self._session.calls.describe_route(whole, without_verification=without)
        except InvalidHost:
            route = None
        if self._chosen == draft.profile.id:
            self.route_found.emit(route)

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

    async def complete(self, draft: Draft) -> Draft:
        """The draft with the secrets that were typed for it or are kept for it."""
        return await self._session.profiles.complete(draft.with_secrets(self._typed_secrets(draft.profile)))

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
        profile_id = self._chosen
        profile = self._current_profile()
        if profile is None:
            return
        secret = (await self.complete(Draft(profile))).secrets.get(name)
        if secret is not None and self._chosen == profile_id:
            self.secret_revealed.emit(name, secret)

    def _current_profile(self) -> Profile | None:
        if self._chosen is None:
            return None
        return self._drafts.get(self._chosen) or self._session.profiles.get(self._chosen)

    def save(self, draft: Draft) -> None:
        """Keep the draft, its secrets in the keyring or for this session."""
        self._start_in_turn(lambda: self._save(draft))

    async def _save(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._typed_secrets(draft.profile))
        saved = await self._session.profiles.save(whole)
        self.profiles_changed.emit(self._session.profiles.all)
        was_edited_meanwhile = self._drafts.get(saved.id, saved) != saved  # a keyring may take its time
        if not was_edited_meanwhile:
            self._drafts.pop(saved.id, None)
            self._typed.pop(saved.id, None)
        self.edits_changed.emit(was_edited_meanwhile)
        trouble = self._session.keychain.trouble if whole.secrets else None
        self.said.emit(f"“{saved.name}” saved." + (f" {trouble}" if trouble else ""), "soon" if trouble else "good")
        if self._chosen == saved.id and not was_edited_meanwhile:
            await self._show_chosen(saved.id)

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
        self.profiles_changed.emit(self._session.profiles.all)
        await self._show_chosen(profile.id)

    def rename(self, profile_id: str, name: str) -> None:
        """Another name for a profile."""

        async def rename() -> None:
            try:
                renamed = await self._session.profiles.rename(profile_id, name)
            except ValueError as error:
                self.said.emit(str(error), "bad")
                return
            if (draft := self._drafts.get(profile_id)) is not None:
                self._drafts[profile_id] = replace(draft, name=renamed.name)
            self.profiles_changed.emit(self._session.profiles.all)
            if self._chosen == profile_id:
                await self._show_chosen(profile_id)

        self._start_in_turn(rename)

    def delete(self, profile_id: str) -> None:
        """Move a profile to the bin, with a way back."""

        async def delete() -> None:
            rest = [profile.id for profile in self._session.profiles.all]
            place = rest.index(profile_id)
            gone = await self._session.profiles.delete(profile_id)
            self.profiles_changed.emit(self._session.profiles.all)
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
            await self._show_new(await self._session.profiles.restore(profile_id))

        self._start_in_turn(restore)

    def _start_in_turn(self, make: Work) -> None:
        """One after the other, none lost: what changes profiles."""

        async def wait_and_make() -> None:
            async with self._turn:
                await make()

        self._turns += 1
        self._start(f"profiles {self._turns}", wait_and_make)
