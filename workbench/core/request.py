"""A neutral HTTP request: what preview, dry run, import and export speak of; and hosts, from which it is built."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from ipaddress import AddressValueError, IPv6Address, ip_address
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from workbench.core import json_text
from workbench.core.calls import SECRET_FIELD, Call
from workbench.core.redact import Redacted, mask, redact
from workbench.core.secret import Secret
from workbench.language import tr

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

DEFAULT_PORTS: Mapping[str, int] = {"https": 443, "http": 80}
_PATH_CHARACTERS = "!$%&'()*+,-./:;=@_~"  # what RFC 3986 lets stand in a path as it is
_HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")

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

    def masked_text(self) -> str:
        """Method and URL, headers and body as people read them, secrets masked.

        ``Host`` and ``Content-Length`` are among the headers, where HTTP itself adds them.
        """
        given = {name.lower() for name, _ in self.headers}
        length = len(self.body.reveal().encode("utf-8", "surrogatepass"))
        headers = [("Host", urlsplit(self.url).netloc), *self.masked_headers(), ("Content-Length", str(length))]
        if "host" in given:
            del headers[0]
        if "content-length" in given:
            del headers[-1]
        lines = [f"{name}: {redact(value, self.secrets)}" for name, value in headers]
        return "\n".join([f"{self.method} {redact(self.url, self.secrets)}", *lines, "", self.masked_body(indent=2)])


class InvalidHost(ValueError):
    """The host cannot be used; the message says why, in words for the user."""


def parse_host(host: str) -> str:
    """The base URL of a host as it goes on the wire, without a slash at its end; a path prefix is kept.

    A name in other letters than ASCII becomes its ``xn--`` form (IDNA 2008, with the mapping of UTS 46 that browsers
    use), the name is in lower case, the scheme's own port is left out, and a path is percent-encoded where it must be.

    :raises InvalidHost: where there is none, no ``http(s)://`` in front, credentials, a query or a fragment in it.
    """
    text = host.strip()
    if not text:
        raise InvalidHost(tr("The host is missing."))
    if text.lower() == SIMULATOR:
        return SIMULATOR
    if any(character.isspace() or character == "\\" or not character.isprintable() for character in text):
        raise InvalidHost(tr("The host has a space, a backslash, a line break or an invisible character in it."))
    if "://" not in text:
        raise InvalidHost(tr("Write the host with https:// in front: https://{host}", host=text))
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise InvalidHost(tr("The host is not a valid URL; its port or address cannot be read.")) from None
    if parts.scheme not in DEFAULT_PORTS:
        raise InvalidHost(tr("The host must start with https:// or http://, not {scheme}://.", scheme=parts.scheme))
    if "@" in parts.netloc:
        raise InvalidHost(
            tr("The host must not hold a user name or password; use the Basic credentials of the profile.")
        )
    if not parts.hostname or port == 0:
        raise InvalidHost(tr("The host has no name or no usable port."))
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise InvalidHost(tr("The host must not hold a query (?) or fragment (#)."))
    path = parts.path.rstrip("/")
    if {".", ".."} & set(path.split("/")):
        raise InvalidHost(tr("The path behind the host must not have . or .. as a part; write where it leads."))
    place = _to_ascii(parts.hostname) + ("" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}")
    return f"{parts.scheme}://{place}{quote(path, safe=_PATH_CHARACTERS, errors='surrogatepass')}"


def _to_ascii(name: str) -> str:
    """The name as the wire knows it; an IPv6 address in brackets.

    :raises InvalidHost: no host can have this name.
    """
    if ":" in name:
        try:
            if "%" in name:
                raise InvalidHost(tr("The IPv6 address must not name a zone (%…); httpx cannot reach one."))
            return f"[{IPv6Address(name)}]"
        except AddressValueError:
            raise InvalidHost(tr("The address in brackets is not an IPv6 address.")) from None
    if name.isascii():
        plain = name.lower()
    else:
        import idna  # late: 12 ms, and names are rarely other than ASCII

        try:
            plain = idna.encode(name, uts46=True).decode("ascii")
        except UnicodeError:  # idna.IDNAError is one
            raise InvalidHost(tr("The host's name has letters that no host can have (IDNA 2008).")) from None
    if not _HOST_NAME.fullmatch(plain):
        raise InvalidHost(tr("The host's name has characters that no host can have."))
    return plain


def origin_of(host: str) -> str:
    """Scheme, name and port of a host in lower case, to which secrets are bound; the simulator's is its word.

    :raises InvalidHost: as ``parse_host``.
    """
    base = parse_host(host)
    if base == SIMULATOR:
        return SIMULATOR
    parts = urlsplit(base)
    name = (parts.hostname or "").lower().removesuffix(".")
    return f"{parts.scheme}://{f'[{name}]' if ':' in name else name}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


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
        return origin_of(host) in _production_origins()
    except InvalidHost:
        return False


@cache
def _production_origins() -> frozenset[str]:
    return frozenset(origin_of(preset) for preset in PRODUCTION_HOSTS)


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
