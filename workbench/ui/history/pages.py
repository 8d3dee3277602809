"""The pages of a list that is too long for memory: how many rows it has, and the rows of the pages seen last.

A list grows at its end page by page as one scrolls, and wherever a new record belongs. Of a page that was let go only
its ends and its length are kept, so that it can be asked for again. The first page is never let go.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from workbench.core.history import Key, Page, PageRequest, Search, StoredRecord

PAGE_ROWS = 100
MOST_PAGES = 12
Row = TypeVar("Row")


@dataclass(slots=True, eq=False)
class _Part(Generic[Row]):
    """One page: its ends, its length, and its rows while they are kept."""

    first: Key
    last: Key
    length: int
    rows: list[tuple[Key, Row]] | None


class RecordPages(Generic[Row]):
    """Owns the pages of one search."""

    def __init__(self, search: Search, make_row: Callable[[StoredRecord], Row]) -> None:
        self.search = search
        self.is_whole = False  # nothing stands behind the last page
        self._make_row = make_row
        self._parts: list[_Part[Row]] = []
        self._kept: OrderedDict[int, _Part[Row]] = OrderedDict()  # by id, the one seen last at the end
        self._ends: list[int] = []  # the number of rows up to the end of each page

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def at(self, row: int) -> Row | None:
        """What stands in a row; ``None`` where its page was let go."""
        place = bisect_right(self._ends, row)
        part = self._parts[place]
        if part.rows is None:
            return None
        if id(part) in self._kept:
            self._kept.move_to_end(id(part))
        return part.rows[row - self._start_of(place)][1]

    def kept_rows(self) -> list[tuple[int, Row]]:
        """All rows in memory with their places."""
        return [
            (self._start_of(place) + offset, row)
            for place, part in enumerate(self._parts)
            for offset, (_, row) in enumerate(part.rows or ())
        ]

    def request_page_of(self, row: int) -> PageRequest:
        """What to ask for to see a row again."""
        place = bisect_right(self._ends, row)
        after = self._parts[place - 1].last if place else None
        return PageRequest(self.search, self._parts[place].length, after)

    def request_more(self) -> PageRequest:
        """What to ask for to make the list longer."""
        return PageRequest(self.search, PAGE_ROWS, self._parts[-1].last if self._parts else None)

    def append(self, page: Page) -> None:
        """Take in the page behind the last one."""
        self.is_whole = page.is_last
        if page.rows:
            rows = [(key, self._make_row(stored)) for key, stored in page.rows]
            part = _Part(rows[0][0], rows[-1][0], len(rows), rows)
            self._parts.append(part)
            self._keep(part)
            self._count()

    def measure_loss(self, request: PageRequest, page: Page) -> tuple[int, int, int] | None:
        """Of a page that was asked for again: its first row, its length, and how many of its rows went meanwhile.

        ``None`` where the page is not to be found any more.
        """
        place = self._place_of_page(request)
        if place is None:
            return None
        length = self._parts[place].length
        return self._start_of(place), length, length - len(self._inside(place, page))

    def shrink(self, request: PageRequest, gone: int) -> None:
        """Shorten a page that is not in memory."""
        place = self._place_of_page(request)
        if place is not None:
            self._parts[place].length -= gone
            self._count()

    def refresh(self, request: PageRequest, page: Page) -> int:
        """Take in a page again; how many rows it has."""
        place = self._place_of_page(request)
        if place is None:
            return 0
        part = self._parts[place]
        part.rows = [(key, self._make_row(stored)) for key, stored in self._inside(place, page)]
        self._keep(part)
        return part.length

    def place_of(self, key: Key) -> int | None:
        """The row where a new record belongs.

        ``None`` where it stands already, or belongs behind the part of the list known so far.
        """
        place = self._find(key)
        if place is None:
            return len(self) if self.is_whole else None
        part = self._parts[place]
        if any(other == key for other, _ in part.rows or ()):
            return None
        offset = 0
        if part.rows is not None:
            offset = sum(1 for other, _ in part.rows if self.is_behind(key, other))
        return self._start_of(place) + offset

    def insert(self, key: Key, stored: StoredRecord) -> None:
        """Put a new record where ``place_of`` said."""
        place = self._find(key)
        entry = (key, self._make_row(stored))
        if place is None:
            if not self._parts:
                self._parts.append(_Part(key, key, 0, []))
            place = len(self._parts) - 1
            self._parts[place].last = key
        part = self._parts[place]
        if part.rows is not None:
            part.rows.insert(sum(1 for other, _ in part.rows if self.is_behind(key, other)), entry)
        if self.is_behind(part.first, key):
            part.first = key
        part.length += 1
        if part.rows is not None and part.length > 2 * PAGE_ROWS:
            self._split(place, part, part.rows)
        self._count()

    def change(self, number: int, stored: StoredRecord, number_of: Callable[[Row], int]) -> int | None:
        """Show another state of a record; its row, where that is in memory."""
        for place, part in enumerate(self._parts):
            for offset, (key, row) in enumerate(part.rows or ()):
                if part.rows is not None and number_of(row) == number:
                    part.rows[offset] = (key, self._make_row(stored))
                    return self._start_of(place) + offset
        return None

    def is_behind(self, key: Key, other: Key) -> bool:
        """Whether a key stands behind another in the order of the search."""
        return key < other if self.search.is_descending else key > other

    def _find(self, key: Key) -> int | None:
        return next((at for at, part in enumerate(self._parts) if not self.is_behind(key, part.last)), None)

    def _place_of_page(self, request: PageRequest) -> int | None:
        return next((at for at in range(1, len(self._parts)) if self._parts[at - 1].last == request.after), None)

    def _inside(self, place: int, page: Page) -> list[tuple[Key, StoredRecord]]:
        """Of what came for a page, what stands between its ends; where some went, it holds some of the next page."""
        part = self._parts[place]
        inside = [row for row in page.rows if not self.is_behind(row[0], part.last)]
        return inside[: part.length]

    def _split(self, place: int, part: _Part[Row], rows: list[tuple[Key, Row]]) -> None:
        upper, lower = rows[:PAGE_ROWS], rows[PAGE_ROWS:]
        part.rows, part.length, part.last = upper, len(upper), upper[-1][0]
        behind = _Part(lower[0][0], lower[-1][0], len(lower), lower)
        self._parts.insert(place + 1, behind)
        self._keep(behind)

    def _keep(self, part: _Part[Row]) -> None:
        if part is self._parts[0]:
            return
        self._kept[id(part)] = part
        self._kept.move_to_end(id(part))
        while len(self._kept) > MOST_PAGES:
            _, oldest = self._kept.popitem(last=False)
            oldest.rows = None

    def _count(self) -> None:
        self._ends = list(accumulate(part.length for part in self._parts))

    def _start_of(self, place: int) -> int:
        return self._ends[place - 1] if place else 0
