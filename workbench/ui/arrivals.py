"""Calls that come from elsewhere, other programs or the history: put into the form, or saved as new profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from workbench.core.exchange import Record
from workbench.core.history import read_fields
from workbench.core.profile import Draft, Profile
from workbench.core.secret import Secret
from workbench.language import tr, trn
from workbench.session.session import Session
from workbench.ui.profile_bench import ProfileBench


class Arrivals(QObject):
    """Owns how often the window was locked: what was given before that is not filled in after it."""

    secrets_cleared = Signal()  # the form is about to be filled for another host: no secret may stay in it
    filled = Signal(str, object)  # words, how to undo
    saved = Signal(object)  # tuple[Profile, ...]
    secrets_unkept = Signal(str)  # why a secret that was saved is there for this session only
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, profiles: ProfileBench, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._profiles = profiles
        self._locks = 0

    def lock_up(self) -> None:
        """Nothing that waits for its turn comes to be shown."""
        self._locks += 1

    def load(self, record: Record) -> None:
        """Put the host and fields of an old call into the form of its profile; its secret stays where it rests."""

        async def load() -> None:
            saved = self._session.profiles.get(record.profile_id or "")
            if saved is None:
                saved = await self._session.profiles.add()
                self._profiles.tell_all()
            texts, absent = read_fields(record)
            loaded = replace(saved, channel=record.channel, host=record.host, fields=texts, absent=absent)
            if loaded == saved:
                self._profiles.drafts.drop(saved.id)
            else:
                self._profiles.drafts.put(loaded, saved)
            await self._profiles.show(saved.id)
            self.said.emit(tr("The old call is in the form; nothing was sent yet."), "neutral")

        self._profiles.start_in_turn(load)

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
            before = self._profiles.chosen
            if before is None:
                before = await self._session.profiles.add()
                self._profiles.tell_all()
            typed = dict(self._profiles.typed.of(before))
            words = tr("Filled in from what was pasted; not saved, nothing was sent.")
            if self._profiles.drafts.get(before.id) is not None:
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
            self.filled.emit(words, lambda: self._profiles.start_in_turn(lambda: self._put(before, typed)))

        self._profiles.start_in_turn(fill)

    async def _put(self, profile: Profile, typed: Mapping[str, Secret]) -> None:
        """Let this stand in the form of a profile, in place of whatever stands there."""
        base = self._session.profiles.get(profile.id) or self._profiles.drafts.base_of(profile.id) or profile
        self.secrets_cleared.emit()
        self._profiles.typed.forget(profile.id)
        self._profiles.keep_edit(Draft(profile, typed), base)
        await self._profiles.show(profile.id)
        self._profiles.check(Draft(profile))

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
            self._profiles.tell_all()
            self.saved.emit(saved)
            words = trn("“{name}” saved.", "{count} profiles saved.", len(saved), name=saved[0].name)
            if any(now.name != one.profile.name for now, one in zip(saved, drafts, strict=True)):
                words += " " + tr("Names that were taken became others; nothing was overwritten.")
            self.said.emit(f"{words} {trouble}" if trouble else words, "soon" if trouble else "good")
            await self._profiles.show(saved[0].id)
            if trouble:
                self.secrets_unkept.emit(trouble)

        self._profiles.start_in_turn(save)
