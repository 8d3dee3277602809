"""What is inside the program and is somebody else's work: libraries, fonts and icons, each with its licence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from workbench.storage.files import read_text
from workbench.storage.paths import resource_folder


@dataclass(frozen=True, slots=True)
class Library:
    """One of them. ``licence`` is an SPDX expression, ``text`` the licence itself."""

    name: str
    version: str
    licence: str
    text: str


def list_libraries() -> tuple[Library, ...]:
    """All that ``licences.json`` lists, in its order, at the version that is installed. Reads files: 20 ms.

    A frozen program has no metadata of packages; what the list says is what was frozen.

    :raises StorageTrouble: the list cannot be read.
    """
    document = json.loads(read_text(resource_folder() / "licences.json"))
    return tuple(
        Library(one["name"], _installed_version(one["name"]) or one["version"], one["licence"], one["text"])
        for one in document["components"]
    )


def _installed_version(name: str) -> str:
    """Empty for what is no package, or is not needed on this system."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
