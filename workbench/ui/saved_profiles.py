"""What the user does to the profiles that are saved: save an edit, add, copy, rename, delete and restore."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import Draft, Profile
from workbench.language import tr
from workbench.session.session import Session
from workbench.storage.profiles import Conflict
from workbench.ui.profile_bench import ProfileBench


class SavedProfiles(QObject):
    """Owns nothing but the changes, made one after the other; what became of them is shown by ``ProfileBench``."""

    deleted = Signal(str, object)  # words, how to undo
    conflict_found = Signal(object, object)  # Draft that was not saved, Profile as it stands now or None: deleted
    secrets_unkept = Signal(str)  # why a secret that was saved is there for this session only
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, profiles: ProfileBench, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._profiles = profiles

    def save(self, draft: Draft) -> None:
        """Keep the draft, its secrets in the keyring or for this session."""
        self._profiles.start_in_turn(lambda: self._save(draft))

    async def _save(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._profiles.typed.of(draft.profile))
        try:
            saved = await self._session.profiles.save(whole, self._profiles.drafts.base_of(draft.profile.id))
        except Conflict as conflict:
            self._profiles.tell_all()
            self.conflict_found.emit(whole, conflict.theirs)
            return
        self._profiles.tell_all()
        was_edited_meanwhile = self._profiles.settle(saved)
        trouble = self._session.profiles.unkept
        words = tr("“{name}” saved.", name=saved.name)
        if trouble:
            words = tr("“{name}” saved. {trouble}", name=saved.name, trouble=trouble)
        self.said.emit(words, "soon" if trouble else "good")
        if self._profiles.chosen_id == saved.id and not was_edited_meanwhile:
            await self._profiles.show(saved.id)
        if trouble:
            self.secrets_unkept.emit(trouble)

    def keep_mine(self, draft: Draft, theirs: Profile | None) -> None:
        """Save in spite of what was saved elsewhere meanwhile, which is gone then."""
        self._profiles.drafts.put(draft.profile, draft.profile)
        self._profiles.drafts.rebase(draft.profile.id, theirs)
        self.save(draft)

    def take_theirs(self, profile_id: str) -> None:
        """Drop what was typed for a profile in favour of what was saved elsewhere."""

        async def take() -> None:
            self._profiles.drafts.drop(profile_id)
            self._profiles.typed.forget(profile_id)
            if self._profiles.chosen_id != profile_id:
                return
            if self._session.profiles.get(profile_id) is None:
                await self._profiles.show_neighbour(profile_id, [])
            else:
                await self._profiles.show(profile_id)

        self._profiles.start_in_turn(take)

    def add(self) -> None:
        """A new profile on the simulator."""

        async def add() -> None:
            await self._show_new(await self._session.profiles.add())

        self._profiles.start_in_turn(add)

    def duplicate(self, profile_id: str) -> None:
        """A copy with its secrets."""

        async def copy() -> None:
            await self._show_new(await self._session.profiles.duplicate(profile_id))

        self._profiles.start_in_turn(copy)

    async def _show_new(self, profile: Profile) -> None:
        self._profiles.tell_all()
        await self._profiles.show(profile.id)

    def rename(self, profile_id: str, name: str) -> None:
        """Another name for a profile."""

        async def rename() -> None:
            try:
                renamed = await self._session.profiles.rename(profile_id, name)
            except ValueError as error:
                self.said.emit(str(error), "bad")
                return
            self._profiles.drafts.change(profile_id, name=renamed.name)
            self._profiles.tell_all()
            if self._profiles.chosen_id == profile_id:
                await self._profiles.show(profile_id)

        self._profiles.start_in_turn(rename)

    def delete(self, profile_id: str) -> None:
        """Move a profile to the bin, with a way back."""

        async def delete() -> None:
            before = [profile.id for profile in self._session.profiles.all]
            gone = await self._session.profiles.delete(profile_id)
            self._profiles.tell_all()
            self.deleted.emit(tr("“{name}” deleted.", name=gone.name), lambda: self.restore(profile_id))
            if self._profiles.chosen_id == profile_id:
                await self._profiles.show_neighbour(profile_id, before)

        self._profiles.start_in_turn(delete)

    def restore(self, profile_id: str) -> None:
        """Undo a delete."""

        async def restore() -> None:
            await self._show_new(await self._session.profiles.restore(profile_id))

        self._profiles.start_in_turn(restore)
