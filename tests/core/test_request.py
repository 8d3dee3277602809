"""Hosts, and the neutral request built from a call."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.calls import Absent, Call
from workbench.core.request import (
    PRODUCTION_HOSTS,
    Basic,
    InvalidHost,
    build_request,
    is_loopback,
    is_production,
    origin_of,
    parse_host,
)
from workbench.core.secret import Secret

BASE = "https://h.example"
KEY = "a-key-that-is-no-token"
CALL = Call(
    "mobile",
    {
        "identifierType": "MOBILE",
        "identifierValue": "919999922332",
        "brand": "DocDemo",
        "deviceId": "deviceid1",
        "key": Secret(KEY),
    },
)


@pytest.mark.parametrize(
    ("host", "base"),
    [
        pytest.param("https://eu.api.capillarytech.com", "https://eu.api.capillarytech.com", id="plain"),
        pytest.param("  https://h.example/ \n", "https://h.example", id="spaces and slash"),
        pytest.param("https://h.example/gate/way/", "https://h.example/gate/way", id="path prefix kept"),
        pytest.param("http://127.0.0.1:8080", "http://127.0.0.1:8080", id="port"),
        pytest.param("http://[::1]:8080", "http://[::1]:8080", id="IPv6"),
        pytest.param("https://H.Example:443", "https://h.example", id="capitals and the scheme's own port"),
        pytest.param("http://h.example:443/", "http://h.example:443", id="another scheme's port"),
        pytest.param("https://h.example:/x", "https://h.example/x", id="no port behind the colon"),
        pytest.param("http://[0:0:0:0:0:0:0:1]", "http://[::1]", id="IPv6 in full"),
        pytest.param("https://bücher.example/x", "https://xn--bcher-kva.example/x", id="name in other letters"),
        pytest.param("https://BÜCHER。example", "https://xn--bcher-kva.example", id="capitals and another dot"),
        pytest.param("https://faß.example", "https://xn--fa-hia.example", id="IDNA 2008, not 2003"),
        pytest.param("https://xn--bcher-kva.example", "https://xn--bcher-kva.example", id="already in ASCII"),
        pytest.param("https://h.example/gä te/".replace(" ", ""), "https://h.example/g%C3%A4te", id="path encoded"),
        pytest.param("https://h.example/a%2Fb", "https://h.example/a%2Fb", id="path encoded already"),
        pytest.param("https://h.example///", "https://h.example", id="many slashes"),
        pytest.param("https://h.example.", "https://h.example.", id="dot at the end"),
        pytest.param("Simulator", "simulator", id="the word"),
    ],
)
def test_a_host_is_a_base_url_or_the_word(host, base):
    assert parse_host(host) == base


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("", id="nothing"),
        pytest.param("h.example", id="no scheme"),
        pytest.param("ftp://h.example", id="another scheme"),
        pytest.param("https://", id="no name"),
        pytest.param("https:///path", id="no name but a path"),
        pytest.param("https://u:p@h.example", id="credentials"),
        pytest.param("https://good.example\\@evil.example", id="backslash before credentials"),
        pytest.param("https://good.example\\.evil.example", id="backslash"),
        pytest.param("https://h.example?x=1", id="query"),
        pytest.param("https://h.example?", id="empty query"),
        pytest.param("https://h.example#x", id="fragment"),
        pytest.param("https://h.example#", id="empty fragment"),
        pytest.param("https://h.example:99999", id="port out of range"),
        pytest.param("https://h.example:0", id="port zero"),
        pytest.param("https://h.example:x", id="port no number"),
        pytest.param("https://[::1", id="half an address"),
        pytest.param("https://h.ex ample", id="space"),
        pytest.param("https://h.example\nX: y", id="line break"),
        pytest.param("https://h.ex\u200bample", id="invisible character"),
        pytest.param("https://h.ex\x7fample", id="delete character"),
        pytest.param("https://☃.example", id="no letter"),
        pytest.param("https://ü..example", id="empty label"),
        pytest.param("https://" + "ü" * 70 + ".example", id="label too long"),
        pytest.param("https://h.exa|mple", id="character of no name"),
        pytest.param("https://h%2eexample", id="percent in the name"),
        pytest.param("https://ü:p@h.example", id="credentials in other letters"),
        pytest.param("https://h.example/a/../b", id="path upwards"),
        pytest.param("https://h.example/./b", id="path that stays"),
        pytest.param("http://[fe80::1%25eth0]", id="IPv6 with a zone"),
        pytest.param("http://[::g]", id="no IPv6"),
    ],
)
def test_what_is_no_host_is_refused_in_words(host):
    with pytest.raises(InvalidHost) as caught:
        parse_host(host)
    assert str(caught.value).endswith((".", host))


@given(st.text(st.characters(codec=None)) | st.text("htps:/@?#[].0123 "))
def test_any_text_is_a_host_or_refused(text):
    assert isinstance(is_production(text), bool)
    try:
        base = parse_host(text)
    except InvalidHost as error:
        assert str(error)  # noqa: PT017  either way is right
    else:
        assert parse_host(base) == base
        assert origin_of(text)
        is_loopback(base)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("https://H.Example/gateway", "https://h.example:443"),
        ("HTTPS://h.example:443", "https://h.example:443"),
        ("http://h.example", "http://h.example:80"),
        ("https://h.example.", "https://h.example:443"),
        ("https://BÜCHER.example", "https://xn--bcher-kva.example:443"),
        ("http://[::1]:5", "http://[::1]:5"),
        ("SIMULATOR", "simulator"),
    ],
)
def test_secrets_are_bound_to_scheme_name_and_port(host, origin):
    assert origin_of(host) == origin


@pytest.mark.parametrize(
    ("base", "stays"),
    [
        ("http://localhost:1", True),
        ("http://LOCALHOST", True),
        ("http://127.0.0.1", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:1", True),
        ("http://127.0.0.1.evil.example", False),
        ("http://127.evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://10.0.0.1", False),
    ],
)
def test_only_the_machine_itself_is_loopback(base, stays):
    assert is_loopback(base) is stays


@pytest.mark.parametrize(
    "host", [*PRODUCTION_HOSTS, "https://EU.api.capillarytech.com:443/x", "https://eu.api.capillarytech.com."]
)
def test_presets_are_production_however_they_are_written(host):
    assert is_production(host)


@pytest.mark.parametrize(
    "host", ["simulator", "https://h.example", "http://eu.api.capillarytech.com", "", "http://127.0.0.1:1"]
)
def test_other_hosts_are_not(host):
    assert not is_production(host)


def test_the_request_is_that_of_the_documentation():
    request = build_request(CALL, BASE + "/prefix")
    assert (request.method, request.url) == ("POST", "https://h.example/prefix/auth/v1/token/regenerate")
    assert request.headers == (
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
        ("Accept-Encoding", "identity"),
        ("User-Agent", "token-workbench"),
    )
    assert request.body.reveal() == (
        '{"identifierType":"MOBILE","identifierValue":"919999922332","brand":"DocDemo","deviceId":"deviceid1",'
        f'"key":"{KEY}"}}'
    )


def test_extra_headers_replace_defaults_and_are_secret():
    request = build_request(
        CALL, BASE, extra_headers=[("accept", Secret("text/plain")), ("Cookie", Secret("c=hunter2"))]
    )
    names = [name for name, _ in request.headers]
    assert names == ["Content-Type", "Accept-Encoding", "User-Agent", "accept", "Cookie"]
    assert ("Cookie", "•••• (9 characters)") in request.masked_headers()
    assert "hunter2" not in repr(request)


def test_basic_credentials_become_a_secret_header():
    request = build_request(CALL, BASE, basic=Basic("user", Secret("hunter2")))
    name, value = request.headers[-1]
    assert name == "Authorization"
    assert isinstance(value, Secret)
    assert value.reveal() == "Basic " + base64.b64encode(b"user:hunter2").decode()
    assert "hunter2" not in str(request.masked_headers())
    assert Secret("hunter2") in request.secrets


def test_an_authorization_header_goes_before_basic_credentials():
    headers = [("authorization", Secret("Bearer x"))]
    request = build_request(CALL, BASE, extra_headers=headers, basic=Basic("user", Secret("hunter2")))
    assert [name.lower() for name, _ in request.headers].count("authorization") == 1


def test_the_masked_body_is_the_body_without_its_secret():
    masked = build_request(CALL, BASE).masked_body()
    assert json.loads(masked) == {**json.loads(CALL.body().reveal()), "key": "•••• (22 characters)"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"key":"hunter22"}', id="a key"),
        pytest.param('{"key":"hunter22","key":"x"}', id="a key that stands twice"),
        pytest.param('{"expiredToken":"hunter22"}', id="an expired token in the mobile call"),
        pytest.param('{"key":"hunter22",}', id="no JSON"),
        pytest.param('{"key" : "hunter22', id="cut off"),
        pytest.param('{"a":{"key":"hunter22"}}', id="deeper"),
        pytest.param('{"key":["hunter22"]}', id="in a list"),
        pytest.param('{"key":"hun\\u0074er22"}', id="escaped"),
    ],
)
def test_a_body_edited_by_hand_is_masked_too(body):
    call = Call("mobile", {}, Secret(body))
    masked = build_request(call, BASE).masked_body()
    assert "hunter22" not in masked
    assert "er22" not in masked


def test_a_number_in_place_of_a_key_is_masked():
    assert "12345678" not in build_request(Call("mobile", {}, Secret('{"key":12345678}')), BASE).masked_body()


def test_every_body_can_be_sent():
    call = Call("mobile", {**CALL.fields, "deviceId": "a\ud800b", "mobile": Absent.NULL, "email": Absent.EMPTY})
    body = call.body().reveal()
    assert json.loads(body.encode()) == {
        **json.loads(CALL.body().reveal()),
        "deviceId": "a\ud800b",
        "mobile": None,
        "email": "",
    }
    build_request(call, BASE, basic=Basic("\ud800", Secret("\ud800")))
