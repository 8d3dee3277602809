"""Time claims against a given now, and the words for their state."""

from __future__ import annotations

import base64
import json
import math
from datetime import timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.expiry import describe_life, describe_state, read_expiry, read_life, steady_until
from workbench.core.problem import Problem
from workbench.core.time_text import (
    DAY,
    FIRST_SECOND,
    LAST_SECOND,
    format_local,
)
from workbench.core.token import Token, decode

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (decode(sample["token"]) for sample in SAMPLES)
KOLKATA, LOS_ANGELES = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Los_Angeles")
NOW = 1_760_358_520


def token_with(payload: str) -> Token:
    parts = (base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in ('{"alg":"HS256"}', payload))
    return decode(".".join((*parts, "A" * 43)))


def token_for(**claims: object) -> Token:
    return token_with(json.dumps(claims))


@pytest.mark.parametrize(
    ("token", "lifetime", "left", "state"),
    [
        pytest.param(KEY, None, None, "never_expires", id="mobile key"),
        pytest.param(WEB_EXPIRED, 10_800, 5622, "valid", id="web token used as expiredToken"),
        pytest.param(MOBILE_RENEWED, 3600, -1829, "expired", id="renewed mobile token"),
        pytest.param(WEB_RENEWED, 90, 86, "valid", id="renewed web token"),
    ],
)
def test_the_documented_samples(token, lifetime, left, state):
    expiry = read_expiry(token, NOW)
    assert (expiry.lifetime_seconds, expiry.seconds_left, expiry.state) == (lifetime, left, state)
    assert expiry.problems == ()


@pytest.mark.parametrize(
    ("claims", "now", "leeway", "state", "left"),
    [
        pytest.param({"exp": 100}, 99, 0, "valid", 1, id="a second before"),
        pytest.param({"exp": 100}, 99.5, 0, "valid", 0, id="half a second before"),
        pytest.param({"exp": 100}, 100, 0, "expired", 0, id="exp is now"),
        pytest.param({"exp": 100}, 100.5, 0, "expired", -1, id="floored below zero"),
        pytest.param({"exp": 100.9}, 100.5, 0, "valid", 0, id="exp with a fraction"),
        pytest.param({"exp": 100.5}, 100.5, 0, "expired", 0, id="fraction is now"),
        pytest.param({"exp": -5}, -6, 0, "valid", 1, id="before 1970"),
        pytest.param({"exp": 0}, 0, 0, "expired", 0, id="zero is a time"),
        pytest.param({"exp": 100}, 104, 5, "valid", -4, id="within leeway"),
        pytest.param({"exp": 100}, 105, 5, "expired", -5, id="leeway is over"),
        pytest.param({"nbf": 200}, 100, 0, "not_yet_valid", None, id="before nbf"),
        pytest.param({"nbf": 200}, 200, 0, "never_expires", None, id="nbf is now"),
        pytest.param({"nbf": 200}, 195, 5, "never_expires", None, id="before nbf, within leeway"),
        pytest.param({"nbf": 200}, 194, 5, "not_yet_valid", None, id="before nbf and leeway"),
        pytest.param({"nbf": 200, "exp": 50}, 100, 0, "expired", -50, id="expired comes before not yet valid"),
        pytest.param({"nbf": 200, "exp": "x"}, 100, 0, "unreadable", None, id="unreadable comes before not yet valid"),
        pytest.param({"iat": 500, "exp": 600}, 100, 0, "valid", 500, id="issued in the future"),
        pytest.param({"nbf": "x", "exp": 600}, 100, 0, "valid", 500, id="nbf that is no number"),
        pytest.param({}, 100, 0, "never_expires", None, id="no claim"),
    ],
)
def test_states_in_their_precedence(claims, now, leeway, state, left):
    expiry = read_expiry(token_for(**claims), now, leeway)
    assert (expiry.state, expiry.seconds_left) == (state, left)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        pytest.param('"1760358606"', "", id="text"),
        pytest.param("true", "", id="true is no number"),
        pytest.param("false", "", id="false is no number"),
        pytest.param("null", "", id="null"),
        pytest.param("[1760358606]", "", id="list"),
        pytest.param("{}", "", id="object"),
        pytest.param("1760358606000", "milliseconds", id="milliseconds"),
        pytest.param("-99999999999999", "", id="long before the year 1"),
        pytest.param(str(LAST_SECOND + 1), "milliseconds", id="the year 10000"),
        pytest.param(str(FIRST_SECOND - 1), "", id="the year 0"),
        pytest.param("1" + "0" * 400, "", id="integer beyond floats"),
        pytest.param("1" + "0" * 5000, "", id="integer beyond what Python converts"),
        pytest.param("1e400", "", id="float beyond floats"),
        pytest.param("-1e400", "", id="minus that"),
    ],
)
@pytest.mark.parametrize("name", ["exp", "iat", "nbf"])
def test_a_claim_that_names_no_moment_is_a_problem(name, written, hint):
    expiry = read_expiry(token_with(f'{{"{name}":{written}}}'), NOW)
    assert [(one.part, one.code) for one in expiry.problems] == [("payload", "bad_claim")]
    assert f"“{name}”" in expiry.problems[0].message
    assert hint in expiry.problems[0].message
    assert expiry.state == ("unreadable" if name == "exp" else "never_expires")
    assert (expiry.expires_at, expiry.issued_at, expiry.not_before, expiry.seconds_left) == (None, None, None, None)


