"""The simulator itself: the engine behind a loopback server in a thread of its own.

Learned of uvicorn 0.54: it takes a socket that is bound already, and installs signal handlers in the main thread only.
Ten times a second it looks whether it is to exit, which was a third of what the window cost at rest; so it is told here
instead. A call still waiting at its end costs a second and an error in the log, so waiting calls are told to go too.
Its own Date header would betray the real time; the one sent here is the clock's.
asyncio switches Nagle's delay off only where the socket was made with ``IPPROTO_TCP``: 44 ms a call otherwise.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from workbench.simulator import answers, openapi
from workbench.simulator.answers import Answer
from workbench.simulator.engine import Engine
from workbench.simulator.stories import STORIES, Story

HOST = "127.0.0.1"
MAX_BODY = 1024 * 1024
"""Bytes of a request body; what is larger gets a 413."""
MAX_RECEIVED = 200
"""Calls that are remembered."""


@dataclass(frozen=True, slots=True)
class ReceivedCall:
    """Owns what may be told of one call: no body and no secret. ``at`` is in Unix seconds of the simulator's clock."""

    number: int
    at: float
    method: str
    path: str
    http_status: int
    api_code: int | None
    story: str


class _Server(uvicorn.Server):
    """Owns the serving: says when it has begun or failed to, and ends it where ``leaving`` is set."""

    def __init__(self, config: uvicorn.Config, leaving: asyncio.Event) -> None:
        super().__init__(config)
        self.is_settled = threading.Event()
        self._leaving = leaving

    def serve_on(self, listener: socket.socket) -> None:
        """Serve until told to ``leave``; the listener is closed then."""
        try:
            self.run([listener])
        finally:
            listener.close()
            self.is_settled.set()

    def leave(self) -> None:
        """Stop serving soon; from another thread, once it is settled."""
        self._loop.call_soon_threadsafe(self._leaving.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.is_settled.set()

    async def main_loop(self) -> None:
        await self._leaving.wait()


class Simulator:
    """Owns one stand-in for the auth engine: its engine, its server and thread, and the calls it received.

    The clock gives Unix seconds; delays are real seconds. ``start`` and ``stop`` belong to one thread, everything else
    may be used from any. ``on_received`` is called from the server's thread, before the answer leaves.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        story: str = "normal",
        port: int = 0,
        seed: int | None = None,
        errors_as_http: bool = False,
    ) -> None:
        self.on_received: Callable[[ReceivedCall], None] | None = None
        self.errors_as_http = errors_as_http
        self.delay_seconds = 5.0
        """What the story ``slow`` waits before it answers."""
        self._story = _find_story(story)
        self._clock = clock
        self._engine = Engine(clock, seed=seed)
        self._lock = threading.Lock()  # engine and received calls are used from the server's thread and from others
        self._received: deque[ReceivedCall] = deque(maxlen=MAX_RECEIVED)
        self._count = 0
        self._wanted_port = port
        self._leaving = asyncio.Event()
        self._running: tuple[_Server, threading.Thread, int] | None = None  # with the port

    # ---- running

    def start(self) -> None:
        """Bind and serve; returns once calls are answered. OSError when the port is taken."""
        if self._running is not None:
            return
        listener = _bind(self._wanted_port)
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._serve,
            interface="asgi3",  # uvicorn takes a method that is no coroutine function of its own for ASGI 2
            proxy_headers=False,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        )
        self._leaving = asyncio.Event()
        server = _Server(config, self._leaving)
        thread = threading.Thread(target=server.serve_on, args=(listener,), name="simulator", daemon=True)
        thread.start()
        server.is_settled.wait()
        if not server.started:
            raise RuntimeError("the simulator's server did not start")
        self._running = (server, thread, port)

    def stop(self) -> None:
        """Stop serving, also while a call waits; returns when the port is free again."""
        if self._running is None:
            return
        server, thread, _ = self._running
        server.leave()
        thread.join()
        self._running = None

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``; RuntimeError while it does not serve."""
        if self._running is None:
            raise RuntimeError("the simulator is not running")
        return f"http://{HOST}:{self._running[2]}"

    # ---- behaviour

    @property
    def story(self) -> str:
        """The name of the story the next call falls into; setting an unknown one is a ValueError."""
        return self._story.name

    @story.setter
    def story(self, name: str) -> None:
        self._story = _find_story(name)

    def reset(self) -> None:
        """Forget sessions, revocations and received calls; the secret stays, so demo credentials stay good."""
        with self._lock:
            self._engine.reset()
            self._received.clear()
            self._count = 0

    @property
    def received(self) -> tuple[ReceivedCall, ...]:
        """The latest calls, newest last."""
        with self._lock:
            return tuple(self._received)

    def demo_mobile(self) -> dict[str, str]:
        """identifierType, identifierValue, brand, deviceId and a good key."""
        with self._lock:
            return self._engine.get_demo_mobile()

    def demo_web(self) -> dict[str, str]:
        """identifierType, identifierValue, brand and a good expiredToken, which has really expired."""
        with self._lock:
            return self._engine.get_demo_web()

    # ---- in the server's thread

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        story = self._story
        try:
            answer = await self._answer_or_leave(request, story)
        except ClientDisconnect:
            return
        received = self._remember(request, answer, story)
        if self.on_received is not None:
            self.on_received(received)
        headers = dict(answer.headers) | {
            "content-type": answer.content_type,
            "date": formatdate(self._clock(), usegmt=True),
        }
        await Response(answer.body, answer.http_status, headers)(scope, receive, send)

    async def _answer_or_leave(self, request: Request, story: Story) -> Answer:
        """The answer; while its body or its time has not come yet, stopping the simulator comes first."""
        answering = asyncio.create_task(self._answer(request, story))
        leaving = asyncio.create_task(self._leaving.wait())
        await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if answering.done():
            return answering.result()
        answering.cancel()
        return answers.stop_serving()

    async def _answer(self, request: Request, story: Story) -> Answer:
        method, path = request.method, request.scope["path"]
        if path == openapi.PATH:
            return answers.write_document(openapi.describe_api()) if method == "GET" else answers.refuse_method("GET")
        endpoint = self._engine.find_endpoint(method, path)
        if isinstance(endpoint, Answer):
            return endpoint
        body = await _read_body(request)
        if body is None:
            return answers.refuse_size()
        if story.is_slow:
            await asyncio.sleep(self.delay_seconds)
        with self._lock:
            return self._engine.answer(method, path, body, story, errors_as_http=self.errors_as_http)

    def _remember(self, request: Request, answer: Answer, story: Story) -> ReceivedCall:
        with self._lock:
            self._count += 1
            received = ReceivedCall(
                number=self._count,
                at=self._clock(),
                method=request.method,
                path=request.scope["path"],
                http_status=int(answer.http_status),
                api_code=answer.api_code,
                story=story.name,
            )
            self._received.append(received)
        return received


def _find_story(name: str) -> Story:
    if name not in STORIES:
        raise ValueError(f"there is no story {name!r}; there are: {', '.join(STORIES)}")
    return STORIES[name]


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # elsewhere the option would let two listeners share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = (error.strerror or str(error)).lower()
        raise OSError(error.errno, f"port {port} of {HOST} cannot be used: {reason}") from error
    return listener


async def _read_body(request: Request) -> bytes | None:
    """The body, or None when it is, or says it is, larger than ``MAX_BODY``; then the rest is not read."""
    if int(request.headers.get("content-length", 0)) > MAX_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
