"""Find the tokens in any text: mails, logs, JSON, cURL commands, URLs, HAR files.

Each token is listed once, by its text, where it first appears. What was undone to get it is told as a ``Problem``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.core import json_text
from workbench.core.candidates import BEGINNING, Candidate, find_candidates, find_in_blobs
from workbench.core.header import inspect_header
from workbench.core.json_serialization import Serialized, find_serialized
from workbench.core.part import PartContent
from workbench.core.problem import Problem
from workbench.core.token import Token, decode, describe_encryption, has_space, strip_wrapping, take_apart, warn_of_key
from workbench.core.wrapped import is_whole
from workbench.language import mark, tr

MOST_TOKENS = 1000
"""Tokens of one text that are taken apart; more are counted."""
MOST_CHARACTERS = 4 * 1024 * 1024
"""What these may have together."""

_PIECE = 64 * 1024  # bytes that one call decodes, so that no other thread waits for long
_LONGEST_WORD = 2 * json_text.MAX_CHARACTERS
_LONGEST_SPACED = 64 * 1024  # a token alone with spaces anywhere in it
_BEFORE = 64  # characters in front of a token that say what it is there for
_MOST_WORDS = 4  # of a text that is one token behind “Authorization: Bearer”
_OWN_SIGNS = re.compile(r"[A-Za-z0-9_.=-]+")
_DELIMITER = re.compile(r"""["'`<>{}()\[\],;:&|#?\\]""")
_AUTHORIZATION = re.compile(
    r"""(?:authorization["'\\]{0,8}\s{0,9}[:=,]\W{0,9}(?:value\W{0,9})?(?:bearer\W{1,9}|bearer%20)?|bearer(?:\s{1,9}|%20|\+))\Z""",
    re.IGNORECASE,
)
_JOINED = mark("Line breaks or other characters between its own were removed.")
_UNESCAPED = mark("Characters that stood there escaped or encoded were put back.")


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of a text in the order of their appearance, and how many more were only counted."""

    tokens: tuple[Token, ...]
    left_out: int = 0


def read_text(octets: bytes) -> str:
    """The text that bytes hold: UTF-8, or UTF-16 or UTF-32 where a byte order mark says so.

    What cannot be decoded is replaced by U+FFFD; the mark itself is dropped.
    """
    # The mark of UTF-32 begins with that of UTF-16.
    if octets.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    pieces = (octets[at : at + _PIECE] for at in range(0, len(octets), _PIECE))
    return "".join(codecs.iterdecode(pieces, encoding, "replace"))


def find_tokens(text: str) -> Found:
    """Every token in a text, each taken apart, in order; one word without a token in it is one unreadable token.

    Any text of 10 MB is answered within a second: beyond ``MOST_TOKENS`` and ``MOST_CHARACTERS`` tokens are counted
    but not taken apart.
    """
    sightings: dict[str, Candidate | Serialized] = {}
    for sighting in sorted(_see(text), key=lambda one: one.start):
        sightings.setdefault(sighting.text.replace("=", ""), sighting)
    alone = _read_alone(text, [one for one in sightings.values() if isinstance(one, Candidate)])
    if alone is not None and not any(isinstance(one, Serialized) for one in sightings.values()):
        return Found((alone,))
    tokens: list[Token] = []
    characters = 0
    for sighting in sightings.values():
        characters += len(sighting.text)
        if len(tokens) == MOST_TOKENS or (characters > MOST_CHARACTERS and tokens):
            break
        tokens.append(_read(text, sighting))
    return Found(tuple(tokens), len(sightings) - len(tokens))


def _see(text: str) -> Iterator[Candidate | Serialized]:
    yield from find_candidates(text)
    yield from find_in_blobs(text)
    yield from find_serialized(text)


def _read(text: str, sighting: Candidate | Serialized) -> Token:
    if isinstance(sighting, Serialized):
        return _read_serialized(sighting)
    mended = []
    if sighting.is_joined:
        mended.append(Problem("token", "whitespace_removed", tr(_JOINED)))
    if sighting.is_unescaped:
        mended.append(Problem("token", "escaping_removed", tr(_UNESCAPED)))
    token = take_apart(sighting.text, mended)
    is_bearer = _AUTHORIZATION.search(text, max(0, sighting.start - _BEFORE), sighting.start)
    return warn_of_key(token) if is_bearer else token


def _read_serialized(sighting: Serialized) -> Token:
    """A token of JSON serialisation, which needs no protected header, and no ``alg`` in it."""
    token, members = take_apart(sighting.text, [sighting.problem]), sighting.unprotected
    if sighting.text.startswith("."):
        message = tr("There is no protected header; the unprotected one is shown, which no signature covers.")
        header = PartContent(json_text.write(members), members, True)
        notes = [Problem("header", "header_unprotected", message), *inspect_header(members)]
        if "enc" in members:
            told = [sighting.problem, Problem("payload", "encrypted", describe_encryption(members)), *notes]
            return Token(token.text, "jwe", header, PartContent(), tuple(told))
        told = [one for one in token.problems if one.part != "header"] + notes
        return replace(token, form="jws", header=header, problems=tuple(told))
    known = "alg" in members
    return replace(token, problems=tuple(one for one in token.problems if one.code != "alg_missing" or not known))


def _read_alone(text: str, candidates: list[Candidate]) -> Token | None:
    """The token of a text that is nothing but one token, however broken or spaced; ``None`` where it is more."""
    if len(text) > _LONGEST_WORD:
        return None if has_space(text.strip()) else decode(text)
    if len(text.split(None, _MOST_WORDS)) <= _MOST_WORDS:
        word = strip_wrapping(text)[0] or text.strip()
        if word and not has_space(word):
            return decode(text) if _is_one_token(word, candidates) else None
    if len(candidates) > 1 or len(text) > _LONGEST_SPACED or (candidates and is_whole(candidates[0].text)):
        return None
    token = decode(text)
    if _is_read(token) and is_whole(token.text):
        return token
    return token if _is_read(token) and not any(_is_read(decode(one.text)) for one in candidates) else None


def _is_one_token(word: str, candidates: list[Candidate]) -> bool:
    """Whether a word is to be read as it stands, with what is wrong in it, and not as a text that holds tokens."""
    if not candidates:
        return True
    if len(candidates) > 1:
        return _OWN_SIGNS.fullmatch(word) is not None
    (one,) = candidates
    is_mended = one.is_joined or one.is_unescaped or "%" in word
    return BEGINNING.match(word) is not None and not _DELIMITER.search(word) and not (is_mended and is_whole(one.text))


def _is_read(token: Token) -> bool:
    return token.header.is_json and token.payload.is_json and token.text.count(".") == 2
