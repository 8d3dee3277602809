"""The head of the token pane: the verdict, chips, the countdown and the life-line."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.expiry import Expiry, describe_state
from workbench.core.token import Token
from workbench.core.verdict import write_verdict
from workbench.ui.decoder.lifeline import Lifeline
from workbench.ui.decoder.looks import CHANNEL_ICONS, KIND_LOOKS
from workbench.ui.decoder.words import clip, shorten_identity, write_countdown
from workbench.ui.decoder.wrapped import WrappedLabel
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.panel import Card
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.text import PlainLabel

_LONGEST_VERDICT = 2000


class Headline(Card):
    """Owns the sentence on top and everything that counts down beside it."""

    copy_requested = Signal(object)  # str: the fingerprint

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._token: Token | None = None
        self._fingerprint = ""
        self._verdict = WrappedLabel(type_name="title")
        self._verdict.setObjectName("verdict")
        self._verdict.setAccessibleName("Verdict: none yet")
        self._state = _chip("State", "paneStateChip")
        self._verification = _chip("Signature", "verificationChip")
        self._verification.show_chip("not verified", "neutral", "shield-question-mark", outline=True)
        self._verification.explain("Nobody has checked the signature: anyone can have written this token.")
        self._kind = _chip("Kind", "kindChip")
        self._channel = _chip("Channel", "channelChip")
        self._fingerprint_chip = _chip("Fingerprint", "fingerprintChip")
        self._fingerprint_chip.set_clickable()
        self._fingerprint_chip.explain(
            "The fingerprint: by it two people can speak of the same token without sharing it. Click to copy."
        )
        self._meaning = PlainLabel(type_name="caption", shade="muted")
        self._countdown = PlainLabel(type_name="display")
        self._countdown.setObjectName("countdown")
        self._lifeline = Lifeline(zone)
        self._life = QWidget()

        chips = FlowLayout()
        for chip in (self._state, self._verification, self._kind, self._channel, self._fingerprint_chip):
            chips.addWidget(chip)
        figure = QVBoxLayout()
        figure.setSpacing(0)
        figure.addWidget(self._meaning)
        figure.addWidget(self._countdown)
        figure.addStretch(1)
        life = QHBoxLayout(self._life)
        life.setContentsMargins(0, 8, 0, 0)
        life.setSpacing(24)
        life.addLayout(figure)
        life.addWidget(self._lifeline, 1)
        self.column.setSpacing(12)
        self.column.addWidget(self._verdict)
        self.column.addLayout(chips)
        self.column.addWidget(self._life)

        self._fingerprint_chip.clicked.connect(lambda: self.copy_requested.emit(self._fingerprint))

    def show_token(self, token: Token) -> None:
        """Another token; its life follows by ``show_life``."""
        self._token = shorten_identity(token)
        self._fingerprint = token.fingerprint
        self._fingerprint_chip.show_chip(self._fingerprint, "neutral", "fingerprint-pattern")
        word, icon = KIND_LOOKS[token.kind]
        self._kind.show_chip(word if token.payload.is_json else "", "neutral", icon)
        channel = token.channel
        self._channel.show_chip(channel or "", "neutral", CHANNEL_ICONS[channel] if channel else "")

    def show_life(self, expiry: Expiry, now: float) -> None:
        """How the token stands at ``now`` (Unix seconds)."""
        if self._token is None:
            return
        look = STATE_LOOKS[expiry.look]
        words = describe_state(self._token, expiry, now)
        self._state.show_chip(words, look.tone, look.icon, filled=look.filled, outline=look.outline)
        self._verdict.setText(clip(write_verdict(self._token, expiry, now, self._zone), _LONGEST_VERDICT))
        self._verdict.setAccessibleName(f"Verdict: {self._verdict.text()}")
        meaning, figure = write_countdown(expiry, now)
        self._meaning.setText(meaning)
        self._countdown.setText(figure)
        self._countdown.setAccessibleName(f"{meaning}: {figure}")
        self._countdown.show_shade(look.tone)
        self._lifeline.show_life(expiry, now)
        self._life.setVisible(expiry.state != "unreadable")


def _chip(what: str, name: str) -> Chip:
    chip = Chip(what)
    chip.setObjectName(name)
    return chip
