"""The history keeps every record whole, newest first, and outlives damaged files."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.exchange import Record
from workbench.core.history import ORDERS, Key, Order, PageRequest, Search, StoredRecord
from workbench.core.redact import Redacted, redact
from workbench.storage.files import StorageTrouble
from workbench.storage.history import HistoryStore, Limits
from workbench.storage.history_file import HistoryFile, Interrupted

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
    response_body=redact(""),
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
    attempts=st.integers(0, 99),
    other_identity=st.booleans(),
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
    store.trim(Limits(limit))
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
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    store = HistoryStore(path)
    assert store.recent(10) == []
    assert ["newer version" in problem for problem in store.problems] == [True]
    aside = sqlite3.connect(path.with_name("history.newer-1.sqlite"))
    assert aside.execute("SELECT count(*) FROM records").fetchone() == (1,)
    aside.close()


def test_what_became_of_a_history_is_told_in_the_language_spoken(path: Path, pseudo: Callable[[str], bool]) -> None:
    path.parent.mkdir()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 3")
    newer.close()
    store = HistoryStore(path)
    assert store.recent(10) == []
    store.close()
    path.write_bytes(b"not a database at all" * 100)
    other = HistoryStore(path)
    assert other.recent(10) == []
    other.close()
    assert [pseudo(problem) for problem in (*store.problems, *other.problems)] == [True, True]
    path.unlink()
    path.mkdir()
    with pytest.raises(StorageTrouble) as raised:
        HistoryStore(path).append(RENEWED)
    assert pseudo(str(raised.value))


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


# ---- limits, stars and notes


def test_what_is_beyond_the_limits_goes_as_new_records_come_and_starred_ones_stay(path: Path) -> None:
    store = HistoryStore(path, lambda: Limits(3))
    starred = store.append(RENEWED)
    store.star(starred, True)
    numbers = [store.append(RENEWED) for _ in range(6)]
    assert [one.number for one in store.recent(10)] == [*numbers[:-4:-1], starred]
    assert store.extent().count == 4


def test_records_older_than_the_days_kept_go(path: Path) -> None:
    day = 86_400
    store = HistoryStore(path, lambda: Limits(100, days=30))
    for days_ago in (40, 31, 29, 0):
        store.append(replace(RENEWED, started_at=RENEWED.started_at - days_ago * day))
    assert [(RENEWED.started_at - one.record.started_at) / day for one in store.recent(10)] == [0, 29]


def test_many_at_once_go_too(path: Path) -> None:
    store = HistoryStore(path)
    for _ in range(1200):
        store.append(RENEWED)
    store.trim(Limits(7))
    assert store.extent().count == len(store.recent(100)) == 7


def test_a_star_and_a_note_stay_with_their_record_and_the_note_is_found(path: Path) -> None:
    store = HistoryStore(path)
    number, other = store.append(RENEWED), store.append(RENEWED)
    store.annotate(number, redact("ask Ann \ud800"))
    store.star(number, True)
    expected = StoredRecord(number, RENEWED, is_starred=True, note=redact("ask Ann \ud800"))
    assert store.get(number) == expected
    assert found(store, Search("ann")) == [number]
    store.annotate(number, redact("done"))
    assert found(store, Search("ann")) == []
    assert found(store, Search(is_starred=True)) == [number]
    store.star(number, False)
    assert found(store, Search(is_starred=True)) == []
    assert store.get(other) == StoredRecord(other, RENEWED)
    check_index(path)


# ---- search


def found(store: HistoryStore, search: Search) -> list[int]:
    return [stored.number for _, stored in store.find(PageRequest(search, 100)).rows]


def check_index(path: Path) -> None:
    """The index and the records say the same; FTS5 raises where they do not."""
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO found (found, rank) VALUES ('integrity-check', 1)")
    (counted,) = connection.execute("SELECT ifnull(sum(count), 0) FROM tally").fetchone()
    assert connection.execute("SELECT (SELECT count(*) FROM records), (SELECT count(*) FROM bodies)").fetchone() == (
        counted,
        counted,
    )
    connection.close()


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(), [3, 2, 1]),
        (Search("DOCDEMO"), [3, 2, 1]),
        (Search("démo WEB"), [3, 2, 1]),
        (Search("timeout"), [3]),
        (Search("SUCCESS", outcome="renewed"), [2, 1]),
        (Search("0123456789"), [2, 1]),
        (Search("other identity"), [2]),
        (Search("no"), [3, 2, 1]),
        (Search('"brand"'), [3, 2, 1]),
        (Search("renewed OR failed"), []),
        (Search("tok*"), []),
        (Search("NEAR(abc def)"), []),
        (Search("abc\0def"), []),
        (Search(outcome="failed"), [3]),
        (Search(profile="Démo web"), [3, 2, 1]),
        (Search(profile="démo web"), []),
        (Search("timeout", profile="Démo web", outcome="failed"), [3]),
        (Search(since=RENEWED.started_at + 1), [3]),
        (Search("timeout", since=RENEWED.started_at + 1), [3]),
        (Search("0123456789", since=RENEWED.started_at + 1), []),
        (Search(order="outcome", is_descending=False), [3, 1, 2]),
        (Search(order="status", is_descending=True), [2, 1, 3]),
        (Search("docdemo", order="took", is_descending=True), [3, 2, 1]),
    ],
    ids=str,
)
def test_a_search_finds_what_has_all_its_words_and_nothing_else(
    path: Path, search: Search, expected: list[int]
) -> None:
    store = HistoryStore(path)
    store.append(RENEWED)
    store.append(replace(RENEWED, other_identity=True))
    store.append(replace(FAILED, started_at=RENEWED.started_at + 60, elapsed_ms=999))
    assert found(store, search) == expected


@given(st.text(max_size=30), st.sampled_from(ORDERS), st.booleans())
def test_any_text_can_be_searched_for(
    tmp_path_factory: pytest.TempPathFactory, text: str, order: Order, is_descending: bool
) -> None:
    store = HistoryStore(tmp_path_factory.getbasetemp() / "any-search.sqlite")
    if not store.extent().count:
        store.append(RENEWED)
    store.find(PageRequest(Search(text, profile=text, order=order, is_descending=is_descending), 10))
    store.close()


@pytest.mark.parametrize("is_descending", [True, False])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("text", ["", "docdemo"])
def test_pages_of_every_order_follow_each_other_without_gap_or_overlap(
    path: Path, order: Order, is_descending: bool, text: str
) -> None:
    store = HistoryStore(path)
    for index in range(40):
        record = replace(RENEWED, elapsed_ms=index % 7)
        odd = replace(record, http_status=None, expires_at=None, profile_name="\ud800")
        store.append(odd if index % 3 else record)
    seen: list[tuple[Key, int]] = []
    after = None
    while True:
        page = store.find(PageRequest(Search(text, order=order, is_descending=is_descending), 9, after))
        seen += [(key, stored.number) for key, stored in page.rows]
        if page.is_last:
            break
        after = seen[-1][0]
    assert sorted(number for _, number in seen) == list(range(1, 41))
    keys = [key for key, _ in seen]
    assert keys == sorted(keys, reverse=is_descending)


def test_new_records_of_a_search_are_found_apart(path: Path) -> None:
    store = HistoryStore(path)
    first = store.append(RENEWED)
    store.append(FAILED)
    newer = store.append(RENEWED)
    page = store.find(PageRequest(Search("0123456789"), 10, newer_than=first))
    assert [stored.number for _, stored in page.rows] == [newer]


def test_a_search_that_would_never_end_is_stopped_while_it_runs(path: Path) -> None:
    file = HistoryFile(path)
    running = threading.Event()

    def count_for_ever(connection: sqlite3.Connection) -> None:
        connection.set_progress_handler(running.set, 1000)
        connection.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")

    def stop() -> None:
        running.wait()
        file.interrupt()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(Interrupted):
        file.search(count_for_ever)
    stopper.join()
    assert file.search(lambda connection: connection.execute("SELECT 1").fetchone()) == (1,)
    file.close()


def find_often(store: HistoryStore) -> None:
    for _ in range(10_000):
        store.find(PageRequest(Search("docdemo success", order="took"), 100))


def test_a_search_that_is_not_wanted_any_more_ends_at_once_and_the_next_one_works(path: Path) -> None:
    store = HistoryStore(path)
    for _ in range(300):
        store.append(RENEWED)
    stopped = threading.Event()

    def stop() -> None:
        while not stopped.is_set():
            store.stop_finding()

    stopper = threading.Thread(target=stop)
    stopper.start()
    try:
        with pytest.raises(Interrupted):
            find_often(store)
    finally:
        stopped.set()
        stopper.join()
    assert len(found(store, Search("docdemo"))) == 100


@given(st.lists(records, max_size=6), st.data())
def test_the_index_stays_in_step_whatever_comes_and_goes(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Record], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("in-step") / "history.sqlite"
    store = HistoryStore(path)
    numbers = [store.append(record) for record in kept]
    for number in numbers:
        if data.draw(st.booleans()):
            store.annotate(number, Redacted(data.draw(any_text)))
    store.trim(Limits(data.draw(st.integers(0, 6))))
    store.close()
    check_index(path)


# ---- older schemas

FIRST_SCHEMA = """
CREATE TABLE records (
    number INTEGER PRIMARY KEY AUTOINCREMENT, started_at REAL NOT NULL, profile_id TEXT, profile_name TEXT NOT NULL,
    channel TEXT NOT NULL, host TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT, http_status INTEGER, api_code TEXT,
    api_message TEXT NOT NULL, elapsed_ms INTEGER NOT NULL, size_bytes INTEGER NOT NULL, explanation TEXT NOT NULL,
    token_kind TEXT, token_fingerprint TEXT, expires_at REAL, issued_at REAL, request_body TEXT NOT NULL,
    response_body TEXT NOT NULL, story TEXT
);
CREATE INDEX renewed_by_profile ON records (profile_id, number) WHERE outcome = 'renewed';
PRAGMA user_version = 1;
"""


def write_first_schema(path: Path) -> None:
    """A history as the first release wrote it; its newest record was deleted."""
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(FIRST_SCHEMA)
    names = [name for name in RENEWED.__slots__ if name not in ("attempts", "other_identity")]
    statement = f"INSERT INTO records ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    for record in (RENEWED, FAILED, RENEWED):
        connection.execute(statement, [getattr(record, name) for name in names])
    connection.execute("DELETE FROM records WHERE number = 3")
    connection.commit()
    connection.close()


def test_a_history_of_the_first_release_opens_whole_after_a_backup(path: Path) -> None:
    write_first_schema(path)
    store = HistoryStore(path)
    assert store.recent(10) == [StoredRecord(2, FAILED), StoredRecord(1, RENEWED)]
    assert found(store, Search("docdemo")) == [2, 1]
    assert store.extent().count == 2
    assert store.append(RENEWED) == 4  # a number is never used twice
    assert store.problems == ()
    backup = path.with_name("history.schema-1-backup-1.sqlite")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT count(*) FROM records").fetchone() == (2,)
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    copy.close()
    store.close()
    check_index(path)


def test_a_migration_that_fails_leaves_the_old_history_as_it_was(path: Path) -> None:
    write_first_schema(path)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bodies (in_the_way)")
    connection.commit()
    connection.close()
    with pytest.raises(StorageTrouble, match="bodies"):
        HistoryStore(path).recent(10)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM records").fetchone() == (2,)
    connection.close()


def test_clearing_removes_backups_and_files_kept_aside_too(path: Path) -> None:
    write_first_schema(path)
    path.with_name("history.damaged-1.sqlite").write_bytes(b"old text")
    store = HistoryStore(path)
    assert store.clear() == 2
    assert store.recent(10) == []
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["history.sqlite"]
    check_index(path)


# ---- other processes, and disks in trouble

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_history import RENEWED, HistoryStore
store = HistoryStore(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    print(store.append(RENEWED))
store.close()
"""


