"""A search of the history as SQL: one statement for a page, that SQLite answers from an index without sorting.

Learned by trying, at a million records: FTS5 gives the newest matches first as it goes only where it alone is ordered
and joined last (``CROSS JOIN``), and it passes over what a rare outcome or profile excludes only where those are words
of its own query. A date becomes a bound on the number, because records are kept in the order in which calls ended.
"""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Any, TypeAlias

from workbench.core.exchange import Record
from workbench.core.history import SHORTEST_WORD, Key, Page, PageRequest, Search, StoredRecord
from workbench.core.redact import Redacted
from workbench.storage.history_schema import ORDER_COLUMNS

BODIES = ("request_body", "response_body")
RECORD_COLUMNS = tuple(member.name for member in fields(Record))
NARROW_COLUMNS = tuple(name for name in RECORD_COLUMNS if name not in BODIES)
_TOGETHER = 1000  # calls that may have run at the same time and ended in another order than they began

Values: TypeAlias = dict[str, Any]


def find_page(connection: sqlite3.Connection, request: PageRequest) -> Page:
    """Run a search for one page."""
    statement, values = _write_page(connection, request)
    found = connection.execute(statement, values).fetchall()
    rows = tuple((_read_key(row), read_row(row[1:], narrow=True)) for row in found[: request.limit])
    return Page(rows, is_last=len(found) <= request.limit)


def _read_key(row: tuple[Any, ...]) -> Key:
    return row[0], row[1]


def _write_page(connection: sqlite3.Connection, request: PageRequest) -> tuple[str, Values]:
    search = request.search
    number = "found.rowid" if search.words else "number"
    column = number if search.order == "time" else ORDER_COLUMNS[search.order]
    where, values = _write_conditions(connection, search, number)
    if request.newer_than is not None:
        where.append(f"{number} > :newer_than")
        values["newer_than"] = request.newer_than
    if request.after is not None:
        sign = "<" if search.is_descending else ">"
        value, values["after"] = request.after
        if search.order == "time":
            where.append(f"{number} {sign} :after")
        else:
            where.append(f"({column}, number) {sign} ({bound('value', value)}, :after)")
            values["value"] = bindable(value)
    direction = "DESC" if search.is_descending else "ASC"
    order = f"{number} DESC" if request.newer_than is not None else f"{column} {direction}, {number} {direction}"
    if search.order == "time":
        order = order.partition(",")[0]
    source = "found CROSS JOIN records ON records.number = found.rowid" if search.words else "records"
    columns = ", ".join(("number", *(f"records.{name}" for name in (*NARROW_COLUMNS, "is_starred", "note"))))
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    statement = f"SELECT {column}, {columns} FROM {source} {condition} ORDER BY {order} LIMIT :limit"  # noqa: S608
    return statement, {**values, "limit": request.limit + 1}


def _write_conditions(connection: sqlite3.Connection, search: Search, number: str) -> tuple[list[str], Values]:
    where: list[str] = []
    values: Values = {}
    if search.words:
        where.append("found MATCH CAST(:match AS TEXT)")
        values["match"] = bindable(_write_match(search))
    if search.outcome:
        values["outcome"] = bindable(search.outcome)
        # A common outcome is met soon in any order; a rare one's few records are sorted. + hides it from its index.
        plus = "+" if search.order != "time" and _is_common(connection, values) else ""
        where.append(f"{plus}outcome = CAST(:outcome AS TEXT)")
    if search.profile:
        where.append("lower(profile_name) = lower(CAST(:profile AS TEXT)) AND profile_name = CAST(:profile AS TEXT)")
        values["profile"] = bindable(search.profile)
    if search.is_starred:
        where.append("is_starred")
    if search.since is not None:
        values["since"] = search.since
        earliest = "SELECT number FROM records WHERE started_at >= :since ORDER BY started_at LIMIT :together"
        bound_statement = f"SELECT min(number) FROM ({earliest})"  # noqa: S608  our own words
        (first,) = connection.execute(bound_statement, {**values, "together": _TOGETHER}).fetchone()
        where += [f"{number} >= :first", "+started_at >= :since"]  # + keeps SQLite from sorting by another index
        values["first"] = first if first is not None else 2**62
    return where, values


def _is_common(connection: sqlite3.Connection, values: Values) -> bool:
    """Whether more than one in 20 records has the outcome."""
    share = "SELECT sum(count) FILTER (WHERE outcome = CAST(:outcome AS TEXT)) * 20 > sum(count) FROM tally"
    (is_common,) = connection.execute(share, values).fetchone()
    return bool(is_common)


def _write_match(search: Search) -> str:
    terms = [_quote(word) for word in search.words]
    if len(search.outcome) >= SHORTEST_WORD:
        terms.append(f"of_outcome : {_quote(search.outcome)}")
    if len(search.profile) >= SHORTEST_WORD:
        terms.append(f"of_profile : {_quote(search.profile)}")
    return " AND ".join(terms)


def _quote(word: str) -> str:
    """A word as FTS5 takes it whatever is in it; a NUL would end the query."""
    doubled = word.replace("\0", "").replace('"', '""')
    return f'"{doubled}"'


def bindable(value: Any) -> Any:
    """Python refuses to bind text with lone surrogates; bytes cast to TEXT go in and come back as they are."""
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def bound(name: str, value: Any) -> str:
    """The mark of a bound value in a statement."""
    return f"CAST(:{name} AS TEXT)" if isinstance(value, str) else f":{name}"


def read_row(row: tuple[Any, ...], *, narrow: bool = False) -> StoredRecord:
    """A record from the columns number, those of ``Record`` (``narrow``: without bodies), star and note."""
    number, *values, is_starred, note = row
    members = dict(zip(NARROW_COLUMNS if narrow else RECORD_COLUMNS, values, strict=True))
    if narrow:
        members |= dict.fromkeys(BODIES, Redacted(""))
    if members["api_code"] is not None:
        members["api_code"] = int(members["api_code"])
    members["other_identity"] = bool(members["other_identity"])
    return StoredRecord(number, Record(**members), bool(is_starred), Redacted(note))
