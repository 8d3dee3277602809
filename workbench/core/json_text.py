"""JSON read and written exactly: integers whole, other numbers as they stand, duplicate members seen, limits first.

The standard library's ``json`` keeps the last of duplicate members silently, lets ``NaN`` through, turns ``1e400`` into
infinity, and recurses without a limit of its own. This module puts rules around it and adds a writer that gives back
numbers as they were written.

Learned: one call into C holds the interpreter's lock to its end, and a window waits for that lock. Limits are therefore
counted with calls that cost about a millisecond a megabyte, and the limit of characters keeps ``json`` itself short.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from workbench.language import mark, number, tr

Json: TypeAlias = Any
"""``None``, ``bool``, ``int``, ``WrittenNumber``, ``str``, ``list`` or ``dict`` of these; more cannot be typed."""

MAX_CHARACTERS = 2 * 1024 * 1024
MAX_DEPTH = 200
MAX_MEMBERS = 50_000
_LONGEST_INTEGER = 4000  # Python refuses to convert integers of more than 4,300 digits

# Matches an unfinished string too: it never fails once begun, so the time it takes grows with the text and no faster.
_STRING = re.compile(r'"(?:[^"\\]+|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_CONSTANT = re.compile(rf"{_STRING.pattern}|(?P<name>NaN|-?Infinity)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_STRUCTURE = bytes(set(range(256)) - set(b'"[]{},'))

PARSER_MESSAGES = (
    mark("expecting value"),
    mark("expecting ',' delimiter"),
    mark("expecting ':' delimiter"),
    mark("expecting property name enclosed in double quotes"),
    mark("extra data"),
    mark("illegal trailing comma before end of array"),
    mark("illegal trailing comma before end of object"),
    mark("invalid \\escape"),
    mark("invalid \\uXXXX escape"),
    mark("invalid control character at"),
    mark("unterminated string starting at"),
)
"""What the library says, with a small letter at its beginning; here only so that it is gathered for translation."""


class WrittenNumber(float):
    """A number that no ``int`` holds; it compares as a float and remembers how it was written."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON value with the names of members that stand more than once in one object, in order of appearance."""

    value: Json
    duplicates: tuple[str, ...] = ()


class NotJson(ValueError):
    """The text is not JSON; ``position`` counts characters from 1."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class BeyondLimits(ValueError):
    """The text passes a limit; ``code`` is ``too_large`` or ``too_deep``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _parse_integer(digits: str) -> int | WrittenNumber:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else WrittenNumber(digits)


def _check_limits(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise BeyondLimits(
            "too_large",
            tr(
                "{count} characters are more than the limit of {limit}",
                count=number(len(text)),
                limit=number(MAX_CHARACTERS),
            ),
        )
    if len(text) <= MAX_MEMBERS and text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    # Without escapes every second piece between quotation marks is structure, the others are strings.
    octets = text.encode("utf-8", "surrogatepass").replace(rb"\\", b"").replace(rb"\"", b"")
    structure = b"".join(octets.translate(None, _NOT_STRUCTURE).split(b'"')[::2])
    depth = 0
    for bracket in structure.translate(None, b","):
        if bracket in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise BeyondLimits("too_deep", tr("nested deeper than {limit} levels", limit=number(MAX_DEPTH)))
        else:
            depth -= 1
    if structure.count(b",") + structure.count(b"{") + structure.count(b"[") > MAX_MEMBERS:
        raise BeyondLimits("too_large", tr("more than {limit} members or items", limit=number(MAX_MEMBERS)))


class _Unusual(Exception):
    """The text has what only the careful way of reading tells: duplicate members, or a constant that is no JSON."""


def _build_plain(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Unusual
    return members


def _refuse_plain(name: str) -> Json:
    raise _Unusual


_PLAIN = json.JSONDecoder(object_pairs_hook=_build_plain, parse_float=WrittenNumber, parse_constant=_refuse_plain)


def parse(text: str) -> Parsed:
    """Read one JSON text.

    :raises NotJson: where it is none, with the position.
    :raises BeyondLimits: before any parsing, where it is too long, too deep or has too many members.
    """
    _check_limits(text)
    try:
        return Parsed(_PLAIN.decode(text))
    except json.JSONDecodeError as error:
        raise _not_json(error) from None
    except (_Unusual, ValueError):  # ValueError: an integer longer than Python converts
        return _parse_carefully(text)


def _parse_carefully(text: str) -> Parsed:
    duplicates: dict[str, None] = {}

    def refuse(name: str) -> Json:
        position = next(found.start() for found in _CONSTANT.finditer(text) if found["name"]) + 1
        raise NotJson(tr("{name} is not a JSON value", name=name), position)

    def build(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        members: dict[str, Json] = {}
        for name, value in pairs:
            if name in members:
                duplicates[name] = None
            members[name] = value
        return members

    careful = json.JSONDecoder(
        object_pairs_hook=build, parse_int=_parse_integer, parse_float=WrittenNumber, parse_constant=refuse
    )
    try:
        value = careful.decode(text)
    except json.JSONDecodeError as error:
        raise _not_json(error) from None
    return Parsed(value, tuple(duplicates))


def _not_json(error: json.JSONDecodeError) -> NotJson:
    return NotJson(tr(error.msg[:1].lower() + error.msg[1:]), error.pos + 1)


def write(value: Json, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """Write a value as strict JSON: integers exact, a ``WrittenNumber`` as it was written, member order kept.

    With ``indent`` it is pretty-printed; ``ascii_only`` escapes everything that is not ASCII. Lone surrogates, which no
    encoding can carry, are escaped in any case.
    """
    return "".join(_pieces(value, indent, ascii_only, 0))


def _pieces(value: Json, indent: int | None, ascii_only: bool, level: int) -> list[str]:
    if isinstance(value, WrittenNumber):
        return [value.text]
    if isinstance(value, Mapping):
        names = [_write_text(str(name), ascii_only) for name in value]
        inner = [_pieces(member, indent, ascii_only, level + 1) for member in value.values()]
        colon = ": " if indent else ":"
        rows = [[name, colon, *pieces] for name, pieces in zip(names, inner, strict=True)]
        return _enclosed("{", rows, "}", indent, level)
    if isinstance(value, list | tuple):
        return _enclosed(
            "[",
            [_pieces(item, indent, ascii_only, level + 1) for item in value],
            "]",
            indent,
            level,
        )
    if isinstance(value, str):
        return [_write_text(value, ascii_only)]
    return [json.dumps(value, allow_nan=False)]


def _write_text(text: str, ascii_only: bool) -> str:
    if ascii_only:
        return json.dumps(text)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def _enclosed(opening: str, rows: list[list[str]], closing: str, indent: int | None, level: int) -> list[str]:
    if not rows:
        return [opening + closing]
    start, between, end = "", ",", ""
    if indent:
        start = "\n" + " " * indent * (level + 1)
        between, end = "," + start, "\n" + " " * indent * level
    pieces = [opening, start]
    for place, row in enumerate(rows):
        if place:
            pieces.append(between)
        pieces.extend(row)
    return [*pieces, end, closing]
