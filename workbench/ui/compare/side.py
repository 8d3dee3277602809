"""One side of a comparison: the token it holds in a few words, and the ways to give it another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from workbench.core.expiry import describe_state, read_expiry
from workbench.core.ticket import shorten_identity
from workbench.core.token import Token
from workbench.core.verdict import describe_identity
from workbench.core.visible import clip
from workbench.language import mark, tr
from workbench.ui.compare.looks import CHANNEL_KINDS, KIND_WORDS
from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import Card
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.text import ElidedLabel, set_tooltip
from workbench.ui.kit.wrapped import WrappedLabel

_TEACHING = mark("Paste or drop a token here, or take the one on show in the Token tab.")
_NO_TEXT = mark("There is no text in the clipboard.")


@dataclass(frozen=True, slots=True)
class _SideWords:
    """The marked texts of one side."""

    title: str
    name: str
    paste: str
    take: str
    clear: str


_WORDS = {
    "old": _SideWords(
        mark("Old"),
        mark("The old token"),
        mark("Paste the old token"),
        mark("Take the token on show in the Token tab as the old one"),
        mark("Clear the old side"),
    ),
    "new": _SideWords(
        mark("New"),
        mark("The new token"),
        mark("Paste the new token"),
        mark("Take the token on show in the Token tab as the new one"),
        mark("Clear the new side"),
    ),
}


class Side(Card):
    """Owns one token, from wherever it came; of its text nothing is shown."""

    text_given = Signal(object)  # str: pasted or dropped by the user
    files_given = Signal(object)  # list[Path], dropped by the user
    offered_taken = Signal()  # the user wants the token on show elsewhere
    cleared = Signal()  # by the user
    copy_requested = Signal(object)  # str: the fingerprint

    def __init__(self, which: str, parent: QWidget | None = None) -> None:
        """``which`` is ``old`` or ``new``."""
        super().__init__(parent)
        self._token: Token | None = None
        self._short: Token | None = None
        self.setObjectName(f"compare{which.capitalize()}")
        words = _WORDS[which]
        self.setAccessibleName(tr(words.name))
        self.setAcceptDrops(True)

        self._title = ElidedLabel(tr(words.title), type_name="strong")
        self._kind = ElidedLabel(shade="muted")
        self._kind.setMinimumWidth(1)  # two sides and their buttons have to fit a narrow pane
        self._paste = _tool("clipboard-paste", tr(words.paste))
        self._take = _tool("log-in", tr(words.take))
        self._take.setEnabled(False)
        self._clear = _tool("x", tr(words.clear))
        self._state = Chip(tr("State"))
        self._fingerprint = ChipButton(tr("Fingerprint"))
        self._fingerprint.explain(tr("The fingerprint: by it two people can speak of the same token. Click to copy."))
        self._words = ElidedLabel(type_name="caption", shade="muted")  # the rows below say it at length
        self._origin = ElidedLabel(type_name="caption", shade="faint")
        self._notice = WrappedLabel(type_name="caption")

        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._kind, 1)
        for button in (self._paste, self._take, self._clear):
            head.addWidget(button)
        chips = FlowLayout(spacing=4)
        chips.addWidget(self._state)
        chips.addWidget(self._fingerprint)
        set_margins(self.column, 12, 6, 6, 10)
        self.column.setSpacing(6)
        self.column.addLayout(head)
        self.column.addLayout(chips)
        self.column.addWidget(self._words)
        self.column.addWidget(self._origin)
        self.column.addWidget(self._notice)
        self.column.addStretch(1)
        self.show_token(None, "", 0.0)

        self._paste.clicked.connect(self._on_paste_clicked)
        self._take.clicked.connect(self.offered_taken)
        self._clear.clicked.connect(self.cleared)
        self._fingerprint.clicked.connect(self._on_fingerprint_clicked)

    def show_token(self, token: Token | None, origin: str, now: float) -> None:
        """This token as it stands at ``now`` (Unix seconds); ``origin`` says in words where it comes from."""
        self._token = token
        self._short = shorten_identity(token) if token is not None else None
        self._clear.setEnabled(token is not None)
        self._fingerprint.show_chip(token.fingerprint if token is not None else "", "neutral", "fingerprint-pattern")
        self._origin.setText(origin)
        self._words.setVisible(self._short is not None)
        self._origin.setVisible(self._short is not None)
        self._say("" if self._short is not None else tr(_TEACHING), "muted")
        self._kind.setText(f" · {_name_kind(self._short)}" if self._short is not None else "")
        if self._short is None:
            self._state.show_chip("")
        else:
            self._words.setText(clip(_describe_bearer(self._short)))
        self.show_now(now)

    def show_now(self, now: float) -> None:
        """See the token from another moment."""
        if self._short is not None:
            expiry = read_expiry(self._short, now)
            look = STATE_LOOKS[expiry.look]
            words = describe_state(self._short, expiry, now)
            self._state.show_chip(words, look.tone, look.icon, filled=look.filled, outline=look.outline)

    def show_notice(self, words: str) -> None:
        """Say why what was given is not taken."""
        self._say(words, "bad")

    def show_offer(self, is_there: bool) -> None:
        """Whether there is a token on show elsewhere that can be taken."""
        self._take.setEnabled(is_there)

    def focus_paste(self) -> None:
        self._paste.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, shade: str) -> None:
        self._notice.setText(words)
        self._notice.show_shade(shade)
        self._notice.setVisible(bool(words))

    def _on_paste_clicked(self) -> None:
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not self._take_in(data):
            self.show_notice(tr(_NO_TEXT))

    def _on_fingerprint_clicked(self) -> None:
        if self._token is not None:
            self.copy_requested.emit(self._token.fingerprint)

    def _take_in(self, data: QMimeData) -> bool:
        if files := [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]:
            self.files_given.emit(files)
        elif data.hasText():
            self.text_given.emit(data.text())
        else:
            return False
        return True

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._on_paste_clicked()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasText() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take_in(event.mimeData())
        event.acceptProposedAction()


def _name_kind(token: Token) -> str:
    if not token.payload.is_json:
        return tr("unreadable")
    kind = tr(KIND_WORDS[token.kind])
    return tr(CHANNEL_KINDS[token.channel], kind=kind) if token.channel else kind


def _describe_bearer(token: Token) -> str:
    return describe_identity(token.identity, token.channel == "web").lstrip(" ,") or tr("for nobody that it names")


def _tool(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    set_icon(button, icon)
    set_tooltip(button, words)
    button.setAccessibleName(words)
    return button
