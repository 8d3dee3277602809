"""The history pane: recent calls, newest first, searched as you type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.exchange import Record
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import PaneHeader
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of

from .state_delegate import StateDelegate
from .table import COLUMNS, NUMBER_ROLE, PROFILE, TOKEN, RecordFilter, RecordTable

_WIDTHS = {"Time": 124, "Profile": 200, "Channel": 80, "Outcome": 200, "Status": 72, "Took": 96}
_ROW_HEIGHT = 26


class HistoryPane(QWidget):
    """Owns the table, what is searched for, and the count."""

    record_chosen = Signal(int)  # its number, by double click or Enter
    clear_requested = Signal()

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        super().__init__(parent)
        self._zoom = 0.0  # nothing fitted yet
        self._records = RecordTable(zone, self)
        self._shown = RecordFilter(self)
        self._shown.setSourceModel(self._records)
        self._count = PlainLabel(type_name="caption", shade="faint")
        self._count.setObjectName("historyCount")
        self._count.setContentsMargins(0, 0, 8, 0)
        self._search = QLineEdit()
        self._search.setObjectName("historySearch")
        self._search.setAccessibleName("Search history")
        self._search.setPlaceholderText("Search profile, host, outcome, code")
        self._search.setClearButtonEnabled(True)
        set_look(self._search, search=True)
        set_icon(_leading_action(self._search), "search", "faint")
        self._clear = QToolButton()
        self._clear.setAccessibleName("Clear history")
        set_tooltip(self._clear, "Clear history")
        set_icon(self._clear, "trash-2", "faint")
        self._table = QTableView()
        self._table.setObjectName("historyTable")
        self._table.setAccessibleName("History")
        self._nothing = PlainLabel(shade="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()

        header = PaneHeader("History")
        header.add_widget(self._count)
        header.add_widget(self._search)
        header.add_widget(self._clear)
        self._dress_table()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        self._search.textChanged.connect(self._on_search_changed)  # the clear button is heard here only; no intent
        self._table.doubleClicked.connect(self._on_row_chosen)
        self._clear.clicked.connect(self.clear_requested)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self._table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._on_row_chosen(self._table.currentIndex()))
        self._fit()
        self._show_count()

    def show_records(self, records: Sequence[tuple[int, Record]]) -> None:
        """All of them with their numbers, newest first."""
        self._records.show_records(records)
        self._show_count()

    def add_record(self, number: int, record: Record) -> None:
        """A new one, on top."""
        self._records.add_record(number, record)
        self._show_count()

    def show_now(self, now: float) -> None:
        """The time of this beat (Unix seconds), from which the tokens' states are seen."""
        self._records.show_now(now)

    def _dress_table(self) -> None:
        table = self._table
        table.setModel(self._shown)
        table.setItemDelegateForColumn(TOKEN, StateDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = table.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        set_look(table, bare=True)

    def _fit(self) -> None:
        """Sizes that follow the zoom."""
        theme = theme_of(self)
        if theme.zoom == self._zoom:
            return  # widths dragged by hand stay
        self._zoom = theme.zoom
        self._search.setFixedWidth(theme.px(260))
        self._table.setIconSize(QSize(theme.px(14), theme.px(14)))
        self._table.verticalHeader().setMinimumSectionSize(theme.px(_ROW_HEIGHT))
        self._table.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        for place, name in enumerate(COLUMNS):
            if name in _WIDTHS:
                self._table.setColumnWidth(place, theme.px(_WIDTHS[name]))

    def _show_count(self) -> None:
        every, shown = self._records.rowCount(), self._shown.rowCount()
        calls = "1 call" if every == 1 else f"{every:,} calls"
        self._count.setText("" if not every else calls if shown == every else f"{shown:,} of {calls}")
        self._clear.setEnabled(every > 0)
        words = f"No call matches “{self._search.text()}”." if every else "Calls you send are listed here."
        self._nothing.setText(words)
        self._stack.setCurrentWidget(self._table if shown else self._nothing)

    def _on_search_changed(self, text: str) -> None:
        self._shown.show_only(text)
        self._show_count()

    def _on_row_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.record_chosen.emit(index.siblingAtColumn(PROFILE).data(NUMBER_ROLE))

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._fit()
        super().changeEvent(event)


def _leading_action(line: QLineEdit) -> QAction:
    return line.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
