"""The simulator's stories for the window: the simulator's own, in the language spoken."""

from __future__ import annotations

from collections.abc import Callable

from workbench.session.stories import list_stories
from workbench.simulator import STORIES


def test_the_words_are_those_of_the_simulator_in_its_order() -> None:
    assert list_stories() == tuple((story.name, story.title, story.description) for story in STORIES.values())


def test_stories_are_told_in_the_language_spoken(pseudo: Callable[[str], bool]) -> None:
    for name, title, description in list_stories():
        assert name in STORIES
        assert pseudo(title)
        assert pseudo(description)
