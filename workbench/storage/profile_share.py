"""Profiles in one file to hand to somebody: all that is in their own files, and a placeholder for each secret.

The placeholders only tell a reader what will be asked for; whatever stands there is never read. Identifiers are left
out: what comes in is always a new profile, which no secret that is kept here belongs to.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import tomli_w

from workbench.core.profile import LATEST_TOKEN, Profile
from workbench.language import mark, tr
from workbench.storage.profile_text import (
    SCHEMA,
    UnreadableProfile,
    make_document,
    parse_document,
    take_document,
    take_schema,
)

PLACEHOLDER = "asked for when this file is imported"
LARGEST_FILE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """The profiles of a file, each with a new id, and a sentence for each that could not be read or only in part."""

    profiles: tuple[Profile, ...]
    problems: tuple[str, ...]


def write_shared(profiles: Iterable[Profile]) -> str:
    """The text of the file."""
    tables = []
    for profile in profiles:
        document = make_document(profile)
        del document["schema"], document["id"]
        names = [name for name in profile.secret_names if name != LATEST_TOKEN]
        tables.append({**document, **({"secrets": dict.fromkeys(names, PLACEHOLDER)} if names else {})})
    return tomli_w.dumps({"schema": SCHEMA, "profiles": tables})


def read_shared(text: str) -> Received:
    """What such a file, or the file of one profile, holds. One profile that cannot be read does not stop the rest.

    :raises UnreadableProfile: it is no TOML, of a newer schema, or holds no profiles at all.
    """
    document = parse_document(text)
    if "profiles" not in document and "channel" in document:
        tables: Any = [document]
        schema = take_schema(document)
    else:
        schema = take_schema(document)
        tables = document.get("profiles")
    if not isinstance(tables, list) or not tables:
        raise UnreadableProfile(mark("{subject} holds no profiles."))
    profiles: list[Profile] = []
    problems: list[str] = []
    for at, table in enumerate(tables, 1):
        try:
            if not isinstance(table, dict):
                raise UnreadableProfile(mark("{subject} is no table."))
            table.pop("secrets", None)
            profile, secret = take_document({**table, "schema": schema, "id": uuid.uuid4().hex})
        except UnreadableProfile as error:
            problems.append(error.describe(tr("Profile {number}", number=at)))
            continue
        profiles.append(replace(profile, name=" ".join(profile.name.split())))
        problems += [
            tr("Profile {number} holds the secret field {name} in clear; it was not read.", number=at, name=name)
            for name in secret
        ]
    return Received(tuple(profiles), tuple(problems))
