"""The sheet of all shortcuts, in two columns, by area."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.language import tr

from .dialogs import SIDE, make_dialog
from .text import PlainLabel
from .theme import set_look, theme_of

_WIDTH = 720
_Row = tuple[str, str, str]  # area, what it does, its keys


def open_shortcut_sheet(parent: QWidget, rows: Sequence[_Row]) -> QDialog:
    """Show rows of area, words and keys; an area's rows stand together, in the order in which they come."""
    areas: dict[str, list[_Row]] = {}
    for row in rows:
        areas.setdefault(row[0], []).append(row)
    dialog, column = make_dialog(parent, tr("All shortcuts"), "keyboard", danger=False)
    page = QWidget()
    set_look(page, role="page")
    halves = QHBoxLayout(page)
    halves.setContentsMargins(0, 0, 0, 0)
    halves.setSpacing(48)
    room = dialog.screen().availableGeometry()
    width = min(theme_of(dialog).px(_WIDTH), room.width() - 2 * SIDE)
    parts = list(areas.values())
    for half in _split(parts) if width == theme_of(dialog).px(_WIDTH) else (parts,):  # zoomed, two may not fit
        halves.addLayout(_make_column(half), 1)
    area = QScrollArea()
    area.setAccessibleName(tr("All shortcuts"))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(page)
    close = QPushButton(tr("Close"))
    close.clicked.connect(dialog.accept)
    close.setDefault(True)
    column.addSpacing(4)
    column.addWidget(area, 1)
    column.addSpacing(8)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
    dialog.setMaximumWidth(width)
    dialog.setMinimumWidth(width)
    for label in page.findChildren(PlainLabel):
        label.ensurePolished()  # its font comes with the style sheet
    around = column.totalSizeHint().height() - area.sizeHint().height()
    area.setMinimumHeight(min(page.sizeHint().height(), room.height() - around - 2 * SIDE))
    dialog.open()
    return dialog


def _split(areas: list[list[_Row]]) -> tuple[list[list[_Row]], list[list[_Row]]]:
    """Where the longer of both columns is shortest; a heading is as high as two rows."""

    def height(part: list[list[_Row]]) -> int:
        return sum(len(rows) + 2 for rows in part)

    at = min(range(len(areas) + 1), key=lambda at: max(height(areas[:at]), height(areas[at:])))
    return areas[:at], areas[at:]


def _make_column(areas: list[list[_Row]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for number, rows in enumerate(areas):
        if number:
            column.addSpacing(12)
        column.addWidget(PlainLabel(rows[0][0], type_name="strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for at, (_, words, keys) in enumerate(rows):
            key = PlainLabel(keys)
            set_look(key, role="key")
            grid.addWidget(PlainLabel(words, shade="muted", wrap=True), at, 0)
            grid.addWidget(key, at, 1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(grid)
    column.addStretch(1)
    return column
