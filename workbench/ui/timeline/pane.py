"""The timeline pane: how long each phase of a call took, over which connection, and the request as it was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.exchange import Exchange
from workbench.core.timeline import Timeline
from workbench.language import mark, tr, trn
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.page_scroll import PageScroll
from workbench.ui.kit.panel import Card, Page
from workbench.ui.kit.text import ElidedLabel, PlainLabel, set_tooltip
from workbench.ui.kit.theme import set_look, theme_of

from .attempts import AttemptsCard
from .bar import PhaseBar
from .connection import ConnectionCard
from .looks import PHASE_LOOKS, describe_ms, duration_of, from_the_first
from .phases import PhaseList
from .round_trip import RoundTrip

_MOST_LINES = 18
_EMPTY_HEIGHT = 196
_MOST = mark("Most of it, {share} %, was “{phase}”: {meaning}.")
_MOST_OF_LAST = mark("Most of it of the last attempt, {share} %, was “{phase}”: {meaning}.")


class TimelinePane(QWidget):
    """Owns the exchange on show: bar and list of its phases, its attempts, its connection, its request."""

    copy_text_requested = Signal(str)  # masked

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        super().__init__(parent)
        self.setObjectName("timeline")
        self._send_key, self._cancel_key = tr("Send"), tr("Cancel")
        self._request_text = ""
        self._write_again: Callable[[], None] | None = None  # words on show that name a key
        self._empty = EmptyState("timer", "", "")
        self._headline = PlainLabel(type_name="title", selectable=True, wrap=True)
        self._headline.setObjectName("timelineHeadline")
        self._meaning = PlainLabel(shade="muted", selectable=True, wrap=True)
        self._meaning.setObjectName("timelineMeaning")
        self._bar = PhaseBar()
        self._phases = PhaseList()
        self._how_to_read = Collapsible(tr("How to read it"), RoundTrip(), folded=True)
        self._attempts = AttemptsCard()
        self._connection = ConnectionCard(zone)
        self._request = _Request()
        self._copy = QToolButton()
        self._copy.setAccessibleName(tr("Copy the request"))
        set_tooltip(self._copy, tr("Copy the request, secrets masked"))
        set_icon(self._copy, "copy", "faint")
        self._lay_out()
        self._copy.clicked.connect(lambda: self.copy_text_requested.emit(self._request_text))
        self.clear()

    def _lay_out(self) -> None:
        times = Card()
        for line in (self._headline, self._meaning, self._bar, self._phases, self._how_to_read):
            times.column.addWidget(line)
        request_head = QHBoxLayout()
        request_head.addWidget(
            ElidedLabel(tr("Request as it was sent, secrets masked"), type_name="strong", shade="muted"), 1
        )
        request_head.addWidget(self._copy)
        request = QVBoxLayout()
        request.setSpacing(4)
        request.addLayout(request_head)
        request.addWidget(self._request)
        page = Page()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        for part in (times, self._attempts, self._connection):
            column.addWidget(part)
        column.addLayout(request)
        column.addStretch(1)
        self._scroll = PageScroll()
        self._scroll.setAccessibleName(tr("Timeline"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(self._scroll, walked=True)
        self._scroll.setWidget(page)
        nothing = QWidget()
        empty_column = QVBoxLayout(nothing)
        empty_column.setContentsMargins(24, 0, 24, 24)
        self._empty.setMinimumHeight(theme_of(self).px(_EMPTY_HEIGHT))
        empty_column.addStretch(2)
        empty_column.addWidget(self._empty)
        empty_column.addWidget(RoundTrip(), 0, Qt.AlignmentFlag.AlignHCenter)
        empty_column.addStretch(3)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._scroll)

    def show_times(self) -> None:
        """Write every time anew: the zone that they are shown in is another one."""
        self._connection.show_times()

    def show_exchange(self, exchange: Exchange, origin: str = "") -> None:
        """A finished call. `origin` says where it comes from when nothing was sent: then there are no times."""
        if origin:
            teaching = tr("A call that is sent shows here how long each step took.")
            self._show_nothing(tr("No times"), f"{origin} {teaching}")
            return
        timeline = exchange.timeline
        self._headline.setText(write_headline(exchange))
        self._meaning.setText(write_meaning(timeline))
        self._meaning.setVisible(bool(timeline.phases))
        phases = from_the_first(timeline.phases)
        for part in (self._bar, self._phases):
            part.show_phases(phases)
            part.setVisible(bool(phases))
        self._attempts.show_attempts(timeline.attempts)
        self._connection.setVisible(timeline.connection is not None)
        if timeline.connection is not None:
            self._connection.show_connection(timeline.connection, exchange.request.url, exchange.started_at)
        self._write_again = None
        self._request_text = exchange.request.masked_text()
        self._request.show_text(self._request_text)
        self._scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(1)

    def show_record(self) -> None:
        """An old call is open: its times were not kept."""
        self._show_nothing(
            tr("No times were kept"), tr("History keeps what a call meant, not its steps. Send it again to see them.")
        )

    def show_running(self) -> None:
        """A call is on its way; the times of the one before are out of sight."""
        told = tr("The times appear when the call is done. {keys} cancels it.", keys=self._cancel_key)
        self._show_nothing(tr("On its way…"), told)
        self._write_again = self.show_running

    def clear(self) -> None:
        """No call yet."""
        self._show_nothing(
            tr("No call yet"),
            tr(
                "Press {keys} to send one. Here you see which step took how long, and who answered.",
                keys=self._send_key,
            ),
        )
        self._write_again = self.clear

    def show_keys(self, send: str, cancel: str) -> None:
        """What is pressed to send a call and to cancel it."""
        self._send_key, self._cancel_key = send, cancel
        if self._write_again is not None:
            self._write_again()

    def _show_nothing(self, title: str, sentence: str) -> None:
        self._write_again = None
        self._request_text = ""
        self._request.show_text("")
        self._empty.show_words(title, sentence)
        self._stack.setCurrentIndex(0)


class _Request(LongText):
    """The request, wrapped, as high as its lines up to a limit."""

    def __init__(self) -> None:
        super().__init__(tr("Request as it was sent"))
        self.setObjectName("timelineRequest")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        lines = min(max(int(self.document().size().height()), 1), _MOST_LINES)
        return QSize(200, lines * QFontMetrics(self.font()).lineSpacing() + 2 * theme_of(self).px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


def write_headline(exchange: Exchange) -> str:
    """ "132 ms", or "12.4 s over 3 attempts"."""
    took = describe_ms(exchange.elapsed_ms)
    if exchange.attempts < 2:
        return tr("{time} in all", time=took)
    return trn("{time} over {count} attempt", "{time} over {count} attempts", exchange.attempts, time=took)


def write_meaning(timeline: Timeline) -> str:
    """Which phase took longest, in a sentence; empty without phases."""
    if not timeline.phases:
        return ""
    longest = max(timeline.phases, key=duration_of)
    whole = sum(map(duration_of, timeline.phases))
    share = round(100 * duration_of(longest) / whole) if whole else 100
    look = PHASE_LOOKS[longest.name]
    most = _MOST_OF_LAST if len(timeline.attempts) > 1 else _MOST
    sentence = tr(most, share=share, phase=look.word, meaning=look.meaning)
    before = timeline.phases[0].begins_ms
    if before < 1:
        return sentence
    getting_ready = tr("Before that, this program took {time} to get ready.", time=describe_ms(before))
    return f"{sentence} {getting_ready}"