def start_writer(path: Path, count: int, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), str(Path(__file__).parent)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.parametrize("first_release", [False, True], ids=["a new file", "a file to migrate"])
def test_processes_that_write_at_the_same_time_lose_nothing_and_never_find_it_locked(
    path: Path, first_release: bool
) -> None:
    if first_release:
        write_first_schema(path)
    writers = [start_writer(path, 60) for _ in range(3)]
    printed = [writer.communicate(timeout=50) for writer in writers]
    assert [error for _, error in printed] == [""] * 3
    numbers = [int(word) for out, _ in printed for word in out.split()]
    assert len(set(numbers)) == 180
    store = HistoryStore(path)
    assert {one.number for one in store.recent(500)} >= set(numbers)
    assert store.problems == ()
    assert len(list(path.parent.glob("*backup*"))) == first_release
    store.close()
    check_index(path)


def test_a_change_by_another_process_is_noticed_once(path: Path) -> None:
    store = HistoryStore(path)
    store.append(RENEWED)
    assert not store.has_changed_elsewhere()
    store.append(RENEWED)
    store.star(1, True)
    assert not store.has_changed_elsewhere()
    start_writer(path, 1).communicate(timeout=50)
    assert store.has_changed_elsewhere()
    assert not store.has_changed_elsewhere()


