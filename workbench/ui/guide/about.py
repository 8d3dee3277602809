"""The About box: what the program is made of, each part with version and licence; versions go into a bug report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workbench import __version__
from workbench.language import tr
from workbench.ui.kit.dialogs import make_dialog, room_on_screen
from workbench.ui.kit.direction import isolate
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.text import PlainLabel, visible_text
from workbench.ui.kit.theme import set_look, theme_of

if TYPE_CHECKING:
    from workbench.storage.libraries import Library

_WIDTH, _LIST_HEIGHT, _TEXT_HEIGHT = 680, 184, 208


class AboutBox(QWidget):
    """Owns the dialog and what is told in it."""

    copy_requested = Signal(str)

    def __init__(self, window: QWidget, system: Sequence[tuple[str, str]]) -> None:
        """``system`` names what is not a library, with its version: Python, Qt, the operating system."""
        super().__init__(window)
        self.hide()
        self._system = system
        self._libraries: Sequence[Library] = ()
        self.dialog, column = make_dialog(window, tr("About Token Workbench"), "key-round", danger=False)
        self.dialog.setObjectName("aboutBox")
        room = room_on_screen(self.dialog)
        column.addWidget(PlainLabel(tr("Version {version} · MIT licence", version=__version__), type_name="strong"))
        column.addWidget(
            PlainLabel(
                tr(
                    "Renew, read and understand customer authentication tokens. "
                    "No account, no telemetry, no traffic but the requests you send."
                ),
                shade="muted",
                wrap=True,
            )
        )
        told = " · ".join(f"{name} {version}" for name, version in system)
        column.addWidget(PlainLabel(told, type_name="caption", shade="muted", selectable=True, wrap=True))
        self._list = QTableWidget(0, 3)
        self._list.setObjectName("aboutLibraries")
        self._list.setAccessibleName(tr("What is inside, with licences"))
        self._list.setHorizontalHeaderLabels([tr("What is inside"), tr("Version"), tr("Licence")])
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setTabKeyNavigation(False)
        self._list.setShowGrid(False)
        self._list.verticalHeader().hide()
        self._list.setMinimumHeight(min(theme_of(window).px(_LIST_HEIGHT), room.height() // 4))
        self._text = LongText(tr("The text of the licence"))
        self._text.setObjectName("aboutLicence")
        self._text.setMinimumHeight(min(theme_of(window).px(_TEXT_HEIGHT), room.height() // 4))
        column.addSpacing(4)
        column.addWidget(self._list, 1)
        column.addWidget(self._text, 1)
        column.addLayout(self._make_buttons())
        self.dialog.setMaximumWidth(16_777_215)
        self.dialog.setMinimumWidth(min(theme_of(window).px(_WIDTH), room.width()))
        self.dialog.findChildren(QPushButton)[-1].setFocus()
        self._list.currentCellChanged.connect(self._on_list_current_cell_changed)
        self.dialog.finished.connect(self.deleteLater)

    def _make_buttons(self) -> QVBoxLayout:
        copy = QPushButton(tr("Copy for a bug report"))
        copy.setObjectName("aboutCopy")
        set_icon(copy, "copy")
        close = QPushButton(tr("Close"))
        set_look(close, kind="primary")
        close.setDefault(True)
        copy.clicked.connect(lambda: self.copy_requested.emit(self.write_report()))
        close.clicked.connect(self.dialog.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout()
        column.addSpacing(8)
        column.addLayout(row)
        return column

    def show_libraries(self, libraries: Sequence[Library]) -> None:
        """What is inside; the licence of the first is open."""
        self._libraries = libraries
        self._list.setRowCount(len(libraries))
        for row, one in enumerate(libraries):
            for place, text in enumerate((one.name, one.version, one.licence)):
                item = QTableWidgetItem(isolate(visible_text(text)))
                item.setToolTip("")
                self._list.setItem(row, place, item)
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._list.setCurrentCell(0, 0)

    def open(self) -> None:
        """Show it; it never blocks."""
        self.dialog.open()

    def write_report(self) -> str:
        """Versions alone, in English whatever is spoken: no path, no name, no secret."""
        lines = [f"Token Workbench {__version__}", *(f"{name} {version}" for name, version in self._system)]
        return "\n".join((*lines, *(f"{one.name} {one.version}" for one in self._libraries)))

    def _on_list_current_cell_changed(self, row: int, _column: int, _row: int, _column_before: int) -> None:
        self._text.show_text(self._libraries[row].text)
        self._text.setAccessibleName(tr("The licence of {name}", name=self._libraries[row].name))
