"""Secrets rest in the keyring or in memory, each for one profile and origin, and a keyring may fail or block."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from keyring.backends import Windows

from workbench.core.secret import Secret
from workbench.storage.keychain import Keychain
from workbench.storage.system_keyring import LOCKED, NO_KEYRING, REFUSED, SERVICE

ORIGIN = "https://auth.example.com:443"
SECRET = Secret("hunter2 ä 漢")


class MemoryKeyring(KeyringBackend):
    """A keyring in memory. ``obstacle`` is called before each call, with the call's name, and may raise or block."""

    priority = 0.5

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.obstacle: Callable[[str], None] = lambda call: None
        self.threads: set[threading.Thread] = set()

    def _meet(self, call: str) -> None:
        self.threads.add(threading.current_thread())
        self.obstacle(call)

    def get_password(self, service: str, username: str) -> str | None:
        self._meet("get")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._meet("set")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._meet("delete")
        if (service, username) not in self.entries:
            raise errors.PasswordDeleteError("not there")
        del self.entries[service, username]


class WindowsKeyring(MemoryKeyring, Windows.WinVaultKeyring):
    """Takes the place of the Windows keyring, whose limit is that of its class."""


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def keychain(keyring: MemoryKeyring) -> Iterator[Keychain]:
    keychain = Keychain(keyring)
    yield keychain
    keychain.close()


def _raise(error: Exception) -> Callable[[str], None]:
    def obstacle(call: str) -> None:
        raise error

    return obstacle


