"""Where a text with tokens is given: the field, buttons to paste and clear, and what is wrong with what was given."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.language import mark, tr
from workbench.ui.decoder.token_input import TokenInput
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import set_tooltip
from workbench.ui.kit.wrapped import WrappedLabel

_REPLY_SHOWN = mark("Showing the token of the last reply; paste another here")
_NOTHING_TO_PASTE = mark("There is no text in the clipboard.")


class TokenEntry(QWidget):
    """Owns the field and the notice under it."""

    text_entered = Signal(object)  # str, by the user only
    files_dropped = Signal(object)  # list[Path], by the user only
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._input = TokenInput()
        paste = _tool("clipboard-paste", tr("Paste in place of what is shown"))
        self._clear_button = _tool("x", tr("Clear"))
        self._notice = WrappedLabel(shade="bad")
        self._notice.setObjectName("tokenNotice")
        self._notice.hide()
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(paste)
        buttons.addWidget(self._clear_button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._input, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._notice)

        self._input.text_entered.connect(self._on_input_text_entered)
        self._input.files_dropped.connect(self.files_dropped)
        paste.clicked.connect(self.paste)
        self._clear_button.clicked.connect(self.clear_requested)

    def show_key(self, send: str) -> None:
        """What is pressed to send a call."""
        self._input.show_key(send)

    def show_text(self, text: str) -> None:
        """Put a text in, such as that of a dropped file."""
        self.show_notice("")
        self._input.show_teaching()
        self._input.show_text(text)

    def show_reply(self) -> None:
        """Empty it while the token of a reply is shown; Undo brings back what was typed."""
        self.show_notice("")
        self._input.show_placeholder(tr(_REPLY_SHOWN))

    def show_notice(self, words: str, shade: str = "bad") -> None:
        """Say what is wrong with what was given, or what goes on."""
        self._notice.setText(words)
        self._notice.show_shade(shade)
        self._notice.setVisible(bool(words))

    def show_clearable(self, is_clearable: bool) -> None:
        self._clear_button.setEnabled(is_clearable)

    def show_masked(self, masked: bool) -> None:
        self._input.show_masked(masked)

    def paste(self) -> None:
        """Take the clipboard in place of what is shown."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasText():
            self._input.take(data)
        else:
            self.show_notice(tr(_NOTHING_TO_PASTE))
        self.focus_input()

    def focus_input(self) -> None:
        self._input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def takes(self, data: QMimeData) -> bool:
        """Whether there is something in it to take."""
        return self._input.canInsertFromMimeData(data)

    def take_drop(self, data: QMimeData) -> None:
        """Take what was dropped anywhere on the pane."""
        self._input.take_drop(data)

    def _on_input_text_entered(self, text: str) -> None:
        self.show_notice("")
        self._input.show_teaching()
        self.text_entered.emit(text)


def _tool(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    set_icon(button, icon)
    set_tooltip(button, words)
    button.setAccessibleName(words)
    return button
