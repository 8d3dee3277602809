"""How the history does with a thousand and with a million records: ``python tests/bench/history.py [COUNT …]``.

It builds each history in a temporary folder (a million: some minutes) and prints milliseconds, bytes on disk, and by
how much the process's memory grows while it pages. The everyday test of the same promises is in
``tests/storage/test_history_speed.py``.
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from workbench.core.history import PageRequest, Search
from workbench.storage.history import HistoryStore

PAGE = 100
OUTCOMES = {"renewed": 70, "refused": 25, "failed": 4.9, "cancelled": 0.1}
SEARCHES = {
    "first page": Search(),
    "a common word": Search("example"),
    "two common words": Search("success renewed"),
    "a word that is rare": Search("919999922"),
    "a word that is nowhere": Search("valid-or-key"),
    "common words never side by side": Search("auth.examplar"),
    "a fingerprint": Search("00000000a"),
    "a common word among a rare outcome": Search("example", outcome="cancelled"),
    "a rare outcome": Search(outcome="cancelled"),
    "a profile": Search(profile="Profile 7"),
    "a common word of a profile": Search("example", profile="Profile 7"),
    "the last hour": Search(since=1_760_000_000.0 - 3600),
    "a common word in the last hour": Search("example", since=1_760_000_000.0 - 3600),
    "starred": Search(is_starred=True),
    "by profile": Search(order="profile", is_descending=False),
    "by status": Search(order="status"),
    "by time taken": Search(order="took"),
    "by token": Search(order="token"),
    "oldest first": Search(is_descending=False),
}


def build_history(path: Path, count: int) -> None:
    """A history of calls to 40 profiles, ten seconds apart, the last at 1,760,000,000."""
    HistoryStore(path).extent()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = -300000")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    records, bodies = _write_records(count), _write_bodies(count)
    marks = ", ".join("?" * 18)
    connection.executemany(
        "INSERT INTO records (number, started_at, profile_id, profile_name, channel, host, outcome, reason, "
        "http_status, api_code, api_message, elapsed_ms, size_bytes, explanation, token_kind, token_fingerprint, "
        f"expires_at, issued_at) VALUES ({marks})",
        records,
    )
    connection.executemany("INSERT INTO bodies VALUES (?, ?, ?)", bodies)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _write_records(count: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(1)
    outcomes, weights = list(OUTCOMES), list(OUTCOMES.values())
    for number in range(1, count + 1):
        started_at = 1_760_000_000.0 - (count - number) * 10
        profile = chance.randrange(40)
        (outcome,) = chance.choices(outcomes, weights)
        renewed = outcome == "renewed"
        yield (
            *(number, started_at, f"profile-{profile}", f"Profile {profile}", "mobile" if profile % 2 else "web"),
            *("https://auth.example.com", outcome, None if renewed else "timeout", 200, "200" if renewed else "1597"),
            *("SUCCESS" if renewed else "Key expired or not valid", chance.randrange(20, 3000), 900),
            "A new token came." if renewed else "The key is not accepted any more; log in again.",
            *(("user", _fingerprint(number), started_at + 90, started_at) if renewed else (None,) * 4),
        )


def _write_bodies(count: int) -> Iterator[tuple[int, str, str]]:
    chance = random.Random(2)
    for number in range(1, count + 1):
        request = {
            "identifierType": "MOBILE",
            "identifierValue": str(chance.randrange(910_000_000_000, 920_000_000_000)),
            "brand": "DOCDEMO",
            "deviceId": f"device-{chance.randrange(1000)}",
            "key": f"•••• (384 characters, fingerprint {_fingerprint(number)})",
        }
        reply = {
            "status": {"success": True, "code": 200, "message": "SUCCESS"},
            "user": {"firstName": "Demo", "id": chance.randrange(10**9)},
            "auth": {"token": f"[token {_fingerprint(number)}]", "key": f"[token {_fingerprint(number)}]"},
        }
        yield number, json.dumps(request, indent=2), json.dumps(reply, indent=2)


def _fingerprint(number: int) -> str:
    return f"{number * 2_654_435_761 % 2**48:012x}"


def measure(work: Callable[[], Any], times: int = 5) -> tuple[float, float, Any]:
    """Milliseconds of the first time and the median of some more, and what came of it."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        taken.append((time.perf_counter() - began) * 1000)
    return taken[0], sorted(taken)[times // 2], result


def open_history(path: Path) -> None:
    """What opening the window asks of the history."""
    store = HistoryStore(path)
    store.find(PageRequest(Search(), PAGE))
    store.extent()
    store.latest_by_profile()
    store.close()


def main(counts: list[int]) -> None:
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "history.sqlite"
            began = time.perf_counter()
            building = get_context("spawn").Process(target=build_history, args=(path, count))  # its memory is not ours
            building.start()
            building.join()
            print(f"{count:,} records: built in {time.perf_counter() - began:.0f} s, {path.stat().st_size:,} bytes")
            _report("opening", *measure(partial(open_history, path))[:2])
            store = HistoryStore(path)
            for name, search in SEARCHES.items():
                first, median, page = measure(partial(store.find, PageRequest(search, PAGE)))
                _report(name, first, median, f"{len(page.rows)}{'' if page.is_last else '+'} found")
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            after = None
            for _ in range(500):
                page = store.find(PageRequest(Search(), PAGE, after))
                after = page.rows[-1][0] if page.rows else None
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            print(f"  {'500 pages on':<40} memory grew by {grown:,} kB of {before:,} kB")
            (newest,) = store.recent(1)
            _report("append", *measure(partial(store.append, newest.record))[:2])
            _report("clear", *measure(store.clear, times=1)[:2])
            store.close()


def _report(name: str, first: float, median: float, more: str = "") -> None:
    print(f"  {name:<40} first {first:8.1f} ms   then {median:8.1f} ms   {more}")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000, 1_000_000])
