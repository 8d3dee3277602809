"""What happened on the way to a host and back: phases with times, the connection, and the tries before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

PhaseName: TypeAlias = Literal["connect", "tls", "send", "wait", "receive"]
PHASES: tuple[PhaseName, ...] = ("connect", "tls", "send", "wait", "receive")
"""In their order. ``connect`` holds the name look-up and, where there is one, the proxy's consent; ``wait`` is for the
server's first answer and ends with its last header, the first moment of it that httpcore reports."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of an exchange, in milliseconds since its last try began. A phase cut off ends with the exchange."""

    name: PhaseName
    begins_ms: float
    ends_ms: float


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate that the host (not a proxy) showed; ``expires_at`` is Unix seconds."""

    subject: str
    issuer: str
    expires_at: float | None


@dataclass(frozen=True, slots=True)
class Connection:
    """What the exchange went over. ``proxy`` is its URL without credentials, ``remote_address`` the address that was
    reached (the proxy's, where there is one). ``is_verified`` is ``None`` for plain http, and ``False`` where the
    verification of certificates was switched off. What never came to be known is ``None``.
    """

    remote_address: str | None = None
    http_version: str | None = None
    tls_version: str | None = None
    certificate: Certificate | None = None
    is_reused: bool = False
    proxy: str | None = None
    is_verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: why it did not do (``None`` for one that needed no other), how long it took, what was waited after."""

    reason: str | None
    elapsed_ms: int
    waited_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Phases and connection of the last try, and all tries in order."""

    phases: tuple[Phase, ...] = ()
    connection: Connection | None = None
    attempts: tuple[Attempt, ...] = ()
