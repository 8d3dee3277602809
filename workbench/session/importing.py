"""What another program wrote down, read into calls for a form or for profiles: the same for window and command line.

Nothing of it is kept, run or sent, and no file is opened but those that the user chose or dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from workbench.core.profile import Draft
from workbench.formats.har import DIALECT as HAR
from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.formats.reading import LARGEST_TEXT, put_body, read_calls, resembles_calls
from workbench.language import number, tr
from workbench.session.inspection import Unusable, read_file
from workbench.session.profiles import LONGEST_NAME

LARGEST_FILE = 4 * LARGEST_TEXT
"""Bytes: no character of UTF-8 has more than four."""
MOST_FILES = 100
_LARGEST_BODY = 1024 * 1024


def read_text(octets: bytes) -> str:
    """The text of a file. What PowerShell 5 writes into a file or a pipe is UTF-16 with a byte order mark."""
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        return octets.decode("utf-16", "replace")
    return octets.decode("utf-8-sig", "surrogateescape")


def read_import(given: bytes, environments: Sequence[bytes] = ()) -> Import:
    """The calls of a file's bytes; ``environments`` are the bytes of files with variables."""
    return read_calls(read_text(given), [read_text(one) for one in environments])


@dataclass(frozen=True, slots=True)
class Understood:
    """What texts and files come to. ``is_likely``: they look like calls, also where none could be read."""

    found: Import
    is_likely: bool


async def find_calls(given: Sequence[str | Path], environments: Sequence[Path] = ()) -> Understood:
    """The calls of texts and files, read in a thread; what is told of them says the line where it stands.

    ``environments`` are files with the variables of a collection. A file beside a collection that has no call is one.

    :raises Unusable: for a folder, a device, a file above 40 MB, one that the system does not give, or too many.
    """
    return await asyncio.to_thread(_find_calls, given, environments)


def _find_calls(given: Sequence[str | Path], environments: Sequence[Path]) -> Understood:
    if len(given) + len(environments) > MOST_FILES:
        raise Unusable(tr("At most {count} files are read at once.", count=number(MOST_FILES)))
    shared = [_read(one) for one in environments]
    texts = [_read(one) for one in given]
    read = [read_calls(text, shared) for text in texts]
    if beside := [text for text, found in zip(texts, read, strict=True) if not found.calls and len(texts) > 1]:
        texts = [text for text in texts if text not in beside] or texts
        read = [read_calls(text, [*shared, *beside]) for text in texts]
    located = [_tell_places(text, found) for text, found in zip(texts, read, strict=True)]
    found = Import(
        next((one.dialect for one in located if one.calls), located[0].dialect),
        tuple(call for one in located for call in one.calls),
        tuple(problem for one in located for problem in one.problems),
    )
    return Understood(found, bool(found.calls) or any(map(resembles_calls, texts)))


def _read(given: str | Path) -> str:
    return given if isinstance(given, str) else read_text(read_file(given, LARGEST_FILE))


def _tell_places(text: str, found: Import) -> Import:
    """The same with the line in the words of each problem that has a position."""
    problems = (*found.problems, *(problem for call in found.calls for problem in call.problems))
    places = _find_places(text, (one.position for one in problems if one.position is not None))
    if not places:
        return found
    calls = tuple(replace(one, problems=_add_places(one.problems, places)) for one in found.calls)
    return Import(found.dialect, calls, _add_places(found.problems, places))


def _add_places(problems: Iterable[ImportProblem], places: Mapping[int, tuple[int, int]]) -> tuple[ImportProblem, ...]:
    return tuple(
        one if one.position is None else replace(one, message=_add_place(one.message, *places[one.position]))
        for one in problems
    )


def _add_place(message: str, line: int, character: int) -> str:
    return tr(
        "{message} (Line {line}, character {character}.)",
        message=message,
        line=number(line),
        character=number(character),
    )


def _find_places(text: str, positions: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Line and character in it, from 1, by positions from 1; in one pass over the text, however many there are."""
    places: dict[int, tuple[int, int]] = {}
    line, start, at = 1, 0, 0
    for position in sorted(set(positions)):
        line += text.count("\n", at, position - 1)
        start = max(start, text.rfind("\n", at, position - 1) + 1)
        at = position - 1
        places[position] = (line, position - start)
    return places


async def read_body(call: ImportedCall, path: Path) -> ImportedCall:
    """The call with a file that the user chose as its body, in place of the one that it names.

    :raises Unusable: for what is no file or above 1 MB.
    """
    return put_body(call, read_text(await asyncio.to_thread(read_file, path, _LARGEST_BODY)))


def make_draft(call: ImportedCall, dialect: str) -> Draft:
    """The call as a profile that is not saved, named after its folder and request, or its host and channel."""
    name = "" if dialect == HAR else " ".join(call.name.split())
    if not name:
        host = urlsplit(call.host or "").hostname or ""
        name = " · ".join(part for part in (host, call.channel, call.name) if part)
    return call.draft(name if len(name) <= LONGEST_NAME else f"…{name[1 - LONGEST_NAME :]}")
