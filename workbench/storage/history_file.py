"""The history's file: opened, made, migrated, set aside where it cannot be used, and closed.

Learned by trying: SQLite makes its ``-wal`` and ``-shm`` files with the permissions of the main file, so that one is
made first, 0600. A search that is interrupted while FTS5 opens its tables fails with a general error ("vtable
constructor failed"), not with SQLITE_INTERRUPT; so that one was asked for is counted here.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from workbench.language import mark, tr
from workbench.storage.files import StorageTrouble, make_folder, name_trouble, set_aside
from workbench.storage.history_schema import NewerSchema, bring_up_to_date

BUSY_SECONDS = 30.0
"""How long a call waits for another process: as long as one may need to migrate or clear a large history."""
Result = TypeVar("Result")


class Interrupted(Exception):
    """A search was stopped because its answer is not wanted any more."""


class HistoryFile:
    """Owns two connections to the file: one for all, and one for searches, which may be interrupted.

    Work on each runs one at a time, from any thread, and raises ``StorageTrouble`` for what the disk does not do.
    ``problems`` has a sentence for each file that was set aside.
    """

    def __init__(self, path: Path) -> None:
        self.problems: list[str] = []
        self._path = path
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._searching = Lock()
        self._searcher: sqlite3.Connection | None = None
        self._searched = 0
        self._interrupts = 0
        self._number = 0  # counts how often it was opened: the searcher may not go on in a file that was set aside

    def search(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do the work on the connection for searches.

        :raises Interrupted: by ``interrupt``.
        """
        interrupts = self._interrupts
        self.run(lambda connection: None)  # the file is there and of this schema
        with self._searching:
            if self._interrupts != interrupts:  # while it waited
                raise Interrupted
            try:
                return work(self._open_searcher())
            except sqlite3.Error as error:
                self._close_searcher()
                if self._interrupts != interrupts:
                    raise Interrupted from error
                if not isinstance(error, sqlite3.DatabaseError) or not _is_damage(error):
                    raise _name_sqlite_trouble(self._path, error) from error
        return self.run(work)  # meets the damage too, and sets the file aside

    def interrupt(self) -> None:
        """Let the searches that run or wait end at once, if any do."""
        self._interrupts += 1
        if (searcher := self._searcher) is not None:
            with contextlib.suppress(sqlite3.ProgrammingError):  # closed meanwhile
                searcher.interrupt()

    def read_version(self) -> tuple[int, int]:
        """What is another one after another process wrote, or after the file was opened anew."""

        def read(connection: sqlite3.Connection) -> tuple[int, int]:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            return self._number, int(version)

        return self.run(read)

    def close(self) -> None:
        """Close both connections; more work opens them again."""
        self.interrupt()
        with self._searching:
            self._close_searcher()
        with self._lock:
            self._disconnect()

    def _open_searcher(self) -> sqlite3.Connection:
        if self._searched != self._number:
            self._close_searcher()
        if self._searcher is None:
            self._searched = self._number
            self._searcher = _open(self._path)
            self._searcher.execute("PRAGMA query_only = ON")
        return self._searcher

    def _close_searcher(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
            self._searcher = None

    def change(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do the work as one transaction."""

        def change(connection: sqlite3.Connection) -> Result:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
            return result

        return self.run(change)

    def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do the work; where the file turns out unusable, once more on a new one."""
        with self._lock:
            try:
                try:
                    return work(self._connect())
                except NewerSchema as error:
                    self._set_aside("newer", _NEWER, schema=error)
                except sqlite3.DatabaseError as error:
                    if not _is_damage(error):
                        raise
                    self._set_aside("damaged", _DAMAGED)
                return work(self._connect())
            except (sqlite3.Error, OSError) as error:
                self._disconnect()
                raise _name_sqlite_trouble(self._path, error) from error

    def _connect(self) -> sqlite3.Connection:
        if self._connection is None:
            make_folder(self._path.parent)
            if not self._path.exists():
                with contextlib.suppress(FileExistsError):  # another process was faster
                    os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
            self._path.chmod(0o600)  # never opened here once in use: closing a handle would drop SQLite's locks
            self._connection = connection = _open(self._path)
            with contextlib.suppress(sqlite3.OperationalError):  # another process is about it; it is the file's own
                connection.execute("PRAGMA journal_mode = WAL")
            bring_up_to_date(connection, self._path)
            self._number += 1
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _set_aside(self, why: str, words: str, **values: object) -> None:
        self._disconnect()
        aside = set_aside(self._path, why)
        for ending in ("-wal", "-shm"):  # they belong to the old file; a new one would take them for its own
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{self._path}{ending}", f"{aside}{ending}")
        self.problems.append(tr(words, path=self._path, name=aside.name, **values))


def _open(path: Path) -> sqlite3.Connection:
    # autocommit: each statement is a transaction of its own unless BEGIN says otherwise
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.text_factory = _decode
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


_NEWER = mark(
    "{path} was written by a newer version of this program (schema {schema}). It was kept as {name}, and a new history "
    "was begun."
)
_DAMAGED = mark("{path} is damaged. It was kept as {name}, and a new history was begun.")
_CAUSES = {
    sqlite3.SQLITE_FULL: mark("the disk is full"),
    sqlite3.SQLITE_READONLY: mark("it may not be written to"),
    sqlite3.SQLITE_IOERR: mark("the disk reports an error, or is full"),
    sqlite3.SQLITE_CANTOPEN: mark("it cannot be opened, or its folder may not be written to"),
    sqlite3.SQLITE_BUSY: mark("another program is using it for too long"),
}


def _name_sqlite_trouble(path: Path, error: sqlite3.Error | OSError) -> StorageTrouble:
    if isinstance(error, OSError):
        return name_trouble("opened", path, error)
    known = _CAUSES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    cause = tr(known) if known is not None else str(error)
    return StorageTrouble(tr("{path} could not be used: {cause}.", path=path, cause=cause))


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:  # a damaged text shall not hide the rest of its record
        return content.decode("utf-8", "replace")
