"""``history``: what was kept of calls, listed, searched, written out and forgotten."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.core.exchange import Record
from workbench.core.redact import redact
from workbench.storage.history import HistoryStore

REFUSED = Record(
    started_at=1_760_358_520.25,
    profile_id=None,
    profile_name="QA \u202eweb",
    channel="web",
    host="https://auth.example.com",
    outcome="refused",
    reason=None,
    http_status=200,
    api_code=1597,
    api_message=redact("Key expired"),
    elapsed_ms=132,
    size_bytes=12,
    explanation=redact("Not accepted."),
    token_kind=None,
    token_fingerprint=None,
    expires_at=None,
    issued_at=None,
    request_body=redact('{"brand": "DOCDEMO"}'),
    response_body=redact("{}"),
)
TIMEOUT = replace(REFUSED, profile_name="Other", outcome="failed", reason="timeout", http_status=None, api_code=None)


@pytest.fixture
def kept(command_line: Any) -> Any:
    """Two calls in the history, the refused one newer and with a note."""
    store = HistoryStore(command_line.home.history)
    store.append(TIMEOUT)
    store.annotate(store.append(REFUSED), redact("ask Ann"))
    store.close()
    return command_line


def test_calls_are_listed_newest_first(kept: Any) -> None:
    ran = kept.run("history", "list")
    assert ran.code == 0
    first, second = ran.out.splitlines()
    assert "QA \\u202eweb" in first
    assert "refused 1597" in first
    assert "note: ask Ann" in first
    assert "failed timeout" in second


def test_the_list_as_json_is_one_document_of_whole_records(kept: Any) -> None:
    document = kept.run("history", "list", "--json").document
    assert document["schema"] == 1
    assert [one["outcome"] for one in document["records"]] == ["refused", "failed"]
    assert document["records"][0]["request_body"] == REFUSED.request_body
    assert document["records"][0]["started_at"] == "2025-10-13T12:28:40Z"


def test_a_limit_leaves_out_older_calls_and_says_so(kept: Any) -> None:
    ran = kept.run("history", "list", "--limit", "1")
    assert "refused" in ran.out
    assert "timeout" not in ran.out
    assert "--limit" in ran.out
    assert len(kept.run("history", "list", "--limit", "1", "--json").document["records"]) == 1
    assert kept.run("history", "list", "--limit", "0", "--json").document["records"] == []


def test_an_empty_history_is_no_mistake(command_line: Any) -> None:
    ran = command_line.run("history", "list")
    assert (ran.code, ran.out) == (0, "No call was kept yet.\n")
    assert command_line.run("history", "list", "--json").document == {"schema": 1, "records": []}


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [("timeout", ["failed"]), ("docdemo", ["refused", "failed"]), ("ann 1597", ["refused"]), ("moon", [])],
)
def test_a_search_finds_the_calls_with_all_its_words(kept: Any, text: str, outcomes: list[str]) -> None:
    ran = kept.run("history", "search", text, "--json")
    assert [one["outcome"] for one in ran.document["records"]] == outcomes
    assert ran.code == (0 if outcomes else 1)


def test_words_too_short_to_search_for_are_wrong_usage(kept: Any) -> None:
    ran = kept.run("history", "search", "ab c", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "3 characters" in ran.err


@pytest.mark.parametrize("words", [("--json",), (), ("-",)], ids=["json", "by default", "a dash"])
def test_an_export_to_standard_output_is_the_one_document_there(kept: Any, words: tuple[str, ...]) -> None:
    ran = kept.run("history", "export", *words)
    assert (ran.code, ran.err) == (0, "")
    assert [one["outcome"] for one in ran.document["records"]] == ["refused", "failed"]


def test_csv_goes_to_standard_output_too(kept: Any) -> None:
    names, *lines = csv.reader(io.StringIO(kept.run("history", "export", "--csv").out))
    assert [dict(zip(names, line, strict=True))["outcome"] for line in lines] == ["refused", "failed"]


@pytest.mark.parametrize(
    ("name", "words", "is_csv"), [("a.json", (), False), ("a.csv", (), True), ("a", ("--csv",), True)]
)
def test_an_export_to_a_file_is_told(
    kept: Any, tmp_path: Path, name: str, words: tuple[str, ...], is_csv: bool
) -> None:
    ran = kept.run("history", "export", str(tmp_path / name), *words)
    assert ran.code == 0
    assert "2 calls" in ran.out
    text = (tmp_path / name).read_text("utf-8")
    assert text.startswith("number,") if is_csv else len(json.loads(text)["records"]) == 2


def test_an_export_to_a_file_with_json_prints_one_document_that_tells_it(kept: Any, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    assert kept.run("history", "export", str(target), "--json").document == {
        "schema": 1,
        "file": str(target),
        "records": 2,
    }


def test_clearing_says_how_many_calls_went(kept: Any) -> None:
    assert kept.run("history", "clear", "--json").document == {"schema": 1, "cleared": 2}
    assert kept.history() == []


def test_a_history_that_was_set_aside_is_said_beside_the_answer(command_line: Any) -> None:
    command_line.home.history.parent.mkdir(parents=True)
    command_line.home.history.write_bytes(b"no database" * 500)
    ran = command_line.run("history", "list", "--json")
    assert (ran.code, ran.document["records"]) == (0, [])
    assert "history.damaged-1.sqlite" in ran.err


@pytest.mark.parametrize("words", [("list",), ("search", "abc"), ("export",), ("clear",)], ids=lambda words: words[0])
def test_a_history_that_cannot_be_used_is_storage_trouble(command_line: Any, words: tuple[str, ...]) -> None:
    command_line.home.history.mkdir(parents=True)
    ran = command_line.run("history", *words)
    assert ran.code == 4
    assert str(command_line.home.history) in ran.err


def test_an_export_makes_no_folder(kept: Any, tmp_path: Path) -> None:
    ran = kept.run("history", "export", str(tmp_path / "missing" / "calls.json"))
    assert ran.code == 4
    assert "there is no folder" in ran.err
    assert not (tmp_path / "missing").exists()


def test_a_file_that_cannot_be_written_is_storage_trouble(kept: Any, tmp_path: Path) -> None:
    ran = kept.run("history", "export", str(tmp_path))
    assert ran.code == 4
    assert str(tmp_path) in ran.err


def test_a_full_disk_is_storage_trouble_and_leaves_no_half_file(kept: Any, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    ran = subprocess.run(
        [sys.executable, "-m", "workbench", "history", "export", str(target), "--home", str(kept.home.folder)],
        capture_output=True,
        text=True,
        env=os.environ,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        check=False,
    )
    assert ran.returncode == 4
    assert str(kept.home.folder) in ran.stderr or str(target) in ran.stderr
    assert list(tmp_path.iterdir()) == []
