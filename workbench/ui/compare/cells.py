"""How the cells of a comparison are painted: paragraphs, a surprise loud, what is the same quiet.

In a table too narrow for a column of its own the change stands under the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from workbench.core.difference import Row
from workbench.core.visible import clip
from workbench.ui.compare.looks import CHANGE_LOOKS
from workbench.ui.compare.rows import CHANGE, NAME, NEW, OLD, row_of
from workbench.ui.kit.chip import CHIP_HEIGHT, chip_size, paint_chip
from workbench.ui.kit.direction import visual_rect
from workbench.ui.kit.icons import pixmap
from workbench.ui.kit.text import visible_text
from workbench.ui.kit.theme import theme_of
from workbench.ui.kit.wrapped import lay_out

CELL_PADDING, _ABOVE = 11, 7
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph of a cell."""

    text: str
    font: QFont
    color: str
    is_code: bool = False


class CellPainter(QStyledItemDelegate):
    """Paints a cell as paragraphs, the change as a chip."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme, width = theme_of(self), self._table.columnWidth(index.column())
        room = width - 2 * theme.px(CELL_PADDING)
        height = sum(self._lay_out(part, room)[1] for part in self._paragraphs(index))
        if self._has_chip(index):
            height += theme.px(CHIP_HEIGHT + (4 if index.column() == NAME else 0))
        return QSize(width, round(height) + 2 * theme.px(_ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, row, rect = theme_of(self), row_of(index), QRectF(option.rect)
        look = CHANGE_LOOKS[row.change]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
        elif look.filled:
            painter.fillRect(rect, QColor(theme.tone(look.tone).soft))
        if look.filled and index.column() == NAME:
            edge = QRectF(rect.left(), rect.top(), theme.px(3), rect.height())
            direction = self._table.layoutDirection()
            painter.fillRect(visual_rect(edge, rect, direction), QColor(theme.tone(look.tone).solid))
        if index.row() > 0:
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setClipRect(rect)
        y = rect.top() + theme.px(_ABOVE)
        for part in self._paragraphs(index):
            layout, height = self._lay_out(part, rect.width() - 2 * theme.px(CELL_PADDING))
            painter.setPen(QColor(part.color))
            layout.draw(painter, QPointF(rect.left() + theme.px(CELL_PADDING), y))
            y += height
        if self._has_chip(index):
            y += theme.px(4) if index.column() == NAME else 0
            self._paint_change(painter, rect, QPointF(rect.left() + theme.px(CELL_PADDING), y), row)
        painter.restore()

    def _paint_change(self, painter: QPainter, cell: QRectF, place: QPointF, row: Row) -> None:
        """A chip; of what is the same only the words, because most rows are."""
        theme, look, direction = theme_of(self), CHANGE_LOOKS[row.change], self._table.layoutDirection()
        size = chip_size(look.word, look.icon, theme)
        rect = visual_rect(QRectF(place.x(), place.y(), size.width(), size.height()), cell, direction)
        if row.change == "same":
            side = theme.px(14)
            scale = painter.device().devicePixelRatio()
            picture = pixmap(look.icon, "faint", side, scale)
            spot = visual_rect(QRectF(rect.left(), rect.center().y() - side / 2, side, side), rect, direction)
            painter.drawPixmap(spot.topLeft(), picture)
            painter.setPen(QColor(theme.faint))
            painter.setFont(theme.font("caption"))
            words = visual_rect(rect.adjusted(side + theme.px(4), 0, 0, 0), rect, direction)
            painter.setLayoutDirection(direction)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, look.word)
        else:
            paint_chip(painter, rect, look.word, look.tone, look.icon, theme, direction, filled=look.filled)

    def _has_chip(self, index: _Index) -> bool:
        return index.column() == (NAME if self._table.isColumnHidden(CHANGE) else CHANGE)

    def _lay_out(self, part: _Text, width: float) -> tuple[QTextLayout, float]:
        return lay_out(part.text, part.font, width, self._table.layoutDirection(), is_code=part.is_code)

    def _paragraphs(self, index: _Index) -> Iterator[_Text]:
        theme, row, text = theme_of(self), row_of(index), str(index.data() or "")
        is_same = row.change == "same"
        if index.column() == NAME:
            key = visible_text(clip(row.name, 80))
            if text != key:
                yield _Text(text, theme.font("body"), theme.muted if is_same else theme.text)
            color = theme.text if text == key and not is_same else theme.faint
            yield _Text(key, theme.font("mono"), color, is_code=True)
        elif index.column() in (OLD, NEW):
            value, *times = text.split("\n")
            is_quiet = is_same or (index.column() == OLD and row.change == "expected")
            yield _Text(value, theme.font("mono"), theme.muted if is_quiet else theme.text, is_code=True)
            for at, line in enumerate(times, 1):  # what it moved by, then the moment
                color = theme.muted if at == len(times) else theme.accent
                yield _Text(line, theme.font("caption"), color)
