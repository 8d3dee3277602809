"""The card on top of the response: what happened, what it means, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.exchange import Exchange, Record
from workbench.core.redact import redact
from workbench.ui.kit.panel import Card
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.states import OUTCOME_LOOKS, StateLook
from workbench.ui.kit.text import PlainLabel, visible_text
from workbench.ui.kit.theme import set_look

from .words import describe_wait, look_of, title_of, title_of_record

_NAME = "What it meant"


class Explanation(Card):
    """Owns the words about one exchange: title, meaning, the server's own words, and the next step set apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self.setAccessibleName(_NAME)
        self._icon = Picture(20)
        self._title = PlainLabel(type_name="title", selectable=True, wrap=True)
        self._meaning = PlainLabel(selectable=True, wrap=True)
        self._code = PlainLabel(type_name="strong", selectable=True)
        self._code.setObjectName("apiCode")
        self._message = PlainLabel(selectable=True, wrap=True)
        self._message.setObjectName("apiMessage")
        self._server_words = _labelled_rows(
            ("Code", "status.code", self._code), ("Message", "status.message", self._message)
        )
        self._step_icon = Picture(16)
        self._step = PlainLabel(selectable=True, wrap=True)
        self._step.setObjectName("nextStep")
        self._step_well = QFrame()
        set_look(self._step_well, role="well")

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        step_words = QVBoxLayout()
        step_words.setSpacing(2)
        step_words.addWidget(PlainLabel("Next step", type_name="caption", shade="muted"))
        step_words.addWidget(self._step)
        step_row = QHBoxLayout(self._step_well)
        step_row.setContentsMargins(12, 8, 12, 10)
        step_row.setSpacing(8)
        step_row.addWidget(self._step_icon, 0, Qt.AlignmentFlag.AlignTop)
        step_row.addLayout(step_words, 1)
        self.column.addLayout(head)
        self.column.addWidget(self._meaning)
        self.column.addWidget(self._server_words)
        self.column.addWidget(self._step_well)

    def show_exchange(self, exchange: Exchange) -> None:
        """Servers quote what they were sent, so all of it is redacted."""
        secrets, advice = exchange.secrets, exchange.advice
        self._show(
            look_of(exchange.outcome),
            redact(title_of(exchange), secrets),
            redact(advice.explanation, secrets),
            redact(f"{describe_wait(exchange.outcome)} {advice.next_step}".strip(), secrets),
        )
        self._show_server_words(exchange.api_code, redact(exchange.api_message or "", secrets))

    def show_record(self, record: Record) -> None:
        """What was kept: no next step is."""
        look = OUTCOME_LOOKS.get(record.outcome, OUTCOME_LOOKS["unreadable"])
        self._show(look, title_of_record(record), record.explanation, "")
        self._show_server_words(record.api_code, record.api_message)

    def text(self) -> str:
        """Title, meaning and next step as they are shown, a line each."""
        return "\n".join((self._title.text(), self._meaning.text(), self._step.text())).rstrip()

    def _show(self, look: StateLook, title: str, meaning: str, next_step: str) -> None:
        self._icon.show_icon(look.icon, look.tone)
        self._title.setText(title)
        self._title.show_shade(look.tone)
        self._meaning.setText(meaning)
        self._step_icon.show_icon("arrow-right", "accent")
        self._step.setText(next_step)
        self._step_well.setVisible(bool(next_step))
        self.setAccessibleName(visible_text(f"{_NAME}: {title}"))
        self.setAccessibleDescription(visible_text(f"{meaning} Next step: {next_step}" if next_step else meaning))

    def _show_server_words(self, code: int | None, message: str) -> None:
        self._code.setText("none" if code is None else str(code))
        self._message.setText(message or "none")
        is_quoted = f"“{self._message.text()}”" in self._meaning.text()
        self._server_words.setVisible(code is not None or (bool(message) and not is_quoted))  # once is enough


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
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(PlainLabel(word, shade="muted"), number, 0, top)
        grid.addWidget(PlainLabel(key, type_name="caption", shade="faint"), number, 1, top)
        grid.addWidget(value, number, 2)
    return block
