"""Editors that tell apart what a person types from what code puts in: `edited` is silent for `show_text`.

Learned: a QComboBox completes what is typed to a listed text of another case, and turns with the wheel while the page
under it is scrolled; a QLineEdit cuts a paste at 32,767 characters unless told otherwise; QPlainTextEdit has no
`textEdited`, and its `toPlainText` turns no-break spaces into plain ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.theme import is_theme_change, theme_of

LONGEST = 4 * 1024 * 1024


class Line(QLineEdit):
    """Owns one line of text."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self.setAcceptDrops(False)  # what is dropped on the form is for the form as a whole
        self.textEdited.connect(lambda: self.edited.emit())

    def show_text(self, text: str) -> None:
        if text != self.text():  # else the cursor would jump
            self.setText(text)


class Choice(StillChoice):
    """Owns one line of text with a list of suggestions; any text is allowed."""

    edited = Signal()

    def __init__(self, suggestions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes a null pointer for "none"
        self.addItems(suggestions)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.setMaxLength(LONGEST)
        self.line.setAcceptDrops(False)
        self.line.textEdited.connect(lambda: self.edited.emit())
        self.activated.connect(lambda: self.edited.emit())

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)  # it has a place of its own in what screen readers see

    def text(self) -> str:
        return self.currentText()

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.setCurrentIndex(self.findText(text, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive))
            self.setEditText(text)


class Area(QPlainTextEdit):
    """Owns several lines of plain text; `mono` for code."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, mono: bool = False) -> None:
        super().__init__(parent)
        self._is_mono = mono
        if mono:
            keep_left_to_right(self)
        self._read_font()
        self.setTabChangesFocus(True)
        self.textChanged.connect(lambda: self.edited.emit())

    def text(self) -> str:
        """To the character."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """The undo history starts anew."""
        if text != self.text():
            with QSignalBlocker(self):  # textChanged speaks for code too
                self.setPlainText(text)

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._read_font()
        super().changeEvent(event)

    def _read_font(self) -> None:
        font = theme_of(self).font("mono")
        if self._is_mono and font != self.font():
            self.setFont(font)
