"""Encrypted exchanges: what a certificate proves, and servers that never get that far."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request
from workbench.net.client import Client

MakeRequest = Callable[..., Request]
Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
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


async def say_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def close_at_once(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    return


async def speak_another_protocol(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.invalid ESMTP ready\r\n\r\n")
    await writer.drain()


def certify(folder: Path, *, name: str = "127.0.0.1", days: int = 1) -> Path:
    """A self-signed certificate with its key in one PEM file; a negative number of days makes it an expired one."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    try:
        alternative: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        alternative = x509.DNSName(name)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=10))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


def serve_with(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize(
    ("certificate", "is_known", "words"),
    [
        ({}, False, "self-signed"),
        ({"days": -1}, True, "expired"),
        ({"name": "other.invalid"}, True, "made out to another"),
    ],
    ids=["self-signed", "expired", "of another host"],
)
async def test_a_certificate_that_proves_nothing_is_a_tls_failure_and_nothing_is_sent(
    serve: Serve,
    make_request: MakeRequest,
    tmp_path: Path,
    certificate: dict[str, object],
    is_known: bool,
    words: str,
) -> None:
    path = certify(tmp_path, **certificate)  # type: ignore[arg-type]
    attended = asyncio.Event()

    async def notice(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        attended.set()

    base = await serve(notice, tls=serve_with(path))
    client = Client(verify=ssl.create_default_context(cafile=path)) if is_known else Client()
    failure = await fail(client, make_request(base))
    assert failure.reason == "tls"
    assert words in failure.detail
    assert not attended.is_set()


async def test_a_certificate_that_is_trusted_lets_the_call_through(
    serve: Serve, make_request: MakeRequest, tmp_path: Path
) -> None:
    path = certify(tmp_path)
    base = await serve(answer_ok, tls=serve_with(path))
    client = Client(verify=ssl.create_default_context(cafile=path))
    performed = await client.perform(make_request(base), deadline_seconds=10)
    await client.aclose()
    assert isinstance(performed.answer, Reply)


async def test_the_environment_can_name_the_certificates_to_trust(
    serve: Serve, make_request: MakeRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = certify(tmp_path)
    base = await serve(answer_ok, tls=serve_with(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    client = Client()
    performed = await client.perform(make_request(base), deadline_seconds=10)
    await client.aclose()
    assert isinstance(performed.answer, Reply)


async def test_a_file_of_certificates_that_is_not_there_is_a_tls_failure(
    make_request: MakeRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    client = Client()
    failure = await fail(client, make_request("https://127.0.0.1:1/"))
    assert failure.reason == "tls"
    assert "trusted certificates" in failure.detail


@pytest.mark.parametrize(
    ("behave", "reason", "words"),
    [
        (speak_another_protocol, "tls", "does not speak TLS"),
        (close_at_once, "tls", "before it was encrypted"),
        (say_nothing, "timeout", "0.3 s"),
    ],
)
async def test_a_server_that_never_gets_to_tls_is_told_from_a_bad_certificate(
    serve: Serve, make_request: MakeRequest, behave: Behave, reason: str, words: str
) -> None:
    async def greet_and_behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        await behave(reader, writer)

    base = await serve(greet_and_behave, reads_first=False)
    client = Client()
    failure = await fail(client, make_request(base.replace("http://", "https://")))
    assert failure.reason == reason
    assert words in failure.detail
