"""Every code, reason and outcome has words and a next step, and the most specific ones win."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Literal, get_args

import pytest

from workbench.core.calls import FieldProblem
from workbench.core.playbook import Advice, Playbook
from workbench.core.reply import (
    OUTCOME_WORDS,
    Cancelled,
    Failed,
    FailedReason,
    Outcome,
    Refused,
    Renewed,
    Reply,
    Unreadable,
    UnreadableReason,
)
from workbench.core.secret import Secret

SHIPPED = Playbook.read(tomllib.loads((Path(__file__).parents[2] / "resources" / "playbook.toml").read_text("utf-8")))
PUBLISHED_CODES = [
    *range(1502, 1510),
    *(1513, 1515),
    *range(1518, 1522),
    *range(1523, 1533),
    *(1534, 1535, 1537),
    *range(1540, 1544),
    *(1546, 1597),
    *range(1601, 1604),
    *(3005, 5004, 401, 404, 429),
]
OTHERS_TOKEN = FieldProblem("token", "other_identity", "The device differs from that of the token (d2).", "warning")


def reply(http_status: int = 200) -> Reply:
    return Reply(http_status, (), b"")


@pytest.mark.parametrize("code", PUBLISHED_CODES)
def test_every_published_code_has_an_entry_of_its_own(code: int) -> None:
    assert SHIPPED.advise(Refused(code, "x"), reply()) == SHIPPED.entries["code"][str(code)]


def test_no_code_is_explained_that_was_never_published() -> None:
    assert set(SHIPPED.entries["code"]) == {str(code) for code in PUBLISHED_CODES}


def test_the_reasons_explained_are_exactly_those_that_there_are() -> None:
    reasons = {*get_args(UnreadableReason), *get_args(FailedReason), "other_identity", "rate_limited"}
    assert set(SHIPPED.entries["reason"]) == reasons


def test_the_outcomes_explained_are_exactly_those_that_there_are() -> None:
    assert set(SHIPPED.entries["outcome"]) == set(OUTCOME_WORDS.values())


@pytest.mark.parametrize("status", [400, 401, 404, 405, 413, 415])
def test_the_usual_http_statuses_have_an_entry(status: int) -> None:
    advice = SHIPPED.advise(Refused(None, None), reply(status))
    assert advice == SHIPPED.entries["http"][str(status)]


def outcomes() -> list[tuple[Outcome, Reply | None]]:
    limits: tuple[Literal["rate_limited"] | None, ...] = (None, "rate_limited")
    refusals = [
        Refused(code, message, reason, 5)
        for code, message, reason in itertools.product((None, 1597, 9999), (None, "x"), limits)
    ]
    return [
        (Renewed(Secret("t"), 200, "SUCCESS"), reply()),
        (Renewed(Secret("t"), 200, "SUCCESS", (OTHERS_TOKEN,)), reply()),
        *((refusal, reply(status)) for refusal in refusals for status in (200, 400, 418, 429)),
        *((Unreadable(reason, "Detail."), reply()) for reason in get_args(UnreadableReason)),
        *((Failed(reason, "Detail."), None) for reason in get_args(FailedReason)),
        (Cancelled(), None),
    ]


@pytest.mark.parametrize(("outcome", "came"), outcomes(), ids=str)
def test_every_outcome_gets_whole_sentences_and_a_next_step(outcome: Outcome, came: Reply | None) -> None:
    advice = SHIPPED.advise(outcome, came)
    for text in (advice.explanation, advice.next_step):
        assert text[0].isupper() or text[0] == "“"
        assert text.endswith(".")
        assert "  " not in text
        assert "None" not in text


@pytest.mark.parametrize("group", ["code", "reason", "http", "outcome"])
def test_every_entry_is_short_and_its_next_step_is_one_sentence(group: str) -> None:
    for name, advice in SHIPPED.entries[group].items():
        assert len(advice.explanation) <= 260, name
        assert advice.explanation.endswith("."), name
        assert advice.next_step.endswith("."), name
        assert ". " not in advice.next_step, name


def test_an_unknown_code_is_shown_with_what_the_server_said() -> None:
    advice = SHIPPED.advise(Refused(1555, "Moon in the wrong house"), reply())
    assert advice.explanation.startswith(SHIPPED.entries["outcome"]["refused"].explanation)
    assert "code 1555 “Moon in the wrong house”" in advice.explanation


def test_an_unknown_code_of_the_api_is_not_explained_by_the_http_status_beside_it() -> None:
    advice = SHIPPED.advise(Refused(1555, "Moon in the wrong house"), reply(400))
    assert advice == SHIPPED.advise(Refused(1555, "Moon in the wrong house"), reply(200))


def test_a_plain_text_refusal_is_shown_with_its_first_line() -> None:
    advice = SHIPPED.advise(Refused(None, "Can not deserialize value of type IdentifierType"), reply(400))
    assert "identifier type" in advice.explanation
    assert "“Can not deserialize value of type IdentifierType”" in advice.explanation


def test_anothers_token_is_called_out_with_the_difference() -> None:
    advice = SHIPPED.advise(Renewed(Secret("t"), 200, "SUCCESS", (OTHERS_TOKEN,)), reply())
    assert "NOT FOR WHOM IT WAS ASKED" in advice.explanation
    assert "(d2)" in advice.explanation


def test_a_failure_is_shown_with_its_detail() -> None:
    advice = SHIPPED.advise(Failed("dns", "The name of auth.invalid could not be looked up."), None)
    assert advice.explanation.endswith("The name of auth.invalid could not be looked up.")


@pytest.mark.parametrize(("status", "reason"), [(403, "forbidden"), (429, "rate_limited"), (503, "server_error")])
def test_the_http_status_of_a_failure_says_more_than_its_reason(
    status: int, reason: Literal["forbidden", "rate_limited", "server_error"]
) -> None:
    failed = Failed(reason, f"HTTP {status} without the API's envelope.", 5)
    said = SHIPPED.advise(failed, reply(status))
    assert said.next_step == SHIPPED.entries["http"][str(status)].next_step
    assert SHIPPED.advise(failed, reply(599)).next_step == SHIPPED.entries["reason"][reason].next_step


def test_a_team_s_own_entries_replace_and_add_and_leave_the_rest() -> None:
    own = Playbook.read({"code": {"1597": entry("ours"), "1555": entry("moon")}})
    both = SHIPPED.merge(own)
    assert both.advise(Refused(1597, "x"), reply()).explanation == "ours."
    assert both.advise(Refused(1555, "x"), reply()).explanation == "moon."
    assert both.entries["reason"] == SHIPPED.entries["reason"]
    assert both.entries["code"]["1525"] == SHIPPED.entries["code"]["1525"]


def entry(text: str) -> dict[str, str]:
    return {"explanation": f"{text}.", "next_step": f"Do {text}."}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"code": {"1597": entry("code")}, "reason": {"rate_limited": entry("reason")}}, "code."),
        ({"code": {"1598": entry("code")}, "reason": {"rate_limited": entry("reason")}}, "reason."),
        ({"http": {"429": entry("http")}, "outcome": {"refused": entry("outcome")}}, "http."),
        ({"http": {"400": entry("http")}, "outcome": {"refused": entry("outcome")}}, "outcome."),
    ],
    ids=["code", "reason", "http", "outcome"],
)
def test_the_most_specific_entry_wins(document: dict[str, object], expected: str) -> None:
    playbook = Playbook.read(document)
    code = 1597 if "code" in document else None
    advice = playbook.advise(Refused(code, None, "rate_limited"), reply(429))
    assert advice.explanation.startswith(expected)


def test_an_empty_playbook_still_says_what_was_met() -> None:
    playbook = Playbook.read({})
    assert playbook.advise(Failed("dns", "Not found."), None) == Advice("Not found.", "")
    assert "1597" in playbook.advise(Refused(1597, "Key expired"), reply()).explanation


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"code": "text"}, r"\[code\]"),
        ({"code": {"1597": "text"}}, r"\[code.1597\]"),
        ({"code": {"1597": {}}}, r"\[code.1597\]"),
        ({"code": {"1597": {"explanation": "x"}}}, r"\[code.1597\]"),
        ({"code": {"1597": {"explanation": "", "next_step": "x"}}}, r"\[code.1597\]"),
        ({"reason": {"dns": {"explanation": 1, "next_step": "x"}}}, r"\[reason.dns\]"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_name_of_the_entry(document: dict[str, object], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Playbook.read(document)
