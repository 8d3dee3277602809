"""Every reason of the contract shows what was met, what it means and what to do next, by the program's own playbook."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.calls import FieldProblem
from workbench.core.reply import Failed, FailedReason, Outcome, Refused, Renewed, Unreadable, UnreadableReason
from workbench.core.secret import Secret
from workbench.storage.resources import load_playbook
from workbench.ui.kit.chip import Chip
from workbench.ui.response.explanation import Explanation
from workbench.ui.response.pane import ResponsePane

from .conftest import NOW, MakeExchange

REASONS = (
    *("dns", "connect", "tls", "proxy", "timeout", "reset", "protocol", "too_large", "redirect"),
    *("unsupported_encoding", "rate_limited", "server_error", "forbidden"),
    *("not_json", "unexpected_shape", "token_missing", "token_unreadable"),
)
UNREADABLE = get_args(UnreadableReason)


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> ResponsePane:
    made = ResponsePane()
    qtbot.addWidget(made)
    made.resize(390, 500)
    made.show()
    return made


def find(pane: ResponsePane, kind: Any, name: str) -> Any:
    found = pane.findChild(kind, name)
    assert found is not None
    return found


def test_the_reasons_are_those_of_the_outcomes() -> None:
    assert set(REASONS) == {*get_args(FailedReason), *UNREADABLE}


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_shows_what_was_met_its_meaning_and_a_next_step(
    reason: Any, pane: ResponsePane, make_exchange: MakeExchange
) -> None:
    detail = f"What was met with {reason}."
    outcome: Outcome = Unreadable(reason, detail) if reason in UNREADABLE else Failed(reason, detail)
    exchange = make_exchange(outcome=outcome)
    entry = load_playbook().entries["reason"][reason]
    pane.show_exchange(exchange)
    card = find(pane, Explanation, "explanation")
    title, met, meaning, step = card.text().split("\n")
    assert title != reason.replace("_", " ").capitalize()  # words of its own
    assert met == detail
    assert meaning == entry.explanation
    assert step == entry.next_step
    for name in ("whatWasMet", "nextStep"):
        assert find(pane, QLabel, name).isVisible()


@pytest.mark.parametrize(
    "words",
    ["it has expired", "it is self-signed", "it was made out to another name"],
)
def test_a_tls_failure_names_first_what_is_wrong(words: str, pane: ResponsePane, make_exchange: MakeExchange) -> None:
    detail = f"The certificate of auth.qa.test is not trusted: {words}."
    pane.show_exchange(make_exchange(outcome=Failed("tls", detail)))
    assert find(pane, QLabel, "whatWasMet").text() == detail


def test_a_redirect_shows_its_target_as_text_that_can_be_copied_and_is_no_link(
    pane: ResponsePane, make_exchange: MakeExchange
) -> None:
    target = "https://elsewhere.invalid/<b>x</b>?" + "q" * 3000
    pane.show_exchange(make_exchange(b"", status=307, headers=(("location", target),)))
    line = find(pane, QLineEdit, "redirectTarget")
    assert line.isVisible()
    assert line.isReadOnly()
    assert line.text() == target
    assert find(pane, Explanation, "explanation").minimumSizeHint().width() < 390

    pane.show_exchange(make_exchange(outcome=Failed("timeout", "Late.")))
    assert not line.isVisible()


def test_the_wait_the_server_asked_for_counts_down_and_is_over_at_its_second(
    pane: ResponsePane, make_exchange: MakeExchange
) -> None:
    refusal = Refused(429, "Rate limit exceeded", "rate_limited", 90)
    pane.show_exchange(make_exchange(b"{}", status=429, outcome=refusal, elapsed_ms=1000))
    chip = find(pane, Chip, "waitChip")
    seen = []
    for later in (1, 90.5, 91, 200):
        pane.show_now(NOW + later)
        seen.append(chip.text())
    assert seen == ["wait 1:30", "wait 0:01", "the wait is over", "the wait is over"]

    pane.show_exchange(make_exchange(outcome=Failed("rate_limited", "HTTP 429.")))
    pane.show_now(NOW)
    assert not chip.isVisible()


def test_after_an_example_nobody_waits(pane: ResponsePane, make_exchange: MakeExchange) -> None:
    pane.show_exchange(make_exchange(outcome=Failed("rate_limited", "HTTP 429.", 30)), "Example; nothing was sent.")
    pane.show_now(NOW)
    assert not find(pane, Chip, "waitChip").isVisible()


def test_another_customers_token_is_a_loud_warning_and_the_next_reply_is_quiet_again(
    pane: ResponsePane, make_exchange: MakeExchange
) -> None:
    other = FieldProblem("token", "other_identity", "The device of the token that came is another.", "warning")
    pane.show_exchange(make_exchange(b"{}", outcome=Renewed(Secret("t"), 200, "SUCCESS", (other,))))
    card = find(pane, QWidget, "explanation")
    assert card.property("alarm") is True
    assert "NOT FOR WHOM IT WAS ASKED" in card.text()
    assert other.message in card.text()
    pane.show_exchange(make_exchange(outcome=Failed("timeout", "Late.")))
    assert card.property("alarm") is False


def test_a_running_call_says_which_attempt_it_is(pane: ResponsePane) -> None:
    pane.show_keys("Ctrl+Enter", "Esc")
    pane.show_running()
    pane.show_attempt("attempt 1 of 3: rate limited; next try in 4 s")
    words = "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())
    assert "Attempt 1 of 3: rate limited; next try in 4 s. Esc cancels the call." in words
