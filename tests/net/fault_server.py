"""A server that does to a connection what servers, proxies and networks do on bad days; one fault for each path.

It runs in a thread with a loop of its own, so that neither a busy client nor a busy fault holds up the other. The fault
is the first part of the path; what follows is the call's own path, as with a path prefix in a profile's host.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate

Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

REFUSAL = json.dumps({"status": {"success": False, "code": 1597, "message": "Key expired or not valid"}}).encode()
PIECE_SECONDS = 0.02
HUGE = 300 * 1024 * 1024
_ZEROS = bytes(64 * 1024)


@dataclass(frozen=True)
class Fault:
    """What the server does, and what a client should make of it: the outcome's word and reason."""

    behave: Behave
    outcome: str
    reason: str | None = None
    api_code: int | None = None
    is_answered: bool = False
    """Whether a reply is to be had; the deadline of a fault without one must be short."""


@dataclass
class Received:
    """What arrived on one connection: the octets of each request in it."""

    requests: list[bytes] = field(default_factory=list)


def head(*lines: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return "\r\n".join([status, *lines, "", ""]).encode("latin-1")


def reply(body: bytes, *lines: str, status: str = "HTTP/1.1 200 OK") -> bytes:
    return head("Content-Type: application/json", f"Content-Length: {len(body)}", *lines, status=status) + body


def say(*octets: bytes) -> Behave:
    """Send this, and leave the connection open."""

    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in octets:
            writer.write(piece)
        await writer.drain()

    return behave


def say_and_close(*octets: bytes) -> Behave:
    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await say(*octets)(reader, writer)
        writer.close()

    return behave


def say_and_reset(*octets: bytes) -> Behave:
    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await say(*octets)(reader, writer)
        await asyncio.sleep(PIECE_SECONDS)  # a reset overtakes what was sent just before
        opened: socket.socket = writer.get_extra_info("socket")
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return behave


def is_gone(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Whether the other side left. An encrypted stream takes, and keeps in memory, what is written to it after that."""
    return reader.at_eof() or writer.is_closing()


def drip(first: bytes, piece: bytes) -> Behave:
    """Send a piece every 20 ms for ever."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while not is_gone(reader, writer):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(PIECE_SECONDS)

    return behave


def pour(first: bytes, piece: bytes, octets: int | None = None) -> Behave:
    """Send as fast as it is taken: so many octets, or for ever."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        sent = 0
        while (octets is None or sent < octets) and not is_gone(reader, writer):
            writer.write(piece)
            sent += len(piece)
            await writer.drain()
            await asyncio.sleep(0)
        if octets is not None:
            writer.close()

    return behave


async def be_silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


def bomb(kind: str) -> bytes:
    """200 MB of zeros, packed to some 200 kB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if kind == "gzip" else -zlib.MAX_WBITS)
    return b"".join(packer.compress(_ZEROS) for _ in range(200 * 16)) + packer.flush()


def later(seconds: float) -> str:
    import time

    return formatdate(time.time() + seconds, usegmt=True)


def put_off(status: str, retry_after: Callable[[], str], body: bytes = b"") -> Behave:
    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await say(reply(body, f"Retry-After: {retry_after()}", status=status))(reader, writer)

    return behave


_CHUNKED = head("Transfer-Encoding: chunked")
_NO_LENGTH = head("Content-Type: application/json")
_HTML = b"<!DOCTYPE html><html><title>Attention Required! | Edge</title></html>"

FAULTS: dict[str, Fault] = {
    # time
    "silence": Fault(be_silent, "failed", "timeout"),
    "drip-headers": Fault(drip(b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n"), "failed", "timeout"),
    "drip-body": Fault(drip(head("Content-Length: 100000"), b"x"), "failed", "timeout"),
    "drip-chunks": Fault(drip(_CHUNKED, b"1\r\nx\r\n"), "failed", "timeout"),
    "endless-continue": Fault(pour(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "failed", "timeout"),
    "drip-continue": Fault(drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "failed", "timeout"),
    "silent-body": Fault(say(head("Content-Length: 100")), "failed", "timeout"),
    # size
    "endless-chunks": Fault(pour(_CHUNKED, b"1000\r\n" + bytes(0x1000) + b"\r\n"), "failed", "too_large"),
    "endless-body": Fault(pour(_NO_LENGTH, _ZEROS), "failed", "too_large"),
    "huge-body": Fault(pour(head(f"Content-Length: {HUGE}"), _ZEROS, HUGE), "failed", "too_large"),
    "huge-body-without-length": Fault(pour(_NO_LENGTH, _ZEROS, HUGE), "failed", "too_large"),
    "long-header": Fault(say(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 300_000), "failed", "too_large"),
    "many-headers": Fault(pour(b"HTTP/1.1 200 OK\r\n", b"X-Many: 1\r\n" * 100), "failed", "too_large"),
    "long-trailer": Fault(pour(_CHUNKED + b"0\r\n", b"X-Many: 1\r\n" * 100), "failed", "too_large"),
    "long-chunk-header": Fault(pour(_CHUNKED, b"0" * 1000), "failed", "too_large"),
    "gzip-bomb": Fault(
        say(reply(bomb("gzip"), "Content-Encoding: gzip")), "unreadable", "unsupported_encoding", is_answered=True
    ),
    "deflate-bomb": Fault(
        say(reply(bomb("deflate"), "Content-Encoding: deflate")), "unreadable", "unsupported_encoding", is_answered=True
    ),
    "gzip-bomb-in-disguise": Fault(say(reply(bomb("gzip"))), "unreadable", "not_json", is_answered=True),
    "gzip-twice": Fault(
        say(reply(gzip.compress(REFUSAL), "Content-Encoding: identity", "Content-Encoding: gzip")),
        "unreadable", "unsupported_encoding", is_answered=True,
    ),
    # cut off
    "reset-at-once": Fault(say_and_reset(), "failed", "reset"),
    "reset-in-headers": Fault(say_and_reset(b"HTTP/1.1 200 OK\r\nX-"), "failed", "reset"),
    "reset-in-body": Fault(say_and_reset(head("Content-Length: 100"), b"{"), "failed", "reset"),
    "close-at-once": Fault(say_and_close(), "failed", "reset"),
    "close-in-headers": Fault(say_and_close(b"HTTP/1.1 200 OK\r\nX-"), "failed", "reset"),
    "close-in-body": Fault(say_and_close(head("Content-Length: 100"), b"{"), "failed", "reset"),
    "close-in-chunk": Fault(say_and_close(_CHUNKED, b"100\r\n{"), "failed", "reset"),
    "close-after-continue": Fault(say_and_close(b"HTTP/1.1 100 Continue\r\n\r\n"), "failed", "reset"),
    # lies and other protocols
    "length-too-short": Fault(
        say(head("Content-Length: 20"), REFUSAL), "unreadable", "not_json", is_answered=True
    ),
    "lengths-that-differ": Fault(say(head("Content-Length: 5", "Content-Length: 6"), b"{}{}{}"), "failed", "protocol"),
    "length-of-letters": Fault(say(head("Content-Length: many"), b"{}"), "failed", "protocol"),
    "unknown-transfer-encoding": Fault(say(head("Transfer-Encoding: gzip"), b"{}"), "failed", "protocol"),
    "bad-chunk": Fault(say(_CHUNKED, b"zz\r\n{}\r\n"), "failed", "protocol"),
    "bad-status-line": Fault(say(b"HTTP/1.1 TWO HUNDRED\r\n\r\n"), "failed", "protocol"),
    "bad-header": Fault(say(b"HTTP/1.1 200 OK\r\nX Y: 1\r\n\r\n"), "failed", "protocol"),
    "mail-server": Fault(say(b"220 mail.invalid ESMTP ready\r\n\r\n"), "failed", "protocol"),
    "no-headers": Fault(say_and_close(REFUSAL + b"\r\n\r\n"), "failed", "protocol"),
    "upgrade": Fault(
        say_and_close(head("Upgrade: h2c", "Connection: Upgrade", status="HTTP/1.1 101 Switching Protocols")),
        "failed", "protocol",
    ),
    # answers that are odd and yet answers
    "refusal": Fault(say(reply(REFUSAL)), "refused", None, 1597, is_answered=True),
    "http-1.0": Fault(
        say_and_close(head(status="HTTP/1.0 200 OK"), REFUSAL), "refused", None, 1597, is_answered=True
    ),
    "no-length": Fault(say_and_close(_NO_LENGTH, REFUSAL), "refused", None, 1597, is_answered=True),
    "length-twice": Fault(
        say(reply(REFUSAL, f"Content-Length: {len(REFUSAL)}")), "refused", None, 1597, is_answered=True
    ),
    "length-and-chunks": Fault(
        say(
            head("Content-Length: 3", "Transfer-Encoding: chunked"), b"%x\r\n%s\r\n0\r\n\r\n" % (len(REFUSAL), REFUSAL)
        ),
        "refused", None, 1597, is_answered=True,
    ),
    "types-that-differ": Fault(
        say(reply(REFUSAL, "Content-Type: text/html; charset=utf-7")), "refused", None, 1597, is_answered=True
    ),
    "set-cookie": Fault(
        say(reply(REFUSAL, "Set-Cookie: marked-cookie=1; Path=/")), "refused", None, 1597, is_answered=True
    ),
    "edge-page": Fault(
        say(reply(_HTML, status="HTTP/1.1 403 Forbidden")), "failed", "forbidden", is_answered=True
    ),
    "no-content": Fault(say(head(status="HTTP/1.1 204 No Content")), "unreadable", "not_json", is_answered=True),
    "429-seconds": Fault(
        put_off("HTTP/1.1 429 Too Many", lambda: "7"), "failed", "rate_limited", is_answered=True
    ),
    "429-date": Fault(
        put_off("HTTP/1.1 429 Too Many", lambda: later(7)), "failed", "rate_limited", is_answered=True
    ),
    "503-seconds": Fault(
        put_off("HTTP/1.1 503 Unavailable", lambda: "7"), "failed", "server_error", is_answered=True
    ),
    "503-date": Fault(
        put_off("HTTP/1.1 503 Unavailable", lambda: later(7)), "failed", "server_error", is_answered=True
    ),
    "429-envelope": Fault(
        put_off("HTTP/1.1 429 Too Many", lambda: "7", REFUSAL), "refused", "rate_limited", 1597, is_answered=True
    ),
}  # fmt: skip


class FaultServer:
    """Owns a listening socket and a thread; ``received`` is what came over each connection, in order of acceptance.

    ``behave`` takes the place of the faults, ``reads_first`` false gives it the connection before anything was read.
    """

    def __init__(
        self, *, tls: ssl.SSLContext | None = None, behave: Behave | None = None, reads_first: bool = True
    ) -> None:
        self._tls = tls
        self._behave = behave
        self._reads_first = reads_first
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda *_: None)  # faults break connections on purpose
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.received: list[Received] = []
        self.url = ""

    def start(self, address: str = "127.0.0.1") -> str:
        """Listen on a free port; gives the base URL."""
        self._thread.start()
        self.url = asyncio.run_coroutine_threadsafe(self._listen(address), self._loop).result(10)
        return self.url

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def host_of(self, fault: str) -> str:
        """The host that shows a fault."""
        return f"{self.url}/{fault}"

    @property
    def requests(self) -> list[bytes]:
        """Every request of every connection."""
        return [one for connection in self.received for one in connection.requests]

    async def _listen(self, address: str) -> str:
        self._server = await asyncio.start_server(self._accept, address, 0, ssl=self._tls)
        port = self._server.sockets[0].getsockname()[1]
        shown = f"[{address}]" if ":" in address else address
        return f"{'https' if self._tls else 'http'}://{shown}:{port}"

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            with contextlib.suppress(AttributeError):  # Python 3.11.2: a TLS transport that has ended lost its protocol
                writer.transport.abort()  # closing politely would wait for a client that keeps its connection
        if self._tls is not None:  # connections whose handshake failed close by themselves
            await asyncio.sleep(5 * PIECE_SECONDS)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._writers.append(writer)
        received = Received()
        self.received.append(received)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            if self._behave is not None and not self._reads_first:
                await self._behave(reader, writer)
            while self._reads_first and not writer.is_closing():
                request = await read_request(reader)
                received.requests.append(request)
                path = request.split(b" ", 2)[1].decode().strip("/").partition("/")[0]
                await (self._behave or FAULTS[path].behave)(reader, writer)
        writer.close()


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """A whole request: head, and as much body as it announces."""
    opening = await reader.readuntil(b"\r\n\r\n")
    lengths = [int(line[15:]) for line in opening.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return opening + await reader.readexactly(lengths[0] if lengths else 0)


@contextlib.contextmanager
def running(server: FaultServer, address: str = "127.0.0.1") -> Iterator[FaultServer]:
    """The server, started and stopped again."""
    server.start(address)
    try:
        yield server
    finally:
        server.stop()
