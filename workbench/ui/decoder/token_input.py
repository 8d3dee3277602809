"""The field a token is pasted into: any text, of any length, masked on demand.

Learned: QPlainTextEdit needs 1.3 s to set and 0.6 s a key for 100 kB in one line, so long text is held outside of it.
PySide drops lone surrogates on the way through ``Signal(str)``; ``Signal(object)`` keeps them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.core.redact import mask
from workbench.core.secret import Secret
from workbench.language import mark, tr
from workbench.ui.decoder.colours import PartColours
from workbench.ui.kit.clipboard import read_text
from workbench.ui.kit.direction import lay_code_out
from workbench.ui.kit.long_text import LONGEST_LINE, LONGEST_TEXT, shorten
from workbench.ui.kit.text import visible_text
from workbench.ui.kit.theme import is_theme_change, theme_of

_LINES = 2
_TEACHING = mark("Paste a token, drop a file, or press {keys}")


class TokenInput(QPlainTextEdit):
    """Owns the text that was typed, pasted or dropped.

    Text that is long or masked, or holds what cannot be seen, is held outside the editor. That then shows a summary, or
    what stands there spelt out, and takes no typing: another paste replaces it, Delete clears it. Masked, as at the
    start, what is pasted is never seen, and what is typed is seen while the field has the focus.
    """

    text_entered = Signal(object)  # str, by the user only
    files_dropped = Signal(object)  # list[Path], by the user only

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._removed = ""  # for Undo, which the editor has only for what it did not hold outside
        self._is_masked = True
        self._is_held = False
        self.setObjectName("tokenInput")
        self.setAccessibleName(tr("Token or text with tokens"))
        self._teaching = ""
        self.show_key(tr("Send"))
        self.setTabChangesFocus(True)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        lay_code_out(self)
        PartColours(self)
        self._fit()
        self.textChanged.connect(self._on_text_changed)

    def show_text(self, text: str) -> None:
        """Put a text in."""
        self._text = text
        self._removed = ""
        self._show()

    def show_masked(self, masked: bool) -> None:
        """Show only how long the text is, or the text itself."""
        if masked != self._is_masked:
            self._is_masked = masked
            self._show()

    def setPlaceholderText(self, words: str) -> None:
        super().setPlaceholderText(words)
        self.viewport().update()  # Qt 6.11 would go on showing the former words

    def show_key(self, send: str) -> None:
        """What is pressed to send a call, which the teaching words name."""
        before, self._teaching = self._teaching, tr(_TEACHING, keys=send)
        if self.placeholderText() == before:
            self.show_teaching()

    def show_teaching(self) -> None:
        """The words under which there is nothing yet."""
        self.setPlaceholderText(self._teaching)

    def show_placeholder(self, words: str) -> None:
        """Empty it under these words; Undo brings back what was typed."""
        self.setPlaceholderText(words)
        if self._is_held:
            text = self._text
            self.show_text("")
            self._removed = text
            return
        self._text = ""
        with QSignalBlocker(self):
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()

    def take(self, data: QMimeData) -> None:
        """Take in what the user pasted in place of the whole text. A file named in it is not opened."""
        if data.hasText():
            self._enter(read_text(data))

    def take_drop(self, data: QMimeData) -> None:
        """Take in what the user dropped in place of the whole text: a file, or a text."""
        if files := _local_files(data):
            self.files_dropped.emit(files)
        else:
            self.take(data)

    def _enter(self, text: str) -> None:
        self.show_text(text)
        self.text_entered.emit(text)

    def _show(self) -> None:
        shown, is_long = self._text, _is_long(self._text)
        if self._is_masked:
            shown = mask(Secret(self._text))
        else:
            shown = visible_text(shorten(shown) if is_long else shown, keep="\n\t\r")
        self._is_held = bool(self._text) and (is_long or shown != self._text)
        with QSignalBlocker(self):
            self.setPlainText(shown)
            self.setReadOnly(self._is_held)

    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if not self._is_held and text != self._text:
            self._text = text
            self.text_entered.emit(text)

    # ---- Qt

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasUrls()

    def dropEvent(self, event: QDropEvent) -> None:
        if _local_files(event.mimeData()):
            self.take_drop(event.mimeData())
            event.acceptProposedAction()
        else:
            super().dropEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor, text = self.textCursor(), read_text(source)
        if self._is_held:
            self.take(source)
            return
        before, after = QTextCursor(cursor), QTextCursor(cursor)
        before.setPosition(0)
        before.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
        after.setPosition(cursor.selectionEnd())
        after.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        whole = before.selection().toPlainText() + text + after.selection().toPlainText()
        if self._is_masked or _is_long(whole) or visible_text(text, keep="\n\t\r") != text:
            self._enter(whole)
        else:
            super().insertFromMimeData(source)
            if whole == text:  # not amid other text, where the cursor belongs behind it
                self.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._removed and not self._text:
            self._enter(self._removed)
        elif not self._is_held:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            data: QMimeData | None = QGuiApplication.clipboard().mimeData()
            if data is not None:
                self.take(data)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._enter("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._is_masked and not self._is_held and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._show()  # what was typed in the meantime

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        font = theme_of(self).font("mono")
        if font != self.font() or font != self.viewport().font():
            self.setFont(font)
            self.viewport().setFont(font)  # it writes the placeholder, and does not follow under a style sheet
        height = self.fontMetrics().lineSpacing() * _LINES + theme_of(self).px(20)
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


def _is_long(text: str) -> bool:
    return len(text) > LONGEST_TEXT or max(map(len, text.split("\n"))) > LONGEST_LINE


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
