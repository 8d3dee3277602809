"""What the client sends, and what it makes of replies, without sockets."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.net.client import Client
from workbench.net.proxies import find_proxy

MakeRequest = Callable[..., Request]


class Recorder(httpx.AsyncBaseTransport):
    """Keeps what reaches the transport, and answers with what it was given."""

    def __init__(self, **answer: object) -> None:
        self.seen: list[httpx.Request] = []
        self._answer = {"status_code": 200, **answer}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.seen.append(request)
        return httpx.Response(**self._answer)  # type: ignore[arg-type]


async def perform(request: Request, transport: httpx.AsyncBaseTransport, body_cap: int = 1000) -> Reply | Failed:
    client = Client(transport=transport, body_cap=body_cap)
    performed = await client.perform(request, deadline_seconds=5)
    await client.aclose()
    assert performed.elapsed_ms >= 0
    return performed.answer


async def test_headers_go_out_as_they_stand_in_the_request_and_in_that_order(make_request: MakeRequest) -> None:
    transport = Recorder()
    await perform(make_request(), transport)
    [sent] = transport.seen
    assert [name for name, _ in sent.headers.raw] == [
        b"Host",
        b"Accept",
        b"Content-Type",
        b"Accept-Encoding",
        b"User-Agent",
        b"X-Api-Key",
        b"Content-Length",
    ]
    assert sent.headers["X-Api-Key"] == "the-secret-nobody-may-see"
    assert sent.headers["Accept-Encoding"] == "identity"


async def test_repeated_headers_and_a_host_of_ones_own_are_sent_as_they_are(make_request: MakeRequest) -> None:
    transport = Recorder()
    headers = (("accept", "a"), ("Accept", "b"), ("Host", "other.invalid"), ("X-Name", "Jürgen\t1"))
    await perform(make_request(headers=headers), transport)
    [sent] = transport.seen
    assert sent.headers.raw[:4] == [
        (b"accept", b"a"),
        (b"Accept", b"b"),
        (b"Host", b"other.invalid"),
        (b"X-Name", b"J\xfcrgen\t1"),
    ]
    assert [name.lower() for name, _ in sent.headers.raw].count(b"host") == 1


@pytest.mark.parametrize(
    ("body", "octets"),
    [
        ('{"a":"ü"}', '{"a":"ü"}'.encode()),
        ("", b""),
        ('{"a":"\ud800"}', b'{"a":"\xed\xa0\x80"}'),
    ],
    ids=["umlaut", "empty", "lone surrogate"],
)
async def test_the_body_goes_out_as_utf8_whatever_is_in_it(make_request: MakeRequest, body: str, octets: bytes) -> None:
    transport = Recorder()
    await perform(make_request(body=Secret(body)), transport)
    assert transport.seen[0].content == octets


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Test", "secret\r\nX-Smuggled: 1"),
        ("X-Test", "secret\nmore"),
        ("X-Test", "secret\0"),
        ("X-Test", "secret 日本"),
        ("X-Test", "secret \ud800"),
        ("X Test", "secret"),
        ("X-Tést", "secret"),
        ("", "secret"),
        ("X-Test:", "secret"),
    ],
    ids=[
        "line break",
        "bare newline",
        "NUL",
        "not Latin-1",
        "lone surrogate",
        "space in the name",
        "letter in the name",
        "no name",
        "colon in the name",
    ],
)
async def test_a_header_that_http_cannot_carry_is_refused_in_words_and_not_sent(
    make_request: MakeRequest, name: str, value: str
) -> None:
    transport = Recorder()
    answer = await perform(make_request(headers=((name, Secret(value)),)), transport)
    assert isinstance(answer, Failed)
    assert answer.reason == "protocol"
    assert "header" in answer.detail
    assert "secret" not in answer.detail
    assert transport.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no url at all",
        "https://",
        "https:///path",
        "https://[::1/path",
        "https://host.invalid:99999/",
        "https://host.invalid:0/",
        "https://host.invalid:port/",
        "https://user:hunter2@host.invalid/",
    ],
)
async def test_an_address_that_cannot_be_used_is_refused_in_words_and_not_sent(
    make_request: MakeRequest, url: str
) -> None:
    transport = Recorder()
    answer = await perform(make_request(url), transport)
    assert isinstance(answer, Failed)
    assert answer.reason == "protocol"
    assert "address" in answer.detail
    assert "hunter2" not in answer.detail
    assert transport.seen == []


async def test_a_reply_arrives_as_it_was_sent(make_request: MakeRequest) -> None:
    headers = [(b"Content-Type", b"text/html; charset=x"), (b"X-Odd", b"\xfc"), (b"x-odd", b"2")]
    transport = Recorder(
        status_code=418, headers=headers, content=b"\xff\x00raw", extensions={"http_version": b"HTTP/1.0"}
    )
    answer = await perform(make_request(), transport)
    assert isinstance(answer, Reply)
    assert answer.http_status == 418
    assert answer.headers[:3] == (("Content-Type", "text/html; charset=x"), ("X-Odd", "ü"), ("x-odd", "2"))
    assert answer.body == b"\xff\x00raw"
    assert answer.http_version == "HTTP/1.0"


@pytest.mark.parametrize("location", ["https://elsewhere.invalid/", "http://[not a url", ""])
async def test_a_redirect_is_a_reply_like_any_other_wherever_it_points(
    make_request: MakeRequest, location: str
) -> None:
    transport = Recorder(status_code=307, headers={"Location": location})
    answer = await perform(make_request(), transport)
    assert isinstance(answer, Reply)
    assert (answer.http_status, answer.header("Location")) == (307, location)
    assert len(transport.seen) == 1


async def test_a_compressed_body_is_not_unpacked(make_request: MakeRequest) -> None:
    packed = b"\x1f\x8b not even gzip"

    async def pieces() -> AsyncIterator[bytes]:
        yield packed

    transport = Recorder(headers={"Content-Encoding": "gzip"}, content=pieces())
    answer = await perform(make_request(), transport)
    assert isinstance(answer, Reply)
    assert answer.body == packed


@pytest.mark.parametrize(("length", "fits"), [(100, True), (101, False)])
async def test_a_body_may_be_as_long_as_the_cap_and_not_one_byte_longer(
    make_request: MakeRequest, length: int, fits: bool
) -> None:
    answer = await perform(make_request(), Recorder(content=b"x" * length), body_cap=100)
    if fits:
        assert isinstance(answer, Reply)
    else:
        assert answer == Failed("too_large", "The body is longer than 100 bytes.")


async def test_an_endless_body_is_read_only_as_far_as_the_cap(make_request: MakeRequest) -> None:
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        while True:
            given += 1000
            yield b"x" * 1000

    answer = await perform(make_request(), Recorder(content=endless()), body_cap=10_000)
    assert isinstance(answer, Failed)
    assert answer.reason == "too_large"
    assert given <= 11_000


async def test_a_cookie_that_was_set_is_not_sent_with_the_next_call(make_request: MakeRequest) -> None:
    transport = Recorder(headers={"Set-Cookie": "_cfuvid=1; Path=/"})
    client = Client(transport=transport)
    for _ in range(2):
        performed = await client.perform(make_request(), deadline_seconds=5)
        assert isinstance(performed.answer, Reply)
    await client.aclose()
    assert len(transport.seen) == 2
    assert "Cookie" not in transport.seen[1].headers


async def test_a_mistake_in_the_program_is_not_taken_for_a_failure_of_the_network(make_request: MakeRequest) -> None:
    def break_down(_: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError("a mistake")

    with pytest.raises(ZeroDivisionError):
        await perform(make_request(), httpx.MockTransport(break_down))


async def test_nothing_is_logged_at_any_level(make_request: MakeRequest, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await perform(make_request(), Recorder(content=b"the-secret-nobody-may-see"))
    assert "the-secret-nobody-may-see" not in caplog.text


def test_httpx_is_not_imported_before_the_first_call() -> None:
    program = "import sys, workbench.net.client as c; c.Client(); sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, "https://auth.invalid/", None),
        ({"https_proxy": "http://proxy.invalid:3128"}, "https://auth.invalid/", "http://proxy.invalid:3128"),
        ({"https_proxy": "proxy.invalid:3128"}, "https://auth.invalid/", "http://proxy.invalid:3128"),
        ({"https_proxy": "http://proxy.invalid"}, "http://auth.invalid/", None),
        ({"all_proxy": "http://proxy.invalid"}, "http://auth.invalid/", "http://proxy.invalid"),
        ({"https_proxy": "http://proxy.invalid", "no_proxy": ".invalid"}, "https://auth.invalid:8443/", None),
        ({"https_proxy": "http://proxy.invalid", "no_proxy": "*"}, "https://auth.invalid/", None),
        ({"https_proxy": ""}, "https://auth.invalid/", None),
        ({"http_proxy": "http://proxy.invalid"}, "http://127.0.0.1:4000/", None),
        ({"http_proxy": "http://proxy.invalid"}, "http://127.1.2.3/", None),
        ({"http_proxy": "http://proxy.invalid"}, "http://localhost:4000/", None),
        ({"https_proxy": "http://proxy.invalid"}, "https://[::1]:4000/", None),
        ({"http_proxy": "http://proxy.invalid"}, "http://127.evil.invalid/", "http://proxy.invalid"),
    ],
)
def test_a_proxy_comes_from_the_environment_and_never_for_this_machine(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str, proxy: str | None
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert find_proxy(url) == proxy
