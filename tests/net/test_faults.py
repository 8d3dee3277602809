"""Every fault of the fault server, plain and encrypted: the right outcome and reason, in time, nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.core.calls import Call
from workbench.core.reply import Failed, Outcome, Reply, name_outcome, read_reply
from workbench.core.request import Request
from workbench.core.route import ConnectionSettings
from workbench.net.client import Client
from workbench.net.trace import Trace

from .certificates import Authority, serve_with
from .conftest import SECRET
from .fault_server import FAULTS, FaultServer, head, reply, running, say

MakeRequest = Callable[..., Request]
CALL = Call("mobile", {})
SHORT = 0.3
PATH = "/auth/v1/token/regenerate"
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def plain() -> Iterator[FaultServer]:
    with running(FaultServer()) as server:
        yield server


@pytest.fixture(scope="module")
def encrypted(authority: Authority) -> Iterator[FaultServer]:
    with running(FaultServer(tls=serve_with(authority.issue()))) as server:
        yield server


def judge(answer: Reply | Failed) -> Outcome:
    return answer if isinstance(answer, Failed) else read_reply(CALL, answer, time.time())


def open_sockets() -> int:
    gc.collect()
    links = (os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd"))
    return sum("socket:" in link for link in links)


async def settle(client: Client, request: Request, settings: ConnectionSettings, deadline: float) -> Outcome:
    """The outcome, which must come before the deadline and a second more are over."""
    began = time.monotonic()
    performed = await client.perform(request, deadline_seconds=deadline, settings=settings)
    assert time.monotonic() - began < deadline + 1
    return judge(performed.answer)


@pytest.mark.parametrize("way", ["plain", "encrypted"])
@pytest.mark.parametrize("name", FAULTS)
async def test_whatever_a_server_does_the_outcome_is_right_in_time_and_the_next_call_works(
    request: pytest.FixtureRequest, make_request: MakeRequest, authority: Authority, name: str, way: str
) -> None:
    server: FaultServer = request.getfixturevalue(way)
    settings = ConnectionSettings(ca_file=str(authority.file) if way == "encrypted" else "")
    fault, client = FAULTS[name], Client()
    await settle(client, make_request(server.host_of("refusal") + PATH), settings, 10)  # opening is not what is timed
    deadline = SHORT if fault.reason == "timeout" else 10
    outcome = await settle(client, make_request(server.host_of(name) + PATH), settings, deadline)
    after = await settle(client, make_request(server.host_of("refusal") + PATH), settings, 10)
    await client.aclose()
    assert (name_outcome(outcome), outcome.reason) == (fault.outcome, fault.reason), outcome
    assert getattr(outcome, "api_code", None) == fault.api_code
    assert SECRET not in repr(outcome)
    assert (name_outcome(after), after.reason) == ("refused", None), after


@pytest.mark.parametrize("way", ["plain", "encrypted"])
async def test_no_socket_is_left_behind_by_any_fault(
    request: pytest.FixtureRequest, make_request: MakeRequest, authority: Authority, way: str
) -> None:
    server: FaultServer = request.getfixturevalue(way)
    settings = ConnectionSettings(ca_file=str(authority.file) if way == "encrypted" else "")
    before, client = open_sockets(), Client()
    requests = [make_request(server.host_of(name) + PATH) for name in FAULTS]
    await asyncio.gather(*(client.perform(one, deadline_seconds=1, settings=settings) for one in requests))
    await client.aclose()
    async with asyncio.timeout(5):  # the server, which is of this process too, notices in its own time
        while open_sockets() > before:  # noqa: ASYNC110  nobody is told when a socket is gone
            await asyncio.sleep(0)


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.reason == "timeout"])
@pytest.mark.parametrize("way", ["plain", "encrypted"])
async def test_a_call_can_be_cancelled_at_any_phase_at_once(
    request: pytest.FixtureRequest, make_request: MakeRequest, authority: Authority, name: str, way: str
) -> None:
    server: FaultServer = request.getfixturevalue(way)
    settings = ConnectionSettings(ca_file=str(authority.file) if way == "encrypted" else "")
    phases: asyncio.Queue[str] = asyncio.Queue()
    client, trace = Client(), Trace(phases.put_nowait)
    running_call = asyncio.ensure_future(
        client.perform(make_request(server.host_of(name) + PATH), deadline_seconds=30, settings=settings, trace=trace)
    )
    last = "receive" if "body" in name or "chunks" in name else "wait"
    while await phases.get() != last:
        pass
    began = time.monotonic()
    running_call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running_call
    assert time.monotonic() - began < 0.5
    assert trace.phases[-1].name == last
    await client.aclose()


# ---- memory


MEASURE = """
import asyncio, sys
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.net.client import Client

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

