"""Calls against the real simulator over loopback: performed, judged, remembered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from workbench.core.expiry import read_expiry
from workbench.core.profile import Draft
from workbench.core.reply import Cancelled, Failed, Refused, Renewed
from workbench.core.request import InvalidHost
from workbench.core.secret import Secret
from workbench.session.clock import DemoClock
from workbench.session.session import Session


async def _demo(session: Session, number: int) -> Draft:
    await session.profiles.open()
    return Draft(session.profiles.all[number])


@pytest.mark.parametrize(("number", "channel", "lifetime"), [(0, "mobile", 3600), (1, "web", 90)])
async def test_a_demo_profile_renews_its_token(session: Session, number: int, channel: str, lifetime: int) -> None:
    sent = await session.calls.send(await _demo(session, number))
    token = sent.exchange.token

    assert isinstance(sent.exchange.outcome, Renewed)
    assert token is not None
    assert (token.kind, token.channel) == ("user", channel)
    assert read_expiry(token, session.clock()).seconds_left == lifetime


async def test_a_refusal_carries_code_explanation_and_next_step(session: Session) -> None:
    draft = await _demo(session, 0)
    (await session.stand_in.open()).story = "key-expired"
    exchange = (await session.calls.send(draft)).exchange

    assert exchange.outcome == Refused(1597, "Key expired or not valid")
    assert exchange.advice.explanation
    assert exchange.advice.next_step
    assert exchange.story == "key-expired"


async def test_cancelling_a_slow_call_ends_it_as_cancelled(session: Session) -> None:
    draft = await _demo(session, 0)
    simulator = await session.stand_in.open()
    simulator.story = "slow"
    cancelled = asyncio.Event()
    calling = asyncio.ensure_future(session.calls.send(draft, cancelled=cancelled))
    asyncio.get_running_loop().call_soon(cancelled.set)

    assert isinstance((await calling).exchange.outcome, Cancelled)


async def test_the_deadline_ends_a_slow_call_as_a_timeout(session: Session) -> None:
    draft = await _demo(session, 0)
    (await session.stand_in.open()).story = "slow"
    outcome = (await session.calls.send(draft, deadline_seconds=0.2)).exchange.outcome

    assert isinstance(outcome, Failed)
    assert outcome.reason == "timeout"


async def test_history_keeps_a_record_without_any_secret(session: Session) -> None:
    draft = await _demo(session, 0)
    sent = await session.calls.send(draft)
    stored = session.history.recent(10)
    written = b"".join(path.read_bytes() for path in session.home.folder.rglob("*") if path.is_file())

    assert [(row.number, row.record) for row in stored] == [(sent.number, sent.record)]
    assert sent.record.outcome == "renewed"
    assert sent.record.token_fingerprint
    for secret in sent.exchange.secrets:
        assert secret.reveal().encode() not in written
        assert secret.reveal() not in repr(sent)


async def test_the_preview_is_what_is_sent(session: Session) -> None:
    draft = await _demo(session, 0)
    preview = await session.calls.preview(draft)
    sent = await session.calls.send(draft)

    assert sent.exchange.request == preview
    assert preview.url.endswith("/auth/v1/token/regenerate")
    assert "eyJ" not in preview.masked_body()


async def test_a_path_prefix_of_the_host_is_kept(session: Session) -> None:
    draft = await _demo(session, 0)
    base = (await session.stand_in.open()).url + "/gateway"

    assert await session.calls.base_url(base + "/") == base
    assert draft.request(base, "test").url == base + "/auth/v1/token/regenerate"


async def test_an_unusable_host_is_refused_before_anything_is_sent(session: Session) -> None:
    from dataclasses import replace

    draft = await _demo(session, 0)
    unusable = Draft(replace(draft.profile, host="https://user:pass@example.com"))

    with pytest.raises(InvalidHost, match="user name or password"):
        await session.calls.send(unusable)


async def test_a_body_edited_by_hand_is_sent_as_it_stands(session: Session) -> None:
    draft = await _demo(session, 0)
    edited = Draft(draft.profile, edited_body=Secret('{"identifierType":"MOBIL"}'))
    exchange = (await session.calls.send(edited)).exchange

    assert exchange.reply is not None
    assert exchange.reply.http_status == 400
    assert exchange.request.body.reveal() == '{"identifierType":"MOBIL"}'


async def test_a_call_of_a_demonstration_is_kept_by_the_wall_clock_and_without_its_token_s_times(
    clock: Any, build_session: Any
) -> None:
    demo_clock = DemoClock(clock)
    session = build_session(demo_clock)
    demo_clock.run_at(60)
    clock.advance(10)
    sent = await session.calls.send(await _demo(session, 1))
    (stored,) = session.history.recent(1)
    await session.aclose()

    assert sent.record.started_at == pytest.approx(clock.now + 590)
    assert stored.record.started_at == pytest.approx(clock.now)
    assert (stored.record.issued_at, stored.record.expires_at) == (None, None)
    assert "demo clock" in (stored.record.story or "")
