r"""The words that bash would pass to each command of a text, by the rules of its manual, without doing anything else.

Quotes, ``$'…'``, continuations, comments, operators, redirections and here-documents are read as bash 5.2 reads them in
a UTF-8 locale; the tests compare with a running one. Expansions (``$VAR``, ``$(…)``, backquotes, ``{a,b}``, ``~``) are
left as they are written and told. Two liberties: a line end of Windows counts as a line end, and a prompt in front of
``curl`` is passed over, together with the ``>`` that bash prints before a continued line.

``$'…'`` has a ``\x{41}`` that the manual does not mention, and ends the text at a NUL, but not what follows the quotes.
"""

from __future__ import annotations

import re

from workbench.formats.commands import MOST_COMMANDS, Command, Word, join_bytes, shorten
from workbench.language import tr

_BLANK = re.compile(r"(?:[ \t]|\\\r?\n)+")
_LINE_END = re.compile(r"\r?\n")
_OPERATOR = re.compile(r"&&|\|\||\|&|;;&|;;|;&|[|;&()]")
_REDIRECTION = re.compile(r"(?:&>>|&>|(?:[0-9]+|\{\w+\})?(?:<<<|<<-|<<|<>|<&|>>|>&|>\||[<>](?!\()))")
_PLAIN = re.compile(r"[^ \t\r\n'\"\\$`;&|<>()]+")
_IN_DOUBLE = re.compile(r'[^"\\$`]+')
_ANSI = re.compile(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?:\{(?P<braced>[0-9A-Fa-f]*)\}?|(?P<hex>[0-9A-Fa-f]{1,2}))"
    r"|u(?P<u4>[0-9A-Fa-f]{1,4})|U(?P<u8>[0-9A-Fa-f]{1,8})|c(?P<control>\\\\|.)|(?P<one>.))",
    re.DOTALL,
)
_ANSI_BODY = re.compile(r"(?:[^'\\]|\\.)*+", re.DOTALL)
_ESCAPES = dict(zip("abeEfnrtv\\'\"?", "\a\b\x1b\x1b\f\n\r\t\v\\'\"?", strict=True))
_EXPANSION = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!_-]|(?=[({\[]))")
_NESTED = re.compile(r"[^'\"\\`(){}\[\]]+|\\.?|.", re.DOTALL)
_BRACES = re.compile(r"\{[^{},]*,[^{}]*\}|\{(?:[A-Za-z]\.\.[A-Za-z]|-?[0-9]+\.\.-?[0-9]+)(?:\.\.-?[0-9]+)?\}")
_PROMPT = re.compile(
    r"[ \t]*(?:(?:\[[^\]\n]{1,80}\]|[^\s'\"#]{1,80})[#$%>]|[$%>])[ \t]+"
    r"(?=(?:sudo[ \t]+)?(?:[\w./-]*/)?curl(?:\.exe)?[ \t])"
)
_CONTINUED_PROMPT = re.compile(r"[ \t]*>[ \t]+")


def read_bash(text: str) -> list[Command]:
    """The simple commands of a text in their order."""
    return _Reading(text).read()


class _Reading:
    """Owns the place in the text and the command that is being read; every step moves forward."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._commands: list[Command] = []
        self._command = Command(1)
        self._documents: list[tuple[Command, str, bool, bool]] = []
        self._is_prompted = False

    def read(self) -> list[Command]:
        self._pass_prompt()
        while self._at < len(self._text) and len(self._commands) < MOST_COMMANDS:
            if blank := _BLANK.match(self._text, self._at):
                self._at = blank.end()
                if self._is_prompted and blank[0].endswith("\n"):
                    self._pass(_CONTINUED_PROMPT)
            elif line_end := _LINE_END.match(self._text, self._at):
                self._at = line_end.end()
                self._end_command("")
                self._read_documents()
                self._pass_prompt()
            elif self._text[self._at] == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            elif redirection := _REDIRECTION.match(self._text, self._at):
                self._read_redirection(redirection)
            elif operator := _OPERATOR.match(self._text, self._at):
                self._end_command(operator[0])
                self._at = operator.end()
            else:
                self._command.words.append(self._read_word())
        self._end_command("")
        self._read_documents()
        return self._commands

    def _pass(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found is not None

    def _pass_prompt(self) -> None:
        self._is_prompted = self._pass(_PROMPT)

    def _end_command(self, operator: str) -> None:
        """Keep the command that ends here; ``operator`` stands in front of the next."""
        command = self._command
        if command.words or command.ignored:
            start = command.position - 1
            command.source = self._text[start : self._at]
            if operator == "&" and command.words and self._text[self._at + 1 : self._at + 2].strip():
                message = tr("An & outside quotes ends the command here; was the URL meant to be quoted?")
                command.tell("unquoted_ampersand", message, self._at)
            self._commands.append(command)
        self._command = Command(self._at + len(operator) + 1, operator)

    def _read_word(self) -> Word:
        start = self._at
        if not self._command.words and not self._command.ignored:
            self._command.position = start + 1
        pieces: list[str] = []
        bare: list[str] = []
        while self._at < len(self._text):
            piece, is_quoted = self._read_piece()
            if piece is None:
                break
            pieces.append(piece)
            bare.append("\0" * len(piece) if is_quoted else piece)
        word = Word(join_bytes("".join(pieces)), start + 1, "".join(bare))
        self._check_expansions(word)
        return word

    def _check_expansions(self, word: Word) -> None:
        if word.bare.startswith("~"):
            self._tell("expansion", tr("A ~ here stands for a home folder, which is not looked up."), word.position - 1)
        elif _BRACES.search(word.bare):
            message = tr(
                "Braces outside quotes make several words of one in bash; left as written: {word}",
                word=shorten(word.text, 40),
            )
            self._tell("expansion", message, word.position - 1)

    def _tell(self, code: str, message: str, index: int) -> None:
        self._command.tell(code, message, index)

    def _read_piece(self) -> tuple[str | None, bool]:
        """The next piece of a word and whether it is quoted; ``None`` at the word's end."""
        text, start = self._text, self._at
        if plain := _PLAIN.match(text, start):
            self._at = plain.end()
            self._command.check_typography(plain[0], start)
            return plain[0], False
        sign = text[start]
        if sign == "'":
            return self._read_single(), True
        if sign == '"':
            return self._read_double(), True
        if sign == "\\":
            return self._read_backslash(), True
        if sign == "$":
            return self._read_dollar()
        if sign == "`":
            return self._read_backquoted(), True
        if sign in "<>" and text[start + 1 : start + 2] == "(":
            self._at += 1
            self._tell("expansion", _describe_run(f"{sign}(…)"), start)
            return sign + self._skip_nested(start), True
        if sign == "\r" and text[start + 1 : start + 2] != "\n":
            self._at += 1
            return sign, False
        return None, False

    def _read_backslash(self) -> str:
        text, at = self._text, self._at
        if line_end := _LINE_END.match(text, at + 1):
            self._at = line_end.end()
            if self._is_prompted:
                self._pass(_CONTINUED_PROMPT)
            return ""
        self._at = at + 2
        if blank := re.compile(r"[ \t]+\r?\n").match(text, at + 1):
            # The mistake that is hardest to see: what looks like a continued line is not.
            message = tr(
                "A space stands behind this backslash, so the line is not continued; bash ends the command here."
            )
            self._tell("broken_continuation", message, at)
            self._at = blank.end() - len(_LINE_END.search(blank[0])[0])  # type: ignore[index]  # the pattern ends in one
            return " "
        return text[at + 1 : at + 2] or "\\"

    def _read_single(self) -> str:
        start = self._at + 1
        end = self._text.find("'", start)
        if end < 0:
            self._tell("unclosed_quote", _describe_unclosed("'"), self._at)
            end = len(self._text)
        self._at = end + 1
        return self._text[start:end]

    def _read_double(self) -> str:
        opened = self._at
        self._at += 1
        pieces: list[str] = []
        while self._at < len(self._text):
            if run := _IN_DOUBLE.match(self._text, self._at):
                pieces.append(run[0])
                self._at = run.end()
                continue
            sign = self._text[self._at]
            if sign == '"':
                self._at += 1
                return "".join(pieces)
            if sign == "\\":
                pieces.append(self._read_quoted_backslash('$`"\\'))
            elif sign == "`":
                pieces.append(self._read_backquoted())
            else:
                pieces.append(self._read_expansion() or self._take())
        self._tell("unclosed_quote", _describe_unclosed('"'), opened)
        return "".join(pieces)

    def _read_quoted_backslash(self, special: str) -> str:
        """A backslash where only some characters are escaped by it."""
        if line_end := _LINE_END.match(self._text, self._at + 1):
            self._at = line_end.end()
            return ""
        follows = self._text[self._at + 1 : self._at + 2]
        if follows and follows in special:
            self._at += 2
            return follows
        return self._take()

    def _take(self) -> str:
        self._at += 1
        return self._text[self._at - 1]

    def _read_dollar(self) -> tuple[str, bool]:
        follows = self._text[self._at + 1 : self._at + 2]
        if follows == "'":
            return self._read_ansi(), True
        if follows == '"':  # a text to be translated: without a catalogue, what stands there
            self._at += 1
            return self._read_double(), True
        expansion = self._read_expansion()
        return (expansion, True) if expansion else (self._take(), False)

    def _read_ansi(self) -> str:
        """``$'…'``: the escapes of C, and bytes."""
        opened = self._at
        body = _ANSI_BODY.match(self._text, opened + 2)
        assert body is not None  # noqa: S101  it matches the empty text too
        self._at = body.end() + 1
        if self._text[body.end() : self._at] != "'":
            self._tell("unclosed_quote", _describe_unclosed("$'"), opened)
            self._at = len(self._text)
        return _ANSI.sub(_decode_escape, body[0]).partition("\0")[0]

    def _read_expansion(self) -> str:
        """An expansion as it is written, told; empty where this ``$`` is none."""
        start = self._at
        found = _EXPANSION.match(self._text, start)
        if found is None:
            return ""
        self._at = found.end()
        if found[0] != "$":
            self._tell("expansion", tr("The variable {name} is not looked up.", name=found[0]), start)
            return found[0]
        opening = self._text[self._at]
        nested = self._skip_nested(start)
        if opening == "(":
            self._tell("expansion", _describe_run("$(…)"), start)
        else:
            self._tell("expansion", tr("{text} is not worked out.", text=shorten(f"${nested}", 40)), start)
        return f"${nested}"

    def _read_backquoted(self) -> str:
        start = self._at
        body = re.compile(r"`(?:[^`\\]|\\.)*+`?", re.DOTALL).match(self._text, start)
        assert body is not None  # noqa: S101  a backquote stands here
        self._at = body.end()
        if len(body[0]) < 2 or not body[0].endswith("`"):
            self._tell("unclosed_quote", tr("The backquote opened here is never closed."), start)
        else:
            self._tell("expansion", tr("Backquotes would run a command in bash; nothing is run."), start)
        return body[0]

    def _skip_nested(self, told_at: int) -> str:
        """From a bracket to the one that closes it, quotes and inner brackets passed over."""
        start = self._at
        expected: list[str] = []
        while self._at < len(self._text):
            found = _NESTED.match(self._text, self._at)
            assert found is not None  # noqa: S101  it matches any character
            self._at = found.end()
            sign = found[0]
            in_double = bool(expected) and expected[-1] == '"'
            if expected and sign == expected[-1]:
                expected.pop()
                if not expected:
                    return self._text[start : self._at]
            elif sign in "([{" and (not in_double or self._text[found.start() - 1] == "$"):
                expected.append({"(": ")", "[": "]", "{": "}"}[sign])
            elif sign in '"`' or (sign == "'" and not in_double):
                expected.append(sign)
            if expected and expected[-1] == "'":
                end = self._text.find("'", self._at)
                self._at = len(self._text) if end < 0 else end + 1
                expected.pop()
        self._tell("unclosed_quote", tr("The bracket opened here is never closed."), told_at)
        return self._text[start:]

    def _read_redirection(self, found: re.Match[str]) -> None:
        if not self._command.words and not self._command.ignored:
            self._command.position = found.start() + 1
        command, operator = self._command, found[0]
        self._at = found.end()
        if blank := _BLANK.match(self._text, self._at):
            self._at = blank.end()
        start = self._at
        target = self._read_word()
        kind = operator.lstrip("0123456789")
        if kind == "<<<":
            command.stdin = target.text + "\n"
        elif kind in ("<<", "<<-"):
            self._documents.append((command, target.text, kind == "<<-", self._text[start : self._at] == target.text))
        else:
            command.ignored.append(f"{operator} {shorten(self._text[start : self._at])}".strip())
            if kind in ("<", "<>"):
                command.files.append(target.text)

    def _read_documents(self) -> None:
        """The here-documents that the line just ended has announced; one that is never closed goes to the end."""
        for command, delimiter, strips_tabs, is_expanded in self._documents:
            lines: list[str] = []
            start = self._at
            while self._at < len(self._text):
                end = self._text.find("\n", self._at) + 1 or len(self._text)
                line = self._text[self._at : end]
                self._at = end
                line = line.lstrip("\t") if strips_tabs else line
                if line.rstrip("\r\n") == delimiter:
                    break
                lines.append(line)
            else:
                message = tr("The text behind << never ends with {delimiter}.", delimiter=shorten(delimiter, 40))
                command.tell("unclosed_document", message, start)
            body = "".join(lines)
            command.stdin = self._expand_document(command, body, start) if is_expanded else body
            self._command.position = self._at + 1
        self._documents.clear()

    @staticmethod
    def _expand_document(command: Command, body: str, start: int) -> str:
        if found := re.search(r"(?<!\\)(?:\$[A-Za-z_({]|`)", body):
            message = tr("The text behind << holds variables or commands that bash would replace; left as written.")
            command.tell("expansion", message, start + found.start())
        return re.sub(r"\\(?:\r?\n|([$`\\]))", lambda one: one[1] or "", body)


def _describe_run(text: str) -> str:
    return tr("{text} would run a command in bash; nothing is run.", text=text)


def _describe_unclosed(sign: str) -> str:
    return tr("The quotation mark {sign} opened here is never closed.", sign=sign)


def _decode_escape(found: re.Match[str]) -> str:
    """One escape of ``$'…'``; bytes above 127 come as surrogate escapes."""
    if (digits := found["octal"]) is not None:
        return _as_byte(int(digits, 8))
    if (digits := found["hex"] or found["braced"]) is not None:
        return _as_byte(int(digits or "0", 16))
    if (digits := found["u4"] or found["u8"]) is not None:
        return _encode(int(digits, 16))
    if (sign := found["control"]) is not None:
        first, *rest = _octets(sign[0].upper() if sign.isascii() else sign)
        return "\x7f" if sign == "?" else chr(first & 0x1F) + bytes(rest).decode("utf-8", "surrogateescape")
    sign = found["one"]
    return _ESCAPES.get(sign, found[0])


def _octets(text: str) -> bytes:
    return join_bytes(text).encode("utf-8", "surrogateescape")


def _as_byte(number: int) -> str:
    return bytes((number & 0xFF,)).decode("utf-8", "surrogateescape")


def _encode(point: int) -> str:
    """A code point in the bytes that bash writes: UTF-8 with no regard for what is no character."""
    if point < 0xD800 or 0xE000 <= point <= 0x10FFFF:
        return chr(point)
    length = next(size for size, limit in ((3, 1 << 16), (4, 1 << 21), (5, 1 << 26), (6, 1 << 32)) if point < limit)
    rest = [0x80 | point >> 6 * place & 0x3F for place in reversed(range(length - 1))]
    first = (0xFF00 >> length & 0xFF) | point >> 6 * (length - 1) & 0xFF
    return bytes((first, *rest)).decode("utf-8", "surrogateescape")
