"""An exchange in a few words: title, status, host, time and size."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from workbench.core.calls import FieldProblem
from workbench.core.exchange import Exchange
from workbench.core.reply import (
    Cancelled,
    Failed,
    FailedReason,
    Outcome,
    Refused,
    Renewed,
    Unreadable,
    UnreadableReason,
)
from workbench.core.secret import Secret
from workbench.ui.response.words import (
    describe_elapsed,
    describe_host,
    describe_size,
    describe_status,
    look_of,
    title_of,
)

OTHER = FieldProblem("token", "other_identity", "The device differs.", "warning")


@pytest.mark.parametrize(
    ("outcome", "status", "chip", "title"),
    [
        (Renewed(Secret("t"), 200, "SUCCESS"), 200, "200 · renewed", "Renewed: a new token came"),
        (
            Renewed(Secret("t"), 200, "SUCCESS", (OTHER,)),
            200,
            "200 · renewed for somebody else",
            "Renewed, but for somebody else",
        ),
        (
            Refused(1597, "Key expired or not valid"),
            200,
            "200 · refused 1597",
            "Refused: key expired or not valid (1597)",
        ),
        (Refused(1546, "INVALID type"), 400, "400 · refused 1546", "Refused: INVALID type (1546)"),
        (Refused(None, "com.example.ReaderException: no such type"), 400, "400 · refused", "Refused (HTTP 400)"),
        (Refused(1519, None), 200, "200 · refused 1519", "Refused (1519)"),
        (Refused(429, "Rate limit exceeded"), 429, "429 · refused", "Refused: rate limit exceeded (429)"),
        (Refused(None, None), 404, "404 · refused", "Refused (HTTP 404)"),
        (Failed("timeout", "Late."), None, "no reply · timeout", "No reply in time"),
        (Failed("server_error", "…"), 503, "503 · server error", "The server broke down (HTTP 503)"),
        (Unreadable("not_json", "…"), 200, "200 · not JSON", "The reply is not JSON (HTTP 200)"),
        (Cancelled(), None, "cancelled", "Cancelled"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_status_and_title_say_the_outcome(
    outcome: Outcome, status: int | None, chip: str, title: str, make_exchange: Callable[..., Exchange]
) -> None:
    exchange = make_exchange(None if status is None else b"x", status=status or 0, outcome=outcome)
    assert describe_status(exchange) == chip
    assert title_of(exchange) == title


@pytest.mark.parametrize("reason", [*get_args(FailedReason), *get_args(UnreadableReason)])
def test_every_reason_has_a_title_of_its_own(reason: str, make_exchange: Callable[..., Exchange]) -> None:
    outcome = Failed(reason, "…") if reason in get_args(FailedReason) else Unreadable(reason, "…")  # type: ignore[arg-type]
    others = {
        title_of(make_exchange(outcome=Failed(other, "…"))) for other in get_args(FailedReason) if other != reason
    }
    assert title_of(make_exchange(outcome=outcome)) not in others


def test_the_token_of_somebody_else_does_not_look_like_success() -> None:
    assert look_of(Renewed(Secret("t"), 200, "SUCCESS")).tone == "good"
    assert look_of(Renewed(Secret("t"), 200, "SUCCESS", (OTHER,))).tone == "bad"


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("simulator", "simulator"),
        ("https://eu.example.com", "eu.example.com"),
        ("https://eu.example.com:8443/proxy/", "eu.example.com:8443/proxy"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
    ],
)
def test_a_host_is_shown_without_https_but_not_without_http(host: str, words: str) -> None:
    assert describe_host(host) == words


@pytest.mark.parametrize(("milliseconds", "words"), [(0, "0 ms"), (999, "999 ms"), (1000, "1.0 s"), (30_012, "30.0 s")])
def test_times_are_in_milliseconds_below_a_second(milliseconds: int, words: str) -> None:
    assert describe_elapsed(milliseconds) == words


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB"), (1_048_576, "1.0 MB")],
)
def test_sizes_are_in_thousands_of_bytes(octets: int, words: str) -> None:
    assert describe_size(octets) == words
