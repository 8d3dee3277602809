"""One token followed over whatever programs put between its characters.

Mail programs wrap and quote lines, quoted-printable ends them in ``=``, shells in ``\\``, ``^`` or a backtick; URLs
write ``%2E``, JSON ``\\u002e``, HTML ``&#46;`` and Markdown ``\\_``; zero-width characters come from chats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.core import json_text
from workbench.core.header import last_part_lengths
from workbench.core.part import read_part
from workbench.core.token import INVISIBLE

SIGN, HEX = "[A-Za-z0-9_-]", "[0-9A-Fa-f]"
GLUE = "|".join(
    (
        INVISIBLE.pattern,
        r"=[ \t]{0,20}\r?\n(?![\r\n])",
        r"[\\^`]\r?\n[ \t]{0,200}",
        r"<wbr ?/?>|&shy;|&#8203;|&#x200[bB];|&ZeroWidthSpace;",
        r"\\u(?:200[b-fB-F]|00[aA][dD]|[fF][eE][fF][fF])",
    )
)
"""What may stand between any two characters of a token and says that it goes on."""
_BREAK = r"[ \t]{0,200}(?:\r?\n|\r|\u2028|\\{1,3}r\\{1,3}n|\\{1,3}n|<br ?/?>|&#10;)(?:[ \t]{0,200}>){0,20}[ \t]{0,200}"
_ESCAPES = "|".join(
    (
        rf"%(?:25){{0,3}}(?P<percent>{HEX}{{2}})",
        r"=(?P<quoted>[2357][0-9A-F])",
        rf"\\{{1,3}}u00(?P<json>{HEX}{{2}})",
        rf"\\x(?P<python>{HEX}{{2}})",
        rf"&#x0{{0,6}}(?P<hex>{HEX}{{2}});",
        r"&#0{0,6}(?P<decimal>[0-9]{2,3});",
        r"&(?P<entity>period|lowbar|hyphen|equals|plus|sol);",
        r"\\{1,3}(?P<itself>[/_.+=-])",
    )
)
_STEP = re.compile(
    "|".join(
        (
            rf"(?P<run>{SIGN}{{1,65536}})",
            r"(?P<dot>\.)",
            rf"(?P<glue>{GLUE})",
            rf"(?P<break>{_BREAK})(?=[A-Za-z0-9_.-])",
            rf"(?P<escape>{_ESCAPES})",
            r"(?P<padding>={1,2})(?![A-Za-z0-9=])",
            rf"(?P<ordinary>[+/])(?={SIGN})",
        )
    )
)
_ENTITIES = {"period": ".", "lowbar": "_", "hyphen": "-", "equals": "=", "plus": "+", "sol": "/"}
_OWN = re.compile(r"[A-Za-z0-9_.+/=-]")
_WORD_ALONE = re.compile(r"[A-Za-z0-9_.-]{1,65536}[ \t]{0,200}(?![^\r\n\\<&])")
_LONGEST_LINE = 1000  # characters in front of a token on its line that count for the width of a wrapped text
_SHORTEST_LINE = 16  # a shorter word alone on a line is not taken for more of a token that stays broken


@dataclass(slots=True)
class _Stop:
    """A place where a line ends, and the token may: what was read of it up to there."""

    pieces: int
    at: int
    dots: int
    after: int


class Wrapped:
    """Owns one token as it is followed from ``start``: its compact text, where it ends, and what was undone.

    ``steps`` is what is left of the steps that were granted. A token that is whole ends where its signature is as long
    as its algorithm makes it; one that stays broken takes in only lines that are as wide as its first.
    """

    def __init__(self, text: str, start: int, steps: int) -> None:
        self.start = self.end = start
        self.steps = steps
        self.is_joined = self.is_unescaped = False
        self._text = text
        self._pieces: list[str] = []
        self._length = self._dots = self._after_dot = 0
        self._expected: tuple[int, tuple[int, ...]] | None = None
        self._stops: list[_Stop] = []
        self._follow()
        self.is_whole = self._is_whole()
        if not self.is_whole and self._stops:
            self._cut_back()
        self.compact = "".join(self._pieces)

    def _follow(self) -> None:
        while self.steps > 0 and self._length <= json_text.MAX_CHARACTERS:
            step = _STEP.match(self._text, self.end)
            if step is None:
                return
            self.steps -= 1
            kind, read = step.lastgroup, step.group()
            if kind not in ("run", "padding") and self._is_whole() and not self._has_more_parts(kind, step.end()):
                return
            if kind == "break":
                self._stops.append(_Stop(len(self._pieces), self.end, self._dots, step.end()))
                self.is_joined = True
            elif kind == "glue":
                self.is_joined = True
            elif kind == "escape":
                sign = _undo(step)
                if not _OWN.match(sign):
                    return
                self.is_unescaped = True
                if not self._take(sign):
                    return
            elif not self._take(read):
                return
            self.end = step.end()

    def _has_more_parts(self, kind: str | None, at: int) -> bool:
        """A dot and something behind it: not the end of a sentence but a part too many."""
        return kind == "dot" and _STEP.match(self._text, at, at + 1) is not None

    def _take(self, signs: str) -> bool:
        """Add what was read; False where no token goes on so."""
        if signs == ".":
            if self._dots == 4:
                return False
            self._dots += 1
            self._after_dot = 0
        elif signs[0] == "=":
            pass
        elif self._pieces and self._pieces[-1][0] == "=":
            return False  # behind padding only a dot may stand
        else:
            self._after_dot += len(signs)
        self._pieces.append(signs)
        self._length += len(signs)
        return True

    def _is_whole(self) -> bool:
        if self._dots not in (2, 4):
            return False
        if self._expected is None:
            self._expected = expect("".join(self._pieces).partition(".")[0])
        dots, lengths = self._expected
        return self._dots == dots and self._after_dot in lengths

    def _cut_back(self) -> None:
        """Give back the lines that are probably none of the token's."""
        first = self._stops[0]
        line_start = self._text.rfind("\n", max(0, self.start - _LONGEST_LINE), self.start) + 1
        width, began = first.at - line_start, line_start
        for stop in self._stops:
            line = _WORD_ALONE.match(self._text, stop.after)
            is_full = stop.at - began >= width or self._pieces[stop.pieces - 1] == "."
            is_more = line is not None and (len(line.group()) >= _SHORTEST_LINE or "." in line.group())
            if not (is_full and is_more) or (stop is first and stop.dots > 1 and self._pieces[stop.pieces - 1] != "."):
                del self._pieces[stop.pieces :]
                self.end = stop.at
                self.is_joined = stop is not first
                return
            began = stop.after


def _undo(step: re.Match[str]) -> str:
    """The character that an escape stands for."""
    if step["entity"]:
        return _ENTITIES[step["entity"]]
    if step["itself"]:
        return step["itself"]
    if step["decimal"]:
        return chr(int(step["decimal"]))
    return chr(int(step["percent"] or step["quoted"] or step["json"] or step["python"] or step["hex"], 16))


def expect(header: str) -> tuple[int, tuple[int, ...]]:
    """How many dots a token with this header has, and how long its last part may be."""
    value = read_part("header", header.rstrip("="), []).value
    members = value if isinstance(value, dict) else {}
    return 4 if "enc" in members else 2, last_part_lengths(members)


def is_whole(compact: str) -> bool:
    """As many parts as its header asks for, the last as long as the claimed algorithm makes it."""
    header, _, _ = compact.partition(".")
    dots, lengths = expect(header)
    return compact.count(".") == dots and len(compact) - compact.rfind(".") - 1 in lengths
