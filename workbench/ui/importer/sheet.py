"""The sheet on which calls are looked through before they fill the form or become profiles."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from workbench.core.visible import clip
from workbench.core.words import say_channel
from workbench.formats.imported import Import, ImportedCall
from workbench.language import tr, trn
from workbench.ui.importer.call_view import CallView
from workbench.ui.importer.offer import describe
from workbench.ui.importer.warnings import Beside, can_fill, can_save, name_host
from workbench.ui.kit.dialogs import make_dialog, set_size
from workbench.ui.kit.icons import icon, set_icon
from workbench.ui.kit.text import PlainLabel, plain_tooltip, set_tooltip, visible_text
from workbench.ui.kit.theme import set_look, theme_of
from workbench.ui.kit.wrapped import WrappedLabel

_SIZE, _SMALL_SIZE = (860, 560), (560, 240)  # the small one where nothing was understood
_LIST_WIDTH = 280
_ROW_HEIGHT = 44
_NOTHING = Import("", ())


class ImportSheet(QObject):
    """Owns the dialog, the calls on it, and which of them are chosen: one to fill with, those ticked to save."""

    fill_requested = Signal(int)  # number of the call, from 0
    save_requested = Signal(object)  # tuple[int, ...]
    environment_requested = Signal()  # a file with the variables of the collection is to be chosen
    body_requested = Signal(int)
    reply_requested = Signal(object)  # str: what came back
    closed = Signal()

    def __init__(self, parent: QWidget, found: Import, beside: Beside, *, saves: bool = False) -> None:
        """``saves``: Enter saves; else it fills the form."""
        self.dialog, column = make_dialog(parent, tr("Import"), "clipboard-paste", danger=False)
        super().__init__(self.dialog)
        self.dialog.setObjectName("importSheet")
        self._found = _NOTHING
        self._beside = beside
        self._summary = PlainLabel(shade="muted", wrap=True)
        self._summary.setObjectName("importSummary")
        self._notes = WrappedLabel(type_name="caption", shade="muted")
        self._list = QListWidget()
        self._list.setObjectName("importCalls")
        self._list.setAccessibleName(tr("Calls that were found"))
        self._view = CallView()
        self._environment = QPushButton(tr("Environment file…"))
        self._environment.setObjectName("importEnvironment")
        self._cancel = QPushButton()
        self._save = QPushButton()
        self._save.setObjectName("importSave")
        self._fill = QPushButton(tr("Fill the form"))
        self._fill.setObjectName("importFill")
        self._lay_out(column)
        self.show_import(found)
        first = self._save if saves and self._save.isEnabled() else self._fill
        set_look(first, kind="primary")
        first.setDefault(True)
        if found.calls:
            (self._list if self._list.isVisibleTo(self.dialog) else first).setFocus(Qt.FocusReason.OtherFocusReason)

        self._list.currentRowChanged.connect(self._show_row)
        self._list.itemChanged.connect(lambda _item: self._show_buttons())
        self._view.body_requested.connect(lambda: self.body_requested.emit(self._list.currentRow()))
        self._view.reply_requested.connect(self._on_view_reply_requested)
        self._environment.clicked.connect(self.environment_requested)
        self._save.clicked.connect(self._on_save_clicked)
        self._fill.clicked.connect(self._on_fill_clicked)
        self.dialog.finished.connect(self._on_dialog_finished)

    def _lay_out(self, column: QVBoxLayout) -> None:
        theme = theme_of(self.dialog)
        set_icon(self._environment, "folder-open", "muted", 14)
        set_tooltip(self._environment, tr("The variables of the collection, as Postman or Insomnia exports them"))
        self._list.setFixedWidth(theme.px(_LIST_WIDTH))
        self._list.setIconSize(QSize(theme.px(17), theme.px(17)))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._list)
        middle.addWidget(self._view, 1)
        self._cancel.clicked.connect(self.dialog.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._environment)
        buttons.addStretch(1)
        for button in (self._cancel, self._save, self._fill):
            buttons.addWidget(button)
        column.addWidget(self._summary)
        column.addWidget(self._notes)
        column.addSpacing(8)
        column.addLayout(middle, 1)
        column.addSpacing(8)
        column.addLayout(buttons)

    def open(self) -> None:
        self.dialog.open()

    def show_import(self, found: Import) -> None:
        """The calls that were found; where they are the same ones again, the chosen one stays."""
        before = self._list.currentRow() if len(found.calls) == len(self._found.calls) else -1
        unticked = (
            {row for row in range(self._list.count()) if not _is_ticked(self._list.item(row))} if before >= 0 else set()
        )
        self._found = found
        set_size(self.dialog, _SIZE if found.calls else _SMALL_SIZE)
        self._summary.setText(describe(found) if found.calls else tr("Nothing of it was understood as a call."))
        notes = " ".join(clip(one.message, 600) for one in found.problems[:5]) if found.calls else ""
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        with QSignalBlocker(self._list):
            self._list.clear()
            for number, call in enumerate(found.calls):
                self._list.addItem(self._make_item(call, ticked=can_save(call) and number not in unticked))
            first = next((number for number, call in enumerate(found.calls) if can_fill(call)), 0)
            self._list.setCurrentRow(before if before >= 0 else first)
        self._list.setVisible(len(found.calls) > 1)
        self._save.setVisible(bool(found.calls))
        self._fill.setVisible(bool(found.calls))
        self._cancel.setText(tr("Cancel") if found.calls else tr("Close"))
        codes = {problem.code for call in found.calls for problem in call.problems}
        self._environment.setVisible("unresolved_variable" in codes)
        self._show_row(self._list.currentRow())

    def _make_item(self, call: ImportedCall, *, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(visible_text(_title(call), keep="\n"))
        item.setToolTip(plain_tooltip(_title(call)))
        item.setSizeHint(QSize(0, theme_of(self.dialog).px(_ROW_HEIGHT)))
        if not can_save(call):
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setIcon(icon("circle-minus", "faint"))  # where others have their tick
            item.setForeground(theme_of(self.dialog).color("muted"))
        else:
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _show_row(self, row: int) -> None:
        if 0 <= row < len(self._found.calls):
            self._view.show_call(self._found.calls[row], self._beside)
        else:
            self._view.show_problems(self._found.problems)
        inner = self._view.findChildren(QPushButton)  # made anew with each call: they come last otherwise
        for former, latter in pairwise((self._view, *inner, self._environment, self._cancel, self._save, self._fill)):
            self.dialog.setTabOrder(former, latter)
        self._show_buttons()

    def _show_buttons(self) -> None:
        row, calls = self._list.currentRow(), self._found.calls
        self._fill.setEnabled(0 <= row < len(calls) and can_fill(calls[row]))
        ticked = self._ticked()
        self._save.setEnabled(bool(ticked))
        many = trn("Save {count} profile", "Save {count} profiles", len(ticked))
        self._save.setText(many if len(calls) > 1 else tr("Save as profile"))

    def _ticked(self) -> tuple[int, ...]:
        return tuple(row for row in range(self._list.count()) if _is_ticked(self._list.item(row)))

    def _on_view_reply_requested(self) -> None:
        reply = self._found.calls[self._list.currentRow()].reply_text
        self.dialog.accept()
        self.reply_requested.emit(reply)

    def _on_save_clicked(self) -> None:
        ticked = self._ticked()
        self.dialog.accept()
        self.save_requested.emit(ticked)

    def _on_fill_clicked(self) -> None:
        row = self._list.currentRow()
        self.dialog.accept()
        self.fill_requested.emit(row)

    def _on_dialog_finished(self, _result: int) -> None:
        self._found = _NOTHING
        with QSignalBlocker(self._list):
            self._list.clear()
        self._view.clear()
        self._summary.setText("")
        self._notes.setText("")
        self.closed.emit()


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _title(call: ImportedCall) -> str:
    """Two lines for the list."""
    channel = say_channel(call.channel) if call.channel else ""
    where = " · ".join(filter(None, (channel, name_host(call))))
    name = " ".join(call.name.split())  # a line break in it would push the host out of sight
    return f"{clip(name, 120)}\n{where}" if name else where
