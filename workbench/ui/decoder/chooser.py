"""The choice among several tokens found in one text: a short list, each token with its state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from workbench.core.expiry import Look, describe_state, read_expiry
from workbench.core.token import Token
from workbench.language import tr
from workbench.ui.decoder.looks import describe_kind
from workbench.ui.kit.icons import icon
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.theme import is_theme_change, theme_of

MOST_TOKENS = 50
_ROWS = 6  # seen at once; more are scrolled to
_ROW_HEIGHT = 28


class TokenChooser(QListWidget):
    """Owns a line for each token; with fewer than two it is hidden."""

    token_chosen = Signal(int)  # by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens: list[tuple[Token, str]] = []
        self._looks: list[Look] = []
        self.setObjectName("tokenChooser")
        self.setAccessibleName(tr("Token to look at"))
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentRowChanged.connect(self.token_chosen)
        self.hide()

    def show_tokens(self, tokens: Sequence[Token], chosen: int, now: float, leeway: float = 0) -> None:
        """The tokens in the order of the text, as they stand at ``now`` (Unix seconds)."""
        with QSignalBlocker(self):
            self.clear()
            self._tokens = [(token, token.fingerprint) for token in tokens] if len(tokens) > 1 else []
            self._looks = ["unreadable"] * len(self._tokens)
            self.addItems([""] * len(self._tokens))
            self.show_now(now, leeway)
            self._fit()
            self.setCurrentRow(chosen if self._tokens else -1)
        self.setVisible(bool(self._tokens))

    def show_now(self, now: float, leeway: float = 0) -> None:
        """Write anew what reads differently at ``now`` (Unix seconds)."""
        for number, (token, fingerprint) in enumerate(self._tokens):
            expiry = read_expiry(token, now, leeway)
            what = describe_kind(token) if token.payload.is_json else tr("unreadable")
            text = " · ".join((str(number + 1), what, describe_state(token, expiry, now), fingerprint))
            if text != self._line(number).text():
                self._line(number).setText(text)
                self._looks[number] = expiry.look
                self._paint_icon(number)

    def _line(self, number: int) -> QListWidgetItem:
        return self.item(number)

    def _paint_icon(self, number: int) -> None:
        look = STATE_LOOKS[self._looks[number]]
        self._line(number).setIcon(icon(look.icon, look.tone))

    def _fit(self) -> None:
        height, side = theme_of(self).px(_ROW_HEIGHT), theme_of(self).px(16)
        self.setIconSize(QSize(side, side))
        for number in range(len(self._tokens)):
            self._line(number).setSizeHint(QSize(0, height))
        self.setFixedHeight(height * max(1, min(len(self._tokens), _ROWS)) + 2 * self.frameWidth() + 2)

    # ---- Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()
            for number in range(len(self._tokens)):
                self._paint_icon(number)
