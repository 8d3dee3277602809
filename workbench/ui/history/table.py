"""The rows of history as Qt's tables want them, and the filter over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from workbench.core.exchange import Record
from workbench.core.expiry import describe_life, format_local, format_utc, read_life
from workbench.ui.kit.icons import icon
from workbench.ui.kit.states import OUTCOME_LOOKS, StateLook
from workbench.ui.kit.text import plain_tooltip, visible_text
from workbench.ui.kit.tokens import theme_of

COLUMNS = ("Time", "Profile", "Channel", "Outcome", "Status", "Took", "Token")
TIME, PROFILE, CHANNEL, OUTCOME, STATUS, TOOK, TOKEN = range(len(COLUMNS))
SEARCH_ROLE = Qt.ItemDataRole.UserRole
NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1
LOOK_ROLE = Qt.ItemDataRole.UserRole + 2

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_FIGURES = (STATUS, TOOK)


@dataclass(slots=True)
class _Row:
    """A record, and the state of its token as it was last told to the views."""

    number: int
    record: Record
    life: str
    look: str


class RecordTable(QAbstractTableModel):
    """Owns the records, newest first, and the moment they are seen from."""

    def __init__(self, zone: tzinfo | None, parent: QObject | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        super().__init__(parent)
        self._zone = zone
        self._now = 0.0
        self._today = ""
        self._rows: list[_Row] = []

    def show_records(self, records: Sequence[tuple[int, Record]]) -> None:
        self.beginResetModel()
        self._rows = [self._make_row(number, record) for number, record in records]
        self.endResetModel()

    def add_record(self, number: int, record: Record) -> None:
        """A new one, on top."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, self._make_row(number, record))
        self.endInsertRows()

    def show_now(self, now: float) -> None:
        """Tell the views of the cells whose text is another one now, and of no others."""
        self._now = now
        today = format_local(now, self._zone)[:10]
        if today != self._today:
            self._today = today
            self._tell_changed(0, len(self._rows) - 1, TIME)
        for place, row in enumerate(self._rows):
            life, look = self._read_life(row.record)
            if (life, look) != (row.life, row.look):
                row.life, row.look = life, look
                self._tell_changed(place, place, TOKEN)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{COLUMNS[column]}: {self._text(row, column) or 'none'}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._explain(row, column))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.DecorationRole if column == OUTCOME:
                look = _look_of(row.record)
                return icon(look.icon, look.tone)
            case Qt.ItemDataRole.ForegroundRole if column == OUTCOME:
                return theme_of().color(_look_of(row.record).tone)
            case Qt.ItemDataRole.ForegroundRole if column in (TIME, CHANNEL, TOOK):
                return theme_of().color("muted")
            case _ if role == SEARCH_ROLE:
                return _searchable(row)
            case _ if role == NUMBER_ROLE:
                return row.number
            case _ if role == LOOK_ROLE and column == TOKEN:
                return row.look
        return None

    def _tell_changed(self, first: int, last: int, column: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, column), self.index(last, column))

    def _make_row(self, number: int, record: Record) -> _Row:
        return _Row(number, record, *self._read_life(record))

    def _read_life(self, record: Record) -> tuple[str, str]:
        """The state of the record's token in words, and its look; both empty where there was none."""
        if record.token_fingerprint is None:
            return "", ""
        expiry = read_life(record.issued_at, record.expires_at, self._now)
        return describe_life(expiry, self._now), expiry.look

    def _text(self, row: _Row, column: int) -> str:
        record = row.record
        return (
            self._describe_time(record.started_at),
            visible_text(record.profile_name),
            record.channel,
            _describe_outcome(record),
            "" if record.http_status is None else str(record.http_status),
            f"{record.elapsed_ms:,} ms",
            row.life,
        )[column]

    def _describe_time(self, moment: float) -> str:
        """The time of day, to the second today, and with its date on other days."""
        local = format_local(moment, self._zone)
        return local[11:] if local[:10] == self._today else local[:16]

    def _explain(self, row: _Row, column: int) -> str:
        record = row.record
        if column == TIME:
            started = record.started_at
            return f"{format_local(started, self._zone)} here\n{format_utc(started)}"
        if column == TOKEN and record.token_fingerprint is not None:
            ends = "" if record.expires_at is None else f"\nexpires {format_utc(record.expires_at)}"
            return f"token {record.token_fingerprint}{ends}"
        if column == PROFILE:
            return f"{record.profile_name}\n{record.host}"
        return record.explanation


class RecordFilter(QSortFilterProxyModel):
    """Owns the words that a row must all contain, whatever their case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def show_only(self, text: str) -> None:
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        searchable = self.sourceModel().index(source_row, 0, source_parent).data(SEARCH_ROLE)
        return all(word in searchable for word in self._words)


def _look_of(record: Record) -> StateLook:
    """A record written by a newer program may have an outcome that this one does not know."""
    return OUTCOME_LOOKS.get(record.outcome, OUTCOME_LOOKS["unreadable"])


def _describe_outcome(record: Record) -> str:
    """The outcome with the code or the reason that tells it apart: "refused 1597", "failed · timeout"."""
    if record.outcome == "refused" and record.api_code is not None:
        return f"refused {record.api_code}"
    return f"{record.outcome} · {record.reason.replace('_', ' ')}" if record.reason else record.outcome


def _searchable(row: _Row) -> str:
    record = row.record
    parts = (
        record.profile_name,
        record.host,
        record.channel,
        _describe_outcome(record),
        record.reason or "",
        str(record.http_status or ""),
        str(record.api_code or ""),
        record.api_message,
        record.token_fingerprint or "",
        record.story or "",
    )
    return "\n".join(parts).casefold()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
