"""What a command comes to: its exit code, its JSON document and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO

from workbench.cli.render import SCHEMA, Document, print_document, say

DONE, NO, WRONG_USAGE, TRANSPORT, STORAGE, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""The exit codes of the command-line contract."""


class WrongUsage(Exception):
    """The command cannot be begun as it was typed; the message says why. It prints no document."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Owns everything that one command has to say on standard output, and its exit code.

    ``document`` is ``None`` where it is printed already, because it may be larger than memory.
    """

    code: int
    document: Document | None
    words: str


def answer_trouble(code: int, trouble: str) -> Answer:
    """The answer of a command that could not give its own one; the words were said on standard error."""
    return Answer(code, {"schema": SCHEMA, "trouble": trouble}, "")


def show_answer(answer: Answer, *, as_json: bool, stdout: TextIO) -> None:
    """Print the one document, or the words where there are any, and let them out at once."""
    if as_json and answer.document is not None:
        print_document(stdout, answer.document)
    elif answer.words:
        say(stdout, answer.words)
    stdout.flush()
