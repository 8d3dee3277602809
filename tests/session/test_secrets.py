"""Where secrets rest and what they follow: the vault, the chain of renewals, locking; never another origin."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from keyring.errors import KeyringLocked, NoKeyringError, PasswordSetError

from workbench.core.calls import SECRET_FIELD
from workbench.core.profile import LATEST_TOKEN, Draft, Profile
from workbench.core.reply import Renewed
from workbench.core.secret import Secret
from workbench.session.session import Session
from workbench.simulator import Simulator
from workbench.storage.files import StorageTrouble
from workbench.storage.vault import CLOSED

PASSPHRASE = Secret("correct horse")
EU, ELSEWHERE = "https://eu.api.capillarytech.com", "https://other.example"


@pytest.fixture
def server(clock: Callable[[], float]) -> Iterator[Simulator]:
    """An auth engine at an address of its own, which is no word for the simulator."""
    simulator = Simulator(clock)
    simulator.start()
    yield simulator
    simulator.stop()


async def _save_for(session: Session, server: Simulator, channel: str = "web") -> Profile:
    """A profile for the server's demo customer, its secret kept."""
    await session.profiles.open()
    details = server.demo_web() if channel == "web" else server.demo_mobile()
    name = SECRET_FIELD[channel]  # type: ignore[index]
    fields = {key: value for key, value in details.items() if key != name}
    profile = Profile("kept", "Kept", channel, server.url, fields)  # type: ignore[arg-type]
    return await session.profiles.save(Draft(profile, {name: Secret(details[name])}))


async def _renew(session: Session, draft: Draft) -> tuple[str, str]:
    """What was sent, and the token that came."""
    exchange = (await session.calls.send(draft)).exchange
    assert isinstance(exchange.outcome, Renewed), exchange.outcome
    return exchange.call.text(draft.profile.secret_field), exchange.outcome.token.reveal()


async def test_web_renewals_chain_and_the_original_is_kept(
    session: Session, server: Simulator, clock: Any, memory_keyring: Any
) -> None:
    profile = await _save_for(session, server)
    original = (await session.profiles.stored_secrets(profile))["expiredToken"].reveal()
    sent, came = [], []
    for _ in range(3):
        clock.advance(10)
        one = await _renew(session, Draft(profile))
        sent.append(one[0])
        came.append(one[1])
    assert sent == [original, *came[:2]]
    assert len({*sent, *came}) == 4
    assert sorted(memory_keyring.entries.values()) == sorted([original, came[2]])

    await session.profiles.return_to_original(profile)
    assert (await _renew(session, Draft(profile)))[0] == original


async def test_after_a_restart_the_chain_goes_on(
    session: Session, server: Simulator, clock: Any, build_session: Callable[..., Session]
) -> None:
    profile = await _save_for(session, server)
    _, came = await _renew(session, Draft(profile))
    later = build_session(clock)
    await later.profiles.open()
    assert await later.profiles.latest_token(profile) == Secret(came)
    assert (await _renew(later, Draft(profile)))[0] == came
    await later.aclose()


async def test_a_mobile_call_sends_its_key_again_and_keeps_the_token_beside_it(
    session: Session, server: Simulator
) -> None:
    profile = await _save_for(session, server, "mobile")
    key, came = await _renew(session, Draft(profile))
    assert (await _renew(session, Draft(profile)))[0] == key
    latest = await session.profiles.latest_token(profile)
    assert latest is not None
    assert latest.reveal().count(".") == came.count(".")


async def test_a_latest_token_follows_its_profile_to_no_other_origin_and_to_no_copy(
    session: Session, server: Simulator
) -> None:
    profile = await _save_for(session, server)
    _, came = await _renew(session, Draft(profile))
    for other in (
        replace(profile, host=ELSEWHERE),
        replace(profile, host=server.url.replace("127.0.0.1", "localhost")),
        replace(profile, id="another"),
        await session.profiles.duplicate(profile.id),
    ):
        completed = await session.profiles.complete(Draft(other))
        assert Secret(came) not in completed.secrets.values()
        assert await session.profiles.latest_token(other) is None