class Blockade:
    """Holds keyring calls up until released; ``reached`` is set, on the loop it was made in, once one is held."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.release = threading.Event()
        self._loop = asyncio.get_running_loop()

    def __call__(self, call: str) -> None:
        self._loop.call_soon_threadsafe(self.reached.set)
        self.release.wait()


async def _let_tasks_begin() -> None:
    """Returns when the tasks made so far have come to their first wait: a loop keeps the order of what is due."""
    begun = asyncio.Event()
    asyncio.get_running_loop().call_soon(begun.set)
    await begun.wait()


async def test_a_secret_is_put_found_and_forgotten(keychain: Keychain, keyring: MemoryKeyring) -> None:
    assert await keychain.place("p", ORIGIN, "key") == "missing"
    assert await keychain.put("p", ORIGIN, "key", SECRET) == "keyring"
    assert keyring.entries == {(SERVICE, f"p|{ORIGIN}|key"): SECRET.reveal()}
    assert await keychain.get("p", ORIGIN, "key") == SECRET
    assert await keychain.place("p", ORIGIN, "key") == "keyring"
    await keychain.forget("p", ORIGIN, ["key", "was never there"])
    assert keyring.entries == {}
    assert await keychain.get("p", ORIGIN, "key") is None
    assert keychain.trouble is None


async def test_a_secret_is_bound_to_profile_origin_and_name(keychain: Keychain) -> None:
    for _ in ("keyring", "session"):
        await keychain.put("p", ORIGIN, "key", SECRET)
        for other in (
            ("q", ORIGIN, "key"),
            ("p", "https://evil.example:443", "key"),
            ("p", "http://auth.example.com:443", "key"),
            ("p", "simulator", "key"),
            ("p", ORIGIN, "latestToken"),
        ):
            assert await keychain.get(*other) is None
            assert await keychain.place(*other) == "missing"
            await keychain.forget(other[0], other[1], [other[2]])
        assert await keychain.get("p", ORIGIN, "key") == SECRET


@pytest.mark.parametrize(("profile_id", "origin"), [("p|https://a:1", "https://b:1"), ("p", "https://b:1|key")])
async def test_no_entry_can_pass_for_another(keychain: Keychain, profile_id: str, origin: str) -> None:
    for call in (
        keychain.get(profile_id, origin, "key"),
        keychain.place(profile_id, origin, "key"),
        keychain.put(profile_id, origin, "key", SECRET),
        keychain.forget(profile_id, origin, ["key"]),
    ):
        with pytest.raises(ValueError, match="hold no"):
            await call


async def test_an_empty_secret_takes_the_stored_one_away(keychain: Keychain, keyring: MemoryKeyring) -> None:
    await keychain.put("p", ORIGIN, "key", SECRET)
    assert await keychain.put("p", ORIGIN, "key", Secret("")) == "missing"
    assert keyring.entries == {}


TROUBLES = [
    pytest.param(errors.NoKeyringError("no " + SECRET.reveal()), NO_KEYRING, id="missing"),
    pytest.param(errors.KeyringLocked("locked " + SECRET.reveal()), LOCKED, id="locked"),
    pytest.param(errors.PasswordSetError("cancelled " + SECRET.reveal()), REFUSED, id="refused"),
    pytest.param(RuntimeError("broken " + SECRET.reveal()), "The keyring failed (RuntimeError).", id="failed"),
]


@pytest.mark.parametrize(("error", "sentence"), TROUBLES)
async def test_trouble_is_told_in_the_language_spoken_and_known_by_its_kind_in_any(
    keychain: Keychain, keyring: MemoryKeyring, error: Exception, sentence: str, pseudo: Callable[[str], bool]
) -> None:
    keyring.obstacle = _raise(error)
    await keychain.get("p", ORIGIN, "key")
    assert keychain.trouble is not None
    assert pseudo(keychain.trouble)
    assert keychain.is_missing == (sentence == NO_KEYRING)
    assert keychain.is_guarded == (sentence in (LOCKED, REFUSED))
    assert keychain.blockage == (None if sentence == NO_KEYRING else keychain.trouble)


@pytest.mark.parametrize(("error", "sentence"), TROUBLES)
async def test_a_keyring_in_trouble_leaves_the_secret_for_this_session_and_says_why(
    keychain: Keychain, keyring: MemoryKeyring, error: Exception, sentence: str
) -> None:
    keyring.obstacle = _raise(error)
    assert await keychain.put("p", ORIGIN, "key", SECRET) == "session"
    assert keychain.trouble == sentence
    assert await keychain.place("p", ORIGIN, "key") == "session"
    assert await keychain.get("p", ORIGIN, "key") == SECRET
    assert await keychain.get("p", ORIGIN, "other") is None
    assert keychain.trouble == sentence
    await keychain.forget("p", ORIGIN, ["key"])
    assert keychain.trouble == sentence
    assert await keychain.place("p", ORIGIN, "key") == "missing"


def test_the_troubles_are_different_sentences_without_a_secret() -> None:
    sentences = [str(parameters.values[1]) for parameters in TROUBLES]
    assert len(set(sentences)) == 4
    assert not any(SECRET.reveal() in sentence for sentence in sentences)


async def test_trouble_ends_when_the_keyring_works_again(keychain: Keychain, keyring: MemoryKeyring) -> None:
    keyring.obstacle = _raise(errors.KeyringLocked())
    await keychain.put("p", ORIGIN, "key", Secret("typed while locked"))
    keyring.obstacle = lambda call: None
    assert await keychain.put("p", ORIGIN, "key", SECRET) == "keyring"
    assert keychain.trouble is None
    assert await keychain.place("p", ORIGIN, "key") == "keyring"
    assert await keychain.get("p", ORIGIN, "key") == SECRET


async def test_a_newer_secret_of_this_session_hides_the_older_one_in_the_keyring(
    keychain: Keychain, keyring: MemoryKeyring
) -> None:
    await keychain.put("p", ORIGIN, "latestToken", Secret("older"))
    keyring.obstacle = _raise(errors.KeyringLocked())
    await keychain.put("p", ORIGIN, "latestToken", SECRET)
    keyring.obstacle = lambda call: None
    assert await keychain.get("p", ORIGIN, "latestToken") == SECRET


async def test_a_refusal_to_delete_is_told(keychain: Keychain, keyring: MemoryKeyring) -> None:
    def refuse(call: str) -> None:
        if call == "delete":
            raise errors.PasswordDeleteError("no")

    await keychain.put("p", ORIGIN, "key", SECRET)
    keyring.obstacle = refuse
    await keychain.forget("p", ORIGIN, ["key"])
    assert keychain.trouble == REFUSED


async def test_a_value_beyond_what_windows_keeps_stays_for_this_session_and_replaces_the_old_one() -> None:
    keyring = WindowsKeyring()
    keychain = Keychain(keyring)
    assert await keychain.put("p", ORIGIN, "key", Secret("x" * 1280)) == "keyring"
    too_long = Secret("x" * 1281)
    assert await keychain.put("p", ORIGIN, "key", too_long) == "session"
    assert "too long" in (keychain.trouble or "")
    assert await keychain.get("p", ORIGIN, "key") == too_long
    assert keyring.entries == {}
    keychain.close()


async def test_calls_come_one_at_a_time_from_one_daemon_thread(keychain: Keychain, keyring: MemoryKeyring) -> None:
    inside: list[str] = []
    most: list[int] = []

    def count(call: str) -> None:
        inside.append(call)
        most.append(len(inside))
        inside.pop()

    keyring.obstacle = count
    await asyncio.gather(*(keychain.put("p", ORIGIN, f"header:{number}", SECRET) for number in range(50)))
    assert max(most) == 1
    (thread,) = keyring.threads
    assert thread.daemon
    assert thread is not threading.current_thread()


async def test_a_call_that_the_keyring_holds_up_can_be_cancelled_and_later_ones_still_work(
    keychain: Keychain, keyring: MemoryKeyring
) -> None:
    await keychain.put("p", ORIGIN, "key", SECRET)
    keyring.obstacle = blockade = Blockade()
    held = asyncio.create_task(keychain.get("p", ORIGIN, "key"))
    await blockade.reached.wait()
    waiting = asyncio.create_task(keychain.get("p", ORIGIN, "key"))
    abandoned = asyncio.create_task(keychain.put("p", ORIGIN, "key", Secret("typed, then cancelled")))
    await _let_tasks_begin()
    for task in (held, abandoned):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert not waiting.done()
    assert await keychain.get("p", ORIGIN, "key") == Secret("typed, then cancelled"), "at hand for this session"
    blockade.release.set()
    assert await waiting == SECRET
    assert list(keyring.entries.values()) == [SECRET.reveal()]


async def test_a_deadline_ends_waiting_for_a_keyring_that_never_answers(keyring: MemoryKeyring) -> None:
    keychain = Keychain(keyring, deadline_seconds=0.05)
    keyring.obstacle = blockade = Blockade()
    assert await keychain.put("p", ORIGIN, "key", SECRET) == "session"
    assert keychain.trouble == "The keyring did not answer within 0.05 seconds."
    assert await keychain.get("p", ORIGIN, "key") == SECRET
    assert await keychain.get("p", ORIGIN, "other") is None
    assert await keychain.place("p", ORIGIN, "other") == "missing"
    blockade.release.set()
    keychain.close()


async def test_a_closed_keychain_remembers_nothing_and_says_so(keychain: Keychain, keyring: MemoryKeyring) -> None:
    keyring.obstacle = _raise(errors.KeyringLocked())
    await keychain.put("p", ORIGIN, "key", SECRET)
    keychain.close()
    with pytest.raises(RuntimeError, match="closed"):
        await keychain.get("p", ORIGIN, "key")


def test_one_keychain_serves_one_loop_after_another(keychain: Keychain) -> None:
    assert asyncio.run(keychain.put("p", ORIGIN, "key", SECRET)) == "keyring"
    assert asyncio.run(keychain.get("p", ORIGIN, "key")) == SECRET
