"""The language spoken: translation, values, numbers, and the languages that nobody speaks."""

from __future__ import annotations

import pytest

from workbench.language import ENGLISH, Language, mark, number, speak, spoken, tr, trn
from workbench.language.pseudo import PSEUDO, PseudoTranslations, accent
from workbench.storage.languages import load_language


@pytest.fixture
def pseudo():
    speak(PSEUDO)
    yield
    speak(ENGLISH)


def test_english_is_spoken_until_another_language_is_chosen():
    assert spoken() is ENGLISH
    assert tr("{name} was deleted", name="{x}") == "{x} was deleted"
    assert tr("{braces} stand for themselves") == "{braces} stand for themselves"
    assert mark("later") == "later"


@pytest.mark.parametrize(("count", "words"), [(0, "0 tokens"), (1, "1 token"), (2_000, "2,000 tokens")])
def test_a_count_chooses_its_words(count, words):
    assert trn("{count} token", "{count} tokens", count) == words


@pytest.mark.parametrize(
    ("language", "value", "decimals", "written"),
    [
        (ENGLISH, 1234.5, 1, "1,234.5"),
        (ENGLISH, 999, 0, "999"),
        (Language("de", PseudoTranslations(), ".", ","), 1234567.25, 2, "1.234.567,25"),
    ],
)
def test_numbers_are_written_as_in_the_language(language, value, decimals, written):
    speak(language)
    try:
        assert number(value, decimals) == written
    finally:
        speak(ENGLISH)


@pytest.mark.usefixtures("pseudo")
def test_a_language_that_nobody_speaks_shows_what_was_not_translated():
    assert tr("&Open {name} by %H", name="a name").startswith("[&Opéñ a name bý %H")
    assert trn("one", "{count} many", 3).startswith("[3 màñý")
    assert accent("") == ""
    assert len(accent("Send")) > len("Send") * 4 / 3


def test_no_text_stays_none_although_a_catalogue_has_its_header_there():
    speak(load_language("de"))
    try:
        assert (tr(""), tr("key")) == ("", "Schlüssel")
    finally:
        speak(ENGLISH)
