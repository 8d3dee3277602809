"""Moments and lengths of time as text, and text as moments."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.time_text import (
    FIRST_SECOND,
    LAST_SECOND,
    describe_duration,
    describe_past,
    describe_relative,
    format_clock,
    format_local,
    format_utc,
    parse_moment,
)

KOLKATA, LOS_ANGELES = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Los_Angeles")
NOW = 1_760_358_520


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0:00"),
        (27.9, "0:27"),
        (299, "4:59"),
        (300, "5 min"),
        (3599, "59 min"),
        (3600, "1 h 00 min"),
        (2 * 3600 + 300, "2 h 05 min"),
        (2 * 86_400, "2 days"),
        (729 * 86_400, "729 days"),
        (730 * 86_400, "2 years"),
        (LAST_SECOND - FIRST_SECOND, "10,005 years"),
    ],
)
def test_lengths_of_time(seconds, words):
    assert describe_duration(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(0.5, "0 s"), (59, "59 s"), (61, "1 min"), (720, "12 min")])
def test_how_long_ago(seconds, words):
    assert describe_past(seconds) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [(NOW + 2520, "in 42 min"), (NOW - 720, "12 min ago"), (NOW + 0.5, "now"), (NOW - 4, "4 s ago")],
)
def test_a_moment_seen_from_now(moment, words):
    assert describe_relative(moment, NOW) == words


def test_a_moment_in_zones():
    moment = datetime(2025, 10, 13, 12, 30, 6, tzinfo=UTC).timestamp()
    assert format_utc(moment + 0.9) == "2025-10-13T12:30:06Z"
    assert format_local(moment, KOLKATA) == "2025-10-13 18:00:06"
    assert format_local(moment, timezone(timedelta(hours=-3, minutes=-30))) == "2025-10-13 09:00:06"
    assert format_local(moment, None) == "2025-10-13 18:00:06"
    assert format_clock(moment, moment, LOS_ANGELES) == "05:30"


def test_the_clock_shows_the_date_where_it_is_another_day_there():
    moment = datetime(2025, 10, 13, 20, 0, tzinfo=UTC).timestamp()
    assert format_clock(moment, moment - 2 * 3600, UTC) == "20:00"
    assert format_clock(moment, moment - 2 * 3600, KOLKATA) == "2025-10-14 01:30"


def test_summer_time_moves_the_clock():
    winter, summer = (datetime(2025, month, 15, 12, tzinfo=UTC).timestamp() for month in (1, 7))
    assert format_clock(winter, winter, LOS_ANGELES) == "04:00"
    assert format_clock(summer, summer, LOS_ANGELES) == "05:00"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        pytest.param("2025-10-13T12:28:40Z", NOW, id="UTC"),
        pytest.param("2025-10-13T17:58:40+05:30", NOW, id="offset"),
        pytest.param("2025-10-13 12:28:40", NOW, id="no offset is UTC"),
        pytest.param(" 1760358520 ", NOW, id="Unix seconds amid spaces"),
        pytest.param("1760358520.5", NOW + 0.5, id="fraction"),
        pytest.param("-5", -5, id="before 1970"),
        pytest.param("9999-12-31T23:59:59Z", LAST_SECOND, id="the last second"),
    ],
)
def test_a_moment_is_read_as_iso_8601_or_unix_seconds(written, moment):
    assert parse_moment(written) == moment


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "neither ISO 8601 nor Unix seconds"),
        ("tomorrow", "neither ISO 8601 nor Unix seconds"),
        ("2025-13-01", "neither ISO 8601 nor Unix seconds"),
        ("nan", "outside the years 1 to 9999"),
        ("inf", "outside the years 1 to 9999"),
        ("1760358520000", "outside the years 1 to 9999"),
    ],
)
def test_what_is_no_moment_is_refused_in_words(written, why):
    with pytest.raises(ValueError, match=f"^{why}$"):
        parse_moment(written)


@given(st.integers(FIRST_SECOND, LAST_SECOND))
def test_every_moment_that_is_written_is_read_again(second):
    assert parse_moment(format_utc(second)) == parse_moment(str(second)) == second


@given(st.text())
def test_any_text_is_a_moment_or_refused(text):
    with suppress(ValueError):
        assert FIRST_SECOND <= parse_moment(text) <= LAST_SECOND
