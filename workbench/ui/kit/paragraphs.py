"""Cells of a table that are painted as paragraphs of different fonts, one under the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from .theme import theme_of
from .wrapped import lay_out

CELL_PADDING, CELL_ABOVE = 11, 7  # beside: as far from the edge as the header's words stand
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a cell. Code runs from left to right."""

    text: str
    font: QFont
    color: str
    is_code: bool = False


class ParagraphPainter(QStyledItemDelegate):
    """Paints each cell as its ``paragraphs``, a line above each row but the first, and what is chosen."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.table = table

    def paragraphs(self, index: Index) -> Iterator[Paragraph]:
        """What stands in a cell, from top to bottom."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, rect: QRectF, index: Index, is_selected: bool) -> None:
        """What lies under the paragraphs of a cell."""
        if is_selected:
            painter.fillRect(rect, QColor(theme_of(self).accent_soft))

    def paint_below(self, painter: QPainter, rect: QRectF, place: QPointF, index: Index) -> None:
        """What stands in a cell at ``place``, below its paragraphs: nothing."""

    # ---- Qt

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme, width = theme_of(self), self.table.columnWidth(index.column())
        room = width - 2 * theme.px(CELL_PADDING)
        height = sum(self._lay_out(part, room)[1] for part in self.paragraphs(index))
        return QSize(width, round(height) + 2 * theme.px(CELL_ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = theme_of(self), QRectF(option.rect)
        painter.save()
        self.paint_ground(painter, rect, index, bool(option.state & QStyle.StateFlag.State_Selected))
        if index.row() > 0:
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setClipRect(rect)
        place = rect.topLeft() + QPointF(theme.px(CELL_PADDING), theme.px(CELL_ABOVE))
        for part in self.paragraphs(index):
            layout, height = self._lay_out(part, rect.width() - 2 * theme.px(CELL_PADDING))
            painter.setPen(QColor(part.color))
            layout.draw(painter, place)
            place += QPointF(0, height)
        self.paint_below(painter, rect, place, index)
        painter.restore()

    def _lay_out(self, part: Paragraph, width: float) -> tuple[QTextLayout, float]:
        return lay_out(part.text, part.font, width, self.table.layoutDirection(), is_code=part.is_code)
