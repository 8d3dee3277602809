"""How the cells of a comparison are painted: paragraphs, a surprise loud, what is the same quiet.

In a table too narrow for a column of its own the change stands under the name.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.core.difference import Row
from workbench.core.visible import clip
from workbench.ui.compare.looks import CHANGE_LOOKS
from workbench.ui.compare.rows import CHANGE, NAME, NEW, OLD, row_of
from workbench.ui.kit.chip import CHIP_HEIGHT, chip_size, paint_chip
from workbench.ui.kit.direction import visual_rect
from workbench.ui.kit.icons import pixmap
from workbench.ui.kit.paragraphs import Index, Paragraph, ParagraphPainter
from workbench.ui.kit.text import visible_text
from workbench.ui.kit.theme import theme_of


class CellPainter(ParagraphPainter):
    """Paints a cell as paragraphs, the change as a chip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        if self._has_chip(index):
            size += QSize(0, theme_of(self).px(CHIP_HEIGHT + (4 if index.column() == NAME else 0)))
        return size

    def paint_ground(self, painter: QPainter, rect: QRectF, index: Index, is_selected: bool) -> None:
        theme, look = theme_of(self), CHANGE_LOOKS[row_of(index).change]
        if look.filled and not is_selected:
            painter.fillRect(rect, QColor(theme.tone(look.tone).soft))
        super().paint_ground(painter, rect, index, is_selected)
        if look.filled and index.column() == NAME:
            edge = QRectF(rect.left(), rect.top(), theme.px(3), rect.height())
            painter.fillRect(visual_rect(edge, rect, self.table.layoutDirection()), QColor(theme.tone(look.tone).solid))

    def paint_below(self, painter: QPainter, rect: QRectF, place: QPointF, index: Index) -> None:
        if self._has_chip(index):
            above = theme_of(self).px(4) if index.column() == NAME else 0
            self._paint_change(painter, rect, place + QPointF(0, above), row_of(index))

    def _paint_change(self, painter: QPainter, cell: QRectF, place: QPointF, row: Row) -> None:
        """A chip; of what is the same only the words, because most rows are."""
        theme, look, direction = theme_of(self), CHANGE_LOOKS[row.change], self.table.layoutDirection()
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

    def _has_chip(self, index: Index) -> bool:
        return index.column() == (NAME if self.table.isColumnHidden(CHANGE) else CHANGE)

    def paragraphs(self, index: Index) -> Iterator[Paragraph]:
        theme, row, text = theme_of(self), row_of(index), str(index.data() or "")
        is_same = row.change == "same"
        if index.column() == NAME:
            key = visible_text(clip(row.name, 80))
            if text != key:
                yield Paragraph(text, theme.font("body"), theme.muted if is_same else theme.text)
            color = theme.text if text == key and not is_same else theme.faint
            yield Paragraph(key, theme.font("mono"), color, is_code=True)
        elif index.column() in (OLD, NEW):
            value, *times = text.split("\n")
            is_quiet = is_same or (index.column() == OLD and row.change == "expected")
            yield Paragraph(value, theme.font("mono"), theme.muted if is_quiet else theme.text, is_code=True)
            for at, line in enumerate(times, 1):  # what it moved by, then the moment
                color = theme.muted if at == len(times) else theme.accent
                yield Paragraph(line, theme.font("caption"), color)
