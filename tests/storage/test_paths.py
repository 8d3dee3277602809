"""Where the data is: the folder given, else the environment's, else the system's; and how much of it there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from workbench.core.profile import Profile
from workbench.storage.files import write_atomically
from workbench.storage.paths import Home
from workbench.storage.profiles import ProfileStore


@pytest.mark.parametrize(
    ("given", "environ", "expected"),
    [
        pytest.param(Path("/given"), {"TOKEN_WORKBENCH_HOME": "/named"}, Path("/given"), id="given wins"),
        pytest.param(None, {"TOKEN_WORKBENCH_HOME": "/named"}, Path("/named"), id="then the environment"),
        pytest.param(Path("here"), {}, Path.cwd() / "here", id="a relative one is made absolute"),
    ],
)
def test_the_home_is_found(given: Path | None, environ: dict[str, str], expected: Path) -> None:
    assert Home.find(given, environ).folder == expected


def test_a_tilde_in_the_environment_is_the_users_own_folder() -> None:
    assert Home.find(None, {"TOKEN_WORKBENCH_HOME": "~/tw"}).folder == Path.home() / "tw"


@pytest.mark.parametrize("environ", [{}, {"TOKEN_WORKBENCH_HOME": ""}], ids=["not set", "set to nothing"])
def test_without_any_choice_the_home_is_where_the_system_keeps_data(environ: dict[str, str]) -> None:
    found = Home.find(None, environ).folder
    assert found == Path(platformdirs.user_data_dir("token-workbench", appauthor=False))
    assert found.name == "token-workbench"


def test_what_each_place_is_for_can_be_spoken_in_another_language(
    tmp_path: Path, pseudo: Callable[[str], bool]
) -> None:
    home = Home.find(tmp_path, {})
    home.team_glossary.touch()
    home.team_playbook.touch()
    assert all(pseudo(place.purpose) for place in home.places())


def test_finding_a_home_makes_nothing(tmp_path: Path) -> None:
    home = Home.find(tmp_path / "home", {})
    assert [place.path for place in home.places() if place.bytes or place.encrypted] == [home.vault]
    assert list(tmp_path.iterdir()) == []


def test_places_tell_what_is_in_each_path(tmp_path: Path) -> None:
    home = Home.find(tmp_path, {})
    store = ProfileStore(home.profiles)
    for number in range(3):
        store.save(Profile(id=f"id{number}", name="some profile", channel="web"))
    store.delete("id0", 1760358520)
    write_atomically(home.history, "h" * 1000)
    write_atomically(home.history.with_name(home.history.name + "-wal"), "w" * 100)
    write_atomically(home.vault, "v" * 500)
    write_atomically(home.settings, "s" * 10)
    sizes = {place.path: place.bytes for place in home.places()}
    one = next(home.bin.iterdir()).stat().st_size
    assert sizes == {
        home.folder: 3 * one + 1610,
        home.profiles: 2 * one,
        home.bin: one,
        home.history: 1100,
        home.vault: 500,
        home.settings: 10,
        home.drafts: 0,
    }


def test_the_teams_own_files_are_places_only_where_they_exist(tmp_path: Path) -> None:
    home = Home.find(tmp_path, {})
    assert not {home.team_glossary, home.team_playbook} & {place.path for place in home.places()}
    write_atomically(home.team_glossary, "g" * 7)
    assert {place.path: place.bytes for place in home.places() if "team" in place.purpose} == {home.team_glossary: 7}
    assert home.team_glossary == tmp_path / "glossary.toml"
    assert home.team_playbook == tmp_path / "playbook.toml"
