"""Perform one HTTP request: one deadline, one size cap, no redirects, no cookies, no retry, nothing raised.

Facts about httpx 0.28 that shape it:

- httpx's ``AsyncClient`` adds headers of its own, keeps cookies, reads passwords out of URLs, and turns a redirect
  whose ``Location`` is malformed into a protocol error even when redirects are off. Its transport, one layer below,
  does none of this, so that is what is called. Only ``Host`` and ``Content-Length`` are added, where they are missing.
- A ``timeout`` of httpx is a pause limit, not a deadline (a dripping body outlives it), so none is set.
- A TLS handshake that is cancelled leaves its socket open until it is collected (httpcore 1.0.9 closes it only after an
  ``Exception``), so the client keeps hold of the streams that httpcore's trace reports and closes them itself.
- httpcore logs reply headers, cookies included, at DEBUG; its logger is held at WARNING.
- Importing httpx and making a TLS context cost 100 and 50 ms: both happen once, at the first call, in a thread; so
  ``httpx`` and ``failures`` are imported late here.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request, is_loopback
from workbench.core.secret import Secret

if TYPE_CHECKING:
    import httpx

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token, RFC 9110 §5.6.2
_NOT_IN_HEADER_VALUE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Performed:
    """What became of one request, and how long it took."""

    answer: Reply | Failed
    elapsed_ms: int


class _UnsendableError(ValueError):
    """The request cannot be put on the wire; the message says why, in words for the user, without header values."""


class Client:
    """Owns the connections to hosts: one pool for direct calls and one for each proxy, opened at first use.

    ``transport`` takes the place of the network (tests). ``body_cap`` is the longest body accepted, in bytes.
    ``verify`` holds the certificates to trust; without it those of certifi, or the file that ``SSL_CERT_FILE`` names.
    Belongs to the event loop of its first call.
    """

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        body_cap: int = 1_048_576,
        verify: ssl.SSLContext | None = None,
    ) -> None:
        self._replacement = transport
        self._body_cap = body_cap
        self._verify = verify
        self._opened: dict[str | None, httpx.AsyncBaseTransport] = {}
        self._opening = asyncio.Lock()

    async def perform(self, request: Request, *, deadline_seconds: float) -> Performed:
        """Send a request once and read its reply whole, or say why there is none.

        The deadline spans everything from the name look-up to the last byte. Only ``CancelledError`` passes through.
        """
        began = time.perf_counter()
        proxy = None
        try:
            _check_address(request.url)
            proxy = find_proxy(request.url)
            transport = await self._transport_for(proxy)
            began = time.perf_counter()  # opening is this program's own time, not the server's
            async with asyncio.timeout(deadline_seconds):
                answer = await self._exchange(transport, request)
        except _UnsendableError as refusal:
            answer = Failed("protocol", str(refusal))
        except TimeoutError:
            words = f"No complete reply within {deadline_seconds:g} s; the server may have received the call."
            answer = Failed("timeout", words)
        except Exception as error:
            answer = _explain(error, request.url, proxy)
        return Performed(answer, round((time.perf_counter() - began) * 1000))

    async def aclose(self) -> None:
        """Close all connections. Calls that still run fail; a later call opens anew."""
        opened, self._opened = self._opened, {}
        for transport in opened.values():
            await transport.aclose()

    async def _transport_for(self, proxy: str | None) -> httpx.AsyncBaseTransport:
        if self._replacement is not None:
            return self._replacement
        async with self._opening:
            if proxy not in self._opened:
                self._opened[proxy] = await asyncio.to_thread(self._open, proxy)
            return self._opened[proxy]

    def _open(self, proxy: str | None) -> httpx.AsyncHTTPTransport:
        import httpx

        logging.getLogger("httpcore").setLevel(logging.WARNING)
        if self._verify is None:
            self._verify = httpx.create_ssl_context(trust_env=True)
        try:
            return httpx.AsyncHTTPTransport(verify=self._verify, trust_env=False, proxy=proxy)
        except (ValueError, ImportError, httpx.InvalidURL):
            raise httpx.ProxyError("not usable") from None

    async def _exchange(self, transport: httpx.AsyncBaseTransport, request: Request) -> Reply | Failed:
        import httpx

        opened: list[Any] = []  # httpcore's streams, to be closed where a cancelled handshake leaves them open

        async def remember_stream(event: str, details: dict[str, Any]) -> None:
            if event == "connection.connect_tcp.complete":
                opened.append(details["return_value"])

        message = httpx.Request(
            request.method,
            request.url,
            headers=list(_encode_headers(request)),
            content=request.body.reveal().encode("utf-8", "surrogatepass"),
            extensions={"trace": remember_stream},
        )
        try:
            response = await transport.handle_async_request(message)
        except asyncio.CancelledError:
            for stream in opened:
                await stream.aclose()
            raise
        try:
            body = bytearray()
            raw = cast("httpx.AsyncByteStream", response.stream)  # a compressed body is never unpacked here
            async for chunk in raw:
                body += chunk
                if len(body) > self._body_cap:
                    return Failed("too_large", f"The body is longer than {self._body_cap:,} bytes.")
        finally:
            await response.aclose()
        headers = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
        return Reply(response.status_code, tuple(headers), bytes(body), response.http_version)


def find_proxy(url: str) -> str | None:
    """The proxy that the environment (or the system's settings) names for a URL, its credentials included.

    ``None`` for direct calls, which calls to this machine always are: the simulator must not be asked for elsewhere.
    """
    from urllib.request import getproxies, proxy_bypass  # late: 30 ms

    parts = urlsplit(url)
    if is_loopback(url) or proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy or None


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise _UnsendableError("The address of the call is not a valid URL.")
    if "@" in parts.netloc:
        raise _UnsendableError("The address of the call holds a user name or a password; they are not sent from there.")


def _encode_headers(request: Request) -> Iterator[tuple[bytes, bytes]]:
    for name, value in request.headers:
        text = value.reveal() if isinstance(value, Secret) else value
        if not _HEADER_NAME.fullmatch(name):
            raise _UnsendableError("The name of a header holds characters that HTTP does not allow there.")
        if _NOT_IN_HEADER_VALUE.search(text):
            words = "a line break, another control character or a letter outside Latin-1"
            raise _UnsendableError(f"The value of the header {name} holds {words}, which HTTP cannot send.")
        yield name.encode("ascii"), text.encode("latin-1")


def _explain(error: Exception, url: str, proxy: str | None) -> Failed:
    from workbench.net.failures import explain_failure

    failure = explain_failure(error, url, proxy)
    if failure is None:  # not the network's doing: a mistake in this program
        raise error
    return failure
