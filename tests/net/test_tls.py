"""Encrypted exchanges: what a certificate proves, what a profile's files change, servers that never get that far."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request
from workbench.core.route import ConnectionSettings
from workbench.core.secret import Secret
from workbench.net.client import Client, Performed
from workbench.net.trace import Trace

from .certificates import Authority, Issued, serve_with
from .fault_server import FAULTS, Behave, FaultServer, be_silent, say, say_and_close, say_and_reset

MakeRequest = Callable[..., Request]
Serve = Callable[..., FaultServer]
DEADLINE = 0.3


@pytest.fixture
def serve() -> Iterator[Serve]:
    """``serve(tls)`` gives a running server that answers like the auth engine, or as ``behave`` says."""
    with ExitStack() as stack:

        def start(tls: ssl.SSLContext | None = None, behave: Behave | None = None, **more: bool) -> FaultServer:
            server = FaultServer(tls=tls, behave=behave or FAULTS["refusal"].behave, **more)
            server.start()
            stack.callback(server.stop)
            return server

        yield start


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


async def perform(
    request: Request, settings: ConnectionSettings, trace: Trace | None = None, deadline: float = 10
) -> Performed:
    client = Client()
    try:
        return await client.perform(request, deadline_seconds=deadline, settings=settings, trace=trace)
    finally:
        await client.aclose()


async def fail(request: Request, settings: ConnectionSettings, deadline: float = 10) -> Failed:
    answer = (await perform(request, settings, deadline=deadline)).answer
    assert isinstance(answer, Failed)
    return answer


def trusting(authority: Authority) -> ConnectionSettings:
    return ConnectionSettings(ca_file=str(authority.file))


# ---- what a certificate proves


@pytest.mark.parametrize(
    ("certificate", "is_known", "words"),
    [
        ({}, False, "does not know"),
        ({"is_self_signed": True}, True, "self-signed"),
        ({"days": -1}, True, "expired"),
        ({"name": "other.invalid"}, True, "made out to another"),
        ({"name": "127.0.0.2"}, True, "made out to another"),
    ],
    ids=["of an unknown authority", "self-signed", "expired", "of another host", "of another address"],
)
async def test_a_certificate_that_proves_nothing_is_a_tls_failure_and_nothing_is_sent(
    serve: Serve,
    make_request: MakeRequest,
    authority: Authority,
    certificate: dict[str, object],
    is_known: bool,
    words: str,
) -> None:
    server = serve(serve_with(authority.issue(**certificate)))  # type: ignore[arg-type]
    failure = await fail(make_request(server.url), trusting(authority) if is_known else ConnectionSettings())
    assert failure.reason == "tls"
    assert words in failure.detail
    assert server.requests == []


async def test_a_profile_s_own_authority_is_trusted_and_the_connection_is_described(
    serve: Serve, make_request: MakeRequest, authority: Authority
) -> None:
    issued = authority.issue()
    server = serve(serve_with(issued))
    trace = Trace()
    performed = await perform(make_request(server.url), trusting(authority), trace)
    assert isinstance(performed.answer, Reply)
    assert trace.connection.is_verified is True
    assert trace.connection.remote_address == server.url.removeprefix("https://")
    assert trace.connection.http_version == "HTTP/1.1"
    assert trace.connection.tls_version == "TLSv1.3"
    certificate = trace.connection.certificate
    assert certificate is not None
    assert (certificate.subject, certificate.issuer) == ("made for 127.0.0.1", "Test Authority")
    assert certificate.expires_at == issued.expires_at
    assert [phase.name for phase in trace.phases] == ["connect", "tls", "send", "wait", "receive"]


async def test_an_own_authority_takes_the_place_of_the_usual_ones(
    serve: Serve, make_request: MakeRequest, authority: Authority, tmp_path: Path
) -> None:
    server = serve(serve_with(authority.issue()))
    failure = await fail(make_request(server.url), trusting(Authority(tmp_path, "Another")))
    assert "does not know" in failure.detail


async def test_switching_verification_off_is_per_call_and_is_seen_in_the_exchange(
    serve: Serve, make_request: MakeRequest, authority: Authority
) -> None:
    server = serve(serve_with(authority.issue("other.invalid", days=-1, is_self_signed=True)))
    client, request = Client(), make_request(server.url)
    trusted, trace = ConnectionSettings(), Trace()
    without = await client.perform(
        request, deadline_seconds=10, settings=replace(trusted, is_verified=False), trace=trace
    )
    after = await client.perform(request, deadline_seconds=10, settings=trusted)
    await client.aclose()
    assert isinstance(without.answer, Reply)
    assert trace.connection.is_verified is False
    assert trace.connection.certificate is not None
    assert trace.connection.certificate.subject == "made for other.invalid"
    assert isinstance(after.answer, Failed)
    assert after.answer.reason == "tls"


async def test_the_environment_can_name_the_certificates_to_trust(
    serve: Serve, make_request: MakeRequest, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(serve_with(authority.issue()))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    performed = await perform(make_request(server.url), ConnectionSettings())
    assert isinstance(performed.answer, Reply)


# ---- client certificates


@pytest.mark.parametrize("way", ["both in one file", "two files", "locked key"])
async def test_a_client_certificate_is_shown_to_a_host_that_wants_one(
    serve: Serve, make_request: MakeRequest, authority: Authority, way: str
) -> None:
    server = serve(serve_with(authority.issue(), wants_client_of=authority.file))
    own = authority.issue("somebody", passphrase="hunter22" if way == "locked key" else None)
    settings = replace(
        trusting(authority),
        client_certificate_file=str(own.both if way == "both in one file" else own.certificate),
        client_key_file="" if way == "both in one file" else str(own.key),
        client_key_passphrase=Secret("hunter22") if way == "locked key" else None,
    )
    assert isinstance((await perform(make_request(server.url), settings)).answer, Reply)


def turn_away(context: ssl.SSLContext, listening: socket.socket) -> None:
    """One handshake by OpenSSL itself: unlike asyncio's it tells the other side why it failed."""
    accepted, _ = listening.accept()
    encrypted = context.wrap_socket(accepted, server_side=True, do_handshake_on_connect=False)
    with contextlib.suppress(ssl.SSLError):
        encrypted.do_handshake()
    with socket.socket(fileno=encrypted.detach()) as plain:
        plain.shutdown(socket.SHUT_WR)
        while plain.recv(65_536):  # closing with octets unread would cut off what was just said
            pass


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
@pytest.mark.parametrize("is_shown", [False, True], ids=["none shown", "a stranger's shown"])
async def test_a_host_that_wants_another_client_certificate_is_understood(
    make_request: MakeRequest, authority: Authority, tmp_path: Path, version: ssl.TLSVersion, is_shown: bool
) -> None:
    context = serve_with(authority.issue(), wants_client_of=authority.file)
    context.maximum_version = version
    settings = trusting(authority)
    if is_shown:
        stranger = Authority(tmp_path, "Stranger").issue("somebody")
        settings = replace(settings, client_certificate_file=str(stranger.both))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        handshake = threading.Thread(target=turn_away, args=(context, listening))
        handshake.start()
        url = f"https://127.0.0.1:{listening.getsockname()[1]}"
        failure = await fail(make_request(url), settings)
        handshake.join(10)
    assert failure.reason == "tls"
    assert "client certificate" in failure.detail


