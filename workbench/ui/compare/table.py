"""The table of a comparison: how wide its columns are, what it leaves out, and what can be copied of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from workbench.core.difference import Row
from workbench.core.glossary import Glossary
from workbench.core.value_text import whole_value
from workbench.language import tr
from workbench.ui.compare.cells import CELL_PADDING, CellPainter
from workbench.ui.compare.looks import CHANGE_LOOKS
from workbench.ui.compare.rows import CHANGE, NAME, NEW, OLD, CompareModel, row_of
from workbench.ui.compare.words import write_row
from workbench.ui.kit.chip import chip_size
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of

_NAME_WIDTH, _CHANGE_WIDTH, _LEAST_VALUE = 124, 94, 150
_Index = QModelIndex | QPersistentModelIndex


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

    def filterAcceptsRow(self, number: int, parent: _Index) -> bool:
        return not (self._hides_same and self._model.row_at(number).change == "same")


class CompareTable(QTableView):
    """Owns its models, its widths and its height: it is as high as its rows, so that only the pane scrolls."""

    copy_requested = Signal(object)  # str: a row, or one of its values, whole
    row_reached = Signal(QRect)  # by the user: where the row stands in the table

    def __init__(self, glossary: Glossary, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CompareModel(glossary, zone, self)
        self._unfolded = _Unfolded(self._model, self)
        self._laid_out_for = -1
        self._height = 0
        self.setObjectName("compareTable")
        self.setAccessibleName(tr("Difference, row by row"))
        self.setModel(self._unfolded)
        self.setItemDelegate(CellPainter(self))
        set_look(self, bare=True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_copy(tr("Copy row"), write_row).setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self._add_copy(tr("Copy old value"), lambda row: "" if row.change == "added" else whole_value(row.old))
        self._add_copy(tr("Copy new value"), lambda row: "" if row.change == "missing" else whole_value(row.new))

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._model.show_rows(rows)
        self._lay_out()

    def hide_same(self, hides: bool) -> None:
        """Leave out the rows that are the same, or show all."""
        self._unfolded.hide_same(hides)
        self._lay_out()

    def _add_copy(self, words: str, write: Callable[[Row], str]) -> QAction:
        action = QAction(words, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

        def copy() -> None:
            if (current := self.currentIndex()).isValid():
                self.copy_requested.emit(write(row_of(current)))

        action.triggered.connect(lambda _checked=False: copy())
        self.addAction(action)
        return action

    # ---- Qt

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.row_reached.emit(self.visualRect(current).translated(self.viewport().pos()))

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(_NAME_WIDTH + 2 * _LEAST_VALUE), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(_NAME_WIDTH), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._laid_out_for:
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._lay_out()

    def _lay_out(self) -> None:
        """Share the width, give each row its height, and the table the height of all."""
        width, theme = self.viewport().width(), theme_of(self)
        self._laid_out_for = width
        chips = (chip_size(look.word, look.icon, theme).width() for look in CHANGE_LOOKS.values())
        name, change = theme.px(_NAME_WIDTH), max(theme.px(_CHANGE_WIDTH), *chips) + theme.px(2 * CELL_PADDING)
        has_room = width >= name + change + 2 * theme.px(_LEAST_VALUE)
        self.setColumnHidden(CHANGE, not has_room)
        rest = max(2, width - name - (change if has_room else 0))
        self.setColumnWidth(NAME, name)
        self.setColumnWidth(OLD, rest // 2)
        self.setColumnWidth(NEW, rest - rest // 2)
        self.setColumnWidth(CHANGE, change)
        self.resizeRowsToContents()
        header = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        height = header + self.verticalHeader().length() + 2 * self.frameWidth()
        if height != self._height:
            self._height = height
            self.updateGeometry()
