"""The head of the token pane: the verdict, chips, the countdown, the life-line and from when all of it is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.core.expiry import Expiry, Look, describe_state
from workbench.core.ticket import shorten_identity
from workbench.core.time_text import format_local
from workbench.core.token import Token
from workbench.core.verdict import NOT_CHECKED, Verification, write_verdict
from workbench.core.visible import clip
from workbench.core.zone import write_there
from workbench.language import tr
from workbench.ui.decoder.as_of import AsOfLine
from workbench.ui.decoder.life_row import LifeRow
from workbench.ui.decoder.lifeline import Lifeline
from workbench.ui.decoder.looks import CHANNEL_LOOKS, KIND_LOOKS, VERIFICATION_LOOKS
from workbench.ui.decoder.offset_line import OffsetLine
from workbench.ui.decoder.viewpoint import Viewpoint
from workbench.ui.decoder.words import write_countdown
from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.panel import Card, rule
from workbench.ui.kit.states import STATE_LOOKS
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look
from workbench.ui.kit.wrapped import WrappedLabel

_LONGEST_VERDICT = 2000
_THRESHOLDS: tuple[Look, ...] = ("soon", "critical", "expired")
Part = TypeVar("Part", bound=QWidget)


class Headline(Card):
    """Owns the sentence on top, everything that counts down beside it, and the choice of the moment it counts from."""

    copy_requested = Signal(object)  # str: the fingerprint
    check_requested = Signal()  # to check the signature
    viewpoint_chosen = Signal(object)  # Viewpoint, by the user
    threshold_passed = Signal(str, str)  # look, words: the token on show became soon, critical or expired, once each

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._token: Token | None = None
        self._fingerprint = ""
        self._looks: list[Look] = []  # that it had while it was on show, seen from now
        self._viewpoint = Viewpoint()
        self._verification = NOT_CHECKED
        self._as_of_chip = _named(ChipButton(tr("As of")), "asOfChip")
        self._as_of_chip.explain(tr("The verdict is not given for now. Press to return to now."))
        self._verdict = WrappedLabel(type_name="title")
        self._verdict.setObjectName("verdict")
        self._verdict.setAccessibleName(tr("Verdict: none yet"))
        self._state = _named(Chip(tr("State")), "paneStateChip")
        self._verification_chip = _named(ChipButton(tr("Signature")), "verificationChip")
        self._leeway_chip = _named(Chip(tr("Leeway")), "leewayChip")
        self._leeway_chip.explain(tr("So many seconds are granted on both ends of the token's life."))
        self._kind = _named(Chip(tr("Kind")), "kindChip")
        self._channel = _named(Chip(tr("Channel")), "channelChip")
        self._fingerprint_chip = _named(ChipButton(tr("Fingerprint")), "fingerprintChip")
        self._fingerprint_chip.explain(
            tr("The fingerprint: by it two people can speak of the same token without sharing it. Click to copy.")
        )
        self._meaning = PlainLabel(type_name="caption", shade="muted")
        self._countdown = PlainLabel(type_name="display")
        self._countdown.setObjectName("countdown")
        self._lifeline = Lifeline(zone)
        self._life = LifeRow(self._meaning, self._countdown, self._lifeline)
        self._offset = OffsetLine()
        self._as_of = AsOfLine()
        self._is_plain = False
        self._lay_out()
        self._show_verification()

        self._fingerprint_chip.clicked.connect(lambda: self.copy_requested.emit(self._fingerprint))
        self._verification_chip.clicked.connect(self.check_requested)
        self._as_of_chip.clicked.connect(
            lambda: self.viewpoint_chosen.emit(replace(self._viewpoint, fixed=None, shift=None))
        )
        self._as_of.viewpoint_chosen.connect(self.viewpoint_chosen)
        self._offset.shift_requested.connect(
            lambda seconds: self.viewpoint_chosen.emit(replace(self._viewpoint, fixed=None, shift=seconds))
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._as_of_chip)
        top.addStretch(1)
        chips = FlowLayout()
        for chip in (
            self._state,
            self._verification_chip,
            self._leeway_chip,
            self._kind,
            self._channel,
            self._fingerprint_chip,
        ):
            chips.addWidget(chip)
        self.column.setSpacing(12)
        self.column.addLayout(top)
        self.column.addWidget(self._verdict)
        self.column.addLayout(chips)
        self.column.addWidget(self._life)
        self.column.addWidget(self._offset)
        self._rule = rule()
        self.column.addWidget(self._rule)
        self.column.addWidget(self._as_of)

    def show_plain(self) -> None:
        """From now on without what is for people at work: fingerprint, signature check, another moment."""
        self._is_plain = True
        for part in (self._rule, self._as_of):
            part.hide()
        self._verification_chip.setEnabled(False)

    def show_token(self, token: Token) -> None:
        """Another token, whose signature nobody has checked; its life follows by ``show_life``."""
        self._token = shorten_identity(token)
        self._looks = []
        self._verification = NOT_CHECKED
        self._show_verification()
        self._fingerprint = token.fingerprint
        self._fingerprint_chip.show_chip("" if self._is_plain else self._fingerprint, "neutral", "fingerprint-pattern")
        word, icon = KIND_LOOKS[token.kind]
        self._kind.show_chip(tr(word) if token.payload.is_json else "", "neutral", icon)
        channel = token.channel
        word, icon = CHANNEL_LOOKS[channel] if channel else ("", "")
        self._channel.show_chip(tr(word) if channel else "", "neutral", icon)

    def show_life(self, expiry: Expiry, moment: float) -> None:
        """How the token stands at the moment the pane looks from (Unix seconds)."""
        if self._token is None:
            return
        look = STATE_LOOKS[expiry.look]
        words = describe_state(self._token, expiry, moment)
        self._state.show_chip(words, look.tone, look.icon, filled=look.filled, outline=look.outline)
        sentence = write_verdict(self._token, expiry, moment, self._zone, self._verification)
        self._verdict.setText(clip(sentence, _LONGEST_VERDICT))
        self._verdict.setAccessibleName(tr("Verdict: {sentence}", sentence=self._verdict.text()))
        meaning, figure = write_countdown(expiry, moment)
        self._meaning.setText(meaning)
        self._countdown.setText(figure)
        self._countdown.setAccessibleName(tr("{meaning}: {figure}", meaning=meaning, figure=figure))
        self._countdown.show_shade(look.tone)
        self._lifeline.show_life(expiry, moment, is_present=self._viewpoint.is_present)
        self._life.fit()
        self._life.setVisible(expiry.state != "unreadable")
        self._as_of.show_expiry(expiry)
        if self._viewpoint.is_present:
            self._tell_threshold(expiry.look, words)

    def _tell_threshold(self, look: Look, words: str) -> None:
        if look in self._looks:
            return
        self._looks.append(look)
        if len(self._looks) > 1 and look in _THRESHOLDS:
            self.threshold_passed.emit(look, words)

    def show_viewpoint(self, viewpoint: Viewpoint) -> None:
        """Say from when the pane looks, loudly where that is not now, and with how much leeway."""
        self._viewpoint = viewpoint
        words = ""
        if viewpoint.fixed is not None:
            moment = write_there(format_local(viewpoint.fixed, self._zone), self._zone)
            words = tr("as of {moment} · back to now", moment=moment)
        elif viewpoint.shift is not None:
            words = tr("as of the server's time · back to now")
        self._as_of_chip.show_chip(words, "soon", "calendar-clock", filled=True)
        leeway = tr("leeway {seconds} s", seconds=viewpoint.leeway) if viewpoint.leeway else ""
        self._leeway_chip.show_chip(leeway, "neutral", "timer")
        self._as_of.show_viewpoint(viewpoint)
        self._offset.show_elsewhere(not viewpoint.is_present)

    def show_verification(self, verification: Verification) -> None:
        """What a check of this token's signature said; the verdict follows by ``show_life``."""
        self._verification = verification
        self._show_verification()

    def show_server_offset(self, seconds: float | None) -> None:
        """How far the server's clock is ahead of this machine's; ``None`` where that is not known."""
        self._offset.show_offset(seconds)

    def _show_verification(self) -> None:
        checked, look = self._verification, VERIFICATION_LOOKS[self._verification.state]
        words = {
            "not_checked": tr("not verified"),
            "verified": tr("VERIFIED {algorithm}", algorithm=checked.algorithm),
            "failed": tr("FAILED verification"),
        }[checked.state]
        self._verification_chip.show_chip(words, look.tone, look.icon, filled=look.filled, outline=look.outline)
        set_look(self, alarm="edge" if checked.state == "failed" else "")
        self._verification_chip.explain(
            clip(checked.sentence)
            if checked.state != "not_checked"
            else tr("Nobody has checked the signature: anyone can have written this token. Press to check it.")
        )


def _named(part: Part, name: str) -> Part:
    part.setObjectName(name)
    return part
