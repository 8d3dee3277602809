"""The way that the next call of the form takes: through which proxy, and whether its host is verified."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import Draft, Profile
from workbench.core.request import InvalidHost
from workbench.session.session import Session
from workbench.ui.kit.tasks import StartWork
from workbench.ui.profile_bench import ProfileBench


class Routes(QObject):
    """Owns at which origins verification is switched off, by profile; of this session alone."""

    found = Signal(object)  # Route of the next call, or None while its host cannot be used
    verification_changed = Signal(bool)  # whether the chosen profile's host is verified

    def __init__(self, session: Session, profiles: ProfileBench, start: StartWork, parent: QObject) -> None:
        """``start`` runs work under a name; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._session = session
        self._profiles = profiles
        self._start = start
        self._unverified: dict[str, str | None] = {}
        profiles.shown.connect(self._on_profile_shown)
        profiles.edited.connect(self._on_profile_edited)

    def choose_verification(self, is_verified: bool) -> None:
        """Verify the chosen profile's host by its certificate or, in this session and at this origin alone, do not."""
        profile = self._profiles.chosen
        if profile is None:
            return
        if is_verified:
            self._unverified.pop(profile.id, None)
        else:
            self._unverified[profile.id] = profile.origin
        self.verification_changed.emit(is_verified)
        self._find(Draft(profile))

    def is_unverified(self, profile: Profile) -> bool:
        """Whether the user switched verification off for this profile at this origin."""
        return profile.origin is not None and self._unverified.get(profile.id) == profile.origin

    def find_again(self) -> None:
        """The way of the chosen profile's next call may be another one now."""
        profile = self._profiles.chosen
        if profile is not None:
            self._find(Draft(profile))

    def _on_profile_shown(self, profile: Profile) -> None:
        self.verification_changed.emit(not self.is_unverified(profile))
        self._find(Draft(profile))

    def _on_profile_edited(self, draft: Draft) -> None:
        if draft.profile.id in self._unverified and not self.is_unverified(draft.profile):
            self.choose_verification(True)
        self._find(draft)

    def _find(self, draft: Draft) -> None:
        self._start("route", lambda: self._tell(draft))

    async def _tell(self, draft: Draft) -> None:
        whole = draft.with_secrets(self._profiles.typed.of(draft.profile))
        without = self.is_unverified(draft.profile)
        try:
            route = await self._session.calls.describe_route(whole, without_verification=without)
        except InvalidHost:
            route = None
        if self._profiles.chosen_id == draft.profile.id:
            self.found.emit(route)
