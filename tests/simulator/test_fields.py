"""Bodies that are no call: each is a 400 in plain text, and none an exception."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.simulator.api_codes import RefusalError
from workbench.simulator.endpoints import ENDPOINTS
from workbench.simulator.fields import UnreadableBodyError, read_fields

MOBILE = ENDPOINTS["token/regenerate"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "end of input"),
        (b"\n ", "end of input"),
        (b'{"brand": }', "line: 1, column: 11"),
        (b'{"brand":\n"x"', "line: 2, column: 4"),
        (b"{'brand': 'x'}", "line: 1, column: 2"),
        (b'{"key": "\xff"}', "0xff"),
        (b"[]", "RegenerateTokenRequest out of START_ARRAY"),
        (b'"text"', "out of VALUE"),
        (b'{"key": NaN}', "out of range"),
        (b'{"key": ' + b"9" * 5000 + b"}", "out of range"),
        (b"[" * 100_000, "out of range"),
        (b'{"identifierType": "mobile"}', 'from String "mobile"'),
        (b'{"identifierType": ""}', 'from String ""'),
        (b'{"identifierType": 1}', 'from String "1"'),
    ],
)
def test_what_cannot_be_read_is_complained_about_in_words(caller, body, words):
    answer = caller.send("token/regenerate", body)
    assert (answer.http_status, answer.content_type) == (400, "text/plain;charset=UTF-8")
    assert words in answer.body.decode()
    assert answer.api_code is None


def test_numbers_are_texts_and_what_is_not_known_is_ignored():
    body = {"identifierType": "MOBILE", "identifierValue": 919, "brand": "B", "deviceId": 1234, "key": "k", "x": [{}]}
    fields = {"identifierType": "MOBILE", "identifierValue": "919", "brand": "B", "deviceId": "1234", "key": "k"}
    assert read_fields(json.dumps(body).encode(), MOBILE) == fields


def test_of_duplicate_members_the_last_counts(caller):
    mobile = caller.engine.get_demo_mobile()
    body = json.dumps(mobile)[:-1] + ', "key": "nonsense"}'
    assert caller.send("token/regenerate", body.encode()).api_code == 1597


@given(
    st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_any_body_is_read_or_complained_about(body):
    with pytest.raises((UnreadableBodyError, RefusalError)):
        read_fields(body, MOBILE)


_VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(MOBILE.required), _VALUES))
def test_any_object_is_read_or_complained_about(members):
    try:
        fields = read_fields(json.dumps(members).encode(), MOBILE)
    except (UnreadableBodyError, RefusalError):
        return
    assert set(fields) == set(MOBILE.required)
