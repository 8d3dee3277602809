"""The choice among several tokens found in one text, each with its state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from workbench.core.expiry import describe_state, read_expiry
from workbench.core.token import Token
from workbench.ui.decoder.looks import KIND_LOOKS
from workbench.ui.kit.icons import icon
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.theme import is_theme_change

MOST_TOKENS = 50


class TokenChooser(QComboBox):
    """Owns a line for each token; with fewer than two it is hidden."""

    token_chosen = Signal(int)  # by the user

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens: list[tuple[Token, str]] = []
        self.setObjectName("tokenChooser")
        self.setAccessibleName("Token to look at")
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self.token_chosen)
        self.hide()

    def show_tokens(self, tokens: Sequence[Token], chosen: int, now: float) -> None:
        """The tokens in the order of the text, as they stand at ``now`` (Unix seconds)."""
        self.clear()
        self._tokens = [(token, token.fingerprint) for token in tokens] if len(tokens) > 1 else []
        self.addItems([""] * len(self._tokens))
        self.show_now(now)
        self.setCurrentIndex(chosen if self._tokens else -1)
        self.setVisible(bool(self._tokens))

    def show_now(self, now: float) -> None:
        """Write anew what reads differently at ``now`` (Unix seconds)."""
        for number, (token, fingerprint) in enumerate(self._tokens):
            expiry = read_expiry(token, now)
            kind = " ".join(filter(None, (token.channel, KIND_LOOKS[token.kind][0])))
            what = kind if token.payload.is_json else "unreadable"
            text = (
                f"{number + 1} of {len(self._tokens)} · {what} · {describe_state(token, expiry, now)} · {fingerprint}"
            )
            if text != self.itemText(number):
                self.setItemText(number, text)
                self.setItemData(number, expiry.look)
                self._paint_icon(number)

    def _paint_icon(self, number: int) -> None:
        look = STATE_LOOKS[self.itemData(number)]
        self.setItemIcon(number, icon(look.icon, look.tone))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            for number in range(self.count()):
                self._paint_icon(number)
