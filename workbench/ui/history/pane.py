"""The history pane: past calls, newest first, searched as you type, starred, noted, compared and sent again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.history import SHORTEST_WORD, Extent, Page, PageRequest, Search, StoredRecord
from workbench.language import tr
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import PaneHeader
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of

from .columns import LEAST_WIDTHS, ColumnWidths
from .comparison import show_comparison
from .filters import HistoryFilters
from .note_editor import edit_note
from .state_delegate import StateDelegate
from .table import ORDER_OF_COLUMN, STAR, STATUS, TIME, TOKEN, TOOK, RecordTable
from .words import describe_count

_ROW_HEIGHT = 26
_LARGEST_FIRST = (TIME, STATUS, TOOK, TOKEN)


class HistoryPane(QWidget):
    """Owns the table, the filters, the order, and what can be done with the calls that are selected."""

    page_requested = Signal(object)  # PageRequest
    record_chosen = Signal(int)  # its number, as all below: by double click or Enter
    compare_requested = Signal(int, int)
    send_again_requested = Signal(int)
    evidence_requested = Signal(int)
    star_requested = Signal(int, bool)
    note_written = Signal(int, str)
    export_requested = Signal(object, str)  # Search, path
    clear_requested = Signal()

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        super().__init__(parent)
        self._zone = zone
        self._zoom = 0.0  # nothing fitted yet
        self._now = 0.0
        self._extent: Extent | None = None
        self._is_unusable = False
        self._column, self._is_descending = TIME, True
        self._records = RecordTable(zone, self)
        self._filters = HistoryFilters()
        self._count = PlainLabel(type_name="caption", shade="faint")
        self._count.setObjectName("historyCount")
        set_margins(self._count, 0, 0, 8, 0)
        self._export = _tool_button(tr("Export what is found"), "download")
        self._clear = _tool_button(tr("Clear history"), "trash-2")
        self._table = QTableView()
        self._table.setObjectName("historyTable")
        self._table.setAccessibleName(tr("History"))
        self._widths = ColumnWidths(self._table)
        self._nothing = PlainLabel(shade="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._widen = QPushButton(tr("Clear search and filters"))
        set_look(self._widen, kind="link")
        self._stack = QStackedWidget()
        self._menu = QMenu(self)
        self._open_action = self._add_action(tr("Open"), "eye", self._open, "Return")
        self._again_action = self._add_action(tr("Send again…"), "rotate-ccw", self._send_again)
        self._star_action = self._add_action(tr("Star"), "star", self._star, "Space")
        self._note_action = self._add_action(tr("Note…"), "pencil", self._edit_note, "N")
        self._compare_action = self._add_action(tr("Compare the two"), "git-compare", self._compare, "C")
        self._evidence_action = self._add_action(tr("Save evidence for a ticket…"), "ticket", self._request_evidence)
        self._lay_out()
        self._dress_table()

        self._records.page_requested.connect(self.page_requested)
        self._records.came.connect(self._show_count)
        self._records.rowsInserted.connect(self._on_rows_inserted)
        self._filters.search_changed.connect(self._look)
        self._filters.line.returnPressed.connect(self._focus_table)
        self._widen.clicked.connect(self._filters.clear)
        self._clear.clicked.connect(self.clear_requested)
        self._export.clicked.connect(self._ask_file)
        self._table.doubleClicked.connect(lambda index: self._open() if index.column() != STAR else None)
        self._table.clicked.connect(self._on_cell_clicked)
        self._table.customContextMenuRequested.connect(self._on_menu_requested)
        self._table.horizontalHeader().sectionClicked.connect(self._on_column_clicked)
        find = QShortcut(QKeySequence("Ctrl+F"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.focus_search)
        self._fit()
        self._show_count()

    def _lay_out(self) -> None:
        header = PaneHeader(tr("History"))
        for part in (self._count, self._filters, self._export, self._clear):
            header.add_widget(part)
        nothing = QWidget()
        page = QVBoxLayout(nothing)
        page.addStretch(1)
        page.addWidget(self._nothing)
        page.addWidget(self._widen, 0, Qt.AlignmentFlag.AlignCenter)
        page.addStretch(1)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._stack, 1)

    def _add_action(self, text: str, icon: str, act: Callable[[], object], key: str = "") -> QAction:
        """An action of the menu, whose key works in the table alone."""
        action = self._menu.addAction(text)
        set_icon(action, icon)
        action.triggered.connect(lambda _checked=False: act())
        keys = ["Return", "Enter"] if key == "Return" else [key] if key else []
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._table.addAction(action)
        return action

    # ---- what may be asked of it

    def focus_search(self) -> None:
        self._filters.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filters.line.selectAll()

    # ---- facts

    def show_extent(self, extent: Extent | None) -> None:
        """How much there is now; new records come to where they belong. `None`: the history cannot be used."""
        is_first = self._extent is None
        self._extent, self._is_unusable = extent, extent is None
        if extent is not None:
            self._filters.show_profiles(extent.profiles)
            self._records.show_newest(extent.newest)
            if is_first or not extent.count:
                self._look()
        self._show_count()

    def show_page(self, request: PageRequest, page: Page | None) -> None:
        """The answer to `page_requested`; `None` where there is none."""
        self._records.show_page(request, page)

    def show_change(self, stored: StoredRecord) -> None:
        """A record has another star or note."""
        self._records.show_change(stored)

    def show_comparison(self, first: StoredRecord, second: StoredRecord) -> None:
        """A sheet of two records side by side."""
        show_comparison(self, first, second, self._zone)

    def show_now(self, now: float) -> None:
        """The time of this beat (Unix seconds), from which the tokens' states are seen."""
        self._now = now
        self._records.show_now(now)

    def show_times(self) -> None:
        """Write every time anew: the zone that they are shown in is another one."""
        self._records.show_times()

    # ---- reading and painting

    def _look(self) -> None:
        self._records.show_search(self._current_search())
        self._table.scrollToTop()

    def _current_search(self) -> Search:
        order = ORDER_OF_COLUMN[self._column]
        return self._filters.search_at(self._now, order, self._is_descending)

    def _dress_table(self) -> None:
        table = self._table
        table.setModel(self._records)
        table.setItemDelegateForColumn(TOKEN, StateDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = table.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setSortIndicator(self._column, Qt.SortOrder.DescendingOrder)
        columns.moveSection(STAR, 0)
        set_look(table, bare=True)

    def _fit(self) -> None:
        """Sizes that follow the zoom."""
        theme = theme_of(self)
        if theme.zoom == self._zoom:
            return  # widths dragged by hand stay
        self._zoom = theme.zoom
        self._filters.fit()
        self._table.setIconSize(QSize(theme.px(14), theme.px(14)))
        self._table.verticalHeader().setMinimumSectionSize(theme.px(_ROW_HEIGHT))
        self._table.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        self._table.horizontalHeader().setMinimumSectionSize(theme.px(LEAST_WIDTHS[STAR]))
        self._widths.fit()

    def _show_count(self) -> None:
        search, shown = self._records.search, self._records.rowCount()
        count = 0 if self._extent is None else self._extent.count
        words = describe_count(count, shown, self._records.is_whole, search.narrows)
        if count and search.text.strip() and not search.words:
            words = tr("{count} · search begins at {number} characters", count=words, number=SHORTEST_WORD)
        self._count.setText(words)
        self._clear.setEnabled(count > 0)
        self._export.setEnabled(shown > 0)
        nothing = tr(
            "Calls you send are listed here, without their secrets: to open again, search, compare and export."
        )
        if self._is_unusable:
            nothing = tr("The history cannot be used; calls are sent and shown all the same, but not kept.")
        if count and search.words:
            nothing = tr("No call matches “{text}”.", text=search.text.strip())
        elif count:
            nothing = tr("No call matches these filters.")
        self._nothing.setText(nothing)
        self._widen.setVisible(count > 0)
        self._stack.setCurrentIndex(1 if shown else 0)

    def _selected(self) -> list[StoredRecord]:
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [stored for row in rows if (stored := self._records.stored_at(row)) is not None]

    # ---- what is done with the selected calls

    def _open(self) -> None:
        index = self._table.currentIndex()
        if index.isValid() and (stored := self._records.stored_at(index.row())) is not None:
            self.record_chosen.emit(stored.number)

    def _send_again(self) -> None:
        for stored in self._selected()[:1]:
            self.send_again_requested.emit(stored.number)

    def _request_evidence(self) -> None:
        for stored in self._selected()[:1]:
            self.evidence_requested.emit(stored.number)

    def _star(self) -> None:
        selected = self._selected()
        is_starred = not all(stored.is_starred for stored in selected)
        for stored in selected:
            self.star_requested.emit(stored.number, is_starred)

    def _edit_note(self) -> None:
        for stored in self._selected()[:1]:
            edit_note(self, stored.note, partial(self.note_written.emit, stored.number))

    def _compare(self) -> None:
        match self._selected():
            case [newer, older]:
                self.compare_requested.emit(older.number, newer.number)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, tr("Export what is found"))
        dialog.setObjectName("historyExport")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("CSV, for spreadsheets (*.csv)"), tr("JSON (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("json" if "json" in chosen else "csv"))
        dialog.selectFile("history.csv")
        dialog.fileSelected.connect(lambda path: self.export_requested.emit(self._records.search, path))
        dialog.open()

    # ---- handlers

    def _focus_table(self) -> None:
        if self._records.rowCount():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._table.setCurrentIndex(self._records.index(0, TIME))

    def _on_cell_clicked(self, index: QModelIndex) -> None:
        stored = self._records.stored_at(index.row())
        if index.column() == STAR and stored is not None:
            self.star_requested.emit(stored.number, not stored.is_starred)

    def _on_menu_requested(self, at: QPoint) -> None:
        selected = self._selected()
        for action in (self._open_action, self._again_action, self._note_action, self._evidence_action):
            action.setEnabled(len(selected) == 1)
        self._star_action.setEnabled(bool(selected))
        is_starred = bool(selected) and all(one.is_starred for one in selected)
        self._star_action.setText(tr("Remove the star") if is_starred else tr("Star"))
        self._compare_action.setEnabled(len(selected) == 2)
        self._menu.popup(self._table.viewport().mapToGlobal(at))

    def _on_column_clicked(self, column: int) -> None:
        if column in ORDER_OF_COLUMN:
            same = column == self._column
            self._is_descending = not self._is_descending if same else column in _LARGEST_FIRST
            self._column = column
            self._look()
        order = Qt.SortOrder.DescendingOrder if self._is_descending else Qt.SortOrder.AscendingOrder
        self._table.horizontalHeader().setSortIndicator(self._column, order)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Keep in sight what is in sight, unless that is the top."""
        bar = self._table.verticalScrollBar()
        if 0 < bar.value() >= first:
            bar.setValue(bar.value() + last - first + 1)

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._fit()
        super().changeEvent(event)


def _tool_button(words: str, icon: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(words)
    set_tooltip(button, words)
    set_icon(button, icon, "faint")
    return button
