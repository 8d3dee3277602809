"""Where the program's own data files are, and the two that core reads: playbook and glossary."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from workbench.core.glossary import Glossary
from workbench.core.playbook import Playbook
from workbench.storage.files import read_text

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_folder() -> Path:
    """``workbench/resources`` where the program is installed, else ``resources`` beside ``workbench`` in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def load_playbook() -> Playbook:
    """What outcomes mean, from ``playbook.toml``.

    :raises StorageTrouble: the file cannot be read.
    :raises ValueError: it is no TOML, or an entry is not of the right shape.
    """
    return Playbook.read(tomllib.loads(read_text(resource_folder() / "playbook.toml")))


def load_glossary() -> Glossary:
    """The words for header fields and claims, from ``glossary.toml``. Raises as ``load_playbook``."""
    return Glossary.read(tomllib.loads(read_text(resource_folder() / "glossary.toml")))


def load_examples() -> dict[str, Any]:
    """The documentation's example replies, as ``session.examples`` reads them. Raises as ``load_playbook``."""
    document: dict[str, Any] = json.loads(read_text(resource_folder() / "examples.json"))
    return document
