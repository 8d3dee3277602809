"""httpx's exceptions → the reasons a person understands.

What httpx 0.28 with httpcore 1.0 and anyio 4 tells of a failure lies in the chain of causes, not in its own class: a
name that is not found, a refused port and a bad certificate are all a ``ConnectError``. The texts of these exceptions
are never shown: h11 quotes header values in them, secrets included. What TLS says once the handshake is over reaches us
as ``ssl.SSLError`` itself, which httpcore does not translate. Imported late, by the client: httpx costs 100 ms.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from typing import Literal, TypeVar
from urllib.parse import urlsplit

import httpx

from workbench.core.reply import Failed
from workbench.language import mark, tr
from workbench.language.system import describe_errno

_E = TypeVar("_E", bound=BaseException)

_UNKNOWN_AUTHORITY = mark(
    "The certificate of {place} is not trusted: it is signed by an authority that this computer does not know."
)
_CERTIFICATE_WORDS = {
    9: mark("The certificate of {place} is not trusted: it is not valid yet."),
    10: mark("The certificate of {place} is not trusted: it has expired."),
    18: mark("The certificate of {place} is not trusted: it is self-signed."),
    19: mark(
        "The certificate of {place} is not trusted: it is signed by an authority that this computer does not trust."
    ),
    20: _UNKNOWN_AUTHORITY,
    21: _UNKNOWN_AUTHORITY,
    62: mark("The certificate of {place} is not trusted: it was made out to another name."),
    64: mark("The certificate of {place} is not trusted: it was made out to another address."),
}
"""OpenSSL's verification codes (``X509_V_ERR_…``); others are shown in OpenSSL's own words."""

_TURNED_AWAY = mark("{place} does not accept the client certificate that was shown.")
_TOO_OLD = mark("{place} speaks no version of TLS that is safe enough (1.2 or 1.3).")
_ALERT_WORDS = {
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": mark("{place} wants a client certificate, and none was shown."),
    "SSLV3_ALERT_HANDSHAKE_FAILURE": mark(
        "{place} broke off the handshake, as one that wants a client certificate or other ciphers."
    ),
    "SSLV3_ALERT_BAD_CERTIFICATE": _TURNED_AWAY,
    "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE": _TURNED_AWAY,
    "SSLV3_ALERT_CERTIFICATE_REVOKED": _TURNED_AWAY,
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": _TURNED_AWAY,
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": _TURNED_AWAY,
    "TLSV1_ALERT_UNKNOWN_CA": _TURNED_AWAY,
    "TLSV1_ALERT_ACCESS_DENIED": _TURNED_AWAY,
    "TLSV1_ALERT_PROTOCOL_VERSION": _TOO_OLD,
    "TLSV1_UNRECOGNIZED_NAME": mark("{place} serves no host of this name."),
    "UNSUPPORTED_PROTOCOL": _TOO_OLD,
}
"""OpenSSL's names for what the other side said before it hung up. With TLS 1.3 a host turns a client certificate away
only after the handshake, when the call is under way."""

_REQUEST_HEADER_TOO_LARGE = 431  # what h11 hints at when a header passes its limit of 100 kB


def describe_place(url: str) -> str:
    """Name and port of a URL, never its credentials."""
    return urlsplit(url).netloc.rpartition("@")[2]


def explain_failure(error: Exception, url: str, proxy: str | None) -> Failed | None:
    """Why an exchange failed, in words that hold no secret; ``None`` for an error that no network can cause.

    ``proxy`` is the proxy's URL where the call went through one: reaching it is then what failed first.
    """
    causes = tuple(_unwind(error))
    place = describe_place(url)
    if isinstance(error, httpx.ProxyError):
        return _explain_proxy(error, proxy)
    if (tls := _find_tls(causes)) is not None:
        return Failed("tls", _describe_tls(tls, place))
    if _first(causes, FileNotFoundError) is not None:
        return Failed("tls", tr("The file with trusted certificates that the environment names is not there."))
    if _first(causes, socket.gaierror) is not None or _first(causes, UnicodeError) is not None:
        return _explain_reaching("dns", tr("The name of {place} could not be looked up.", place=place), proxy)
    if isinstance(error, httpx.TimeoutException) or _first(causes, TimeoutError) is not None:
        return Failed("timeout", tr("The network gave up waiting for {place}.", place=place))
    if _first(causes, ConnectionResetError) is not None or _first(causes, BrokenPipeError) is not None:
        return Failed("reset", tr("The connection to {place} was cut.", place=place))
    if isinstance(error, httpx.ConnectError | OSError):
        return _explain_reaching("connect", _describe_system(causes, place), proxy)
    if isinstance(error, httpx.NetworkError):
        return Failed("reset", tr("The connection to {place} was cut.", place=place))
    if isinstance(error, httpx.RemoteProtocolError):
        return _explain_protocol(error, causes, place)
    if isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return Failed("protocol", tr("The address of the call is not a valid http:// or https:// URL."))
    if isinstance(error, httpx.LocalProtocolError):
        return Failed("protocol", tr("The call cannot be sent as HTTP; a header of it is not allowed there."))
    if isinstance(error, httpx.TransportError):
        words = tr("The exchange with {place} broke off for a reason that httpx does not tell.", place=place)
        return Failed("protocol", words)
    return None


def _unwind(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, outermost first, with the members of groups."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting.extend(cause for cause in (one.__cause__, one.__context__) if cause is not None)
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)


def _first(causes: tuple[BaseException, ...], kind: type[_E]) -> _E | None:
    return next((cause for cause in causes if isinstance(cause, kind)), None)


def _find_tls(causes: tuple[BaseException, ...]) -> ssl.SSLError | None:
    """The TLS error in a chain. Waiting for octets is an ``SSLError`` too, and in the context of any later failure."""
    kinds = (ssl.SSLWantReadError, ssl.SSLWantWriteError)
    return next((one for one in causes if isinstance(one, ssl.SSLError) and not isinstance(one, kinds)), None)


def _explain_reaching(reason: Literal["dns", "connect"], detail: str, proxy: str | None) -> Failed:
    if proxy is None:
        return Failed(reason, detail)
    return Failed("proxy", tr("The proxy {place} cannot be reached.", place=describe_place(proxy)))


def _explain_proxy(error: httpx.ProxyError, proxy: str | None) -> Failed:
    place = None if proxy is None else describe_place(proxy)
    found = re.match(r"[1-5][0-9]{2}\b", str(error))
    status = found.group() if found is not None else None
    match place, status:
        case None, None:
            words = tr("The proxy cannot be used: its address or its kind is not understood.")
        case _, None:
            words = tr("The proxy {place} cannot be used: its address or its kind is not understood.", place=place)
        case None, _:
            words = tr("The proxy refused to pass the call on (HTTP {status}).", status=status)
        case _:
            words = tr("The proxy {place} refused to pass the call on (HTTP {status}).", place=place, status=status)
    return Failed("proxy", words)


def _describe_tls(error: ssl.SSLError, place: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        if (known := _CERTIFICATE_WORDS.get(error.verify_code)) is not None:
            return tr(known, place=place)
        return tr("The certificate of {place} is not trusted: {words}.", place=place, words=error.verify_message)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):  # the latter in Python 3.11.2
        return tr("{place} ended the connection before it was encrypted.", place=place)
    reason: str | None = getattr(error, "reason", None)  # only what OpenSSL itself raised has one
    if reason == "WRONG_VERSION_NUMBER":
        return tr("{place} does not speak TLS on this port; perhaps it is a plain http:// one.", place=place)
    if (said := _ALERT_WORDS.get(reason or "")) is not None:
        return tr(said, place=place)
    if not reason:
        return tr("No encrypted connection to {place} (no reason given).", place=place)
    return tr("No encrypted connection to {place} ({reason}).", place=place, reason=reason.replace("_", " ").lower())


def _describe_system(causes: tuple[BaseException, ...], place: str) -> str:
    """A connection that did not come about, with the operating system's words for it.

    The exception's own text may quote addresses.
    """
    number = next((cause.errno for cause in causes if isinstance(cause, OSError) and cause.errno is not None), None)
    if number is None:
        return tr("No connection to {place}: it was not accepted.", place=place)
    return tr("No connection to {place}: {words}.", place=place, words=describe_errno(number))


def _explain_protocol(error: httpx.RemoteProtocolError, causes: tuple[BaseException, ...], place: str) -> Failed:
    if any(getattr(cause, "error_status_hint", None) == _REQUEST_HEADER_TOO_LARGE for cause in causes):
        return Failed("too_large", tr("The headers of the reply of {place} are longer than 100 kB.", place=place))
    # httpcore 1.0 and h11 0.16 tell a closed connection from malformed HTTP by text alone
    if re.search("disconnected|closed connection|ConnectionClosed", str(error)):
        return Failed("reset", tr("{place} closed the connection before its reply was complete.", place=place))
    return Failed("protocol", tr("What {place} sent is not valid HTTP.", place=place))
