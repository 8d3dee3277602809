"""The program's own data files are found and of the right shape, and a team's own are put over them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.core.glossary import Glossary
from workbench.core.playbook import Advice, Playbook
from workbench.core.reply import Failed, Refused
from workbench.language import ENGLISH, speak
from workbench.storage.languages import LANGUAGE_NAMES, load_language
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
    assert trouble.startswith(f"The team's file {file} is not used: ")
    assert why in trouble
    assert trouble.count("\n") == 0
    assert trouble.endswith(".")


def test_a_group_that_no_playbook_has_is_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "playbook.toml"
    file.write_text('[codes.1597]\nexplanation = "x"\nnext_step = "y"\n', "utf-8")
    assert "[codes] is none of the groups code, http, reason, outcome" in load_playbook(file).trouble


@pytest.fixture
def german() -> Iterator[None]:
    speak(load_language("de"))
    yield
    speak(ENGLISH)


TRANSLATED = [code for code in LANGUAGE_NAMES if code != ENGLISH.code]


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_language_has_a_playbook_with_exactly_the_entries_of_the_english_one(code: str) -> None:
    english, translated = (Playbook.read(_document(f"playbook{end}.toml")) for end in ("", f".{code}"))
    assert {name: list(table) for name, table in translated.entries.items()} == {
        name: list(table) for name, table in english.entries.items()
    }
    for group, table in translated.entries.items():
        for name, advice in table.items():
            assert advice.explanation != english.entries[group][name].explanation
            assert advice.next_step != english.entries[group][name].next_step


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_language_has_a_glossary_with_exactly_the_terms_of_the_english_one(code: str) -> None:
    english, translated = (Glossary.read(_document(f"glossary{end}.toml")) for end in ("", f".{code}"))
    assert list(translated.terms) == list(english.terms)
    for member, term in translated.terms.items():
        assert term.meaning != english.terms[member].meaning
        assert term.example == english.terms[member].example


def _document(name: str) -> dict[str, Any]:
    return tomllib.loads((resource_folder() / name).read_text("utf-8"))


@pytest.mark.usefixtures("german")
def test_playbook_and_glossary_are_read_in_the_language_spoken() -> None:
    assert load_playbook().advise(Refused(1506, None), None).explanation == "Das Einmalpasswort ist falsch."
    assert load_glossary().explain("dev").name == "Gerät"


@pytest.mark.usefixtures("german")
def test_a_teams_own_entries_are_put_over_those_of_the_language_spoken(tmp_path: Path) -> None:
    file = tmp_path / "glossary.toml"
    file.write_text('[org]\nname = "Laden"\nmeaning = "Unser Wort."\n', "utf-8")
    glossary = load_glossary(file)
    assert (glossary.explain("org").name, glossary.explain("dev").name) == ("Laden", "Gerät")
