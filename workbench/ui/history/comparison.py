"""Two records side by side, fact by fact, and what differs in their bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from difflib import unified_diff

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QTextEdit, QWidget

from workbench.core.exchange import Record
from workbench.core.history import StoredRecord
from workbench.core.time_text import format_local
from workbench.core.words import say_channel
from workbench.language import mark, number, tr, trn
from workbench.ui.kit.dialogs import make_dialog
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.text import ElidedLabel, PlainLabel
from workbench.ui.kit.theme import theme_of

from .words import describe_outcome

MOST_LINES = 1000
"""Of a body: finding the differences of much longer ones would hold up the window."""
_WIDTH, _HEIGHT = 720, 700
_NONE = "—"
_HOST, _FINGERPRINT = mark("Host"), mark("Token")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: what is told of both records. ``name`` is marked English."""

    name: str
    older: str
    newer: str

    @property
    def differs(self) -> bool:
        return self.older != self.newer


def compare_facts(older: Record, newer: Record, zone: tzinfo | None) -> list[Fact]:
    """What is told of two records, in the order of a table."""
    return [
        Fact(name, was, now)
        for (name, was), (_, now) in zip(_tell(older, zone), _tell(newer, zone), strict=True)
        if was or now
    ]


def _tell(record: Record, zone: tzinfo | None) -> Iterator[tuple[str, str]]:
    yield mark("Started"), format_local(record.started_at, zone)
    yield mark("Profile"), record.profile_name
    yield mark("Channel"), say_channel(record.channel)
    yield _HOST, record.host
    yield mark("Outcome"), describe_outcome(record)
    yield mark("HTTP status"), "" if record.http_status is None else str(record.http_status)
    yield mark("API code"), "" if record.api_code is None else str(record.api_code)
    yield mark("API message"), record.api_message
    yield mark("Took"), tr("{number} ms", number=number(record.elapsed_ms))
    yield mark("Attempts"), str(record.attempts)
    yield mark("Size"), trn("{count} byte", "{count} bytes", record.size_bytes)
    yield _FINGERPRINT, record.token_fingerprint or ""
    yield mark("Kind of token"), record.token_kind or ""
    yield mark("Expires"), "" if record.expires_at is None else format_local(record.expires_at, zone)
    yield mark("Story"), record.story or ""


def compare_bodies(name: str, older: str, newer: str) -> list[str]:
    """The lines of a unified difference under a heading; no lines where the bodies are the same."""
    if older == newer:
        return []
    was, now = older.splitlines(), newer.splitlines()
    lines = list(unified_diff(was[:MOST_LINES], now[:MOST_LINES], lineterm=""))[2:]
    if max(len(was), len(now)) > MOST_LINES:
        lines.append(tr("… only the first {number} lines were compared", number=number(MOST_LINES)))
    return [f"── {name} ──", *lines, ""]


def show_comparison(parent: QWidget, first: StoredRecord, second: StoredRecord, zone: tzinfo | None = None) -> QDialog:
    """A sheet of both, the older on the left. What differs is strong and marked."""
    older, newer = sorted((first, second), key=lambda one: one.number)
    dialog, column = make_dialog(parent, tr("Two calls compared"), "git-compare", danger=False)
    dialog.setObjectName("historyComparison")
    theme = theme_of(dialog)
    dialog.setMaximumWidth(16_777_215)
    dialog.resize(theme.px(_WIDTH), min(theme.px(_HEIGHT), parent.window().height() - theme.px(48)))
    facts = compare_facts(older.record, newer.record, zone)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    grid.setColumnStretch(3, 1)
    for at, words in ((2, tr("Older")), (3, tr("Newer"))):
        grid.addWidget(PlainLabel(words, type_name="caption", shade="faint"), 0, at)
    for row, fact in enumerate(facts, 1):
        sign = PlainLabel("≠" if fact.differs else "", type_name="strong", shade="accent")
        sign.setAccessibleName(tr("differs") if fact.differs else tr("same"))
        grid.addWidget(sign, row, 0)
        grid.addWidget(PlainLabel(tr(fact.name), shade="muted"), row, 1)
        for at, text in ((2, fact.older or _NONE), (3, fact.newer or _NONE)):
            label = ElidedLabel(text, type_name="strong" if fact.differs else "", shade="" if fact.differs else "muted")
            if fact.name in (_HOST, _FINGERPRINT):
                keep_left_to_right(label)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, at)
    column.addLayout(grid)
    column.addSpacing(8)
    lines = compare_bodies(tr("request"), older.record.request_body, newer.record.request_body)
    lines += compare_bodies(tr("reply"), older.record.response_body, newer.record.response_body)
    difference = LongText(tr("What differs in the bodies"))
    difference.setLineWrapMode(LongText.LineWrapMode.NoWrap)
    difference.show_text("\n".join(lines) or tr("The bodies of request and reply are the same."))
    _colour(difference)
    column.addWidget(difference, 1)
    close = QPushButton(tr("Close"))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    column.addSpacing(8)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()
    return dialog


def _colour(text: LongText) -> None:
    """Lines that went and lines that came in their tones; their signs say the same."""
    theme = theme_of(text)
    lines = []
    block = text.document().firstBlock()
    while block.isValid():
        tone = {"-": "bad", "+": "good", "@": "faint", "─": "muted"}.get(block.text()[:1])
        if tone is not None:
            line = QTextEdit.ExtraSelection()
            line.cursor = QTextCursor(block)
            line.cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            line.format = QTextCharFormat()
            line.format.setForeground(theme.color(tone))
            lines.append(line)
        block = block.next()
    text.setExtraSelections(lines)
