"""The program's own data files: playbook and glossary, which core reads, with a team's own; examples; help."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.core.glossary import Glossary
from workbench.core.playbook import Playbook
from workbench.language import spoken, tr
from workbench.storage.files import StorageTrouble, read_text
from workbench.storage.paths import resource_folder


def load_playbook(team: Path | None = None) -> Playbook:
    """What outcomes mean, from ``playbook.toml`` in the language spoken, with a team's own entries over them.

    What a language's file (``playbook.de.toml``) does not have is English.
    A team's file that is not there is none; of a broken one only ``trouble`` tells, and nothing of it is used.

    :raises StorageTrouble: the program's own file cannot be read.
    :raises ValueError: it is no TOML, or an entry is not of the right shape.
    """
    built_in = _read_playbook(resource_folder() / "playbook.toml")
    if (translated := _find_translated("playbook")) is not None:
        built_in = built_in.merge(_read_playbook(translated))
    if team is None or not team.exists():
        return built_in
    try:
        return built_in.merge(_read_playbook(team))
    except (StorageTrouble, ValueError) as error:
        return replace(built_in, trouble=_describe_broken(team, error))


def load_glossary(team: Path | None = None) -> Glossary:
    """The words for header fields and claims, from ``glossary.toml``; a team's own file and errors as above."""
    built_in = _read_glossary(resource_folder() / "glossary.toml")
    if (translated := _find_translated("glossary")) is not None:
        built_in = built_in.merge(_read_glossary(translated))
    if team is None or not team.exists():
        return built_in
    try:
        return built_in.merge(_read_glossary(team))
    except (StorageTrouble, ValueError) as error:
        return replace(built_in, trouble=_describe_broken(team, error))


def _find_translated(stem: str) -> Path | None:
    path = resource_folder() / f"{stem}.{spoken().code}.toml"
    return path if path.exists() else None


def _read_playbook(path: Path) -> Playbook:
    return Playbook.read(tomllib.loads(read_text(path)))


def _read_glossary(path: Path) -> Glossary:
    return Glossary.read(tomllib.loads(read_text(path)))


def _describe_broken(path: Path, error: Exception) -> str:
    why = str(error).removesuffix(".")
    return tr("The team's file {path} is not used: {reason}. The built-in words hold.", path=path, reason=why)


def load_examples() -> dict[str, Any]:
    """The documentation's example replies, as ``session.examples`` reads them. Raises as ``load_playbook``."""
    document: dict[str, Any] = json.loads(read_text(resource_folder() / "examples.json"))
    return document


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """Help about one part of the program: its file's name, its title, and its text in Markdown."""

    name: str
    title: str
    text: str


HELP_TOPICS = (
    *("start", "request", "profiles", "token", "response", "timeline", "compare", "history", "simulator"),
    *("import-export", "settings", "lock", "presentation"),
)
"""In the order of the list."""


def load_help(code: str) -> tuple[HelpTopic, ...]:
    """Help in the language of this code; in English where it is not written in that.

    :raises StorageTrouble: a file cannot be read.
    """
    folder = resource_folder() / "help" / code
    if not folder.is_dir():
        folder = resource_folder() / "help" / "en"
    return tuple(_read_topic(name, read_text(folder / f"{name}.md")) for name in HELP_TOPICS)


def _read_topic(name: str, text: str) -> HelpTopic:
    title, _, rest = text.partition("\n")
    return HelpTopic(name, title.removeprefix("#").strip(), rest.strip())
