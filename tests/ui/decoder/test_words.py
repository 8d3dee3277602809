"""Texts short enough to be shown, whatever a token holds."""

from __future__ import annotations

import base64
import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.expiry import Expiry, read_expiry
from workbench.core.token import decode
from workbench.ui.decoder.words import (
    LONGEST_VALUE,
    shorten_identity,
    write_countdown,
    write_now,
    write_ticket,
    write_value,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=500),
    lambda inner: st.lists(inner, max_size=80) | st.dictionaries(st.text(max_size=5), inner, max_size=80),
    max_leaves=300,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("USER", "USER"),
        ("two words", "two words"),
        ("false", '"false"'),
        ("4412458", '"4412458"'),
        ("1e5", '"1e5"'),
        ("", '""'),
        (" padded", '" padded"'),
        ('{"a":1}', '"{\\"a\\":1}"'),
        (False, "false"),
        (None, "null"),
        (12345678901234567890123, "12345678901234567890123"),
        ({"a": [1, "x"]}, '{"a":[1,"x"]}'),
        (list(range(100)), "a list of 100 items"),
        ({str(number): number for number in range(100)}, "an object of 100 members"),
    ],
)
def test_a_value_is_written_so_that_its_type_shows(value: object, shown: str) -> None:
    assert write_value(value) == shown


@given(JSON)
def test_any_value_becomes_a_short_text(value: object) -> None:
    assert len(write_value(value)) <= LONGEST_VALUE + 30


@given(st.text(max_size=300), st.floats(-1e10, 1e11))
def test_any_text_gets_a_ticket_that_names_its_fingerprint(text: str, now: float) -> None:
    token = decode(text)
    ticket = write_ticket(token, read_expiry(token, now), now, None)
    assert token.fingerprint in ticket
    assert write_countdown(read_expiry(token, now), now)


@pytest.mark.parametrize(("expires", "shown"), [(3599, "00:00:25"), (3600, "00:00"), (None, "00:00")])
def test_now_has_seconds_only_on_a_life_under_an_hour(expires: float | None, shown: str) -> None:
    assert write_now(Expiry("valid", 0, None, expires, None), 25, UTC) == shown


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        (["MOBILE|919999922332", "EMAIL|ann@example.org"], ["MOBILE ••••2332", "EMAIL ••••.org"]),
        (["MOBILE|2025"], ["MOBILE ••••"]),
        ("919999922332", ["no type ••••2332"]),
    ],
    ids=["two", "short, and part of every date", "no type"],
)
def test_a_ticket_masks_identifiers_and_nothing_else(listed: object, shown: list[str]) -> None:
    header = {"idv": listed, "dev": None, "org": "DOCDEMO", "alg": "HS256"}
    text = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in (header, {"iat": 0}))
    token = decode(f"{text}.{'A' * 43}")
    now = 1760358520.0
    ticket = write_ticket(token, read_expiry(token, now), now, UTC)
    assert [line.removeprefix("Identifier: ") for line in ticket.split("\n") if line.startswith("Id")] == shown
    assert f"for {' and '.join(shown).replace('no type ', '')} at DOCDEMO" in ticket
    assert "seen at 2025-10-13T12:28:40Z" in ticket


def test_a_token_without_a_readable_header_is_left_as_it_is() -> None:
    token = decode("hello")
    assert shorten_identity(token) is token
