"""Profiles with their secrets: demos at first start, origins, copies, the bin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble

EU = "https://eu.api.capillarytech.com"


async def test_the_first_start_brings_two_demo_profiles_on_the_simulator(session: Session) -> None:
    await session.profiles.open()

    assert [(one.name, one.channel, one.host) for one in session.profiles.all] == [
        ("Demo · mobile", "mobile", "simulator"),
        ("Demo · web", "web", "simulator"),
    ]


async def test_a_deleted_demo_profile_stays_deleted_at_the_second_start(session: Session) -> None:
    await session.profiles.open()
    await session.profiles.delete(session.profiles.all[0].id)
    await session.profiles.open()

    assert [one.name for one in session.profiles.all] == ["Demo · web"]


async def test_a_demo_secret_is_minted_and_never_written(session: Session, memory_keyring: Any) -> None:
    await session.profiles.open()
    for profile in session.profiles.all:
        completed = await session.profiles.complete(Draft(profile))
        secret = completed.secrets[profile.secret_field].reveal()
        written = b"".join(path.read_bytes() for path in session.home.folder.rglob("*") if path.is_file())

        assert completed.problems() == ()
        assert secret.encode() not in written
    assert memory_keyring.entries == {}


async def test_a_secret_never_follows_its_profile_to_another_origin(session: Session) -> None:
    await session.profiles.open()
    at_eu = replace(session.profiles.all[0], host=EU)
    await session.profiles.save(Draft(at_eu, {"key": Secret("the key for eu")}))
    elsewhere = replace(at_eu, host="https://other.example")

    assert (await session.profiles.complete(Draft(at_eu))).secrets["key"] == Secret("the key for eu")
    assert "key" not in (await session.profiles.complete(Draft(elsewhere))).secrets
    assert (await session.profiles.secret_places(elsewhere))["key"] == "missing"


async def test_the_same_origin_keeps_its_secret_under_another_path(session: Session) -> None:
    await session.profiles.open()
    profile = replace(session.profiles.all[0], host=EU)
    await session.profiles.save(Draft(profile, {"key": Secret("the key for eu")}))
    with_prefix = replace(profile, host=f"{EU}/gateway/")

    assert (await session.profiles.complete(Draft(with_prefix))).secrets["key"] == Secret("the key for eu")


async def test_what_is_typed_goes_before_what_is_kept(session: Session) -> None:
    await session.profiles.open()
    profile = session.profiles.all[0]
    await session.profiles.save(Draft(profile, {"key": Secret("kept")}))

    assert (await session.profiles.complete(Draft(profile, {"key": Secret("typed")}))).secrets["key"] == Secret("typed")


async def test_a_copy_has_the_secrets_and_a_free_name(session: Session) -> None:
    await session.profiles.open()
    original = await session.profiles.save(Draft(session.profiles.all[0], {"key": Secret("kept")}))
    first, second = await session.profiles.duplicate(original.id), await session.profiles.duplicate(original.id)

    assert (first.name, second.name) == ("Demo · mobile copy", "Demo · mobile copy 2")
    assert (await session.profiles.stored_secrets(second))["key"] == Secret("kept")


async def test_a_deleted_profile_can_be_restored_whole(session: Session) -> None:
    await session.profiles.open()
    profile = await session.profiles.save(Draft(session.profiles.all[0], {"key": Secret("kept")}))
    await session.profiles.delete(profile.id)
    restored = await session.profiles.restore(profile.id)

    assert restored == profile
    assert (await session.profiles.stored_secrets(restored))["key"] == Secret("kept")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("  ", "needs a name"),
        ("Demo · web", "already a profile"),
        ("demo · WEB", "already a profile"),
        ("n" * 81, "at most 80 characters"),
    ],
)
async def test_a_name_that_is_empty_taken_or_too_long_is_refused_in_words(
    session: Session, name: str, words: str
) -> None:
    await session.profiles.open()

    with pytest.raises(ValueError, match=words):
        await session.profiles.rename(session.profiles.all[0].id, name)


async def test_profiles_are_found_by_name_without_case_and_by_id(session: Session) -> None:
    await session.profiles.open()
    web = session.profiles.all[1]

    assert session.profiles.find("demo · WEB") == web
    assert session.profiles.find(web.id) == web
    assert session.profiles.find("nobody") is None


async def test_without_a_usable_home_the_demo_profiles_are_there_all_the_same(session: Session) -> None:
    session.home.folder.parent.mkdir(parents=True, exist_ok=True)
    session.home.folder.write_text("a file where the folder should be")

    with pytest.raises(StorageTrouble):
        await session.profiles.open()
    assert [one.name for one in session.profiles.all] == ["Demo · mobile", "Demo · web"]
    assert (await session.profiles.complete(Draft(session.profiles.all[0]))).problems() == ()
