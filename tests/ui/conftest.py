"""The language that nobody speaks, and a walk over a pane that finds what did not go through ``tr``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.untranslated import find_untranslated
from workbench.language import ENGLISH, speak
from workbench.language.pseudo import PSEUDO, RIGHT_TO_LEFT

Untranslated = Callable[..., list[str]]


@pytest.fixture
def pseudo() -> Iterator[None]:
    """English with accents is spoken while the test runs; build what is to be looked at inside the test."""
    speak(PSEUDO)
    yield
    speak(ENGLISH)


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    """The same from right to left, with the layout that goes with it."""
    speak(RIGHT_TO_LEFT)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    speak(ENGLISH)


@pytest.fixture
def untranslated() -> Untranslated:
    """A walk: ``untranslated(root, but=…)`` gives every text under a widget or object that holds English words.

    ``but`` are words that are rightly there: what the user typed, claim names, names of products.
    """
    return find_untranslated
