"""What a whole meeting may see of a token: no value, but what it is and how long it lives."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import json_text
from workbench.core.expiry import read_expiry
from workbench.core.token import decode
from workbench.core.veil import VEIL, veil_host, veil_token

HEADER = {"idv": ["MOBILE|919999922332"], "dev": "deviceid1", "org": "DOCDEMO", "alg": "HS256"}
CLAIMS = {"uid": "4412458", "iat": 1760358516, "exp": 1760362116, "rol": "USER", "eml": {"to": ["ann@example.com"]}}


def write(header: Any, claims: Any) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)]
    return ".".join((*parts, "A" * 43))


def test_no_value_is_left_and_what_the_token_is_stays() -> None:
    token = decode(write(HEADER, CLAIMS))
    veiled = veil_token(token)
    seen = json_text.write(veiled.header.value) + json_text.write(veiled.payload.value) + veiled.text
    for value in ("919999922332", "deviceid1", "DOCDEMO", "4412458", "ann@example.com", token.text):
        assert value not in seen
    assert veiled.header_members["idv"] == [f"MOBILE|{VEIL}"]
    assert (veiled.kind, veiled.channel, veiled.algorithm) == ("user", "mobile", "HS256")
    assert read_expiry(veiled, 1760358600).state == "valid"
    assert veiled.fingerprint != token.fingerprint


def test_a_web_token_stays_one_and_a_null_stays_null() -> None:
    assert veil_token(decode(write({**HEADER, "dev": None}, CLAIMS))).channel == "web"


@pytest.mark.parametrize("claims", [[1, "x"], "4412458", {"exp": "919999922332"}, {"rol": "a name that is no role"}])
def test_claims_of_an_odd_shape_are_masked_too(claims: Any) -> None:
    seen = json_text.write(veil_token(decode(write(HEADER, claims))).payload.value)
    assert VEIL in seen
    assert "4412458" not in seen
    assert "919999922332" not in seen
    assert "a name" not in seen


@given(st.text())
def test_any_text_may_come(text: str) -> None:
    assert veil_token(decode(text)).text == VEIL


def test_only_the_simulator_is_named() -> None:
    assert veil_host("simulator") == "simulator"
    assert veil_host("https://eu.example.com") == VEIL
