"""The token pane: whatever token came or was pasted, with a verdict, an identity, a life and its claims explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from workbench.core.expiry import read_expiry
from workbench.core.glossary import Glossary
from workbench.core.secret import Secret
from workbench.core.token import Token, decode, find_tokens
from workbench.ui.decoder.chooser import MOST_TOKENS, TokenChooser
from workbench.ui.decoder.dropped_file import UnreadableFile, read_text_file
from workbench.ui.decoder.token_input import TEACHING, TokenInput
from workbench.ui.decoder.token_view import TokenView
from workbench.ui.decoder.words import write_ticket
from workbench.ui.decoder.wrapped import WrappedLabel
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import ElidedLabel, set_tooltip
from workbench.ui.kit.theme import set_look

NOTHING_TO_COPY = "There is no token to copy yet."
_AT_ONCE = 20_000  # characters that are decoded with each key
_PAUSE_MS = 150  # of typing, before longer text is decoded
_NOTHING_FOUND = "A token has three parts with dots in between and begins with “eyJ”. Text around it does not matter."
_REPLY_SHOWN = "Showing the token of the last reply; paste another here"


class TokenPane(QWidget):
    """Owns the tokens it shows, which of them is looked at, and the moment from which it is seen.

    The owner beats (`show_now`) before the first token comes; there is no clock in here.
    """

    copy_requested = Signal(object)  # Secret: the token
    copy_text_requested = Signal(object)  # str: a plain value
    ticket_requested = Signal(object)  # Redacted: what may be pasted into a ticket
    notice_wanted = Signal(str)  # something to say that belongs to no place of the pane
    user_text_shown = Signal()  # the user looks at text of their own
    token_shown = Signal(object)  # Token, or None where there is none

    def __init__(self, glossary: Glossary, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the reader's, ``None`` for the machine's."""
        super().__init__(parent)
        self._zone = zone
        self._now = 0.0
        self._tokens: Sequence[Token] = ()
        self._token: Token | None = None
        self._text = ""
        self._source = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.setAcceptDrops(True)

        self._input = TokenInput()
        self._paste_button = _tool("clipboard-paste", "Paste in place of what is shown")
        self._clear_button = _tool("x", "Clear")
        self._origin = ElidedLabel(type_name="caption", shade="muted")
        self._origin.setObjectName("tokenOrigin")
        self._notice = WrappedLabel(shade="bad")
        self._notice.setObjectName("tokenNotice")
        self._notice.hide()
        self._ticket_button = _button("ticket", "Copy for ticket", "quiet")
        self._copy_button = _button("copy", "Copy token", "quiet")
        self._chooser = TokenChooser()
        self._view = TokenView(glossary, zone)
        self._empty = EmptyState("fingerprint-pattern", "", "")
        paste = _button("clipboard-paste", "Paste a token")
        self._empty.add_button(paste)
        self._empty.setMinimumWidth(240)  # its sentence has a fixed width, which would keep the pane from shrinking
        self._result = QWidget()
        self._page = QWidget()
        self._scroll = QScrollArea()

        self._lay_out()
        self._show_tokens(())

        self._pause.timeout.connect(self._decode_text)
        self._input.text_entered.connect(self._on_input_text_entered)
        self._input.files_dropped.connect(self._on_input_files_dropped)
        self._paste_button.clicked.connect(self.paste)
        paste.clicked.connect(self.paste)
        self._clear_button.clicked.connect(self._on_clear_clicked)
        self._chooser.token_chosen.connect(lambda number: self._show_token(self._tokens[number]))
        self._copy_button.clicked.connect(self.request_copy)
        self._ticket_button.clicked.connect(self.request_ticket)
        self._view.copy_requested.connect(self.request_copy)
        self._view.copy_text_requested.connect(self.copy_text_requested)
        self._view.place_reached.connect(self._on_view_place_reached)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self._paste_button)
        buttons.addWidget(self._clear_button)
        buttons.addStretch(1)
        entry = QHBoxLayout()
        entry.setSpacing(6)
        entry.addWidget(self._input, 1)
        entry.addLayout(buttons)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._origin, 1)
        head.addWidget(self._ticket_button)
        head.addWidget(self._copy_button)
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(12)
        result.addLayout(head)
        result.addWidget(self._chooser)
        result.addWidget(self._view, 1)
        set_look(self._page, role="page")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(entry)
        column.addWidget(self._notice)
        column.addWidget(self._result, 1)
        column.addWidget(self._empty, 1)
        scroll = self._scroll
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("Token, taken apart")  # with the focus it scrolls by keys
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll.setWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    # ---- facts

    def show_token(self, secret: Secret, origin: str) -> None:
        """Show a token that did not come from the user here; `origin` says where from, in words."""
        self._pause.stop()
        self._text = ""
        self._source = origin
        self._show_notice("")
        self._input.show_placeholder(_REPLY_SHOWN)
        self._show_tokens((decode(secret.reveal()),))

    def show_now(self, now: float) -> None:
        """See everything from another moment (Unix seconds); only what reads differently is painted again."""
        self._now = now
        if self._token is None:
            return
        self._view.show_now(now)
        self._chooser.show_now(now)

    def show_masked(self, masked: bool) -> None:
        """Mask the token and the user's own text, or show both."""
        self._view.show_masked(masked)
        self._input.show_masked(masked)

    def clear(self) -> None:
        """Forget the token and what was typed."""
        self._pause.stop()
        self._text = self._source = ""
        self._show_notice("")
        self._input.setPlaceholderText(TEACHING)
        self._input.show_text("")
        self._show_tokens(())

    # ---- what others may ask for

    def request_copy(self) -> None:
        if self._token is None:
            self.notice_wanted.emit(NOTHING_TO_COPY)
        else:
            self.copy_requested.emit(Secret(self._token.text))

    def request_ticket(self) -> None:
        if self._token is None:
            self.notice_wanted.emit(NOTHING_TO_COPY)
        else:
            expiry = read_expiry(self._token, self._now)
            self.ticket_requested.emit(write_ticket(self._token, expiry, self._now, self._zone))

    def focus_input(self) -> None:
        self._input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paste(self) -> None:
        """Take the clipboard in place of what is shown."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is not None and self._input.canInsertFromMimeData(data):
            self._input.take(data)
        else:
            self._show_notice("There is no text in the clipboard.")
        self.focus_input()

    # ---- handlers

    def _on_input_text_entered(self, text: str, source: str = "") -> None:
        self._text, self._source = text, source
        self._show_notice("")
        self._input.setPlaceholderText(TEACHING)
        if len(text) <= _AT_ONCE:
            self._pause.stop()
            self._decode_text()
        else:
            self._origin.setText(f"Reading {len(text):,} characters…")
            self._pause.start()

    def _decode_text(self) -> None:
        tokens = find_tokens(self._text)
        self._source = self._source or ("pasted or typed here" if self._text else "")
        self._show_tokens(tokens)
        self.user_text_shown.emit()

    def _on_input_files_dropped(self, paths: list[Path]) -> None:
        try:
            text = read_text_file(paths[0])
        except UnreadableFile as trouble:
            self._show_notice(str(trouble))
            return
        self._input.show_text(text)
        self._on_input_text_entered(text, f"from the file {paths[0].name}")

    def _on_clear_clicked(self) -> None:
        self.clear()
        self.user_text_shown.emit()

    def _on_view_place_reached(self, place: QRect) -> None:
        centre = self._view.mapTo(self._page, place.center())
        self._scroll.ensureVisible(centre.x(), centre.y(), 0, place.height() // 2 + 1)

    def _show_notice(self, words: str) -> None:
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def _show_tokens(self, tokens: Sequence[Token]) -> None:
        """Show one of the tokens: the one looked at before if it is still among them, else the first."""
        before = self._token.text if self._token is not None else None
        self._tokens = tokens[:MOST_TOKENS]
        chosen = next((number for number, one in enumerate(self._tokens) if one.text == before), 0)
        self._chooser.show_tokens(self._tokens, chosen, self._now)
        if len(tokens) > 1:
            listed = f", the first {MOST_TOKENS} listed" if len(tokens) > MOST_TOKENS else ""
            self._origin.setText(f"{self._source} · {len(tokens):,} tokens{listed}")
        else:
            self._origin.setText(self._source)
        self._show_token(self._tokens[chosen] if self._tokens else None)

    def _show_token(self, token: Token | None) -> None:
        self._scroll.verticalScrollBar().setValue(0)  # verdict and countdown are on top
        self._token = token
        self._result.setVisible(token is not None)
        self._empty.setVisible(token is None)
        self._clear_button.setEnabled(token is not None or bool(self._text))
        if token is None:
            self._view.clear()
            if self._text.strip():
                self._empty.show_words("No token in this text", _NOTHING_FOUND)
            else:
                self._empty.show_words("No token yet", f"{TEACHING} to send the call on the left.")
        else:
            self._view.show_token(token, self._now)
        self.token_shown.emit(token)

    # ---- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._input.canInsertFromMimeData(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._input.take(event.mimeData())
        event.acceptProposedAction()


def _tool(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    set_icon(button, icon)
    set_tooltip(button, words)
    button.setAccessibleName(words)
    return button


def _button(icon: str, words: str, kind: str = "") -> QPushButton:
    button = QPushButton(words)
    set_look(button, kind=kind)
    set_icon(button, icon)
    return button
