"""The table of claims: each cell painted as paragraphs, and as high as its rows.

Learned: rows get the height of their content by ``resizeRowsToContents`` alone; a header in ResizeToContents mode would
measure again at each ``dataChanged``, so once a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QKeySequence, QPainter, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.core.value_text import whole_value
from workbench.language import tr
from workbench.ui.decoder.claims import KEY_ROLE, MEANING, NAME, VALUE, ClaimsModel, Row
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of
from workbench.ui.kit.wrapped import lay_out

CELL_PADDING = 11  # as far from the edge as the header's words stand
_NAME_WIDTH, _VALUE_WIDTH, _LEAST_MEANING = 118, 200, 170
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph of a cell."""

    text: str
    font: QFont
    color: str
    is_code: bool = False


class _CellPainter(QStyledItemDelegate):
    """Paints a cell as paragraphs: the name over its key, the value over its times.

    In a table too narrow for a column of meanings, the meaning stands under the value.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._table.columnWidth(index.column())
        room = width - 2 * theme_of(self).px(CELL_PADDING)
        height = sum(self._lay_out(part, room)[1] for part in self._paragraphs(index))
        return QSize(width, round(height) + 2 * theme_of(self).px(7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = theme_of(self)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
        if index.row() > 0:
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setClipRect(rect)
        y = rect.top() + theme.px(7)
        for part in self._paragraphs(index):
            layout, height = self._lay_out(part, rect.width() - 2 * theme.px(CELL_PADDING))
            painter.setPen(QColor(part.color))
            layout.draw(painter, QPointF(rect.left() + theme.px(CELL_PADDING), y))
            y += height
        painter.restore()

    def _lay_out(self, part: _Text, width: float) -> tuple[QTextLayout, float]:
        return lay_out(part.text, part.font, width, self._table.layoutDirection(), is_code=part.is_code)

    def _paragraphs(self, index: _Index) -> Iterator[_Text]:
        theme = theme_of(self)
        text = str(index.data() or "")
        if index.column() == NAME:
            key = str(index.data(KEY_ROLE))
            if text != key:
                yield _Text(text, theme.font("body"), theme.text)
            yield _Text(key, theme.font("mono"), theme.faint if text != key else theme.text, is_code=True)
        elif index.column() == VALUE:
            value, *times = text.split("\n")
            yield _Text(value, theme.font("mono"), theme.text, is_code=True)
            for number, line in enumerate(times):
                yield _Text(line, theme.font("caption"), theme.muted if number else theme.accent)
            if self._table.isColumnHidden(MEANING):
                yield _Text(str(index.sibling(index.row(), MEANING).data()), theme.font("caption"), theme.muted)
        else:
            yield _Text(text, theme.font("caption"), theme.muted)


class ClaimsTable(QTableView):
    """Owns its model, its widths and its height: it is as high as its rows, so that only the pane scrolls."""

    copy_requested = Signal(object)  # str: the value of a row, whole
    row_reached = Signal(QRect)  # by the user: where the row stands in the table

    def __init__(self, name: str, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        """`name` is the accessible name."""
        super().__init__(parent)
        self._model = ClaimsModel(zone, self)
        self._laid_out_for = -1
        self._height = 0
        self.setModel(self._model)
        self.setItemDelegate(_CellPainter(self))
        self.setAccessibleName(name)
        set_look(self, bare=True)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setMouseTracking(True)
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
        copy = QAction(tr("Copy value"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._on_copy_triggered)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_rows(self, rows: tuple[Row, ...], now: float) -> None:
        """Show members as they stand at ``now`` (Unix seconds)."""
        self._model.show_rows(rows, now)
        self._lay_out()

    def show_now(self, now: float) -> None:
        self._model.show_now(now)

    def _on_copy_triggered(self) -> None:
        current = self.currentIndex()
        if current.isValid():
            self.copy_requested.emit(whole_value(self._model.row_at(current.row()).value))

    # ---- Qt

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.row_reached.emit(self.visualRect(current).translated(self.viewport().pos()))

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(_NAME_WIDTH + _VALUE_WIDTH), self._height)

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
        width = self.viewport().width()
        self._laid_out_for = width
        theme = theme_of(self)
        name, value = theme.px(_NAME_WIDTH), theme.px(_VALUE_WIDTH)
        has_room = width >= name + value + theme.px(_LEAST_MEANING)
        self.setColumnHidden(MEANING, not has_room)
        self.setColumnWidth(NAME, name)
        self.setColumnWidth(VALUE, value if has_room else width - name)
        self.setColumnWidth(MEANING, width - name - value)
        self.resizeRowsToContents()
        header = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        height = header + self.verticalHeader().length() + 2 * self.frameWidth()
        if height != self._height:
            self._height = height
            self.updateGeometry()
