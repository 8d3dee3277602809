"""Tokens in JSON serialisation (RFC 7515 §7.2, RFC 7516 §7.2), each signature or recipient as a compact token.

The unprotected header has no place in the compact form: a note names its members, because nothing protects them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core import json_text
from workbench.core.json_text import Json
from workbench.core.problem import Problem
from workbench.language import tr

_MARKS = ('"signature', '"ciphertext"')
_BEGINNING = re.compile(
    r'\{\s{0,200}"(?:payload|protected|header|signatures?|unprotected|recipients|encrypted_key|iv|aad|ciphertext|tag)"'
)
_WINDOW = 256 * 1024
_LENGTHS = (4096, 64 * 1024, 512 * 1024)  # characters of one object, tried one after the other
_MOST_OBJECTS = 10_000
_MOST_FAILURES = 16  # objects begun that lead nowhere, before no more are tried
_MOST_SHOWN = 200  # characters of an unprotected header in a sentence
_DECODER = json.JSONDecoder(parse_float=json_text.WrittenNumber)


@dataclass(frozen=True, slots=True)
class Serialized:
    """One signature or recipient of an object that stands from ``start`` to ``end``, in compact form."""

    start: int
    end: int
    text: str
    problem: Problem
    unprotected: dict[str, Json]


def find_serialized(text: str) -> Iterator[Serialized]:
    """Every token in JSON serialisation, in order."""
    if not any(mark in text for mark in _MARKS):
        return
    at = failures = objects = 0
    while at < len(text) and failures < _MOST_FAILURES and objects < _MOST_OBJECTS:
        beginning = _BEGINNING.search(text, at, at + _WINDOW + 256)
        if beginning is None:
            at += _WINDOW
            continue
        start = beginning.start()
        at = beginning.end()
        value, length = _read_object(text, start)
        rows = list(_read(value))
        if not rows:
            failures += 1
            continue
        objects += 1
        at = start + length
        for compact, unprotected, position in rows:
            yield Serialized(start, at, compact, _note(unprotected, position), unprotected)


def _read_object(text: str, start: int) -> tuple[dict[str, Json], int]:
    """The object that begins there and its length; empty where it is none, or too long."""
    for longest in _LENGTHS:
        try:
            value, length = _DECODER.raw_decode(text[start : start + longest])
        except RecursionError:
            break
        except json.JSONDecodeError as error:
            if error.pos < longest - 20 and "Unterminated" not in error.msg:
                break  # wrong before the piece ends, so a longer one would not help
        except ValueError:
            break  # an integer longer than Python converts
        else:
            return value, length
    return {}, 0


def _read(value: dict[str, Json]) -> Iterator[tuple[str, dict[str, Json], tuple[int, int]]]:
    """Compact text, unprotected header, and which of how many of every signature or recipient."""
    if isinstance(value.get("payload"), str):
        listed = value.get("signatures") if "signatures" in value else [value]
        wanted, shared = "signature", {}
    elif isinstance(value.get("ciphertext"), str):
        listed = value.get("recipients") if "recipients" in value else [value]
        wanted, shared = "ciphertext", _members(value.get("unprotected"))
    else:
        return
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    for place, entry in enumerate(entries, 1):
        if wanted == "signature":
            parts = [entry.get("protected", ""), value["payload"], entry.get("signature")]
        else:
            names = ("protected", "iv", "ciphertext", "tag")
            protected, iv, ciphertext, tag = (value.get(name, "") for name in names)
            parts = [protected, entry.get("encrypted_key", ""), iv, ciphertext, tag]
        if all(isinstance(part, str) for part in parts):
            yield ".".join(parts), {**shared, **_members(entry.get("header"))}, (place, len(entries))


def _members(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _note(unprotected: dict[str, Json], which: tuple[int, int]) -> Problem:
    place, count = which
    if count > 1:
        message = tr(
            "The token stood there as JSON (RFC 7515), with its parts as members;"
            " this is signature or recipient {place} of {count}.",
            place=place,
            count=count,
        )
    else:
        message = tr("The token stood there as JSON (RFC 7515), with its parts as members.")
    if unprotected:
        shown = json_text.write(unprotected)
        shown = shown if len(shown) <= _MOST_SHOWN else shown[:_MOST_SHOWN] + "…"
        said = tr("Its unprotected header, which no signature covers, says {members}", members=shown)
        message = f"{message} {said}"
    return Problem("token", "json_serialization", message)
