"""A profile as the text of a TOML file, and back; what a newer program wrote is carried along.

Schema 1: the members of ``Profile`` under their own names, ``fields`` and ``absent`` as tables. What is empty or
false is left out, so that files stay short.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from workbench.core.calls import CHANNELS, FIELDS, SECRET_FIELD, Absent
from workbench.core.profile import Profile
from workbench.core.route import without_credentials

SCHEMA = 1
SECRET_FIELDS = frozenset(SECRET_FIELD.values())
_KNOWN_FIELDS = frozenset(name for channel in CHANNELS for name in FIELDS[channel])
_ID_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PLAIN_MEMBERS = {
    "id": str,
    "name": str,
    "channel": str,
    "host": str,
    "basic_username": str,
    "ca_file": str,
    "client_certificate_file": str,
    "client_key_file": str,
    "proxy": str,
    "proxy_username": str,
    "note": str,
    "marked_production": bool,
    "is_demo": bool,
}
_ALWAYS_WRITTEN = ("id", "name", "channel", "host")


class UnreadableProfile(Exception):
    """The text is no profile of this schema; its words complete "<file> …"."""


def write_profile(profile: Profile) -> str:
    """The text of its file. Credentials in the address of a proxy are secrets, and stay out of it.

    :raises ValueError: a field is secret (it belongs in the keychain), or the id is no plain word that can name a file.
    """
    if secret := SECRET_FIELDS & {*profile.fields, *_table(profile.unknown.get("fields"))}:
        raise ValueError(f"the secret field {', '.join(sorted(secret))} is never written to a profile's file")
    if not _ID_SHAPE.fullmatch(profile.id):
        raise ValueError(f"{profile.id!r} is no id of a profile: letters, digits, - and _ only, at most 64")
    known: dict[str, Any] = {"schema": SCHEMA}
    for name in _PLAIN_MEMBERS:
        if (value := getattr(profile, name)) or name in _ALWAYS_WRITTEN:
            known[name] = without_credentials(value) if name == "proxy" else value
    if profile.header_names:
        known["header_names"] = list(profile.header_names)
    known["fields"] = dict(profile.fields)
    known["absent"] = {name: absent.value for name, absent in profile.absent.items()}
    document = _merge(profile.unknown, known)
    for name in ("fields", "absent"):
        if not document[name]:
            del document[name]
    return tomli_w.dumps(document)


def read_profile(text: str) -> tuple[Profile, frozenset[str]]:
    """The profile of a file's text, and the secret fields that somebody wrote into it, which it goes without.

    :raises UnreadableProfile: no TOML, a newer schema, or a known member of a wrong type.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableProfile(f"is not TOML: {error}") from error
    _check_schema(document.pop("schema", None))
    members: dict[str, Any] = {}
    for name, kind in _PLAIN_MEMBERS.items():
        if name in document:
            members[name] = _expect(kind, document.pop(name), name)
    if not _ID_SHAPE.fullmatch(members.get("id", "")):
        raise UnreadableProfile("has no id of letters, digits, - and _.")
    if "name" not in members:
        raise UnreadableProfile("has no name.")
    if members.get("channel") not in CHANNELS:
        raise UnreadableProfile("has no channel “mobile” or “web”.")
    headers = _expect(list, document.pop("header_names", []), "header_names")
    members["header_names"] = tuple(_expect(str, header, "header_names") for header in headers)
    members["fields"], unknown_fields, secret = _take_fields(_expect(dict, document.pop("fields", {}), "fields"))
    members["absent"], unknown_absent = _take_absent(_expect(dict, document.pop("absent", {}), "absent"))
    for name, rest in (("fields", unknown_fields), ("absent", unknown_absent)):
        if rest:
            document[name] = rest
    return Profile(**members, unknown=document), secret


def _check_schema(schema: object) -> None:
    if type(schema) is not int or schema < 1:
        raise UnreadableProfile("has no schema number.")
    if schema > SCHEMA:
        raise UnreadableProfile(f"was written by a newer version of this program (schema {schema}).")


def _take_fields(table: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any], frozenset[str]]:
    """Texts, what a newer program may have meant by other types, and names of secrets, whose values are dropped."""
    secret = SECRET_FIELDS & set(table)
    for name in sorted(_KNOWN_FIELDS - secret):
        _expect(str, table.get(name, ""), f"fields.{name}")
    texts = {name: value for name, value in table.items() if isinstance(value, str) and name not in secret}
    rest = {name: value for name, value in table.items() if name not in texts and name not in secret}
    return texts, rest, secret


def _take_absent(table: dict[str, Any]) -> tuple[dict[str, Absent], dict[str, Any]]:
    ways = {way.value: way for way in Absent}
    known = {name: ways[value] for name, value in table.items() if isinstance(value, str) and value in ways}
    return known, {name: value for name, value in table.items() if name not in known}


def _expect(kind: type, value: Any, name: str) -> Any:
    if type(value) is not kind:
        words = {str: "a text", bool: "true or false", list: "a list of texts", dict: "a table"}
        raise UnreadableProfile(f"has a wrong {name}: it must be {words[kind]}.")
    return value


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _merge(unknown: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Both, table by table; what this program knows wins."""
    merged = {**known, **{name: value for name, value in unknown.items() if name not in known}}
    for name, value in known.items():
        if isinstance(value, Mapping):
            merged[name] = _merge(_table(unknown.get(name)), value)
    return merged
