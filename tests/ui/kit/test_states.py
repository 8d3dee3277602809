"""Every look that a token's life and a call's outcome can have is painted, each in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest

from workbench.core.expiry import Look
from workbench.core.reply import OUTCOME_WORDS
from workbench.ui.kit.states import OUTCOME_LOOKS, STATE_LOOKS, StateLook
from workbench.ui.kit.theme import DARK, LIGHT

ICONS = Path(__file__).parents[3] / "resources" / "icons"


def test_every_look_of_a_tokens_life_is_painted() -> None:
    assert set(STATE_LOOKS) == set(get_args(Look))


def test_every_outcome_is_painted() -> None:
    assert set(OUTCOME_LOOKS) == set(OUTCOME_WORDS.values())


@pytest.mark.parametrize("looks", [STATE_LOOKS, OUTCOME_LOOKS], ids=["states", "outcomes"])
def test_no_two_look_alike(looks: Mapping[str, StateLook]) -> None:
    assert len(set(looks.values())) == len(looks)


@pytest.mark.parametrize("look", [*STATE_LOOKS.values(), *OUTCOME_LOOKS.values()], ids=lambda look: look.icon)
def test_tone_and_icon_are_ones_the_theme_has(look: StateLook) -> None:
    assert LIGHT.tone(look.tone)
    assert DARK.tone(look.tone)
    assert (ICONS / f"{look.icon}.svg").is_file()


def test_expired_shouts_and_unreadable_is_hollow() -> None:
    assert [name for name, look in STATE_LOOKS.items() if look.filled] == ["expired"]
    assert [name for name, look in STATE_LOOKS.items() if look.outline] == ["unreadable"]