@pytest.mark.parametrize("second", [FIRST_SECOND, LAST_SECOND])
def test_the_first_and_the_last_second_are_moments(second):
    expiry = read_expiry(token_for(exp=second), NOW)
    assert expiry.expires_at == second
    assert format_local(second, LOS_ANGELES)
    assert format_local(second, timezone(timedelta(hours=14)))
    assert format_local(second, None)


@pytest.mark.parametrize("payload", ["[]", "null", "1", '"exp"', "{", ""])
def test_without_named_claims_the_expiry_is_unreadable(payload):
    expiry = read_expiry(token_with(payload), NOW)
    assert (expiry.state, expiry.look) == ("unreadable", "unreadable")


@pytest.mark.parametrize(
    ("life", "left", "look"),
    [
        pytest.param(7200, 7200, "valid", id="all of it"),
        pytest.param(7200, 721, "valid", id="just over a tenth"),
        pytest.param(7200, 719, "soon", id="under a tenth"),
        pytest.param(3600, 360, "valid", id="a tenth is not under a tenth"),
        pytest.param(600, 300, "valid", id="five minutes are not under five"),
        pytest.param(600, 299, "soon", id="under five minutes"),
        pytest.param(90, 90, "soon", id="a web token is soon from the start"),
        pytest.param(90, 30, "soon", id="thirty seconds are not under thirty"),
        pytest.param(90, 29, "critical", id="under thirty seconds"),
        pytest.param(None, 301, "valid", id="no iat"),
        pytest.param(None, 299, "soon", id="no iat, under five minutes"),
        pytest.param(-100, 301, "valid", id="iat behind exp"),
    ],
)
def test_a_valid_token_looks_soon_and_then_critical(life, left, look):
    claims = {"exp": NOW + left} | ({} if life is None else {"iat": NOW + left - life})
    assert read_expiry(token_for(**claims), NOW).look == look


def test_a_remembered_life_is_judged_like_a_token_at_hand():
    for now in (NOW - 1, NOW, NOW + 0.5):
        assert read_life(NOW - 90, NOW, now) == read_expiry(token_for(iat=NOW - 90, exp=NOW), now)
    assert read_life(NOW, None, NOW).state == "never_expires"


def test_the_part_left_runs_from_one_to_zero():
    expiry = read_expiry(token_for(iat=100, exp=200), 150)
    assert [expiry.part_left(now) for now in (0, 100, 150, 200, 900)] == [1, 1, 0.5, 0, 0]
    assert read_expiry(token_for(exp=200), 150).part_left(150) is None
    assert read_expiry(token_for(iat=200, exp=200), 150).part_left(150) is None


def test_lifetime_is_in_whole_seconds():
    assert read_expiry(token_for(iat=100.9, exp=200.1), 150).lifetime_seconds == 100


