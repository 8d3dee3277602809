"""The response pane: what the reply meant, and all of it to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.core.exchange import Exchange, Record
from workbench.core.reply import Reply
from workbench.core.time_text import format_local
from workbench.language import number, tr
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.page_scroll import PageScroll
from workbench.ui.kit.panel import Page
from workbench.ui.kit.theme import set_look, theme_of

from .body import Body
from .explanation import Explanation
from .secrecy import BodyText, read_body, read_kept_body, write_headers
from .words import describe_size

_MOST_LINES = 14  # of headers and request; more scroll


class ResponsePane(QWidget):
    """Owns the exchange on show: explanation on top, then body, headers and the request as it was sent."""

    copy_text_requested = Signal(str)
    copy_secret_requested = Signal(object)  # Secret
    example_requested = Signal(int)  # its place among those shown

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        """`zone` is the one times are shown in; None: the machine's."""
        super().__init__(parent)
        self._zone = zone
        self._started_at: float | None = None  # of the record on show
        self._attempt = ""
        self._empty = EmptyState("message-square", "", "")
        self._running = EmptyState("send", "", "")
        self._origin = Chip(tr("Origin"))
        self._origin.setObjectName("responseOrigin")
        self._origin.setAccessibleName(tr("Origin"))
        self._explanation = Explanation()
        self._body = Body()
        self._headers = _Lines(tr("Response headers"))
        self._headers.setObjectName("responseHeaders")
        self._headers_section = Collapsible(tr("Headers"), self._headers, folded=True)
        self._request = _Lines(tr("Request as sent"))
        self._request.setObjectName("requestAsSent")
        self._request_section = Collapsible(tr("Request as sent, secrets masked"), self._request, folded=True)
        self._scroll = PageScroll()
        self._scroll.setAccessibleName(tr("Response"))
        # A click on the eye gives the focus to the nearest parent that takes clicks; the body would have lost it then.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(self._scroll, walked=True)
        page = Page()
        self._scroll.setWidget(page)

        column = self._column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._origin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._explanation)
        column.addWidget(self._body, 1)
        folded = QVBoxLayout()
        folded.setSpacing(4)
        folded.addWidget(self._headers_section)
        folded.addWidget(self._request_section)
        column.addLayout(folded)
        column.addStretch(0)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for part in (self._empty, self._running, self._scroll):
            self._stack.addWidget(part)
        self.show_keys(tr("Send"), tr("Cancel"))
        self._body.copy_text_requested.connect(self.copy_text_requested)
        self._body.copy_secret_requested.connect(self.copy_secret_requested)

    def show_exchange(self, exchange: Exchange, origin: str = "") -> None:
        """A finished call. `origin` says where it comes from when nothing was sent, such as an example."""
        self._explanation.show_exchange(exchange, is_example=bool(origin))
        reply = exchange.reply
        self._body.setVisible(reply is not None)
        self._headers_section.setVisible(reply is not None)
        if reply is not None:
            self._show_body(read_body(exchange, reply), _describe_body(reply))
            self._headers.show_text(write_headers(exchange, reply))
            self._headers_section.show_title(tr("Headers ({count})", count=number(len(reply.headers))))
        self._request_section.show_title(tr("Request as sent, secrets masked"))
        self._request.show_text(exchange.request.masked_text())
        self._show_reply(origin)

    def show_record(self, record: Record) -> None:
        """What was kept of an old call: no secrets, no headers."""
        self._explanation.show_record(record)
        self._body.setVisible(record.http_status is not None)
        self._show_body(read_kept_body(record.response_body), describe_size(record.size_bytes))
        self._headers_section.setVisible(False)
        self._request_section.show_title(tr("Request body as sent, secrets masked"))
        self._request.show_text(record.request_body)
        self._show_reply("")
        self._started_at = record.started_at
        self.show_times()

    def _show_body(self, text: BodyText, note: str) -> None:
        """An empty body takes no room."""
        self._body.show_text(text, note)
        self._column.setStretchFactor(self._body, 1 if text.clear else 0)

    def show_running(self) -> None:
        """A call is on its way; the reply before it is out of sight."""
        self.show_attempt("")
        self._stack.setCurrentWidget(self._running)

    def show_attempt(self, words: str) -> None:
        """Which attempt runs or is waited for, in words; "" for a call that is sent once."""
        self._attempt = words
        waiting = tr("Waiting for the reply. {keys} cancels the call.", keys=self._cancel_key)
        attempt = f"{words[:1].upper()}{words[1:]}"
        told = tr("{attempt}. {keys} cancels the call.", attempt=attempt, keys=self._cancel_key)
        sentence = told if words else waiting
        self._running.show_words(tr("Sending…"), sentence)

    def show_keys(self, send: str, cancel: str) -> None:
        """What is pressed to send a call and to cancel it."""
        self._cancel_key = cancel
        self._empty.show_words(
            tr("No reply yet"),
            tr(
                "Press {keys} to send the call. Here you read what the server said, what it means and what to do next.",
                keys=send,
            ),
        )
        self.show_attempt(self._attempt)

    def show_now(self, now: float) -> None:
        """The time of this beat (Unix seconds)."""
        self._explanation.show_now(now)

    def show_times(self) -> None:
        """Write every time anew: the zone that they are shown in is another one."""
        if self._started_at is not None:
            self._show_origin(tr("From history: {time}", time=format_local(self._started_at, self._zone)))

    def show_masked(self, masked: bool) -> None:
        """Mask the body's secrets or show them; leaving the body masks them again."""
        self._body.show_masked(masked)

    def show_examples(self, titles: Sequence[str]) -> None:
        """Offer examples while there is no reply."""
        for place, title in enumerate(titles):
            button = QPushButton(title)
            button.clicked.connect(lambda _checked=False, place=place: self.example_requested.emit(place))
            self._empty.add_button(button)

    def clear(self) -> None:
        """No reply; the one before it is forgotten."""
        self._body.show_text(BodyText("", "", is_json=False), "")
        self._headers.show_text("")
        self._request.show_text("")
        self._stack.setCurrentWidget(self._empty)

    def _show_origin(self, origin: str) -> None:
        self._origin.show_chip(origin, "info", "file-text")

    def _show_reply(self, origin: str) -> None:
        self._started_at = None
        self._show_origin(origin)
        self._scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._scroll)


class _Lines(LongText):
    """Some lines of text, unwrapped, as high as they are many."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().blockCountChanged.connect(lambda _count: self.updateGeometry())

    def sizeHint(self) -> QSize:
        lines = min(self.blockCount(), _MOST_LINES)
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(200, lines * QFontMetrics(self.font()).lineSpacing() + bar + 2 * theme_of(self).px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


def _describe_body(reply: Reply) -> str:
    if not reply.body:
        return tr("empty")
    kind = (reply.header("Content-Type") or "").partition(";")[0].strip() or tr("no content type")
    return " · ".join((kind, describe_size(len(reply.body))))
