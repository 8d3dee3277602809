"""The saved profiles and their secrets."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.core.calls import CHANNELS
from workbench.core.profile import LATEST_TOKEN, Draft, Profile
from workbench.core.request import SIMULATOR
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.session.stand_in import StandIn
from workbench.storage.files import StorageTrouble
from workbench.storage.keychain import Keychain
from workbench.storage.profiles import ProfileStore

LONGEST_NAME = 80
DEMO_NAMES: dict[Channel, str] = {"mobile": "Demo · mobile", "web": "Demo · web"}
DEMO_FIELDS: dict[Channel, dict[str, str]] = {
    "mobile": {
        "identifierType": "MOBILE",
        "identifierValue": "919999922332",
        "brand": "DocDemo",
        "deviceId": "deviceid1",
    },
    "web": {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo"},
}
"""The customer of the documentation's samples, whom the simulator knows too."""


class Profiles:
    """Owns the profiles in memory and where they and their secrets rest.

    A secret belongs to a profile *and an origin*: it is looked up for the profile's host as it now stands, so that a
    changed host never receives the secret of another.
    """

    def __init__(self, store: ProfileStore, keychain: Keychain, stand_in: StandIn) -> None:
        self._store = store
        self._keychain = keychain
        self._stand_in = stand_in
        self._profiles: dict[str, Profile] = {}
        self._asked: dict[tuple[str, str, str], Secret | None] = {}
        self.problems: tuple[str, ...] = ()

    async def open(self) -> None:
        """Read what is saved; at the very first start write the two demo profiles.

        :raises StorageTrouble: where the folder cannot be read or made.
        """
        try:
            loaded = await asyncio.to_thread(self._load)
        except StorageTrouble:
            self._profiles = {one.id: one for one in self._make_demos()}  # usable, though nothing can be kept
            raise
        self._profiles = {profile.id: profile for profile in loaded}

    def _load(self) -> tuple[Profile, ...]:
        if self._store.is_first_start:
            for profile in self._make_demos():
                self._store.save(profile)
        loaded = self._store.load()
        self.problems = loaded.problems
        return loaded.profiles

    @staticmethod
    def _make_demos() -> tuple[Profile, ...]:
        return tuple(make_profile(DEMO_NAMES[channel], channel) for channel in CHANNELS)

    @property
    def all(self) -> tuple[Profile, ...]:
        """Every profile, in the order of the list."""
        return tuple(self._profiles.values())

    def get(self, profile_id: str) -> Profile | None:
        """A profile by its id."""
        return self._profiles.get(profile_id)

    def find(self, name: str) -> Profile | None:
        """A profile by its exact name, else by its name without case, else by its id."""
        named = [profile for profile in self.all if profile.name == name]
        folded = [profile for profile in self.all if profile.name.casefold() == name.casefold()]
        return next(iter((*named, *folded)), self._profiles.get(name))

    async def save(self, draft: Draft) -> Profile:
        """Keep a draft: its profile on disk, its typed secrets in the keyring or for this session.

        :raises StorageTrouble: where the file cannot be written; the old one is untouched.
        """
        profile = draft.profile
        await asyncio.to_thread(self._store.save, profile)
        self._profiles[profile.id] = profile
        origin = profile.origin
        if origin is not None:
            for name, secret in draft.secrets.items():
                await self._keychain.put(profile.id, origin, name, secret)
                self._asked[profile.id, origin, name] = secret if secret else None
        return profile

    async def add(self, channel: Channel = "mobile") -> Profile:
        """A new profile on the simulator, filled in with the demo customer so that it can be sent at once."""
        return await self.save(Draft(make_profile(self._free_name("New profile"), channel)))

    async def duplicate(self, profile_id: str) -> Profile:
        """A copy under a new name, with its secrets."""
        original = self._profiles[profile_id]
        name = self._free_name(f"{original.name} copy")
        copy = replace(original, id=uuid.uuid4().hex, name=name)
        return await self.save(Draft(copy, await self.stored_secrets(original)))

    async def rename(self, profile_id: str, name: str) -> Profile:
        """The same profile under another name.

        :raises ValueError: as ``check_name``.
        """
        self.check_name(profile_id, name)
        return await self.save(Draft(replace(self._profiles[profile_id], name=name.strip())))

    def check_name(self, profile_id: str, name: str) -> None:
        """Whether a profile may bear a name.

        :raises ValueError: in words, where it is empty, too long, or another's (compared without case).
        """
        name = name.strip()
        if not name:
            raise ValueError("A profile needs a name.")
        if len(name) > LONGEST_NAME:
            raise ValueError(f"A name has at most {LONGEST_NAME} characters; this one has {len(name)}.")
        if any(one.name.casefold() == name.casefold() and one.id != profile_id for one in self.all):
            raise ValueError(f"There is already a profile named “{name}”.")

    async def delete(self, profile_id: str) -> Profile:
        """Move a profile to the bin; its secrets stay until the bin is emptied, so that it can be restored whole."""
        await asyncio.to_thread(self._store.delete, profile_id)
        return self._profiles.pop(profile_id)

    async def restore(self, profile_id: str) -> Profile:
        """Bring a deleted profile back from the bin."""
        profile = await asyncio.to_thread(self._store.restore, profile_id)
        self._profiles[profile.id] = profile
        return profile

    async def stored_secrets(self, profile: Profile) -> dict[str, Secret]:
        """The secrets kept for a profile at its present host, by name."""
        origin = profile.origin
        if origin is None:
            return {}
        return await self._ask_all(profile.id, origin, profile.secret_names)

    async def _ask_all(self, profile_id: str, origin: str, names: Iterable[str]) -> dict[str, Secret]:
        found = {name: await self._ask(profile_id, origin, name) for name in names}
        return {name: secret for name, secret in found.items() if secret is not None}

    async def _ask(self, profile_id: str, origin: str, name: str) -> Secret | None:
        """Ask the keyring once a run: it may prompt, and fields are checked at every key."""
        entry = (profile_id, origin, name)
        if entry not in self._asked:
            self._asked[entry] = await self._keychain.get(*entry)
        return self._asked[entry]

    async def complete(self, draft: Draft) -> Draft:
        """A draft with what was not typed filled in: kept secrets, and for the simulator its minted one."""
        profile, origin = draft.profile, draft.profile.origin
        if origin is None:
            return draft
        wanted = [name for name in profile.secret_names if name != LATEST_TOKEN and name not in draft.secrets]
        stored = await self._ask_all(profile.id, origin, wanted) if profile.id else {}
        name = profile.secret_field
        if profile.is_demo and origin == SIMULATOR and name in wanted and name not in stored:
            stored[name] = await self._stand_in.minted_secret(profile.channel)
        return draft.with_secrets(stored)

    async def secret_places(self, profile: Profile) -> Mapping[str, str]:
        """Where each secret of this profile and host rests: ``keyring``, ``session``, ``minted`` or ``missing``."""
        origin = profile.origin
        if origin is None:
            return dict.fromkeys(profile.secret_names, "missing")
        places: dict[str, str] = {
            name: await self._keychain.place(profile.id, origin, name) for name in profile.secret_names
        }
        if profile.is_demo and origin == SIMULATOR and places[profile.secret_field] == "missing":
            places[profile.secret_field] = "minted"
        return places

    def _free_name(self, wanted: str) -> str:
        taken = {profile.name.casefold() for profile in self.all}
        wanted = wanted[: LONGEST_NAME - 4]
        name, number = wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted} {number}", number + 1
        return name


def make_profile(name: str, channel: Channel) -> Profile:
    """A profile on the simulator for its demo customer, whose secret is minted at each start and never stored."""
    return Profile(uuid.uuid4().hex, name, channel, SIMULATOR, dict(DEMO_FIELDS[channel]), is_demo=True)
