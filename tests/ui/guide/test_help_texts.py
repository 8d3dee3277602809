"""Help as it is written: the same topics in every language, with links to one another and nothing from outside."""

from __future__ import annotations

import re

import pytest

from workbench.storage.languages import LANGUAGE_NAMES
from workbench.storage.paths import resource_folder
from workbench.storage.resources import HELP_TOPICS, load_help
from workbench.ui.wiring_guide import TOPIC_ACTIONS

LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.mark.parametrize("code", LANGUAGE_NAMES)
def test_every_topic_is_written_and_links_stay_inside(code: str) -> None:
    topics = load_help(code)
    assert [one.name for one in topics] == list(HELP_TOPICS)
    for topic in topics:
        assert topic.title
        assert len(topic.text) > 200
        assert "<" not in topic.text
        assert "![" not in topic.text
        for target in LINK.findall(topic.text):
            assert target.removesuffix(".md") in HELP_TOPICS, (topic.name, target)


@pytest.mark.parametrize("code", LANGUAGE_NAMES)
def test_no_file_of_help_is_left_over(code: str) -> None:
    folder = resource_folder() / "help" / code
    assert sorted(path.stem for path in folder.iterdir()) == sorted(HELP_TOPICS)


def test_a_language_without_help_reads_english() -> None:
    assert load_help("en-XA") == load_help("en")


def test_every_topic_has_its_keys_named() -> None:
    assert list(TOPIC_ACTIONS) == list(HELP_TOPICS)
