"""The saved profiles and their secrets."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.core.calls import CHANNELS
from workbench.core.profile import LATEST_TOKEN, Draft, Profile, find_profile
from workbench.core.request import SIMULATOR
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.language import mark, number, tr
from workbench.session.stand_in import StandIn
from workbench.storage.files import StorageTrouble
from workbench.storage.keychain import Keychain
from workbench.storage.profile_share import LARGEST_FILE, read_shared, write_shared
from workbench.storage.profile_text import UnreadableProfile
from workbench.storage.profiles import Binned, Conflict, ProfileStore
from workbench.storage.vault import Entry

LONGEST_NAME = 80
BIN_DAYS = 30
DEMO_NAMES: dict[Channel, str] = {"mobile": mark("Demo · mobile"), "web": mark("Demo · web")}
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


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in from a shared file: new profiles, the names of those that had to take another, what was wrong."""

    profiles: tuple[Profile, ...]
    renamed: Mapping[str, str]
    """The name in the file by the id of the profile."""
    problems: tuple[str, ...]


class Profiles:
    """Owns the profiles in memory and where they and their secrets rest.

    A secret belongs to a profile *and an origin*: it is looked up for the profile's host as it now stands, so that a
    changed host never receives the secret of another.
    """

    def __init__(self, store: ProfileStore, keychain: Keychain, stand_in: StandIn, wall: Callable[[], float]) -> None:
        """``wall`` is the real time in Unix seconds: the bin knows no demonstration's clock."""
        self._store = store
        self._wall = wall
        self._look: object = None
        self._keychain = keychain
        self._stand_in = stand_in
        self._profiles: dict[str, Profile] = {}
        self._asked: dict[tuple[str, str, str], Secret | None] = {}
        self.problems: tuple[str, ...] = ()
        self.unkept: str | None = None

    async def open(self) -> None:
        """Read what is saved; at the very first start write the two demo profiles. Empty the bin of what is too old.

        :raises StorageTrouble: where the folder cannot be read or made.
        """
        try:
            loaded = await asyncio.to_thread(self._load)
        except StorageTrouble:
            self._profiles = {one.id: one for one in self._make_demos()}  # usable, though nothing can be kept
            raise
        self._profiles = {profile.id: profile for profile in loaded}
        await self.empty_bin(older_than_days=BIN_DAYS)

    def _load(self) -> tuple[Profile, ...]:
        self._look = self._store.look()
        self._store.begin_with(self._make_demos)
        return self._read()

    def _read(self) -> tuple[Profile, ...]:
        self._look = self._store.look()  # before reading: what changes meanwhile is seen next time
        loaded = self._store.load()
        self.problems = loaded.problems
        return loaded.profiles

    async def refresh(self) -> bool:
        """Look whether files were changed elsewhere; where they were, what is in memory follows.

        :raises StorageTrouble: the folder cannot be read any more; what is in memory stays.
        """
        if await asyncio.to_thread(self._store.look) == self._look:
            return False
        before, problems = self.all, self.problems
        self._profiles = {profile.id: profile for profile in await asyncio.to_thread(self._read)}
        return self.all != before or self.problems != problems

    @staticmethod
    def _make_demos() -> tuple[Profile, ...]:
        return tuple(make_profile(tr(DEMO_NAMES[channel]), channel) for channel in CHANNELS)

    @property
    def all(self) -> tuple[Profile, ...]:
        """Every profile, in the order of the list."""
        return tuple(self._profiles.values())

    def get(self, profile_id: str) -> Profile | None:
        """A profile by its id."""
        return self._profiles.get(profile_id)

    def find(self, name: str) -> Profile | None:
        """A profile by its exact name, else by its name without case, else by its id."""
        return find_profile(self.all, name)

    async def save(self, draft: Draft, base: Profile | None = None) -> Profile:
        """Keep a draft: its profile on disk, its typed secrets where secrets rest or for this session.

        Afterwards ``unkept`` says why one of them is for this session only, ``None`` where none is.

        A key or expired token typed anew is the beginning of another chain: the latest token of the former one goes.

        ``base`` is the saved profile that it was made from: the one in memory, unless it is given.

        :raises Conflict: where it was changed elsewhere; what is in memory is theirs from then on.
        :raises StorageTrouble: where the file cannot be written; the old one is untouched.
        """
        profile = draft.profile
        try:
            await asyncio.to_thread(self._store.save, profile, base or self._profiles.get(profile.id))
        except Conflict as conflict:
            self._profiles.pop(profile.id, None)
            if conflict.theirs is not None:
                self._profiles[profile.id] = conflict.theirs
            raise
        self._profiles[profile.id] = profile
        self.unkept = None
        origin = profile.origin
        if origin is not None:
            if profile.secret_field in draft.secrets:
                await self.return_to_original(profile)
            for name, secret in draft.secrets.items():
                if await self._keychain.put(profile.id, origin, name, secret) == "session":
                    self.unkept = self._keychain.trouble
                self._asked[profile.id, origin, name] = secret if secret else None
        return profile

    async def add(self, channel: Channel = "mobile") -> Profile:
        """A new profile on the simulator, filled in with the demo customer so that it can be sent at once."""
        added = await self.save(Draft(make_profile(self._free_name(tr("New profile")), channel)))
        await self.move(added.id, len(self._profiles))
        return added

    async def duplicate(self, profile_id: str) -> Profile:
        """A copy under a new name, with its secrets; its tokens are its own to come."""
        original = self._profiles[profile_id]
        secrets = await self.stored_secrets(original)
        secrets.pop(LATEST_TOKEN, None)
        name = self._free_name(tr("{name} copy", name=original.name))
        place = list(self._profiles).index(profile_id)
        copy = await self.save(Draft(replace(original, id=uuid.uuid4().hex, name=name), secrets))
        await self.move(copy.id, place + 1)
        return copy

    async def move(self, profile_id: str, place: int) -> None:
        """Put a profile at a place of the list, counted from 0 and without it.

        :raises StorageTrouble: where the order could not be kept.
        """
        ids = [one for one in self._profiles if one != profile_id]
        ids.insert(max(place, 0), profile_id)
        await asyncio.to_thread(self._store.order, ids)
        self._profiles = {one: self._profiles[one] for one in ids}

    async def mark(self, profile_id: str, tags: tuple[str, ...], color: str) -> Profile:
        """Other tags and another colour for a profile."""
        return await self.save(Draft(replace(self._profiles[profile_id], tags=tags, color=color)))

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
            raise ValueError(tr("A profile needs a name."))
        if len(name) > LONGEST_NAME:
            words = mark("A name has at most {most} characters; this one has {count}.")
            raise ValueError(tr(words, most=number(LONGEST_NAME), count=number(len(name))))
        if any(one.name.casefold() == name.casefold() and one.id != profile_id for one in self.all):
            raise ValueError(tr("There is already a profile named “{name}”.", name=name))

    async def delete(self, profile_id: str) -> Profile:
        """Move a profile to the bin; its secrets stay until the bin is emptied, so that it can be restored whole."""
        await asyncio.to_thread(self._store.delete, profile_id, self._wall())
        return self._profiles.pop(profile_id)

    async def restore(self, profile_id: str) -> Profile:
        """Bring a deleted profile back from the bin, to its former place."""
        profile = await asyncio.to_thread(self._store.restore, profile_id)
        self._profiles = {one.id: one for one in await asyncio.to_thread(self._read)}
        return profile

    async def list_bin(self) -> tuple[Binned, ...]:
        """What is in the bin, the newest first."""
        return await asyncio.to_thread(self._store.list_bin)

    async def empty_bin(self, *, older_than_days: float = 0, profile_id: str | None = None) -> None:
        """Remove deleted profiles and their secrets for good: all, those of one id, or what is older.

        :raises StorageTrouble: where a file cannot be removed, or the keyring keeps a secret.
        """
        until = self._wall() - older_than_days * 86_400
        gone = [
            one.profile
            for one in await self.list_bin()
            if one.deleted_at <= until and profile_id in (None, one.profile.id)
        ]
        await asyncio.to_thread(self._store.empty_bin, until, profile_id)
        await self.forget_secrets(one for one in gone if one.id not in self._profiles)

    async def forget_secrets(self, profiles: Iterable[Profile]) -> None:
        """Remove all secrets of profiles at their hosts from where they rest.

        :raises StorageTrouble: where the keyring or the vault could not be asked; why, in a sentence.
        """
        for profile in profiles:
            if (origin := profile.origin) is not None:
                await self._keychain.forget(profile.id, origin, profile.secret_names)
                for name in profile.secret_names:
                    self._asked.pop((profile.id, origin, name), None)
                if (blockage := self._keychain.blockage) is not None:
                    words = tr("Secrets of “{name}” were not removed. {why}", name=profile.name, why=blockage)
                    raise StorageTrouble(words)

    async def wipe(self) -> None:
        """Remove all profiles and their secrets for good, past the bin.

        :raises StorageTrouble: where a file cannot be removed, or the keyring keeps a secret.
        """
        gone = self.all
        await asyncio.to_thread(self._store.wipe)
        self._profiles = {one.id: one for one in await asyncio.to_thread(self._read)}
        await self.forget_secrets(gone)

    # ---- sharing

    @staticmethod
    def needed_secrets(profile: Profile) -> tuple[str, ...]:
        """Names of the secrets that a profile without any needs; on the simulator a demo profile's is minted."""
        is_minted = profile.is_demo and profile.origin == SIMULATOR
        return tuple(
            name
            for name in profile.secret_names
            if name != LATEST_TOKEN and not (is_minted and name == profile.secret_field)
        )

    def share(self, ids: Iterable[str]) -> str:
        """The text of one file with these profiles, a placeholder for each secret."""
        return write_shared(self._profiles[one] for one in ids)

    async def receive(self, text: str) -> Imported:
        """Save what a shared file holds as new profiles. A name that is taken is made another; nothing is overwritten.

        :raises StorageTrouble: where the file is none, or one cannot be saved.
        """
        if len(text) > LARGEST_FILE:
            raise StorageTrouble(tr("The file is larger than 4 MB; that is no file of profiles."))
        try:
            received = read_shared(text)
        except UnreadableProfile as error:
            raise StorageTrouble(error.describe(tr("The file"))) from error
        saved = await self.save_new([Draft(profile) for profile in received.profiles])
        pairs = zip(saved, received.profiles, strict=True)
        renamed = {now.id: before.name for now, before in pairs if now.name != before.name}
        return Imported(saved, renamed, received.problems)

    async def save_new(self, drafts: Sequence[Draft]) -> tuple[Profile, ...]:
        """Save drafts as new profiles at the end of the list. A name that is taken is made another.

        Afterwards ``unkept`` says why a secret of one of them is for this session only, ``None`` where none is.

        :raises StorageTrouble: where one cannot be saved; those before it are.
        """
        saved: list[Profile] = []
        unkept = None
        for draft in drafts:
            name = self._free_name(draft.profile.name.strip()[:LONGEST_NAME].strip() or tr("Imported profile"))
            saved.append(await self.save(replace(draft, profile=replace(draft.profile, name=name))))
            unkept = unkept or self.unkept
        self.unkept = unkept
        if saved:
            ids = [one.id for one in saved]
            others = [one for one in self._profiles if one not in ids]
            await asyncio.to_thread(self._store.order, [*others, *ids])
            self._profiles = {one: self._profiles[one] for one in (*others, *ids)}
        return tuple(saved)

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
        entry, answers = (profile_id, origin, name), self._asked
        if entry not in answers:
            answers[entry] = await self._keychain.get(*entry)  # late, it falls into answers that were forgotten
        return answers[entry]

    async def complete(self, draft: Draft) -> Draft:
        """A draft with what was not typed filled in: kept secrets, and for the simulator its minted one.

        A web call renews the latest token of its profile and origin where there is one, so that renewals chain.
        """
        profile, origin = draft.profile, draft.profile.origin
        if origin is None:
            return draft
        field = profile.secret_field
        wanted = [name for name in profile.secret_names if name != LATEST_TOKEN and name not in draft.secrets]
        stored = await self._ask_all(profile.id, origin, wanted) if profile.id else {}
        if field in wanted and (latest := await self._chained(profile)) is not None:
            stored[field] = latest
        if profile.is_demo and origin == SIMULATOR and field in wanted and field not in stored:
            stored[field] = await self._stand_in.minted_secret(profile.channel)
        return draft.with_secrets(stored)

    async def _chained(self, profile: Profile) -> Secret | None:
        """The latest token where it is what the next call renews: on the web, which needs a token and no key."""
        return await self.latest_token(profile) if profile.channel == "web" else None

    async def latest_token(self, profile: Profile) -> Secret | None:
        """The newest token that a call of this profile at its present host brought."""
        origin = profile.origin
        return await self._ask(profile.id, origin, LATEST_TOKEN) if profile.id and origin is not None else None

    async def keep_latest(self, profile: Profile, sent: Secret, token: Secret) -> None:
        """Keep the token that a call brought, in the place where the secret it was ``sent`` for rests.

        What was typed for one call and never saved leaves nothing behind it: then the token, like every token of the
        simulator, is for this session only. Nothing is kept for a host that the saved profile does not have.
        """
        saved, origin = self._profiles.get(profile.id), profile.origin
        if saved is None or origin is None or (saved.origin, saved.channel) != (origin, profile.channel):
            return
        resting = [await self._ask(profile.id, origin, name) for name in (profile.secret_field, LATEST_TOKEN)]
        if origin == SIMULATOR or sent not in resting:
            self._keychain.hold(profile.id, origin, LATEST_TOKEN, token)
        else:
            await self._keychain.put(profile.id, origin, LATEST_TOKEN, token)
        self._asked[profile.id, origin, LATEST_TOKEN] = token

    async def return_to_original(self, profile: Profile) -> None:
        """Forget the latest token of a profile at its present host; the next call sends the original again."""
        origin = profile.origin
        if origin is not None and await self.latest_token(profile) is not None:
            await self._keychain.forget(profile.id, origin, [LATEST_TOKEN])
            self._asked[profile.id, origin, LATEST_TOKEN] = None

    def drop_simulated(self) -> None:
        """Forget the simulator's tokens: it was reset, or its time is another."""
        for profile_id, origin, name in tuple(self._asked):
            if origin == SIMULATOR and name == LATEST_TOKEN:
                self._keychain.drop(profile_id, origin, name)
                del self._asked[profile_id, origin, name]

    def forget_answers(self) -> None:
        """Ask for every secret anew: the place where they rest was locked, unlocked or is another."""
        self._asked = {}

    def every_entry(self) -> tuple[Entry, ...]:
        """Profile, origin and name of all secrets that the saved profiles may have."""
        return tuple(
            (one.id, one.origin, name) for one in self.all if one.origin is not None for name in one.secret_names
        )

    async def secret_places(self, profile: Profile) -> Mapping[str, str]:
        """Where each secret rests: ``keyring``, ``vault``, ``session``, ``minted`` or ``missing``."""
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
        name, number = wanted[:LONGEST_NAME], 2
        while name.casefold() in taken:
            name, number = f"{wanted[: LONGEST_NAME - 4]} {number}", number + 1
        return name


def make_profile(name: str, channel: Channel) -> Profile:
    """A profile on the simulator for its demo customer, whose secret is minted at each start and never stored."""
    return Profile(uuid.uuid4().hex, name, channel, SIMULATOR, dict(DEMO_FIELDS[channel]), is_demo=True)
