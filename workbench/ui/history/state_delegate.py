"""Paints the token's state in a row of history as the chip it is everywhere else."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from workbench.ui.kit.chip import CHIP_HEIGHT, chip_size, paint_chip
from workbench.ui.kit.direction import visual_rect
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.tokens import theme_of

from .table import LOOK_ROLE


class StateDelegate(QStyledItemDelegate):
    """Owns nothing: the background is the style's, the chip is painted over it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        words, look_name = index.data(), index.data(LOOK_ROLE)
        super().paint(painter, option, index)
        if not words:
            return
        theme, look = theme_of(self), STATE_LOOKS[look_name]
        rect = QRectF(option.rect)
        height = min(theme.px(CHIP_HEIGHT) - 2, rect.height() - 4)
        width = min(float(chip_size(words, look.icon, theme).width()), rect.width() - theme.px(16))
        place = QRectF(rect.left() + theme.px(8) + 3, rect.center().y() - height / 2, width, height)
        direction = option.direction
        place = visual_rect(place, rect, direction)
        loud = {"filled": look.filled, "outline": look.outline}
        paint_chip(painter, place, words, look.tone, look.icon, theme, direction, **loud)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = ""
