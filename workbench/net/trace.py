"""What httpcore reports while it works, as the phases of an exchange and the connection that it went over.

Learned from httpcore 1.0.9: events are named ``<logger>.<step>.<started|complete|failed>``. A call through a tunnel
shows the proxy's own exchange (``CONNECT``) with the same names as the real one, and its TLS as ``proxy.start_tls``;
TLS to the proxy itself is ``connection.start_tls``. A connection that is reused reports no ``connect_tcp``. What a
look-up costs is not told apart from connecting, and no event marks the first byte, only the last header.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from workbench.core.timeline import Connection, Phase, PhaseName

_SEND = "http11.send_request_headers.started"
_BEGINNINGS: dict[str, PhaseName] = {
    "connection.connect_tcp.started": "connect",
    _SEND: "send",
    "http11.receive_response_headers.started": "wait",
    "http11.receive_response_headers.complete": "receive",
}


class Trace:
    """Owns what is known of one try while it runs; readable at any moment, also of one that was cut off.

    ``on_phase`` is told each phase as it begins, on the loop that made the trace, whatever thread the events come from.
    ``streams`` are the connections that this try opened.
    """

    def __init__(self, on_phase: Callable[[PhaseName], None] | None = None) -> None:
        self._on_phase = on_phase
        self._home = None if on_phase is None else asyncio.get_running_loop()
        self._began = time.perf_counter()
        self._ended: float | None = None
        self._beginnings: list[tuple[PhaseName, float]] = []
        self._is_proxied = False
        self._is_connect_request = False
        self._tls_event = "connection.start_tls.started"
        self._connection = Connection()
        self.streams: list[Any] = []

    def begin(self, *, proxy: str | None, is_verified: bool | None) -> None:
        """Start the time; ``proxy`` is a URL without credentials."""
        self._began = time.perf_counter()
        self._is_proxied = proxy is not None
        self._tls_event = f"{'proxy' if proxy is not None else 'connection'}.start_tls.started"
        self._connection = Connection(proxy=proxy, is_verified=is_verified)

    def end(self) -> None:
        """Stop the time; the last phase ends here."""
        if self._ended is None:
            self._ended = time.perf_counter()

    async def hear(self, event: str, details: dict[str, Any]) -> None:
        """Take an event; httpcore's ``trace`` extension."""
        if "request" in details:
            self._is_connect_request = details["request"].method == b"CONNECT"
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.streams.append(details["return_value"])
            self.look_at(details["return_value"])
        phase: PhaseName | None = "tls" if event == self._tls_event else _BEGINNINGS.get(event)
        if phase is None or (self._is_connect_request and phase not in ("connect", "tls")):
            return
        if event == _SEND and not self.streams:
            self._connection = replace(self._connection, is_reused=True)
        self._beginnings.append((phase, time.perf_counter()))
        if self._on_phase is not None and self._home is not None and self._ended is None:
            with suppress(RuntimeError):  # that loop is closed: nobody is left to be told
                self._home.call_soon_threadsafe(self._on_phase, phase)

    def look_at(self, stream: Any, http_version: str | None = None) -> None:
        """Take from one of httpcore's streams what it knows of its peer."""
        from workbench.net.tls import describe_certificate

        address = stream.get_extra_info("server_addr")
        encrypted = stream.get_extra_info("ssl_object")
        known: dict[str, Any] = {"http_version": http_version}
        if isinstance(address, tuple):
            known["remote_address"] = (
                f"[{address[0]}]:{address[1]}" if ":" in address[0] else f"{address[0]}:{address[1]}"
            )
        if encrypted is not None:
            known["tls_version"] = encrypted.version()
            known["certificate"] = describe_certificate(encrypted.getpeercert(binary_form=True))
        self._connection = replace(self._connection, **{name: one for name, one in known.items() if one is not None})

    @property
    def has_sent(self) -> bool:
        """Whether anything of the call itself may have left this machine."""
        return any(phase == "send" for phase, _ in self._beginnings)

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the beginning, up to the end or to now."""
        return round((self._last_moment - self._began) * 1000)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases so far, without gaps between them; the last one ends with the exchange."""
        ends = [*(moment for _, moment in self._beginnings), self._last_moment][1:]
        return tuple(
            Phase(name, self._to_ms(began), self._to_ms(ended))
            for (name, began), ended in zip(self._beginnings, ends, strict=True)
        )

    @property
    def connection(self) -> Connection:
        """What is known of the connection so far."""
        return self._connection

    @property
    def _last_moment(self) -> float:
        return time.perf_counter() if self._ended is None else self._ended

    def _to_ms(self, moment: float) -> float:
        return round((moment - self._began) * 1000, 3)
