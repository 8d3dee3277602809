"""The token pane: whatever token came or was pasted, with a verdict, an identity, a life and its claims explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workbench.core.finding import Found, find_tokens
from workbench.core.glossary import Glossary
from workbench.core.secret import Secret
from workbench.core.token import Token, decode
from workbench.core.verdict import Verification
from workbench.core.visible import clip
from workbench.language import mark, number, tr, trn
from workbench.ui.decoder.chooser import MOST_TOKENS, TokenChooser
from workbench.ui.decoder.entry import TokenEntry
from workbench.ui.decoder.heading import TokenHeading
from workbench.ui.decoder.token_view import TokenView
from workbench.ui.decoder.viewpoint import Viewpoint
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.page_scroll import PageScroll
from workbench.ui.kit.panel import Page
from workbench.ui.kit.theme import set_look

NOTHING_TO_COPY = mark("There is no token to copy yet.")
_AT_ONCE = 20_000  # characters that are decoded with each key; longer text is looked into elsewhere
_NOTHING_FOUND = mark(
    "A token has three parts with dots in between and begins with “eyJ”. Text around it does not matter."
)
_MEANWHILE = mark("The window stays usable meanwhile. Clear drops it, another paste takes its place.")
_HERE = mark("pasted or typed here")
_FIRST_STEPS = mark("Paste a token, drop a file, or press {keys} to send the call on the left.")


class TokenPane(QWidget):
    """Owns the tokens it shows, which of them is looked at, and the moment from which it is seen.

    The owner beats (`show_now`) before the first token comes; there is no clock in here.
    """

    inspection_requested = Signal(object)  # str: a long text, or Path: a dropped file; `show_found` answers
    verification_requested = Signal(object, object, str, float)
    """Token; Secret, or Path of a key file; the form of the secret; leeway. `show_verification` answers."""
    copy_requested = Signal(object)  # Secret: the token
    copy_text_requested = Signal(object)  # str: a plain value
    compare_requested = Signal()  # the token on show, with another
    use_requested = Signal(object)  # Token: in a call of the brand's own API
    ticket_requested = Signal(object)  # Ticket: what may be pasted into a ticket
    notice_wanted = Signal(str)  # something to say that belongs to no place of the pane
    user_text_shown = Signal()  # the user looks at text of their own
    token_shown = Signal(object)  # Token, or None where there is none
    threshold_passed = Signal(str, str)  # look, words: the token on show became soon, critical or expired, once each
    received = Signal(object)  # tuple[str | Path, ...]: what the user pasted, typed or dropped here; empty when cleared

    def __init__(self, glossary: Glossary, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the reader's, ``None`` for the machine's."""
        super().__init__(parent)
        self._now = 0.0
        self._viewpoint = Viewpoint()
        self._tokens: Sequence[Token] = ()
        self._token: Token | None = None
        self._awaited: str | Path | None = None
        self._has_text = False
        self._source = ""
        self._send_key = tr("Send")
        self.setAcceptDrops(True)

        self._entry = TokenEntry()
        self._heading = TokenHeading()
        self._chooser = TokenChooser()
        self._view = TokenView(glossary, zone)
        self._empty = EmptyState("fingerprint-pattern", "", "")
        paste = QPushButton(tr("Paste a token"))
        set_icon(paste, "clipboard-paste")
        self._empty.add_button(paste)
        self._result = QWidget()
        self._page = Page()
        self._scroll = PageScroll()

        self._lay_out()
        self._show_tokens(Found(()))

        self._entry.text_entered.connect(self._on_entry_text_entered)
        self._entry.files_dropped.connect(self._on_entry_files_dropped)
        self._entry.files_dropped.connect(lambda paths: self.received.emit(tuple(paths)))
        self._entry.clear_requested.connect(self._on_entry_clear_requested)
        paste.clicked.connect(self.paste)
        self._chooser.token_chosen.connect(lambda number: self._show_token(self._tokens[number]))
        self._heading.copy_requested.connect(self.request_copy)
        self._heading.ticket_requested.connect(self.request_ticket)
        self._heading.compare_requested.connect(self.compare_requested)
        self._heading.use_requested.connect(self.request_use)
        self._view.copy_requested.connect(self.request_copy)
        self._view.copy_text_requested.connect(self.copy_text_requested)
        self._view.check_requested.connect(self._on_view_check_requested)
        self._view.viewpoint_chosen.connect(self._show_viewpoint)
        self._view.threshold_passed.connect(self.threshold_passed)
        self._view.place_reached.connect(self._on_view_place_reached)

    def _lay_out(self) -> None:
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(12)
        result.addWidget(self._heading)
        result.addWidget(self._chooser)
        result.addWidget(self._view, 1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self._entry)
        column.addWidget(self._result, 1)
        column.addWidget(self._empty, 1)
        scroll = self._scroll
        scroll.setAccessibleName(tr("Token, taken apart"))  # with the focus it scrolls by keys
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(scroll, walked=True)
        scroll.setWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    # ---- facts

    def show_key(self, send: str) -> None:
        """What is pressed to send a call."""
        self._send_key = send
        self._entry.show_key(send)
        self._show_empty()

    def show_token(self, secret: Secret, origin: str) -> None:
        """Show a token that did not come from the user here; `origin` says where from, in words."""
        self._begin(origin)
        self._has_text = False
        self._entry.show_reply()
        self._show_viewpoint(Viewpoint(leeway=self._viewpoint.leeway))
        self._show_tokens(Found((decode(secret.reveal()),)))

    def show_found(self, given: object, text: str, found: Found) -> None:
        """What stands in a long text or a file; dropped unless it is still what was asked for."""
        if given is not self._awaited:
            return
        if isinstance(given, Path):
            self._begin(tr("from the file {name}", name=given.name))
            self._entry.show_text(text)
        self._awaited = None
        self._has_text = bool(text.strip())
        self._entry.show_notice("")
        self._show_tokens(found)

    def show_unusable(self, given: object, words: str) -> None:
        """Why a file was not read; what was shown before stays."""
        if given is self._awaited:
            self._awaited = None
            self._entry.show_notice(words)
            if self._token is None:
                self._show_token(None)

    def show_verification(self, token: Token, verification: Verification) -> None:
        """What a signature check said; dropped unless the token is still the one looked at."""
        if token is self._token:
            self._view.show_verification(verification)

    def show_verification_trouble(self, token: Token, words: str) -> None:
        """Why no signature check was made."""
        if token is self._token:
            self._view.show_verification_trouble(words)

    def show_server_offset(self, seconds: float | None) -> None:
        """How far the server's clock is ahead of this machine's, in seconds; ``None`` where that is not known."""
        self._view.show_server_offset(seconds)

    def show_now(self, now: float) -> None:
        """This machine's clock says another time (Unix seconds); only what reads differently is painted again."""
        self._now = now
        if self._token is not None:
            self._view.show_now(now)
            self._chooser.show_now(self._viewpoint.moment(now), self._viewpoint.leeway)

    def show_times(self) -> None:
        """Write every time anew: the zone that they are shown in is another one."""
        self._show_viewpoint(self._viewpoint)

    def show_glossary(self, glossary: Glossary) -> None:
        """Other words for claims and header fields."""
        self._view.show_glossary(glossary)

    def show_masked(self, masked: bool) -> None:
        """Mask the token and the user's own text, or show both."""
        self._view.show_masked(masked)
        self._entry.show_masked(masked)

    def clear(self) -> None:
        """Forget the token, what was typed, and from when it was seen."""
        self._begin("")
        self._has_text = False
        self._entry.show_text("")
        self._view.forget_secret()
        self._show_viewpoint(Viewpoint())
        self._show_tokens(Found(()))

    # ---- what others may ask for

    def request_copy(self) -> None:
        if self._token is None:
            self.notice_wanted.emit(tr(NOTHING_TO_COPY))
        else:
            self.copy_requested.emit(Secret(self._token.text))

    def request_ticket(self) -> None:
        if self._token is None:
            self.notice_wanted.emit(tr(NOTHING_TO_COPY))
        else:
            self.ticket_requested.emit(self._view.write_ticket(self._token))

    def request_use(self) -> None:
        """Have a call of the brand's own API written with the token."""
        if self._token is None:
            self.notice_wanted.emit(tr(NOTHING_TO_COPY))
        else:
            self.use_requested.emit(self._token)

    def request_verdict(self) -> None:
        """Have the sentence on top copied, alone."""
        if self._token is None:
            self.notice_wanted.emit(tr(NOTHING_TO_COPY))
        else:
            self.copy_text_requested.emit(self._view.write_verdict(self._token))
            self.notice_wanted.emit(tr("Copied the verdict."))

    def focus_input(self) -> None:
        self._entry.focus_input()

    def paste(self) -> None:
        """Take the clipboard in place of what is shown."""
        self._entry.paste()

    def take_text(self, text: str, source: str) -> None:
        """Look for tokens in a text that the user gave elsewhere; `source` says where from, in words."""
        self._entry.show_text(text)
        self._look_into(text, source)

    def take_file(self, path: Path) -> None:
        """Look for tokens in a file that the user dropped elsewhere."""
        self._on_entry_files_dropped([path])

    # ---- handlers

    def _on_entry_text_entered(self, text: str) -> None:
        self._look_into(text, tr(_HERE))
        self.received.emit((text,))

    def _look_into(self, text: str, source: str) -> None:
        self._begin(source)
        self._has_text = bool(text.strip())
        if len(text) <= _AT_ONCE:
            self._show_tokens(find_tokens(text))
        else:
            self._show_tokens(Found(()))
            reading = trn("Reading {count} character…", "Reading {count} characters…", len(text))
            self._empty.show_words(reading, tr(_MEANWHILE))
            self._ask(text)
        self.user_text_shown.emit()

    def _on_entry_files_dropped(self, paths: list[Path]) -> None:
        self._entry.show_notice(tr("Reading “{name}”…", name=paths[0].name), "muted")
        self._ask(paths[0])
        self.user_text_shown.emit()

    def _on_entry_clear_requested(self) -> None:
        self.clear()
        self.user_text_shown.emit()
        self.received.emit(())

    def _on_view_check_requested(self, given: Secret | Path, form: str) -> None:
        if self._token is not None:
            self.verification_requested.emit(self._token, given, form, float(self._viewpoint.leeway))

    def _on_view_place_reached(self, place: QRect) -> None:
        centre = self._view.mapTo(self._page, place.center())
        self._scroll.ensureVisible(centre.x(), centre.y(), 0, place.height() // 2 + 1)

    def _begin(self, source: str) -> None:
        """Text of another origin: no answer is awaited any more, and no secret serves it that was typed before."""
        self._awaited = None
        if source != self._source:
            self._view.forget_secret()
        self._source = source

    def _ask(self, given: str | Path) -> None:
        self._awaited = given
        self._entry.show_clearable(True)
        self.inspection_requested.emit(given)

    def _show_viewpoint(self, viewpoint: Viewpoint) -> None:
        self._viewpoint = viewpoint
        self._view.show_viewpoint(viewpoint)
        self._chooser.show_now(viewpoint.moment(self._now), viewpoint.leeway)

    def _show_tokens(self, found: Found) -> None:
        """Show one of the tokens: the one looked at before if it is still among them, else the first."""
        before = self._token.text if self._token is not None else None
        self._tokens = found.tokens[:MOST_TOKENS]
        chosen = next((number for number, one in enumerate(self._tokens) if one.text == before), 0)
        self._chooser.show_tokens(self._tokens, chosen, self._viewpoint.moment(self._now), self._viewpoint.leeway)
        self._heading.show_origin(_write_origin(self._source, len(self._tokens), len(found.tokens) + found.left_out))
        self._show_token(self._tokens[chosen] if self._tokens else None)

    def _show_token(self, token: Token | None) -> None:
        self._scroll.verticalScrollBar().setValue(0)  # verdict and countdown are on top
        self._token = token
        self._result.setVisible(token is not None)
        self._empty.setVisible(token is None)
        self._entry.show_clearable(token is not None or self._has_text)
        if token is None:
            self._view.clear()
            self._show_empty()
        else:
            self._view.show_token(token, self._now)
        self.token_shown.emit(token)

    def _show_empty(self) -> None:
        if self._has_text:
            self._empty.show_words(tr("No token in this text"), tr(_NOTHING_FOUND))
        else:
            self._empty.show_words(tr("No token yet"), tr(_FIRST_STEPS, keys=self._send_key))

    # ---- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._entry.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._entry.take_drop(event.mimeData())
        event.acceptProposedAction()


def _write_origin(source: str, listed: int, found: int) -> str:
    source = clip(source)
    if found < 2:
        return source
    if found == listed:
        return trn("{count} token · {source}", "{count} tokens · {source}", found, source=source)
    return trn(
        "{count} token, the first {listed} listed · {source}",
        "{count} tokens, the first {listed} listed · {source}",
        found,
        listed=number(listed),
        source=source,
    )
