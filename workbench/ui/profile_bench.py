"""What the window does with profiles: the chosen one, edits that are not saved, and secrets typed for an origin.

It is the bench's part that the other parts about profiles build on: ``saved_profiles``, ``former_drafts``,
``kept_secrets``, ``routes`` and ``arrivals``. It knows the session and no pane.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from workbench.core.calls import FieldProblem
from workbench.core.profile import Draft, Profile
from workbench.language import tr
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble
from workbench.ui.drafts import Drafts
from workbench.ui.kit.tasks import StartWork, Tasks, Work
from workbench.ui.secret_places import SecretPlaces, holder_of_secrets
from workbench.ui.shelf import Shelf
from workbench.ui.typed_secrets import TypedSecrets


class ProfileBench(QObject):
    """Owns which profile is chosen, the drafts of edited profiles, and the secrets typed for them.

    While the window is locked nothing of it comes to be shown.
    """

    profiles_changed = Signal(object)  # tuple[Profile, ...]
    nothing_chosen = Signal()  # there is no profile any more
    profile_chosen = Signal(object, object)  # Profile as it stands in its draft, places in words by secret name
    places_changed = Signal(object)  # where secrets rest for the host and channel as edited: words by secret name
    edits_changed = Signal(bool)  # whether the chosen profile has edits that are not saved
    shown = Signal(object)  # Profile, after all of it was told
    edited = Signal(object)  # Draft as it stands in the form
    problems_found = Signal(object)  # tuple[FieldProblem, ...]
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, tasks: Tasks, start: StartWork, parent: QObject) -> None:
        """``start`` runs work under a name among ``tasks``; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._start = start
        self._chosen: str | None = None
        self.typed = TypedSecrets()
        self.drafts = Drafts(session.journal, self.typed.names, tasks, self)
        self.drafts.said.connect(self.said)
        self.shelf = Shelf(session, self.start_in_turn, self)
        self.shelf.said.connect(self.said)
        self.shelf.marked.connect(lambda one: self.drafts.change(one.id, tags=one.tags, color=one.color))
        self.shelf.changed.connect(lambda: self.start_in_turn(self._follow))
        self._places = SecretPlaces(session, self.typed.of, self)
        self._places.said.connect(self.said)
        self._shown: dict[str, Profile] = {}
        self._told_problems: frozenset[str] = frozenset()
        self._asked_about: tuple[str, str, str | None] | None = None
        self._turn = asyncio.Lock()
        self._turns = 0

    async def open(self, chosen_name: str | None, take_draft: Callable[[], Draft | None] = lambda: None) -> None:
        """Read the profiles and show the one of that name, or the first, as ``take_draft`` says that it stands."""
        profiles = self._session.profiles
        try:
            await profiles.open()
        except StorageTrouble as trouble:
            self.said.emit(str(trouble), "bad")
        self.tell_all()
        chosen = profiles.find(chosen_name) if chosen_name else None
        if chosen_name and chosen is None:
            self.said.emit(tr("There is no profile named “{name}”.", name=chosen_name), "soon")
        first = chosen or next(iter(profiles.all), None)
        if first is not None:  # at once; where its secrets rest is told by ``show_chosen_again``: a keyring is slow
            self._chosen = first.id
            if (typed := take_draft()) is not None and typed.profile.id == first.id:
                self.keep_edit(typed, first)
            self.profile_chosen.emit(self.drafts.get(first.id) or first, dict.fromkeys(first.secret_names, ""))
            self.edits_changed.emit(self.drafts.get(first.id) is not None)

    async def show_chosen_again(self) -> None:
        """Tell the chosen profile anew, because something that it rests on came only now."""
        if self._chosen is not None:
            await self.show(self._chosen)

    @property
    def chosen(self) -> Profile | None:
        """The chosen profile as it stands in its draft."""
        if self._chosen is None:
            return None
        return self.drafts.get(self._chosen) or self._session.profiles.get(self._chosen)

    @property
    def chosen_id(self) -> str | None:
        """The chosen profile, by id."""
        return self._chosen

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Names of the profiles with edits that are not saved."""
        return self.drafts.names

    def tell_all(self) -> None:
        """Show the profiles as they are saved, and say what is wrong with their files and was not said yet."""
        profiles = self._session.profiles
        for problem in profiles.problems:
            if problem not in self._told_problems:
                self.said.emit(problem, "bad")
        self._told_problems = frozenset(profiles.problems)
        self._shown = {one.id: one for one in profiles.all}
        self.profiles_changed.emit(profiles.all)

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
        self.tell_all()
        now = self._session.profiles.get(chosen) if chosen is not None else None
        if chosen is None:
            if first := next(iter(self._session.profiles.all), None):
                await self.show(first.id)
        elif now == before.get(chosen):
            return
        elif (draft := self.drafts.get(chosen)) is None and now is None:
            await self.show_neighbour(chosen, list(before))
        elif draft is None:
            await self.show(chosen)
        elif now is None:
            words = tr(
                "“{name}” was deleted elsewhere. What you typed is still here; saving brings it back.",
                name=draft.name,
            )
            self.said.emit(words, "soon")
        elif now == self.drafts.base_of(chosen):
            await self.show(chosen)  # its marks changed, the edit goes on
        elif now != draft:
            words = tr("“{name}” was changed elsewhere while you edit it; saving will ask.", name=now.name)
            self.said.emit(words, "soon")

    async def show_neighbour(self, profile_id: str, before: list[str]) -> None:
        """Choose another profile in place of one that is gone."""
        place = before.index(profile_id) if profile_id in before else 0
        left = [one.id for one in self._session.profiles.all]
        if left:
            await self.show(left[min(place, len(left) - 1)])
        else:
            self._chosen = None
            self.nothing_chosen.emit()

    # ---- the chosen one

    def choose(self, profile_id: str) -> None:
        """Work on another profile; what was typed for the former one is kept."""
        self._start("choose", lambda: self.show(profile_id))

    async def show(self, profile_id: str) -> None:
        """The same for work that goes on when it is done."""
        profile = self.drafts.get(profile_id) or self._session.profiles.get(profile_id)
        if profile is None:
            return
        self._chosen = profile_id
        places = await self._places.describe(profile)
        if self._chosen != profile_id:  # a late answer of the keyring
            return
        self._asked_about = holder_of_secrets(profile)
        self.profile_chosen.emit(profile, places)
        self.edits_changed.emit(self.drafts.get(profile_id) is not None)
        self.shown.emit(profile)

    def tell_places(self, profile: Profile) -> None:
        """Secrets of a profile may rest elsewhere now: say where, if it is the chosen one."""
        self._start("places", lambda: self._tell_places(profile))

    async def _tell_places(self, profile: Profile) -> None:
        places = await self._places.describe(profile)
        if self._chosen == profile.id:
            self.places_changed.emit(places)

    def edit(self, draft: Draft) -> None:
        """Take in what the user typed, and say what is wrong with it."""
        profile = draft.profile
        base = self._session.profiles.get(profile.id) or self.drafts.base_of(profile.id)
        if base is not None:
            self.keep_edit(draft, base)
            self.edits_changed.emit(self.drafts.get(profile.id) is not None)
        if (holder := holder_of_secrets(profile)) != self._asked_about:
            self._asked_about = holder
            self.tell_places(profile)
        self.check(draft)
        self.edited.emit(draft)

    def keep_edit(self, draft: Draft, base: Profile) -> None:
        """Remember what stands in a profile's form, where it is not what is saved, and the secrets typed there."""
        profile = draft.profile
        self.typed.keep(draft)
        if profile == self._session.profiles.get(profile.id) and profile.id not in self.typed:
            self.drafts.drop(profile.id)
        else:
            self.drafts.put(profile, base)

    def settle(self, saved: Profile) -> bool:
        """A profile was saved, and with it what was typed until then; whether it was edited on meanwhile."""
        was_edited_meanwhile = (self.drafts.get(saved.id) or saved) != saved  # a keyring may take its time
        if was_edited_meanwhile:
            self.drafts.rebase(saved.id, saved)
        else:
            self.drafts.drop(saved.id)
            self.typed.forget(saved.id)
        self.edits_changed.emit(was_edited_meanwhile)
        return was_edited_meanwhile

    def drop_typed(self, name: str) -> None:
        """Forget a secret typed for the chosen profile, because its field was emptied."""
        if self._chosen is not None:
            self.typed.drop(self._chosen, name)

    async def complete(self, draft: Draft) -> Draft:
        """The draft with the secrets that were typed for it or are kept for it."""
        return await self._session.profiles.complete(draft.with_secrets(self.typed.of(draft.profile)))

    def check(self, draft: Draft) -> None:
        """Say what is wrong with the fields of a draft."""
        self._start("check", lambda: self._check(draft))

    async def _check(self, draft: Draft) -> None:
        self.tell_problems(await self.complete(draft))

    def tell_problems(self, draft: Draft) -> tuple[FieldProblem, ...]:
        """Say what is wrong with the fields of a draft whose secrets are filled in."""
        problems = draft.problems()
        self.problems_found.emit(problems)
        return problems

    def lock_up(self) -> None:
        """Forget what was typed as a secret; nothing late comes to be shown."""
        for name in ("choose", "places", "check"):
            self._tasks.cancel(name)
        for profile_id in self.typed.profile_ids:
            if self.drafts.get(profile_id) == self._session.profiles.get(profile_id):
                self.drafts.drop(profile_id)  # the secret was all that was typed
        self.typed.forget_all()

    def show_again(self) -> None:
        """The window was unlocked, or secrets rest elsewhere: show the chosen profile as it stands."""
        self._places.forget_trouble()
        if self._chosen is not None:
            self.choose(self._chosen)

    async def aclose(self) -> None:
        """Write what is typed and not yet in the journal; the next start finds it."""
        await self.drafts.aclose()

    def start_in_turn(self, make: Work) -> None:
        """One after the other, none lost: what changes profiles."""

        async def wait_and_make() -> None:
            async with self._turn:
                await make()

        self._turns += 1
        self._start(f"profiles {self._turns}", wait_and_make)
