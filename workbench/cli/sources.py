"""Where a command reads from: standard input or a file that the user named, never more of it than a limit."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from workbench.cli.answer import WrongUsage
from workbench.core.finding import read_text
from workbench.core.redact import redact
from workbench.core.visible import make_visible

LARGEST_TEXT = 20 * 1024 * 1024
STANDARD_INPUT = "-"


def read_source(name: str, stdin: TextIO) -> str:
    """The text of a file, or of standard input where the name is ``-``.

    :raises WrongUsage: it cannot be read, or is larger than 20 MB.
    """
    if name != STANDARD_INPUT:
        return read_text(read_file(name, LARGEST_TEXT, "the file"))
    octets = stdin.buffer.read(LARGEST_TEXT + 1)
    if len(octets) > LARGEST_TEXT:
        limit = LARGEST_TEXT // 1024**2
        raise WrongUsage(f"standard input is larger than {limit} MB; cut out the part with the tokens")
    return read_text(octets)


def read_file(path: str, largest: int, what: str) -> bytes:
    """The bytes of a file that the message calls ``what``.

    :raises WrongUsage: it cannot be read, or has more than ``largest`` bytes.
    """
    try:
        with Path(path).open("rb") as file:
            octets = file.read(largest + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        # Whoever gives a token in place of a file's name does not want it in a log as well.
        raise WrongUsage(f"{what} {make_visible(redact(path))} cannot be read: {why}") from None
    if len(octets) > largest:
        raise WrongUsage(f"{what} {make_visible(path)} is larger than {largest // 1024**2} MB")
    return octets