async def test_what_was_only_typed_leaves_no_token_behind(
    session: Session, server: Simulator, clock: Any, memory_keyring: Any
) -> None:
    profile = await _save_for(session, server)
    original = memory_keyring.entries.copy()
    clock.advance(10)
    typed = {"expiredToken": Secret(server.demo_web()["expiredToken"])}
    assert typed["expiredToken"].reveal() not in original.values()
    _, came = await _renew(session, Draft(profile, typed))
    assert memory_keyring.entries == original
    assert await session.profiles.latest_token(profile) == Secret(came), "for this session"


async def test_a_token_of_the_simulator_is_never_stored(session: Session, memory_keyring: Any) -> None:
    await session.profiles.open()
    web = session.profiles.all[1]
    _, came = await _renew(session, Draft(web))
    assert (await _renew(session, Draft(web)))[0] == came
    assert memory_keyring.entries == {}
    session.profiles.drop_simulated()
    assert await session.profiles.latest_token(web) is None


async def test_another_customers_token_is_not_renewed_the_next_time(session: Session, server: Simulator) -> None:
    profile = await _save_for(session, server)
    server.story = next(name for name, story in _stories().items() if story.renews_for_another)
    exchange = (await session.calls.send(Draft(profile))).exchange
    assert isinstance(exchange.outcome, Renewed)
    assert exchange.outcome.problems
    assert await session.profiles.latest_token(profile) is None


def _stories() -> Any:
    from workbench.simulator import STORIES

    return STORIES


async def test_a_new_original_begins_a_new_chain(session: Session, server: Simulator) -> None:
    profile = await _save_for(session, server)
    await _renew(session, Draft(profile))
    await session.profiles.save(Draft(profile, {"expiredToken": Secret("typed anew")}))
    assert (await session.profiles.complete(Draft(profile))).secrets["expiredToken"] == Secret("typed anew")


# ---- a profile file that somebody changed


@pytest.mark.parametrize(
    "host",
    [
        ELSEWHERE,
        "http://eu.api.capillarytech.com",
        "https://eu.api.capillarytech.com:444",
        "simulator",
        "https://eu.api.capillarytech.com@evil.example",
        "https://eu.api.capillarytech.com.evil.example",
    ],
)
async def test_a_profile_file_edited_to_another_host_gets_none_of_its_secrets(
    session: Session, clock: Any, build_session: Callable[..., Session], host: str
) -> None:
    await session.profiles.open()
    at_eu = replace(session.profiles.all[0], host=EU, header_names=("Cookie",), basic_username="tester", is_demo=False)
    secrets = {name: Secret(f"{name} for eu") for name in ("key", LATEST_TOKEN, "header:Cookie", "basicPassword")}
    await session.profiles.save(Draft(at_eu, secrets))
    (file,) = (one for one in session.home.profiles.glob("*.toml") if EU in one.read_text("utf-8"))
    text = file.read_text("utf-8")
    file.write_text(text.replace(EU, host), "utf-8")

    edited = build_session(clock)
    await edited.profiles.open()
    profile = edited.profiles.get(at_eu.id)
    if profile is not None:  # else it was refused as a whole
        completed = await edited.profiles.complete(Draft(profile))
        assert dict(completed.secrets) == {}
        assert set((await edited.profiles.secret_places(profile)).values()) == {"missing"}
    await edited.aclose()


async def test_a_profile_imported_under_the_same_id_and_host_is_told_by_origin_alone(session: Session) -> None:
    """An id that nobody stored for, whatever the host says, has nothing."""
    await session.profiles.open()
    at_eu = replace(session.profiles.all[0], host=EU, is_demo=False)
    await session.profiles.save(Draft(at_eu, {"key": Secret("for eu")}))
    imported = replace(at_eu, id="imported")
    await session.profiles.save(Draft(imported))
    assert (await session.profiles.complete(Draft(imported))).secrets == {}


# ---- the vault


