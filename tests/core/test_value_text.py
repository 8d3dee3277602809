"""A claim's value as text: short for a cell, whole for the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.value_text import whole_value, write_value
from workbench.core.visible import LONGEST_VALUE

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


def test_a_whole_value_is_a_text_bare_and_everything_else_as_json() -> None:
    assert whole_value("false") == "false"
    assert whole_value({"a": [1, "x" * 1000]}) == '{"a":[1,"' + "x" * 1000 + '"]}'
