"""Paths, methods, codes, seeds and forgetting."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from workbench import simulator
from workbench.simulator import API_MESSAGES
from workbench.simulator.endpoints import ENDPOINTS
from workbench.simulator.engine import Engine
from workbench.simulator.stories import STORIES

NORMAL = STORIES["normal"]


@pytest.mark.parametrize("prefix", ["", "/mobile", "/a/b/auth/v1"])
def test_any_prefix_may_stand_before_the_path(caller, prefix):
    body = json.dumps(caller.engine.get_demo_mobile()).encode()
    answer = caller.engine.answer("POST", f"{prefix}/auth/v1/token/regenerate", body, NORMAL)
    assert answer.api_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/auth/v1/", "/token/regenerate", "/auth/v2/token/regenerate", "/auth/v1/token/regenerate/"]
)
def test_an_unknown_path_is_a_404_page_of_the_container(caller, path):
    answer = caller.engine.answer("POST", path, b"{}", NORMAL)
    assert (answer.http_status, answer.content_type, answer.api_code) == (404, "text/html;charset=utf-8", None)


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_wrong_method_is_a_405_that_names_the_right_one(caller, path):
    for method in ("GET", "PUT", "DELETE" if ENDPOINTS[path].method == "POST" else "POST"):
        answer = caller.send(path, b"{}", method=method)
        assert answer.http_status == 405
        assert ("allow", ENDPOINTS[path].method) in answer.headers


@pytest.mark.parametrize("path", ENDPOINTS)
def test_a_refusal_holds_the_members_of_the_endpoints_success_all_null(caller, path):
    reply = caller.ask(path, {}, method=ENDPOINTS[path].method)
    assert list(reply) == ["status", *ENDPOINTS[path].members]
    assert reply["status"] == {"success": False, "code": 1519, "message": API_MESSAGES[1519]}
    assert all(reply[name] is None for name in ENDPOINTS[path].members)


def test_answers_are_compact_json(caller):
    answer = caller.send("token/regenerate", b"{}")
    assert answer.content_type == "application/json;charset=UTF-8"
    assert answer.body == json.dumps(json.loads(answer.body), separators=(",", ":")).encode()


def test_refusals_can_be_asked_for_as_http_errors_and_successes_stay(caller):
    good = json.dumps(caller.engine.get_demo_mobile()).encode()
    assert caller.send("token/regenerate", b"{}").http_status == 200
    assert caller.send("token/regenerate", b"{}", errors_as_http=True).http_status == 400
    assert caller.send("token/regenerate", good, errors_as_http=True).http_status == 200


def test_the_list_of_codes_holds_those_that_are_refused_with_and_no_other():
    package = Path(simulator.__file__).parent
    modules = ("call", "changes", "engine", "fields", "login", "renewal", "sessions")
    source = "\n".join((package / f"{name}.py").read_text("utf-8") for name in modules)
    assert {int(code) for code in re.findall(r"\b(?:1[56]\d\d|3005)\b", source)} | {200, 429} == set(API_MESSAGES)


def test_the_same_seed_gives_the_same_secret_and_sessions(clock, demo):
    body = json.dumps(demo).encode()

    def hear(engine: Engine) -> tuple[dict[str, str], bytes]:
        return engine.get_demo_mobile(), engine.answer("POST", "/auth/v1/web/token/generate", body, NORMAL).body

    assert hear(Engine(clock, seed=7)) == hear(Engine(clock, seed=7))
    assert hear(Engine(clock, seed=7)) != hear(Engine(clock, seed=8))
    assert hear(Engine(clock)) != hear(Engine(clock))


def test_sessions_have_ids_of_their_own(caller, demo):
    ids = {caller.open_session("", demo)["sessionId"] for _ in range(20)}
    assert len(ids) == 20


def test_forgetting_ends_sessions_and_revocations_and_keeps_credentials(caller, demo):
    mobile, web = caller.engine.get_demo_mobile(), caller.engine.get_demo_web()
    session = caller.open_session("", demo)
    assert caller.code("password/forget", {**session, "password": "x", "confirmPassword": "x"}) == 200
    caller.engine.reset()
    assert caller.code("otp/generate", session) == 1505
    assert caller.code("token/regenerate", mobile) == 200
    assert caller.code("web/token/regenerate", web) == 200


def test_what_was_forgotten_can_be_revoked_again(caller, demo):
    mobile = caller.engine.get_demo_mobile()
    for _ in range(2):
        caller.engine.reset()
        session = caller.open_session("", demo)
        assert caller.code("token/regenerate", mobile) == 200
        assert caller.code("password/forget", {**session, "password": "x", "confirmPassword": "x"}) == 200
        assert caller.code("token/regenerate", mobile) == 1597


def test_the_demo_web_token_has_expired_and_the_demo_key_never_does(caller, clock, read_claims):
    assert read_claims(caller.engine.get_demo_web()["expiredToken"])[1]["exp"] < clock.now
    assert "exp" not in read_claims(caller.engine.get_demo_mobile()["key"])[1]
