"""The history's tables, and the steps that bring a file of any released schema to the present one.

Records are narrow and bodies lie apart, so that a page of a list reads no body. The index ``found`` holds every run of
three characters of what can be searched for (FTS5 trigram); triggers keep it in step through the view ``searchable``,
which also says what is in it. ``tally`` counts the records, because SQLite would have to walk through them.

Each order of a list has an index on the very expression it sorts by (``ORDER_COLUMNS``).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from workbench.core.history import Order
from workbench.storage.files import set_aside_path

SCHEMA = 2
SEARCHED_OF_A_BODY = 4000
"""Characters at the beginning of a body that are searched; a page of the edge may have a million."""

ORDER_COLUMNS: dict[Order, str] = {
    "time": "number",
    "profile": "lower(profile_name)",
    "channel": "channel",
    "outcome": "outcome",
    "status": "ifnull(http_status, 0)",
    "took": "elapsed_ms",
    "token": "ifnull(expires_at, 0)",
}

_FIRST = (
    """
    CREATE TABLE records (
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
    )""",
    "CREATE INDEX renewed_by_profile ON records (profile_id, number) WHERE outcome = 'renewed'",
)

TRIGGERS = {
    "record_added": """
    CREATE TRIGGER record_added AFTER INSERT ON bodies BEGIN
        INSERT INTO found (rowid, words, of_profile, of_outcome)
            SELECT number, words, of_profile, of_outcome FROM searchable WHERE number = new.number;
        INSERT INTO tally SELECT outcome, 1 FROM records WHERE number = new.number
            ON CONFLICT (outcome) DO UPDATE SET count = count + 1;
    END""",
    "record_removed": """
    CREATE TRIGGER record_removed BEFORE DELETE ON records BEGIN
        INSERT INTO found (found, rowid, words, of_profile, of_outcome)
            SELECT 'delete', number, words, of_profile, of_outcome FROM searchable WHERE number = old.number;
        UPDATE tally SET count = count - 1 WHERE outcome = old.outcome;
        DELETE FROM bodies WHERE number = old.number;
    END""",
    "note_leaves": """
    CREATE TRIGGER note_leaves BEFORE UPDATE OF note ON records BEGIN
        INSERT INTO found (found, rowid, words, of_profile, of_outcome)
            SELECT 'delete', number, words, of_profile, of_outcome FROM searchable WHERE number = old.number;
    END""",
    "note_comes": """
    CREATE TRIGGER note_comes AFTER UPDATE OF note ON records BEGIN
        INSERT INTO found (rowid, words, of_profile, of_outcome)
            SELECT number, words, of_profile, of_outcome FROM searchable WHERE number = new.number;
    END""",
}

_SEARCHABLE = f"""
    CREATE VIEW searchable AS SELECT records.number, profile_name AS of_profile, outcome AS of_outcome, host
        || char(10) || channel
        || char(10) || ifnull(replace(reason, '_', ' '), '')
        || char(10) || ifnull(http_status, '')
        || char(10) || ifnull(api_code, '')
        || char(10) || api_message
        || char(10) || explanation
        || char(10) || ifnull(token_fingerprint, '')
        || char(10) || ifnull(story, '')
        || char(10) || CASE WHEN other_identity THEN 'other identity' ELSE '' END
        || char(10) || note
        || char(10) || substr(bodies.request_body, 1, {SEARCHED_OF_A_BODY})
        || char(10) || substr(bodies.response_body, 1, {SEARCHED_OF_A_BODY}) AS words
        FROM records JOIN bodies ON bodies.number = records.number"""  # noqa: S608  a number of ours

_SECOND = (
    "ALTER TABLE records ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE records ADD COLUMN other_identity INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE records ADD COLUMN is_starred INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE records ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE bodies (number INTEGER PRIMARY KEY, request_body TEXT NOT NULL, response_body TEXT NOT NULL)",
    "INSERT INTO bodies SELECT number, request_body, response_body FROM records",
    "ALTER TABLE records DROP COLUMN request_body",
    "ALTER TABLE records DROP COLUMN response_body",
    "CREATE TABLE tally (outcome TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO tally SELECT outcome, count(*) FROM records GROUP BY outcome",
    *(f"CREATE INDEX by_{order} ON records ({column})" for order, column in ORDER_COLUMNS.items() if order != "time"),
    "CREATE INDEX by_start ON records (started_at)",
    "CREATE INDEX by_star ON records (number) WHERE is_starred",
    _SEARCHABLE,
    "CREATE VIRTUAL TABLE found USING fts5"
    "(words, of_profile, of_outcome, content='searchable', content_rowid='number', tokenize='trigram')",
    "INSERT INTO found (found) VALUES ('rebuild')",
    *TRIGGERS.values(),
)

_STEPS = {1: _FIRST, 2: _SECOND}


class NewerSchema(Exception):
    """The file was written by a newer version of this program."""


def bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or migrate those of an older schema after a copy of the file was put beside it.

    All in one transaction: another process sees the old tables or the new ones.

    :raises NewerSchema: the file is of a schema that this program does not know.
    """
    if _read_schema(connection) == SCHEMA:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        schema = _read_schema(connection)  # another process may have been faster
        if schema > SCHEMA:
            raise NewerSchema(schema)
        if 0 < schema < SCHEMA:
            _back_up(path, schema)
        for number in range(schema + 1, SCHEMA + 1):
            for statement in _STEPS[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _read_schema(connection: sqlite3.Connection) -> int:
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return int(schema)


def _back_up(path: Path, schema: int) -> None:
    """A whole copy, for this user alone; the lock that the caller holds keeps writers away meanwhile."""
    target = set_aside_path(path, f"schema-{schema}-backup")
    os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    except BaseException:
        target.unlink()
        raise
    finally:
        source.close()
        copy.close()
