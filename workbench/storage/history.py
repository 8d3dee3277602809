"""The history: one row of an SQLite file for each record.

Learned by trying: SQLite makes its ``-wal`` and ``-shm`` files with the permissions of the main file, so that one is
made first, 0600. Python refuses to bind text with lone surrogates; bytes cast to TEXT go in and come back as they are.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from workbench.core.exchange import Record
from workbench.storage.files import StorageTrouble, make_folder, name_trouble, set_aside

SCHEMA = 1
Result = TypeVar("Result")

_CREATE = """
CREATE TABLE IF NOT EXISTS records (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice, also not after clear()
    started_at REAL NOT NULL,
    profile_id TEXT,
    profile_name TEXT NOT NULL,
    channel TEXT NOT NULL,
    host TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    http_status INTEGER,
    api_code TEXT,  -- digits: a server may send an integer of any length
    api_message TEXT NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    explanation TEXT NOT NULL,
    token_kind TEXT,
    token_fingerprint TEXT,
    expires_at REAL,
    issued_at REAL,
    request_body TEXT NOT NULL,
    response_body TEXT NOT NULL,
    story TEXT
);
CREATE INDEX IF NOT EXISTS renewed_by_profile ON records (profile_id, number) WHERE outcome = 'renewed';
"""
_COLUMNS = tuple(member.name for member in fields(Record))
_SELECT = f"SELECT number, {', '.join(_COLUMNS)} FROM records"  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record and the number of its row; later ones have greater numbers."""

    number: int
    record: Record


class HistoryStore:
    """Owns the history file and the one connection to it. Its calls may come from any thread; one runs at a time.

    The file is opened by the first call. One that is damaged or of a newer schema is set aside under a new name, said
    in ``problems``, and a new one begun. Calls raise ``StorageTrouble`` for a full or read-only disk and the like.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._problems: list[str] = []

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each history file that had to be set aside since the start."""
        return tuple(self._problems)

    def append(self, record: Record) -> int:
        """Keep a record and give its number."""
        values = {name: _to_column(name, getattr(record, name)) for name in _COLUMNS}
        marks = ", ".join(f"CAST(:{name} AS TEXT)" if type(values[name]) is bytes else f":{name}" for name in _COLUMNS)
        statement = f"INSERT INTO records ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608 - our own names
        number = self._run(lambda connection: connection.execute(statement, values).lastrowid)
        assert number is not None  # noqa: S101 - an INSERT has a row
        return number

    def recent(self, limit: int, before: int | None = None) -> list[StoredRecord]:
        """The newest records first; those with numbers below ``before`` for the next page."""
        where = "" if before is None else "WHERE number < :before"
        statement = f"{_SELECT} {where} ORDER BY number DESC LIMIT :limit"
        return self._select(statement, {"before": before, "limit": limit})

    def latest_by_profile(self) -> dict[str, Record]:
        """The newest *renewed* record of each profile that has one, by profile id."""
        newest = (
            "SELECT max(number) FROM records WHERE outcome = 'renewed' AND profile_id IS NOT NULL GROUP BY profile_id"
        )
        stored = self._select(f"{_SELECT} WHERE number IN ({newest})", {})
        return {one.record.profile_id: one.record for one in stored if one.record.profile_id is not None}

    def trim(self, limit: int) -> None:
        """Forget all but the newest ``limit`` records."""
        first_too_old = "SELECT number FROM records ORDER BY number DESC LIMIT 1 OFFSET :limit"
        statement = f"DELETE FROM records WHERE number <= ({first_too_old})"  # noqa: S608 - our own words
        self._run(lambda connection: connection.execute(statement, {"limit": limit}))

    def clear(self) -> None:
        """Forget all records, so that their text is no longer in the file."""

        def empty(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM records")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        self._run(empty)

    def close(self) -> None:
        """Close the file; another call would open it again."""
        with self._lock:
            self._disconnect()

    def _select(self, statement: str, values: dict[str, Any]) -> list[StoredRecord]:
        rows = self._run(lambda connection: connection.execute(statement, values).fetchall())
        return [_to_stored(row) for row in rows]

    def _run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do the work; where the file turns out unusable, once more on a new one."""
        with self._lock:
            try:
                try:
                    return work(self._connect())
                except _Unusable as error:
                    self._set_aside(error.why, error.words)
                except sqlite3.DatabaseError as error:
                    if not _is_damage(error):
                        raise
                    self._set_aside("damaged", "is damaged")
                return work(self._connect())
            except (sqlite3.Error, OSError) as error:
                self._disconnect()
                raise _name_sqlite_trouble(self._path, error) from error

    def _connect(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        make_folder(self._path.parent)
        if not self._path.exists():
            with contextlib.suppress(FileExistsError):  # another process was faster
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
        self._path.chmod(0o600)  # never opened here once it is in use: closing a handle would drop SQLite's locks
        # autocommit: each statement is a transaction of its own
        connection = sqlite3.connect(self._path, timeout=5, isolation_level=None, check_same_thread=False)
        self._connection = connection
        connection.text_factory = _decode
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        with contextlib.suppress(sqlite3.OperationalError):  # another process is about it; the mode is the file's own
            connection.execute("PRAGMA journal_mode = WAL")
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        if schema > SCHEMA:
            raise _Unusable("newer", f"was written by a newer version of this program (schema {schema})")
        if schema == 0:
            connection.executescript(f"BEGIN IMMEDIATE; {_CREATE} PRAGMA user_version = {SCHEMA}; COMMIT;")
        return connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _set_aside(self, why: str, words: str) -> None:
        self._disconnect()
        aside = set_aside(self._path, why)
        for ending in ("-wal", "-shm"):  # they belong to the old file; a new one would take them for its own
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{self._path}{ending}", f"{aside}{ending}")
        self._problems.append(f"{self._path} {words}. It was kept as {aside.name}, and a new history was begun.")


class _Unusable(Exception):
    def __init__(self, why: str, words: str) -> None:
        super().__init__(words)
        self.why, self.words = why, words


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _name_sqlite_trouble(path: Path, error: sqlite3.Error | OSError) -> StorageTrouble:
    if isinstance(error, OSError):
        return name_trouble("opened", path, error)
    return StorageTrouble(f"{path} could not be used: {error}.")


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:  # a damaged text shall not hide the rest of its record
        return content.decode("utf-8", "replace")


def _to_column(name: str, value: Any) -> Any:
    if name == "api_code" and value is not None:
        value = str(value)
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _to_stored(row: tuple[Any, ...]) -> StoredRecord:
    number, *values = row
    members = dict(zip(_COLUMNS, values, strict=True))
    if members["api_code"] is not None:
        members["api_code"] = int(members["api_code"])
    return StoredRecord(number, Record(**members))
