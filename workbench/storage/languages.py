"""The languages that the program speaks, and their catalogues."""

from __future__ import annotations

import gettext
from collections.abc import Iterable

from workbench.language import ENGLISH, Language
from workbench.language.pseudo import PSEUDO, RIGHT_TO_LEFT
from workbench.storage.paths import resource_folder

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}
"""Each language that the program speaks, in its own words."""
_NUMBERS = {"de": (".", ",")}  # what stands between thousands, and before a fraction


def choose_language(wanted: Iterable[str]) -> str:
    """The first of the BCP 47 tags wanted that is spoken, whatever its country; English where none is."""
    spoken = (tag.replace("_", "-").split("-")[0].lower() for tag in wanted)
    return next((code for code in spoken if code in LANGUAGE_NAMES), ENGLISH.code)


def load_language(code: str) -> Language:
    """The language of this code with its catalogue, ``translations/CODE.mo``; English for an unknown one.

    :raises OSError: the catalogue is not there.
    """
    if code in (PSEUDO.code, RIGHT_TO_LEFT.code):
        return PSEUDO if code == PSEUDO.code else RIGHT_TO_LEFT
    if code == ENGLISH.code or code not in LANGUAGE_NAMES:
        return ENGLISH
    with (resource_folder() / "translations" / f"{code}.mo").open("rb") as file:
        return Language(code, gettext.GNUTranslations(file), *_NUMBERS[code])
