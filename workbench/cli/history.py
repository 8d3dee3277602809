"""``history``: list and search what was kept of calls, write it out, forget it."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path
from typing import TextIO

from workbench.cli.answer import DONE, NO, Answer, WrongUsage
from workbench.cli.render import SCHEMA, say
from workbench.core.history import SHORTEST_WORD, PageRequest, Search, StoredRecord, record_document
from workbench.core.time_text import format_local
from workbench.core.visible import make_visible
from workbench.session.session import Session
from workbench.storage.history import HistoryStore
from workbench.storage.history_export import WRITERS, ExportFormat, export_file


async def run_history(arguments: Namespace, session: Session, stdout: TextIO, stderr: TextIO) -> Answer:
    """``arguments`` has ``action``: ``list`` and ``search`` with ``limit``, ``search`` with ``text``, ``export`` with
    ``file`` and ``csv``, ``clear``.

    :raises StorageTrouble: the history, or the file to write, cannot be used.
    """
    history = session.history
    if arguments.action == "clear":
        answer = await asyncio.to_thread(_clear, history)
    elif arguments.action == "export":
        answer = await asyncio.to_thread(_export, arguments, history, stdout)
    else:
        answer = await asyncio.to_thread(_list, arguments, history)
    for problem in history.problems:
        say(stderr, make_visible(problem))
    return answer


def _list(arguments: Namespace, history: HistoryStore) -> Answer:
    is_search = arguments.action == "search"
    search = Search(arguments.text if is_search else "")
    if is_search and not search.words:
        raise WrongUsage(f"nothing to search for: only words of {SHORTEST_WORD} characters or more are searched")
    page = history.find(PageRequest(search, arguments.limit))
    stored = [whole for _, row in page.rows if (whole := history.get(row.number)) is not None]
    words = "\n".join(_describe(one) for one in stored)
    if not stored:
        words = "No call matches." if is_search else "No call was kept yet."
    elif not page.is_last:
        words += f"\nThere are older ones: --limit shows more than {arguments.limit}."
    code = NO if is_search and not stored else DONE
    return Answer(code, {"schema": SCHEMA, "records": [record_document(one) for one in stored]}, words)


def _describe(stored: StoredRecord) -> str:
    record = stored.record
    outcome = " ".join(
        filter(
            None,
            (
                record.outcome,
                str(record.api_code) if record.outcome == "refused" and record.api_code is not None else "",
                record.reason and record.reason.replace("_", " "),
                "(another identity)" if record.other_identity else "",
            ),
        )
    )
    parts = [
        format_local(record.started_at, None),
        record.profile_name or "no profile",
        record.channel,
        record.host,
        outcome,
        str(record.http_status or ""),
        f"{record.elapsed_ms} ms",
        f"token {record.token_fingerprint}" if record.token_fingerprint else "",
        "starred" if stored.is_starred else "",
        stored.note and f"note: {stored.note}",
    ]
    return make_visible("  ".join(filter(None, parts)))


def _export(arguments: Namespace, history: HistoryStore, stdout: TextIO) -> Answer:
    """To standard output the export is the one document, so that nothing else may be printed there."""
    file = None if arguments.file in (None, "-") else Path(arguments.file)
    is_csv = arguments.csv or (not arguments.json and file is not None and file.suffix.lower() == ".csv")
    form: ExportFormat = "csv" if is_csv else "json"
    if file is None:
        WRITERS[form](history.stream(Search()), stdout)
        return Answer(DONE, None, "")
    count = export_file(history.stream(Search()), file.absolute(), form)
    words = f"{count:,} {'call' if count == 1 else 'calls'} written to {make_visible(str(file))}"
    return Answer(DONE, {"schema": SCHEMA, "file": str(file), "records": count}, words)


def _clear(history: HistoryStore) -> Answer:
    count = history.clear()
    words = f"{count:,} {'call' if count == 1 else 'calls'} removed from the history for good."
    return Answer(DONE, {"schema": SCHEMA, "cleared": count}, words)
