"""The history: one row of an SQLite file for each record."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.core.exchange import Record
from workbench.core.history import Extent, Page, PageRequest, Search, StoredRecord
from workbench.core.redact import Redacted
from workbench.language import tr
from workbench.storage.files import StorageTrouble, name_trouble
from workbench.storage.history_file import HistoryFile
from workbench.storage.history_schema import TRIGGERS
from workbench.storage.history_search import (
    BODIES,
    NARROW_COLUMNS,
    RECORD_COLUMNS,
    bindable,
    bound,
    find_page,
    read_row,
)

_AT_ONCE = 500  # records that are deleted, or read for an export, in one go
_MOST_PROFILES = 200
_DAY = 86_400

_SELECT = (
    f"SELECT records.number, {', '.join(RECORD_COLUMNS)}, is_starred, note "  # noqa: S608  our own names
    "FROM records JOIN bodies ON bodies.number = records.number"
)
# From one profile to the next by the index, however many records lie between.
_LATEST = """
    WITH RECURSIVE ids (id) AS (
        SELECT (SELECT profile_id FROM records INDEXED BY renewed_by_profile
            WHERE outcome = 'renewed' AND profile_id IS NOT NULL ORDER BY profile_id LIMIT 1)
        UNION ALL
        SELECT (SELECT profile_id FROM records INDEXED BY renewed_by_profile
            WHERE outcome = 'renewed' AND profile_id > ids.id ORDER BY profile_id LIMIT 1)
            FROM ids WHERE ids.id IS NOT NULL)
    SELECT (SELECT number FROM records INDEXED BY renewed_by_profile
            WHERE outcome = 'renewed' AND profile_id = ids.id ORDER BY number DESC LIMIT 1)
        FROM ids WHERE ids.id IS NOT NULL"""
_PROFILES = """
    WITH RECURSIVE names (name) AS (
        SELECT (SELECT lower(profile_name) FROM records ORDER BY lower(profile_name) LIMIT 1)
        UNION ALL
        SELECT (SELECT lower(profile_name) FROM records INDEXED BY by_profile
            WHERE lower(profile_name) > names.name ORDER BY lower(profile_name) LIMIT 1)
            FROM names WHERE names.name IS NOT NULL)
    SELECT (SELECT profile_name FROM records INDEXED BY by_profile
            WHERE lower(profile_name) = names.name ORDER BY number DESC LIMIT 1)
        FROM names WHERE names.name IS NOT NULL LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept: the newest ``records``, none older than ``days`` (0: any age). Starred ones stay."""

    records: int
    days: int = 0


class HistoryStore:
    """Owns the records of the history file, and what is forgotten of them.

    Its calls may come from any thread. The file is opened by the first. One that is damaged or of a newer schema is
    set aside under a new name, said in ``problems``, and a new one begun; one of an older schema is migrated. Calls
    raise ``StorageTrouble`` for a full or read-only disk and the like. ``read_limits`` is asked at each ``append``.
    """

    def __init__(self, path: Path, read_limits: Callable[[], Limits] | None = None) -> None:
        self._path = path
        self._file = HistoryFile(path)
        self._read_limits = read_limits
        self._version: tuple[int, int] | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each history file that had to be set aside since the start."""
        return tuple(self._file.problems)

    # ---- keeping

    def append(self, record: Record) -> int:
        """Keep a record and give its number; what the limits leave no room for goes."""
        limits = self._read_limits() if self._read_limits is not None else None
        insert = _write_insert("records", NARROW_COLUMNS, record)
        values = {name: _to_column(name, getattr(record, name)) for name in RECORD_COLUMNS}

        def keep(connection: sqlite3.Connection) -> int:
            (number,) = connection.execute(f"{insert} RETURNING number", values).fetchone()
            insert_bodies = _write_insert("bodies", ("number", *BODIES), record)
            connection.execute(insert_bodies, {**values, "number": number})
            if limits is not None:
                _trim(connection, limits)
            return int(number)

        return self._file.change(keep)

    def star(self, number: int, is_starred: bool) -> None:
        """Mark a record, or take the mark away; nothing happens where it is gone."""
        statement = "UPDATE records SET is_starred = :starred WHERE number = :number"
        self._file.run(lambda connection: connection.execute(statement, {"starred": is_starred, "number": number}))

    def annotate(self, number: int, note: Redacted) -> None:
        """Put a note to a record in place of the one before."""
        statement = "UPDATE records SET note = CAST(:note AS TEXT) WHERE number = :number"
        values = {"note": bindable(note), "number": number}
        self._file.change(lambda connection: connection.execute(statement, values))

    def trim(self, limits: Limits) -> None:
        """Forget what is beyond the limits, some at a time so that others are let in between."""
        while self._file.change(lambda connection: _trim(connection, limits)) == _AT_ONCE:
            pass

    def clear(self) -> int:
        """Forget all records, so that their text is in no file any more, those set aside too; how many there were.

        Works on a full disk too: nothing is overwritten, the file itself shrinks.

        :raises StorageTrouble: also when another program reads the old records all the while.
        """

        def empty(connection: sqlite3.Connection) -> int:
            (count,) = connection.execute("SELECT ifnull(sum(count), 0) FROM tally").fetchone()
            for name in TRIGGERS:  # a million records go in one step, not one by one
                connection.execute(f"DROP TRIGGER {name}")
            for statement in (
                "DELETE FROM records",
                "DELETE FROM bodies",
                "DELETE FROM tally",
                "INSERT INTO found (found) VALUES ('delete-all')",
                *TRIGGERS.values(),
            ):
                connection.execute(statement)
            return int(count)

        def shrink(connection: sqlite3.Connection) -> bool:
            connection.execute("VACUUM")
            (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return bool(is_busy)

        self.stop_finding()
        self._file.run(lambda connection: connection.execute("PRAGMA secure_delete = FAST"))
        count = self._file.change(empty)
        is_busy = self._file.run(shrink)
        self._file.run(lambda connection: connection.execute("PRAGMA secure_delete = ON"))
        self._remove_set_aside()
        if is_busy:
            words = tr(
                "The history is cleared, but another program still reads {path}; clear again when it is closed.",
                path=self._path,
            )
            raise StorageTrouble(words)
        return count

    def _remove_set_aside(self) -> None:
        for path in self._path.parent.glob(f"{self._path.stem}.*{self._path.suffix}*"):
            try:
                path.unlink()
            except OSError as error:
                raise name_trouble("removed", path, error) from error

    # ---- reading

    def get(self, number: int) -> StoredRecord | None:
        """A whole record; ``None`` where it is gone."""
        found = self._select(f"{_SELECT} WHERE records.number = :number", {"number": number})
        return found[0] if found else None

    def recent(self, limit: int, before: int | None = None) -> list[StoredRecord]:
        """The newest records whole, newest first; those with numbers below ``before`` for the next page."""
        where = "" if before is None else "WHERE records.number < :before"
        statement = f"{_SELECT} {where} ORDER BY records.number DESC LIMIT :limit"
        return self._select(statement, {"before": before, "limit": limit})

    def newest(self, limit: int) -> list[StoredRecord]:
        """The newest records without bodies, newest first."""
        page = self._file.run(lambda connection: find_page(connection, PageRequest(Search(), limit)))
        return [stored for _, stored in page.rows]

    def extent(self) -> Extent:
        """How much there is; costs the same however much that is."""

        def measure(connection: sqlite3.Connection) -> Extent:
            (count,) = connection.execute("SELECT ifnull(sum(count), 0) FROM tally").fetchone()
            (newest,) = connection.execute("SELECT ifnull(max(number), 0) FROM records").fetchone()
            names = connection.execute(_PROFILES, {"most": _MOST_PROFILES}).fetchall()
            return Extent(count, newest, tuple(name for (name,) in names))

        return self._file.run(measure)

    def latest_by_profile(self) -> dict[str, Record]:
        """The newest *renewed* record of each profile that has one, by profile id."""
        stored = self._select(f"{_SELECT} WHERE records.number IN ({_LATEST})", {})
        return {one.record.profile_id: one.record for one in stored if one.record.profile_id is not None}

    def stream(self, search: Search) -> Iterator[StoredRecord]:
        """All records of a search, whole; memory stays flat, and others may use the store in between."""
        after = None
        while True:
            request = PageRequest(search, _AT_ONCE, after)
            page = self._file.run(lambda connection, request=request: find_page(connection, request))  # type: ignore[misc]
            for _, row in page.rows:
                if (whole := self.get(row.number)) is not None:
                    yield whole
            if page.is_last:
                return
            after = page.rows[-1][0]

    def has_changed_elsewhere(self) -> bool:
        """Whether another process wrote to the history since this was last asked."""
        before, self._version = self._version, self._file.read_version()
        return before is not None and before != self._version

    # ---- searching

    def find(self, request: PageRequest) -> Page:
        """One page of a search, without bodies.

        :raises Interrupted: by ``stop_finding``.
        """
        return self._file.search(lambda connection: find_page(connection, request))

    def stop_finding(self) -> None:
        """Let the search that runs end at once, if one does."""
        self._file.interrupt()

    def close(self) -> None:
        """Close the file; another call would open it again."""
        self._file.close()

    def _select(self, statement: str, values: dict[str, Any]) -> list[StoredRecord]:
        rows = self._file.run(lambda connection: connection.execute(statement, values).fetchall())
        return [read_row(row) for row in rows]


def _trim(connection: sqlite3.Connection, limits: Limits) -> int:
    """Delete the oldest records that are beyond the limits, ``_AT_ONCE`` at most; how many."""
    count = "(SELECT ifnull(sum(count), 0) FROM tally) - (SELECT count(*) FROM records WHERE is_starred)"
    (kept,) = connection.execute(f"SELECT {count}").fetchone()
    excess = min(max(kept - limits.records, 0), _AT_ONCE)
    gone = 0
    if excess:
        oldest = "SELECT number FROM records WHERE NOT is_starred ORDER BY number LIMIT :excess"
        statement = f"DELETE FROM records WHERE number IN ({oldest})"  # noqa: S608  our own words
        gone = connection.execute(statement, {"excess": excess}).rowcount
    if limits.days and gone < _AT_ONCE:
        newest = "(SELECT max(started_at) FROM records)"
        aged = f"SELECT number FROM records WHERE started_at < {newest} - :seconds AND NOT is_starred LIMIT :most"  # noqa: S608
        values = {"seconds": limits.days * _DAY, "most": _AT_ONCE - gone}
        gone += connection.execute(f"DELETE FROM records WHERE number IN ({aged})", values).rowcount  # noqa: S608
    return gone


def _write_insert(table: str, columns: tuple[str, ...], record: Record) -> str:
    marks = ", ".join(bound(name, _to_text(name, getattr(record, name, None))) for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  our own names


def _to_text(name: str, value: Any) -> Any:
    return str(value) if name == "api_code" and value is not None else value


def _to_column(name: str, value: Any) -> Any:
    return bindable(_to_text(name, value))
