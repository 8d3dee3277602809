"""The table of a comparison: how wide its columns are, what it leaves out, and what can be copied of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from workbench.core.difference import Row
from workbench.core.glossary import Glossary
from workbench.core.value_text import whole_value
from workbench.language import tr
from workbench.ui.compare.cells import CellPainter
from workbench.ui.compare.looks import CHANGE_LOOKS
from workbench.ui.compare.rows import CHANGE, NAME, NEW, OLD, CompareModel, row_of
from workbench.ui.compare.words import write_row
from workbench.ui.kit.chip import chip_size
from workbench.ui.kit.paragraphs import CELL_PADDING, Index
from workbench.ui.kit.theme import theme_of
from workbench.ui.kit.whole_table import WholeTable

_NAME_WIDTH, _CHANGE_WIDTH, _LEAST_VALUE = 124, 94, 150


class _Unfolded(QSortFilterProxyModel):
    """Leaves out what is the same, when asked."""

    def __init__(self, model: CompareModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._hides_same = False
        self.setSourceModel(model)

    def hide_same(self, hides: bool) -> None:
        self._hides_same = hides
        self.invalidate()

    def filterAcceptsRow(self, number: int, parent: Index) -> bool:
        return not (self._hides_same and self._model.row_at(number).change == "same")


class CompareTable(WholeTable):
    """Owns its models and the widths of its columns."""

    copy_requested = Signal(object)  # str: a row, or one of its values, whole

    def __init__(self, glossary: Glossary, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(_NAME_WIDTH, _NAME_WIDTH + 2 * _LEAST_VALUE, parent)
        self._model = CompareModel(glossary, zone, self)
        self._unfolded = _Unfolded(self._model, self)
        self.setObjectName("compareTable")
        self.setAccessibleName(tr("Difference, row by row"))
        self.setModel(self._unfolded)
        self.setItemDelegate(CellPainter(self))
        self._add_copy(tr("Copy row"), write_row).setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self._add_copy(tr("Copy old value"), lambda row: "" if row.change == "added" else whole_value(row.old))
        self._add_copy(tr("Copy new value"), lambda row: "" if row.change == "missing" else whole_value(row.new))

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._model.show_rows(rows)
        self.lay_out()

    def show_glossary(self, glossary: Glossary) -> None:
        """Other words, for the rows that are shown from now on."""
        self._model.show_glossary(glossary)

    def hide_same(self, hides: bool) -> None:
        """Leave out the rows that are the same, or show all."""
        self._unfolded.hide_same(hides)
        self.lay_out()

    def share_width(self, width: int) -> None:
        theme = theme_of(self)
        chips = (chip_size(look.word, look.icon, theme).width() for look in CHANGE_LOOKS.values())
        name, change = theme.px(_NAME_WIDTH), max(theme.px(_CHANGE_WIDTH), *chips) + theme.px(2 * CELL_PADDING)
        has_room = width >= name + change + 2 * theme.px(_LEAST_VALUE)
        self.setColumnHidden(CHANGE, not has_room)
        rest = max(2, width - name - (change if has_room else 0))
        self.setColumnWidth(NAME, name)
        self.setColumnWidth(OLD, rest // 2)
        self.setColumnWidth(NEW, rest - rest // 2)
        self.setColumnWidth(CHANGE, change)

    def _add_copy(self, words: str, write: Callable[[Row], str]) -> QAction:
        action = QAction(words, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

        def copy() -> None:
            if (current := self.currentIndex()).isValid():
                self.copy_requested.emit(write(row_of(current)))

        action.triggered.connect(lambda _checked=False: copy())
        self.addAction(action)
        return action
