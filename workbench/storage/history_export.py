"""The history written out, a record at a time: JSON as the command line has it, or CSV that a spreadsheet may open.

A cell that begins with ``=``, ``+``, ``-``, ``@`` or a control character would be run as a formula by spreadsheets
(OWASP, "CSV Injection"); an apostrophe in front makes it text.
"""

from __future__ import annotations

import contextlib
import csv
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, TextIO, TypeAlias, get_args

from workbench.core import json_text
from workbench.core.history import StoredRecord, record_document
from workbench.storage.files import name_trouble, require_folder

ExportFormat: TypeAlias = Literal["csv", "json"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_json(records: Iterable[StoredRecord], stream: TextIO) -> int:
    """One document, ``{"schema": 1, "records": […]}``, ASCII only; how many records."""
    count = 0
    stream.write('{"schema": 1, "records": [')
    for count, stored in enumerate(records, 1):
        stream.write("\n" if count == 1 else ",\n")
        stream.write(json_text.write(record_document(stored), ascii_only=True))
    stream.write("\n]}\n")
    return count


def write_csv(records: Iterable[StoredRecord], stream: TextIO) -> int:
    """A line of names, then a line for each record; how many records. Lone surrogates are written as escapes."""
    count = 0
    writer = csv.writer(stream, lineterminator="\r\n")
    for count, stored in enumerate(records, 1):
        document = record_document(stored)
        if count == 1:
            writer.writerow(document)
        writer.writerow(_defuse(value) for value in document.values())
    return count


def _defuse(value: json_text.Json) -> str:
    if not isinstance(value, str):
        return "" if value is None else json_text.write(value)
    text = value.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


WRITERS: dict[ExportFormat, Callable[[Iterable[StoredRecord], TextIO], int]] = {"csv": write_csv, "json": write_json}


def export_file(records: Iterable[StoredRecord], path: Path, form: ExportFormat) -> int:
    """Write a file for this user alone (0600), whole or not at all; how many records are in it.

    :raises StorageTrouble: it cannot be written; a file that was there is as it was.
    """
    require_folder(path)
    try:
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
        try:
            with open(handle, "w", encoding="utf-8", newline="") as file:
                count = WRITERS[form](records, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise name_trouble("saved", path, error) from error
    return count
