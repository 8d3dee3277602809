"""What only sockets show: what travels, names that lead nowhere, many calls at once. Faults: ``test_faults``."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Awaitable, Callable

import pytest

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request
from workbench.net.client import Client

MakeRequest = Callable[..., Request]
Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[..., Awaitable[str]]

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
DEADLINE = 0.3


async def answer_ok(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(OK)
    await writer.drain()


async def fail(client: Client, request: Request) -> Failed:
    """The failure that a call ends in, which must come before its deadline and a second more are over."""
    began = time.monotonic()
    performed = await client.perform(request, deadline_seconds=DEADLINE)
    assert time.monotonic() - began < DEADLINE + 1
    assert isinstance(performed.answer, Failed)
    return performed.answer


async def test_a_refused_port_is_a_failure_to_connect(make_request: MakeRequest) -> None:
    with socket.socket() as bound:  # bound, but never listening
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        client = Client()
        failure = await fail(client, make_request(f"http://127.0.0.1:{port}/x"))
        await client.aclose()
    assert failure == Failed("connect", f"No connection to 127.0.0.1:{port}: connection refused.")


@pytest.mark.parametrize("name", ["nosuch.invalid", "a..b.invalid", "x" * 70 + ".invalid", "xn--zzzz--.invalid"])
async def test_a_name_that_leads_nowhere_is_a_failure_of_the_look_up(make_request: MakeRequest, name: str) -> None:
    client = Client()
    failure = await fail(client, make_request(f"http://{name}/x"))
    await client.aclose()
    assert failure == Failed("dns", f"The name of {name} could not be looked up.")


async def test_other_schemes_are_refused(make_request: MakeRequest) -> None:
    client = Client()
    failure = await fail(client, make_request("ftp://127.0.0.1/x"))
    await client.aclose()
    assert failure.reason == "protocol"


async def test_what_travels_is_the_request_and_nothing_more(serve: Serve, make_request: MakeRequest) -> None:
    received: list[bytes] = []

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        received.append(head + await reader.readexactly(35))
        await answer_ok(reader, writer)

    base = await serve(keep, reads_first=False)
    client = Client()
    await client.perform(make_request(base + "/auth/v1/token/regenerate"), deadline_seconds=10)
    await client.aclose()
    assert received == [
        b"POST /auth/v1/token/regenerate HTTP/1.1\r\n"
        b"Host: " + base.removeprefix("http://").encode() + b"\r\n"
        b"Accept: application/json\r\n"
        b"Content-Type: application/json\r\n"
        b"Accept-Encoding: identity\r\n"
        b"User-Agent: token-workbench\r\n"
        b"X-Api-Key: the-secret-nobody-may-see\r\n"
        b"Content-Length: 35\r\n"
        b"\r\n"
        b'{"key":"the-secret-nobody-may-see"}'
    ]


async def test_a_closed_client_opens_anew(serve: Serve, make_request: MakeRequest) -> None:
    base = await serve(answer_ok)
    client = Client()
    for _ in range(2):
        performed = await client.perform(make_request(base), deadline_seconds=10)
        assert isinstance(performed.answer, Reply)
        await client.aclose()


async def test_many_calls_at_once_each_get_their_own_reply(serve: Serve, make_request: MakeRequest) -> None:
    async def echo_path(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(35)
        path = head.split(b" ")[1]
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(path) + path)
        await writer.drain()

    base = await serve(echo_path, reads_first=False)
    client = Client()
    requests = [make_request(f"{base}/{number}") for number in range(20)]
    performed = await asyncio.gather(*(client.perform(one, deadline_seconds=20) for one in requests))
    await client.aclose()
    bodies = [one.answer.body for one in performed if isinstance(one.answer, Reply)]
    assert bodies == [f"/{number}".encode() for number in range(20)]


async def test_no_secret_is_logged_even_when_everything_is(
    serve: Serve, make_request: MakeRequest, caplog: pytest.LogCaptureFixture
) -> None:
    async def echo_secret(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nSet-Cookie: a=the-secret-nobody-may-see\r\n"
            b"Content-Length: 25\r\n\r\nthe-secret-nobody-may-see"
        )
        await writer.drain()

    caplog.set_level(logging.DEBUG)
    base = await serve(echo_secret)
    client = Client()
    performed = await client.perform(make_request(base), deadline_seconds=10)
    await client.aclose()
    assert isinstance(performed.answer, Reply)
    assert performed.answer.body == b"the-secret-nobody-may-see"
    for record in caplog.records:
        assert "the-secret-nobody-may-see" not in f"{record.getMessage()} {record.__dict__}"
