"""Two records side by side: every fact told, what differs marked, bodies compared line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Record
from workbench.core.history import StoredRecord
from workbench.core.redact import redact
from workbench.ui.history.comparison import MOST_LINES, compare_bodies, compare_facts, show_comparison
from workbench.ui.kit.theme import apply_theme, load_resources

RENEWED = Record(
    started_at=1_760_358_520.0,
    profile_id="p1",
    profile_name="QA <b>EU</b>",
    channel="web",
    host="simulator",
    outcome="renewed",
    reason=None,
    http_status=200,
    api_code=200,
    api_message=redact("SUCCESS"),
    elapsed_ms=132,
    size_bytes=1012,
    explanation=redact("A new token came."),
    token_kind="user",
    token_fingerprint="32ad31c61ba0",
    expires_at=1_760_358_610.0,
    issued_at=1_760_358_520.0,
    request_body=redact("{}"),
    response_body=redact('{\n  "code": 200\n}'),
)
REFUSED = replace(
    RENEWED,
    outcome="refused",
    api_code=1597,
    token_kind=None,
    token_fingerprint=None,
    expires_at=None,
    response_body=redact('{\n  "code": 1597\n}'),
)


def test_what_differs_is_told_and_what_neither_has_is_left_out() -> None:
    facts = {fact.name: fact for fact in compare_facts(RENEWED, REFUSED, UTC)}
    assert [name for name, fact in facts.items() if fact.differs] == [
        *("Outcome", "API code", "Token", "Kind of token", "Expires"),
    ]
    assert (facts["Outcome"].older, facts["Outcome"].newer) == ("renewed", "refused 1597")
    assert "Story" not in facts


def test_bodies_are_compared_line_by_line() -> None:
    lines = compare_bodies("reply", RENEWED.response_body, REFUSED.response_body)
    assert '-  "code": 200' in lines
    assert '+  "code": 1597' in lines
    assert compare_bodies("reply", "same", "same") == []


def test_very_long_bodies_are_compared_in_part_and_this_is_said() -> None:
    older = "\n".join(str(line) for line in range(3 * MOST_LINES))
    lines = compare_bodies("reply", older, older + "\nnew")
    assert any("only the first" in line for line in lines)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("turned", [False, True])
def test_the_sheet_has_the_older_call_on_the_left(qapp: QApplication, qtbot: QtBot, theme: str, turned: bool) -> None:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, theme)  # type: ignore[arg-type]
    window = QWidget()
    qtbot.addWidget(window)
    pair = [StoredRecord(1, RENEWED), StoredRecord(2, REFUSED)]
    first, second = reversed(pair) if turned else pair
    sheet = show_comparison(window, first, second, UTC)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert words.index("renewed") < words.index("refused 1597")
    assert words.count("≠") == 5
    assert "QA <b>EU</b>" in words
    text = sheet.findChild(QPlainTextEdit)
    assert text is not None
    assert '+  "code": 1597' in text.toPlainText()
