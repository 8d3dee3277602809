"""Each story changes what it says it changes, and nothing else."""

from __future__ import annotations

import json

import pytest

from workbench.simulator.stories import STORIES, Story

SCRIPTED = {
    "rate-limited": (429, 429),
    "rate-limited-edge": (429, None),
    "server-error": (500, None),
    "html-error": (503, None),
    "forbidden": (403, None),
    "redirect": (307, None),
}
RENEWS = {"normal", "wrong-customer", "short-life", "no-token", "broken-token", "slow", "token-expired"}


@pytest.fixture
def mobile(caller):
    return json.dumps(caller.engine.get_demo_mobile()).encode()


def test_every_story_says_what_it_does_and_does_something():
    assert next(iter(STORIES)) == "normal"
    for name, story in STORIES.items():
        assert (name, bool(story.title), bool(story.description)) == (story.name, True, True)
        quiet = Story(name, story.title, story.description)
        assert (story == quiet) is (name == "normal")


@pytest.mark.parametrize("name", STORIES)
def test_every_story_has_its_answer_to_a_mobile_renewal(caller, mobile, name):
    caller.story = name
    answer = caller.send("token/regenerate", mobile)
    if name in RENEWS:
        assert (answer.http_status, answer.api_code) == (200, 200)
    else:
        others = {"key-expired": (200, 1597), "renewal-off": (200, 1525), "not-json": (200, None)}
        assert (answer.http_status, answer.api_code) == (SCRIPTED | others)[name]


def test_key_expired_refuses_each_channel_in_its_own_words(caller):
    mobile, web = caller.engine.get_demo_mobile(), caller.engine.get_demo_web()
    caller.story = "key-expired"
    assert caller.code("token/regenerate", mobile) == 1597
    assert caller.code("web/token/regenerate", web) == 1525
    assert caller.code("token/regenerate", {**mobile, "deviceId": ""}) == 1519


def test_demo_credentials_are_minted_good_whatever_the_story(caller):
    caller.story = "short-life"
    web = caller.engine.get_demo_web()
    caller.story = "normal"
    assert caller.code("web/token/regenerate", web) == 200


@pytest.mark.parametrize("prefix", ["", "web/"])
def test_short_life_gives_every_token_20_seconds(caller, demo, read_claims, prefix):
    caller.story = "short-life"
    tokens = [caller.log_in_by_otp(prefix, demo), caller.ask(f"{prefix}token/generate", {**demo, "deviceId": "d"})]
    for reply in tokens:
        _, payload = read_claims(reply["auth"]["token"])
        assert payload["exp"] - payload["iat"] == 20


@pytest.mark.parametrize(
    ("kind", "value", "brand"),
    [
        ("MOBILE", "919999922332", "DocDemo"),
        ("MOBILE", "919999999993", "DocDemo"),
        ("EMAIL", "someone@example.com", "StandardApp"),
    ],
)
def test_wrong_customer_brings_the_token_of_another_customer_of_the_brand(caller, read_claims, kind, value, brand):
    who = {"identifierType": kind, "identifierValue": value, "brand": brand}
    auth = caller.log_in_by_otp("", who)["auth"]
    right_header, right = read_claims(auth["token"])
    caller.story = "wrong-customer"
    reply = caller.ask("token/regenerate", {**who, "deviceId": "deviceid1", "key": auth["key"]})
    header, wrong = read_claims(reply["auth"]["token"])
    assert reply["status"]["success"] is True
    assert header["idv"] != right_header["idv"]
    assert wrong["uid"] != right["uid"]
    assert (header["dev"], header["org"]) == (right_header["dev"], right_header["org"])


def test_no_token_says_success_without_an_auth(caller, mobile):
    caller.story = "no-token"
    reply = json.loads(caller.send("token/regenerate", mobile).body)
    assert (reply["status"]["success"], reply["auth"], reply["user"]["role"]) == (True, None, "USER")


def test_broken_token_is_the_beginning_of_a_token(caller, mobile):
    whole = json.loads(caller.send("token/regenerate", mobile).body)["auth"]["token"]
    caller.story = "broken-token"
    broken = json.loads(caller.send("token/regenerate", mobile).body)["auth"]["token"]
    assert whole.startswith(broken)
    assert broken.count(".") < 2


def test_not_json_cuts_the_reply_in_the_middle(caller, mobile):
    caller.story = "not-json"
    answer = caller.send("token/regenerate", mobile)
    assert answer.body.startswith(b'{"status":')
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.body)


def test_a_rate_limit_of_the_api_says_when_to_come_back_and_one_of_the_edge_does_not(caller, mobile):
    caller.story = "rate-limited"
    answer = caller.send("token/regenerate", mobile)
    status = {"success": False, "code": 429, "message": "Rate limit exceeded"}
    assert json.loads(answer.body) == {"status": status}
    assert dict(answer.headers) == {"retry-after": "5"}
    caller.story = "rate-limited-edge"
    answer = caller.send("token/regenerate", mobile)
    assert answer.content_type.startswith("text/html")
    assert answer.headers == ()


@pytest.mark.parametrize("name", STORIES)
def test_no_story_changes_what_the_container_says(caller, name):
    caller.story = name
    assert caller.send("no/such/path", b"").http_status == 404
    assert caller.send("token/regenerate", b"", method="GET").http_status == 405
