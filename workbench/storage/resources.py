"""Where the program's own data files are, and the two that core reads, playbook and glossary, with a team's own."""

from __future__ import annotations

import gettext
import json
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.core.glossary import Glossary
from workbench.core.playbook import Playbook
from workbench.language import ENGLISH, Language
from workbench.language.pseudo import PSEUDO, RIGHT_TO_LEFT
from workbench.storage.files import StorageTrouble, read_text

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}
"""Each language that the program speaks, in its own words."""
_NUMBERS = {"de": (".", ",")}  # what stands between thousands, and before a fraction
_PACKAGE = Path(__file__).resolve().parents[1]


def resource_folder() -> Path:
    """``workbench/resources`` where the program is installed, else ``resources`` beside ``workbench`` in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


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


def load_playbook(team: Path | None = None) -> Playbook:
    """What outcomes mean, from ``playbook.toml``, with the entries of a team's own file over them.

    A team's file that is not there is none; of a broken one only ``trouble`` tells, and nothing of it is used.

    :raises StorageTrouble: the program's own file cannot be read.
    :raises ValueError: it is no TOML, or an entry is not of the right shape.
    """
    built_in = _read_playbook(resource_folder() / "playbook.toml")
    if team is None or not team.exists():
        return built_in
    try:
        return built_in.merge(_read_playbook(team))
    except (StorageTrouble, ValueError) as error:
        return replace(built_in, trouble=_describe_broken(team, error))


def load_glossary(team: Path | None = None) -> Glossary:
    """The words for header fields and claims, from ``glossary.toml``; a team's own file and errors as above."""
    built_in = _read_glossary(resource_folder() / "glossary.toml")
    if team is None or not team.exists():
        return built_in
    try:
        return built_in.merge(_read_glossary(team))
    except (StorageTrouble, ValueError) as error:
        return replace(built_in, trouble=_describe_broken(team, error))


def _read_playbook(path: Path) -> Playbook:
    return Playbook.read(tomllib.loads(read_text(path)))


def _read_glossary(path: Path) -> Glossary:
    return Glossary.read(tomllib.loads(read_text(path)))


def _describe_broken(path: Path, error: Exception) -> str:
    why = str(error).removesuffix(".")
    return f"The team's file {path} is not used, the built-in words are: {why}."


def load_examples() -> dict[str, Any]:
    """The documentation's example replies, as ``session.examples`` reads them. Raises as ``load_playbook``."""
    document: dict[str, Any] = json.loads(read_text(resource_folder() / "examples.json"))
    return document
