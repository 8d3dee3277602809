"""Exports hold every record once, as JSON and as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.core.exchange import Record
from workbench.core.history import StoredRecord
from workbench.core.redact import redact
from workbench.storage.files import StorageTrouble
from workbench.storage.history_export import export_file, write_csv, write_json

RECORD = Record(
    started_at=1_760_358_520.25,
    profile_id=None,
    profile_name="Démo",
    channel="web",
    host="https://auth.example.com",
    outcome="refused",
    reason=None,
    http_status=200,
    api_code=10**30,
    api_message=redact("No"),
    elapsed_ms=132,
    size_bytes=12,
    explanation=redact("Not accepted."),
    token_kind=None,
    token_fingerprint=None,
    expires_at=1_760_358_606.0,
    issued_at=None,
    request_body=redact('{\n  "brand": "DOCDEMO"\n}'),
    response_body=redact("\ud800"),
)


def test_json_is_the_document_of_the_command_line() -> None:
    stream = io.StringIO()
    assert (
        write_json([StoredRecord(2, RECORD, is_starred=True, note=redact("ask")), StoredRecord(1, RECORD)], stream) == 2
    )
    document = json.loads(stream.getvalue())
    assert document["schema"] == 1
    first, second = document["records"]
    assert (first["number"], first["starred"], first["note"], second["number"]) == (2, True, "ask", 1)
    assert first["started_at"] == "2025-10-13T12:28:40Z"
    assert first["expires_at"] == "2025-10-13T12:30:06Z"
    assert first["issued_at"] is None
    assert first["api_code"] == 10**30
    assert first["response_body"] == "\ud800"


def test_no_record_is_an_empty_list() -> None:
    stream = io.StringIO()
    write_json([], stream)
    assert json.loads(stream.getvalue()) == {"schema": 1, "records": []}


def test_csv_has_a_line_of_names_and_one_for_each_record() -> None:
    stream = io.StringIO()
    assert write_csv([StoredRecord(2, RECORD), StoredRecord(1, RECORD)], stream) == 2
    names, *lines = csv.reader(io.StringIO(stream.getvalue()))
    first = dict(zip(names, lines[0], strict=True))
    assert len(lines) == 2
    assert first["number"] == "2"
    assert first["profile_name"] == "Démo"
    assert first["request_body"] == RECORD.request_body
    assert first["api_code"] == "1" + "0" * 30
    assert first["issued_at"] == ""
    assert first["other_identity"] == "false"
    assert first["response_body"] == "\\ud800"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(begin: str) -> None:
    stream = io.StringIO()
    write_csv([StoredRecord(1, replace(RECORD, profile_name=f"{begin}cmd|' /C calc'!A0"))], stream)
    names, line = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert dict(zip(names, line, strict=True))["profile_name"] == f"'{begin}cmd|' /C calc'!A0"


def test_a_file_is_written_whole_for_this_user_alone(tmp_path: Path) -> None:
    target = tmp_path / "calls.csv"
    assert export_file([StoredRecord(1, RECORD)], target, "csv") == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["calls.csv"]


def test_an_export_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "calls.json"
    target.write_text("old")

    def break_off() -> object:
        yield StoredRecord(1, RECORD)
        raise StorageTrouble("the history is damaged")

    with pytest.raises(StorageTrouble):
        export_file(break_off(), target, "json")  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["calls.json"]


def test_a_target_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "calls.json").mkdir()
    with pytest.raises(StorageTrouble, match=r"calls\.json"):
        export_file([], tmp_path / "calls.json", "json")
