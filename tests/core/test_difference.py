"""Two tokens, row by row."""

from __future__ import annotations

import base64
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.difference import compare, is_reordered
from workbench.core.token import decode

SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (decode(sample["token"]) for sample in SAMPLES["tokens"])


def _token(header: dict[str, Any], payload: dict[str, Any], signature: str = "c2ln") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload))
    return ".".join([*parts, signature])


def _b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _changes(old: str, new: str) -> dict[str, str]:
    return {row.name: row.change for row in compare(decode(old), decode(new))}


def test_the_documented_web_renewal_changes_only_its_times() -> None:
    changed = {row.name: (row.old, row.new) for row in compare(WEB_EXPIRED, WEB_RENEWED) if row.change == "expected"}

    assert changed == {"exp": (1760364142, 1760358606), "iat": (1760353342, 1760358516)}
    assert {row.change for row in compare(WEB_EXPIRED, WEB_RENEWED)} == {"same", "expected"}


def test_a_token_renewed_from_its_key_holds_no_surprise() -> None:
    rows = {row.name: row.change for row in compare(KEY, MOBILE_RENEWED)}

    assert rows["rol"] == "expected"
    assert rows["mfa"] == "missing"
    assert rows["exp"] == rows["isc"] == rows["ogc"] == "added"
    assert "surprise" not in rows.values()


def test_another_customer_is_a_surprise() -> None:
    old = _token({"idv": ["MOBILE|1"], "dev": None, "org": "A"}, {"uid": "1", "rol": "USER"})
    new = _token({"idv": ["MOBILE|2"], "dev": None, "org": "A"}, {"uid": "2", "rol": "USER"})

    assert _changes(old, new) == {
        "idv": "surprise",
        "dev": "same",
        "org": "same",
        "uid": "surprise",
        "rol": "same",
        "signature": "same",
    }


def test_a_changed_role_is_a_surprise_between_tokens() -> None:
    assert _changes(_token({}, {"rol": "USER"}), _token({}, {"rol": "MFA_PENDING"}))["rol"] == "surprise"


def test_true_and_one_are_not_the_same_and_order_of_members_is_no_difference() -> None:
    changes = _changes(_token({}, {"a": True, "b": {"x": 1, "y": 2}}), _token({}, {"b": {"y": 2, "x": 1}, "a": 1}))

    assert (changes["a"], changes["b"]) == ("surprise", "same")


def test_signatures_are_told_apart_without_being_shown() -> None:
    row = compare(decode(_token({}, {}, "AAAA")), decode(_token({}, {}, "BBBB")))[-1]

    assert (row.part, row.change) == ("signature", "expected")
    assert "AAAA" not in str(row.old)


VALUES = [
    1,
    True,
    "1",
    1.0,
    None,
    [],
    {},
    [1],
    [True],
    ["1"],
    {"a": 1},
    {"a": 1.0},
    {"a": True},
    {"a": [1]},
    0,
    False,
    "",
]


@pytest.mark.parametrize(
    ("old", "new"), [pytest.param(a, b, id=f"{a!r} and {b!r}") for a, b in itertools.combinations(VALUES, 2)]
)
def test_values_of_another_type_are_not_the_same_at_any_depth(old: object, new: object) -> None:
    assert _changes(_token({}, {"x": old}), _token({}, {"x": new}))["x"] == "surprise"


def test_numbers_are_compared_as_written() -> None:
    old, new = (f"e30.{_b64(payload)}.c2ln" for payload in ('{"a":1.10,"b":1e2,"c":2}', '{"a":1.1,"b":1e2,"c":2}'))

    assert _changes(old, new) == {"a": "surprise", "b": "same", "c": "same", "signature": "same"}


def test_a_time_that_is_no_number_any_more_is_a_surprise() -> None:
    old = _token({}, {"iat": 1, "exp": 2})

    assert _changes(old, _token({}, {"iat": 2, "exp": 3.5})) | {"signature": ""} == {
        "iat": "expected",
        "exp": "expected",
        "signature": "",
    }
    assert _changes(old, _token({}, {"iat": "2", "exp": True}))["exp"] == "surprise"
    assert _changes(old, _token({}, {"iat": "2", "exp": True}))["iat"] == "surprise"


def test_a_time_in_the_header_is_a_member_like_any_other() -> None:
    assert _changes(_token({"exp": 1}, {}), _token({"exp": 2}, {}))["exp"] == "surprise"


