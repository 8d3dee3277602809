"""What a meeting sees: the chosen call and what came of it in large type, with every value masked.

The panes of the window show whose token it is, and somebody may have revealed a secret in them. So parts of their own
are filled with what ``core.veil`` leaves of call and token. What is not in them cannot be seen, and the window behind
them stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.core.calls import FIELDS, SECRET_FIELD, WORDS
from workbench.core.exchange import Exchange
from workbench.core.glossary import Glossary
from workbench.core.profile import Profile
from workbench.core.reply import Renewed
from workbench.core.request import SIMULATOR
from workbench.core.token import Token
from workbench.core.veil import VEIL, veil_record, veil_token
from workbench.language import tr
from workbench.ui.decoder.token_view import TokenView
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import Card, Page
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look
from workbench.ui.request.host import host_color
from workbench.ui.response.explanation import Explanation
from workbench.ui.simulator.speed_choice import SpeedChoice


class PresentationPage(QWidget):
    """Owns what is presented; every control only asks."""

    send_requested = Signal()
    cancel_requested = Signal()
    profile_chosen = Signal(str)  # id
    speed_chosen = Signal(float)
    leave_requested = Signal()

    def __init__(self, glossary: Glossary, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("presentationPage")
        self.setAccessibleName(tr("Presentation"))
        set_look(self, role="page")
        self._is_running = False
        self._shown_id = ""
        self._now = 0.0
        self._profile = StillChoice()
        self._profile.setObjectName("presentedProfile")
        self._profile.setAccessibleName(tr("Profile"))
        self._channel = Chip(tr("Channel"))
        self._host = Chip(tr("Host"))
        self._fields = QGridLayout()
        self._fields.setHorizontalSpacing(12)
        self._fields.setVerticalSpacing(6)
        self._fields.setColumnStretch(1, 1)
        self._send = QPushButton()
        self._send.setObjectName("presentedSend")
        set_look(self._send, kind="primary")
        self._note = PlainLabel("", shade="bad", wrap=True)
        self._note.setObjectName("presentedNote")
        self._speed = SpeedChoice()
        self._speed_line = QWidget()
        self._token = TokenView(glossary, zone, is_for_others=True)
        self._token_page = _scrolled(self._token, tr("Token, taken apart"))
        self._explanation = Explanation()
        self._reply_page = _scrolled(self._explanation, tr("What it meant"))
        self._empty = EmptyState("send", tr("No token yet"), tr("Press Send: the renewed token appears here."))
        self._running = EmptyState("hourglass", tr("Sending…"), tr("Waiting for the reply."))
        self._result = QStackedWidget()
        for part in (self._empty, self._running, self._token_page, self._reply_page):
            self._result.addWidget(part)
        self._lay_out()
        self.show_key("")
        self.show_running(False)

        self._send.clicked.connect(lambda: (self.cancel_requested if self._is_running else self.send_requested).emit())
        self._profile.activated.connect(lambda place: self.profile_chosen.emit(self._profile.itemData(place)))
        self._speed.speed_chosen.connect(self.speed_chosen)

    def _lay_out(self) -> None:
        sign = PlainLabel(tr("Presentation · every value is masked"), type_name="caption", shade="faint")
        sign.setObjectName("presentationSign")
        leave = self._leave = QPushButton()
        leave.setObjectName("leavePresentation")
        set_look(leave, kind="quiet")
        leave.clicked.connect(self.leave_requested)
        foot = QHBoxLayout()
        set_margins(foot, 24, 0, 16, 8)
        foot.addWidget(sign)
        foot.addStretch(1)
        foot.addWidget(leave)

        call = Card()
        call.setAccessibleName(tr("Call"))
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self._channel)
        chips.addWidget(self._host)
        chips.addStretch(1)
        speed = QHBoxLayout(self._speed_line)
        speed.setContentsMargins(0, 0, 0, 0)
        speed.setSpacing(8)
        speed.addWidget(PlainLabel(tr("Time runs"), type_name="caption", shade="muted"))
        speed.addWidget(self._speed, 1)
        call.column.setSpacing(12)
        call.column.addWidget(self._profile)
        call.column.addLayout(chips)
        call.column.addLayout(self._fields)
        call.column.addSpacing(4)
        call.column.addWidget(self._note)
        call.column.addWidget(self._send)
        call.column.addSpacing(8)
        call.column.addWidget(self._speed_line)
        left = QVBoxLayout()
        left.addWidget(call)
        left.addStretch(1)
        page = Page()
        middle = QHBoxLayout(page)
        middle.setContentsMargins(24, 24, 24, 8)
        middle.setSpacing(24)
        middle.addLayout(left, 2)
        middle.addWidget(self._result, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        screen = QHBoxLayout()
        screen.addStretch(1)  # a screen may be wider than lines should be
        screen.addWidget(page, 1000)
        screen.addStretch(1)
        whole.addLayout(screen, 1)
        whole.addLayout(foot)

    # ---- facts

    def show_profiles(self, profiles: Sequence[Profile], chosen_id: str) -> None:
        """Which calls there are; the demo profiles by their names, all others by number."""
        self._profile.clear()
        for place, one in enumerate(profiles, 1):
            name = one.name if one.is_demo else tr("Profile {number}", number=place)
            self._profile.addItem(name, one.id)
        self._profile.setCurrentIndex(max(0, self._profile.findData(chosen_id)))
        self._profile.setEnabled(bool(profiles))
        self._send.setEnabled(bool(profiles))

    def show_profile(self, profile: Profile) -> None:
        """The chosen profile: its fields that are filled in, masked, and the field of its secret."""
        self._profile.setCurrentIndex(self._profile.findData(profile.id))
        channel = tr("mobile") if profile.channel == "mobile" else tr("web")
        self._channel.show_chip(channel, "neutral", "smartphone" if profile.channel == "mobile" else "globe")
        is_simulated = profile.host == SIMULATOR
        self._host.show_chip(
            tr("simulator") if is_simulated else VEIL, "neutral", "flask-conical" if is_simulated else "server"
        )
        set_look(self._send, host=host_color(profile.host, marked_production=profile.marked_production))
        self._speed_line.setVisible(is_simulated)
        while (item := self._fields.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.deleteLater()
        secret = SECRET_FIELD[profile.channel]
        names = [name for name in FIELDS[profile.channel] if name == secret or profile.fields.get(name)]
        for row, name in enumerate(names):
            said = tr(WORDS[name])
            words = said[:1].upper() + said[1:]
            value = PlainLabel(VEIL)
            value.setAccessibleName(tr("{field}: masked", field=words))
            self._fields.addWidget(PlainLabel(words, shade="muted"), row, 0)
            self._fields.addWidget(value, row, 1)
        if profile.id != self._shown_id:
            self._shown_id = profile.id
            self.show_problem_count(0)

    def show_key(self, leave: str) -> None:
        """The key that ends the presentation, as this system writes it; "" for none."""
        self._leave_key = leave
        self._leave.setText(tr("Leave ({keys})", keys=leave) if leave else tr("Leave"))

    def show_problem_count(self, count: int) -> None:
        """How many fields stand in the way of the call; 0 for none."""
        told = tr("Fields of this profile are wrong. Press {keys} to mend them.", keys=self._leave_key or tr("Leave"))
        self._note.setText(told if count else "")
        self._note.setVisible(bool(count))

    def show_speed(self, speed: float) -> None:
        """How fast the clock of window and simulator runs."""
        self._speed.show_speed(speed)

    def show_running(self, is_running: bool) -> None:
        """A call is on its way, or none is."""
        self._is_running = is_running
        self._send.setText(tr("Cancel") if is_running else tr("Send"))
        set_icon(self._send, "x" if is_running else "send", "on_accent")
        if is_running:
            self._result.setCurrentWidget(self._running)
        elif self._result.currentWidget() is self._running:
            self._result.setCurrentWidget(self._empty)

    def show_exchange(self, exchange: Exchange) -> None:
        """What came of a call: its token, or what its outcome meant."""
        token = exchange.token if isinstance(exchange.outcome, Renewed) and not exchange.outcome.problems else None
        if token is not None:
            self.show_token(token)
        else:
            self._token.clear()
            self._explanation.show_record(veil_record(exchange))
            self._result.setCurrentWidget(self._reply_page)

    def show_token(self, token: Token) -> None:
        """A token, taken apart."""
        self._token.show_token(veil_token(token), self._now)
        self._result.setCurrentWidget(self._token_page)

    def show_now(self, now: float) -> None:
        """The time of this beat (Unix seconds)."""
        self._now = now
        self._token.show_now(now)

    def clear(self) -> None:
        """Forget what was presented."""
        self.show_problem_count(0)
        self._token.clear()
        self._result.setCurrentWidget(self._empty)

    def take_focus(self) -> None:
        """Let the keys go to Send."""
        self._send.setFocus(Qt.FocusReason.OtherFocusReason)


def _scrolled(part: QWidget, name: str) -> QScrollArea:
    page = QWidget()
    set_look(page, role="page")
    column = QVBoxLayout(page)
    set_margins(column, 0, 0, 8, 0)
    column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area
