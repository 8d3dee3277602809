"""A server of one's own on loopback, which does to a connection whatever a test wants, and the request sent to it."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from workbench.core.request import Request
from workbench.core.secret import Secret

from .fault_server import read_request

Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[..., Awaitable[str]]
MakeRequest = Callable[..., Request]

SECRET = "the-secret-nobody-may-see"


@pytest_asyncio.fixture
async def serve() -> AsyncIterator[Serve]:
    """``await serve(behave)`` gives the base URL of a server; ``behave`` gets each connection after its request."""
    servers: list[asyncio.Server] = []
    connections: set[asyncio.Task[object]] = set()

    async def start(behave: Behave, *, tls: ssl.SSLContext | None = None, reads_first: bool = True) -> str:
        async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            connections.add(task)
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                if reads_first:
                    await read_request(reader)
                await behave(reader, writer)
            writer.close()

        server = await asyncio.start_server(attend, "127.0.0.1", 0, ssl=tls)
        servers.append(server)
        return f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()
    for task in connections:
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)


@pytest.fixture
def make_request() -> MakeRequest:
    """A request as the core builds them, with a secret in its body and one in a header."""

    def make(url: str = "https://auth.invalid/auth/v1/token/regenerate", **changes: object) -> Request:
        parts: dict[str, object] = {
            "method": "POST",
            "url": url,
            "headers": (
                ("Accept", "application/json"),
                ("Content-Type", "application/json"),
                ("Accept-Encoding", "identity"),
                ("User-Agent", "token-workbench"),
                ("X-Api-Key", Secret(SECRET)),
            ),
            "body": Secret(f'{{"key":"{SECRET}"}}'),
            **changes,
        }
        return Request(**parts)  # type: ignore[arg-type]

    return make
