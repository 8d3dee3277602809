"""The response pane: the explanation on top, the body masked, and nothing left of a reply that was cleared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.exchange import Exchange, make_record
from workbench.core.reply import Cancelled, Failed, Refused
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.response.explanation import Explanation
from workbench.ui.response.pane import ResponsePane


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> ResponsePane:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, "light")
    made = ResponsePane(UTC)
    qtbot.addWidget(made)
    made.resize(520, 560)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def body(pane: ResponsePane) -> QPlainTextEdit:
    found = pane.findChild(QPlainTextEdit, "responseBody")
    assert isinstance(found, QPlainTextEdit)
    return found


def explanation(pane: ResponsePane) -> Explanation:
    found = pane.findChild(QWidget, "explanation")
    assert isinstance(found, Explanation)
    return found


def text_of(pane: ResponsePane, name: str) -> str:
    found = pane.findChild(QWidget, name)
    assert isinstance(found, QLabel | QPlainTextEdit | Chip)
    return found.toPlainText() if isinstance(found, QPlainTextEdit) else found.text()


def button(pane: ResponsePane, name: str) -> QAbstractButton:
    return next(one for one in pane.findChildren(QAbstractButton) if one.accessibleName() == name or one.text() == name)


def shown_words(pane: ResponsePane) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


# ---- what is shown


def test_without_a_reply_the_pane_says_how_to_get_one(pane: ResponsePane) -> None:
    pane.show_keys("Ctrl+Enter", "Esc")
    assert "No reply yet" in shown_words(pane)
    assert "Ctrl+Enter" in shown_words(pane)


def test_a_refusal_is_explained_with_the_next_step_and_the_servers_words(pane: ResponsePane, refused: Exchange) -> None:
    pane.show_exchange(refused)
    lines = explanation(pane).text().split("\n")
    assert lines[0] == "Refused: key expired or not valid (1597)"
    assert lines[1] == refused.advice.explanation
    assert lines[2] == refused.advice.next_step
    assert text_of(pane, "apiCode") == "1597"
    assert text_of(pane, "apiMessage") == "Key expired or not valid"
    assert "1597" in explanation(pane).accessibleName()
    assert refused.advice.next_step in explanation(pane).accessibleDescription()


def test_a_refusal_in_plain_text_is_quoted_once(pane: ResponsePane, make_exchange: Callable[..., Exchange]) -> None:
    words = "com.example.ReaderException: no identifier type\tMOBIL"
    exchange = make_exchange(words.encode(), status=400, headers=(("content-type", "text/plain"),))
    for show in (lambda: pane.show_exchange(exchange), lambda: pane.show_record(make_record(exchange))):
        show()
        assert explanation(pane).text().startswith("Refused (HTTP 400)\n")
        assert shown_words(pane).count("ReaderException") == 1


@pytest.mark.parametrize(
    ("outcome", "is_told"),
    [
        (Failed("server_error", "…", 5), True),
        (Refused(1501, "Too many", "rate_limited", 5), True),
        (Failed("server_error", "…"), False),
    ],
)
def test_the_next_step_says_how_long_the_server_asks_to_wait(
    outcome: Failed | Refused, is_told: bool, pane: ResponsePane, make_exchange: Callable[..., Exchange]
) -> None:
    exchange = make_exchange(b"x", status=503, outcome=outcome)
    pane.show_exchange(exchange)
    wait = "The server asks to wait 5 s. " if is_told else ""
    assert text_of(pane, "nextStep") == wait + exchange.advice.next_step


def test_everything_has_a_name_before_there_is_a_reply(pane: ResponsePane, renewed: Exchange) -> None:
    assert explanation(pane).accessibleName() == "What it meant"
    pane.show_exchange(renewed)
    stops = [one for one in pane.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    unnamed = [one for one in stops if one.isVisible() and not one.accessibleName() and not isinstance(one, QLabel)]
    assert [type(one).__name__ for one in unnamed] == []


def test_a_page_of_html_is_shown_as_the_text_it_is(pane: ResponsePane, make_exchange: Callable[..., Exchange]) -> None:
    page = "<html><img src='/etc/passwd.png'><b>503</b>\u202e</html>"
    pane.show_exchange(make_exchange(page.encode(), status=503, headers=(("content-type", "text/html"),)))
    assert body(pane).toPlainText() == page.replace("\u202e", "⟨U+202E⟩")
    assert explanation(pane).text().startswith("The server broke down (HTTP 503)")


@pytest.mark.parametrize("outcome", [Failed("timeout", "Late."), Cancelled()], ids=["failed", "cancelled"])
def test_without_a_reply_there_is_no_body_and_the_request_can_still_be_read(
    outcome: Failed | Cancelled, pane: ResponsePane, make_exchange: Callable[..., Exchange], renewed: Exchange
) -> None:
    pane.show_exchange(renewed)
    pane.show_exchange(make_exchange(outcome=outcome))
    assert not body(pane).isVisible()
    assert "POST http://127.0.0.1:40123" in text_of(pane, "requestAsSent")


def test_headers_and_request_unfold(pane: ResponsePane, renewed: Exchange, qtbot: QtBot) -> None:
    pane.show_exchange(renewed)
    for name, section in (("responseHeaders", "Headers (1)"), ("requestAsSent", "Request as sent, secrets masked")):
        folded = pane.findChild(QWidget, name)
        assert isinstance(folded, QWidget)
        assert not folded.isVisible()
        qtbot.mouseClick(button(pane, section), Qt.MouseButton.LeftButton)
        assert folded.isVisible()
    assert text_of(pane, "responseHeaders") == "HTTP/1.1 200\ncontent-type: application/json"


def test_an_example_says_that_nothing_was_sent(pane: ResponsePane, renewed: Exchange) -> None:
    origin = "Example from the documentation; nothing was sent"
    pane.show_exchange(renewed, origin)
    assert text_of(pane, "responseOrigin") == origin
    pane.show_exchange(renewed)
    assert text_of(pane, "responseOrigin") == ""


def test_while_a_call_runs_the_reply_before_it_is_out_of_sight(pane: ResponsePane, renewed: Exchange) -> None:
    pane.show_exchange(renewed)
    pane.show_running()
    assert not body(pane).isVisible()
    assert "Cancel cancels the call" in shown_words(pane)


# ---- secrets


def test_the_body_is_masked_until_the_eye_is_pressed(
    pane: ResponsePane, renewed: Exchange, samples: dict[str, Any], qtbot: QtBot
) -> None:
    token = samples["mobile"]["reply"]["auth"]["token"]
    pane.show_exchange(renewed)
    assert token not in body(pane).toPlainText()
    qtbot.mouseClick(button(pane, "Show the secrets"), Qt.MouseButton.LeftButton)
    assert token in body(pane).toPlainText()
    qtbot.mouseClick(button(pane, "Hide the secrets"), Qt.MouseButton.LeftButton)
    assert token not in body(pane).toPlainText()


def leave_by_focus(pane: ResponsePane, _exchange: Exchange) -> None:
    button(pane, "Copy the body").setFocus(Qt.FocusReason.TabFocusReason)


LEAVING: dict[str, Callable[[ResponsePane, Exchange], None]] = {
    "focus goes elsewhere": leave_by_focus,
    "the pane is hidden": lambda pane, _: pane.hide(),
    "another call runs": lambda pane, _: pane.show_running(),
    "another reply comes": lambda pane, exchange: pane.show_exchange(exchange),
    "the window says so": lambda pane, _: pane.show_masked(True),
    "the pane is cleared": lambda pane, _: pane.clear(),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING.keys())
def test_what_was_revealed_hides_again(
    leave: Callable[[ResponsePane, Exchange], None],
    pane: ResponsePane,
    renewed: Exchange,
    samples: dict[str, Any],
    qtbot: QtBot,
) -> None:
    pane.show_exchange(renewed)
    qtbot.mouseClick(button(pane, "Show the secrets"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(body(pane).hasFocus)
    leave(pane, renewed)
    assert samples["mobile"]["reply"]["auth"]["token"] not in body(pane).toPlainText()


def test_a_body_without_secrets_has_nothing_to_reveal(pane: ResponsePane, refused: Exchange) -> None:
    pane.show_exchange(refused)
    assert not button(pane, "Show the secrets").isEnabled()


def test_the_copy_button_copies_the_masked_body(
    pane: ResponsePane, renewed: Exchange, samples: dict[str, Any], qtbot: QtBot
) -> None:
    pane.show_exchange(renewed)
    pane.show_masked(False)
    with qtbot.waitSignal(pane.copy_text_requested) as asked:
        qtbot.mouseClick(button(pane, "Copy the body"), Qt.MouseButton.LeftButton)
    assert '"message": "SUCCESS"' in asked.args[0]
    assert samples["mobile"]["reply"]["auth"]["token"] not in asked.args[0]


def test_what_is_copied_by_key_while_secrets_are_in_sight_is_asked_for_as_a_secret(
    pane: ResponsePane, renewed: Exchange, samples: dict[str, Any], qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.clipboard().setText("before")
    pane.show_exchange(renewed)
    pane.show_masked(False)
    body(pane).selectAll()
    with qtbot.waitSignal(pane.copy_secret_requested) as asked:
        QTest.keySequence(body(pane), QKeySequence(QKeySequence.StandardKey.Copy))
    assert samples["mobile"]["reply"]["auth"]["token"] in asked.args[0].reveal()
    assert qapp.clipboard().text() == "before"


def test_no_other_way_of_copying_lets_a_revealed_secret_out(
    pane: ResponsePane, renewed: Exchange, samples: dict[str, Any], qapp: QApplication
) -> None:
    pane.show_exchange(renewed)
    pane.show_masked(False)
    body(pane).selectAll()
    body(pane).copy()  # what the context menu does
    assert samples["mobile"]["reply"]["auth"]["token"] not in qapp.clipboard().text()
    pane.show_masked(True)
    body(pane).selectAll()
    body(pane).copy()
    assert "SUCCESS" in qapp.clipboard().text()


def test_a_server_that_quotes_the_key_does_not_get_it_into_the_explanation(
    pane: ResponsePane, make_exchange: Callable[..., Exchange], samples: dict[str, Any]
) -> None:
    key = samples["mobile"]["request"]["body"]["key"]
    pane.show_exchange(make_exchange({"status": {"success": False, "code": 9, "message": f"Bad key {key}"}}))
    assert "Bad key [token" in text_of(pane, "apiMessage")
    assert key not in shown_words(pane)
    assert key not in explanation(pane).accessibleName() + explanation(pane).accessibleDescription()


def test_cleared_the_pane_holds_nothing_of_the_reply(
    pane: ResponsePane, renewed: Exchange, samples: dict[str, Any]
) -> None:
    pane.show_exchange(renewed)
    pane.clear()
    pane.show_masked(False)
    assert "No reply yet" in shown_words(pane)
    assert body(pane).toPlainText() == ""
    assert text_of(pane, "requestAsSent") == ""


# ---- examples and history


def test_examples_are_offered_while_there_is_no_reply(pane: ResponsePane, qtbot: QtBot) -> None:
    pane.show_examples(["Mobile reply", "Refused 1597"])
    with qtbot.waitSignal(pane.example_requested) as asked:
        qtbot.mouseClick(button(pane, "Refused 1597"), Qt.MouseButton.LeftButton)
    assert asked.args == [1]


def test_a_record_is_shown_as_far_as_it_was_kept(pane: ResponsePane, refused: Exchange) -> None:
    pane.show_record(make_record(refused))
    assert explanation(pane).text() == f"Refused: key expired or not valid (1597)\n{refused.advice.explanation}"
    assert text_of(pane, "apiCode") == "1597"
    assert text_of(pane, "responseOrigin") == "From history: 2025-10-13 12:28:40"
    assert '"code": 1597' in body(pane).toPlainText()
    assert text_of(pane, "requestAsSent").startswith('{\n  "identifierType": "MOBILE"')
    assert not [
        one for one in pane.findChildren(QAbstractButton) if one.text().startswith("Headers") and one.isVisible()
    ]


def test_a_record_without_a_reply_has_no_body(
    pane: ResponsePane, renewed: Exchange, make_exchange: Callable[..., Exchange]
) -> None:
    pane.show_exchange(renewed)
    pane.show_record(make_record(make_exchange(outcome=Failed("timeout", "Late."))))
    assert explanation(pane).text().startswith("No reply in time\n")
    assert not body(pane).isVisible()


def test_a_record_of_a_newer_program_is_shown_by_its_own_words(pane: ResponsePane, refused: Exchange) -> None:
    pane.show_record(replace(make_record(refused), outcome="postponed", reason="full_moon", http_status=None))
    assert explanation(pane).text().startswith("Full moon\n")
