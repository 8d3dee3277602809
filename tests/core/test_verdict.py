"""The sentence on top."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.expiry import read_expiry
from workbench.core.finding import find_tokens
from workbench.core.token import decode
from workbench.core.verdict import Verification, write_verdict

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES)
KOLKATA = ZoneInfo("Asia/Kolkata")
NOW = 1_760_358_520


def verdict(text: str, leeway: int = 0, now: float = NOW) -> str:
    token = decode(text)
    return write_verdict(token, read_expiry(token, now, leeway), now, KOLKATA)


def jwt(header: object, payload: object) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload))
    return ".".join((*parts, "A" * 43))


WHO = "for MOBILE 919999922332 at DOCDEMO"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            KEY,
            f"Never expires. Mobile key (long-lived; it renews mobile tokens) {WHO}, device deviceid1. Not verified.",
            id="mobile key",
        ),
        pytest.param(
            WEB_EXPIRED,
            "Valid. Expires in 1 h 33 min (19:32 here, 14:02 UTC). "
            f"Web user token {WHO}, bound to no device. Not verified.",
            id="web token used as expiredToken",
        ),
        pytest.param(
            MOBILE_RENEWED,
            f"Expired 30 min ago (17:28 here, 11:58 UTC). Mobile user token {WHO}, device deviceid1. Not verified.",
            id="renewed mobile token",
        ),
        pytest.param(
            WEB_RENEWED,
            f"Valid. Expires in 1:26 (18:00 here, 12:30 UTC). Web user token {WHO}, bound to no device. Not verified.",
            id="renewed web token",
        ),
        pytest.param(
            jwt({"alg": "HS256"}, {"nbf": NOW + 40}),
            "Not yet valid; becomes valid in 0:40 (17:59 here, 12:29 UTC). Token of an unknown kind. Not verified.",
            id="not yet valid",
        ),
        pytest.param(
            jwt({"alg": "HS256", "idv": ["x", "EMAIL|y"]}, {"rol": "VIEW"}),
            "Never expires. It has no expiry, which is what a key looks like. "
            "VIEW token (a visitor before login) for x and EMAIL y. Not verified.",
            id="no expiry, but no key",
        ),
        pytest.param(
            jwt({"alg": "HS256"}, {"exp": "soon"}),
            "Its expiry cannot be told: exp is no moment in time. Token of an unknown kind. Not verified.",
            id="exp is no moment",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9.a!b.AAAA",
            "Its expiry cannot be told: payload is not base64url. Token of an unknown kind. Not verified.",
            id="payload is not base64url",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9..a.b.c", "Encrypted token: only its header can be read. Not verified.", id="encrypted"
        ),
        pytest.param(
            "hello",
            "This cannot be read as a token: this is one part without a dot; "
            "a JWT has three: header, payload and signature. Not verified.",
            id="a word",
        ),
        pytest.param(
            jwt({"alg": "HS256", "idv": ["EMAIL|jane"], "dev": None}, {"rol": "MFA_PENDING", "exp": NOW + 100}),
            "Valid. Expires in 1:40 (18:00 here, 12:30 UTC). "
            "Web token waiting for its second factor for EMAIL jane, bound to no device. Not verified.",
            id="waiting for the second factor",
        ),
        pytest.param(
            jwt({"alg": "HS256", "dev": "d1", "org": "DOCDEMO"}, {"rol": "VIEW", "exp": NOW}),
            "Expired just now (17:58 here, 12:28 UTC). "
            "Mobile VIEW token (a visitor before login) at DOCDEMO, device d1. Not verified.",
            id="expired just now",
        ),
        pytest.param(
            jwt({"alg": "HS256", "dev": "d1"}, {"rol": "AUTH", "exp": NOW + 3600}),
            "Valid. Expires in 1 h 00 min (18:58 here, 13:28 UTC). "
            "Mobile key (long-lived; it renews mobile tokens), device d1. Not verified.",
            id="a key that expires",
        ),
        pytest.param(
            jwt({"alg": "HS256"}, ["a", "list"]),
            "Its expiry cannot be told: payload has no named claims. Token of an unknown kind. Not verified.",
            id="a list for a payload",
        ),
        pytest.param(
            jwt({"alg": "HS256", "cty": "JWT"}, None).replace("bnVsbA", "ZXlKaGJHY2lPaUpJVXpJMU5pSjkuZTMwLkFBQUE"),
            "Its expiry cannot be told: payload is another token. Token of an unknown kind. Not verified.",
            id="a token inside a token",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.$02.A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY",
            "Its expiry cannot be told: payload is not JSON. Token of an unknown kind. Not verified.",
            id="a payload that stands as it is",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiIsIm9yZyI6IkRPQ0RFTU8ifQ..a.b.c",
            "Encrypted token at DOCDEMO: only its header can be read. Not verified.",
            id="encrypted, with an organisation",
        ),
        pytest.param("", "This cannot be read as a token: there is nothing in it. Not verified.", id="nothing"),
    ],
)
def test_the_sentence_answers_the_customer(text, sentence):
    assert verdict(text) == sentence


def test_within_the_leeway_it_says_that_the_token_expired():
    text = jwt({"alg": "HS256"}, {"exp": NOW - 3})
    assert verdict(text, leeway=5).startswith(
        "Expired 3 s ago (17:58 here, 12:28 UTC), still valid within the leeway of 5 s."
    )
    assert "Valid." not in verdict(text)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": NOW + 60}, "Valid. Expires in 1:00 (17:59 here, 12:29 UTC). Judged with a leeway of 2.5 s. Token"),
        ({"exp": NOW - 60}, "Expired 1 min ago (17:57 here, 12:27 UTC). Judged with a leeway of 2.5 s. Token"),
        ({"nbf": NOW + 60}, "becomes valid in 1:00 (17:59 here, 12:29 UTC). Judged with a leeway of 2.5 s. Token"),
        ({}, "which is what a key looks like. Token"),
        ({"exp": "x"}, "exp is no moment in time. Token"),
    ],
    ids=["valid", "expired", "not yet valid", "never expires", "unreadable"],
)
def test_leeway_is_told_where_it_could_matter(claims, words):
    token = decode(jwt({"alg": "HS256"}, claims))
    assert words in write_verdict(token, read_expiry(token, NOW, 2.5), NOW, KOLKATA)


def test_leeway_is_told_once_where_the_signature_was_verified():
    token = decode(WEB_RENEWED)
    checked = Verification("verified", "HS256", "Signature verified (HS256, leeway 5 s).", leeway=5)
    assert write_verdict(token, read_expiry(token, NOW, 5), NOW, KOLKATA, checked).count("leeway") == 1


def test_another_day_is_named():
    assert "2025-10-13 18:00 here, 2025-10-13 12:30 UTC" in verdict(WEB_RENEWED, now=NOW + 2 * 86_400)


def test_only_a_check_takes_not_verified_away():
    token = decode(WEB_RENEWED)
    checked = Verification("verified", "HS256", "Signature verified (HS256).")
    sentence = write_verdict(token, read_expiry(token, NOW), NOW, KOLKATA, checked)
    assert sentence.endswith("bound to no device. Signature verified (HS256).")
    assert "Not verified" not in sentence


@given(st.text(), st.floats(0, 4e9))
def test_any_text_has_a_verdict(text, now):
    assert verdict(text, now=now).endswith("Not verified.")


def test_a_token_written_as_json_has_the_verdict_of_its_parts():
    header, payload, signature = WEB_RENEWED.split(".")
    written = json.dumps({"protected": header, "payload": payload, "signature": signature})
    (token,) = find_tokens(written).tokens
    assert write_verdict(token, read_expiry(token, NOW), NOW, KOLKATA) == verdict(WEB_RENEWED)
