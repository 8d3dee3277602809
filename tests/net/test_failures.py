"""Every exception of httpx gets a reason and words, and none of its own text."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable

import httpx
import pytest

from workbench.language import tr
from workbench.language.system import COMMON_ERRORS, describe_errno
from workbench.net.failures import describe_place, explain_failure

URL = "https://me:hunter2@auth.invalid:8443/auth/v1/token/regenerate?key=hunter2"


def caused(error: Exception, cause: BaseException) -> Exception:
    """``error``, as raised from ``cause``."""
    try:
        raise error from cause
    except Exception as raised:
        return raised


def verification(code: int, message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "hunter2")
    error.verify_code, error.verify_message = code, message
    return error


def subclasses(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*(subclasses(one) for one in kind.__subclasses__()))


HTTPX_ERRORS = sorted(subclasses(httpx.TransportError) | {httpx.InvalidURL}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", HTTPX_ERRORS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("proxy", [None, "http://me:hunter2@proxy.invalid:3128"], ids=["direct", "proxy"])
def test_every_error_of_a_transport_is_explained_without_its_own_text(kind: type[Exception], proxy: str | None) -> None:
    failure = explain_failure(kind("hunter2"), URL, proxy)
    assert failure is not None
    assert failure.detail.endswith(".")
    assert "hunter2" not in failure.detail


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (caused(httpx.ConnectError("x"), socket.gaierror(-2, "x")), "dns", "auth.invalid:8443"),
        (caused(httpx.ConnectError("x"), caused(OSError("x"), ConnectionRefusedError(111, "x"))), "connect", "refused"),
        (
            caused(httpx.ConnectError("x"), ExceptionGroup("x", [OSError(errno.EHOSTUNREACH, "x")])),
            "connect",
            "no route to host",
        ),
        (caused(httpx.ConnectError("x"), OSError(errno.ENETUNREACH, "x")), "connect", "network is unreachable"),
        (caused(httpx.ConnectError("x"), OSError(errno.ETIMEDOUT, "x")), "timeout", "gave up waiting"),
        (httpx.ConnectError("x"), "connect", "not accepted"),
        (httpx.ConnectTimeout("x"), "timeout", "gave up waiting"),
        (httpx.PoolTimeout("x"), "timeout", "gave up waiting"),
        (caused(httpx.ConnectError("x"), verification(10, "x")), "tls", "it has expired"),
        (caused(httpx.ConnectError("x"), verification(18, "x")), "tls", "self-signed"),
        (caused(httpx.ConnectError("x"), verification(20, "x")), "tls", "does not know"),
        (caused(httpx.ConnectError("x"), verification(62, "x")), "tls", "another name"),
        (caused(httpx.ConnectError("x"), verification(23, "certificate revoked")), "tls", "certificate revoked"),
        (caused(httpx.ConnectError("x"), ssl.SSLError(1, "x")), "tls", "no reason given"),
        (caused(httpx.ReadError(""), ConnectionResetError(104, "x")), "reset", "cut"),
        (caused(httpx.ConnectError(""), ConnectionResetError(104, "x")), "reset", "cut"),
        (caused(httpx.WriteError(""), BrokenPipeError(32, "x")), "reset", "cut"),
        (httpx.ReadError(""), "reset", "cut"),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), "reset", "closed"),
        (
            httpx.RemoteProtocolError("peer closed connection without sending complete message body (x)"),
            "reset",
            "closed",
        ),
        (httpx.RemoteProtocolError("illegal status line: 'hunter2'"), "protocol", "not valid HTTP"),
        (httpx.LocalProtocolError("Illegal header value b'hunter2'"), "protocol", "header"),
        (httpx.UnsupportedProtocol("x"), "protocol", "address"),
        (UnicodeError("label too long"), "dns", "looked up"),
    ],
)
def test_the_reason_comes_from_the_chain_of_causes(error: Exception, reason: str, words: str) -> None:
    failure = explain_failure(error, URL, None)
    assert failure is not None
    assert failure.reason == reason
    assert words in failure.detail


@pytest.mark.parametrize("kind", HTTPX_ERRORS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("proxy", [None, "http://proxy.invalid:3128"], ids=["direct", "proxy"])
def test_every_explanation_can_be_spoken_in_another_language(
    kind: type[Exception], proxy: str | None, pseudo: Callable[[str], bool]
) -> None:
    for message in ("x", "407 Proxy Authentication Required", "Server disconnected without sending a response."):
        failure = explain_failure(kind(message), URL, proxy)
        assert failure is not None
        assert pseudo(failure.detail)


@pytest.mark.parametrize("code", [9, 10, 18, 19, 20, 21, 23, 62, 64])
def test_what_is_wrong_with_a_certificate_can_be_spoken_in_another_language(
    code: int, pseudo: Callable[[str], bool]
) -> None:
    failure = explain_failure(caused(httpx.ConnectError("x"), verification(code, "x")), URL, None)
    assert failure is not None
    assert pseudo(failure.detail)
    assert "auth.invalid:8443" in failure.detail


@pytest.mark.parametrize("number", [errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ECONNREFUSED])
def test_the_systems_words_can_be_spoken_in_another_language(number: int, pseudo: Callable[[str], bool]) -> None:
    assert describe_errno(number) in [tr(words) for words in COMMON_ERRORS]
    failure = explain_failure(caused(httpx.ConnectError("x"), OSError(number, "x")), URL, None)
    assert failure is not None
    assert pseudo(failure.detail)
    assert describe_errno(number) in failure.detail


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), KeyError("x"), RuntimeError("x")])
def test_an_error_that_no_network_can_cause_is_not_explained_away(error: Exception) -> None:
    assert explain_failure(error, URL, None) is None


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (URL, "auth.invalid:8443"),
        ("http://auth.invalid/x", "auth.invalid"),
        ("http://[::1]:80/", "[::1]:80"),
        ("http://a:b@c:d@e.invalid", "e.invalid"),
    ],
)
def test_a_place_is_name_and_port_without_credentials(url: str, place: str) -> None:
    assert describe_place(url) == place
