r"""The words that a program gets from a line of the Windows command prompt: cmd.exe first, then the C runtime.

Neither can run here; their rules are cited. cmd.exe ("How does the Windows Command Interpreter parse scripts?",
stackoverflow.com/a/4095133, phase 2): a quotation mark turns quoting on and off; outside it ``^`` escapes the next
character, at a line's end it joins the lines and the character behind the line end is taken as it stands; only outside
do ``& | < > ( )`` act. ``%NAME%`` would be replaced in either state (phase 1) and is told.
The C runtime (learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments): 2n backslashes before a quotation
mark are n and the mark counts, 2n + 1 are n and a mark; inside quotes ``""`` is one mark; elsewhere a backslash is one.
"""

from __future__ import annotations

import re

from workbench.formats.commands import MOST_COMMANDS, Command, Word, join_bytes, shorten
from workbench.language import tr

_CARET = re.compile(r"\^(?:\r?\n(\r?\n|.)?|(.))?", re.DOTALL)
_QUOTED_RUN = re.compile(r'[^"\r\n]+')
_RUN = re.compile(r'[^"^\r\n&|<>()]+')
_REDIRECTION = re.compile(r'(?:>>|>&|<&|>|<)[ \t]*("[^"\r\n]*"?|[^\s&|<>"]*)')
_VARIABLE = re.compile(r"%[A-Za-z_][^%\s=^\"]*%")
_PROMPT = re.compile(r"[ \t]*(?:PS )?[A-Za-z]:\\[^>\n]*>[ \t]*(?=curl)", re.IGNORECASE)
_MARKS = re.compile(r'(\\*)(")|\\+')
_INSIDE = re.compile(r'[^"\\]+')
_OUTSIDE = re.compile(r'[^"\\ \t]+')


def read_cmd(text: str) -> list[Command]:
    """The simple commands of a text in their order."""
    return _Reading(text).read()


class _Reading:
    """Owns the place in the text, and the line that cmd.exe would give to the command being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._commands: list[Command] = []
        self._begin("")

    def _begin(self, operator: str) -> None:
        self._command = Command(self._at + 1, operator)
        self._line: list[str] = []
        self._places: list[int] = []  # of each character of the line in the text
        self._opened: int | None = None  # where the quotation mark stands inside which this is

    def read(self) -> list[Command]:
        text = self._text
        self._pass_prompt()
        while self._at < len(text) and len(self._commands) < MOST_COMMANDS:
            sign = text[self._at]
            if sign == "\n":
                self._end("", 1)
                self._pass_prompt()
            elif sign == '"':
                self._opened = self._at if self._opened is None else None
                self._take(sign)
            elif sign == "\r":
                self._at += 1
            elif self._opened is not None:
                self._take(_match(_QUOTED_RUN, text, self._at)[0])
            elif sign == "^":
                self._pass_caret()
            elif sign in "<>":
                self._read_redirection()
            elif sign in "&|()":
                doubled = text[self._at : self._at + 2]
                operator = doubled if doubled in ("&&", "||") else sign
                self._end(operator, len(operator))
            else:
                run = _match(_RUN, text, self._at)[0]
                self._command.check_typography(run, self._at)
                self._take(run)
        self._end("", 0)
        return self._commands

    def _pass_prompt(self) -> None:
        if found := _PROMPT.match(self._text, self._at):
            self._at = found.end()
            self._begin("")

    def _take(self, piece: str) -> None:
        self._line.append(piece)
        self._places.extend(range(self._at, self._at + len(piece)))
        self._at += len(piece)

    def _pass_caret(self) -> None:
        found = _match(_CARET, self._text, self._at)
        taken = (found[1] or found[2] or "").replace("\r\n", "\n")
        self._line.append(taken)
        self._places.extend([found.end() - 1] * len(taken))
        self._at = found.end()

    def _read_redirection(self) -> None:
        """Take ``2>`` and its target out of the line."""
        found = _match(_REDIRECTION, self._text, self._at)
        digit = ""
        if self._line and re.search(r"(?:^|[ \t])[0-9]$", "".join(self._line[-2:])):
            digit = self._line[-1][-1:]
            self._line[-1] = self._line[-1][:-1]
            self._places.pop()
        self._command.ignored.append(digit + shorten(found[0]))
        if re.match(r"<(?!&)", found[0]):
            self._command.files.append(found[1].strip('"'))
        self._at = found.end()

    def _end(self, operator: str, length: int) -> None:
        command = self._command
        command.source = self._text[command.position - 1 : self._at]
        if self._opened is not None:
            message = tr('A quotation mark " is opened here and not closed on its line.')
            command.tell("unclosed_quote", message, self._opened)
        for found in _VARIABLE.finditer(self._text, command.position - 1, self._at):
            message = tr("The variable {name} is not looked up.", name=shorten(found[0], 40))
            command.tell("expansion", message, found.start())
        command.words.extend(_split_arguments("".join(self._line), self._places))
        if command.words or command.ignored:
            self._commands.append(command)
        self._at += length
        self._begin(operator)


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    """A match that the caller knows to be there."""
    found = pattern.match(text, at)
    assert found is not None  # noqa: S101
    return found


def _split_arguments(line: str, places: list[int]) -> list[Word]:
    """The C runtime's part. Only spaces and tabs part its arguments, line ends do not."""
    words: list[Word] = []
    at = 0
    while at < len(line):
        if line[at] in " \t":
            at += 1
            continue
        start = at
        at, text = _read_argument(line, at)
        words.append(Word(join_bytes(text), places[start] + 1))
    return words


def _read_argument(line: str, at: int) -> tuple[int, str]:
    """One argument and the index behind it."""
    pieces: list[str] = []
    is_quoted = False
    while at < len(line) and (is_quoted or line[at] not in " \t"):
        if line[at] not in '\\"':
            run = _match(_INSIDE if is_quoted else _OUTSIDE, line, at)
            pieces.append(run[0])
            at = run.end()
            continue
        found = _match(_MARKS, line, at)
        at = found.end()
        if found[2] is None:
            pieces.append(found[0])
            continue
        pieces.append("\\" * (len(found[1]) // 2))
        if len(found[1]) % 2:
            pieces.append('"')
        elif is_quoted and line[at : at + 1] == '"':
            pieces.append('"')
            at += 1
        else:
            is_quoted = not is_quoted
    return at, "".join(pieces)