@pytest.mark.parametrize(
    ("roles", "change"),
    [
        pytest.param(("AUTH", "USER"), "expected", id="a key renews to a user token"),
        pytest.param(("AUTH", "VIEW"), "surprise", id="a key gives no VIEW token"),
        pytest.param(("USER", "AUTH"), "surprise", id="a token gives no key"),
        pytest.param(("VIEW", "USER"), "surprise", id="a VIEW token is not renewed"),
    ],
)
def test_only_a_renewal_from_a_key_may_change_the_role(roles: tuple[str, str], change: str) -> None:
    old, new = (_token({}, {"rol": role}) for role in roles)

    assert _changes(old, new)["rol"] == change


def test_another_device_of_a_key_is_a_surprise() -> None:
    old, new = _token({"dev": "d1"}, {"rol": "AUTH"}), _token({"dev": None}, {"rol": "USER"})

    assert _changes(old, new)["dev"] == "surprise"


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        pytest.param("[1]", "[1]", [("payload", [1], [1], "same")], id="the same list"),
        pytest.param("[1]", "[true]", [("payload", [1], [True], "surprise")], id="another list"),
        pytest.param("[1]", '{"a":1}', [("payload", [1], {"a": 1}, "surprise")], id="an object now"),
        pytest.param("text", "other", [("payload", "text", "other", "surprise")], id="texts"),
        pytest.param("text", '"text"', [("payload", "text", "text", "surprise")], id="a text that became JSON"),
        pytest.param('{"a":1}', None, [("a", 1, None, "missing")], id="an object that cannot be read any more"),
        pytest.param(None, "[1]", [("payload", None, [1], "added")], id="a list where nothing could be read"),
        pytest.param(None, None, [], id="nothing on either side"),
    ],
)
def test_a_payload_of_another_shape_is_one_row(
    old: str | None, new: str | None, rows: list[tuple[str, object, object, str]]
) -> None:
    before, after = (decode(f"e30.{'!' if text is None else _b64(text)}.c2ln") for text in (old, new))

    assert [(row.name, row.old, row.new, row.change) for row in compare(before, after)[:-1]] == rows


def test_bytes_that_are_no_text_are_told_apart() -> None:
    before, after = decode("e30.gA.c2ln"), decode("e30.gQ.c2ln")

    assert [(row.name, row.change) for row in compare(before, after)] == [
        ("payload", "surprise"),
        ("signature", "same"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("e30.e30.AAAA", "e30.e30.AAAA", "same"),
        ("e30.e30.AAAA", "e30.e30.BBBB", "expected"),
        ("e30.e30.AAAA", "e30.e30", "missing"),
        ("e30.e30.", "e30.e30.AAAA", "added"),
        ("e30.e30", "e30.e30.", "same"),
    ],
    ids=["same", "another", "cut off", "came", "none"],
)
def test_a_signature_is_there_or_not(old: str, new: str, change: str) -> None:
    assert compare(decode(old), decode(new))[-1].change == change


@pytest.mark.parametrize(
    ("old", "new", "is_other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1, "b": 2}, {"a": 2, "c": 0, "b": 1}, False),
        ({}, {"a": 1}, False),
    ],
    ids=["another order", "one in between", "one more"],
)
def test_another_order_of_members_is_seen(old: dict[str, int], new: dict[str, int], is_other: bool) -> None:
    assert is_reordered(decode(_token({}, old)), decode(_token({}, new))) is is_other
    assert is_reordered(decode(_token(old, {})), decode(_token(new, {}))) is is_other


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON), st.dictionaries(st.text(), JSON))
def test_any_two_tokens_are_compared_member_by_member(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = decode(_token({"alg": "x"}, old)), decode(_token({"alg": "x"}, new))
    rows = [row for row in compare(before, after) if row.part == "payload"]

    assert {row.name for row in rows} == {*old, *new}
    assert {row.name for row in rows if row.change == "missing"} == set(old) - set(new)
    assert {row.name for row in rows if row.change == "added"} == set(new) - set(old)
    assert {row.change for row in compare(before, before)} == {"same"}


@given(st.text(), st.text())
def test_any_two_texts_are_compared(old: str, new: str) -> None:
    assert compare(decode(old), decode(new))[-1].name == "signature"
