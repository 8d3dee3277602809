"""The history keeps every record whole, newest first, and outlives damaged files."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.exchange import Record
from workbench.core.redact import Redacted, redact
from workbench.storage.files import StorageTrouble
from workbench.storage.history import HistoryStore, StoredRecord

RENEWED = Record(
    started_at=1760358520.25,
    profile_id="web-1",
    profile_name="Démo web",
    channel="web",
    host="https://auth.example.com",
    outcome="renewed",
    reason=None,
    http_status=200,
    api_code=200,
    api_message=redact("SUCCESS"),
    elapsed_ms=132,
    size_bytes=1024,
    explanation=redact("A new token came."),
    token_kind="user",
    token_fingerprint="0123456789ab",
    expires_at=1760358606.0,
    issued_at=1760358516.0,
    request_body=redact('{"brand": "DOCDEMO"}'),
    response_body=redact('{"token": "[token 0123456789ab]"}'),
    story="slow",
)
FAILED = replace(
    RENEWED,
    profile_id=None,
    outcome="failed",
    reason="timeout",
    http_status=None,
    api_code=None,
    token_kind=None,
    token_fingerprint=None,
    expires_at=None,
    issued_at=None,
    story=None,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.sqlite"


def test_records_come_back_whole_newest_first_and_after_a_restart(path: Path) -> None:
    store = HistoryStore(path)
    numbers = [store.append(record) for record in (RENEWED, FAILED)]
    expected = [StoredRecord(numbers[1], FAILED), StoredRecord(numbers[0], RENEWED)]
    assert store.recent(10) == expected
    store.close()
    assert HistoryStore(path).recent(10) == expected


any_text = st.text(st.characters(), max_size=30)  # with NUL and lone surrogates
optional_text = st.none() | any_text
optional_time = st.none() | st.floats(allow_nan=False)
records = st.builds(
    Record,
    started_at=st.floats(allow_nan=False),
    profile_id=optional_text,
    profile_name=any_text,
    channel=st.sampled_from(["mobile", "web"]),
    host=any_text,
    outcome=any_text,
    reason=optional_text,
    http_status=st.none() | st.integers(0, 999),
    api_code=st.none() | st.integers() | st.just(10**4000 - 1),
    api_message=any_text.map(Redacted),
    elapsed_ms=st.integers(0, 2**63 - 1),
    size_bytes=st.integers(0, 2**63 - 1),
    explanation=any_text.map(Redacted),
    token_kind=optional_text,
    token_fingerprint=optional_text,
    expires_at=optional_time,
    issued_at=optional_time,
    request_body=any_text.map(Redacted),
    response_body=any_text.map(Redacted),
    story=optional_text,
)


@given(records)
def test_any_record_comes_back(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    store = HistoryStore(tmp_path_factory.getbasetemp() / "any-record.sqlite")
    number = store.append(record)
    assert store.recent(1) == [StoredRecord(number, record)]
    store.close()


def test_pages_follow_each_other_without_gap_or_overlap(path: Path) -> None:
    store = HistoryStore(path)
    numbers = [store.append(replace(RENEWED, elapsed_ms=index)) for index in range(25)]
    seen: list[int] = []
    before: int | None = None
    while page := store.recent(10, before):
        assert len(page) <= 10
        seen += [stored.number for stored in page]
        before = seen[-1]
    assert seen == numbers[::-1]


def test_the_latest_renewed_record_of_each_profile_is_found(path: Path) -> None:
    store = HistoryStore(path)
    assert store.latest_by_profile() == {}
    newer = replace(RENEWED, token_fingerprint="newer")
    other = replace(RENEWED, profile_id="other")
    for record in (RENEWED, other, newer, replace(newer, outcome="refused"), replace(RENEWED, profile_id=None)):
        store.append(record)
    assert store.latest_by_profile() == {"web-1": newer, "other": other}


def test_a_cleared_history_leaves_no_text_in_the_files_and_uses_no_number_twice(path: Path) -> None:
    store = HistoryStore(path)
    marker = "MARKER-OF-A-CUSTOMER"
    last = [store.append(replace(RENEWED, response_body=redact(marker * 500))) for _ in range(50)][-1]
    assert any(marker.encode() in file.read_bytes() for file in path.parent.iterdir())
    store.clear()
    assert store.recent(10) == []
    assert not any(marker.encode() in file.read_bytes() for file in path.parent.iterdir())
    assert store.append(RENEWED) > last


@pytest.mark.parametrize(("limit", "left"), [(0, 0), (3, 3), (5, 5), (9, 5)])
def test_trimming_keeps_the_newest(path: Path, limit: int, left: int) -> None:
    store = HistoryStore(path)
    numbers = [store.append(RENEWED) for _ in range(5)]
    store.trim(limit)
    assert [stored.number for stored in store.recent(10)] == numbers[::-1][:left]


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("umask", [0, 0o077], indirect=True, ids=oct)
def test_all_files_of_the_history_are_for_this_user_alone(path: Path) -> None:
    store = HistoryStore(path)
    store.append(RENEWED)
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert files == dict.fromkeys(("history.sqlite", "history.sqlite-wal", "history.sqlite-shm"), 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.close()


async def test_threads_may_use_one_store_at_once(path: Path) -> None:
    store = HistoryStore(path)
    numbers = await asyncio.gather(*(asyncio.to_thread(store.append, RENEWED) for _ in range(100)))
    assert len(set(numbers)) == 100
    assert len(await asyncio.to_thread(store.recent, 1000)) == 100
    store.close()


def test_two_programs_may_use_one_history_at_once(path: Path) -> None:
    first, second = HistoryStore(path), HistoryStore(path)
    numbers = [store.append(RENEWED) for _ in range(20) for store in (first, second)]
    assert [stored.number for stored in first.recent(100)] == numbers[::-1]
    assert first.recent(100) == second.recent(100)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_kept_aside_and_a_new_history_begun(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = HistoryStore(path)
    assert store.recent(10) == []
    aside = path.with_name("history.damaged-1.sqlite")
    assert aside.read_bytes() == content
    assert [str(path) in problem and aside.name in problem for problem in store.problems] == [True]
    store.append(RENEWED)
    store.close()
    again = HistoryStore(path)
    assert len(again.recent(10)) == 1
    assert again.problems == ()


def test_damage_met_later_costs_the_old_records_only(path: Path) -> None:
    store = HistoryStore(path)
    for _ in range(200):
        store.append(replace(RENEWED, response_body=redact("body " * 200)))
    store.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)  # the first page still says that this is a history
    path.write_bytes(content)
    store = HistoryStore(path)
    number = store.append(RENEWED)
    assert store.recent(10) == [StoredRecord(number, RENEWED)]
    assert len(store.problems) == 1
    assert path.with_name("history.damaged-1.sqlite").read_bytes() == content


def test_a_history_of_a_newer_schema_is_kept_aside_whole(path: Path) -> None:
    store = HistoryStore(path)
    store.append(RENEWED)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    store = HistoryStore(path)
    assert store.recent(10) == []
    assert ["newer version" in problem for problem in store.problems] == [True]
    aside = sqlite3.connect(path.with_name("history.newer-1.sqlite"))
    assert aside.execute("SELECT count(*) FROM records").fetchone() == (1,)
    aside.close()


@pytest.mark.parametrize("where", ["home", "home/history.sqlite"])
def test_trouble_is_told_in_words(path: Path, where: str) -> None:
    if where == "home":
        path.parent.write_text("a file")
    else:
        path.mkdir(parents=True)
    with pytest.raises(StorageTrouble, match=str(path.parent)):
        HistoryStore(path).append(RENEWED)


def test_making_a_store_touches_nothing(path: Path) -> None:
    HistoryStore(path).close()
    assert not path.parent.exists()