def test_a_disk_that_is_full_is_said_and_what_was_kept_stays(path: Path) -> None:
    store = HistoryStore(path)
    store.append(RENEWED)
    store.close()
    largest = path.stat().st_size + 40_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    writer = start_writer(path, 2000, preexec_fn=limit)
    out, error = writer.communicate(timeout=50)
    assert "StorageTrouble" in error
    assert str(path) in error
    assert "the disk" in error
    store = HistoryStore(path)
    assert store.extent().count == 1 + len(out.split())
    assert store.problems == ()
    store.append(RENEWED)
    store.close()
    check_index(path)


def test_a_history_may_be_cleared_where_hardly_anything_can_be_written(path: Path) -> None:
    store = HistoryStore(path)
    for _ in range(300):
        store.append(replace(RENEWED, response_body=redact("word " * 2000)))
    store.close()
    room = path.stat().st_size // 4
    code = "import sys, pathlib, workbench.storage.history as h; h.HistoryStore(pathlib.Path(sys.argv[1])).clear()"
    subprocess.run(
        [sys.executable, "-c", code, str(path)],
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert path.stat().st_size < room
    assert HistoryStore(path).extent().count == 0


@pytest.fixture
def locked_folder(path: Path) -> Iterator[Path]:
    """A folder that may only be read. Root may write everywhere, so root is somebody else for a moment."""
    path.parent.mkdir()
    path.parent.chmod(0o500)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield path.parent
    os.seteuid(user)
    path.parent.chmod(0o700)


def test_a_folder_that_may_not_be_written_to_is_said(locked_folder: Path, path: Path) -> None:
    with pytest.raises(StorageTrouble, match="permission denied"):
        HistoryStore(path).append(RENEWED)
