"""A profile as the text of a TOML file, and back; what a newer program wrote is carried along.

Schema 2: the members of ``Profile`` under their own names, ``fields`` and ``absent`` as tables. What is empty or
false is left out, so that files stay short. In schema 1 ``tags`` and ``color`` meant nothing; what somebody wrote
under these names is kept as ``former_tags`` and ``former_color``.
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
from workbench.language import mark, tr

SCHEMA = 2
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
    "color": str,
    "marked_production": bool,
    "is_demo": bool,
}
_ALWAYS_WRITTEN = ("id", "name", "channel", "host")
_TEXT_LISTS = ("header_names", "tags")
_NEW_IN_SCHEMA_2 = ("tags", "color")


_WRONG_KIND = {
    str: mark("{subject} has a wrong {name}: it must be a text."),
    bool: mark("{subject} has a wrong {name}: it must be true or false."),
    list: mark("{subject} has a wrong {name}: it must be a list of texts."),
    dict: mark("{subject} has a wrong {name}: it must be a table."),
}


class UnreadableProfile(Exception):
    """The text is no profile of this schema; ``words`` say so of a ``{subject}``, and may have other places."""

    # L10N: {subject} is the path of a file, "The file" or "Profile 3"

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words)
        self._words = words
        self._values = values

    def describe(self, subject: object) -> str:
        """The sentence about what held the text: a path, or words for it that begin a sentence."""
        return tr(self._words, subject=subject, **self._values)


def write_profile(profile: Profile) -> str:
    """The text of its file. Credentials in the address of a proxy are secrets, and stay out of it.

    :raises ValueError: as ``make_document``.
    """
    return tomli_w.dumps(make_document(profile))


def make_document(profile: Profile) -> dict[str, Any]:
    """The members of its file.

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
    for name in _TEXT_LISTS:
        if texts := getattr(profile, name):
            known[name] = list(texts)
    known["fields"] = dict(profile.fields)
    known["absent"] = {name: absent.value for name, absent in profile.absent.items()}
    document = _merge(profile.unknown, known)
    for name in ("fields", "absent"):
        if not document[name]:
            del document[name]
    return document


def read_profile(text: str) -> tuple[Profile, frozenset[str]]:
    """The profile of a file's text, and the secret fields that somebody wrote into it, which it goes without.

    :raises UnreadableProfile: no TOML, a newer schema, or a known member of a wrong type.
    """
    return take_document(parse_document(text))


def parse_document(text: str) -> dict[str, Any]:
    """What a TOML file holds.

    :raises UnreadableProfile: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableProfile(mark("{subject} is not TOML: {error}"), error=error) from error


def find_former_text(text: str) -> str | None:
    """What to keep of a readable file before it is written anew: nothing, unless it is of a former schema.

    Secrets that somebody wrote into it are not kept.
    """
    document = parse_document(text)
    if document["schema"] == SCHEMA:
        return None
    secret = SECRET_FIELDS & set(_table(document.get("fields")))
    if not secret:
        return text
    document["fields"] = {name: value for name, value in document["fields"].items() if name not in secret}
    return tomli_w.dumps(document)


def take_document(document: dict[str, Any]) -> tuple[Profile, frozenset[str]]:
    """As ``read_profile``, from the members of a file, which are used up.

    :raises UnreadableProfile: as ``read_profile``.
    """
    if take_schema(document) < SCHEMA:
        for name in _NEW_IN_SCHEMA_2:
            if name in document:
                document[f"former_{name}"] = document.pop(name)
    members: dict[str, Any] = {}
    for name, kind in _PLAIN_MEMBERS.items():
        if name in document:
            members[name] = _expect(kind, document.pop(name), name)
    if not _ID_SHAPE.fullmatch(members.get("id", "")):
        raise UnreadableProfile(mark("{subject} has no id of letters, digits, - and _."))
    if "name" not in members:
        raise UnreadableProfile(mark("{subject} has no name."))
    if members.get("channel") not in CHANNELS:
        raise UnreadableProfile(mark("{subject} has no channel “mobile” or “web”."))
    for name in _TEXT_LISTS:
        members[name] = tuple(_expect(str, one, name) for one in _expect(list, document.pop(name, []), name))
    members["fields"], unknown_fields, secret = _take_fields(_expect(dict, document.pop("fields", {}), "fields"))
    members["absent"], unknown_absent = _take_absent(_expect(dict, document.pop("absent", {}), "absent"))
    for name, rest in (("fields", unknown_fields), ("absent", unknown_absent)):
        if rest:
            document[name] = rest
    return Profile(**members, unknown=document), secret


def take_schema(document: dict[str, Any]) -> int:
    """The schema number, taken out.

    :raises UnreadableProfile: there is none, or it is a newer program's.
    """
    schema = document.pop("schema", None)
    if type(schema) is not int or schema < 1:
        raise UnreadableProfile(mark("{subject} has no schema number."))
    if schema > SCHEMA:
        words = mark("{subject} was written by a newer version of this program (schema {schema}).")
        raise UnreadableProfile(words, schema=schema)
    return schema


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
        raise UnreadableProfile(_WRONG_KIND[kind], name=name)
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
