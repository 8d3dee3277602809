"""A disguise hides whose a call and its tokens are, and keeps everything else."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.comparison import compare_tokens
from workbench.core.disguise import STAND_IN, make_disguise
from workbench.core.expiry import read_expiry
from workbench.core.token import Token, decode
from workbench.core.verdict import write_verdict


def make_token(header: object, payload: object) -> Token:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload))
    return decode(".".join((*parts, "A" * 43)))


HEADER = {"idv": ["MOBILE|919999922332", "EMAIL|a@b.example"], "dev": "device-one", "org": "DOCDEMO", "alg": "HS256"}
PAYLOAD = {"uid": "4412458", "rol": "USER", "exp": 1760356691, "iat": 1760353091, "note": "call 919999922332"}
TOKEN = make_token(HEADER, PAYLOAD)
VALUES = ("919999922332", "a@b.example", "device-one", "4412458")


def test_a_token_in_disguise_says_what_it_is_and_not_whose() -> None:
    twin = make_disguise((TOKEN,)).token(TOKEN)
    shown = json.dumps([twin.header.value, twin.payload.value, twin.header.text, twin.payload.text])
    assert [value for value in VALUES if value in shown] == []
    assert twin.fingerprint == TOKEN.fingerprint
    assert twin.header.value == {**HEADER, "idv": ["MOBILE|[identifier]", "EMAIL|[identifier]"], "dev": STAND_IN}
    assert twin.payload.value == {**PAYLOAD, "uid": STAND_IN, "note": f"call {STAND_IN}"}


def test_a_web_token_stays_bound_to_no_device() -> None:
    web = make_token({**HEADER, "dev": None}, PAYLOAD)
    assert make_disguise((web,)).token(web).channel == "web"


def test_numbers_that_identify_are_hidden_at_every_depth() -> None:
    token = make_token({**HEADER, "dev": 987654321}, {"user": {"name": ["Ann", {"first": "Ann"}]}, "again": 987654321})
    twin = make_disguise((token,)).token(token)
    assert twin.header_members["dev"] == STAND_IN
    assert twin.payload.value == {"user": {"name": [STAND_IN, STAND_IN]}, "again": STAND_IN}


def test_the_verdict_of_a_disguised_token_names_nobody() -> None:
    twin = make_disguise((TOKEN,)).token(TOKEN)
    verdict = write_verdict(twin, read_expiry(TOKEN, 1760353200.0), 1760353200.0, None)
    assert "Valid" in verdict
    assert [value for value in VALUES if value in verdict] == []


def test_a_comparison_keeps_its_changes_though_both_sides_look_alike() -> None:
    other = make_token({**HEADER, "idv": ["MOBILE|918888811221"]}, {**PAYLOAD, "exp": 1760359999})
    real = compare_tokens(TOKEN, other)
    shown = make_disguise((TOKEN, other)).comparison(real)
    assert [(row.name, row.change) for row in shown.rows] == [(row.name, row.change) for row in real.rows]
    assert shown.judgement == real.judgement == "surprise"
    values = json.dumps([[row.old, row.new] for row in shown.rows])
    assert [value for value in (*VALUES, "918888811221") if value in values] == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ('{"mobile": "918", "n": 918}', '{"mobile": "[identifier]", "n": 918}'),
        ('{"uid":12,"email" : "a\\"b","rol":"USER"}', '{"uid":"[identifier]","email" : "[identifier]","rol":"USER"}'),
        ('{"idv": ["A|1", "B|2"], "dev": null}', '{"idv": "[identifier]", "dev": null}'),
        ('… {"name": "Ann', '… {"name": "[identifier]"'),
        ("no members, no change", "no members, no change"),
    ],
    ids=["short", "numbers and quotes", "a list", "cut off", "words"],
)
def test_identifying_members_are_hidden_in_any_text(text: str, hidden: str) -> None:
    assert make_disguise(()).hide(text) == hidden


def test_a_reply_about_thousands_is_hidden_by_its_members_in_time_that_grows_with_it_alone() -> None:
    body = json.dumps([{"name": f"Ann{number}", "mobile": 919999000000 + number} for number in range(20_000)])
    assert not re.search("Ann[0-9]|919999", make_disguise(()).hide(body))


@given(st.text(), st.text())
def test_anything_can_be_disguised(first: str, second: str) -> None:
    token = replace(TOKEN, header=decode(first).header, payload=decode(second).payload)
    make_disguise((token,)).token(token)
