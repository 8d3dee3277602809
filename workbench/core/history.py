"""What is asked of the history and what it answers: searches, pages of records, and a record written for export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, get_args

from workbench.core import json_text
from workbench.core.calls import FIELDS, SECRET_FIELD, Absent
from workbench.core.exchange import Record
from workbench.core.json_text import Json
from workbench.core.redact import Redacted
from workbench.core.time_text import format_utc

SHORTEST_WORD = 3
"""Characters: the index of the history holds all runs of three, so shorter words are not searched for."""

Order: TypeAlias = Literal["time", "profile", "channel", "outcome", "status", "took", "token"]
ORDERS: tuple[Order, ...] = get_args(Order)
NO_NOTE = Redacted("")
Key: TypeAlias = tuple[int | float | str, int]
"""Where a record stands in an order: the value ordered by, then its number."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record with the number of its row (later ones have greater numbers), and what the user added to it."""

    number: int
    record: Record
    is_starred: bool = False
    note: Redacted = NO_NOTE


@dataclass(frozen=True, slots=True)
class Search:
    """Which records, in which order; as it stands all of them, newest first.

    Every word of ``text`` must be in a record, whatever its case. ``outcome`` and ``profile`` (its name) must be the
    very same; ``since`` is Unix seconds.
    """

    text: str = ""
    outcome: str = ""
    profile: str = ""
    since: float | None = None
    is_starred: bool = False
    order: Order = "time"
    is_descending: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The words long enough to be searched for."""
        return tuple(word for word in self.text.split() if len(word) >= SHORTEST_WORD)

    @property
    def narrows(self) -> bool:
        """Whether it leaves out any record."""
        return bool(self.words or self.outcome or self.profile or self.since is not None or self.is_starred)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """At most ``limit`` records of a search: those behind ``after`` in its order, or those with greater numbers than
    ``newer_than``, newest first."""

    search: Search
    limit: int
    after: Key | None = None
    newer_than: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The answer: records with their keys, bodies left out; ``is_last`` says that nothing stands behind them."""

    rows: tuple[tuple[Key, StoredRecord], ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is: how many records, the newest one's number (0 without any), and the profile names that occur
    (some, where there are very many)."""

    count: int
    newest: int
    profiles: tuple[str, ...]


def read_fields(record: Record) -> tuple[Mapping[str, str], Mapping[str, Absent]]:
    """The fields of a record's call without its secret: texts, and those left out on purpose.

    Both empty where the body was written by hand as something else than an object.
    """
    try:
        body = json_text.parse(record.request_body).value
    except ValueError:
        return {}, {}
    if not isinstance(body, dict):
        return {}, {}
    texts: dict[str, str] = {}
    absent: dict[str, Absent] = {}
    for name in FIELDS[record.channel]:
        if name in body and name != SECRET_FIELD[record.channel]:
            match body[name]:
                case None:
                    absent[name] = Absent.NULL
                case "":
                    absent[name] = Absent.EMPTY
                case str(text):
                    texts[name] = text
    return texts, absent


def record_document(stored: StoredRecord) -> dict[str, Json]:
    """A record as ``history list --json`` and exports write it; times are ISO 8601 in UTC."""
    document: dict[str, Json] = {"number": stored.number, "starred": stored.is_starred, "note": stored.note}
    for member in fields(Record):
        value = getattr(stored.record, member.name)
        if member.name in ("started_at", "expires_at", "issued_at") and value is not None:
            value = format_utc(value)
        document[member.name] = value
    return document
