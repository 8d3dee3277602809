"""Calls on bad days: tried again only where that is harmless, told while they run, and shown the way they take."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.net.certificates import Authority, serve_with
from tests.net.fault_server import FAULTS, Behave, FaultServer, put_off, running
from workbench.core.profile import Draft, Profile
from workbench.core.reply import Cancelled, Failed, Refused
from workbench.core.route import Route
from workbench.core.secret import Secret
from workbench.session.calls import Progress
from workbench.session.session import Session

KEY = "marked-key-nobody-may-see"


def draft_for(host: str, **members: str) -> Draft:
    fields = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo", "deviceId": "d1"}
    profile = Profile("", "QA", "mobile", host, fields, **members)  # type: ignore[arg-type]
    return Draft(profile, {"key": Secret(KEY)})


@pytest.fixture
def faults() -> Iterator[FaultServer]:
    with running(FaultServer()) as server:
        yield server


def first_then(first: Behave, then: Behave) -> Behave:
    count = 0

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        await (first if count == 1 else then)(reader, writer)

    return behave


# ---- once, unless asked for


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.reason != "timeout"])
async def test_a_fault_is_sent_once_with_its_reason_and_next_step_and_leaves_no_secret(
    session: Session, faults: FaultServer, name: str
) -> None:
    draft = draft_for(faults.host_of(name))
    sent = await session.calls.send(draft, deadline_seconds=10, retries=0)
    fault = FAULTS[name]
    assert (sent.record.outcome, sent.record.reason) == (fault.outcome, fault.reason)
    assert sent.exchange.advice.explanation
    assert sent.exchange.advice.next_step
    assert draft.secrets["key"] == Secret(KEY)
    assert KEY not in f"{sent.exchange!r} {sent.record!r}"
    assert len(faults.requests) == 1
    assert KEY.encode() in faults.requests[0]


@pytest.mark.parametrize("name", ["close-at-once", "reset-in-body", "edge-page", "refusal", "drip-body", "no-headers"])
async def test_what_may_have_been_received_is_never_sent_again(
    session: Session, faults: FaultServer, name: str
) -> None:
    sent = await session.calls.send(draft_for(faults.host_of(name)), deadline_seconds=1, retries=5)
    assert sent.exchange.attempts == 1
    assert len(faults.requests) == 1


async def test_nothing_is_sent_again_unless_asked_for(session: Session, faults: FaultServer) -> None:
    sent = await session.calls.send(draft_for(faults.host_of("429-seconds")))
    assert isinstance(sent.exchange.outcome, Failed)
    assert sent.exchange.outcome.retry_after_seconds == 7
    assert len(faults.requests) == 1


# ---- tried again


async def test_a_call_that_was_put_off_is_sent_again_when_the_server_said_and_the_pause_is_told(
    session: Session,
) -> None:
    behave = first_then(put_off("HTTP/1.1 503 Unavailable", lambda: "0"), FAULTS["refusal"].behave)
    told: list[Progress] = []
    with running(FaultServer(behave=behave)) as server:
        sent = await session.calls.send(draft_for(server.url), retries=1, on_progress=told.append)
    exchange = sent.exchange
    assert exchange.outcome == Refused(1597, "Key expired or not valid")
    assert [one.reason for one in exchange.timeline.attempts] == ["server_error", None]
    assert exchange.timeline.attempts[0].waited_seconds >= 0.5
    assert exchange.elapsed_ms >= 500
    assert [(one.attempt, one.phase) for one in told if one.phase is not None] == [
        (1, "connect"),
        (1, "send"),
        (1, "wait"),
        (1, "receive"),
        (2, "send"),
        (2, "wait"),
        (2, "receive"),
    ]
    assert Progress(1, None, "server_error", 0.5) in told
    assert exchange.timeline.connection is not None
    assert exchange.timeline.connection.is_reused
    assert [row.record.outcome for row in session.history.recent(10)] == ["refused"]


async def test_a_host_that_is_not_there_is_tried_again_with_longer_pauses(session: Session) -> None:
    told: list[Progress] = []
    sent = await session.calls.send(draft_for("https://nosuch.invalid"), retries=2, on_progress=told.append)
    assert sent.exchange.outcome.reason == "dns"
    assert [one.next_try_in_seconds for one in told if one.phase is None] == [0.5, 1.0]
    assert sent.exchange.attempts == 3


async def test_a_pause_that_would_outlast_the_deadline_is_not_begun(session: Session, faults: FaultServer) -> None:
    began = time.monotonic()
    sent = await session.calls.send(draft_for(faults.host_of("429-date")), deadline_seconds=3, retries=5)
    assert time.monotonic() - began < 1
    assert sent.exchange.outcome.reason == "rate_limited"
    assert len(faults.requests) == 1


async def test_the_deadline_spans_all_tries(session: Session) -> None:
    behave = first_then(put_off("HTTP/1.1 503 Unavailable", lambda: "0"), FAULTS["silence"].behave)
    with running(FaultServer(behave=behave)) as server:
        began = time.monotonic()
        sent = await session.calls.send(draft_for(server.url), deadline_seconds=1, retries=5)
    assert time.monotonic() - began < 2
    assert sent.exchange.outcome.reason == "timeout"
    assert sent.exchange.attempts == 2


async def test_a_pause_can_be_cancelled_at_once(session: Session, faults: FaultServer) -> None:
    cancelled = asyncio.Event()

    def cancel_in_the_pause(progress: Progress) -> None:
        if progress.next_try_in_seconds is not None:
            cancelled.set()

    began = time.monotonic()
    sent = await session.calls.send(
        draft_for(faults.host_of("429-seconds")), retries=1, cancelled=cancelled, on_progress=cancel_in_the_pause
    )
    assert time.monotonic() - began < 2
    assert sent.exchange.outcome == Cancelled()
    assert len(faults.requests) == 1


@pytest.mark.parametrize("phase", ["wait", "receive"])
async def test_a_cancelled_call_tells_how_far_it_came(session: Session, faults: FaultServer, phase: str) -> None:
    cancelled = asyncio.Event()

    def cancel(progress: Progress) -> None:
        if progress.phase == phase:
            cancelled.set()

    draft = draft_for(faults.host_of("silence" if phase == "wait" else "silent-body"))
    sent = await session.calls.send(draft, cancelled=cancelled, on_progress=cancel)
    assert sent.exchange.outcome == Cancelled()
    assert sent.exchange.timeline.phases[-1].name == phase
    assert sent.exchange.timeline.connection is not None


# ---- the way that a call takes


async def test_the_simulator_is_reached_directly_whatever_the_profile_says(session: Session) -> None:
    draft = draft_for("simulator", proxy="http://127.0.0.1:1", ca_file="/no/such/file.pem")
    assert await session.calls.describe_route(draft) == Route()
    assert isinstance((await session.calls.send(draft)).exchange.outcome, Refused)


async def test_the_route_names_the_proxy_of_the_profile_before_anything_is_sent(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://me:hunter22@environment.invalid:3128")
    of_environment = await session.calls.describe_route(draft_for("https://auth.invalid"))
    assert (of_environment.proxy, of_environment.proxy_source) == ("http://environment.invalid:3128", "environment")
    own = draft_for("https://auth.invalid", proxy="profile.invalid:8080", proxy_username="me")
    of_profile = await session.calls.describe_route(
        replace(own, secrets={**own.secrets, "proxyPassword": Secret("hunter22")})
    )
    assert (of_profile.proxy, of_profile.proxy_source) == ("http://profile.invalid:8080", "profile")
    direct = await session.calls.describe_route(draft_for("https://auth.invalid", proxy="direct"))
    assert (direct.proxy, direct.is_verified) == (None, True)
    assert "hunter22" not in f"{of_environment} {of_profile}"


async def test_a_profile_s_proxy_gets_its_credentials_and_no_secret_of_the_call_in_clear_text_of_the_route(
    session: Session, faults: FaultServer
) -> None:
    own = draft_for("http://auth.invalid/refusal", proxy=faults.url.removeprefix("http://"), proxy_username="me")
    draft = replace(own, secrets={**own.secrets, "proxyPassword": Secret("hun:ter@22")})
    with running(FaultServer(behave=FAULTS["refusal"].behave)) as proxy:
        draft = replace(draft, profile=replace(draft.profile, proxy=proxy.url))
        sent = await session.calls.send(draft)
        (request,) = proxy.requests
    assert request.startswith(b"POST http://auth.invalid/refusal/auth/v1/token/regenerate HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic bWU6aHVuOnRlckAyMg==" in request
    assert sent.exchange.timeline.connection is not None
    assert sent.exchange.timeline.connection.proxy == proxy.url


async def test_a_name_in_other_letters_goes_out_in_its_ascii_form(session: Session) -> None:
    with running(FaultServer(behave=FAULTS["refusal"].behave)) as proxy:
        await session.calls.send(draft_for("http://bücher.invalid/gäte", proxy=proxy.url))
        (request,) = proxy.requests
    assert request.startswith(b"POST http://xn--bcher-kva.invalid/g%C3%A4te/auth/v1/token/regenerate HTTP/1.1\r\n")
    assert b"\r\nHost: xn--bcher-kva.invalid\r\n" in request


async def test_verification_is_off_for_one_call_and_not_remembered(session: Session, tmp_path: Path) -> None:
    issued = Authority(tmp_path).issue("other.invalid", days=-1)
    with running(FaultServer(tls=serve_with(issued), behave=FAULTS["refusal"].behave)) as server:
        draft = draft_for(server.url)
        without = await session.calls.send(draft, without_verification=True)
        route = await session.calls.describe_route(draft, without_verification=True)
        after = await session.calls.send(draft)
    assert isinstance(without.exchange.outcome, Refused)
    assert without.exchange.timeline.connection is not None
    assert without.exchange.timeline.connection.is_verified is False
    assert route.is_verified is False
    assert after.exchange.outcome.reason == "tls"


async def test_a_reply_as_long_as_the_setting_allows_is_read_and_no_longer_one(
    session: Session, faults: FaultServer
) -> None:
    session.calls.body_cap_bytes = 50
    sent = await session.calls.send(draft_for(faults.host_of("refusal")))
    assert sent.exchange.outcome.reason == "too_large"
    session.calls.body_cap_bytes = 1000
    sent = await session.calls.send(draft_for(faults.host_of("refusal")))
    assert isinstance(sent.exchange.outcome, Refused)
