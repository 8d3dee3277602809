"""A tester at a terminal: the real program, as processes, against the real simulator in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "workbench"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def run(*words: str, stdin: str = "", **variables: str) -> Ran:
    ran = subprocess.run(
        [*PROGRAM, *words], input=stdin, env=environment(**variables), capture_output=True, text=True, check=False
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def simulate() -> Iterator[Callable[..., dict[str, Any]]]:
    """Starts ``simulate``, gives the document of its first line, and interrupts it at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> dict[str, Any]:
        process = subprocess.Popen(
            [*PROGRAM, "simulate", "--json", *words], env=environment(), stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        line: dict[str, Any] = json.loads(process.stdout.readline())
        return line

    yield start
    for process in started:
        process.send_signal(signal.SIGINT)
    for process in started:
        rest, _ = process.communicate(timeout=20)
        assert (process.returncode, rest) == (130, "")


def options(details: dict[str, str], **changed: str) -> list[str]:
    """The options of ``regenerate`` for a demo customer, without the secret."""
    names = {
        "identifierType": "--identifier-type",
        "identifierValue": "--identifier",
        "brand": "--brand",
        "deviceId": "--device-id",
    }
    values = {**details, **changed}
    return [word for name, option in names.items() if name in values for word in (option, values[name])]


def test_a_tester_renews_a_mobile_token_and_finds_the_call_in_history(simulate, home):
    served = simulate()
    details = served["mobile"]
    words = ["regenerate", "mobile", "--host", served["url"], *options(details), "--secret-stdin", "--json"]
    ran = run(*words, stdin=details["key"] + "\n")
    document = ran.document
    assert (ran.code, document["outcome"], document["api_code"]) == (0, "renewed", 200)
    decoded = document["decoded"]
    assert (decoded["kind"], decoded["channel"]) == ("user", "mobile")
    assert decoded["identity"]["device"] == details["deviceId"]
    assert decoded["expiry"]["lifetime_seconds"] == 3600
    assert decoded["verification"]["state"] == "not_checked"
    assert details["key"] not in ran.out + ran.err
    with sqlite3.connect(home / "history.sqlite") as history:
        stored = "\n".join(history.iterdump())
    assert details["identifierValue"] in stored
    assert details["key"] not in stored


def test_a_tester_renews_a_web_token_with_the_secret_from_the_environment(simulate):
    served = simulate()
    details = served["web"]
    words = ["regenerate", "web", "--host", served["url"], *options(details), "--secret-env", "WEB_TOKEN", "--json"]
    ran = run(*words, WEB_TOKEN=details["expiredToken"])
    decoded = ran.document["decoded"]
    assert (ran.code, ran.document["outcome"]) == (0, "renewed")
    assert (decoded["channel"], decoded["identity"]["device"]) == ("web", None)
    assert decoded["expiry"]["lifetime_seconds"] == 90
    assert details["expiredToken"] not in ran.out + ran.err


def test_a_web_renewal_says_what_changed_against_the_token_it_replaced(simulate):
    served = simulate()
    details = served["web"]
    words = ["regenerate", "web", "--host", served["url"], *options(details), "--secret-stdin", "--json"]
    rows = run(*words, stdin=details["expiredToken"]).document["replaced"]
    changes = {(row["part"], row["name"]): row["change"] for row in rows}
    assert changes[("payload", "exp")] == changes[("payload", "iat")] == "expected"
    assert changes[("signature", "signature")] == "expected"
    assert changes[("header", "idv")] == changes[("payload", "uid")] == "same"
    assert "surprise" not in changes.values()


def test_support_compares_a_renewed_token_from_a_mail_with_the_one_it_replaced(simulate, tmp_path):
    served = simulate()
    details = served["web"]
    words = ["regenerate", "web", "--host", served["url"], *options(details), "--secret-stdin", "--show-secrets"]
    renewed = run(*words, "--json", stdin=details["expiredToken"]).document
    assert abs(renewed["clock_offset_seconds"]) <= 1
    mail = tmp_path / "mail.txt"
    mail.write_text(f"> Hello,\n> it says\n> Bearer {renewed['token']}\n> Thanks\n", "utf-8")
    compared = run("diff", "-", str(mail), "--json", stdin=details["expiredToken"])
    assert (compared.code, compared.err) == (0, "")
    assert compared.document["rows"] == renewed["replaced"]
    assert "surprise" not in compared.out
    spoken = run("diff", "-", str(mail), stdin=details["expiredToken"])
    assert spoken.out.startswith("Renewed as expected: only ")
    assert renewed["token"] not in spoken.out


def test_a_story_that_renews_for_another_customer_is_renewed_with_a_loud_problem(simulate):
    served = simulate("--story", "wrong-customer")
    details = served["mobile"]
    words = ["regenerate", "mobile", "--host", served["url"], *options(details), "--secret-stdin", "--json"]
    ran = run(*words, stdin=details["key"])
    assert (ran.code, ran.document["outcome"]) == (0, "renewed")
    assert "other_identity" in [problem["code"] for problem in ran.document["problems"]]
    assert "surprise" in [row["change"] for row in ran.document["replaced"]]


def test_the_renewed_token_can_be_piped_into_decode(simulate):
    served = simulate()
    details = served["web"]
    words = ["regenerate", "web", "--host", served["url"], *options(details), "--secret-stdin", "--show-secrets"]
    renewed = run(*words, "--json", stdin=details["expiredToken"]).document
    decoded = run("decode", "-", "--json", stdin=renewed["token"]).document["tokens"][0]
    assert decoded["fingerprint"] == renewed["decoded"]["fingerprint"]
    assert decoded["payload"] == renewed["decoded"]["payload"]


def test_a_look_at_the_request_first_sends_nothing_and_shows_no_secret(simulate, home):
    served = simulate()
    details = served["mobile"]
    words = ["regenerate", "mobile", "--host", served["url"], *options(details), "--secret-stdin", "--dry-run"]
    ran = run(*words, "--json", stdin=details["key"])
    request = ran.document["request"]
    assert (ran.code, ran.document["problems"]) == (0, [])
    assert request["url"] == served["url"] + "/auth/v1/token/regenerate"
    assert json.loads(request["body"])["deviceId"] == details["deviceId"]
    assert details["key"] not in ran.out + ran.err
    assert not (home / "history.sqlite").exists()


def test_a_device_that_changed_is_refused_with_1508(simulate):
    served = simulate()
    details = served["mobile"]
    words = ["regenerate", "mobile", "--host", served["url"], *options(details, deviceId="another"), "--secret-stdin"]
    ran = run(*words, "--json", stdin=details["key"])
    assert (ran.code, ran.document["outcome"], ran.document["api_code"]) == (1, "refused", 1508)
    assert [one["code"] for one in ran.document["problems"]] == ["other_device"]


@pytest.mark.parametrize(
    ("story", "code", "expected"),
    [
        ("key-expired", 1, {"outcome": "refused", "http_status": 200, "api_code": 1597}),
        ("html-error", 3, {"outcome": "failed", "http_status": 503, "reason": "server_error", "api_code": None}),
        ("rate-limited", 1, {"outcome": "refused", "http_status": 429, "retry_after_seconds": 5}),
        ("server-error", 3, {"outcome": "failed", "http_status": 500, "reason": "server_error"}),
        ("short-life", 0, {"outcome": "renewed"}),
    ],
)
def test_each_story_is_told_as_what_it_is(simulate, story, code, expected):
    served = simulate("--story", story)
    details = served["mobile"]
    words = ["regenerate", "mobile", "--host", served["url"], *options(details), "--secret-stdin", "--json"]
    ran = run(*words, stdin=details["key"])
    assert served["story"] == story
    assert ran.code == code
    assert {name: ran.document[name] for name in expected} == expected


def test_business_errors_as_4xx_are_the_same_refusals(simulate):
    served = simulate("--story", "key-expired", "--errors-as-http")
    details = served["mobile"]
    words = ["regenerate", "mobile", "--host", served["url"], *options(details), "--secret-stdin", "--json"]
    document = run(*words, stdin=details["key"]).document
    assert (document["outcome"], document["http_status"], document["api_code"]) == ("refused", 400, 1597)


def test_a_slow_server_meets_the_deadline(simulate):
    served = simulate("--story", "slow")
    words = ["regenerate", "mobile", "--host", served["url"], *options(served["mobile"]), "--secret-stdin", "--json"]
    ran = run(*words, "--timeout", "0.5", stdin=served["mobile"]["key"])
    assert (ran.code, ran.document["outcome"], ran.document["reason"]) == (3, "failed", "timeout")
    assert 400 < ran.document["elapsed_ms"] < 5000


def test_a_port_where_nobody_listens_is_a_failed_connection():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    ran = run("regenerate", "mobile", "--host", f"http://127.0.0.1:{port}", "--anyway", "--json")
    assert (ran.code, ran.document["outcome"], ran.document["reason"]) == (3, "failed", "connect")


def test_ctrl_c_stops_a_slow_call(simulate, home):
    served = simulate("--story", "slow")
    words = ["regenerate", "mobile", "--host", served["url"], "--anyway", "--json"]
    process = subprocess.Popen(
        [*PROGRAM, *words], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:  # the last thing it says before it sends
        if "key is missing" in line:
            break
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert (process.returncode, json.loads(out)["outcome"]) == (130, "cancelled")


def test_the_first_day_needs_no_network_and_no_account(home):
    """List, look, send, and look where it went: a demo profile by its name, whose secret is minted for the call."""
    assert [one["name"] for one in run("profiles", "list", "--json").document["profiles"]] == [
        "Demo · mobile",
        "Demo · web",
    ]
    shown = run("profiles", "show", "Demo · mobile", "--json").document["profile"]
    assert shown["secrets"] == {"key": "session"}
    ran = run("regenerate", "mobile", "--profile", "Demo · mobile")
    assert ran.code == 0
    assert ran.out.startswith("Renewed.")
    assert "eyJ" not in ran.out
    places = run("where", "--json").document["places"]
    assert next(place["bytes"] for place in places if place["path"] == str(home / "history.sqlite")) > 0


def test_the_home_is_where_it_is_said_to_be(tmp_path):
    chosen = tmp_path / "elsewhere"
    assert run("profiles", "list", "--home", str(chosen)).code == 0
    assert len(list((chosen / "profiles").glob("*.toml"))) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["regenerate", "mobile", "--json"],
        ["regenerate", "mobile", "--host", "simulator", "--timeout", "0", "--json"],
        ["regenerate", "mobile", "--host", "simulator", "--key", "my-secret-value", "--json"],
        ["simulate", "--story", "nope", "--json"],
        ["profiles", "--json"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_prints_no_document(words):
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "my-secret-value" not in ran.err


def test_no_secret_reaches_the_disk(simulate, home):
    served = simulate()
    for channel, name in (("mobile", "key"), ("web", "expiredToken")):
        details = served[channel]
        words = ["regenerate", channel, "--host", served["url"], *options(details), "--secret-stdin", "--show-secrets"]
        ran = run(*words, "--json", stdin=details[name])
        secrets = [details[name], ran.document["token"]]
        signatures = [secret.rpartition(".")[2].encode() for secret in secrets]
        kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
        assert kept
        assert not [one for one in signatures if one in kept]


@pytest.mark.parametrize(("closed", "code"), [("<&-", 1), (">&-", 0), ("2>&-", 0)])
def test_a_shell_may_close_a_standard_stream(closed: str, code: int) -> None:
    words = "decode -" if closed == "<&-" else "where --json"
    ran = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m workbench {words} {closed}', sys.executable],
        env=environment(),
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, "mistake" in ran.stdout + ran.stderr) == (code, False)


def test_an_empty_home_is_not_taken_for_the_usual_one() -> None:
    ran = run("--home", "", "where")
    assert (ran.code, ran.out) == (2, "")
    assert "no folder" in ran.err
