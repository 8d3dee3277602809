"""The rows of history as Qt's tables want them: fetched as they come into sight, and let go again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from workbench.core.expiry import describe_life, read_life, steady_until
from workbench.core.history import ORDERS, Order, Page, PageRequest, Search, StoredRecord
from workbench.core.time_text import format_date, format_local, format_minute, format_time, format_utc
from workbench.core.words import say_channel
from workbench.core.zone import write_there
from workbench.language import mark, number, tr, trn
from workbench.ui.kit.icons import icon
from workbench.ui.kit.text import plain_tooltip, visible_text
from workbench.ui.kit.tokens import theme_of

from .pages import PAGE_ROWS, RecordPages
from .words import describe_outcome, look_of

COLUMNS = (
    *(mark("Time"), mark("Profile"), mark("Channel"), mark("Outcome"), mark("Status"), mark("Took")),
    *(mark("Token"), mark("Star"), mark("Note")),
)
TIME, PROFILE, CHANNEL, OUTCOME, STATUS, TOOK, TOKEN, STAR, NOTE = range(len(COLUMNS))
ORDER_OF_COLUMN: dict[int, Order] = dict(enumerate(ORDERS))
NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1
LOOK_ROLE = Qt.ItemDataRole.UserRole + 2

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_FIGURES = (STATUS, TOOK)


@dataclass(slots=True)
class _Row:
    """A record, and the state of its token as it was last told to the views, with the time until which it is so."""

    stored: StoredRecord
    life: str = ""
    look: str = ""
    told_at: float = 0.0
    steady_until: float = 0.0


class RecordTable(QAbstractTableModel):
    """Owns the pages on show, what was asked for and has not come yet, and the moment the records are seen from.

    One page is asked for at a time. The rows of a former search stay until the first page of the new one is there.
    """

    page_requested = Signal(object)  # PageRequest
    came = Signal()  # what was asked for: the list may have another length

    def __init__(self, zone: tzinfo | None, parent: QObject | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        super().__init__(parent)
        self._zone = zone
        self._now = 0.0
        self._today = ""
        self._search = Search()
        self._pages = RecordPages(self._search, self._make_row)
        self._pending: PageRequest | None = None
        self._out_of_sight: int | None = None  # a row that was painted empty
        self._is_started = False
        self._is_taking_in = False  # views ask for more while they are told of what came
        self._newest = 0  # number of the newest record that was looked at
        self._newest_there = 0

    @property
    def search(self) -> Search:
        """What is looked for, though its first page may still be on its way."""
        return self._search

    @property
    def is_whole(self) -> bool:
        """Whether the list has all that was looked for."""
        return self._pages.is_whole

    def stored_at(self, row: int) -> StoredRecord | None:
        """What stands in a row, unless it is on its way."""
        found = self._pages.at(row)
        return found.stored if found is not None else None

    # ---- asking

    def show_search(self, search: Search) -> None:
        """Look for something else, from its first page on; the same again looks anew."""
        self._search = search
        self._request(PageRequest(search, PAGE_ROWS))

    def show_newest(self, number: int) -> None:
        """The number of the newest record there is: each new one comes to where it belongs."""
        if not self._is_started or number < self._newest:
            self._newest = number
        self._newest_there = number
        self._request_next()

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._is_started and not self._pages.is_whole

    def fetchMore(self, parent: _Index) -> None:
        if self._pending is None and not self._is_taking_in:
            self._request(self._pages.request_more())

    def _request(self, request: PageRequest) -> None:
        self._pending = request
        self.page_requested.emit(request)

    def _request_next(self) -> None:
        if self._pending is not None or self._is_taking_in:
            return
        if self._is_started and self._newest_there > self._newest:
            self._request(PageRequest(self._search, PAGE_ROWS, newer_than=self._newest))
            self._newest = self._newest_there
        elif (row := self._out_of_sight) is not None:
            self._out_of_sight = None
            if row < len(self._pages) and self._pages.at(row) is None:
                self._request(self._pages.request_page_of(row))

    # ---- answers

    def show_page(self, request: PageRequest, page: Page | None) -> None:
        """The answer to a request, `None` where there is none; one that is not waited for any more is dropped."""
        if request is not self._pending:
            return
        self._pending = None
        self._is_taking_in = True
        self._take_in(request, page)
        self._is_taking_in = False
        self._request_next()
        self.came.emit()

    def _take_in(self, request: PageRequest, page: Page | None) -> None:
        if page is None:
            self._out_of_sight = None
        elif request.newer_than is not None:
            self._take_in_news(page)
        elif request.after is None:
            self._start_anew(page)
        elif request == self._pages.request_more():
            self._append(page)
        else:
            self._refresh(request, page)

    def _start_anew(self, page: Page) -> None:
        self.beginResetModel()
        self._is_started = True
        self._pages = RecordPages(self._search, self._make_row)
        self._pages.append(page)
        self.endResetModel()

    def _append(self, page: Page) -> None:
        known = len(self._pages)
        if page.rows:
            self.beginInsertRows(QModelIndex(), known, known + len(page.rows) - 1)
        self._pages.append(page)
        if page.rows:
            self.endInsertRows()

    def _refresh(self, request: PageRequest, page: Page) -> None:
        loss = self._pages.measure_loss(request, page)
        if loss is None:
            return
        first, length, gone = loss
        last = first + length - 1
        if gone:  # deleted meanwhile by the limits or another process
            self.beginRemoveRows(QModelIndex(), last - gone + 1, last)
            self._pages.shrink(request, gone)
            self.endRemoveRows()
        count = self._pages.refresh(request, page)
        if count:
            self.dataChanged.emit(self.index(first, 0), self.index(first + count - 1, len(COLUMNS) - 1))

    def _take_in_news(self, page: Page) -> None:
        if not page.is_last:  # too many to find a place for each
            self._request(PageRequest(self._search, PAGE_ROWS))
            return
        for key, stored in reversed(page.rows):
            row = self._pages.place_of(key)
            if row is not None:
                self.beginInsertRows(QModelIndex(), row, row)
                self._pages.insert(key, stored)
                self.endInsertRows()

    # ---- facts

    def show_change(self, stored: StoredRecord) -> None:
        """A record has another star or note."""
        row = self._pages.change(stored.number, stored, lambda row: row.stored.number)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def show_now(self, now: float) -> None:
        """Tell the views of the cells whose text is another one now, and of no others."""
        self._now = now
        today = format_date(now, self._zone)
        if today != self._today and len(self._pages):
            self._tell_changed(0, len(self._pages) - 1, TIME)
        self._today = today
        for place, row in self._pages.kept_rows():
            if row.told_at <= now < row.steady_until:
                continue
            before = (row.life, row.look)
            self._tell_life(row)
            if (row.life, row.look) != before:
                self._tell_changed(place, place, TOKEN)

    def show_times(self) -> None:
        """Tell the views of every time: the zone that they are shown in is another one."""
        if len(self._pages):
            self._tell_changed(0, len(self._pages) - 1, TIME)

    # ---- as Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._pages)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == Qt.ItemDataRole.DisplayRole:
                return tr(COLUMNS[section]) if section != STAR else ""
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return tr(COLUMNS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._pages.at(index.row()), index.column()
        if row is None:
            self._out_of_sight = index.row()
            self._request_next()
            return "…" if role == Qt.ItemDataRole.DisplayRole and column == PROFILE else None
        record = row.stored.record
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                text = self._spoken_text(row, column) or tr("none")
                return tr("{name}: {text}", name=tr(COLUMNS[column]), text=text)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._explain(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.DecorationRole if column == OUTCOME:
                look = look_of(record)
                return icon(look.icon, look.tone)
            case Qt.ItemDataRole.DecorationRole if column == STAR:
                return icon("star-filled", "soon") if row.stored.is_starred else icon("star", "border")
            case Qt.ItemDataRole.BackgroundRole if record.other_identity:
                return QColor(theme_of().tone("bad").soft)
            case Qt.ItemDataRole.ForegroundRole if column == OUTCOME:
                return theme_of().color(look_of(record).tone)
            case Qt.ItemDataRole.ForegroundRole if column in (TIME, CHANNEL, TOOK, NOTE):
                return theme_of().color("muted")
            case _ if role == NUMBER_ROLE:
                return row.stored.number
            case _ if role == LOOK_ROLE and column == TOKEN:
                return row.look
        return None

    def _tell_changed(self, first: int, last: int, column: int) -> None:
        self.dataChanged.emit(self.index(first, column), self.index(last, column))

    def _make_row(self, stored: StoredRecord) -> _Row:
        row = _Row(stored)
        self._tell_life(row)
        return row

    def _tell_life(self, row: _Row) -> None:
        """Read the life of a record's token now; where it is not known, nothing is said of it."""
        record, now = row.stored.record, self._now
        row.told_at = now
        if record.token_kind is None:  # none came, or its times were those of a demonstration's clock
            row.steady_until = math.inf
            return
        expiry = read_life(record.issued_at, record.expires_at, now)
        row.life, row.look, row.steady_until = describe_life(expiry, now), expiry.look, steady_until(expiry, now)

    def _text(self, row: _Row, column: int) -> str:
        record = row.stored.record
        return (
            self._describe_time(record.started_at),
            visible_text(record.profile_name),
            say_channel(record.channel),
            visible_text(describe_outcome(record)),
            "" if record.http_status is None else str(record.http_status),
            tr("{number} ms", number=number(record.elapsed_ms)),
            row.life,
            "",
            visible_text(row.stored.note),
        )[column]

    def _spoken_text(self, row: _Row, column: int) -> str:
        if column == STAR:
            return tr("starred") if row.stored.is_starred else ""
        return self._text(row, column)

    def _describe_time(self, moment: float) -> str:
        """The time of day, to the second today, and with its date on other days."""
        if format_date(moment, self._zone) == self._today:
            return format_time(moment, self._zone)
        return format_minute(moment, self._zone)

    def _explain(self, row: _Row, column: int) -> str:
        record = row.stored.record
        match column:
            case _ if column == TIME:
                local = format_local(record.started_at, self._zone)
                return f"{write_there(local, self._zone)}\n{format_utc(record.started_at)}"
            case _ if column == TOKEN and record.token_fingerprint is not None:
                lines = [tr("token {fingerprint}", fingerprint=record.token_fingerprint)]
                if record.expires_at is not None:
                    lines.append(tr("expires {time}", time=format_utc(record.expires_at)))
                return "\n".join(lines)
            case _ if column == PROFILE:
                return f"{record.profile_name}\n{record.host}"
            case _ if column == STAR:
                return tr("Remove the star") if row.stored.is_starred else tr("Star: never removed by the limits")
            case _ if column == NOTE and row.stored.note:
                return row.stored.note
        lines = [record.explanation]
        if record.attempts > 1:
            lines.append(trn("{count} attempt", "{count} attempts", record.attempts))
        if record.story:
            lines.append(tr("story: {name}", name=record.story))
        return "\n".join(lines)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
