"""PowerShell's literals, read and never worked out: texts, hash tables, here-strings, the objects of a web call.

Rules: learn.microsoft.com/powershell, about_Quoting_Rules, about_Special_Characters, about_Hash_Tables, about_Parsing,
and the language's own tokenizer (github.com/PowerShell/PowerShell, ``tokenizer.cs``), which takes typographic quotation
marks and dashes for plain ones. ``$([char]233)`` is how browsers write a character that is not ASCII, in UTF-16; it is
the one subexpression that is read. A variable has the value that the same text gave it, else it stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from workbench.core import json_text
from workbench.formats.imported import ImportProblem
from workbench.language import tr

SINGLE, DOUBLE = "'\u2018\u2019\u201a\u201b", '"\u201c\u201d\u201e'
DASHES = "-\u2013\u2014\u2015"
MAX_DEPTH = 50
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_VARIABLE = re.compile(r"\$(?:\{([^{}\n]+)\}|((?:\w+:)?\w+|\?|\^|\$))")
_CHARACTER = re.compile(r"\$\(\[char\]\s*(0x[0-9a-f]{1,6}|[0-9]{1,7})\)", re.IGNORECASE)
_CODE_POINT = re.compile(r"\{([0-9a-fA-F]{1,6})\}")
_BLANK = re.compile(r"(?:[ \t\f\v\u00a0\u0085]|`\r?\n|#[^\n]*)*")
_BLANK_LINES = re.compile(r"(?:\s|`\r?\n|#[^\n]*)*")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?![\w.])")
_CAST = re.compile(r"\[([\w.]+(?:\[\])?)\]")
_UTF8 = re.compile(r"\[(?:System\.)?Text\.Encoding\]::UTF8\.GetBytes\(", re.IGNORECASE)
_NEW = re.compile(r"\[([\w.]+)\]::new\(", re.IGNORECASE)
_TYPE_NAME = re.compile(r"[\w.]+(?:\[\[[\w.]+\],\s*\[[\w.]+\]\])?")
_WORD_END = frozenset(" \t\r\n;|&,(){}" + SINGLE + DOUBLE)
_TRANSPARENT = frozenset(("ordered", "pscustomobject", "hashtable", "string", "uri", "system.uri"))


@dataclass(frozen=True, slots=True)
class Unknown:
    """Owns the place of a value that only PowerShell could work out; ``position`` counts from 1."""

    position: int


@dataclass(slots=True)
class Session:
    """Owns what a ``WebRequestSession`` adds to a call."""

    user_agent: str = ""
    headers: dict[str, Any] = field(default_factory=dict)
    cookies: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cookie:
    """Owns one ``System.Net.Cookie``."""

    name: str
    value: str


Value: TypeAlias = Any
"""``None``, ``bool``, ``int``, ``WrittenNumber``, ``str``, ``list``, ``dict``, or one of the classes above."""


class MalformedError(ValueError):
    """The text cannot be PowerShell from ``position`` on, counted from 1."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Reader:
    """Owns the place in a text up to which it is read, the variables it set, and what could not be worked out."""

    def __init__(self, text: str, read_command: Callable[[Reader], bool]) -> None:
        """``read_command`` reads a command where one begins, and says whether one did."""
        self.text = text
        self.at = 0
        self.variables: dict[str, Value] = {"true": True, "false": False, "null": None}
        self.problems: list[ImportProblem] = []
        self._read_command = read_command
        self._depth = 0

    # ---- moving on

    @property
    def position(self) -> int:
        """Where it stands, from 1."""
        return self.at + 1

    def peek(self, length: int = 1) -> str:
        """The next characters; empty at the end."""
        return self.text[self.at : self.at + length]

    def skip_blank(self, lines: bool = False) -> None:
        """Spaces, comments and continued lines; with ``lines`` also line ends."""
        blank = _BLANK_LINES if lines else _BLANK
        self.take(blank)
        while self.peek(2) == "<#":
            end = self.text.find("#>", self.at)
            if end < 0:
                raise MalformedError(tr("a comment is not closed"), self.position)
            self.at = end + 2
            self.take(blank)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What a pattern matches here."""
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return found

    def skip_to_end(self, stops: str) -> None:
        """Up to one of the characters that is in no text and no bracket opened from here on."""
        depth = 0
        while char := self.peek():
            if depth <= 0 and char in stops:
                return
            if char == "@" and self.peek(2)[1:] in (*SINGLE, *DOUBLE) and self.peek(2)[1:]:
                self._read_here_string()
            elif char in SINGLE or char in DOUBLE:
                self._read_string(quiet=True)
            elif char == "`":
                self.at += 2
            else:
                depth += (char in "({[") - (char in ")}]")
                self.at += 1

    # ---- values

    def read_pipeline(self) -> Value:
        """An expression or a command that gives a value, and what follows it through ``|``."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise MalformedError(tr("nested deeper than {most} levels", most=MAX_DEPTH), self.position)
        start = self.position
        value = self._read_head(start)
        self.skip_blank()
        while self.peek() == "|":
            self.at += 1
            self.skip_blank(lines=True)
            is_json = self.take(_CONVERT) is not None
            self.skip_to_end(";|)}\n")
            value = write_json(value, start) if is_json else Unknown(start)
        if self.peek() not in ("", *";)}]\r\n,"):
            self.skip_to_end(";)}]\n,")
            value = Unknown(start)
        self._depth -= 1
        return value

    def read_argument(self) -> Value:
        """One argument of a command: a bare word is a text there. Several with commas between are a list."""
        value = self._read_primary(as_word=True)
        self.skip_blank()
        if self.peek() != ",":
            return value
        values = [value]
        while self.peek() == ",":
            self.at += 1
            self.skip_blank(lines=True)
            values.append(self._read_primary(as_word=True))
            self.skip_blank()
        return values

    def read_arguments(self) -> list[Value]:
        """Arguments of a method up to its closing bracket; the opening one is read already."""
        values: list[Value] = []
        start = self.position
        self.skip_blank(lines=True)
        while self.peek() not in ("", ")"):
            before = self.at
            values.append(self.read_pipeline())
            self.skip_blank(lines=True)
            if self.peek() == ",":
                self.at += 1
                self.skip_blank(lines=True)
            elif self.at == before:
                self.at += 1
        self._close(")", start)
        return values

    def note_unknown(self, words: str, position: int, **values: object) -> None:
        """Tell in words what only PowerShell could work out."""
        self.problems.append(ImportProblem("expression", tr(words, **values), position))

    def _read_head(self, start: int) -> Value:
        self.skip_blank(lines=True)
        if self._read_command(self):
            return Unknown(start)
        if self.take(_NEW_OBJECT):
            return self._read_new_object()
        if self.take(_CONVERT):
            self.skip_blank()
            self.take(_INPUT_OBJECT)
            value = self.read_argument()
            self.skip_to_end(";|)}\n")
            return write_json(value, start)
        return self._read_primary(as_word=False)

    def _read_primary(self, as_word: bool) -> Value:
        start, char = self.position, self.peek()
        second = self.peek(2)[1:]
        if char == "@" and second and second in SINGLE + DOUBLE:
            return self._read_here_string()
        if char and char in SINGLE + DOUBLE:
            return self._read_string()
        if char == "@" and second == "{":
            self.at += 2
            return self._read_hash_table(start)
        if char == "(" or (char == "@" and second == "("):
            self.at += len(char + second) if char == "@" else 1
            return self._read_bracket(start, is_list=char == "@")
        if char == "$" and second != "(" and (name := self.take(_VARIABLE)):
            return self._read_variable(name, start, as_word)
        if char == "[" and not as_word:
            return self._read_typed(start)
        if not as_word and (number := self.take(_NUMBER)):
            digits = number.group()
            return json_text.WrittenNumber(digits) if "." in digits or len(digits) > 4000 else int(digits)
        if as_word:
            return self._read_word()
        self.skip_to_end(";|)}\n,")
        return Unknown(start)

    def _read_word(self) -> Value:
        start = self.at
        parts: list[str] = []
        while (char := self.peek()) and (char not in _WORD_END or (parts and char in SINGLE + DOUBLE)):
            if char in SINGLE + DOUBLE:
                parts.append(self._read_string())
            elif char == "`":
                parts.append(self.peek(2)[1:])
                self.at += 2
            elif char == "$":
                parts.append(self._expand())
            else:
                parts.append(char)
                self.at += 1
        if self.at == start:  # a bracket or sign that begins no value
            self.at += 1
            return Unknown(start + 1)
        return _join("".join(parts))

    def _read_string(self, quiet: bool = False) -> str:
        start, marks = self.position, SINGLE if self.peek() in SINGLE else DOUBLE
        plain = re.compile(f"[^{marks}]+" if marks == SINGLE else f"[^{marks}`$]+")
        self.at += 1
        parts: list[str] = []
        while char := self.peek():
            if char in marks:
                self.at += 1
                second = self.peek()
                if not second or second not in marks:
                    return _join("".join(parts))
                parts.append(second)
                self.at += 1
            elif found := self.take(plain):
                parts.append(found.group())
            else:
                parts.append(self._expand(quiet))
        raise MalformedError(tr("a quotation mark is not closed"), start)

    def _read_here_string(self) -> str:
        start, marks = self.at, SINGLE if self.peek(2)[1] in SINGLE else DOUBLE
        opening = re.compile(r"@.[ \t]*\r?\n").match(self.text, self.at)
        closing = re.compile(rf"\r?\n[{marks}]@").search(self.text, opening.end() - 1) if opening else None
        if opening is None or closing is None:
            raise MalformedError(tr("a here-string is not closed"), start + 1)
        if closing.start() < opening.end():
            self.at = closing.end()
            return ""
        if marks == SINGLE:
            self.at = closing.end()
            return self.text[opening.end() : closing.start()]
        parts: list[str] = []
        self.at, plain = opening.end(), re.compile(r"[^`$]+")
        while self.at < closing.start():
            if found := plain.match(self.text, self.at, closing.start()):
                parts.append(found.group())
                self.at = found.end()
            else:
                parts.append(self._expand())
        self.at = closing.end()
        return _join("".join(parts))

    def _expand(self, quiet: bool = False) -> str:
        """What a backtick or a dollar sign stands for in a text."""
        start = self.at
        if self.peek() == "`":
            escaped = self.peek(2)[1:]
            self.at += 2
            if escaped == "u" and (point := self.take(_CODE_POINT)) and int(point[1], 16) <= 0x10FFFF:
                return chr(int(point[1], 16))
            return _ESCAPES.get(escaped, escaped)
        if (character := self.take(_CHARACTER)) and (number := int(character[1], 0)) <= 0xFFFF:
            return chr(number)
        name = self.take(_VARIABLE)
        if name is None and self.peek(2) != "$(":
            self.at += 1
            return "$"
        if name is not None:
            value = self.variables.get((name[1] or name[2]).lower(), Unknown(start + 1))
            if isinstance(value, str | int) and not isinstance(value, bool):
                return str(value)
        else:
            self.at += 2
            self.skip_to_end(")")
            self.at += 1
        written = self.text[start : self.at]
        if not quiet:
            what = written if len(written) <= 40 else written[:39] + "…"
            message = tr("{text} stands as it is written: only PowerShell could work it out.", text=what)
            self.problems.append(ImportProblem("variable", message, start + 1))
        return written

    def _read_variable(self, name: re.Match[str], start: int, as_word: bool) -> Value:
        value = self.variables.get((name[1] or name[2]).lower(), Unknown(start))
        following = self.peek()
        if following and following in ".[":
            self.skip_to_end(" \t\r\n;|&,)}")
            return Unknown(start)
        if as_word and following and following not in _WORD_END:  # $base/auth/v1/…
            if isinstance(value, str):
                rest = self._read_word()
                return value + rest if isinstance(rest, str) else Unknown(start)
            self.at = start - 1
            return self._read_word()
        return value

    def _read_hash_table(self, start: int) -> Value:
        table: dict[str, Value] = {}
        names: dict[str, str] = {}
        while True:
            self.skip_blank(lines=True)
            while self.peek() == ";":
                self.at += 1
                self.skip_blank(lines=True)
            if self.peek() in ("", "}"):
                break
            key = self._read_key()
            self.skip_blank()
            if self.peek() != "=":
                raise MalformedError(tr("a hash table wants name = value here"), self.position)
            self.at += 1
            value = self.read_pipeline()
            if self.peek() == ",":
                self.skip_to_end(";}\n")
                value = Unknown(start)
            table[names.setdefault(key.lower(), key)] = value
        self._close("}", start)
        return table

    def _read_key(self) -> str:
        char = self.peek()
        if char in SINGLE + DOUBLE:
            return self._read_string()
        if found := self.take(_KEY):
            return found.group()
        raise MalformedError(tr("a hash table wants name = value here"), self.position)

    def _read_bracket(self, start: int, is_list: bool) -> Value:
        if is_list:
            return self.read_arguments()
        value = self.read_pipeline()
        self.skip_blank(lines=True)
        if self.peek() not in ("", ")"):
            self.skip_to_end(")")
            value = Unknown(start)
        self._close(")", start)
        if self.peek() == ".":  # (…).Content
            self.skip_to_end(" \t\r\n;|&,)}")
            return Unknown(start)
        return value

    def _read_typed(self, start: int) -> Value:
        if self.take(_UTF8):
            values = self.read_arguments()
            return values[0] if len(values) == 1 else Unknown(start)
        if made := self.take(_NEW):
            return make_object(made[1], self.read_arguments(), start)
        cast = self.take(_CAST)
        if cast is not None and self.peek() != ":":
            self.skip_blank()
            value = self._read_primary(as_word=False)
            if cast[1].lower() == "char" and isinstance(value, int) and 0 <= value <= 0xFFFF:
                return chr(value)
            return value if cast[1].lower() in _TRANSPARENT else Unknown(start)
        self.skip_to_end(";|)}\n,")
        return Unknown(start)

    def _read_new_object(self) -> Value:
        start = self.position
        self.skip_blank()
        self.take(_TYPE_PARAMETER)
        quoted = self.peek() in (*SINGLE, *DOUBLE)
        name = self._read_string() if quoted else found.group() if (found := self.take(_TYPE_NAME)) else ""
        self.skip_blank()
        values: list[Value] = []
        if self.take(_LIST_PARAMETER):
            given = self.read_argument()
            values = given if isinstance(given, list) else [given]
        elif self.peek() == "(":
            self.at += 1
            values = self.read_arguments()
        return make_object(name, values, start)

    def _close(self, sign: str, start: int) -> None:
        if self.peek() != sign:
            raise MalformedError(tr("“{sign}” is missing for what begins here", sign=sign), start)
        self.at += 1


