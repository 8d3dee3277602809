"""Claims and header fields as rows: name, value and meaning, with times that follow the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from workbench.core.glossary import Glossary
from workbench.core.json_text import Json
from workbench.core.value_text import write_value
from workbench.core.visible import clip
from workbench.language import mark, tr
from workbench.ui.decoder.words import write_moment
from workbench.ui.kit.text import plain_tooltip, visible_text

MOST_ROWS = 60  # each takes a third of a millisecond to lay out
NAME, VALUE, MEANING = range(3)
KEY_ROLE = Qt.ItemDataRole.UserRole
_HEADERS = (mark("Name"), mark("Value"), mark("Meaning"))
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One member of header or payload. ``moment`` is Unix seconds where the value names a time that counts."""

    key: str
    value: Json
    name: str
    meaning: str
    moment: float | None = None


def make_rows(
    members: Mapping[str, Json], glossary: Glossary, moments: Mapping[str, float | None] | None = None
) -> tuple[Row, ...]:
    """The first members as rows, in the order of the token."""
    rows = []
    for key, value in islice(members.items(), MOST_ROWS):
        term = glossary.explain(key)
        rows.append(Row(key, value, term.name, term.meaning, (moments or {}).get(key)))
    return tuple(rows)


class ClaimsModel(QAbstractTableModel):
    """Owns the rows and their texts; a beat changes only the cells whose text changes."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: tuple[Row, ...] = ()
        self._values: list[str] = []

    def show_rows(self, rows: tuple[Row, ...], now: float) -> None:
        self.beginResetModel()
        self._rows = rows
        self._values = [self._write(row, now) for row in rows]
        self.endResetModel()

    def show_now(self, now: float) -> None:
        """Write the times anew, seen from ``now`` (Unix seconds)."""
        for number, row in enumerate(self._rows):
            if row.moment is not None and (text := self._write(row, now)) != self._values[number]:
                self._values[number] = text
                cell = self.index(number, VALUE)
                self.dataChanged.emit(cell, cell, [Qt.ItemDataRole.DisplayRole])

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    def _write(self, row: Row, now: float) -> str:
        text = visible_text(write_value(row.value))
        return text if row.moment is None else "\n".join((text, *write_moment(row.moment, now, self._zone)))

    # ---- Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_name = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(_HEADERS[section]) if is_name else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                name = visible_text(clip(row.name, 80))
                return (name, self._values[index.row()], row.meaning)[index.column()]
            case Qt.ItemDataRole.UserRole:
                return visible_text(clip(row.key, 80))
            case Qt.ItemDataRole.ToolTipRole if index.column() == NAME:
                return plain_tooltip(tr("{name}: {meaning}", name=clip(row.key), meaning=row.meaning))
            case Qt.ItemDataRole.AccessibleTextRole:
                shown = str(self.data(index))
                return f"{shown} ({visible_text(clip(row.key, 80))})" if index.column() == NAME else shown
        return None
