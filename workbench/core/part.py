"""One part of a token: base64url, then UTF-8, then JSON, as far as it goes; what stops it becomes a ``Problem``.

The base64url alphabet and "no padding" are RFC 7515 §2. Nothing is raised.
"""

from __future__ import annotations

import binascii
import re
import string
from dataclasses import dataclass

from workbench.core import json_text
from workbench.core.json_text import Json
from workbench.core.problem import Part, Problem, name_part
from workbench.language import mark, tr, trn

_MOST_DUPLICATES = 100  # named one by one
_WRONG = re.compile(r"[^A-Za-z0-9_+/-]")
_ORDINARY = re.compile(r"[+/]")
_SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_ALPHABET = _SIGNS.encode()
_TO_ORDINARY, _TO_URL = bytes.maketrans(b"-_", b"+/"), bytes.maketrans(b"+/", b"-_")


@dataclass(frozen=True, slots=True)
class PartContent:
    """What a part of a token holds: ``text`` is ``None`` where it is none, ``value`` counts only where ``is_json``."""

    text: str | None = None
    value: Json = None
    is_json: bool = False
    octets: bytes | None = None


def read_part(part: Part, encoded: str, problems: list[Problem]) -> PartContent:
    """Read header or payload; what is wrong with it is added to ``problems``."""
    octets = read_octets(part, encoded, problems)
    if octets is None:
        return PartContent()
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        message = tr("Byte {position} of the {part} is not UTF-8.", position=error.start + 1, part=name_part(part))
        problems.append(Problem(part, "not_utf8", message))
        return PartContent(octets=octets)
    return read_json(part, text, octets, problems)


def read_json(part: Part, text: str, octets: bytes, problems: list[Problem]) -> PartContent:
    """Read the text of a part as JSON; a byte order mark in front is passed over (RFC 8259 §8.1 allows that)."""
    if text.startswith("\ufeff"):
        message = tr("A byte order mark in front of the JSON of the {part} was passed over.", part=name_part(part))
        problems.append(Problem(part, "bom_removed", message))
    try:
        parsed = json_text.parse(text.removeprefix("\ufeff"))
    except json_text.BeyondLimits as error:
        message = tr("The {part} is not read: {reason}.", part=name_part(part), reason=error)
        problems.append(Problem(part, error.code, message))
        return PartContent(text=text, octets=octets)
    except json_text.NotJson as error:
        problems.append(Problem(part, "not_json", _describe_not_json(part, text, error)))
        return PartContent(text=text, octets=octets)
    for name in parsed.duplicates[:_MOST_DUPLICATES]:
        message = tr(
            "“{name}” stands more than once in the {part}; the last one counts here.", name=name, part=name_part(part)
        )
        problems.append(Problem(part, "duplicate_member", message))
    if (more := len(parsed.duplicates) - _MOST_DUPLICATES) > 0:
        message = trn(
            "{count} more name stands more than once in the {part}.",
            "{count} more names stand more than once in the {part}.",
            more,
            part=name_part(part),
        )
        problems.append(Problem(part, "duplicate_member", message))
    if not isinstance(parsed.value, dict):
        problems.append(Problem(part, "not_object", tr(_find_no_object(parsed.value), part=name_part(part))))
    return PartContent(text, parsed.value, True, octets)


def _describe_not_json(part: Part, text: str, error: json_text.NotJson) -> str:
    if not text:
        return tr("The {part} is empty.", part=name_part(part))
    return tr(
        "The {part} is not JSON: {reason}, at character {position}.",
        part=name_part(part),
        reason=error,
        position=error.position,
    )


def _find_no_object(value: Json) -> str:
    match value:
        case None:
            return mark("The {part} is null, not an object with named members.")
        case bool():
            return mark("The {part} is true or false, not an object with named members.")
        case list():
            return mark("The {part} is a list, not an object with named members.")
        case str():
            return mark("The {part} is a string, not an object with named members.")
    return mark("The {part} is a number, not an object with named members.")


def read_octets(part: Part, encoded: str, problems: list[Problem]) -> bytes | None:
    """The bytes of one part, as many as can be had; ``None`` where it is not base64url."""
    unpadded = encoded.rstrip("=") if encoded.endswith("=") else encoded
    if (padding := len(encoded) - len(unpadded)) > 0:
        fitting = -len(unpadded) % 4
        message = tr("The {part} ends in “=”; a JWT has no padding.", part=name_part(part))
        if padding != fitting:
            asked = tr(
                "It does not fit either: the length asks for {asked}, not {given}.", asked=fitting, given=padding
            )
            message = f"{message} {asked}"
        problems.append(Problem(part, "padding_removed", message))
    signs = unpadded.encode("ascii", "replace")
    if wrong := signs.translate(None, _ALPHABET):
        if wrong.strip(b"+/"):
            problems.append(Problem(part, "not_base64url", _describe_wrong(part, unpadded)))
            return None
        position = _find(_ORDINARY, unpadded)
        message = tr(
            "Character {position} of the {part} is of the ordinary base64 alphabet, not base64url; read as such.",
            position=position,
            part=name_part(part),
        )
        problems.append(Problem(part, "not_base64url", message))
    rest = len(signs) % 4
    if rest == 1:
        message = tr(
            "The {part} has a length ({length}) that no base64url text has; it was probably cut off.",
            part=name_part(part),
            length=len(signs),
        )
        problems.append(Problem(part, "not_base64url", message))
        signs = signs[:-1]
    elif rest and _SIGNS.find(chr(signs.translate(_TO_URL)[-1])) % (16 if rest == 2 else 4):
        message = tr(
            "The last character of the {part} carries bits that belong to no byte; they were passed over.",
            part=name_part(part),
        )
        problems.append(Problem(part, "trailing_bits", message))
    return binascii.a2b_base64(signs.translate(_TO_ORDINARY) + b"=" * (-len(signs) % 4))


def _describe_wrong(part: Part, encoded: str) -> str:
    """The place of the first character that cannot be read, and how many follow it."""
    position = _find(_WRONG, encoded)
    where: dict[str, object] = {"position": position, "part": name_part(part)}
    if encoded[position - 1] == "=":
        return tr(
            "Character {position} of the {part} is not base64url: “=” stands only at the end of a part, as padding.",
            **where,
        )
    more = len(encoded.encode("ascii", "replace").translate(None, _ALPHABET + b"+/")) - 1
    if not more:
        return tr("Character {position} of the {part} is not base64url.", **where)
    return trn(
        "Character {position} of the {part} is not base64url, nor is one more.",
        "Character {position} of the {part} is not base64url, nor are {count} more.",
        more,
        **where,
    )


def _find(pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern is first found, counted from 1; the text is known to have it."""
    found = pattern.search(text)
    return (found.start() if found else 0) + 1
