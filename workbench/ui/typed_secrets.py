"""Secrets typed into the forms and not saved yet: in memory, each for the origin that it was typed for."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.profile import Draft, Profile
from workbench.core.secret import Secret


class TypedSecrets:
    """Owns what was typed by profile, with its origin; another origin never gets it."""

    def __init__(self) -> None:
        self._typed: dict[str, tuple[str, dict[str, Secret]]] = {}

    def __contains__(self, profile_id: str) -> bool:
        return profile_id in self._typed

    @property
    def profile_ids(self) -> tuple[str, ...]:
        """The profiles that something was typed for."""
        return tuple(self._typed)

    def keep(self, draft: Draft) -> None:
        """Take in what is typed in a form, beside what was typed there before."""
        origin = draft.profile.origin
        kept = {**self.of(draft.profile), **{name: one for name, one in draft.secrets.items() if one}}
        if kept and origin is not None:
            self._typed[draft.profile.id] = (origin, kept)

    def of(self, profile: Profile) -> Mapping[str, Secret]:
        """What was typed for a profile at this origin."""
        origin, typed = self._typed.get(profile.id, ("", {}))
        return typed if origin == profile.origin else {}

    def names(self, profile_id: str) -> tuple[str, ...]:
        """Names of what was typed for a profile, at whichever origin."""
        return tuple(self._typed.get(profile_id, ("", {}))[1])

    def drop(self, profile_id: str, name: str) -> None:
        """Its field was emptied."""
        _, typed = self._typed.get(profile_id, ("", {}))
        typed.pop(name, None)
        if not typed:
            self._typed.pop(profile_id, None)

    def forget(self, profile_id: str) -> None:
        """All of a profile: saved, or not wanted."""
        self._typed.pop(profile_id, None)

    def forget_all(self) -> None:
        self._typed.clear()
