"""The program's own data files are found and of the right shape."""

from __future__ import annotations

from workbench.core.reply import Failed, Refused
from workbench.storage.resources import load_glossary, load_playbook, resource_folder


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
