"""A real Secret Service (gnome-keyring in a D-Bus session of its own): stored, read, locked, refused, forgotten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import workbench
from workbench.storage.system_keyring import LOCKED, REFUSED

MISSING = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}")

START = """
set -eu
if [ "$1" = with-a-collection ]; then
    echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null
else
    gnome-keyring-daemon --start --components=secrets >/dev/null
fi
exec "$2" -W error::ResourceWarning -c "$3"
"""
"""``--unlock`` makes a collection under the passphrase read (none); a locked one cannot ask: nobody sits here."""

PRELUDE = """
import asyncio
from workbench.core.secret import Secret
from workbench.storage.keychain import Keychain

ORIGIN = "https://auth.example:443"

def lock_collection():
    import secretstorage
    connection = secretstorage.dbus_init()
    collection = secretstorage.get_default_collection(connection)
    collection.lock()
    assert collection.is_locked()
    connection.close()

async def main():
    keychain = Keychain(deadline_seconds=20)
    await work(keychain)
    keychain.close()
"""


def _run(tmp_path: Path, start: str, work: str) -> list[str]:
    """What a program prints that uses the keyring it finds in a session of its own."""
    folders = {
        "HOME": tmp_path,
        "XDG_DATA_HOME": tmp_path / "data",
        "XDG_CONFIG_HOME": tmp_path / "config",
        "XDG_CACHE_HOME": tmp_path / "cache",
        "XDG_RUNTIME_DIR": tmp_path / "run",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    environ = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    environ |= {name: str(folder) for name, folder in folders.items()}
    environ["PYTHONPATH"] = str(Path(workbench.__file__).parents[1])
    program = f"{PRELUDE}\n{work}\nasyncio.run(main())\n"
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", START, "sh", start, sys.executable, program],
        env=environ,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


STORE_AND_READ = """
async def work(keychain):
    print(await keychain.put("p", ORIGIN, "key", Secret("hunter2 \\u00e4 \\u6f22")))
    print(keychain.trouble)
    other = Keychain()
    print((await other.get("p", ORIGIN, "key")).reveal() == "hunter2 \\u00e4 \\u6f22")
    print(await other.get("p", "https://evil.example:443", "key"), await other.get("q", ORIGIN, "key"))
    print(await other.place("p", ORIGIN, "key"))
    await other.forget("p", ORIGIN, ["key", "never there"])
    print(other.trouble)
    print(await keychain.place("p", ORIGIN, "key"))
    other.close()
"""


def test_a_secret_is_stored_read_by_another_keychain_and_forgotten(tmp_path: Path) -> None:
    printed = _run(tmp_path, "with-a-collection", STORE_AND_READ)
    assert printed == ["keyring", "None", "True", "None None", "keyring", "None", "missing"]


LOCK = """
async def work(keychain):
    print(await keychain.put("p", ORIGIN, "key", Secret("before")))
    lock_collection()
    print(await keychain.put("p", ORIGIN, "key", Secret("while locked")))
    print(keychain.trouble)
    print(await keychain.confirm_keyring())
    print((await keychain.get("p", ORIGIN, "key")).reveal())
"""


def test_a_locked_collection_is_told_and_the_secret_stays_for_this_session(tmp_path: Path) -> None:
    assert _run(tmp_path, "with-a-collection", LOCK) == ["keyring", "session", LOCKED, LOCKED, "while locked"]


REFUSE = """
async def work(keychain):
    print(await keychain.put("p", ORIGIN, "key", Secret("hunter2")))
    print(keychain.trouble)
"""


def test_a_dismissed_question_is_a_refusal(tmp_path: Path) -> None:
    """Without a collection the service asks for the passphrase of a new one, and here nobody answers."""
    assert _run(tmp_path, "without", REFUSE) == ["session", REFUSED]
