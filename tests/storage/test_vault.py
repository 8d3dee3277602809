"""The vault opens with its passphrase alone, tells damage from a wrong one, and gives no secret to another's name."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.core.secret import Secret
from workbench.storage.files import StorageTrouble
from workbench.storage.vault import (
    CLOSED,
    DamagedVault,
    Derivation,
    Vault,
    VaultTrouble,
    WrongPassphrase,
)

PASSPHRASE, OTHER = Secret("correct horse ä"), Secret("battery staple")
ORIGIN = "https://auth.example.com:443"
ENTRY = ("p", ORIGIN, "key")
SECRET = Secret("hunter2 ä 漢 \udc80")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "vault"


@pytest.fixture
def vault(path: Path) -> Vault:
    made = Vault(path)
    made.create(PASSPHRASE)
    made.put(ENTRY, SECRET)
    return made


def test_what_is_put_is_there_in_another_process_with_the_passphrase(vault: Vault, path: Path) -> None:
    later = Vault(path)
    assert later.exists
    assert not later.is_open
    later.unlock(PASSPHRASE)
    assert later.get(ENTRY) == SECRET


def test_the_file_shows_neither_secret_nor_profile_nor_origin_nor_name(vault: Vault, path: Path) -> None:
    content = path.read_text()
    assert not any(word in content for word in ("hunter2", "auth.example", 'key"', PASSPHRASE.reveal()))
    assert list(json.loads(content)) == ["format", "schema", "argon2id", "cipher", "nonce", "ciphertext", "sha256"]


@pytest.mark.parametrize("umask", [0o000, 0o777], indirect=True)
def test_it_is_for_this_user_alone_whatever_the_umask(umask: int, vault: Vault, path: Path) -> None:
    assert [one.stat().st_mode & 0o777 for one in (path, path.parent)] == [0o600, 0o700]


@pytest.mark.parametrize(
    "other", [("q", ORIGIN, "key"), ("p", "https://evil.example:443", "key"), ("p", ORIGIN, "latestToken")]
)
def test_a_secret_is_bound_to_profile_origin_and_name(vault: Vault, other: tuple[str, str, str]) -> None:
    assert vault.get(other) is None
    vault.forget([other])
    assert vault.get(ENTRY) == SECRET


def test_what_is_forgotten_is_gone_and_the_rest_stays(vault: Vault) -> None:
    vault.put(("q", ORIGIN, "key"), Secret("another"))
    vault.forget([ENTRY, ("was", "never", "there")])
    assert vault.get(ENTRY) is None
    assert vault.get(("q", ORIGIN, "key")) == Secret("another")


def test_a_wrong_passphrase_is_told_from_a_damaged_file(vault: Vault, path: Path) -> None:
    vault.close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(OTHER)
    assert not vault.is_open
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DamagedVault, match="damaged"):
        vault.unlock(PASSPHRASE)
    assert path.read_bytes() == content[: len(content) // 2]


def test_every_changed_character_is_noticed(vault: Vault, path: Path) -> None:
    content = path.read_text()
    places = [place for place in range(0, len(content), 5) if not content[place].isspace()]
    for place in places:
        path.write_text(content[:place] + ("A" if content[place] != "A" else "B") + content[place + 1 :])
        with pytest.raises(VaultTrouble):
            vault.get(ENTRY)
    path.write_text(content)
    assert vault.get(ENTRY) == SECRET


def _rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file as somebody would who knows how its checksum is made."""
    from hashlib import sha256

    document = json.loads(path.read_text())
    del document["sha256"]
    change(document)
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    path.write_text(json.dumps({**document, "sha256": sha256(canonical).hexdigest()}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 2**31),
        ("memory_kib", 1),
        ("iterations", 10**9),
        ("iterations", 0),
        ("lanes", 4096),
        ("memory_kib", True),
        ("iterations", "3"),
        ("salt", ""),
        ("more", 1),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_anything_is_derived(
    vault: Vault, path: Path, name: str, value: object
) -> None:
    _rewrite(path, lambda document: document["argon2id"].update({name: value}))
    with pytest.raises(DamagedVault):
        vault.unlock(PASSPHRASE)


def test_a_file_altered_with_a_right_checksum_is_still_not_believed(vault: Vault, path: Path) -> None:
    _rewrite(path, lambda document: document.update(ciphertext=document["ciphertext"][:-8] + "AAAAAAA="))
    with pytest.raises(DamagedVault, match="something else"):
        vault.get(ENTRY)


def test_a_newer_vault_is_named_and_left_alone(vault: Vault, path: Path) -> None:
    _rewrite(path, lambda document: document.update(schema=2))
    content = path.read_bytes()
    with pytest.raises(VaultTrouble, match="another version"):
        vault.unlock(PASSPHRASE)
    with pytest.raises(VaultTrouble, match="already"):
        Vault(path).create(PASSPHRASE)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", "nonsense", "[" * 100_000])
def test_whatever_else_lies_there_is_damaged(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(DamagedVault):
        Vault(path).unlock(PASSPHRASE)
    assert path.read_text() == content


def test_a_closed_vault_gives_and_takes_nothing(vault: Vault, path: Path) -> None:
    vault.close()
    content = path.read_bytes()
    for call in (lambda: vault.get(ENTRY), lambda: vault.put(ENTRY, SECRET), lambda: vault.forget([ENTRY])):
        with pytest.raises(VaultTrouble, match=CLOSED):
            call()
    assert path.read_bytes() == content


def test_after_a_change_only_the_new_passphrase_opens_it_and_everything_is_there(vault: Vault, path: Path) -> None:
    before = json.loads(path.read_text())["argon2id"]["salt"]
    with pytest.raises(WrongPassphrase):
        vault.change_passphrase(OTHER, Secret("something new"))
    vault.change_passphrase(PASSPHRASE, OTHER)
    assert vault.get(ENTRY) == SECRET
    assert json.loads(path.read_text())["argon2id"]["salt"] != before
    later = Vault(path)
    with pytest.raises(WrongPassphrase):
        later.unlock(PASSPHRASE)
    later.unlock(OTHER)
    assert later.get(ENTRY) == SECRET


def test_a_passphrase_changed_elsewhere_locks_it_here(vault: Vault, path: Path) -> None:
    Vault(path).change_passphrase(PASSPHRASE, OTHER)
    with pytest.raises(VaultTrouble, match=CLOSED):
        vault.put(ENTRY, Secret("would be lost"))
    assert not vault.is_open
    vault.unlock(OTHER)
    assert vault.get(ENTRY) == SECRET


def test_what_a_vault_refuses_is_said_in_the_language_spoken(
    vault: Vault, path: Path, pseudo: Callable[[str], bool]
) -> None:
    said: list[str] = []

    def refuse(call: Callable[[], object]) -> None:
        with pytest.raises(StorageTrouble) as raised:
            call()
        said.append(str(raised.value))

    refuse(lambda: vault.create(PASSPHRASE))
    refuse(lambda: vault.create(Secret("short")))
    refuse(lambda: vault.unlock(OTHER))
    vault.close()
    refuse(lambda: vault.get(ENTRY))
    _rewrite(path, lambda document: document.update(schema=2))
    refuse(lambda: vault.unlock(PASSPHRASE))
    path.write_text("nonsense")
    refuse(lambda: vault.unlock(PASSPHRASE))
    path.unlink()
    refuse(lambda: vault.unlock(PASSPHRASE))
    assert [one for one in said if not pseudo(one)] == []
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("passphrase", ["", "short12"])
def test_a_short_passphrase_is_refused(path: Path, passphrase: str) -> None:
    with pytest.raises(VaultTrouble, match="at least 8"):
        Vault(path).create(Secret(passphrase))
    assert not path.exists()


def test_a_vault_that_cannot_be_made_is_not_open(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / ".vault.turn").mkdir()
    vault = Vault(path)
    with pytest.raises(StorageTrouble):
        vault.create(PASSPHRASE)
    assert not vault.is_open


def test_one_passphrase_composed_in_two_ways_is_the_same(path: Path) -> None:
    Vault(path).create(Secret("pa\u0308ssphrase"))
    later = Vault(path)
    later.unlock(Secret("p\u00e4ssphrase"))
    assert later.is_open


def test_set_aside_it_makes_room_for_a_new_one_and_is_kept(vault: Vault, path: Path) -> None:
    content = path.read_bytes()
    aside = vault.set_aside()
    assert aside.read_bytes() == content
    vault.create(OTHER)
    assert vault.get(ENTRY) is None


def test_every_write_has_a_new_nonce(vault: Vault, path: Path) -> None:
    nonces = set()
    for number in range(20):
        vault.put(ENTRY, Secret(f"secret {number}"))
        nonces.add(json.loads(path.read_text())["nonce"])
    assert len(nonces) == 20


def test_the_parameters_are_those_of_the_standard() -> None:
    """RFC 9106 §4, the second recommended option."""
    made = Derivation()
    assert (made.memory_kib, made.iterations, made.lanes, len(made.salt)) == (65536, 3, 4, 16)
    assert made.salt != Derivation().salt


WRITER = """
import sys
from pathlib import Path
from workbench.core.secret import Secret
from workbench.storage.vault import Vault
vault = Vault(Path(sys.argv[1]))
vault.unlock(Secret("correct horse ä"))
print("open", flush=True)
sys.stdin.readline()
for number in range(25):
    vault.put((sys.argv[2], "simulator", str(number)), Secret("x"))
"""


def test_two_processes_that_write_at_once_lose_nothing(vault: Vault, path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
    for writer in writers:
        writer.communicate("go\n", timeout=30)
        assert writer.returncode == 0
    kept = [(name, str(number)) for name in ("one", "two") for number in range(25)]
    assert all(vault.get((name, "simulator", number)) for name, number in kept)
    assert vault.get(ENTRY) == SECRET
    print(f"two processes, {len(kept)} secrets, none lost")
