"""Commands as a shell would start them: their words after quoting, and what the shell itself would have done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbench.formats.imported import ImportProblem
from workbench.language import tr

MOST_COMMANDS = 20_000
"""How many a text may have: more than anybody pastes, and few enough to be read while somebody waits."""
_MOST_PROBLEMS = 100
_LONE_SURROGATE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_TYPOGRAPHIC = re.compile("[\u00a0\u2000-\u200f\u2010-\u2015\u2018-\u201f\u2028-\u202f\u3000\ufeff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One argument. ``position`` is where it begins in the text, from 1; ``bare`` has a NUL for a quoted character."""

    text: str
    position: int
    bare: str = field(default="", repr=False)


@dataclass(slots=True)
class Command:
    """One simple command while it is read, and after.

    ``before`` is the operator in front of it (``|``, ``&&`` …); ``stdin`` is what a here-document gives it; ``ignored``
    holds redirections as written; ``source`` is the command as it stands in the text.
    """

    position: int
    before: str = ""
    words: list[Word] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    stdin: str | None = None
    source: str = ""

    def tell(self, code: str, message: str, index: int | None) -> None:
        """Note a problem at a 0-based index of the text."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(ImportProblem(code, message, None if index is None else index + 1))

    def check_typography(self, piece: str, index: int) -> None:
        """Note characters that word processors and chats put in place of quotation marks, dashes and spaces."""
        if found := _TYPOGRAPHIC.search(piece):
            name = f"U+{ord(found[0]):04X}"
            message = tr(
                "A typographic character ({name}) outside quotes is nothing special to a shell; was “, – or a space "
                "put in by a word processor?",
                name=name,
            )
            self.tell("typographic", message, index + found.start())


def join_bytes(text: str) -> str:
    """Text whose surrogate escapes are bytes, with those that together make UTF-8 turned into characters."""
    if text.isascii():
        return text
    passed = _LONE_SURROGATE.sub(
        lambda found: found[0].encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape"), text
    )
    return passed.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def shorten(text: str, longest: int = 80) -> str:
    """A piece of the text for a message or a list, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
