"""An exchange, and the record that may be kept of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.core.calls import Call, FieldProblem
from workbench.core.exchange import Exchange, Record, make_record
from workbench.core.playbook import Advice
from workbench.core.reply import Failed, Outcome, Renewed, Reply, read_reply
from workbench.core.request import Basic, build_request
from workbench.core.secret import Secret
from workbench.core.timeline import Attempt, Timeline
from workbench.core.token import decode

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))
MOBILE = SAMPLES["mobile"]
KEY, NEW = MOBILE["request"]["body"]["key"], MOBILE["reply"]["auth"]["token"]
STARTED = 1_760_353_091.0


def exchange(key: str = KEY, body: str | None = None, outcome: Outcome | None = None, **parts: object) -> Exchange:
    call = Call("mobile", {**MOBILE["request"]["body"], "key": Secret(key)})
    reply = Reply(200, (), (json.dumps(MOBILE["reply"]) if body is None else body).encode())
    request = build_request(
        call,
        "https://h.example",
        extra_headers=[("Cookie", Secret("session=cookie-monster"))],
        basic=Basic("user", Secret("basic-password")),
    )
    made = read_reply(call, reply, STARTED) if outcome is None else outcome
    whole = {"reply": reply, "advice": Advice("It worked.", "Nothing to do."), "story": "normal", **parts}
    return Exchange("id-1", "DocDemo", "simulator", call, request, STARTED, 132, outcome=made, **whole)  # type: ignore[arg-type]


def kept(record: Record) -> str:
    return repr(record)


def test_the_documented_exchange_is_recorded_without_its_secrets():
    record = make_record(exchange())
    assert (record.outcome, record.http_status, record.api_code, record.api_message) == ("renewed", 200, 200, "SUCCESS")
    assert (record.token_kind, record.token_fingerprint) == ("user", decode(NEW).fingerprint)
    assert (record.issued_at, record.expires_at) == (1_760_353_091, 1_760_356_691)
    assert (record.channel, record.host, record.story, record.reason) == ("mobile", "simulator", "normal", None)
    assert record.size_bytes == len(json.dumps(MOBILE["reply"]))
    for secret in (KEY, NEW, KEY.split(".")[1], NEW.split(".")[1], "cookie-monster", "basic-password"):
        assert secret not in kept(record)
    assert json.loads(record.response_body)["auth"]["token"] == f"[token {decode(NEW).fingerprint}]"
    assert json.loads(record.request_body)["brand"] == "DocDemo"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("bad key hunter-22 given", id="echo in plain text"),
        pytest.param('{"status":{"success":false,"code":1597,"message":"no hunter-22"}}', id="echo in the message"),
        pytest.param("aHVudGVyLTIy", id="echo in base64"),
        pytest.param('"session=cookie-monster basic-password"', id="echo of the headers"),
    ],
)
def test_a_server_that_echoes_secrets_does_not_bring_them_into_the_record(body):
    record = make_record(exchange("hunter-22", body, advice=Advice("The server said: hunter-22", "")))
    for secret in ("hunter-22", "aHVudGVyLTIy", "cookie-monster", "basic-password"):
        assert secret not in kept(record)


def test_a_key_that_came_with_the_token_is_a_secret_too():
    reply = json.loads(json.dumps(MOBILE["reply"]))
    reply["auth"]["key"] = "a-fresh-key"
    made = exchange(body=json.dumps(reply))
    assert Secret("a-fresh-key") in made.secrets
    assert "a-fresh-key" not in kept(make_record(made))


def test_where_nothing_came_the_record_says_so():
    record = make_record(exchange(outcome=Failed("timeout", "Nothing came for 20 s."), reply=None))
    assert (record.outcome, record.reason, record.http_status, record.size_bytes) == ("failed", "timeout", None, 0)
    assert (record.token_kind, record.token_fingerprint, record.expires_at) == (None, None, None)
    assert (record.api_code, record.api_message, record.response_body) == (None, "", "")


def test_a_token_of_somebody_else_and_the_attempts_are_kept():
    problem = FieldProblem("token", "other_identity", "It is for somebody else.", "warning")
    tries = (Attempt("connect", 5, 1.0), Attempt("connect", 5, 2.0), Attempt(None, 5))
    made = make_record(
        exchange(outcome=Renewed(Secret(NEW), 200, "SUCCESS", (problem,)), timeline=Timeline(attempts=tries))
    )
    assert (made.other_identity, made.attempts) == (True, 3)
    assert not make_record(exchange()).other_identity


def test_a_token_that_came_is_taken_apart_once():
    made = exchange()
    assert made.token is not None
    assert made.token.text == NEW
    assert made.token is made.token


def test_an_exchange_does_not_print_its_secrets():
    for secret in (KEY, NEW, "cookie-monster", "basic-password", NEW.split(".")[1]):
        assert secret not in repr(exchange())


def with_date(date: str | None, ended_at: float | None = None) -> Exchange:
    headers = () if date is None else (("date", date),)
    return replace(exchange(), reply=Reply(200, headers, b"{}"), ended_at=ended_at)


@pytest.mark.parametrize(
    ("made", "offset"),
    [
        pytest.param(with_date("Mon, 13 Oct 2025 10:58:11 GMT"), 0, id="the same second"),
        pytest.param(with_date("Mon, 13 Oct 2025 11:01:11 GMT", ended_at=STARTED), 180.5, id="three minutes ahead"),
        pytest.param(with_date("Mon, 13 Oct 2025 10:58:18 GMT", ended_at=STARTED + 8), 0, id="a clock that runs fast"),
        pytest.param(with_date(None), None, id="no Date"),
        pytest.param(exchange(reply=None, outcome=Failed("timeout", "")), None, id="no reply"),
    ],
)
def test_the_servers_clock_is_told_by_the_date_of_its_reply(made, offset):
    assert made.server_offset == offset
