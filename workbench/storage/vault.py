"""The vault: secrets in one file, encrypted under a passphrase, for whoever has no keyring that can be used.

The file is JSON: how the key is derived (Argon2id with the parameters of RFC 9106 §4 for 64 MiB), a nonce, all entries
in one AES-256-GCM ciphertext, and a SHA-256 over the rest. That last one guards against nobody; it tells a file that
was damaged from a passphrase that is wrong, which the cipher alone cannot. What it stands over is authenticated by the
cipher as well. Profile, origin and name of an entry are inside: no entry can be passed off as another's, and the file
says not even for which hosts there are secrets. Python cannot wipe memory; what is open holds the key, never the
entries. ``cryptography`` costs 40 ms to import, so that happens at first use.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import threading
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from workbench.core.secret import Secret
from workbench.language import mark, number, tr
from workbench.storage.files import StorageTrouble, read_text, set_aside, write_atomically
from workbench.storage.turns import take_turn

SCHEMA = 1
SHORTEST_PASSPHRASE = 8
LARGEST_FILE = 64 * 1024 * 1024
_FORMAT = "token-workbench vault"
_NONCE_BYTES, _SALT_BYTES, _KEY_BYTES = 12, 16, 32

Entry: TypeAlias = tuple[str, str, str]
"""Profile id, origin and name of a secret."""


class VaultTrouble(StorageTrouble):
    """The vault was of no use; its text is a sentence without a secret."""


class WrongPassphrase(VaultTrouble):
    """The file is whole, and this is not its passphrase."""


class DamagedVault(VaultTrouble):
    """The file is not what was written."""


CLOSED = mark("The vault is locked; it opens with its passphrase.")
WRONG = mark("This is not the passphrase of the vault.")


@dataclass(frozen=True, slots=True)
class Derivation:
    """How the key comes from the passphrase. Bounded when read: no file may make this program take all memory."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4
    salt: bytes = field(default_factory=lambda: os.urandom(_SALT_BYTES))

    def __post_init__(self) -> None:
        bounds = ((self.memory_kib, 8 * 1024, 1024 * 1024), (self.iterations, 1, 16), (self.lanes, 1, 16))
        if not all(type(value) is int and least <= value <= most for value, least, most in bounds):
            raise ValueError("out of bounds")
        if not _SALT_BYTES <= len(self.salt) <= 64:
            raise ValueError("no salt")

    def derive(self, passphrase: Secret) -> bytes:
        """The key. One passphrase typed on two systems is the same: it is normalised first (NFKC)."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        text = unicodedata.normalize("NFKC", passphrase.reveal())
        kdf = Argon2id(
            salt=self.salt,
            length=_KEY_BYTES,
            iterations=self.iterations,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        )
        return kdf.derive(text.encode("utf-8", "surrogatepass"))


class Vault:
    """Owns the vault's file and, while it is open, its key. Any thread may call; other processes may write meanwhile.

    Every call reads the file anew, so that what another process stored is seen, and none of it is overwritten.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[Derivation, bytes] | None = None
        self._lock = threading.RLock()

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return self._path

    @property
    def exists(self) -> bool:
        """Whether there is a file, of whatever state. Its being there is the choice to keep secrets in it."""
        return self._path.exists()

    @property
    def is_open(self) -> bool:
        """Whether its key is in memory."""
        return self._opened is not None

    def create(self, passphrase: Secret) -> None:
        """Make an empty vault and open it.

        :raises VaultTrouble: there is one already, or the passphrase is too short.
        :raises StorageTrouble: the file cannot be written.
        """
        check_length(passphrase)
        with self._lock, take_turn(self._path):
            if self.exists:
                raise VaultTrouble(tr("There is a vault already: {path}.", path=self._path))
            self._encrypt_anew(passphrase, {})

    def unlock(self, passphrase: Secret) -> None:
        """Open it.

        :raises WrongPassphrase: that is not it.
        :raises DamagedVault: the file cannot be what was written.
        :raises StorageTrouble: there is none, or it cannot be read.
        """
        with self._lock:
            sealed = self._read()
            key = sealed.derivation.derive(passphrase)
            try:
                sealed.decrypt(key)
            except _NotItsKey:
                raise WrongPassphrase(tr(WRONG)) from None
            self._opened = (sealed.derivation, key)

    def close(self) -> None:
        """Forget the key."""
        with self._lock:
            self._opened = None

    def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Encrypt everything anew under another passphrase and key.

        :raises VaultTrouble: as ``unlock``, or the new one is too short.
        """
        check_length(new)
        with self._lock, take_turn(self._path):
            self.unlock(old)
            self._encrypt_anew(new, self._decrypt())

    def get(self, entry: Entry) -> Secret | None:
        """A secret, ``None`` where there is none for exactly this profile, origin and name.

        :raises VaultTrouble: it is closed, damaged or of another passphrase by now.
        """
        with self._lock:
            text = self._decrypt().get(entry)
        return None if text is None else Secret(text)

    def put(self, entry: Entry, secret: Secret) -> None:
        """Store a secret in place of the one before.

        :raises VaultTrouble: as ``get``.
        :raises StorageTrouble: the file cannot be written; the old one is untouched.
        """
        with self._lock, take_turn(self._path):
            entries = self._decrypt()
            if entries.get(entry) != secret.reveal():
                self._encrypt({**entries, entry: secret.reveal()})

    def forget(self, entries: Iterable[Entry]) -> None:
        """Remove secrets; those that are not there do not matter. Raises as ``put``."""
        gone = set(entries)
        with self._lock, take_turn(self._path):
            kept = self._decrypt()
            if gone & kept.keys():
                self._encrypt({entry: text for entry, text in kept.items() if entry not in gone})

    def set_aside(self) -> Path:
        """Move the file out of the way under a name that is told, so that a new vault can be made.

        :raises StorageTrouble: it cannot be moved.
        """
        with self._lock:
            self._opened = None
            return set_aside(self._path, "aside")

    def _decrypt(self) -> dict[Entry, str]:
        if self._opened is None:
            raise VaultTrouble(tr(CLOSED))
        derivation, key = self._opened
        sealed = self._read()
        if sealed.derivation != derivation:  # its passphrase was changed by another process
            self._opened = None
            raise VaultTrouble(tr(CLOSED))
        try:
            return sealed.decrypt(key)
        except _NotItsKey:
            raise DamagedVault(tr("{path} was changed by something else than this program.", path=self._path)) from None

    def _encrypt_anew(self, passphrase: Secret, entries: dict[Entry, str]) -> None:
        derivation = Derivation()
        former, self._opened = self._opened, (derivation, derivation.derive(passphrase))
        try:
            self._encrypt(entries)
        except BaseException:
            self._opened = former
            raise

    def _encrypt(self, entries: dict[Entry, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._opened is None:
            raise VaultTrouble(tr(CLOSED))
        derivation, key = self._opened
        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps([[*entry, text] for entry, text in entries.items()]).encode()
        head = _write_head(derivation)
        ciphertext = AESGCM(key).encrypt(nonce, plain, _canonical(head))
        document = {**head, "nonce": _to_text(nonce), "ciphertext": _to_text(ciphertext)}
        write_atomically(self._path, json.dumps({**document, "sha256": _digest(document)}, indent=1) + "\n")

    def _read(self) -> _Sealed:
        try:
            if self._path.stat().st_size > LARGEST_FILE:
                raise DamagedVault(tr("{path} is too large for a vault.", path=self._path))
        except OSError:
            pass  # reading says what is wrong
        text = read_text(self._path)
        try:
            return _read_document(json.loads(text))
        except _OtherVersion as error:
            words = mark("{path}: it is of another version of this program (schema {schema}).")
            raise VaultTrouble(tr(words, path=self._path, schema=error)) from None
        except (ValueError, KeyError, TypeError, RecursionError):
            words = tr("{path} is damaged, and what is in it cannot be read.", path=self._path)
            raise DamagedVault(words) from None


class _OtherVersion(Exception):
    """The file's schema is another; its text is that."""


