"""A text file dropped on the window, read with limits."""

from __future__ import annotations

import codecs
from pathlib import Path

LONGEST_FILE = 10 * 1024 * 1024


class UnreadableFile(ValueError):
    """The file cannot be taken; the message is a sentence for the user."""


def read_text_file(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 where it says so at its start; what is neither is replaced.

    :raises UnreadableFile: for a folder, a device, a file above 10 MB, or one that the system does not give.
    """
    if not path.is_file():
        raise UnreadableFile(f"“{path.name}” is not a file.")
    try:
        with path.open("rb") as file:
            octets = file.read(LONGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(f"“{path.name}” cannot be read: {error.strerror or error}.") from None
    if len(octets) > LONGEST_FILE:
        raise UnreadableFile(f"“{path.name}” is larger than 10 MB, which is more than is read here.")
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return octets.decode("utf-16", "replace")
    return octets.decode("utf-8-sig", "replace")
