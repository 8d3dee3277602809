"""The program's own data files are found and of the right shape, and a team's own are put over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.core.playbook import Advice
from workbench.core.reply import Failed, Refused
from workbench.storage.paths import resource_folder
from workbench.storage.resources import load_glossary, load_playbook


def test_the_resource_folder_holds_the_programs_own_files() -> None:
    assert {"glossary.toml", "playbook.toml"} <= {path.name for path in resource_folder().iterdir()}


def test_the_playbook_has_words_for_what_it_was_not_told_of() -> None:
    playbook = load_playbook()
    unheard_of = playbook.advise(Refused(987654321, "NEVER HEARD OF"), None)
    assert unheard_of.explanation
    assert unheard_of.next_step
    assert playbook.advise(Failed("timeout", "30 s passed."), None).next_step


def test_the_glossary_names_the_claims_of_the_documented_tokens() -> None:
    glossary = load_glossary()
    for claim in ("idv", "dev", "org", "exp", "iat"):
        assert claim in glossary.terms


def test_a_teams_own_words_are_put_over_the_built_in_ones(tmp_path: Path) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text(
        '[org]\nname = "Shop"\nmeaning = "Our word."\n[tier]\nname = "Tier"\nmeaning = "Gold or not."\n', "utf-8"
    )
    glossary = load_glossary(file)
    assert glossary.trouble == ""
    assert (glossary.explain("org").name, glossary.explain("tier").name) == ("Shop", "Tier")
    assert glossary.explain("dev") == load_glossary().explain("dev")


def test_a_teams_own_advice_is_put_over_the_built_in_one(tmp_path: Path) -> None:
    file = tmp_path / "playbook.toml"
    file.write_text('[code.1597]\nexplanation = "Ask Ann."\nnext_step = "Call 42."\n', "utf-8")
    playbook = load_playbook(file)
    assert playbook.trouble == ""
    assert playbook.advise(Refused(1597, None), None) == Advice("Ask Ann.", "Call 42.")
    assert playbook.advise(Refused(1525, None), None) == load_playbook().advise(Refused(1525, None), None)


def test_a_team_without_files_of_its_own_has_the_built_in_words(tmp_path: Path) -> None:
    assert load_glossary(tmp_path / "glossary.toml") == load_glossary()
    assert load_playbook(tmp_path / "playbook.toml") == load_playbook()


BROKEN = [
    pytest.param(b"[org", "at the end of a table declaration", id="no TOML"),
    pytest.param(b"\xff\xfe", "not UTF-8", id="no text"),
    pytest.param(b'[code]\n[code.1597]\nname = "x"\n', "needs the texts", id="another shape"),
    pytest.param(None, "a folder stands where a file should be", id="a folder"),
]


@pytest.mark.parametrize(("octets", "why"), BROKEN)
@pytest.mark.parametrize("name", ["glossary", "playbook"])
def test_a_broken_team_file_is_told_in_one_sentence_and_nothing_of_it_used(
    tmp_path: Path, name: str, octets: bytes | None, why: str
) -> None:
    file = tmp_path / f"{name}.toml"
    if octets is None:
        file.mkdir()
    else:
        file.write_bytes(octets)
    if name == "glossary":
        glossary = load_glossary(file)
        assert glossary.terms == load_glossary().terms
    else:
        playbook = load_playbook(file)
        assert playbook.entries == load_playbook().entries
    trouble = glossary.trouble if name == "glossary" else playbook.trouble
    assert trouble.startswith(f"The team's file {file} is not used, the built-in words are: ")
    assert why in trouble
    assert trouble.count("\n") == 0
    assert trouble.endswith(".")


def test_a_group_that_no_playbook_has_is_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "playbook.toml"
    file.write_text('[codes.1597]\nexplanation = "x"\nnext_step = "y"\n', "utf-8")
    assert "[codes] is none of the groups code, http, reason, outcome" in load_playbook(file).trouble
