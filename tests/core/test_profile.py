"""Profiles and drafts: which inputs are secret, and the call they stand for."""

from __future__ import annotations

import json

import pytest

from workbench.core.calls import Absent
from workbench.core.profile import BASIC_PASSWORD, LATEST_TOKEN, Draft, Profile
from workbench.core.secret import Secret

FIELDS = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo", "deviceId": "deviceid1"}
MOBILE = Profile("id-1", "DocDemo", "mobile", fields=FIELDS)
WEB = Profile("id-2", "DocDemo web", "web", fields=FIELDS)


def test_each_channel_has_its_secret():
    assert (MOBILE.secret_field, MOBILE.secret_names) == ("key", ("key", LATEST_TOKEN))
    assert (WEB.secret_field, WEB.secret_names) == ("expiredToken", ("expiredToken", LATEST_TOKEN))


def test_header_values_and_the_basic_password_are_secrets():
    profile = Profile("id-3", "x", "web", header_names=("Cookie",), basic_username="u")
    assert profile.secret_names == ("expiredToken", LATEST_TOKEN, "header:Cookie", BASIC_PASSWORD)


@pytest.mark.parametrize(
    ("host", "marked", "asks"),
    [
        ("simulator", False, False),
        ("https://eu.api.capillarytech.com/x", False, True),
        ("https://h.example", False, False),
        ("https://h.example", True, True),
        ("no host", False, False),
    ],
)
def test_production_hosts_ask_for_confirmation(host, marked, asks):
    assert Profile("id", "x", "web", host=host, marked_production=marked).needs_confirmation is asks


def test_a_draft_stands_for_the_call():
    call = Draft(MOBILE, {"key": Secret("the-key"), LATEST_TOKEN: Secret("no-field")}).call()
    assert json.loads(call.body().reveal()) == {**FIELDS, "key": "the-key"}
    assert call.secrets == (Secret("the-key"),)


def test_what_is_left_out_on_purpose_goes_before_what_is_typed():
    profile = Profile("id", "x", "mobile", fields=FIELDS, absent={"brand": Absent.NULL, "key": Absent.EMPTY})
    sent = json.loads(Draft(profile, {"key": Secret("the-key")}).call().body().reveal())
    assert (sent["brand"], sent["key"]) == (None, "")


def test_typed_secrets_go_before_stored_ones():
    draft = Draft(MOBILE, {"key": Secret("typed")}).with_secrets({"key": Secret("stored"), "header:X": Secret("x")})
    assert draft.secrets == {"key": Secret("typed"), "header:X": Secret("x")}


def test_a_draft_without_its_secret_says_what_is_missing():
    assert [(one.field, one.code) for one in Draft(MOBILE).problems()] == [("key", "missing")]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        pytest.param("", [("host", "invalid_host", "error")], id="missing"),
        pytest.param("h.example", [("host", "invalid_host", "error")], id="no scheme"),
        pytest.param("http://h.example", [("host", "plain_http", "warning")], id="plain http"),
        pytest.param("http://127.0.0.1.evil.example", [("host", "plain_http", "warning")], id="not loopback at all"),
        pytest.param("http://127.0.0.1:8080", [], id="loopback"),
        pytest.param("https://h.example", [], id="https"),
        pytest.param("simulator", [], id="the word"),
    ],
)
def test_the_host_is_judged_with_the_fields(host, expected):
    profile = Profile("id", "x", "mobile", host=host, fields=FIELDS)
    problems = Draft(profile, {"key": Secret("k")}).problems()
    assert [(one.field, one.code, one.severity) for one in problems if one.field == "host"] == expected


def test_the_request_carries_headers_and_credentials():
    profile = Profile("id", "x", "mobile", fields=FIELDS, header_names=("Cookie", "X-None"), basic_username="u")
    secrets = {"key": Secret("the-key"), "header:Cookie": Secret("c=1"), BASIC_PASSWORD: Secret("pass")}
    request = Draft(profile, secrets).request("https://h.example", "agent/1")
    names = [name for name, _ in request.headers]
    assert names == ["Accept", "Content-Type", "Accept-Encoding", "User-Agent", "Authorization", "Cookie"]
    assert dict(request.headers)["User-Agent"] == "agent/1"
    assert "the-key" not in repr(request)


def test_a_body_edited_by_hand_is_sent_in_place_of_the_fields():
    draft = Draft(MOBILE, {"key": Secret("the-key")}, Secret('{"a":1}'))
    assert draft.request("https://h.example", "x").body.reveal() == '{"a":1}'
    assert draft.problems() == ()


def test_a_draft_does_not_print_its_secrets():
    assert "the-key" not in repr(Draft(MOBILE, {"key": Secret("the-key")}, Secret('{"key":"the-key"}')))
