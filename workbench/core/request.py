"""A neutral HTTP request: what preview, dry run, import and export speak of; and hosts, from which it is built."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TypeAlias
from urllib.parse import urlsplit

from workbench.core import json_text
from workbench.core.calls import SECRET_FIELD, Call
from workbench.core.redact import Redacted, mask, redact
from workbench.core.secret import Secret

SIMULATOR = "simulator"
"""The host word that the session resolves to the built-in simulator's address."""

PRODUCTION_HOSTS = (
    "https://eu.api.capillarytech.com",
    "https://apac2-auth-api.capillarytech.com",
    "https://apac-s3wrapper.capillarytech.com",
    "https://eu-auth-api.capillarytech.com",
    "https://apac.api.intouch.capillarytech.com",
    "https://ushc.api.capillarytech.com",
    "https://sea.api.capillarytech.com",
)
"""Host presets, all marked *production*; the last three are general API hosts, their auth path is not documented."""

HeaderValue: TypeAlias = str | Secret


@dataclass(frozen=True, slots=True)
class Basic:
    """HTTP Basic credentials."""

    username: str
    password: Secret


@dataclass(frozen=True, slots=True)
class Request:
    """Method, URL, headers in order, and body (shown only masked)."""

    method: str
    url: str
    headers: tuple[tuple[str, HeaderValue], ...]
    body: Secret = field(repr=False)
    secrets: tuple[Secret, ...] = field(default=(), repr=False)

    def masked_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers with secret values masked."""
        return tuple((name, mask(value) if isinstance(value, Secret) else value) for name, value in self.headers)

    def masked_body(self, *, indent: int | None = None) -> Redacted:
        """The body with secrets removed by value, and ``key`` and ``expiredToken`` masked whatever they hold.

        JSON is laid out on one line, as it is sent, or pretty-printed with ``indent`` spaces.
        """
        text = self.body.reveal()
        try:
            value = json_text.parse(text).value
        except ValueError:
            return redact(text, self.secrets)
        if isinstance(value, dict):
            for name in SECRET_FIELD.values():
                if value.get(name) is not None:
                    held = value[name]
                    value[name] = mask(Secret(held if isinstance(held, str) else json_text.write(held)))
        return redact(json_text.write(value, indent=indent), self.secrets)


class InvalidHost(ValueError):
    """The host cannot be used; the message says why, in words for the user."""


def parse_host(host: str) -> str:
    """The base URL of a host, without a slash at its end; a path prefix is kept.

    :raises InvalidHost: where there is none, no ``http(s)://`` in front, credentials, a query or a fragment in it.
    """
    text = host.strip()
    if not text:
        raise InvalidHost("The host is missing.")
    if text.lower() == SIMULATOR:
        return SIMULATOR
    if any(character.isspace() or character == "\\" or not character.isprintable() for character in text):
        raise InvalidHost("The host has a space, a backslash, a line break or an invisible character in it.")
    if "://" not in text:
        raise InvalidHost(f"Write the host with https:// in front: https://{text}")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise InvalidHost("The host is not a valid URL; its port or address cannot be read.") from None
    if parts.scheme not in ("http", "https"):
        raise InvalidHost(f"The host must start with https:// or http://, not {parts.scheme}://.")
    if "@" in parts.netloc:
        raise InvalidHost("The host must not hold a user name or password; use the Basic credentials of the profile.")
    if not parts.hostname or port == 0:
        raise InvalidHost("The host has no name or no usable port.")
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise InvalidHost("The host must not hold a query (?) or fragment (#).")
    return text.rstrip("/")


def origin_of(host: str) -> str:
    """Scheme, name and port of a host in lower case, to which secrets are bound; the simulator's is its word.

    :raises InvalidHost: as ``parse_host``.
    """
    base = parse_host(host)
    if base == SIMULATOR:
        return SIMULATOR
    parts = urlsplit(base)
    default = 443 if parts.scheme == "https" else 80
    name = (parts.hostname or "").lower().removesuffix(".")
    return f"{parts.scheme}://{f'[{name}]' if ':' in name else name}:{parts.port or default}"


def find_origin(host: str) -> str | None:
    """As ``origin_of``; ``None`` for what cannot be used as a host."""
    try:
        return origin_of(host)
    except InvalidHost:
        return None


def is_loopback(base: str) -> bool:
    """Whether a base URL stays on this machine, by its literal name or address."""
    name = (urlsplit(base).hostname or "").lower()
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def is_production(host: str) -> bool:
    """Whether a host is one of the presets marked *production*, whatever its path."""
    try:
        return origin_of(host) in {origin_of(preset) for preset in PRODUCTION_HOSTS}
    except InvalidHost:
        return False


def build_request(
    call: Call,
    base: str,
    *,
    extra_headers: Sequence[tuple[str, Secret]] = (),
    basic: Basic | None = None,
    user_agent: str = "token-workbench",
) -> Request:
    """The exact request for a call against a base URL (a real one: the session has resolved the simulator's word)."""
    defaults: Mapping[str, str] = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": user_agent,
    }
    replaced = {name.lower() for name, _ in extra_headers}
    headers: list[tuple[str, HeaderValue]] = [(n, v) for n, v in defaults.items() if n.lower() not in replaced]
    credentials: list[Secret] = []
    if basic is not None and "authorization" not in replaced:
        pair = f"{basic.username}:{basic.password.reveal()}".encode("utf-8", "surrogatepass")
        credentials = [basic.password, Secret(base64.b64encode(pair).decode())]
        headers.append(("Authorization", Secret("Basic " + credentials[1].reveal())))
    headers.extend(extra_headers)
    secrets = (*call.secrets, *credentials, *(value for _, value in extra_headers))
    return Request("POST", base + call.path, tuple(headers), call.body(), secrets)
