"""Which language is chosen, and where its catalogue comes from."""

from __future__ import annotations

import pytest

from workbench.language import ENGLISH
from workbench.language.pseudo import PSEUDO, RIGHT_TO_LEFT
from workbench.storage.languages import LANGUAGE_NAMES, choose_language, load_language


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["de-AT", "en"], "de"),
        (["fr-FR", "de_DE", "en"], "de"),
        (["EN-gb"], "en"),
        (["fr"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_wanted_that_is_spoken_is_chosen(wanted, code):
    assert choose_language(wanted) == code


@pytest.mark.parametrize("code", LANGUAGE_NAMES)
def test_every_language_offered_has_its_catalogue(code):
    assert load_language(code).code == code


def test_other_codes_are_english_or_of_the_languages_that_nobody_speaks():
    assert load_language("fr") is ENGLISH
    assert (load_language("en-XA"), load_language("en-XB")) == (PSEUDO, RIGHT_TO_LEFT)
