"""The host of a call: its colour, and the editor that offers the simulator and the presets."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.core.request import PRODUCTION_HOSTS, SIMULATOR, find_origin, is_production
from workbench.language import tr
from workbench.ui.kit.chip import chip_size, paint_chip
from workbench.ui.kit.direction import visual_rect
from workbench.ui.kit.theme import theme_of

from .editors import Choice

_OTHER_COLORS = ("blue", "violet", "amber", "slate")
_SHOWN_HOSTS = 12


def host_color(host: str, *, marked_production: bool = False) -> str:
    """The theme's colour name of a host: teal for the simulator, red for production, slate for what is no host.

    Every other origin has always the same one of the rest.
    """
    if marked_production or is_production(host):
        return "red"
    origin = find_origin(host)
    if origin is None:
        return "slate"
    return "teal" if origin == SIMULATOR else _OTHER_COLORS[zlib.crc32(origin.encode()) % len(_OTHER_COLORS)]


def describe_kind(host: str, *, marked_production: bool = False) -> str:
    """ "production", "simulator", or "" for an ordinary host."""
    kinds = {"red": tr("production"), "teal": tr("simulator")}
    return kinds.get(host_color(host, marked_production=marked_production), "")


class HostChoice(Choice):
    """Owns the text of the host. The presets are marked *production* in the list."""

    settled = Signal()  # the user has left it, pressed Enter or chosen from the list

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((SIMULATOR, *PRODUCTION_HOSTS), parent)
        self.setObjectName("host")
        self.line.editingFinished.connect(self.settled)
        self.activated.connect(lambda: self.settled.emit())
        self.setMaxVisibleItems(_SHOWN_HOSTS)
        self.setItemDelegate(_MarkDelegate(self))
        for row in range(self.count()):
            word = _word_of(self.itemText(row))
            self.setItemData(row, f"{self.itemText(row)}, {word}", Qt.ItemDataRole.AccessibleTextRole)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + theme_of(self).px(24))
        super().showPopup()


def _word_of(host: str) -> str:
    return tr("built in") if host == SIMULATOR else tr("production")


class _MarkDelegate(QStyledItemDelegate):
    """Paints the word that tells what a host is at the right of its row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = theme_of(self)
        size = super().sizeHint(option, index)
        mark = chip_size(_word_of(str(index.data())), "shield-alert", theme)
        return QSize(size.width() + mark.width() + theme.px(24), size.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        theme = theme_of(self)
        host = str(index.data())
        mark, color = _word_of(host), host_color(host)
        icon = "flask-conical" if host == SIMULATOR else "shield-alert"
        size = chip_size(mark, icon, theme)
        rect = QRectF(option.rect)
        left, top = rect.right() - size.width() - theme.px(6), rect.center().y() - size.height() / 2
        place = visual_rect(QRectF(left, top, size.width(), size.height()), rect, option.direction)
        paint_chip(painter, place, mark, f"host-{color}", icon, theme, option.direction)
