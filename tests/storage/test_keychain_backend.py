"""Which keyring is used: only the operating system's own, looked for late, and never waited for at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, chainer, fail, kwallet, libsecret, null

import workbench
from workbench.storage.system_keyring import NO_KEYRING, REAL_KEYRINGS, KeyringTrouble, choose_keyring


class PlaintextKeyring(KeyringBackend):
    """Stands for a keyring that a package brought along."""

    priority = 0.5

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("never asked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("never asked")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("never asked")


LEAVE_WHILE_BLOCKED = """
import asyncio, threading
from keyring.backend import KeyringBackend
from workbench.storage.keychain import Keychain

class Prompt(KeyringBackend):
    priority = 0.5
    def get_password(self, service, username):
        loop.call_soon_threadsafe(asked.set)
        threading.Event().wait()
    def set_password(self, service, username, password): ...
    def delete_password(self, service, username): ...

async def leave():
    global loop, asked
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    keychain = Keychain(Prompt())
    task = asyncio.create_task(keychain.get("p", "https://a:443", "key"))
    await asked.wait()
    keychain.close()

asyncio.run(leave())
print("left")
"""


def _run(program: str, **environ: str) -> subprocess.CompletedProcess[str]:
    path = str(Path(workbench.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**os.environ, "PYTHONPATH": path, **environ},
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_a_process_ends_while_the_keyring_still_asks() -> None:
    done = _run(LEAVE_WHILE_BLOCKED)
    assert (done.returncode, done.stdout, done.stderr) == (0, "left\n", "")


def test_importing_the_keychain_does_not_import_keyring() -> None:
    done = _run("import sys, workbench.storage.keychain; print('keyring' in sys.modules)")
    assert done.stdout == "False\n", done.stderr


FIND_A_KEYRING = """
import asyncio
from workbench.core.secret import Secret
from workbench.storage.keychain import Keychain

async def put():
    keychain = Keychain()
    print(await keychain.put("p", "https://a:443", "key", Secret("hunter2")))
    print(keychain.trouble)
    keychain.close()

asyncio.run(put())
"""


@pytest.mark.parametrize(
    ("backend", "sentence"),
    [
        ("keyring.backends.fail.Keyring", NO_KEYRING),
        ("keyring.backends.null.Keyring", NO_KEYRING),
        ("plain.PlaintextKeyring", "The keyring found here (plain.PlaintextKeyring) is not the operating system's own"),
        ("no.such.Keyring", "The keyring failed (ModuleNotFoundError)."),
    ],
)
def test_a_keyring_that_is_found_is_used_only_if_it_is_the_systems_own(
    tmp_path: Path, backend: str, sentence: str
) -> None:
    (tmp_path / "plain.py").write_text(
        "from pathlib import Path\n"
        "from keyring.backend import KeyringBackend\n"
        "class PlaintextKeyring(KeyringBackend):\n"
        "    priority = 9\n"
        "    def get_password(self, service, username): ...\n"
        "    def set_password(self, service, username, password):\n"
        f"        Path({str(tmp_path / 'leak')!r}).write_text(password)\n"
    )
    path = os.pathsep.join((str(tmp_path), str(Path(workbench.__file__).parents[1])))
    done = _run(FIND_A_KEYRING, PYTHON_KEYRING_BACKEND=backend, PYTHONPATH=path)
    place, trouble = done.stdout.splitlines()
    assert place == "session"
    assert trouble.startswith(sentence)
    assert not (tmp_path / "leak").exists()


def _chain(*members: KeyringBackend) -> KeyringBackend:
    class Chain(chainer.ChainerBackend):
        backends = members

    return Chain()


def test_a_chain_is_used_whole_where_all_of_it_is_real_and_else_by_its_first_real_member() -> None:
    first, second, plain = SecretService.Keyring(), kwallet.DBusKeyring(), PlaintextKeyring()
    whole = _chain(first, second)
    assert choose_keyring(whole) is whole
    assert choose_keyring(_chain(plain, second, first)) is second
    for useless in (_chain(plain), _chain(), plain):
        with pytest.raises(KeyringTrouble):
            choose_keyring(useless)


@pytest.mark.parametrize("nothing", [fail.Keyring(), null.Keyring()], ids=["fail", "null"])
def test_no_keyring_at_all_is_no_keyring(nothing: KeyringBackend) -> None:
    with pytest.raises(KeyringTrouble, match="has no keyring"):
        choose_keyring(nothing)


@pytest.mark.parametrize(
    "real",
    [
        SecretService.Keyring,
        libsecret.Keyring,
        kwallet.DBusKeyring,
        kwallet.DBusKeyringKWallet4,
        Windows.WinVaultKeyring,
    ],
    ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}",
)
def test_the_allowed_names_are_those_of_the_real_classes(real: type[KeyringBackend]) -> None:
    backend = real()
    assert f"{real.__module__}.{real.__qualname__}" in REAL_KEYRINGS
    assert choose_keyring(backend) is backend
