"""``regenerate``: what is refused before sending, what is sent, how often, and what is printed of it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import threading
import time
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import httpx
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from workbench.core.calls import Absent
from workbench.core.profile import Profile

KEY = "not-a-real-key-but-secret"
FIELDS = (
    "--identifier-type",
    "MOBILE",
    "--identifier",
    "919999922332",
    "--brand",
    "DocDemo",
    "--device-id",
    "deviceid1",
)
PROFILE = Profile(
    "0123456789abcdef",
    "QA mobile",
    "mobile",
    "http://127.0.0.1:9",
    {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo", "deviceId": "deviceid1"},
)
MEMBERS = [
    "schema", "outcome", "http_status", "api_code", "api_message", "reason", "explanation", "next_step", "elapsed_ms",
    "attempts", "retry_after_seconds", "problems", "token", "decoded", "replaced",
    "clock_offset_seconds",
]  # fmt: skip


@pytest.fixture
def sent_to():
    """A transport that keeps what it is sent and answers as told."""

    def make(*answers):
        sent: list[httpx.Request] = []

        async def answer(request: httpx.Request) -> httpx.Response:
            sent.append(request)
            made: Any = answers[min(len(sent), len(answers)) - 1]
            response: httpx.Response = await made() if callable(made) else made
            return response

        return sent, httpx.MockTransport(answer)

    return make


def refusal(code: int, message: str, http_status: int = 200, **headers: str) -> httpx.Response:
    document = {"status": {"success": False, "code": code, "message": message}}
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return httpx.Response(http_status, json=document, headers=named)


# ---- wrong usage


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param([], "--host", id="neither host nor profile"),
        pytest.param(["--profile", "QA mobil"], "Similar: “QA mobile”", id="no such profile"),
        pytest.param(["--profile", "xyz"], "Demo · web", id="nothing similar: all are named"),
        pytest.param(["--profile", "Demo · web"], "is for web", id="profile of the other channel"),
        pytest.param(["--host", "http://127.0.0.1:9", "--secret-env", "NOT_THERE"], "NOT_THERE", id="no variable"),
        pytest.param(["--profile", "QA mobile", "--host", "http://127.0.0.1:10"], "--secret-stdin", id="other port"),
        pytest.param(["--profile", "QA mobile", "--host", "simulator"], "--secret-stdin", id="simulator instead"),
        pytest.param(["--host", "https://eu.api.capillarytech.com"], "--production", id="production preset"),
        pytest.param(["--host", "https://EU.api.capillarytech.com:443/x"], "--production", id="its path"),
        pytest.param(["--profile", "Live"], "--production", id="profile marked production"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence_and_prints_no_document(command_line, sent_to, words, says):
    sent, command_line.transport = sent_to(refusal(1, "no"))
    command_line.run("profiles", "list")  # the first start writes the demo profiles
    command_line.save(PROFILE, key=KEY)
    command_line.save(replace(PROFILE, id="live", name="Live", marked_production=True), key=KEY)
    ran = command_line.run("regenerate", "mobile", *words, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert KEY not in ran.err
    assert not sent


@pytest.mark.parametrize("octets", [b"\xff\xfe", b"x" * (1024 * 1024 + 1)], ids=["no UTF-8", "too large"])
def test_standard_input_that_is_no_secret_is_wrong_usage(command_line, octets):
    ran = command_line.run("regenerate", "mobile", "--host", "http://127.0.0.1:9", "--secret-stdin", stdin=octets)
    assert (ran.code, ran.out) == (2, "")
    assert "standard input" in ran.err


def test_a_look_at_a_production_call_needs_no_confirmation_because_nothing_is_sent(command_line):
    words = ["--host", "https://eu.api.capillarytech.com", "--secret-stdin", *FIELDS]
    ran = command_line.run("regenerate", "mobile", *words, "--dry-run", "--json", stdin=KEY)
    assert ran.code == 0
    assert ran.document["request"]["url"] == "https://eu.api.capillarytech.com/auth/v1/token/regenerate"


def test_a_production_host_is_called_once_it_is_confirmed(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    words = ["--host", "https://eu.api.capillarytech.com", "--production", "--secret-stdin", *FIELDS]
    ran = command_line.run("regenerate", "mobile", *words, "--json", stdin=KEY)
    assert ran.code == 1
    assert [str(one.url) for one in sent] == ["https://eu.api.capillarytech.com/auth/v1/token/regenerate"]


# ---- the fields


def test_invalid_fields_are_named_and_nothing_is_sent(command_line, simulator):
    ran = command_line.run("regenerate", "mobile", "--host", simulator.url, *FIELDS[:4], "--json")
    document = ran.document
    assert ran.code == 2
    assert list(document) == MEMBERS
    assert (document["outcome"], document["attempts"], document["http_status"]) == ("invalid", 0, None)
    assert [(one["field"], one["code"], one["severity"]) for one in document["problems"]] == [
        ("brand", "missing", "error"),
        ("deviceId", "missing", "error"),
        ("key", "missing", "error"),
    ]
    assert not simulator.received


def test_invalid_fields_in_words_say_what_and_how_to_send_all_the_same(command_line):
    ran = command_line.run("regenerate", "web", "--host", "http://127.0.0.1:9", *FIELDS)
    assert ran.code == 2
    assert "The expired token is missing." in ran.out
    assert "--anyway" in ran.out


def test_anyway_sends_invalid_fields_and_keeps_their_problems(command_line, simulator):
    ran = command_line.run("regenerate", "mobile", "--host", simulator.url, *FIELDS[:4], "--anyway", "--json")
    assert (ran.code, ran.document["outcome"]) == (1, "refused")
    assert "brand" in [one["field"] for one in ran.document["problems"]]
    assert len(simulator.received) == 1


def test_no_anyway_sends_to_a_host_that_is_no_address(command_line):
    ran = command_line.run("regenerate", "mobile", "--host", "auth.example", *FIELDS, "--anyway", "--json")
    assert (ran.code, ran.document["outcome"]) == (2, "invalid")
    assert "invalid_host" in [one["code"] for one in ran.document["problems"]]


def test_a_warning_never_stops_a_call(command_line, simulator):
    words = ["--host", simulator.url, "--secret-stdin", *FIELDS, "--json"]
    ran = command_line.run("regenerate", "mobile", *words, stdin=KEY)
    assert ran.document["outcome"] == "refused"
    assert [one["code"] for one in ran.document["problems"]] == ["not_a_token"]
    assert "warning, key" in ran.err


@pytest.mark.parametrize(
    ("given", "arrives"),
    [
        (b"secret", "secret"),
        (b"secret\n", "secret"),
        (b"secret\r\n", "secret"),
        (b"secret\n\n", "secret\n"),
        (b" secret", " secret"),
        ("schlüssel".encode(), "schlüssel"),
        (b"\xef\xbb\xbfsecret", "secret"),
    ],
)
def test_the_secret_on_standard_input_loses_one_final_newline_and_nothing_else(command_line, sent_to, given, arrives):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    words = ["--host", "http://127.0.0.1:9", "--secret-stdin", *FIELDS]
    command_line.run("regenerate", "mobile", *words, stdin=given)
    assert json.loads(sent[0].content)["key"] == arrives


def test_the_secret_comes_from_an_environment_variable(command_line, sent_to, monkeypatch):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    monkeypatch.setenv("MY_KEY", KEY)
    ran = command_line.run("regenerate", "mobile", "--host", "http://127.0.0.1:9", "--secret-env", "MY_KEY", *FIELDS)
    assert json.loads(sent[0].content)["key"] == KEY
    assert KEY not in ran.out + ran.err


def test_a_path_prefix_of_the_host_is_kept(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    words = ["--host", "http://127.0.0.1:9/eu/", "--secret-stdin", *FIELDS]
    command_line.run("regenerate", "web", *words, stdin=KEY)
    assert str(sent[0].url) == "http://127.0.0.1:9/eu/auth/v1/web/token/regenerate"


# ---- profiles and where their secrets go


def test_a_profile_is_sent_with_its_stored_secret_and_its_options_replaced(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    command_line.save(replace(PROFILE, absent={"brand": Absent.NULL, "email": Absent.EMPTY}), key=KEY)
    words = ["--profile", "qa MOBILE", "--brand", "BUKL", "--device-id", "", "--anyway", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert ran.document["outcome"] == "refused"
    assert json.loads(sent[0].content) == {
        "identifierType": "MOBILE",
        "identifierValue": "919999922332",
        "brand": "BUKL",
        "email": "",
        "key": KEY,
    }
    assert command_line.history()[0].record.profile_name == "QA mobile"


def test_another_path_of_the_same_origin_gets_the_stored_secret(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    command_line.save(PROFILE, key=KEY)
    command_line.run("regenerate", "mobile", "--profile", "QA mobile", "--host", "http://127.0.0.1:9/next")
    assert json.loads(sent[0].content)["key"] == KEY


def test_another_origin_gets_the_secret_given_for_it_and_none_that_is_stored(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    profile = replace(PROFILE, header_names=("Cookie",), basic_username="tester")
    command_line.save(profile, key=KEY, basicPassword="a stored password", **{"header:Cookie": "a stored cookie"})
    words = ["--profile", "QA mobile", "--host", "http://127.0.0.1:10", "--secret-stdin"]
    command_line.run("regenerate", "mobile", *words, stdin="another")
    assert json.loads(sent[0].content)["key"] == "another"
    assert not {"cookie", "authorization"} & set(sent[0].headers)


class LockedKeyring(fail.Keyring):
    def get_password(self, service, username, password=None):
        raise KeyringLocked("quoting what was asked")


@pytest.mark.parametrize(
    ("keyring", "code", "says"),
    [
        pytest.param(LockedKeyring(), 4, "locked", id="locked"),
        pytest.param(fail.Keyring(), 2, "no keyring", id="none on this system"),
    ],
)
def test_a_keyring_that_cannot_be_asked_is_told_from_one_that_is_not_there(command_line, keyring, code, says):
    command_line.save(PROFILE, key=KEY)
    command_line.keyring = keyring
    ran = command_line.run("regenerate", "mobile", "--profile", "QA mobile", "--json")
    assert (ran.code, ran.document["outcome"]) == (code, "invalid")
    assert says in ran.err + ran.document["explanation"]


def test_a_secret_given_here_needs_no_keyring(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    command_line.save(PROFILE)
    command_line.keyring = LockedKeyring()
    ran = command_line.run("regenerate", "mobile", "--profile", "QA mobile", "--secret-stdin", "--json", stdin=KEY)
    assert ran.code == 1
    assert json.loads(sent[0].content)["key"] == KEY


def test_a_broken_profile_file_is_named_and_stops_nothing(command_line, sent_to):
    _, command_line.transport = sent_to(refusal(1597, "no"))
    command_line.save(PROFILE, key=KEY)
    (command_line.home.profiles / "broken.toml").write_text("= no TOML")
    ran = command_line.run("regenerate", "mobile", "--profile", "QA mobile", "--json")
    assert ran.code == 1
    assert "broken.toml" in ran.err


# ---- the simulator's word


@pytest.mark.parametrize("channel", ["mobile", "web"])
@pytest.mark.parametrize("source", [["--host", "simulator"], ["--profile"]], ids=["host", "profile"])
def test_the_word_simulator_needs_nothing_else(command_line, channel, source):
    words = [*source, f"Demo · {channel}"] if source == ["--profile"] else source
    ran = command_line.run("regenerate", channel, *words, "--json")
    assert (ran.code, ran.document["outcome"]) == (0, "renewed")
    assert ran.document["decoded"]["channel"] == channel


def test_fields_given_with_the_word_simulator_are_taken_as_they_are(command_line):
    ran = command_line.run("regenerate", "mobile", "--host", "simulator", "--brand", "DocDemo", "--json")
    assert (ran.code, ran.document["outcome"]) == (2, "invalid")
    assert "key" not in [one["field"] for one in ran.document["problems"]]


# ---- dry run


def test_a_dry_run_prints_the_masked_request_and_sends_nothing(command_line, simulator):
    demo = simulator.demo_mobile()
    words = ["--host", simulator.url, "--secret-stdin", *FIELDS, "--dry-run", "--show-secrets", "--json"]
    ran = command_line.run("regenerate", "mobile", *words, stdin=demo["key"])
    assert ran.code == 0
    assert list(ran.document) == ["schema", "request", "problems"]
    request = ran.document["request"]
    assert (request["method"], request["url"]) == ("POST", f"{simulator.url}/auth/v1/token/regenerate")
    assert ["Accept", "application/json"] in request["headers"]
    body = json.loads(request["body"])
    assert {**body, "key": demo["key"]} == demo
    assert demo["key"] not in ran.out + ran.err
    assert not simulator.received
    assert not command_line.history()


def test_a_dry_run_in_words_is_masked_too(command_line):
    ran = command_line.run(
        "regenerate", "web", "--host", "http://127.0.0.1:9", "--secret-stdin", "--dry-run", stdin=KEY
    )
    assert ran.out.startswith("POST http://127.0.0.1:9/auth/v1/web/token/regenerate\nAccept: application/json\n")
    assert KEY not in ran.out + ran.err
    assert "The brand is missing." in ran.out


@pytest.mark.parametrize(("extra", "code"), [([], 2), (["--anyway"], 0)])
def test_a_dry_run_shows_problems_and_says_whether_the_call_would_be_stopped(command_line, extra, code):
    ran = command_line.run("regenerate", "mobile", "--host", "http://127.0.0.1:9", "--dry-run", "--json", *extra)
    assert ran.code == code
    assert {one["code"] for one in ran.document["problems"]} == {"missing"}
    assert ran.document["request"]["body"] == "{}"


def test_a_dry_run_to_no_address_has_no_request(command_line):
    ran = command_line.run("regenerate", "mobile", "--host", "nowhere", *FIELDS, "--dry-run", "--json")
    assert (ran.code, ran.document["request"]) == (2, None)


# ---- outcomes


@pytest.mark.parametrize(
    ("story", "code", "expected"),
    [
        ("normal", 0, {"outcome": "renewed", "http_status": 200, "api_code": 200, "reason": None}),
        ("key-expired", 1, {"outcome": "refused", "http_status": 200, "api_code": 1597, "reason": None}),
        ("wrong-customer", 0, {"outcome": "renewed"}),
        ("no-token", 3, {"outcome": "unreadable", "reason": "token_missing"}),
        ("broken-token", 3, {"outcome": "unreadable", "reason": "token_unreadable"}),
        ("not-json", 3, {"outcome": "unreadable", "reason": "not_json"}),
        ("rate-limited", 1, {"outcome": "refused", "reason": "rate_limited", "retry_after_seconds": 5}),
        ("rate-limited-edge", 3, {"outcome": "failed", "reason": "rate_limited", "retry_after_seconds": None}),
        ("server-error", 3, {"outcome": "failed", "reason": "server_error", "http_status": 500}),
        ("html-error", 3, {"outcome": "failed", "reason": "server_error", "http_status": 503}),
        ("forbidden", 3, {"outcome": "failed", "reason": "forbidden"}),
        ("redirect", 3, {"outcome": "failed", "reason": "redirect"}),
    ],
)
def test_every_outcome_has_its_document_and_exit_code(command_line, simulator, story, code, expected):
    key = simulator.demo_mobile()["key"]
    simulator.story = story
    words = ["--host", simulator.url, "--secret-stdin", *FIELDS]
    ran = command_line.run("regenerate", "mobile", *words, "--json", stdin=key)
    document = ran.document
    assert ran.code == code
    assert list(document) == MEMBERS
    assert {name: document[name] for name in expected} == expected
    assert document["explanation"]
    assert document["next_step"]
    assert document["attempts"] == 1
    assert document["token"] is None
    assert (document["decoded"] is None) == (document["outcome"] != "renewed")
    assert [one.record.outcome for one in command_line.history()] == [document["outcome"]]
    spoken = command_line.run("regenerate", "mobile", *words, stdin=key)
    assert spoken.code == code
    assert document["explanation"] in spoken.out
    assert document["next_step"] in spoken.out
    assert key not in ran.out + ran.err + spoken.out + spoken.err


def test_a_token_for_somebody_else_is_renewed_with_a_problem(command_line, simulator):
    simulator.story = "wrong-customer"
    words = ["--host", simulator.url, "--secret-stdin", *FIELDS, "--json"]
    ran = command_line.run("regenerate", "mobile", *words, stdin=simulator.demo_mobile()["key"])
    assert [one["code"] for one in ran.document["problems"]] == ["other_identity"]


def test_the_token_itself_is_printed_only_when_asked_for(command_line, simulator):
    words = ["regenerate", "mobile", "--host", simulator.url, "--secret-stdin", *FIELDS]
    key = simulator.demo_mobile()["key"]
    token = command_line.run(*words, "--show-secrets", "--json", stdin=key).document["token"]
    assert token.count(".") == 2
    header = token.partition(".")[0]  # that of every token of this customer, whatever the second
    assert header in command_line.run(*words, "--show-secrets", stdin=key).out
    masked = command_line.run(*words, stdin=key)
    assert "fingerprint" in masked.out
    assert header not in masked.out + masked.err


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_a_server_that_repeats_the_secret_does_not_get_it_printed(command_line, sent_to, extra):
    _, command_line.transport = sent_to(refusal(424242, f"the key {KEY} is \x1b[31mwrong"))
    words = ["--host", "http://127.0.0.1:9", "--secret-stdin", *FIELDS, *extra]
    ran = command_line.run("regenerate", "mobile", *words, stdin=KEY)
    assert "[secret]" in ran.out
    assert KEY not in ran.out + ran.err
    assert "\x1b" not in ran.out


def test_a_history_that_cannot_be_written_is_said_and_changes_no_answer(command_line, sent_to):
    _, command_line.transport = sent_to(refusal(1597, "no"))
    command_line.home.history.mkdir(parents=True)
    words = ["--host", "http://127.0.0.1:9", "--secret-stdin", *FIELDS, "--json"]
    ran = command_line.run("regenerate", "mobile", *words, stdin=KEY)
    assert (ran.code, ran.document["api_code"]) == (1, 1597)
    assert "not in the history" in ran.err


# ---- deadline and retries


def test_the_timeout_is_a_deadline(command_line, simulator):
    simulator.story = "slow"
    words = ["--host", simulator.url, *FIELDS, "--anyway", "--timeout", "0.2", "--retries", "5", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert (ran.code, ran.document["reason"], ran.document["attempts"]) == (3, "timeout", 1)


def refused_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    ("host", "retries", "reason", "attempts"),
    [
        pytest.param(refused_address(), 0, "connect", 1, id="none by default"),
        pytest.param(refused_address(), 1, "connect", 2, id="connection refused"),
        pytest.param("http://nobody.invalid", 1, "dns", 2, id="name unknown"),
    ],
)
def test_what_was_never_sent_is_tried_again_as_often_as_asked(command_line, host, retries, reason, attempts):
    words = ["--host", host, *FIELDS, "--anyway", "--retries", str(retries), "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert (ran.code, ran.document["reason"], ran.document["attempts"]) == (3, reason, attempts)
    assert len(command_line.history()) == 1
    assert ran.err.count(f": {reason}. The next one comes in 0.5 s.") == attempts - 1


@pytest.mark.parametrize(
    ("first", "attempts"),
    [
        pytest.param(refusal(429, "slowly", 429, Retry_After="0"), 2, id="429 with the envelope and Retry-After"),
        pytest.param(httpx.Response(429, headers={"Retry-After": "0"}), 2, id="429 of the edge with Retry-After"),
        pytest.param(httpx.Response(503, headers={"Retry-After": "0"}), 2, id="503 with Retry-After"),
        pytest.param(refusal(429, "slowly", 429), 1, id="429 that names no time"),
        pytest.param(httpx.Response(503), 1, id="503 that names no time"),
        pytest.param(httpx.Response(500, headers={"Retry-After": "0"}), 1, id="500 may have done its work"),
        pytest.param(refusal(1597, "no", 200, Retry_After="0"), 1, id="a plain no"),
        pytest.param(refusal(429, "slowly", 429, Retry_After="60"), 1, id="the wait would pass the deadline"),
    ],
)
def test_only_what_the_server_put_off_is_sent_again(command_line, sent_to, first, attempts):
    sent, command_line.transport = sent_to(first, refusal(1597, "no"))
    words = ["--host", "http://127.0.0.1:9", *FIELDS, "--anyway", "--retries", "3", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert ran.document["attempts"] == len(sent) == attempts


# ---- the way to the host


def test_a_proxy_is_named_before_the_call_and_without_its_password(command_line, sent_to, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://me:hunter22@proxy.invalid:3128")
    _, command_line.transport = sent_to(refusal(1597, "no"))
    words = ["--host", "http://auth.invalid", *FIELDS, "--anyway", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert "Through the proxy http://proxy.invalid:3128, which the environment names." in ran.err
    assert "hunter22" not in ran.err + ran.out


def test_switching_verification_off_is_said(command_line, sent_to):
    _, command_line.transport = sent_to(refusal(1597, "no"))
    words = ["--host", "https://127.0.0.1:9", *FIELDS, "--anyway", "--without-verification", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert "not verified" in ran.err
    assert ran.document["api_code"] == 1597


def test_deadline_and_body_cap_come_from_the_settings(command_line, sent_to):
    command_line.home.folder.mkdir(parents=True)
    command_line.home.settings.write_text("body_cap_bytes = 10\n")
    _, command_line.transport = sent_to(refusal(1597, "no"))
    words = ["--host", "http://127.0.0.1:9", *FIELDS, "--anyway", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert (ran.code, ran.document["reason"]) == (3, "too_large")


def test_the_proxy_of_the_settings_is_told_and_tried_and_retries_stay_those_of_the_option(command_line):
    command_line.home.folder.mkdir(parents=True)
    command_line.home.settings.write_text('proxy = "proxy.invalid:3128"\nretries = 3\n')
    ran = command_line.run("regenerate", "mobile", "--host", "https://auth.invalid", *FIELDS, "--anyway", "--json")
    assert "Through the proxy http://proxy.invalid:3128, which the settings name." in ran.err
    assert (ran.document["reason"], ran.document["attempts"]) == ("proxy", 1)


# ---- interrupted


def test_ctrl_c_cancels_the_call_and_remembers_it(command_line, sent_to):
    async def interrupt() -> httpx.Response:
        signal.raise_signal(signal.SIGINT)
        await asyncio.Event().wait()
        raise AssertionError("the call was not cancelled")

    _, command_line.transport = sent_to(interrupt)
    before = signal.getsignal(signal.SIGINT)
    words = ["--host", "http://127.0.0.1:9", *FIELDS, "--anyway", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert (ran.code, ran.document["outcome"], ran.document["attempts"]) == (130, "cancelled", 1)
    assert ran.document["explanation"]
    assert [one.record.outcome for one in command_line.history()] == ["cancelled"]
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_ends_the_pause_before_a_retry(command_line, sent_to):
    async def interrupt() -> httpx.Response:
        signal.raise_signal(signal.SIGINT)
        return refusal(429, "slowly", 429, Retry_After="20")

    sent, command_line.transport = sent_to(interrupt)
    words = ["--host", "http://127.0.0.1:9", *FIELDS, "--anyway", "--retries", "1", "--json"]
    ran = command_line.run("regenerate", "mobile", *words)
    assert (ran.code, ran.document["outcome"], ran.document["http_status"]) == (130, "cancelled", None)
    assert len(sent) == 1


class InterruptingKeyring(fail.Keyring):
    """Asks a question that the user answers with Ctrl+C."""

    def __init__(self) -> None:
        super().__init__()
        self.is_released = threading.Event()

    def get_password(self, service, username, password=None):
        os.kill(os.getpid(), signal.SIGINT)
        self.is_released.wait(30)
        return None


def test_ctrl_c_while_the_keyring_asks_sends_nothing(command_line, sent_to):
    sent, command_line.transport = sent_to(refusal(1597, "no"))
    command_line.save(PROFILE)
    command_line.keyring = keyring = InterruptingKeyring()
    ran = command_line.run("regenerate", "mobile", "--profile", "QA mobile", "--json")
    keyring.is_released.set()
    assert (ran.code, ran.document["outcome"], ran.document["attempts"]) == (130, "cancelled", 0)
    assert not sent


@pytest.mark.parametrize(
    ("ahead", "told", "words"),
    [
        pytest.param(0, 0, "", id="the same"),
        pytest.param(3600, 3600, "The server's clock is 60 min ahead of this machine's.", id="an hour ahead"),
        pytest.param(-86_400 * 3, -86_400 * 3, "The server's clock is 3 days behind this machine's.", id="days behind"),
    ],
)
def test_the_servers_clock_is_compared_with_this_ones(command_line, sent_to, ahead, told, words):
    async def answer() -> httpx.Response:
        return refusal(1597, "Key expired", Date=formatdate(time.time() + ahead, usegmt=True))

    _, command_line.transport = sent_to(answer)
    arguments = ["regenerate", "mobile", "--host", "https://h.example", "--secret-stdin", *FIELDS]
    document = command_line.run(*arguments, "--json", stdin=KEY).document
    assert abs(document["clock_offset_seconds"] - told) <= 1
    spoken = command_line.run(*arguments, stdin=KEY).out
    assert words in spoken
    assert ("The server's clock" in spoken) == bool(words)


def test_without_a_date_nothing_is_said_of_the_servers_clock(command_line, sent_to):
    _, command_line.transport = sent_to(refusal(1597, "Key expired"))
    arguments = ["regenerate", "mobile", "--host", "https://h.example", "--secret-stdin", *FIELDS]
    assert command_line.run(*arguments, "--json", stdin=KEY).document["clock_offset_seconds"] is None
