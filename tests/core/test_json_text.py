"""JSON read and written exactly, within limits."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import json_text
from workbench.core.json_text import BeyondLimits, NotJson, WrittenNumber

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_reads_back_the_same(value):
    for options in ({}, {"indent": 2}, {"ascii_only": True}):
        assert json_text.parse(json_text.write(value, **options)).value == value


@given(VALUES)
def test_what_is_written_has_an_encoding_always(value):
    json_text.write(value).encode()
    json_text.write(value, ascii_only=True).encode("ascii")


@given(st.text() | st.text('[]{}",:\\0123456789eE+-. NaInfity'))
def test_any_text_is_a_value_or_refused_in_words(text):
    refusal: ValueError | None = None
    try:
        json_text.parse(text)
    except (NotJson, BeyondLimits) as error:
        refusal = error
    assert not isinstance(refusal, NotJson) or 1 <= refusal.position <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("NaN", 1, id="NaN alone"),
        pytest.param('{"NaN": NaN}', 9, id="NaN behind a string that says it too"),
        pytest.param("[1, -Infinity]", 5, id="minus infinity"),
        pytest.param('{"a": 1,}', 9, id="comma at the end"),
        pytest.param("{'a': 1}", 2, id="single quotes"),
        pytest.param("{} {}", 4, id="two values"),
        pytest.param("", 1, id="nothing"),
        pytest.param('"\n"', 2, id="line break in a string"),
        pytest.param("01", 2, id="leading zero"),
        pytest.param("\ufeff{}", 1, id="byte order mark"),
        pytest.param("\u00a0{}", 1, id="a space that JSON does not know"),
    ],
)
def test_what_is_no_json_is_refused_at_its_place(text, position):
    with pytest.raises(NotJson) as caught:
        json_text.parse(text)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("9007199254740993", id="beyond what floats hold"),
        pytest.param("1" + "0" * 400, id="integer beyond floats"),
        pytest.param("1" + "0" * 5000, id="integer beyond what Python converts"),
        pytest.param("1e400", id="beyond floats altogether"),
        pytest.param("1.10", id="zero at the end"),
        pytest.param("-0.0", id="minus zero"),
        pytest.param("1E+2", id="large E"),
    ],
)
def test_numbers_are_written_as_they_stood(written):
    assert json_text.write(json_text.parse(f"[{written}]").value) == f"[{written}]"


def test_a_written_number_compares_as_a_number():
    value = json_text.parse("1760358606.5").value
    assert isinstance(value, WrittenNumber)
    assert value == 1760358606.5
    assert repr(value) == "1760358606.5"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_has_no_number_for_is_never_written(value):
    with pytest.raises(ValueError, match="JSON"):
        json_text.write([value])


def test_of_duplicate_members_the_last_counts_and_each_is_named_once():
    parsed = json_text.parse('{"a": 1, "b": {"a": 1, "a": 2, "a": 3}, "b": 0, "c": 0}')
    assert parsed.value == {"a": 1, "b": 0, "c": 0}
    assert parsed.duplicates == ("a", "b")


@pytest.mark.parametrize(
    "text", ['{"a":1,"a":NaN}', '{"a":1,"a":2', '{"a":1,"a":' + "1" * 5000 + "x}"], ids=["NaN", "cut", "long number"]
)
def test_a_duplicate_does_not_hide_that_the_text_is_no_json(text):
    with pytest.raises(NotJson):
        json_text.parse(text)


def test_integers_are_exact_beside_duplicates():
    value = json_text.parse('{"a":1,"a":12345678901234567890123}').value
    assert value == {"a": 12345678901234567890123}
    assert type(value["a"]) is int


def test_a_name_in_two_objects_is_no_duplicate():
    assert json_text.parse('[{"a": 1}, {"a": {"a": 1}}]').duplicates == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("[" * 100_000, "too_deep", id="open brackets"),
        pytest.param('{"a":' * 201 + "1" + "}" * 201, "too_deep", id="objects in objects"),
        pytest.param("[" + "1," * 200_001 + "1]", "too_large", id="items"),
        pytest.param('"' + "x" * json_text.MAX_CHARACTERS + '"', "too_large", id="characters"),
    ],
)
def test_what_passes_the_limits_is_not_parsed(text, code):
    with pytest.raises(BeyondLimits) as caught:
        json_text.parse(text)
    assert caught.value.code == code


def test_brackets_in_strings_do_not_count():
    value = ["[{" * 1000, '\\"[' * 1000, "\\", '\\"' * 300, "]" * 200_000]
    assert json_text.parse(json.dumps(value)).value == value


@pytest.mark.parametrize("tail", ['"\\\\"', '"\\""', '"a\\u005b"'])
def test_the_depth_is_counted_exactly_behind_any_string(tail):
    for depth, is_read in ((json_text.MAX_DEPTH, True), (json_text.MAX_DEPTH + 1, False)):
        text = f"{'[' * depth}{tail}{']' * depth}"
        refusals = []
        try:
            json_text.parse(text)
        except BeyondLimits as error:
            refusals.append(error.code)
        assert refusals == ([] if is_read else ["too_deep"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"' + '\\"' * 500_000, id="string of escapes that never ends"),
        pytest.param('"' + '\\"' * 500_000 + "\\", id="string that ends in an escape"),
        pytest.param("{" + ",".join(f'"{n}":1,"{n}":2' for n in range(12_000)) + "}", id="many duplicates"),
        pytest.param("1" * 1_000_000, id="one long number"),
        pytest.param("1." + "1" * 1_000_000, id="one long fraction"),
        pytest.param("]" * 1_000_000, id="closed, never opened"),
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(text):
    began = time.process_time()
    with suppress(ValueError):
        json_text.parse(text)
    assert time.process_time() - began < 2


def test_indented_writing_keeps_order_and_empty_values_short():
    assert json_text.write({"b": [], "a": {"x": [1]}}, indent=2) == (
        '{\n  "b": [],\n  "a": {\n    "x": [\n      1\n    ]\n  }\n}'
    )
