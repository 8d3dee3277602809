"""Saving survives ``kill -9`` at any moment: nothing lost, nothing torn, every acknowledged save there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import workbench
from workbench.storage.files import read_text
from workbench.storage.profiles import ProfileStore

SAVE_FILES = """
import itertools, sys
from pathlib import Path
from workbench.storage.files import write_atomically

folder = Path(sys.argv[1])
for number in itertools.count(int(sys.argv[2])):
    text = f"{number} " * 1_000_000
    print("saving", number, flush=True)
    write_atomically(folder / f"file-{number % 3}", text)
    print("saved", number, flush=True)
"""

SAVE_PROFILES = """
import itertools, sys
from pathlib import Path
from workbench.core.profile import Profile
from workbench.storage.profiles import ProfileStore

store = ProfileStore(Path(sys.argv[1]))
known = {profile.id: profile for profile in store.load().profiles}
for number in itertools.count(int(sys.argv[2])):
    which = number % 3
    # another name at every save, so that each one also renames a file
    profile = Profile(id=f"profile-{which}", name=f"{which} at {number}", channel="web", note=f"{number} " * 100)
    print("saving", number, flush=True)
    store.save(profile, known.get(profile.id))
    known[profile.id] = profile
    print("saved", number, flush=True)
"""

kills = pytest.mark.parametrize("kills", [10, pytest.param(200, marks=[pytest.mark.slow, pytest.mark.timeout(600)])])


def _save_until_killed(program: str, folder: Path, first: int, chance: random.Random) -> int:
    """Save from a number on in a process that is killed amid a save; the last number it told to be saved."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(workbench.__file__).parents[1])},
    )
    assert process.stdout is not None
    said: list[str] = []
    for _ in range(3 + chance.randrange(3)):  # at least each of the three once
        said += [process.stdout.readline()]
        began = time.perf_counter()
        said += [process.stdout.readline()]
        lasted = time.perf_counter() - began
    said += [process.stdout.readline()]
    moment = time.perf_counter() + lasted * chance.random()  # of the save that has just begun, as long as the last
    while time.perf_counter() < moment:
        pass
    process.kill()
    said += process.stdout.readlines()
    process.stdout.close()
    assert process.wait() == -9
    return max(int(number) for word, number in (line.split() for line in said if line[-1:] == "\n") if word == "saved")


def _check_numbers(numbers: list[int], last: int) -> bool:
    """Whether the save under way is there, in place of the oldest of the three; all that were told must be."""
    assert sorted(numbers) in ([last - 2, last - 1, last], [last - 1, last, last + 1])
    return max(numbers) > last


@kills
def test_no_file_is_torn_and_no_acknowledged_save_is_lost(tmp_path: Path, kills: int) -> None:
    chance, first, early = random.Random(kills), 0, 0
    for _ in range(kills):
        last = _save_until_killed(SAVE_FILES, tmp_path, first, chance)
        numbers = []
        for index in range(3):
            text = read_text(tmp_path / f"file-{index}")
            number = text.split(" ", 1)[0]
            assert text == f"{number} " * 1_000_000
            numbers.append(int(number))
        early += _check_numbers(numbers, last)
        first = last + 1
    print(f"{kills} kills survived, {first} acknowledged files whole, and {early} under way present already")


@kills
def test_no_profile_is_lost_or_doubled_and_every_acknowledged_save_is_there(tmp_path: Path, kills: int) -> None:
    folder, chance, first, early = tmp_path / "profiles", random.Random(kills), 0, 0
    for _ in range(kills):
        last = _save_until_killed(SAVE_PROFILES, folder, first, chance)
        loaded = ProfileStore(folder).load()
        assert loaded.problems == ()
        assert [profile.id for profile in loaded.profiles] == ["profile-0", "profile-1", "profile-2"]
        numbers = [int(profile.note.split(" ", 1)[0]) for profile in loaded.profiles]
        for profile, number in zip(loaded.profiles, numbers, strict=True):
            assert profile.note == f"{number} " * 100
            assert profile.name == f"{profile.id[-1]} at {number}"
        early += _check_numbers(numbers, last)
        first = last + 1
    print(f"{kills} kills survived, {first} acknowledged saves present, and {early} under way already")
