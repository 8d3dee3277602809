"""Calls through a proxy that the environment names, and proxies that fail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request
from workbench.core.route import ConnectionSettings
from workbench.net.client import Client
from workbench.net.proxies import choose_proxy

MakeRequest = Callable[..., Request]
Serve = Callable[..., Awaitable[str]]

DEADLINE = 0.3


async def answer_ok(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    await writer.drain()


async def fail(client: Client, request: Request) -> Failed:
    performed = await client.perform(request, deadline_seconds=DEADLINE)
    await client.aclose()
    assert isinstance(performed.answer, Failed)
    return performed.answer


async def test_a_proxy_gets_what_is_for_another_host(
    serve: Serve, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: list[bytes] = []

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.readuntil(b"\r\n\r\n"))
        await reader.readexactly(35)
        await answer_ok(reader, writer)

    monkeypatch.setenv("http_proxy", await serve(pass_on, reads_first=False))
    client = Client()
    performed = await client.perform(make_request("http://auth.invalid/x"), deadline_seconds=10)
    await client.aclose()
    assert isinstance(performed.answer, Reply)
    assert received[0].startswith(b"POST http://auth.invalid/x HTTP/1.1\r\n")


async def test_a_proxy_that_refuses_is_named_without_its_password(
    serve: Serve, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 407 hunter2 wanted\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    place = (await serve(refuse)).removeprefix("http://")
    monkeypatch.setenv("https_proxy", f"http://me:hunter2@{place}")
    client = Client()
    failure = await fail(client, make_request())
    assert failure == Failed("proxy", f"The proxy {place} refused to pass the call on (HTTP 407).")


@pytest.mark.parametrize("proxy", ["http://me:hunter2@proxy.invalid:3128", "http://me:hunter2@127.0.0.1:1"])
async def test_a_proxy_that_cannot_be_reached_is_not_taken_for_the_host(
    make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    client = Client()
    failure = await fail(client, make_request())
    assert failure == Failed("proxy", f"The proxy {proxy.split('@')[1]} cannot be reached.")


@pytest.mark.parametrize(
    "proxy", ["socks5://me:hunter2@proxy.invalid", "gopher://proxy.invalid", "http://proxy.invalid:x"]
)
async def test_a_proxy_that_is_not_understood_is_said_to_be_so(
    make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    client = Client()
    failure = await fail(client, make_request())
    assert failure.reason == "proxy"
    assert "not understood" in failure.detail
    assert "hunter2" not in failure.detail


@pytest.mark.parametrize(
    ("url", "own", "default", "way"),
    [
        ("http://auth.invalid/x", "", "proxy.invalid:3128", ("http://proxy.invalid:3128", "settings")),
        ("http://auth.invalid/x", "own.invalid:1", "proxy.invalid:3128", ("http://own.invalid:1", "profile")),
        ("http://auth.invalid/x", "direct", "proxy.invalid:3128", (None, None)),
        ("http://auth.invalid/x", "", "direct", (None, "settings")),
        ("http://auth.invalid/x", "", "", ("http://environment.invalid:9", "environment")),
        ("http://127.0.0.1:1/x", "", "proxy.invalid:3128", (None, None)),
    ],
    ids=["nobody names another", "the profile's own", "the profile's none", "none by default", "no default", "here"],
)
def test_the_proxy_of_the_settings_is_for_those_who_name_none(
    monkeypatch: pytest.MonkeyPatch, url: str, own: str, default: str, way: tuple[str | None, str | None]
) -> None:
    monkeypatch.setenv("http_proxy", "http://environment.invalid:9")
    proxy, source = choose_proxy(url, ConnectionSettings(proxy=own), default)
    assert (proxy.reveal() if proxy is not None else None, source) == way