async def main(idle, *urls):
    client = Client()
    perform = lambda url: client.perform(Request("POST", url, (), Secret("{}")), deadline_seconds=20)
    await perform(idle)
    before = peak()
    for url in urls:
        await perform(url)
    print(peak() - before)
    await client.aclose()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "names",
    [
        ("huge-body", "huge-body-without-length"),
        ("endless-chunks", "endless-body", "many-headers", "long-trailer", "long-chunk-header", "long-header"),
        ("gzip-bomb", "deflate-bomb", "gzip-bomb-in-disguise"),
    ],
    ids=["300 MB", "endless", "bombs"],
)
async def test_no_fault_costs_more_than_64_mebibytes_above_idle(plain: FaultServer, names: tuple[str, ...]) -> None:
    urls = [plain.host_of(name) for name in ("refusal", *names)]
    measuring = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MEASURE, *urls, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    printed, _ = await measuring.communicate()
    assert measuring.returncode == 0
    assert int(printed) * 1024 < 64 * MEBIBYTE


# ---- one click, one POST; one connection, one reply


async def test_a_call_that_was_received_and_lost_is_not_sent_again(make_request: MakeRequest) -> None:
    with running(FaultServer()) as server:
        client = Client()
        for name in ("close-at-once", "reset-at-once", "close-in-headers", "close-in-body"):
            await client.perform(make_request(server.host_of(name)), deadline_seconds=10)
        await client.aclose()
    assert len(server.requests) == 4


async def test_a_kept_connection_that_dies_under_the_next_call_is_a_reset_and_no_second_post(
    make_request: MakeRequest,
) -> None:
    answered = 0

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal answered
        answered += 1
        if answered == 1:
            await FAULTS["refusal"].behave(reader, writer)
        else:
            writer.close()

    with running(FaultServer(behave=answer_once)) as server:
        client, trace = Client(), Trace()
        await client.perform(make_request(server.url), deadline_seconds=10)
        second = await client.perform(make_request(server.url), deadline_seconds=10, trace=trace)
        third = await client.perform(make_request(server.url), deadline_seconds=10)
        await client.aclose()
    assert trace.connection.is_reused
    assert judge(second.answer).reason == "reset"
    assert judge(third.answer).reason == "reset"
    assert len(server.requests) == 3


async def test_a_second_reply_that_nobody_asked_for_is_not_taken_for_the_answer_to_the_next_call(
    make_request: MakeRequest,
) -> None:
    forged = reply(b'{"status":{"success":false,"code":1515,"message":"forged"}}')
    twice = say(reply(b'{"status":{"success":false,"code":1597,"message":"first"}}') + forged)
    with running(FaultServer(behave=twice)) as server:
        client = Client()
        bodies = []
        for _ in range(3):
            performed = await client.perform(make_request(server.url), deadline_seconds=10)
            assert isinstance(performed.answer, Reply)
            bodies.append(performed.answer.body)
        await client.aclose()
    assert all(b"first" in body for body in bodies)
    assert len(server.received) == 3


async def test_a_cookie_that_was_set_is_not_sent_back(plain: FaultServer, make_request: MakeRequest) -> None:
    client = Client()
    for _ in range(2):
        await client.perform(make_request(plain.host_of("set-cookie")), deadline_seconds=10)
    await client.aclose()
    assert not any(b"\r\ncookie" in one.lower() for one in plain.requests)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_a_redirect_is_reported_with_its_target_and_not_followed(make_request: MakeRequest, status: str) -> None:
    with running(FaultServer()) as elsewhere:
        location = f"Location: {elsewhere.url}/refusal?x=1"
        behave = say(head(location, "Content-Length: 0", status=f"HTTP/1.1 {status}"))
        with running(FaultServer(behave=behave)) as server:
            client = Client()
            performed = await client.perform(make_request(server.url), deadline_seconds=10)
            await client.aclose()
    outcome = judge(performed.answer)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "redirect"
    assert f"{elsewhere.url}/refusal?x=1" in outcome.detail
    assert elsewhere.received == []


async def test_an_ipv6_host_is_reached(make_request: MakeRequest) -> None:
    with running(FaultServer(), "::1") as server:
        client, trace = Client(), Trace()
        performed = await client.perform(make_request(server.host_of("refusal")), deadline_seconds=10, trace=trace)
        await client.aclose()
    assert isinstance(performed.answer, Reply)
    assert trace.connection.remote_address == server.url.removeprefix("http://")
    assert f"Host: {server.url.removeprefix('http://')}".encode() in server.requests[0]
