"""The rows of two tokens as a model: member, old value, new value and change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from workbench.core.difference import Row
from workbench.core.glossary import Glossary
from workbench.core.visible import clip
from workbench.language import mark, tr
from workbench.ui.compare.looks import CHANGE_LOOKS
from workbench.ui.compare.words import write_moments, write_sides
from workbench.ui.kit.text import plain_tooltip, visible_text

MOST_ROWS = 200
NAME, OLD, NEW, CHANGE = range(4)
_RANKS = {"added": 1, "missing": 1, "expected": 2, "same": 3}  # a surprise comes before all
_HEADERS = (mark("Name"), mark("Old"), mark("New"), mark("Change"))
_LONGEST_NAME = 80
_Index = QModelIndex | QPersistentModelIndex
_SIGNATURE = (
    mark("Signature"),
    mark("What proves who wrote the token; shown are the fingerprints of both tokens."),
)
_EXPLAINED = {
    "header": mark("{name} in the header: {meaning}"),
    "payload": mark("{name} in the payload: {meaning}"),
    "signature": mark("{name} in the signature: {meaning}"),
}


class CompareModel(QAbstractTableModel):
    """Owns the rows and their texts."""

    def __init__(self, glossary: Glossary, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glossary = glossary
        self._zone = zone
        self._rows: Sequence[Row] = ()
        self._texts: list[tuple[str, str, str, str]] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """These rows, those that matter most first; of very many the first."""
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda row: _RANKS.get(row.change, 0))[:MOST_ROWS]
        self._texts = [self._write(row) for row in self._rows]
        self.endResetModel()

    def show_glossary(self, glossary: Glossary) -> None:
        """Other words, for the rows that are shown from now on."""
        self._glossary = glossary

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    def _write(self, row: Row) -> tuple[str, str, str, str]:
        name, _ = self._explain(row)
        return (visible_text(clip(name, _LONGEST_NAME)), *write_sides(row, self._zone), CHANGE_LOOKS[row.change].word)

    def _explain(self, row: Row) -> tuple[str, str]:
        if row.part == "signature":
            return tr(_SIGNATURE[0]), tr(_SIGNATURE[1])
        term = self._glossary.explain(row.name)
        return term.name, term.meaning

    # ---- Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_name = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(_HEADERS[section]) if is_name else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], index.column()
        text = self._texts[index.row()][column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.ToolTipRole if column == NAME:
                return plain_tooltip(tr(_EXPLAINED[row.part], name=clip(row.name), meaning=self._explain(row)[1]))
            case Qt.ItemDataRole.ToolTipRole if column in (OLD, NEW):
                return plain_tooltip(write_moments(row, self._zone))
            case Qt.ItemDataRole.AccessibleTextRole:
                key = visible_text(clip(row.name, _LONGEST_NAME))
                change = self._texts[index.row()][CHANGE]
                return tr("{name} ({key}): {change}", name=text, key=key, change=change) if column == NAME else text
        return None


def row_of(index: _Index) -> Row:
    """The row that a cell of this model, or of one over it, belongs to."""
    row: Row = index.data(Qt.ItemDataRole.UserRole)
    return row
