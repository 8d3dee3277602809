"""The card on top of the response: what happened, what it means, and what to do next."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.core.exchange import Exchange, Record
from workbench.core.redact import redact
from workbench.core.time_text import describe_duration
from workbench.language import tr
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.folded import FoldedLabel
from workbench.ui.kit.panel import Card
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.states import OUTCOME_LOOKS, StateLook
from workbench.ui.kit.text import PlainLabel, visible_text
from workbench.ui.kit.theme import set_look

from .words import (
    describe_wait,
    look_of,
    redirect_target,
    split_explanation,
    title_of,
    title_of_record,
    wait_end,
)

_OPENING_QUOTES = "“„«»‘「"
"""Of the languages that the meaning may be told in."""


class Explanation(Card):
    """Owns the words about one exchange: title, meaning, the server's own words, and the next step set apart.

    Also the moment until which the server asks to wait; `show_now` says how long that still is.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self.setAccessibleName(tr("What it meant"))
        self._icon = Picture(20)
        self._title = FoldedLabel(type_name="title")
        self._met = FoldedLabel(type_name="strong")
        self._met.setObjectName("whatWasMet")
        self._meaning = FoldedLabel()
        self._code = PlainLabel(type_name="strong", selectable=True)
        self._code.setObjectName("apiCode")
        self._message = FoldedLabel()
        self._message.setObjectName("apiMessage")
        for part in (self._code, self._message):
            keep_left_to_right(part)
        self._server_words = _labelled_rows(
            (tr("Code"), "status.code", self._code), (tr("Message"), "status.message", self._message)
        )
        self._target = QLineEdit()
        self._target.setReadOnly(True)
        keep_left_to_right(self._target)
        self._target.setObjectName("redirectTarget")
        self._redirect = _labelled_rows((tr("Points to"), "Location", self._target))
        self._wait_end: float | None = None
        self._wait = Chip(tr("Wait"))
        self._wait.setObjectName("waitChip")
        self._wait.setAccessibleName(tr("Wait"))
        self._step_icon = Picture(16)
        self._step = FoldedLabel()
        self._step.setObjectName("nextStep")
        self._step_well = QFrame()
        set_look(self._step_well, role="well")

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        step_words = QVBoxLayout()
        step_words.setSpacing(2)
        step_words.addWidget(PlainLabel(tr("Next step"), type_name="caption", shade="muted"))
        step_words.addWidget(self._step)
        step_row = QHBoxLayout(self._step_well)
        step_row.setContentsMargins(12, 8, 12, 10)
        step_row.setSpacing(8)
        step_row.addWidget(self._step_icon, 0, Qt.AlignmentFlag.AlignTop)
        step_row.addLayout(step_words, 1)
        step_row.addWidget(self._wait, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(head)
        self.column.addWidget(self._met)
        self.column.addWidget(self._meaning)
        self.column.addWidget(self._server_words)
        self.column.addWidget(self._redirect)
        self.column.addWidget(self._step_well)

    def show_exchange(self, exchange: Exchange, *, is_example: bool = False) -> None:
        """Servers quote what they were sent, so all of it is redacted. After an example (`is_example`) nobody waits."""
        secrets, advice = exchange.secrets, exchange.advice
        self._wait_end = None if is_example else wait_end(exchange)
        met, meaning = split_explanation(exchange)
        self._show(
            look_of(exchange.outcome),
            redact(title_of(exchange), secrets),
            redact(met, secrets),
            redact(meaning, secrets),
            redact(f"{describe_wait(exchange.outcome)} {advice.next_step}".strip(), secrets),
        )
        self._show_server_words(exchange.api_code, redact(exchange.api_message or "", secrets))
        self._show_target(redact(redirect_target(exchange), secrets))

    def show_now(self, now: float) -> None:
        """The time of this beat (Unix seconds), from which the rest of the wait is seen."""
        if self._wait_end is None:
            return
        left = self._wait_end - now
        if left > 0:
            self._wait.show_chip(
                tr("wait {duration}", duration=describe_duration(math.ceil(left))), "soon", "hourglass"
            )
        else:
            self._wait.show_chip(tr("the wait is over"), "good", "check")

    def show_record(self, record: Record) -> None:
        """What was kept: no next step is."""
        self._wait_end = None
        look = OUTCOME_LOOKS.get(record.outcome, OUTCOME_LOOKS["unreadable"])
        self._show(look, title_of_record(record), "", record.explanation, "")
        self._show_server_words(record.api_code, record.api_message)
        self._show_target("")

    def text(self) -> str:
        """Title, what was met, meaning and next step as they are shown, a line each."""
        parts = (self._title, self._met, self._meaning, self._step)
        return "\n".join(part.text() for part in parts if part.text())

    def _show(self, look: StateLook, title: str, met: str, meaning: str, next_step: str) -> None:
        set_look(self, alarm=look.filled)
        set_look(self._step_well, raised=look.filled)
        self._icon.show_icon(look.icon, look.tone)
        self._title.setText(title)
        self._title.show_shade(look.tone)
        self._met.setText(met)
        self._met.setVisible(bool(met))
        self._meaning.setText(meaning)
        self._wait.show_chip("")
        self._step_icon.show_icon("arrow-right", "accent")
        self._step.setText(next_step)
        self._step_well.setVisible(bool(next_step))
        self.setAccessibleName(visible_text(tr("What it meant: {title}", title=title)))
        words = f"{met} {meaning}".strip()
        step = tr("Next step: {step}", step=next_step) if next_step else ""
        self.setAccessibleDescription(visible_text(f"{words} {step}".strip()))

    def _show_server_words(self, code: int | None, message: str) -> None:
        self._code.setText(tr("none") if code is None else str(code))
        self._message.setText(message or tr("none"))
        words = self._message.whole_text()
        is_quoted = any(f"{quote}{words}" in self._meaning.whole_text() for quote in _OPENING_QUOTES)
        self._server_words.setVisible(code is not None or (bool(message) and not is_quoted))  # once is enough

    def _show_target(self, target: str) -> None:
        self._target.setText(visible_text(target))
        self._target.setCursorPosition(0)
        self._redirect.setVisible(bool(target))


def _labelled_rows(*rows: tuple[str, str, QWidget]) -> QWidget:
    """Rows of word, small grey key and value."""
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for number, (word, key, value) in enumerate(rows):
        value.setAccessibleName(word)
        line = Qt.AlignmentFlag.AlignVCenter if isinstance(value, QLineEdit) else Qt.AlignmentFlag.AlignTop
        grid.addWidget(PlainLabel(word, shade="muted"), number, 0, line)
        grid.addWidget(PlainLabel(key, type_name="caption", shade="faint"), number, 1, line)
        grid.addWidget(value, number, 2)
    return block
