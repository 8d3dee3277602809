"""A table that is as high as its rows, so that only what it stands in scrolls.

Learned: rows get the height of their content by ``resizeRowsToContents`` alone; a header in ResizeToContents mode would
measure again at each ``dataChanged``, so once a second.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from .paragraphs import Index
from .theme import is_theme_change, set_look, theme_of


class WholeTable(QTableView):
    """Owns its height, and when its columns are to share its width: ``share_width`` says how."""

    row_reached = Signal(QRect)  # by the user: where the row stands in the table

    def __init__(self, least_width: int, usual_width: int, parent: QWidget | None = None) -> None:
        """Widths at zoom 1."""
        super().__init__(parent)
        self._least_width, self._usual_width = least_width, usual_width
        self._laid_out_for = -1
        self._height = 0
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

    def share_width(self, width: int) -> None:
        """Give each column its part of the width."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Share the width, give each row its height, and the table the height of all."""
        width = self.viewport().width()
        self._laid_out_for = width
        self.share_width(width)
        self.resizeRowsToContents()
        header = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        height = header + self.verticalHeader().length() + 2 * self.frameWidth()
        if height != self._height:
            self._height = height
            self.updateGeometry()

    # ---- Qt

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.row_reached.emit(self.visualRect(current).translated(self.viewport().pos()))

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(self._usual_width), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(self._least_width), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._laid_out_for:
            self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.lay_out()
