"""When a call may be sent again, as a table."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.reply import Cancelled, Failed, FailedReason, Outcome, Refused, Renewed, Reply, Unreadable
from workbench.core.retry import find_pause
from workbench.core.secret import Secret


def reply(status: int) -> Reply:
    return Reply(status, (), b"")


@pytest.mark.parametrize(
    ("outcome", "status", "attempt", "pause"),
    [
        pytest.param(Failed("dns", ""), None, 1, 0.5, id="name unknown"),
        pytest.param(Failed("connect", ""), None, 3, 2.0, id="twice as long each time"),
        pytest.param(Failed("rate_limited", "", 7), 429, 1, 7.0, id="429 of the edge"),
        pytest.param(Refused(429, "x", "rate_limited", 7), 429, 1, 7.0, id="429 of the API"),
        pytest.param(Failed("server_error", "", 7), 503, 2, 7.0, id="503"),
        pytest.param(Failed("server_error", "", 0), 503, 1, 0.5, id="at once is not at once"),
        pytest.param(Failed("server_error", "", 7), 500, 1, None, id="500"),
        pytest.param(Failed("server_error", ""), 503, 1, None, id="503 that names no time"),
        pytest.param(Refused(1597, "x"), 200, 1, None, id="a plain no"),
        pytest.param(Unreadable("not_json", ""), 200, 1, None, id="no answer to read"),
        pytest.param(Renewed(Secret("t"), 200, "x"), 200, 1, None, id="a yes"),
        pytest.param(Cancelled(), None, 1, None, id="stopped"),
    ],
)
def test_a_pause_comes_only_where_another_try_is_harmless(
    outcome: Outcome, status: int | None, attempt: int, pause: float | None
) -> None:
    assert find_pause(outcome, None if status is None else reply(status), attempt, was_sent=status is not None) == pause


@pytest.mark.parametrize("reason", get_args(FailedReason))
def test_what_may_have_been_received_is_never_sent_again(reason: FailedReason) -> None:
    assert find_pause(Failed(reason, ""), None, 1, was_sent=True) is None


@given(st.integers(1, 10_000))
def test_no_number_of_tries_breaks_the_sum(attempt: int) -> None:
    assert find_pause(Failed("dns", ""), None, attempt, was_sent=False)