class _NotItsKey(Exception):
    """The cipher says no."""


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The file taken apart."""

    derivation: Derivation
    head: bytes
    nonce: bytes
    ciphertext: bytes

    def decrypt(self, key: bytes) -> dict[Entry, str]:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            plain = AESGCM(key).decrypt(self.nonce, self.ciphertext, self.head)
        except InvalidTag:
            raise _NotItsKey from None
        return {(profile_id, origin, name): text for profile_id, origin, name, text in json.loads(plain)}


def describe_shortest() -> str:
    """How long a passphrase has to be, as a sentence."""
    return tr("A passphrase has at least {count} characters.", count=number(SHORTEST_PASSPHRASE))


def check_length(passphrase: Secret) -> None:
    """Refuse a passphrase that is soon guessed.

    :raises VaultTrouble: it has fewer than ``SHORTEST_PASSPHRASE`` characters.
    """
    if len(passphrase.reveal()) < SHORTEST_PASSPHRASE:
        raise VaultTrouble(describe_shortest())


def _read_document(document: dict[str, Any]) -> _Sealed:
    if document["format"] != _FORMAT:
        raise ValueError("another file")
    if document["schema"] != SCHEMA:
        raise _OtherVersion(document["schema"])
    if not hmac.compare_digest(str(document.pop("sha256")), _digest(document)):
        raise ValueError("damaged")
    derived = dict(document["argon2id"])
    derivation = Derivation(**{**derived, "salt": _to_bytes(derived["salt"])})
    nonce = _to_bytes(document["nonce"])
    if len(nonce) != _NONCE_BYTES:
        raise ValueError("no nonce")
    return _Sealed(derivation, _canonical(_write_head(derivation)), nonce, _to_bytes(document["ciphertext"]))


def _write_head(derivation: Derivation) -> dict[str, Any]:
    argon2id = {**asdict(derivation), "salt": _to_text(derivation.salt)}
    return {"format": _FORMAT, "schema": SCHEMA, "argon2id": argon2id, "cipher": "AES-256-GCM"}


def _canonical(document: dict[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def _digest(document: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(document)).hexdigest()


def _to_text(octets: bytes) -> str:
    return b64encode(octets).decode("ascii")


def _to_bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
