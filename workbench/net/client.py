"""Perform one HTTP request: one deadline, one size cap, no redirects, no cookies, no retry, nothing raised.

Facts about httpx 0.28 and httpcore 1.0.9 that shape it:

- httpx's ``AsyncClient`` adds headers of its own, keeps cookies, reads passwords out of URLs, and turns a redirect
  whose ``Location`` is malformed into a protocol error even when redirects are off. Its transport, one layer below,
  does none of this, so that is what is called. Only ``Host`` and ``Content-Length`` are added, where they are missing.
- A ``timeout`` of httpx is a pause limit, not a deadline (a dripping body outlives it), so none is set.
- A TLS handshake that is cancelled leaves its socket open until it is collected (httpcore closes it only after an
  ``Exception``), so the client keeps hold of the streams that httpcore's trace reports and closes them itself.
- httpcore logs reply headers, cookies included, at DEBUG, and httpx URLs at INFO; both are held at WARNING. What is
  worth knowing is logged here instead, without them.
- What a server sends behind the end of its reply would be taken for the reply to the next call (``net.leftovers``).
- Importing httpx and making a TLS context cost 100 and 50 ms: both happen once, at the first call, in a thread; so
  ``httpx`` and ``failures`` are imported late here.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from workbench.core.reply import Failed, Reply
from workbench.core.request import Request
from workbench.core.route import ConnectionSettings, Route, without_credentials
from workbench.core.secret import Secret
from workbench.language import mark, number, tr
from workbench.net.leftovers import has_leftovers
from workbench.net.loop import NetworkLoop
from workbench.net.pools import Pools
from workbench.net.proxies import choose_proxy
from workbench.net.tls import TlsTrouble
from workbench.net.trace import Trace

if TYPE_CHECKING:
    import httpx

BODY_CAP = 1_048_576
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token, RFC 9110 §5.6.2
_NOT_IN_HEADER_VALUE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Performed:
    """What became of one request, and how long it took."""

    answer: Reply | Failed
    elapsed_ms: int


class _UnsendableError(ValueError):
    """The request cannot be put on the wire; the message says why, in words for the user, without header values."""


class Client:
    """Owns the way to the network: connections kept per host, and what is allowed to come back over them.

    ``transport`` takes the place of the network (tests). ``body_cap`` is the longest body accepted, in bytes; ``proxy``
    is that of calls whose settings name none. Both may be changed between calls. Connections live on a loop of their
    own (``net.loop``); calls may come from any.
    """

    def __init__(self, *, transport: httpx.AsyncBaseTransport | None = None, body_cap: int = BODY_CAP) -> None:
        self._replacement = transport
        self._network = NetworkLoop()
        self._pools = Pools()
        self.body_cap = body_cap
        self.proxy = ""

    async def perform(
        self,
        request: Request,
        *,
        deadline_seconds: float,
        settings: ConnectionSettings = ConnectionSettings(),  # noqa: B008  frozen
        trace: Trace | None = None,
    ) -> Performed:
        """Send a request once and read its reply whole, or say why there is none.

        The deadline spans everything from the name look-up to the last byte. Only ``CancelledError`` passes through;
        ``trace`` then tells how far it came.
        """
        known = Trace() if trace is None else trace
        try:
            answer = await self._network.run(lambda: self._perform(request, deadline_seconds, settings, known))
        finally:
            known.end()
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("%s", _describe(request, answer, known))
        return Performed(answer, known.elapsed_ms)

    async def _perform(
        self, request: Request, deadline_seconds: float, settings: ConnectionSettings, trace: Trace
    ) -> Reply | Failed:
        proxy: Secret | None = None
        try:
            _check_address(request.url)
            proxy, _ = choose_proxy(request.url, settings, self.proxy)
            transport = self._replacement or await self._pools.open(settings, proxy)
            # Opening is this program's own time, not the server's.
            trace.begin(proxy=_show(proxy), is_verified=_is_verified(request.url, settings))
            async with asyncio.timeout(deadline_seconds):
                return await self._exchange(transport, request, trace)
        except _UnsendableError as refusal:
            return Failed("protocol", str(refusal))
        except TlsTrouble as trouble:
            return Failed("tls", str(trouble))
        except TimeoutError:
            return _explain_timeout(deadline_seconds, trace)
        except Exception as error:
            return _explain(error, request.url, proxy)
        finally:
            trace.end()

    async def describe_route(self, url: str, settings: ConnectionSettings) -> Route:
        """The way a call to a URL would take, found without sending anything; files are read, names not looked up."""
        proxy, source = choose_proxy(url, settings, self.proxy)
        trouble = None
        try:
            await self._network.run(lambda: self._pools.check(settings))
        except TlsTrouble as met:
            trouble = str(met)
        return Route(
            proxy=_show(proxy),
            proxy_source=source,
            is_verified=_is_verified(url, settings),
            ca_file=settings.ca_file,
            client_certificate_file=settings.client_certificate_file,
            trouble=trouble,
        )

    async def aclose(self) -> None:
        """Close all connections. Calls that still run fail; a later call opens anew."""
        pools, self._pools = self._pools, Pools()
        await self._network.aclose(pools.aclose)

    async def _exchange(self, transport: httpx.AsyncBaseTransport, request: Request, trace: Trace) -> Reply | Failed:
        import httpx

        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        message = httpx.Request(
            request.method,
            request.url,
            headers=list(_encode_headers(request)),
            content=request.body.reveal().encode("utf-8", "surrogatepass"),
            extensions={"trace": trace.hear},
        )
        try:
            response = await transport.handle_async_request(message)
        except asyncio.CancelledError:
            for stream in trace.streams:
                await stream.aclose()
            raise
        try:
            stream = response.extensions.get("network_stream")
            if stream is not None:
                trace.look_at(stream, response.http_version)
            answer = await self._read(response)
            if stream is not None and has_leftovers(response):
                await stream.aclose()
            return answer
        finally:
            await response.aclose()

    async def _read(self, response: httpx.Response) -> Reply | Failed:
        too_large = Failed("too_large", tr("The body is longer than {cap} bytes.", cap=number(self.body_cap)))
        announced = response.headers.get("Content-Length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > self.body_cap:
            return too_large
        body = bytearray()
        raw = cast("httpx.AsyncByteStream", response.stream)  # a compressed body is never unpacked here
        async for chunk in raw:
            if len(body) + len(chunk) > self.body_cap:
                return too_large
            body += chunk
        headers = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
        return Reply(response.status_code, tuple(headers), bytes(body), response.http_version)


def _show(proxy: Secret | None) -> str | None:
    return None if proxy is None else without_credentials(proxy.reveal())


def _is_verified(url: str, settings: ConnectionSettings) -> bool | None:
    return settings.is_verified if url.lower().startswith("https:") else None


def _describe(request: Request, answer: Reply | Failed, trace: Trace) -> str:
    """An exchange in one line, for the log."""
    met = f"HTTP {answer.http_status}, {len(answer.body)} bytes" if isinstance(answer, Reply) else answer.reason
    phases = ", ".join(f"{one.name} {one.ends_ms - one.begins_ms:.0f} ms" for one in trace.phases)
    way = "reused" if trace.connection.is_reused else "new connection"
    return f"{request.method} {without_credentials(request.url)}: {met} after {trace.elapsed_ms} ms ({way}; {phases})"


def _explain_timeout(deadline_seconds: float, trace: Trace) -> Failed:
    if trace.has_sent:
        words = mark("No complete reply within {seconds} s; the server may have received the call.")
    else:
        words = mark("No complete reply within {seconds} s; the call was not sent.")
    return Failed("timeout", tr(words, seconds=f"{deadline_seconds:g}"))


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise _UnsendableError(tr("The address of the call is not a valid URL."))
    if "@" in parts.netloc:
        raise _UnsendableError(
            tr("The address of the call holds a user name or a password; they are not sent from there.")
        )


def _encode_headers(request: Request) -> Iterator[tuple[bytes, bytes]]:
    for name, value in request.headers:
        text = value.reveal() if isinstance(value, Secret) else value
        if not _HEADER_NAME.fullmatch(name):
            raise _UnsendableError(tr("The name of a header holds characters that HTTP does not allow there."))
        if _NOT_IN_HEADER_VALUE.search(text):
            words = tr(
                "The value of the header {name} holds a line break, another control character or a letter outside "
                "Latin-1, which HTTP cannot send.",
                name=name,
            )
            raise _UnsendableError(words)
        yield name.encode("ascii"), text.encode("latin-1")


def _explain(error: Exception, url: str, proxy: Secret | None) -> Failed:
    from workbench.net.failures import explain_failure

    failure = explain_failure(error, url, None if proxy is None else proxy.reveal())
    if failure is None:  # not the network's doing: a mistake in this program
        raise error
    return failure
