"""The simulator over a real loopback socket."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from workbench.simulator import STORIES, ReceivedCall, Simulator

MOBILE, WEB = "/auth/v1/token/regenerate", "/auth/v1/web/token/regenerate"
HEAD_OF_A_BODY = f"POST {MOBILE} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {{length}}\r\n\r\n"
NEVER = 3600.0
"""Seconds of a delay that no test waits for."""


@pytest.fixture
def simulator(clock) -> Iterator[Simulator]:
    simulator = Simulator(clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def client(simulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=simulator.url, trust_env=False, verify=False, timeout=20) as client:
        yield client


def _connect(simulator: Simulator) -> socket.socket:
    return socket.create_connection(("127.0.0.1", httpx.URL(simulator.url).port or 0), timeout=20)


def _read_to_the_end(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


# ---- answers


def test_the_demo_credentials_are_renewed(simulator, client):
    mobile, web = client.post(MOBILE, json=simulator.demo_mobile()), client.post(WEB, json=simulator.demo_web())
    assert [reply.json()["status"]["code"] for reply in (mobile, web)] == [200, 200]
    assert mobile.headers["content-type"] == "application/json;charset=UTF-8"


def test_the_demo_credentials_name_their_fields(simulator):
    assert list(simulator.demo_mobile()) == ["identifierType", "identifierValue", "brand", "deviceId", "key"]
    assert list(simulator.demo_web()) == ["identifierType", "identifierValue", "brand", "expiredToken"]


@pytest.mark.parametrize("story", [name for name in STORIES if name != "slow"])
def test_every_story_arrives_over_the_wire_as_the_engine_tells_it(simulator, client, story):
    simulator.story = story
    reply = client.post(MOBILE, json=simulator.demo_mobile())
    (received,) = simulator.received
    assert (received.story, received.http_status) == (story, reply.status_code)
    scripted = STORIES[story].scripted
    if scripted is not None:
        assert reply.content == scripted.body
        assert reply.headers["content-type"] == scripted.content_type
        assert all(reply.headers[name] == value for name, value in scripted.headers)


def test_the_date_is_the_clocks_and_the_only_one(simulator, client, clock):
    clock.now = 4_000_000_000.0
    dates = client.post(MOBILE, json={}).headers.get_list("date")
    assert [parsedate_to_datetime(date).timestamp() for date in dates] == [4_000_000_000.0]


def test_a_delete_with_a_body_is_read(simulator, client):
    fields = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo"}
    body = {**fields, "deviceId": "d", "token": "nonsense"}
    assert client.request("DELETE", "/auth/v1/mfa/token/expire", json=body).json()["status"]["code"] == 1531


def test_what_is_no_endpoint_is_answered_by_the_container(simulator, client):
    assert client.get(MOBILE).status_code == 405
    assert client.get(MOBILE).headers["allow"] == "POST"
    assert client.post("/anything").status_code == 404
    assert client.head("/").status_code == 404
    assert client.post("/auth/v1/token%2Fregenerate%3Fx").status_code == 404


def test_a_query_changes_nothing(simulator, client):
    assert client.post(f"{MOBILE}?a=b", json=simulator.demo_mobile()).json()["status"]["code"] == 200
    assert simulator.received[-1].path == MOBILE


def test_errors_as_http_can_be_switched_while_it_runs(simulator, client):
    simulator.errors_as_http = True
    reply = client.post(MOBILE, json={})
    assert (reply.status_code, reply.json()["status"]["code"]) == (400, 1519)
    simulator.errors_as_http = False
    assert client.post(MOBILE, json={}).status_code == 200


def test_a_body_of_a_mebibyte_is_read(simulator, client):
    assert client.post(MOBILE, content=b" " * 1024 * 1024).status_code == 400


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(simulator):
    with _connect(simulator) as connection:
        connection.sendall(f"POST {MOBILE} HTTP/1.1\r\nHost: x\r\nContent-Length: {10**12}\r\n\r\n".encode())
        assert _read_to_the_end(connection).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_turns_out_too_large_is_refused_before_it_ends(simulator):
    with _connect(simulator) as connection:
        connection.sendall(f"POST {MOBILE} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        connection.sendall(b"100001\r\n" + b" " * 0x100001 + b"\r\n")
        assert _read_to_the_end(connection).startswith(b"HTTP/1.1 413 ")
    assert [call.http_status for call in simulator.received] == [413]


def test_a_caller_who_hangs_up_in_the_middle_of_a_body_is_no_call(simulator, client):
    with _connect(simulator) as connection:
        connection.sendall(f"POST {MOBILE} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345".encode())
    client.post(MOBILE, json={})
    assert [call.http_status for call in simulator.received] == [200]


# ---- the slow story


def test_a_slow_call_is_answered_after_the_delay(simulator, client):
    simulator.story = "slow"
    assert simulator.delay_seconds == 5
    simulator.delay_seconds = 0.05
    began = time.monotonic()
    assert client.post(MOBILE, json=simulator.demo_mobile()).json()["status"]["code"] == 200
    assert time.monotonic() - began >= 0.05


def test_other_calls_are_answered_while_a_slow_one_waits(simulator, client):
    simulator.story, simulator.delay_seconds = "slow", NEVER
    with _begin_slow_call(simulator):
        simulator.story = "normal"
        assert client.post(MOBILE, json=simulator.demo_mobile()).json()["status"]["code"] == 200
        simulator.stop()


def test_stopping_does_not_wait_for_a_slow_call_and_says_so_to_its_caller(simulator):
    simulator.story, simulator.delay_seconds = "slow", NEVER
    with _begin_slow_call(simulator) as connection:
        began = time.monotonic()
        simulator.stop()
        assert time.monotonic() - began < 3
        assert _read_to_the_end(connection).startswith(b"HTTP/1.1 503 ")


def test_stopping_does_not_wait_for_a_caller_who_says_nothing_more(simulator, caplog):
    with _connect(simulator) as silent, _connect(simulator) as half:
        silent.sendall(f"POST {MOBILE} HTTP/1.1\r\n".encode())
        half.sendall(HEAD_OF_A_BODY.format(length=10).encode())
        assert half.recv(65536).startswith(b"HTTP/1.1 100 ")
        began = time.monotonic()
        simulator.stop()
        assert time.monotonic() - began < 3
        assert _read_to_the_end(half).startswith(b"HTTP/1.1 503 ")
    assert caplog.records == []


def _begin_slow_call(simulator: Simulator) -> socket.socket:
    """A connection whose call the server has taken up: it has asked for the body that then follows."""
    connection = _connect(simulator)
    body = json.dumps(simulator.demo_mobile()).encode()
    connection.sendall(HEAD_OF_A_BODY.format(length=len(body)).encode())
    assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")
    connection.sendall(body)
    return connection


# ---- what it tells


def test_received_calls_hold_what_happened_and_no_secret(simulator, client, clock):
    mobile = simulator.demo_mobile()
    client.post(MOBILE, json=mobile)
    simulator.story = "not-json"
    client.post(MOBILE, json=mobile)
    client.post(f"/prefix{WEB}", json={"identifierType": "X"})
    first, second, third = simulator.received
    assert first == ReceivedCall(1, clock.now, "POST", MOBILE, 200, 200, "normal")
    assert second == ReceivedCall(2, clock.now, "POST", MOBILE, 200, None, "not-json")
    assert third == ReceivedCall(3, clock.now, "POST", f"/prefix{WEB}", 400, None, "not-json")
    assert mobile["key"] not in repr(simulator.received)


def test_who_listens_hears_of_a_call_before_the_answer_and_from_another_thread(simulator, client):
    heard: list[tuple[ReceivedCall, threading.Thread]] = []
    simulator.on_received = lambda received: heard.append((received, threading.current_thread()))
    client.post(MOBILE, json={})
    ((received, thread),) = heard
    assert (received,) == simulator.received
    assert received.api_code == 1519
    assert thread is not threading.current_thread()


def test_only_the_latest_200_calls_are_kept(simulator, client):
    for _ in range(203):
        client.get("/")
    assert [call.number for call in simulator.received] == list(range(4, 204))


def test_a_reset_forgets_calls_and_sessions_and_keeps_the_secret(simulator, client):
    mobile = simulator.demo_mobile()
    who: dict[str, Any] = {name: mobile[name] for name in ("identifierType", "identifierValue", "brand")}
    session = client.post("/auth/v1/web/token/generate", json=who).json()["user"]["sessionId"]
    simulator.reset()
    assert simulator.received == ()
    reply = client.post("/auth/v1/web/otp/generate", json={**who, "sessionId": session})
    assert reply.json()["status"]["code"] == 1505
    assert client.post(MOBILE, json=mobile).json()["status"]["code"] == 200
    assert [call.number for call in simulator.received] == [1, 2]


# ---- starting and stopping


def test_an_unknown_story_is_refused_in_words(clock):
    with pytest.raises(ValueError, match=r"no story 'fast'.*normal, key-expired"):
        Simulator(clock, story="fast")
    simulator = Simulator(clock, story="slow")
    with pytest.raises(ValueError, match="no story 'fast'"):
        simulator.story = "fast"
    assert simulator.story == "slow"


def test_a_taken_port_is_refused_in_words(simulator, clock):
    port = httpx.URL(simulator.url).port or 0
    with pytest.raises(OSError, match=rf"port {port} of 127\.0\.0\.1 cannot be used: address already in use"):
        Simulator(clock, port=port).start()


def test_it_listens_on_loopback_alone_and_on_the_port_it_was_given(clock):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    simulator = Simulator(clock, port=port)
    simulator.start()
    try:
        assert simulator.url == f"http://127.0.0.1:{port}"
    finally:
        simulator.stop()


def test_starting_and_stopping_twice_is_as_good_as_once(clock):
    simulator = Simulator(clock)
    simulator.stop()
    simulator.start()
    url = simulator.url
    simulator.start()
    assert simulator.url == url
    simulator.stop()
    simulator.stop()
    with pytest.raises(RuntimeError, match="not running"):
        _ = simulator.url


def test_it_can_be_started_again_on_the_same_port_with_the_same_secret(simulator, clock):
    mobile = simulator.demo_mobile()
    simulator.stop()
    simulator.start()
    reply = httpx.post(simulator.url + MOBILE, json=mobile, trust_env=False, verify=False)
    assert reply.json()["status"]["code"] == 200


def test_between_calls_it_sleeps_until_it_is_told(clock, monkeypatch):
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def watched(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", watched)
    simulator = Simulator(clock)
    simulator.start()
    try:
        assert httpx.get(simulator.url, trust_env=False, verify=False).status_code == 404
        assert not pauses  # who looks whether it is to stop would be in one
    finally:
        simulator.stop()
    assert pauses  # the server's sleep is the one that is watched


def test_stopping_ends_its_thread_and_frees_its_port(simulator):
    port = httpx.URL(simulator.url).port or 0
    simulator.stop()
    assert "simulator" not in [thread.name for thread in threading.enumerate()]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_demo_credentials_exist_before_it_runs_and_a_seed_repeats_them(clock):
    one, other = Simulator(clock, seed=3), Simulator(clock, seed=3)
    assert (one.demo_mobile(), one.demo_web()) == (other.demo_mobile(), other.demo_web())
    assert one.demo_mobile() != Simulator(clock).demo_mobile()
