"""How far the server's clock is off, as the ``Date`` of a reply tells it."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.server_clock import describe_offset, read_offset

SENT = 1_760_358_520.0
DATE = "Mon, 13 Oct 2025 12:28:40 GMT"


@pytest.mark.parametrize(
    ("date", "sent", "received", "offset"),
    [
        pytest.param(DATE, SENT, SENT + 0.2, 0, id="the same second"),
        pytest.param(DATE, SENT + 0.9, SENT + 1.1, 0, id="the second had begun before"),
        pytest.param(DATE, SENT - 30, SENT + 30, 0, id="a slow call tells nothing"),
        pytest.param(DATE, SENT - 180, SENT - 180, 180.5, id="ahead"),
        pytest.param(DATE, SENT + 180, SENT + 181, -180, id="behind, in the middle of what may be"),
        pytest.param("Monday, 13-Oct-25 12:28:40 GMT", SENT, SENT, 0, id="RFC 850"),
        pytest.param("Mon Oct 13 12:28:40 2025", SENT, SENT, 0, id="asctime"),
        pytest.param("Mon, 13 Oct 2025 17:58:40 +0530", SENT, SENT, 0, id="another offset"),
        pytest.param(None, SENT, SENT, None, id="no Date"),
        pytest.param("", SENT, SENT, None, id="empty"),
        pytest.param("soon", SENT, SENT, None, id="words"),
        pytest.param("Mon, 99 Oct 2025 12:28:40 GMT", SENT, SENT, None, id="no such day"),
        pytest.param("Mon, 13 Oct 99999 12:28:40 GMT", SENT, SENT, None, id="no such year"),
    ],
)
def test_the_difference_is_as_small_as_the_whole_seconds_allow(date, sent, received, offset):
    assert read_offset(date, sent, received) == offset


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0, ""),
        (2, ""),
        (-2, ""),
        (2.1, "The server's clock is 2 s ahead of this machine's."),
        (45.4, "The server's clock is 45 s ahead of this machine's."),
        (119, "The server's clock is 119 s ahead of this machine's."),
        (179.4, "The server's clock is 3 min ahead of this machine's."),
        (-180.4, "The server's clock is 3 min behind this machine's."),
        (19_800, "The server's clock is 5 h 30 min ahead of this machine's."),
        (-3 * 86_400 + 0.5, "The server's clock is 3 days behind this machine's."),
    ],
)
def test_a_difference_is_told_above_two_seconds(seconds, words):
    assert describe_offset(seconds) == words


@given(st.integers(-(10**6), 10**6), st.floats(0, 0.999), st.floats(0, 60))
def test_the_true_difference_is_never_missed_by_more_than_the_call_took(ahead, begun, took):
    """The server's clock is ``ahead`` and answers when half of the call is over."""
    sent = SENT + begun
    date = formatdate(sent + took / 2 + ahead, usegmt=True)
    offset = read_offset(date, sent, sent + took)
    assert offset is not None
    assert abs(offset - ahead) <= 1 + took


@given(st.text(), st.floats(0, 4e9), st.floats(0, 4e9))
def test_any_header_is_a_difference_or_none(text, sent, received):
    offset = read_offset(text, sent, received)
    assert describe_offset(offset) == "" or offset is not None
