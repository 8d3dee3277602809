"""The open connections to hosts: one pool for each way of getting there, made at first use."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, TypeAlias

from workbench.core.route import ConnectionSettings
from workbench.core.secret import Secret
from workbench.net.tls import fingerprint_files, make_context

if TYPE_CHECKING:
    import httpx

KEPT_OPEN_SECONDS = 60.0
"""How long an idle connection is kept, so that the next call to the host need not connect again."""
_Trust: TypeAlias = tuple[ConnectionSettings, tuple[tuple[str, int, int], ...]]


class Pools:
    """Owns pools and TLS contexts. One context for each distinct setting, not for each call: it costs 20 to 70 ms.

    A certificate file that is replaced makes another setting of it. Making them happens in a thread. Belongs to one
    event loop.
    """

    def __init__(self) -> None:
        self._pools: dict[tuple[_Trust, Secret | None], httpx.AsyncBaseTransport] = {}
        self._contexts: dict[_Trust, ssl.SSLContext] = {}
        self._opening = asyncio.Lock()

    async def open(self, settings: ConnectionSettings, proxy: Secret | None) -> httpx.AsyncBaseTransport:
        """The pool for a proxy (its URL with credentials) and settings.

        :raises TlsTrouble: a certificate file cannot be used.
        :raises httpx.ProxyError: the proxy's URL cannot be used.
        """
        async with self._opening:
            trust = await self._identify(settings)
            if (trust, proxy) not in self._pools:
                self._pools[trust, proxy] = await asyncio.to_thread(self._make, trust, proxy)
            return self._pools[trust, proxy]

    async def check(self, settings: ConnectionSettings) -> None:
        """Make the TLS context of settings, unless it is there.

        :raises TlsTrouble: a certificate file cannot be used.
        """
        async with self._opening:
            await asyncio.to_thread(self._context, await self._identify(settings))

    @staticmethod
    async def _identify(settings: ConnectionSettings) -> _Trust:
        """What distinguishes a TLS context; the proxy does not."""
        trust = ConnectionSettings(
            ca_file=settings.ca_file,
            client_certificate_file=settings.client_certificate_file,
            client_key_file=settings.client_key_file,
            client_key_passphrase=settings.client_key_passphrase,
            is_verified=settings.is_verified,
        )
        if trust == ConnectionSettings(is_verified=trust.is_verified):
            return trust, ()
        return trust, await asyncio.to_thread(fingerprint_files, trust)

    def _context(self, trust: _Trust) -> ssl.SSLContext:
        if trust not in self._contexts:
            self._contexts[trust] = make_context(trust[0])
        return self._contexts[trust]

    def _make(self, trust: _Trust, proxy: Secret | None) -> httpx.AsyncHTTPTransport:
        import httpx

        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=KEPT_OPEN_SECONDS)
        context = self._context(trust)
        url = None if proxy is None else proxy.reveal()
        try:
            return httpx.AsyncHTTPTransport(verify=context, trust_env=False, proxy=url, limits=limits)
        except (ValueError, ImportError, httpx.InvalidURL):
            raise httpx.ProxyError("not usable") from None

    async def aclose(self) -> None:
        """Close all connections."""
        opened, self._pools = self._pools, {}
        for transport in opened.values():
            await transport.aclose()
