"""The row of chips over the result: status, time, size, host, token state and comparison, always in this order.

A last one is seen only where nobody verified the host.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.comparison import Judgement
from workbench.core.exchange import Exchange
from workbench.core.reply import Renewed
from workbench.core.request import SIMULATOR, is_production
from workbench.language import number, tr
from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.states import STATE_LOOKS

from .words import describe_elapsed, describe_host, describe_size, describe_status, look_of

_JUDGEMENT_LOOKS: dict[Judgement, tuple[str, str]] = {
    "same": ("neutral", "equal"),
    "expected": ("neutral", "git-compare"),
    "changed": ("soon", "circle-alert"),
    "surprise": ("bad", "triangle-alert"),
    "unreadable": ("neutral", "circle-question-mark"),
}
"""Tone and icon of the comparison; what was expected is quiet."""


class ResultChips(QWidget):
    """Owns the chips. One that has nothing to say is hidden; the others keep their order."""

    comparison_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = _chip("statusChip", tr("Status"))
        self._time = _chip("timeChip", tr("Time"), is_code=True)
        self._size = _chip("sizeChip", tr("Size"), is_code=True)
        self._host = _chip("hostChip", tr("Host"), is_code=True)
        self._token_state = _chip("tokenStateChip", tr("Token state"))
        self._comparison = ChipButton(tr("Comparison with what was replaced"))
        self._comparison.setObjectName("comparisonChip")
        self._comparison.explain(tr("What changed against the key or token that was sent. Press to compare them."))
        self._unverified = _chip("unverifiedChip", tr("Verification"))
        self._unverified.explain(tr("The server’s certificate was not verified: anybody may have answered."))
        self._holds_token = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 9)
        row = FlowLayout()
        column.addLayout(row)
        for chip in (
            self._status,
            self._time,
            self._size,
            self._host,
            self._token_state,
            self._comparison,
            self._unverified,
        ):
            row.addWidget(chip)
        self.clear()
        self._comparison.clicked.connect(self.comparison_requested)

    def show_running(self, elapsed_seconds: float, attempt: str = "") -> None:
        """A call is on its way for so many seconds; call it again as they pass. `attempt` says which try it is."""
        self._holds_token = False
        self._status.show_chip(attempt or tr("sending…"), "info", "send")
        self._time.show_chip(tr("{seconds} s", seconds=number(max(0.0, elapsed_seconds), 1)), "info", "timer")
        for chip in (self._size, self._host, self._token_state, self._comparison, self._unverified):
            chip.show_chip("")

    def show_exchange(
        self, exchange: Exchange, *, production: bool = False, host_color: str = "", is_example: bool = False
    ) -> None:
        """The facts of a finished call; its token's state follows by `show_token_life`.

        `production` says that the profile marks its host so; the presets are known here. `host_color` is a host colour
        of the theme. Of an example (`is_example`) nothing was sent: it took no time, and its host is no warning.
        """
        self._holds_token = isinstance(exchange.outcome, Renewed)
        look = look_of(exchange.outcome)
        self._status.show_chip(
            describe_status(exchange), look.tone, look.icon, filled=look.filled, outline=look.outline
        )
        elapsed = tr("not sent") if is_example else describe_elapsed(exchange.elapsed_ms)
        self._time.show_chip(elapsed, "neutral", "timer")
        size = "" if exchange.reply is None else describe_size(len(exchange.reply.body))
        self._size.show_chip(size, "neutral", "download")
        if is_example:
            self._show_host(exchange.host, False, "")
        else:
            self._show_host(exchange.host, production or is_production(exchange.host), host_color)
        self._token_state.show_chip("")
        self._comparison.show_chip("")
        connection = exchange.timeline.connection
        is_unverified = connection is not None and connection.is_verified is False
        self._unverified.show_chip(tr("unverified TLS") if is_unverified else "", "bad", "shield-off", filled=True)

    def show_token_life(self, look: str, words: str) -> None:
        """The state of the token that the exchange brought, by its look (`core.expiry.Look`) and in words.

        Nothing happens while the exchange on show has brought none, or another is on its way.
        """
        if not self._holds_token:
            return
        state = STATE_LOOKS[look]
        self._token_state.show_chip(words, state.tone, state.icon, filled=state.filled, outline=state.outline)

    def show_comparison(self, words: str, judgement: Judgement) -> None:
        """What the token on show comes to against the one that it replaced."""
        tone, icon = _JUDGEMENT_LOOKS[judgement]
        self._comparison.show_chip(words, tone, icon, filled=judgement == "surprise")

    def clear(self) -> None:
        """No call yet."""
        self._holds_token = False
        self._status.show_chip(tr("no call yet"), "neutral", "circle-dashed", outline=True)
        for chip in (self._time, self._size, self._host, self._token_state, self._comparison, self._unverified):
            chip.show_chip("")

    def _show_host(self, host: str, production: bool, color: str) -> None:
        words = describe_host(host)
        if production:
            self._host.show_chip(
                tr("{host} · production", host=words), f"host-{color or 'red'}", "shield-alert", outline=True
            )
        else:
            icon = "flask-conical" if host == SIMULATOR else "server"
            self._host.show_chip(words, f"host-{color}" if color else "neutral", icon)
        self._host.explain(tr("{host} (marked production)", host=host) if production else host)


def _chip(name: str, what: str, *, is_code: bool = False) -> Chip:
    chip = Chip(what, is_code=is_code)
    chip.setObjectName(name)
    chip.setAccessibleName(what)  # until it has something to say
    return chip
