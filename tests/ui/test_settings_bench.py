"""Settings count at once, whether or not they can be kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy

from workbench.storage.files import write_atomically
from workbench.storage.settings import Settings, SettingsStore
from workbench.ui.kit.tasks import Tasks
from workbench.ui.settings_bench import SettingsBench


@pytest.fixture
async def settings(qapp: Any, clock: Any, build_session: Callable[..., Any]) -> AsyncIterator[SettingsBench]:
    session, owner = build_session(clock), QObject()
    tasks = Tasks(owner)
    yield SettingsBench(session, Settings(), tasks, owner)
    await tasks.aclose()
    await session.aclose()


def values(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(at) for at in range(spy.count())]


async def test_what_was_chosen_last_is_kept_when_the_window_closes_at_once(settings: SettingsBench, home: Path) -> None:
    for retries in (1, 2, 3):
        settings.choose("retries", retries)
    settings.choose("theme", "dark")
    await settings.aclose()
    assert SettingsStore(home / "settings.toml").load().settings == Settings(retries=3, theme="dark")


async def test_a_value_that_cannot_be_is_refused_and_changes_nothing(settings: SettingsBench, home: Path) -> None:
    refused, changed = QSignalSpy(settings.refused), QSignalSpy(settings.changed)
    settings.choose("retries", 9)
    settings.choose("theme", ["dark"])
    await settings.aclose()
    assert [name for name, _ in values(refused)] == ["retries", "theme"]
    assert (changed.count(), settings.now) == (0, Settings())
    assert not (home / "settings.toml").exists()


async def test_a_choice_that_cannot_be_kept_counts_and_is_told(settings: SettingsBench, home: Path) -> None:
    write_atomically(home, "a file where the folder should be")
    said = QSignalSpy(settings.said)
    settings.choose("retries", 2)
    await settings.aclose()
    assert settings.now.retries == 2
    told = {str(words) for words, _ in values(said)}
    assert len(told) == 1
    assert "The settings were not kept" in told.pop()


async def test_reading_again_takes_what_stands_in_the_file_and_tells_what_cannot_be_used(
    settings: SettingsBench, home: Path
) -> None:
    write_atomically(home / "settings.toml", 'schema = 1\nretries = 4\ntheme = "neon"\n')
    read = asyncio.get_running_loop().create_future()
    settings.read.connect(read.set_result)
    settings.read_again()
    zones = await asyncio.wait_for(read, 30)
    assert settings.now == Settings(retries=4)
    assert "theme" in settings.trouble
    assert "Europe/Berlin" in zones


async def test_reading_takes_no_choice_back_that_was_not_kept_yet(settings: SettingsBench, home: Path) -> None:
    for retries in (1, 2, 3, 4, 5):
        read = asyncio.get_running_loop().create_future()
        settings.choose("retries", retries)
        settings.read.connect(read.set_result)
        settings.read_again()
        await asyncio.wait_for(read, 30)
        settings.read.disconnect(read.set_result)
        assert settings.now.retries == retries
    await settings.aclose()


async def test_keys_are_set_and_set_back_one_by_one(settings: SettingsBench) -> None:
    settings.choose_keys("send", "F9")
    settings.choose_keys("lock", "")
    assert settings.now.shortcuts == {"send": "F9", "lock": ""}
    settings.choose_keys("send", None)
    assert settings.now.shortcuts == {"lock": ""}
    settings.reset("shortcuts")
    assert settings.now == Settings()
    await settings.aclose()
