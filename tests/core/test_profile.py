"""Profiles and drafts: which inputs are secret, and the call they stand for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from workbench.core.calls import Absent
from workbench.core.profile import (
    BASIC_PASSWORD,
    CLIENT_KEY_PASSPHRASE,
    LATEST_TOKEN,
    PROXY_PASSWORD,
    Draft,
    Profile,
)
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


# ---- the way to the host


def test_a_proxy_s_password_and_a_client_key_s_passphrase_are_secrets():
    profile = replace(MOBILE, proxy_username="me", client_certificate_file="own.pem")
    assert {PROXY_PASSWORD, CLIENT_KEY_PASSPHRASE} <= set(profile.secret_names)
    assert not {PROXY_PASSWORD, CLIENT_KEY_PASSPHRASE} & set(MOBILE.secret_names)


def test_a_draft_says_how_to_reach_the_host():
    profile = replace(
        MOBILE,
        ca_file="ca.pem",
        client_certificate_file="own.pem",
        client_key_file="key.pem",
        proxy="proxy.example:8080",
        proxy_username="me@work",
    )
    secrets = {PROXY_PASSWORD: Secret("p:w"), CLIENT_KEY_PASSPHRASE: Secret("open")}
    settings = Draft(profile, secrets).connection_settings()
    assert settings.proxy_url() == Secret("http://me%40work:p%3Aw@proxy.example:8080")
    assert settings.client_key_passphrase == Secret("open")
    assert (settings.ca_file, settings.client_certificate_file, settings.client_key_file, settings.is_verified) == (
        "ca.pem",
        "own.pem",
        "key.pem",
        True,
    )
    assert "p:w" not in repr(settings)


def test_verification_is_switched_off_by_the_call_and_not_by_the_profile():
    assert Draft(MOBILE).connection_settings(without_verification=True).is_verified is False
    assert Draft(MOBILE).connection_settings().is_verified is True


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"proxy": "http://me:pw@proxy.example"}, "proxy", "invalid_proxy"),
        ({"proxy": "socks5://proxy.example"}, "proxy", "invalid_proxy"),
        ({"proxy": "proxy.example:x"}, "proxy", "invalid_proxy"),
        ({"proxy": "two words"}, "proxy", "invalid_proxy"),
        ({"client_key_file": "key.pem"}, "client_certificate_file", "missing"),
    ],
)
def test_settings_that_lead_nowhere_are_errors(changes, field, code):
    draft = Draft(replace(MOBILE, **changes), {"key": Secret("x")})
    assert (field, code) in [(one.field, one.code) for one in draft.problems() if one.severity == "error"]


@pytest.mark.parametrize("proxy", ["", "direct", "proxy.example", "http://proxy.example:3128", "https://[::1]:1"])
def test_usual_proxies_are_no_problem(proxy):
    assert not [one for one in Draft(replace(MOBILE, proxy=proxy)).problems() if one.field == "proxy"]


def test_a_host_in_other_letters_is_shown_as_what_it_is():
    (problem,) = [
        one for one in Draft(replace(MOBILE, host="https://\u0430pple.example")).problems() if one.field == "host"
    ]
    assert (problem.code, problem.severity) == ("international_name", "warning")
    assert "https://xn--" in problem.message
