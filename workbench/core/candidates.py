"""Where tokens stand in a text.

A token begins where base64url of ``{"`` begins a word, or follows an escape such as ``%22``. A whole token may stand in
base64 once more, as may JSON around one.

Learned: one call into C holds the interpreter's lock to its end, so every search has a window, and what is followed
step by step has a budget for the whole text (``_MOST_STEPS``); beyond it only tokens in one piece are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from workbench.core import json_text
from workbench.core.part import read_octets
from workbench.core.wrapped import GLUE, HEX, SIGN, Wrapped

_WINDOW = 256 * 1024  # characters that one search passes over
_OVERLAP = 4096  # what a beginning may need to be recognised
_LONGEST = json_text.MAX_CHARACTERS
_MOST_STEPS = 200_000
_STEPS_TO_BEGIN = 5  # what it costs to follow a token at all
_MOST_BLOB_BEGINNINGS = 100_000
_MOST_BLOBS = 500
_BLOB_CHARACTERS = 2 * 1024 * 1024

_BEHIND = (
    rf"(?:(?<![A-Za-z0-9_.-]e)|(?<=[0-9A-Fa-fnrt]e)"
    rf"(?:(?<=[%=]{HEX}{{2}}e)|(?<=%25{HEX}{{2}}e)|(?<=\\[nrt]e)|(?<=\\u00{HEX}{{2}}e)))"
)
BEGINNING = re.compile(rf"e(?=[yw]|(?:{GLUE})[yw]){_BEHIND}(?:{GLUE})?(?:y(?:{GLUE})?[ABIJ]|w(?:{GLUE})?[klop01])")
_PLAIN_BEGINNING = re.compile(rf"e(?=[yw]{SIGN}{{6,4000}}+\.(?:{SIGN}{{2}}|\.)){_BEHIND}(?:y[ABIJ]|w[klop01])")
_IN_ONE_PIECE = re.compile(rf"{SIGN}{{8,}}+(?:\.{SIGN}*+){{1,4}}+")
_ENDS = frozenset("\"'(){}[]|,;: \t*“”‘’«»>")  # behind these nobody needs to look for more of a token
_BLOB_BEGINNING = re.compile(r"(?<![A-Za-z0-9_.+/-])(?:ZXl[BCJK]|e[yw])|(?i:basic)[ :\"]{1,3}")
_BLOB = re.compile(r"[A-Za-z0-9+/_-]{40,}+={0,2}(?!\.)")
_BLOB_MARKS = ("ZXlK", "V5S", "leU")  # “eyJ” in base64, behind 0, 1 or 2 other bytes of its group of three
_SHORTEST_HEADER = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a token: where it stands, its compact text, and what was undone to get it."""

    start: int
    end: int
    text: str
    is_joined: bool = False
    is_unescaped: bool = False


def find_candidates(text: str) -> Iterator[Candidate]:
    """Everything in a text that has the shape of a token, in order; the time grows with the text and no faster."""
    steps, reached = _MOST_STEPS, 0
    for beginning in _find_all(BEGINNING, text):
        start = beginning.start()
        if start < reached:
            continue
        if steps <= 0:
            yield from _find_in_one_piece(text, start)
            return
        piece = _IN_ONE_PIECE.match(text, start, start + _LONGEST + 2)
        if piece and (piece.end() == len(text) or text[piece.end()] in _ENDS):
            steps -= 1
            found = Candidate(start, piece.end(), _trim(piece.group()))
        else:
            wrapped = Wrapped(text, start, steps)
            steps = wrapped.steps - _STEPS_TO_BEGIN
            compact = _trim(wrapped.compact)
            found = Candidate(start, wrapped.end, compact, wrapped.is_joined, wrapped.is_unescaped)
        if found.text:
            reached = found.end
            yield found


def _find_in_one_piece(text: str, at: int) -> Iterator[Candidate]:
    """The rest of a text that has used up its steps: tokens with nothing in between."""
    reached = at
    for beginning in _find_all(_PLAIN_BEGINNING, text, at):
        start = beginning.start()
        piece = _IN_ONE_PIECE.match(text, start, start + _LONGEST + 2) if start >= reached else None
        if piece and (compact := _trim(piece.group())):
            reached = piece.end()
            yield Candidate(start, reached, compact)


def find_in_blobs(text: str) -> Iterator[Candidate]:
    """Tokens inside of base64: a token encoded once more, or JSON or ``Basic`` credentials that hold one."""
    blobs, characters = _MOST_BLOBS, _BLOB_CHARACTERS
    if not any(mark in text for mark in _BLOB_MARKS):
        return
    for beginning in islice(_find_all(_BLOB_BEGINNING, text), _MOST_BLOB_BEGINNINGS):
        start = beginning.end() if beginning.group()[0] in "bB" else beginning.start()
        blob = _BLOB.match(text, start, start + _LONGEST)
        if blob is None or not any(mark in blob.group() for mark in _BLOB_MARKS):
            continue
        blobs -= 1
        characters -= len(blob.group())
        if blobs < 0 or characters < 0:
            return
        octets = read_octets("token", blob.group(), [])
        for inner in find_candidates((octets or b"").decode("utf-8", "replace")):
            yield Candidate(start, blob.end(), inner.text, inner.is_joined, True)


def _find_all(pattern: re.Pattern[str], text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """Where the pattern is found, searched for a window at a time; it needs at most ``_OVERLAP`` characters."""
    while at < len(text):
        found = pattern.search(text, at, at + _WINDOW + _OVERLAP)
        if found is None:
            at += _WINDOW
        else:
            at = found.end()
            yield found


def _trim(compact: str) -> str:
    """Without the full stops of a sentence, but with the dot of an empty signature; empty where it is no token."""
    while compact.endswith(".") and compact.count(".") > 2:
        compact = compact[:-1]
    parts = compact.split(".", 3)
    if len(parts) == 1 or len(parts[0]) < _SHORTEST_HEADER:
        return ""
    return compact if len(parts[1]) > 1 or (len(parts) > 2 and parts[2]) else ""
