"""Drafts of windows that ended without closing: found, offered, and put back into the forms or dropped."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import Draft
from workbench.language import tr
from workbench.session.session import Session
from workbench.storage.journal import Leftovers
from workbench.ui.profile_bench import ProfileBench


class FormerDrafts(QObject):
    """Owns nothing but the question; who answers it gives back what was found."""

    found = Signal(object)  # Leftovers of windows that ended without closing
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, profiles: ProfileBench, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._profiles = profiles

    def find(self) -> None:
        """Look for what windows that ended without closing had not saved."""

        async def find() -> None:
            if not await self.look():
                self.said.emit(tr("There are no drafts of a former window."), "neutral")

        self._profiles.start_in_turn(find)

    async def look(self) -> bool:
        """The same, without a word where there is nothing; whether there is."""
        drafts, get = self._profiles.drafts, self._session.profiles.get
        leftovers = await drafts.find_leftovers()
        for problem in leftovers.problems:
            self.said.emit(problem, "soon")
        unsaved = tuple(one for one in leftovers.drafts if one.profile != get(one.profile.id) or one.typed_secrets)
        if unsaved:
            self.found.emit(replace(leftovers, drafts=unsaved))
        else:
            await drafts.drop_leftovers(leftovers)
        return bool(unsaved)

    def restore(self, leftovers: Leftovers) -> None:
        """Put drafts of a former window back into the forms; a profile that is gone comes back with its draft."""

        async def restore() -> None:
            drafts = self._profiles.drafts
            for one in leftovers.drafts:
                if self._session.profiles.get(one.profile.id) is None:
                    await self._session.profiles.save(Draft(one.base))
                drafts.put(one.profile, one.base)
            await drafts.keep()
            await drafts.drop_leftovers(leftovers)
            self._profiles.tell_all()
            await self._profiles.show(leftovers.drafts[0].profile.id)
            words = tr("What was typed is back, not saved yet.")
            if retype := [one.profile.name for one in leftovers.drafts if one.typed_secrets]:
                words = tr(
                    "What was typed is back, not saved yet. "
                    "Secrets are never kept in a draft: type them again for {names}.",
                    names=", ".join(tr("“{name}”", name=name) for name in retype),
                )
            self.said.emit(words, "soon" if retype else "good")

        self._profiles.start_in_turn(restore)

    def discard(self, leftovers: Leftovers) -> None:
        """Forget drafts of a former window."""
        self._profiles.start_in_turn(lambda: self._profiles.drafts.drop_leftovers(leftovers))