_CONVERT = re.compile(r"ConvertTo-Json\b", re.IGNORECASE)
_INPUT_OBJECT = re.compile(r"-InputObject\s+", re.IGNORECASE)
_NEW_OBJECT = re.compile(r"New-Object\s+", re.IGNORECASE)
_TYPE_PARAMETER = re.compile(r"-TypeName\s+", re.IGNORECASE)
_LIST_PARAMETER = re.compile(r"-ArgumentList\s+", re.IGNORECASE)
_KEY = re.compile(r"[^\s=;{}()'\"]+")


def make_object(type_name: str, values: list[Value], position: int) -> Value:
    """What ``New-Object`` gives for the types that a web call is made of."""
    short = type_name.lower().removeprefix("system.")
    texts = [value for value in values if isinstance(value, str)]
    if short == "microsoft.powershell.commands.webrequestsession":
        return Session()
    if short == "net.cookie" and len(texts) >= 2 and texts == values:
        return Cookie(texts[0], texts[1])
    if short == "uri" and len(texts) == 1:
        return texts[0]
    if short.startswith(("collections.generic.dictionary[", "collections.hashtable", "hashtable")) and not values:
        return {}
    return Unknown(position)


def write_json(value: Value, position: int) -> Value:
    """What ``ConvertTo-Json`` makes of a literal, on one line; PowerShell's own layout depends on its version."""
    return json_text.write(value) if _is_plain(value) else Unknown(position)


def _is_plain(value: Value) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float | str)


def _join(text: str) -> str:
    """Pairs of surrogates, as browsers write what lies beyond 16 bits, made one character; a lone one stays."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
