"""What stands around commands in a mail, a ticket or a terminal, told from them by their looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MOST_MENTIONS = 1000
_FENCE = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[\w+-]*[ \t]*$", re.MULTILINE)  # Markdown
_OPENING = re.compile(r"^[ \t>]*\{(?:code|noformat)(?::[^}\n]{0,80})?\}", re.MULTILINE)  # Jira
_CLOSING = re.compile(r"\{(?:code|noformat)\}[ \t]*\r?$", re.MULTILINE)
_POWERSHELL_PROMPT = re.compile(r"^[ \t]*PS [A-Za-z/~][^>\n]{0,250}>", re.MULTILINE)
_CURL = r"curl(?:\.exe)?[\s\u00a0^]"
_AT_A_LINE = re.compile(rf"^(?!#)(?:[ \t]*(?:[>$%*•–-]|[0-9]{{1,3}}[.)]))*[ \t]*(?P<curl>{_CURL})", re.I | re.MULTILINE)
_ANYWHERE = re.compile(rf"^(?!#)[^\n]*?(?<![^\s`:])(?P<curl>{_CURL})", re.I | re.MULTILINE)
_QUOTED_MAIL = re.compile(r"^[ \t]*>", re.MULTILINE)
_APOSTROPHE = re.compile(r"[A-Za-z]['’][A-Za-z]")
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u202f", "''\"\"  ")


def blank_markup(text: str) -> str:
    """The text with prompts of PowerShell and the marks of a ticket's code as blanks; every character keeps its place.

    Backquotes and braces of a command are left alone: only a line's own mark counts.
    """
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(_blank, text)
    if _OPENING.search(text):
        text = _CLOSING.sub(_blank, _OPENING.sub(_blank, text))
    return _POWERSHELL_PROMPT.sub(_blank, text) if "PS " in text else text


def has_apostrophe(text: str) -> bool:
    """Whether there is a word such as *doesn't*, which to a shell begins a quotation that swallows a command."""
    return _APOSTROPHE.search(text) is not None


def list_mentions(text: str) -> Iterator[tuple[int, str]]:
    """Where ``curl`` seems to begin a command, and the text from there to the next; comments are passed over.

    In the middle of a line it counts only where no line begins with it. A text within backquotes ends with them.
    """
    found = list(_AT_A_LINE.finditer(text)) or list(_ANYWHERE.finditer(text))
    starts = [one.start("curl") for one in found[:MOST_MENTIONS]]
    for start, end in pairwise([*starts, len(text)]):
        ticked = text.find("`", start, end) if text[start - 1 : start] == "`" else -1
        piece = text[start : ticked if ticked >= 0 else end]
        line = text.rfind("\n", 0, start) + 1
        if _QUOTED_MAIL.match(text, line):
            piece = _QUOTED_MAIL.sub(_blank, piece)
        yield start, piece


def make_plain(text: str) -> str:
    """The same with the quotation marks and spaces of a word processor as those of a keyboard."""
    return text.translate(_PLAIN)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
