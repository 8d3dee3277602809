"""``where``: every path, measured, with nothing made by looking."""

from __future__ import annotations


def test_every_place_has_purpose_path_size_and_whether_it_is_encrypted(command_line):
    command_line.run("profiles", "list")
    ran = command_line.run("where", "--json")
    assert ran.code == 0
    places = {place["path"]: place for place in ran.document["places"]}
    assert all(list(place) == ["purpose", "path", "bytes", "encrypted"] for place in places.values())
    home = command_line.home
    assert {str(path) for path in (home.profiles, home.bin, home.history, home.settings)} <= places.keys()
    written = sum(path.stat().st_size for path in home.profiles.glob("*.toml"))
    assert places[str(home.profiles)]["bytes"] == written > 0
    assert [path for path, place in places.items() if place["encrypted"]] == [str(home.vault)]


def test_looking_makes_nothing(command_line):
    ran = command_line.run("where", "--json")
    assert {place["bytes"] for place in ran.document["places"]} == {0}
    assert not command_line.home.folder.exists()


def test_the_words_name_the_keyring_too(command_line):
    ran = command_line.run("where")
    assert str(command_line.home.history) in ran.out
    assert "token-workbench" in ran.out.splitlines()[-2]


def test_a_teams_own_file_is_a_place_where_it_exists(command_line):
    command_line.home.folder.mkdir(parents=True)
    command_line.home.team_playbook.write_text("", "utf-8")
    purposes = [place["purpose"] for place in command_line.run("where", "--json").document["places"]]
    assert purposes[-1] == "the team's own playbook"
    assert "the team's own glossary" not in purposes


def test_a_broken_team_file_is_told_on_standard_error_and_stops_nothing(command_line):
    command_line.home.folder.mkdir(parents=True)
    command_line.home.team_glossary.write_text("[org", "utf-8")
    ran = command_line.run("where", "--json")
    assert ran.code == 0
    assert ran.document["schema"] == 1
    assert ran.err.startswith(f"The team's file {command_line.home.team_glossary} is not used")
    assert len(ran.err.splitlines()) == 1
