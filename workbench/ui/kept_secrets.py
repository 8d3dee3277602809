"""Secrets that are kept for the chosen profile and come to be seen, because the user asked for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import Draft
from workbench.language import tr
from workbench.session.session import Session
from workbench.ui.kit.tasks import StartWork
from workbench.ui.profile_bench import ProfileBench
from workbench.ui.secret_places import holder_of_secrets


class KeptSecrets(QObject):
    """Owns nothing; a late answer is dropped where another profile, host or channel is on show by then."""

    revealed = Signal(str, object)  # name, Secret
    latest_found = Signal(object, str)  # Secret: the latest token that is kept, where it comes from in words
    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, profiles: ProfileBench, start: StartWork, parent: QObject) -> None:
        """``start`` runs work under a name; what runs under the same name is cancelled first."""
        super().__init__(parent)
        self._session = session
        self._profiles = profiles
        self._start = start

    def reveal(self, name: str) -> None:
        """Show one kept secret of the chosen profile."""
        self._start("reveal", lambda: self._reveal(name))

    async def _reveal(self, name: str) -> None:
        profile = self._profiles.chosen
        if profile is None:
            return
        secret = (await self._profiles.complete(Draft(profile))).secrets.get(name)
        now = self._profiles.chosen
        if secret is not None and now is not None and holder_of_secrets(now) == holder_of_secrets(profile):
            self.revealed.emit(name, secret)

    def show_latest(self) -> None:
        """Show the latest token that is kept for the chosen profile at its host."""
        self._start("reveal", self._show_latest)

    async def _show_latest(self) -> None:
        profile = self._profiles.chosen
        token = await self._session.profiles.latest_token(profile) if profile is not None else None
        if profile is None or self._profiles.chosen_id != profile.id:
            return
        if token is None:
            self.said.emit(tr("No token is kept for this profile and host."), "neutral")
        else:
            self.latest_found.emit(token, tr("latest token of {name}, kept", name=profile.name))

    def return_to_original(self) -> None:
        """Let the next call of the chosen profile send the expired token that was saved, not the latest one."""

        async def go_back() -> None:
            profile = self._profiles.chosen
            if profile is not None:
                await self._session.profiles.return_to_original(profile)
                self._profiles.tell_places(profile)

        self._profiles.start_in_turn(go_back)
