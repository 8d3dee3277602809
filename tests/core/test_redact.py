"""The one redactor: by value, in all spellings, and by the shape of a token."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.redact import fingerprint, mask, redact
from workbench.core.secret import Secret

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VSIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
VALUE = 'pä/ss+"wörd&='


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(lambda v: v, id="raw"),
        pytest.param(lambda v: json.dumps({"key": v}), id="JSON, ASCII"),
        pytest.param(lambda v: json.dumps({"key": v}, ensure_ascii=False), id="JSON, UTF-8"),
        pytest.param(lambda v: json.dumps({"key": v}).replace("/", "\\/"), id="JSON with escaped slashes"),
        pytest.param(
            lambda v: json.dumps({"key": v}).replace("u00e4", "u00E4").replace("u00f6", "u00F6"), id="JSON, large hex"
        ),
        pytest.param(lambda v: "key=" + quote(v, safe="") + "&b=1", id="percent-encoded"),
        pytest.param(lambda v: "https://h/" + quote(v), id="percent-encoded, slashes kept"),
        pytest.param(lambda v: "key=" + quote_plus(v), id="form-encoded"),
        pytest.param(lambda v: "key=" + quote(v, safe="").lower(), id="percent-encoded, small hex"),
        pytest.param(b64, id="base64"),
        pytest.param(lambda v: base64.urlsafe_b64encode(v.encode()).decode().rstrip("="), id="base64url"),
        pytest.param(lambda v: b64("u:" + v), id="base64 behind a user name"),
        pytest.param(lambda v: b64("u:" + v + "!"), id="base64 amid other text"),
        pytest.param(lambda v: b64("user" + v + "!"), id="base64 behind four octets"),
    ],
)
def test_a_secret_is_removed_in_every_spelling(spell):
    text = spell(VALUE)
    shown = redact(f"before {text} behind", [Secret(VALUE)])
    assert "[secret]" in shown
    assert shown.startswith("before ")
    assert shown.endswith(" behind")
    for part in (text, VALUE, VALUE[2:], "ss%2B", "ss%2b", "w\\u00"):
        assert part not in shown


@given(st.text(min_size=4), st.text(), st.text())
def test_no_secret_of_four_characters_or_more_survives(value, before, behind):
    if value not in "[secret] [token 0123456789ab]":
        shown = redact(before + value + behind, [Secret(value)])
        assert value not in shown or value not in before + value + behind


def test_the_longer_secret_goes_first():
    assert redact("abcdefgh", [Secret("abcd"), Secret("abcdefgh")]) == "[secret]"


def test_spaces_around_a_secret_do_not_save_it():
    assert "hunter22" not in redact("sent: hunter22.", [Secret(" hunter22\n")])


def test_a_value_of_three_characters_stays_since_removing_it_would_destroy_the_text():
    assert redact("abc", [Secret("abc"), Secret("")]) == "abc"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"x {TOKEN} y", id="free"),
        pytest.param(f'{{"token":"{TOKEN}"}}', id="in JSON"),
        pytest.param(f"token=%22{TOKEN}%22", id="behind a percent escape"),
        pytest.param(f"abc{TOKEN}", id="behind letters"),
        pytest.param(f"a.b.{TOKEN}", id="behind dots"),
        pytest.param(f"{TOKEN}\n{TOKEN}", id="two"),
        pytest.param(TOKEN.rpartition(".")[0], id="without a signature"),
        pytest.param("eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc", id="encrypted, no key part"),
        pytest.param("ewoiYWxnIjoiSFMyNTYifQ.eyJyb2wiOiJVU0VSIn0.AAAA", id="header with line breaks"),
    ],
)
def test_anything_shaped_like_a_token_goes(text):
    shown = redact(text)
    assert "[token " in shown
    assert "bGciOi" not in shown
    assert "eyJyb2wi" not in shown


@pytest.mark.parametrize(
    "text", ["keyboard.layout", "Eyes.wide.shut", "https://eyewear.example.com/eyJ", "eyJhbGciOiJIUzI1NiJ9"]
)
def test_what_is_no_token_stays(text):
    assert redact(text) == text


def test_a_token_is_named_by_its_fingerprint():
    shown = redact(TOKEN)
    assert shown == f"[token {fingerprint(TOKEN)}]"
    assert redact(f"a {TOKEN} b", [Secret(TOKEN)]) == f"a {shown} b"


def test_the_fingerprint_is_the_same_on_every_machine():
    expected = hashlib.sha256(b"token-workbench fingerprint:" + TOKEN.encode()).hexdigest()[:12]
    assert fingerprint(TOKEN) == expected


@given(st.text(st.characters(codec=None)))
def test_any_text_has_a_fingerprint_a_mask_and_a_redaction(text):
    assert len(fingerprint(text)) == 12
    redact(text, [Secret(text)])
    if len(text.strip()) > 20:
        assert text.strip() not in mask(Secret(text))


def test_a_mask_says_that_something_is_there_and_how_long():
    assert mask(Secret("")) == ""
    assert mask(Secret("hunter2")) == "•••• (7 characters)"
    assert mask(Secret("x" * 5_000)) == "•••• (5,000 characters)"
    assert mask(Secret(TOKEN)) == f"•••• ({len(TOKEN)} characters, fingerprint {fingerprint(TOKEN)})"


@pytest.mark.parametrize("piece", ["e", "eyJ", ".", "eyAAAAAAAA.", "eyAAAAAAAA ", "eyAAAAAAAA.AAAA.", "%22eyAAAAAAA"])
def test_hostile_text_takes_no_longer_than_its_length(piece):
    text = piece * (3_000_000 // len(piece))
    began = time.process_time()
    redact(text)
    assert time.process_time() - began < 2
