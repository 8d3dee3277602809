"""A command of curl taken apart: its words become operations, each the options and URLs of one or more transfers.

The rules are those of curl 7.88.1's ``tool_getparam.c``: letters may stand together, the last one's value joined to it;
a value may look like an option; ``--`` ends the options; ``--next`` begins again with none of the options so far.
Mistakes are told and read as they were probably meant: ``--data={}`` (curl wants a space there), an unknown option, a
word that can be no URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.core.redact import redact
from workbench.formats.commands import Command, Word, shorten
from workbench.formats.curl_operation import VARIABLE_HOST, Operation
from workbench.formats.curl_options import LETTERS, UnknownOption, find_long
from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.language import tr

MOST_CALLS = 1000
_NAME = re.compile(r"(?:.*[/\\])?curl(?:\.exe)?", re.IGNORECASE | re.DOTALL)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
_IN_FRONT = frozenset(
    [
        "sudo",
        "doas",
        "env",
        "time",
        "command",
        "exec",
        "nohup",
        "nice",
        "builtin",
        "call",
        "if",
        "then",
        "else",
        "while",
        "until",
        "do",
        "!",
        "{",
        "$",
        "%",
    ]
)
"""What may stand in front of a command and leaves it what it is."""
_MAYBE_URL = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://|(?:[^\s/?#@]*@)?(?:\[[0-9A-Fa-f:.]+\]|localhost\b|[^\s/?#:\"'{},]+\.[^\s/?#:\"'{},]+|"
    r"[^\s/?#:\"'{},]+:[0-9]+(?:[/?#]|$))"
)


def read_curl(commands: Iterable[Command], dialect: str) -> Import:
    """The calls of all commands that are curl's; the others are told where there is one."""
    calls: list[ImportedCall] = []
    problems: list[ImportProblem] = []
    for command in commands:
        words = _find_curl(command)
        if words is not None and len(calls) < MOST_CALLS:
            made, loose = _read_command(command, words)
            if len(calls) + len(made) > MOST_CALLS:
                loose.append(_refuse_more(command))
            calls.extend(made[: MOST_CALLS - len(calls)])
            problems.extend(loose)
        elif words is not None:
            problems.append(_refuse_more(command))
            break
        elif calls and command.before.startswith("|") and command.before != "||":
            filtered = (*calls[-1].ignored, f"{command.before} {shorten(command.source)}")
            calls[-1] = replace(calls[-1], ignored=filtered)
        else:
            message = tr("This is no curl command and was left off: {text}", text=_name(command))
            problems.append(ImportProblem("other_command", message, command.position))
    return Import(dialect, tuple(calls), tuple(problems))


def _name(command: Command) -> str:
    """The word that names a command; those behind it may be secret, as a word itself may."""
    first = command.words[0].text if command.words else command.source
    name = shorten(redact(first.partition("=")[0]), 30)
    return name if len(command.words) < 2 else f"{name} …"


def _refuse_more(command: Command) -> ImportProblem:
    message = tr("There are more than {most} calls; those after it are left off.", most=MOST_CALLS)
    return ImportProblem("too_many", message, command.position)


def _find_curl(command: Command) -> list[Word] | None:
    """The words behind ``curl``; ``None`` where the command is another. Assignments in front are noted as ignored."""
    is_prefixed = False
    for number, word in enumerate(command.words):
        if _NAME.fullmatch(word.text):
            return command.words[number + 1 :]
        if _ASSIGNMENT.match(word.bare):
            command.ignored.append(word.text.partition("=")[0] + "=")
        elif word.text in _IN_FRONT:
            is_prefixed = True
            command.ignored.append(word.text)
        elif not is_prefixed or number > 8:
            return None
    return None


def _read_command(command: Command, words: list[Word]) -> tuple[list[ImportedCall], list[ImportProblem]]:
    """The calls, and the problems of a command that comes to no call."""
    operations = list(_read_words(words, command))
    calls = [call for operation in operations for call in operation.calls()]
    if calls:
        first = calls[0]
        problems = (*command.problems, *first.problems)
        ignored, files = (*command.ignored, *first.ignored), (*first.files, *command.files)
        calls[0] = replace(first, problems=problems, ignored=ignored, files=tuple(dict.fromkeys(files)))
        return calls, []
    missing = ImportProblem("no_url", tr("This curl command names no URL."), command.position)
    return [], [*command.problems, *(one for operation in operations for one in operation.problems), missing]


def _read_words(words: list[Word], command: Command) -> Iterator[Operation]:
    operation = Operation(command.stdin)
    rest = iter(words)
    takes_options = True
    for word in rest:
        if takes_options and word.text == "--":
            takes_options = False
        elif takes_options and word.text.startswith("--"):
            if _read_long(word, rest, operation):
                yield operation
                operation = Operation(command.stdin)
        elif takes_options and word.text.startswith("-"):
            if _read_letters(word, rest, operation):
                yield operation
                operation = Operation(command.stdin)
        elif _MAYBE_URL.match(word.text.strip()) or VARIABLE_HOST.match(word.text):
            operation.take("url", word.text, word.position)
        elif word.text.strip():
            message = tr(
                "“{word}” is neither an option nor a URL; is a quotation mark missing?", word=shorten(word.text, 40)
            )
            operation.tell("stray_word", message, word.position)
    yield operation


def _read_long(word: Word, rest: Iterator[Word], operation: Operation) -> bool:
    """Take one long option; whether it was ``--next``."""
    name, equals, value = word.text[2:].partition("=")
    try:
        option, is_off = find_long(name)
    except UnknownOption as unknown:
        operation.tell("unknown_option", str(unknown), word.position)
        return False
    written = f"--{name}"
    if equals:
        message = tr(
            "curl wants a space between {option} and its value, not =; read as if there were one.",
            option=shorten(written, 40),
        )
        operation.tell("equals_sign", message, word.position)
    if not option.has_value:
        operation.switch(option.name, written, word.position, is_on=not is_off)
        return option.name == "next"
    if equals:
        operation.take(option.name, value, word.position, written)
    else:
        _take_next(option.name, written, word, rest, operation)
    return False


def _take_next(name: str, written: str, word: Word, rest: Iterator[Word], operation: Operation) -> None:
    value = next(rest, None)
    if value is None:
        message = tr("{option} stands at the end and needs a value.", option=written)
        operation.tell("missing_value", message, word.position)
    else:
        operation.take(name, value.text, value.position, written)


def _read_letters(word: Word, rest: Iterator[Word], operation: Operation) -> bool:
    """Take a word of letters, the last of which may have its value joined; whether one of them was ``-:``."""
    is_next = False
    if word.text == "-":
        operation.tell("unknown_option", tr("A single - is no option of curl."), word.position)
    for index, letter in enumerate(word.text[1:], 1):
        option = LETTERS.get(letter)
        if option is None:
            message = tr("curl knows no option {option}.", option=f"-{letter}")
            operation.tell("unknown_option", message, word.position + index)
            break
        if option.has_value:
            if joined := word.text[index + 1 :]:
                operation.take(option.name, joined, word.position + index + 1, f"-{letter}")
            else:
                _take_next(option.name, f"-{letter}", word, rest, operation)
            break
        operation.switch(option.name, f"-{letter}", word.position)
        is_next = is_next or option.name == "next"
    return is_next
