"""Where the secrets of a profile rest, in words, and why they cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from workbench.core.profile import LATEST_TOKEN, Profile
from workbench.language import mark, tr
from workbench.session.session import Session

PLACE_WORDS = {
    "keyring": mark("in keyring"),
    "vault": mark("in vault"),
    "session": mark("kept for this session only"),
    "minted": mark("minted by the simulator at this start"),
    "missing": "",
}


class SecretPlaces(QObject):
    """Owns what was said last about secrets that cannot be had.

    ``typed_names`` gives the names of secrets typed for a profile and not saved: they hide those that rest somewhere.
    """

    said = Signal(str, str)  # words, tone

    def __init__(self, session: Session, typed_names: Callable[[Profile], Iterable[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._typed_names = typed_names
        self._told_trouble: str | None = None

    async def describe(self, profile: Profile) -> dict[str, str]:
        """Words by secret name, for the profile's host and channel; a keyring may take its time."""
        rests = await self._session.profiles.secret_places(profile)
        places = {name: tr(PLACE_WORDS[at]) for name, at in rests.items()}
        self._tell_trouble()
        if places[LATEST_TOKEN] and profile.channel == "web":
            places[profile.secret_field] = tr("latest renewed token, {place}", place=places[LATEST_TOKEN])
        return places | dict.fromkeys(self._typed_names(profile), tr("typed here, not saved yet"))

    def _tell_trouble(self) -> None:
        """Say once why secrets that rest somewhere cannot be had; that there is no keyring at all is no news."""
        trouble = self._session.keychain.blockage
        if trouble not in (None, self._told_trouble):
            self.said.emit(trouble, "soon")
        self._told_trouble = trouble

    def forget_trouble(self) -> None:
        """Say it again if it is still so."""
        self._told_trouble = None


def holder_of_secrets(profile: Profile) -> tuple[str, str, str | None]:
    """What the secrets on show belong to: profile, channel and origin."""
    return profile.id, profile.channel, profile.origin
