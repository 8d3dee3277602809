"""The sheet of "Copy as…": languages on the left, the masked text in one on the right, what to do before it runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from workbench.core.redact import Redacted, redact
from workbench.language import mark, tr
from workbench.ui.kit.dialogs import make_dialog, set_size
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.text import set_tooltip
from workbench.ui.kit.theme import set_look, theme_of
from workbench.ui.kit.wrapped import WrappedLabel

_SIZE = (780, 500)
_LIST_WIDTH, _WIDEST_LIST, _ROW_HEIGHT = 168, 240, 30
_NOTHING = redact("")
_NOTHING_MASKED = mark("There is no secret in it.")


class ExportSheet(QObject):
    """Owns the dialog, the masked text on it and the language that is chosen."""

    language_chosen = Signal(str)
    copy_requested = Signal(object)  # Redacted
    save_requested = Signal(str, object)  # language id, Redacted
    real_values_requested = Signal(str)  # language id
    closed = Signal()

    def __init__(self, parent: QWidget, title: str, languages: Sequence[tuple[str, str]], chosen: str) -> None:
        """``languages`` are ids and words; ``chosen`` is an id, the first language where it is none of them."""
        self.dialog, column = make_dialog(parent, title, "", danger=False)
        super().__init__(self.dialog)
        self.dialog.setObjectName("exportSheet")
        self._written = _NOTHING
        self._ids = [language_id for language_id, _ in languages]
        self._list = QListWidget()
        self._list.setObjectName("exportLanguages")
        self._list.setAccessibleName(tr("Language"))
        for _, words in languages:
            item = QListWidgetItem(words)
            item.setSizeHint(QSize(0, theme_of(self.dialog).px(_ROW_HEIGHT)))
            self._list.addItem(item)
        self._text = LongText(tr("The call in this language, secrets masked"))
        self._text.setObjectName("exportText")
        self._note = WrappedLabel(type_name="caption", shade="muted")
        self._note.setObjectName("exportNote")
        self._setting = WrappedLabel(type_name="caption", shade="muted", is_code=True)
        self._setting.setObjectName("exportSetting")
        self._real = QPushButton(tr("Copy with real values…"))
        self._real.setObjectName("exportRealValues")
        self._save = QPushButton(tr("Save to file…"))
        self._save.setObjectName("exportSave")
        self._copy = QPushButton(tr("Copy"))
        self._copy.setObjectName("exportCopy")
        self._lay_out(column)
        with QSignalBlocker(self._list):
            self._list.setCurrentRow(self._ids.index(chosen) if chosen in self._ids else 0)

        self._list.currentRowChanged.connect(self._on_row_changed)
        self._real.clicked.connect(lambda: self.real_values_requested.emit(self.language_id))
        self._save.clicked.connect(lambda: self.save_requested.emit(self.language_id, self._written))
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._written))
        self.dialog.finished.connect(self._on_dialog_finished)

    def _lay_out(self, column: QVBoxLayout) -> None:
        theme = theme_of(self.dialog)
        set_look(self._copy, kind="primary")
        set_icon(self._save, "download", "muted", 14)
        set_icon(self._real, "triangle-alert", "bad", 14)
        set_tooltip(self._real, tr("With the key or token in it; marked as secret, and cleared from the clipboard"))
        self._copy.setDefault(True)
        words = (self._list.item(row).text() for row in range(self._list.count()))
        wanted = max(map(self._list.fontMetrics().horizontalAdvance, words)) + theme.px(32)
        self._list.setFixedWidth(max(theme.px(_LIST_WIDTH), min(wanted, theme.px(_WIDEST_LIST))))
        shown = QVBoxLayout()
        shown.setSpacing(8)
        shown.addWidget(self._text, 1)
        shown.addWidget(self._note)
        shown.addWidget(self._setting)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._list)
        middle.addLayout(shown, 1)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.dialog.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._real)
        buttons.addStretch(1)
        for button in (close, self._save, self._copy):
            buttons.addWidget(button)
        column.addLayout(middle, 1)
        column.addSpacing(8)
        column.addLayout(buttons)
        set_size(self.dialog, _SIZE)
        self._allow(False)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def language_id(self) -> str:
        """The chosen language."""
        return self._ids[self._list.currentRow()]

    def open(self) -> None:
        self.dialog.open()

    def show_text(self, language_id: str, text: Redacted, note: str) -> None:
        """The masked text in a language; dropped unless it is still the chosen one."""
        if language_id == self.language_id:
            self._show_written(text)
            self._show_note(note or tr(_NOTHING_MASKED), "muted")
            self._allow(True)

    def show_refusal(self, language_id: str, words: str) -> None:
        """Why it cannot be written in a language."""
        if language_id == self.language_id:
            self._show_written(_NOTHING)
            self._show_note(words, "bad")
            self._allow(False)

    def _show_written(self, text: Redacted) -> None:
        self._written = text
        self._text.show_text(text)

    def _show_note(self, words: str, shade: str) -> None:
        """A sentence, and under it what may be typed: that runs from left to right in every language."""
        sentence, _, setting = words.partition("\n")
        self._note.setText(sentence)
        self._note.show_shade(shade)
        self._setting.setText(setting)
        self._setting.setVisible(bool(setting))

    def _allow(self, is_written: bool) -> None:
        for button in (self._copy, self._save, self._real):
            button.setEnabled(is_written)

    def _on_row_changed(self, _row: int) -> None:
        self.language_chosen.emit(self.language_id)

    def _on_dialog_finished(self, _result: int) -> None:
        self._show_written(_NOTHING)
        self._allow(False)
        self.closed.emit()