async def test_made_a_vault_takes_in_what_the_keyring_held_and_the_keyring_is_empty(
    session: Session, server: Simulator, memory_keyring: Any, clock: Any, build_session: Callable[..., Session]
) -> None:
    profile = await _save_for(session, server)
    await _renew(session, Draft(profile))
    held = dict(memory_keyring.entries)
    assert len(held) == 2
    await session.create_vault(PASSPHRASE)
    assert memory_keyring.entries == {}
    assert await session.profiles.secret_places(profile) == {"expiredToken": "vault", LATEST_TOKEN: "vault"}

    later = build_session(clock)
    await later.profiles.open()
    assert (await later.profiles.complete(Draft(profile))).secrets == {}
    assert later.keychain.trouble == CLOSED
    await later.unlock(PASSPHRASE)
    found = await later.profiles.stored_secrets(profile)
    assert sorted(one.reveal() for one in found.values()) == sorted(held.values())
    await later.aclose()


async def test_with_a_closed_vault_a_secret_waits_in_memory_and_moves_in_when_it_opens(
    session: Session, memory_keyring: Any
) -> None:
    await session.profiles.open()
    profile = replace(session.profiles.all[0], host=EU)
    await session.create_vault(PASSPHRASE)
    session.lock()
    await session.profiles.save(Draft(profile, {"key": Secret("typed while locked")}))
    assert (await session.profiles.secret_places(profile))["key"] == "session"
    assert memory_keyring.entries == {}, "never silently somewhere else"
    await session.unlock(PASSPHRASE)
    assert (await session.profiles.secret_places(profile))["key"] == "vault"


async def test_a_wrong_passphrase_leaves_it_locked(session: Session) -> None:
    await session.create_vault(PASSPHRASE)
    session.lock()
    with pytest.raises(StorageTrouble, match="not the passphrase"):
        await session.unlock(Secret("battery staple"))
    assert session.keychain.vault is not None
    assert not session.keychain.vault.is_open


@pytest.mark.parametrize(
    ("error", "opens"),
    [(KeyringLocked(), False), (PasswordSetError("dismissed"), False), (NoKeyringError(), True), (OSError(), True)],
    ids=lambda value: type(value).__name__,
)
async def test_a_keyring_that_was_in_use_is_asked_before_the_window_opens_again(
    session: Session, memory_keyring: Any, error: Exception, opens: bool
) -> None:
    opened_by = [str(session.keychain.opens_by)]
    await session.keychain.put("p", EU, "key", Secret("kept"))
    opened_by.append(session.keychain.opens_by)
    assert opened_by == ["nothing", "keyring"]

    class InTrouble(dict[Any, Any]):
        def get(self, key: Any, default: Any = None) -> Any:
            raise error

    session.lock()
    kept, memory_keyring.entries = memory_keyring.entries, InTrouble()
    if opens:
        await session.unlock()
    else:
        with pytest.raises(StorageTrouble):
            await session.unlock()
    memory_keyring.entries = kept
    await session.unlock()
    assert await session.keychain.get("p", EU, "key") == Secret("kept")


async def test_locking_forgets_every_secret_that_was_for_this_session_only(session: Session) -> None:
    await session.profiles.open()
    profile = replace(session.profiles.all[0], host=EU)
    session.keychain.hold(profile.id, profile.origin or "", "key", Secret("for this session"))
    assert (await session.profiles.complete(Draft(profile))).secrets["key"] == Secret("for this session")
    session.lock()
    assert "key" not in (await session.profiles.complete(Draft(profile))).secrets


async def test_an_answer_that_comes_after_the_lock_is_not_remembered(session: Session, memory_keyring: Any) -> None:
    await session.profiles.open()
    profile = await session.profiles.save(
        Draft(replace(session.profiles.all[0], host=EU, is_demo=False), {"key": Secret("kept")})
    )
    session.profiles.forget_answers()
    asked, release = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    class SlowEntries(dict[tuple[str, str], str]):
        def get(self, key: Any, default: Any = None) -> Any:
            loop.call_soon_threadsafe(asked.set)
            release.wait()
            return super().get(key, default)

    memory_keyring.entries = SlowEntries(memory_keyring.entries)
    late = asyncio.create_task(session.profiles.stored_secrets(profile))
    await asked.wait()
    session.lock()
    release.set()
    assert (await late)["key"] == Secret("kept")
    memory_keyring.entries.clear()
    assert await session.profiles.stored_secrets(profile) == {}
