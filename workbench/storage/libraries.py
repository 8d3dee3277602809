"""The libraries that this installation runs with, as their own metadata tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_OURS = "token-workbench"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST = 60  # a licence may be its whole text


@dataclass(frozen=True, slots=True)
class Library:
    """One library. ``licence`` is its SPDX expression or what it calls its licence; "" where it does not say."""

    name: str
    version: str
    licence: str


def list_libraries(of: str = _OURS) -> tuple[Library, ...]:
    """Everything that the program requires at run time, and what that requires, by name. Reads files: 50 ms.

    Empty where the installation has no metadata, as a frozen one may.
    """
    found: dict[str, Library] = {}
    waiting = _required(of)
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            about = distribution(name)
        except PackageNotFoundError:
            continue  # not needed on this system
        found[key] = Library(about.metadata["Name"] or name, about.version, _licence_of(about))
        waiting += _required(name)
    return tuple(found[key] for key in sorted(found))


def _required(name: str) -> list[str]:
    """Names of what a distribution requires without an extra; one of them may not be installed here."""
    try:
        listed = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    names = [_NAME.match(line) for line in listed if "extra ==" not in line.partition(";")[2]]
    return [one.group() for one in names if one is not None]


def _licence_of(about: Distribution) -> str:
    metadata = about.metadata
    named = " ".join((metadata.get_all("License-Expression") or metadata.get_all("License") or [""])[:1])
    first = named.strip().splitlines()[0].strip() if named.strip() else ""
    if first and len(first) <= _LONGEST and first != "UNKNOWN":
        return first
    classified = [one for one in metadata.get_all("Classifier") or [] if one.startswith("License ::")]
    return ", ".join(one.rpartition(" :: ")[2] for one in classified)