@pytest.mark.parametrize(
    ("claims", "leeway", "words"),
    [
        pytest.param({"exp": NOW + 42 * 60 + 30}, 0, "42 min left", id="minutes"),
        pytest.param({"exp": NOW + 299}, 0, "4:59 left", id="seconds"),
        pytest.param({"exp": NOW + 27}, 0, "0:27 left", id="the last ones"),
        pytest.param({"exp": NOW - 12 * 60}, 0, "expired 12 min ago", id="ago"),
        pytest.param({"exp": NOW}, 0, "expired just now", id="now"),
        pytest.param({"exp": NOW - 3}, 5, "expired, within leeway", id="within leeway"),
        pytest.param({"nbf": NOW + 40}, 0, "valid in 0:40", id="in a while"),
        pytest.param({"nbf": NOW + 39.5}, 0, "valid in 0:40", id="not sooner than said"),
        pytest.param({}, 0, "never expires", id="never"),
        pytest.param({"exp": "x"}, 0, "exp is no moment in time", id="no moment"),
    ],
)
def test_the_text_of_the_state(claims, leeway, words):
    token = token_for(**claims)
    assert describe_state(token, read_expiry(token, NOW, leeway), NOW) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("eyJhbGciOiJIUzI1NiJ9.a!b.AAAA", "payload is not base64url", id="base64url"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9.__79.AAAA", "payload is not text", id="UTF-8"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9.e2E.AAAA", "payload is not JSON", id="JSON"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9.W10.AAAA", "payload has no named claims", id="object"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9..a.b.c", "payload is encrypted", id="encrypted"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9", "payload is missing", id="missing"),
        pytest.param("", "not a token", id="nothing"),
    ],
)
def test_the_text_of_what_is_unreadable(text, words):
    token = decode(text)
    assert describe_state(token, read_expiry(token, NOW), NOW) == words


@given(st.dictionaries(st.sampled_from(["exp", "nbf", "iat"]), st.none() | st.integers() | st.floats() | st.text()))
def test_any_claims_are_judged(claims):
    token = token_for(**{name: None if value != value else value for name, value in claims.items()})
    expiry = read_expiry(token, NOW)
    assert describe_state(token, expiry, NOW)
    assert (expiry.seconds_left is None) == (expiry.expires_at is None)
    assert expiry.look in ("valid", "soon", "critical", "expired", "not_yet_valid", "never_expires", "unreadable")


@given(st.integers(FIRST_SECOND, LAST_SECOND), st.floats(0, LAST_SECOND), st.integers(0, 10_000))
def test_expired_is_exactly_from_exp_and_leeway_on(exp, now, leeway):
    state = read_expiry(token_for(exp=exp), now, leeway).state
    assert state == ("expired" if now >= exp + leeway else "valid")


# ---- what is odd about the times


def codes(token: Token, now: float = NOW, leeway: float = 0) -> list[str]:
    return [one.code for one in read_expiry(token, now, leeway).problems]


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        pytest.param({"exp": NOW + 60.5}, ["fraction"], id="fraction"),
        pytest.param({"exp": NOW + 60.0}, ["fraction"], id="a whole number with a point"),
        pytest.param({"exp": -1}, ["negative_time"], id="negative"),
        pytest.param({"iat": -1.5}, ["fraction", "negative_time"], id="negative with a fraction"),
        pytest.param({"exp": 0}, [], id="zero is not negative"),
        pytest.param({"iat": 200, "exp": 100}, ["exp_before_iat"], id="exp before iat"),
        pytest.param({"iat": 200, "exp": 200}, ["exp_before_iat"], id="a life of no second"),
        pytest.param({"iat": 200, "exp": 201}, [], id="a life of one second"),
        pytest.param({"nbf": 200, "exp": 100}, ["nbf_after_exp"], id="nbf after exp"),
        pytest.param({"nbf": 200, "exp": 200}, ["nbf_after_exp"], id="nbf is exp"),
        pytest.param({"iat": NOW + 3}, ["iat_in_future"], id="issued in the future"),
        pytest.param({"iat": NOW + 2}, [], id="issued within what clocks differ"),
        pytest.param({"exp": NOW + 11 * 365.25 * DAY // 1}, ["fraction", "far_future", "long_life"], id="far exp"),
        pytest.param({"nbf": NOW + 11 * 366 * DAY}, ["far_future"], id="far nbf"),
        pytest.param({"iat": NOW, "exp": NOW + 366 * DAY}, ["long_life"], id="a year and a day"),
        pytest.param({"iat": NOW, "exp": NOW + 365 * DAY}, [], id="a year"),
        pytest.param({"exp": NOW + 366 * DAY}, ["long_life"], id="a year and a day from now"),
        pytest.param({"exp": NOW + 366 * DAY, "rol": "AUTH"}, [], id="a key may live long"),
        pytest.param({"rol": "AUTH"}, [], id="a key may live for ever"),
        pytest.param({"rol": "USER", "iat": NOW}, ["long_life"], id="a user token without exp"),
        pytest.param({"rol": "VIEW", "iat": NOW, "exp": NOW + DAY + 1}, ["long_life"], id="a VIEW token of a day"),
        pytest.param({"rol": "MFA_PENDING", "iat": NOW, "exp": NOW + DAY}, [], id="an MFA token of just a day"),
        pytest.param({"rol": "USER", "iat": NOW, "exp": NOW + 10_800}, [], id="the longest documented life"),
        pytest.param({"rol": "USER", "exp": "soon"}, ["bad_claim"], id="a life that cannot be read is not long"),
    ],
)
def test_odd_times_are_told_by_code(claims, found):
    assert codes(token_for(**claims)) == found


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param('"1760358606"', "“exp” is a text of digits where a number should stand", id="digits"),
        pytest.param('"soon"', "“exp” is a text, not a number, so it names no moment.", id="words"),
        pytest.param("true", "“exp” is true or false, not a number", id="boolean"),
        pytest.param("null", "“exp” is null, not a number", id="null"),
        pytest.param("[1]", "“exp” is a list, not a number", id="list"),
        pytest.param("{}", "“exp” is an object, not a number", id="object"),
        pytest.param("1760358606000", "it looks like milliseconds, which would be 2025-10-13T12:30:06Z.", id="ms"),
        pytest.param("1760358606000000", "it looks like microseconds, which would be 2025-10-13T12", id="µs"),
        pytest.param("1760358606000000000", "it looks like nanoseconds, which would be 2025-10-13T12", id="ns"),
        pytest.param("1e300", "“exp” is outside the years 1 to 9999.", id="no unit fits"),
        pytest.param("-1e13", "“exp” is outside the years 1 to 9999.", id="long ago"),
        pytest.param("1760358606.5", "“exp” has a fraction of a second.", id="fraction"),
        pytest.param("1.7e9", "“exp” is not written as a whole number.", id="exponent"),
    ],
)
def test_what_is_odd_is_said_in_words(written, message):
    (problem, *_) = read_expiry(token_with(f'{{"exp":{written}}}'), NOW).problems
    assert problem.part == "payload"
    assert message in problem.message


