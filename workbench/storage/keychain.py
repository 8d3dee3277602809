"""The one door for secrets: the operating system's keyring, the vault where there is one, or this program's memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from workbench.core.secret import Secret
from workbench.language import tr
from workbench.storage.files import StorageTrouble
from workbench.storage.system_keyring import (
    LOCKED,
    NO_KEYRING,
    REFUSED,
    KeyringTrouble,
    SystemKeyring,
)
from workbench.storage.vault import Entry, Vault, VaultTrouble

if TYPE_CHECKING:
    from workbench.storage.system_keyring import KeyringBackend

SecretPlace: TypeAlias = Literal["keyring", "vault", "session", "missing"]
Result = TypeVar("Result")


class Keychain:
    """Owns the secrets that are stored, each for one profile, origin and name; asked with another origin it has none.

    Where a vault was made, secrets rest in it, and the keyring is asked no more; else in the keyring. What reaches
    neither stays in memory until ``lock`` or ``close``, and ``trouble`` says why. ``origin`` is as
    ``core.request.origin_of`` gives it. Calls may be awaited on any asyncio loop and cancelled. ``backend`` and
    ``deadline_seconds`` are those of ``SystemKeyring``.
    """

    def __init__(
        self,
        backend: KeyringBackend | None = None,
        deadline_seconds: float | None = None,
        vault: Vault | None = None,
    ) -> None:
        self.vault = vault
        self._keyring = SystemKeyring(backend, deadline_seconds)
        self._session: dict[Entry, Secret] = {}
        self._trouble: Exception | None = None
        self._has_answered = False
        self._is_closed = False

    @property
    def trouble(self) -> str | None:
        """Why the last call could not use the place where secrets rest, as a sentence; ``None`` when it could."""
        return None if self._trouble is None else str(self._trouble)

    @property
    def is_missing(self) -> bool:
        """Whether that trouble is that the system has no keyring at all."""
        return self._says(NO_KEYRING)

    @property
    def is_guarded(self) -> bool:
        """Whether that trouble is that the keyring is locked, or refused."""
        return self._says(LOCKED) or self._says(REFUSED)

    @property
    def blockage(self) -> str | None:
        """``trouble``, but for a keyring that is missing: then nothing rests anywhere, and nothing is in the way."""
        return None if self.is_missing else self.trouble

    def _says(self, words: str) -> bool:
        return isinstance(self._trouble, KeyringTrouble) and self._trouble.words == words

    @property
    def has_vault(self) -> bool:
        """Whether secrets rest in a vault, open or closed."""
        return self.vault is not None and self.vault.exists

    @property
    def opens_by(self) -> Literal["vault", "keyring", "nothing"]:
        """What a person can show who they are with: a passphrase, or a keyring that has answered in this run."""
        if self.has_vault:
            return "vault"
        return "keyring" if self._has_answered else "nothing"

    async def put(self, profile_id: str, origin: str, name: str, secret: Secret) -> SecretPlace:
        """Store a secret and say where it is now. An empty one is forgotten."""
        if not secret:
            await self.forget(profile_id, origin, [name])
            return "missing"
        self.hold(profile_id, origin, name, secret)  # at hand also while the keyring asks
        return await self._keep((profile_id, origin, name), secret)

    async def _keep(self, entry: Entry, secret: Secret) -> SecretPlace:
        user = _name_entry(*entry)
        place: SecretPlace = "vault" if self.has_vault else "keyring"
        if place == "vault":
            is_kept = await self._ask_vault(lambda vault: _put(vault, entry, secret))
        else:
            is_kept = await self._ask(lambda keyring: keyring.store(user, secret))
        if not is_kept:
            return "session"
        if self._session.get(entry) is secret:  # no later call has put another
            del self._session[entry]
        return place

    def hold(self, profile_id: str, origin: str, name: str, secret: Secret) -> None:
        """Keep a secret in memory alone; it hides the one that is stored."""
        _name_entry(profile_id, origin, name)
        self._session[profile_id, origin, name] = secret

    def drop(self, profile_id: str, origin: str, name: str) -> None:
        """Forget what is in memory; what is stored stays."""
        self._session.pop((profile_id, origin, name), None)

    async def keep_held(self) -> int:
        """Try once more to store what is in memory for want of a place; how many of it are stored now."""
        places = [await self._keep(entry, secret) for entry, secret in tuple(self._session.items())]
        return len([place for place in places if place != "session"])

    async def get(self, profile_id: str, origin: str, name: str) -> Secret | None:
        """The secret, or ``None``; ``trouble`` tells whether the place where it rests could be asked at all."""
        return (await self._find((profile_id, origin, name)))[1]

    async def place(self, profile_id: str, origin: str, name: str) -> SecretPlace:
        """Where the secret is. May make the keyring ask for its password, like ``get``."""
        return (await self._find((profile_id, origin, name)))[0]

    async def _find(self, entry: Entry) -> tuple[SecretPlace, Secret | None]:
        user = _name_entry(*entry)
        if (held := self._session.get(entry)) is not None:
            return "session", held
        place: SecretPlace = "vault" if self.has_vault else "keyring"
        if place == "vault":
            found = await self._ask_vault(lambda vault: vault.get(entry))
        else:
            found = await self._ask(lambda keyring: keyring.fetch(user))
        return ("missing" if found is None else place), found

    async def forget(self, profile_id: str, origin: str, names: Iterable[str]) -> None:
        """Remove secrets from memory and from where they rest; those that are not there do not matter."""
        entries = [(profile_id, origin, name) for name in names]
        users = [_name_entry(*entry) for entry in entries]
        for entry in entries:
            self._session.pop(entry, None)
        if self.has_vault:
            await self._ask_vault(lambda vault: vault.forget(entries))
        else:
            await self._ask(lambda keyring: keyring.erase(users))

    async def create_vault(self, passphrase: Secret, entries: Iterable[Entry] = ()) -> None:
        """Make a vault; what is in memory moves into it, and of ``entries`` what the keyring gives.

        What moved is taken out of the keyring afterwards. A keyring in trouble is asked once and hinders nothing.

        :raises StorageTrouble: it cannot be made; nothing has moved.
        """
        vault = self._demand_vault()
        moving: dict[Entry, Secret] = {}
        for entry in entries if self._trouble is None else ():
            _, found = await self._find(entry)
            if found is not None and entry not in self._session:
                moving[entry] = found
            if self._trouble is not None:
                break
        await asyncio.to_thread(vault.create, passphrase)
        for entry, secret in moving.items():
            await asyncio.to_thread(vault.put, entry, secret)
        if moving:
            users = [_name_entry(*entry) for entry in moving]
            await self._ask(lambda keyring: keyring.erase(users))
        await self.keep_held()

    async def unlock_vault(self, passphrase: Secret) -> None:
        """Open the vault; what is in memory for want of it moves in.

        :raises StorageTrouble: as ``Vault.unlock``.
        """
        await asyncio.to_thread(self._demand_vault().unlock, passphrase)
        self._trouble = None
        await self.keep_held()

    async def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Another passphrase for the vault. Raises as ``Vault.change_passphrase``."""
        await asyncio.to_thread(self._demand_vault().change_passphrase, old, new)

    async def confirm_keyring(self) -> str | None:
        """Whether the keyring answers, for which a locked one asks its owner; else why not, as a sentence."""
        await self._ask(lambda keyring: keyring.fetch("unlock"))
        return self.trouble

    def lock(self) -> None:
        """Forget what is in memory and close the vault."""
        self._session.clear()
        if self.vault is not None:
            self.vault.close()

    def close(self) -> None:
        """``lock``, and let go of the keyring."""
        self._is_closed = True
        self.lock()
        self._keyring.close()

    def _demand_vault(self) -> Vault:
        if self.vault is None:
            raise VaultTrouble(tr("There is no place for a vault here."))
        return self.vault

    async def _ask_vault(self, question: Callable[[Vault], Result]) -> Result | None:
        """The vault's answer to a question; ``None`` and ``trouble`` where it gave none."""
        if self._is_closed:
            raise RuntimeError("the keychain is closed")
        try:
            result = await asyncio.to_thread(question, self._demand_vault())
        except StorageTrouble as trouble:
            self._trouble = trouble
            return None
        self._trouble = None
        return result

    async def _ask(self, question: Callable[[SystemKeyring], Awaitable[Result]]) -> Result | None:
        """The keyring's answer to a question; ``None`` and ``trouble`` where it gave none."""
        if self._is_closed:
            raise RuntimeError("the keychain is closed")
        try:
            result = await question(self._keyring)
        except KeyringTrouble as trouble:
            self._trouble = trouble
            return None
        self._trouble = None
        self._has_answered = True
        return result


def _name_entry(profile_id: str, origin: str, name: str) -> str:
    """The entry's user name. A bar in one of the first two parts would let one entry pass for another's."""
    if "|" in profile_id or "|" in origin:
        raise ValueError("profile id and origin of a secret hold no “|”")
    return f"{profile_id}|{origin}|{name}"


def _put(vault: Vault, entry: Entry, secret: Secret) -> bool:
    vault.put(entry, secret)
    return True