async def test_a_connection_that_is_cut_after_the_handshake_is_no_matter_of_certificates(
    serve: Serve, make_request: MakeRequest, authority: Authority
) -> None:
    server = serve(serve_with(authority.issue()), say_and_reset())
    failure = await fail(make_request(server.url), trusting(authority))
    assert failure.reason == "reset"


# ---- files that cannot be used


def broken_settings(authority: Authority, folder: Path) -> dict[str, tuple[ConnectionSettings, str]]:
    own, other = authority.issue("somebody"), authority.issue("somebody else")
    locked = authority.issue("somebody", passphrase="hunter22")
    nonsense, empty = folder / "nonsense.pem", folder / "empty.pem"
    nonsense.write_text("no certificate at all")
    empty.write_text("")
    good = str(own.certificate)
    shown = ConnectionSettings(client_certificate_file=str(locked.certificate), client_key_file=str(locked.key))
    return {
        "authority missing": (ConnectionSettings(ca_file=str(folder / "no.pem")), "no such file"),
        "authority a folder": (ConnectionSettings(ca_file=str(folder)), "is a directory"),
        "authority nonsense": (ConnectionSettings(ca_file=str(nonsense)), "holds none in PEM form"),
        "authority empty": (ConnectionSettings(ca_file=str(empty)), "holds none in PEM form"),
        "certificate missing": (
            ConnectionSettings(client_certificate_file=str(folder / "no.pem")), "with the client certificate"
        ),
        "certificate nonsense": (ConnectionSettings(client_certificate_file=str(nonsense)), "PEM form"),
        "certificate without key": (ConnectionSettings(client_certificate_file=good), "PEM form"),
        "key missing": (
            ConnectionSettings(client_certificate_file=good, client_key_file=str(folder / "no.pem")),
            "with the client key",
        ),
        "key nonsense": (ConnectionSettings(client_certificate_file=good, client_key_file=str(nonsense)), "PEM form"),
        "key of another": (
            ConnectionSettings(client_certificate_file=good, client_key_file=str(other.key)), "does not belong"
        ),
        "key alone": (ConnectionSettings(client_key_file=str(own.key)), "no client certificate"),
        "passphrase missing": (shown, "is missing"),
        "passphrase wrong": (replace(shown, client_key_passphrase=Secret("marked")), "is wrong"),
        "passphrase too long": (replace(shown, client_key_passphrase=Secret("x" * 2000)), "is wrong"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [
        "authority missing", "authority a folder", "authority nonsense", "authority empty", "certificate missing",
        "certificate nonsense", "certificate without key", "key missing", "key nonsense", "key of another", "key alone",
        "passphrase missing", "passphrase wrong", "passphrase too long",
    ],
)  # fmt: skip
async def test_a_file_that_cannot_be_used_is_a_clear_sentence_before_anything_is_sent(
    serve: Serve, make_request: MakeRequest, authority: Authority, tmp_path: Path, case: str
) -> None:
    server = serve(serve_with(authority.issue()))
    settings, words = broken_settings(authority, tmp_path)[case]
    client = Client()
    route = await client.describe_route(server.url, settings)
    performed = await client.perform(make_request(server.url), deadline_seconds=10, settings=settings)
    await client.aclose()
    assert isinstance(performed.answer, Failed)
    assert performed.answer.reason == "tls"
    assert words in performed.answer.detail
    assert performed.answer.detail.endswith(".")
    assert route.trouble == performed.answer.detail
    assert "marked" not in performed.answer.detail
    assert server.received == []


async def test_a_file_that_was_put_right_works_with_the_next_call(
    serve: Serve, make_request: MakeRequest, authority: Authority, tmp_path: Path
) -> None:
    server = serve(serve_with(authority.issue()))
    file = tmp_path / "authority.pem"
    client, settings = Client(), ConnectionSettings(ca_file=str(file))
    answers = []
    for text in ("nonsense", authority.file.read_text()):
        file.write_text(text)
        performed = await client.perform(make_request(server.url), deadline_seconds=10, settings=settings)
        answers.append(performed.answer)
    await client.aclose()
    assert isinstance(answers[0], Failed)
    assert isinstance(answers[1], Reply)


async def test_certificates_that_the_environment_names_and_are_not_there_are_a_clear_sentence(
    make_request: MakeRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    failure = await fail(make_request("https://127.0.0.1:1/"), ConnectionSettings())
    assert failure.reason == "tls"
    assert "SSL_CERT_FILE" in failure.detail


# ---- servers that never get to TLS


@pytest.mark.parametrize(
    ("behave", "reason", "words"),
    [
        (say_and_close(b"220 mail.invalid ESMTP ready\r\n\r\n"), "tls", "does not speak TLS"),
        (say_and_close(), "tls", "before it was encrypted"),
        (be_silent, "timeout", "the call was not sent"),
    ],
    ids=["another protocol", "closed at once", "silent"],
)
async def test_a_server_that_never_gets_to_tls_is_told_from_a_bad_certificate(
    serve: Serve, make_request: MakeRequest, behave: Behave, reason: str, words: str
) -> None:
    async def greet_and_behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        await behave(reader, writer)

    server = serve(None, greet_and_behave, reads_first=False)
    url = server.url.replace("http://", "https://")
    failure = await fail(make_request(url), ConnectionSettings(), DEADLINE)
    assert failure.reason == reason
    assert words in failure.detail


async def test_a_handshake_that_hangs_can_be_cancelled_at_once_and_its_socket_is_closed(
    serve: Serve, make_request: MakeRequest
) -> None:
    is_gone = threading.Event()

    async def wait_for_the_end(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()
        is_gone.set()

    server = serve(None, wait_for_the_end, reads_first=False)
    phases: asyncio.Queue[str] = asyncio.Queue()
    client, trace = Client(), Trace(phases.put_nowait)
    request = make_request(server.url.replace("http://", "https://"))
    calling = asyncio.ensure_future(client.perform(request, deadline_seconds=30, trace=trace))
    while await phases.get() != "tls":
        pass
    began = time.monotonic()
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    assert time.monotonic() - began < 0.5
    assert await asyncio.to_thread(is_gone.wait, 5)
    assert not trace.has_sent
    await client.aclose()


# ---- connections and contexts are made once


async def test_the_second_call_goes_over_the_first_one_s_connection(
    serve: Serve, make_request: MakeRequest, authority: Authority
) -> None:
    server = serve(serve_with(authority.issue()))
    client, traces = Client(), [Trace(), Trace()]
    for trace in traces:
        await client.perform(make_request(server.url), deadline_seconds=10, settings=trusting(authority), trace=trace)
    await client.aclose()
    assert [trace.connection.is_reused for trace in traces] == [False, True]
    assert [phase.name for phase in traces[1].phases] == ["send", "wait", "receive"]
    assert traces[1].connection == replace(traces[0].connection, is_reused=True)
    assert len(server.received) == 1


async def test_a_certificate_of_one_profile_is_not_shown_on_the_connection_of_another(
    serve: Serve, make_request: MakeRequest, authority: Authority
) -> None:
    server = serve(serve_with(authority.issue()))
    own: Issued = authority.issue("somebody")
    client = Client()
    for settings in (trusting(authority), replace(trusting(authority), client_certificate_file=str(own.both))):
        await client.perform(make_request(server.url), deadline_seconds=10, settings=settings)
    await client.aclose()
    assert len(server.received) == 2


async def test_a_tls_context_is_made_once_for_each_setting_and_not_for_each_call(
    serve: Serve, make_request: MakeRequest, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = 0
    load = ssl.SSLContext.load_verify_locations

    def count(context: ssl.SSLContext, *arguments: object, **named: object) -> None:
        nonlocal reads
        reads += 1
        load(context, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", count)
    server = serve(serve_with(authority.issue()), say(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"))
    client = Client()
    settings = [trusting(authority), replace(trusting(authority), proxy="direct")]
    for number in range(6):
        await client.perform(make_request(server.url), deadline_seconds=0.1, settings=settings[number % 2])
    await client.aclose()
    assert len(server.received) == 6
    assert reads == 1