def test_leeway_is_kept_and_counts_for_an_issue_in_the_future():
    token = token_for(iat=NOW + 5)
    assert codes(token) == ["iat_in_future"]
    assert codes(token, leeway=5) == []
    assert read_expiry(token, NOW, 5).leeway == 5


def test_the_moment_decides_and_not_the_clock_of_the_machine():
    assert codes(WEB_RENEWED, NOW - 60) == ["iat_in_future"]
    assert codes(WEB_RENEWED, NOW) == codes(WEB_RENEWED, NOW + 10 * 365 * DAY) == []


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("fraction", "note"),
        ("far_future", "note"),
        ("iat_in_future", "note"),
        ("long_life", "unsafe"),
        ("exp_before_iat", "wrong"),
        ("nbf_after_exp", "wrong"),
        ("negative_time", "wrong"),
        ("bad_claim", "wrong"),
    ],
)
def test_every_oddity_of_time_has_its_nature(code, nature):
    assert Problem("payload", code, "").nature == nature


@given(
    st.dictionaries(
        st.sampled_from(["iat", "nbf", "exp"]),
        st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20) | st.none(),
    ),
    st.sampled_from(["USER", "VIEW", "MFA_PENDING", "AUTH", None]),
    st.floats(FIRST_SECOND, LAST_SECOND),
    st.floats(0, 1e6),
)
def test_any_times_are_judged_in_sentences(claims, role, now, leeway):
    expiry = read_expiry(token_for(rol=role, **claims), now, leeway)
    for problem in expiry.problems:
        assert problem.message.endswith(".")
        assert len(problem.message) < 200
    assert len(set(expiry.problems)) == len(expiry.problems)


# ---- a moment as people write it


@given(
    st.floats(0, 3e9),
    st.none() | st.floats(-1e4, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(0, 1, exclude_max=True),
)
def test_what_is_said_of_a_life_is_steady_for_as_long_as_was_promised(now, life, left, part):
    issued_at = None if life is None else now + left - life
    then = read_life(issued_at, now + left, now)
    end = steady_until(then, now)
    assert end > now
    later = now + (end - now - 0.001) * part
    if end > int(now) + 1 and math.isfinite(later):  # what is told in seconds is asked for each second
        same = read_life(issued_at, now + left, later)
        assert (describe_life(same, later), same.look) == (describe_life(then, now), then.look)


def test_a_life_told_in_minutes_is_steady_for_most_of_one_and_one_without_end_for_ever():
    assert steady_until(read_life(0.0, 3600.0, 30.0), 30.0) == 60.0
    assert steady_until(read_life(0.0, 3600.0, 3600.0 + 130), 3600.0 + 130) == 3600.0 + 180
    assert steady_until(read_life(0.0, None, 30.0), 30.0) == float("inf")
