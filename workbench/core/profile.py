"""A named set of inputs for a call; which of them are secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.core.calls import (
    FIELDS,
    SECRET_FIELD,
    Absent,
    Call,
    FieldProblem,
    FieldValue,
)
from workbench.core.request import (
    SIMULATOR,
    Basic,
    InvalidHost,
    Request,
    build_request,
    find_origin,
    is_loopback,
    is_production,
    parse_host,
)
from workbench.core.route import DIRECT, ConnectionSettings
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.language import tr

LATEST_TOKEN = "latestToken"  # noqa: S105  the name of a secret, not one
BASIC_PASSWORD = "basicPassword"  # noqa: S105
PROXY_PASSWORD = "proxyPassword"  # noqa: S105
CLIENT_KEY_PASSPHRASE = "clientKeyPassphrase"  # noqa: S105
HEADER_PREFIX = "header:"
COLORS = ("red", "orange", "amber", "green", "teal", "blue", "violet", "pink", "slate")
"""The colours that a profile may be marked with; others in a file are kept and look like none."""
LONGEST_TAG, MOST_TAGS = 24, 12


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of a form under a name. Holds no secret; ``id`` never changes, ``name`` may.

    ``fields`` maps the API's field names to texts, without the secret one; ``absent`` names fields left out on purpose.
    ``header_names`` are extra headers whose values are secrets. ``ca_file`` to ``proxy_username`` are as in
    ``route.ConnectionSettings``. ``tags`` are words to find it by, ``color`` is one of ``COLORS`` or "" for none.
    ``unknown`` keeps what a newer program wrote.
    """

    id: str
    name: str
    channel: Channel
    host: str = SIMULATOR
    fields: Mapping[str, str] = field(default_factory=dict)
    absent: Mapping[str, Absent] = field(default_factory=dict)
    header_names: tuple[str, ...] = ()
    basic_username: str = ""
    ca_file: str = ""
    client_certificate_file: str = ""
    client_key_file: str = ""
    proxy: str = ""
    proxy_username: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    color: str = ""
    marked_production: bool = False
    is_demo: bool = False
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str | None:
        """The origin its secrets are bound to; ``None`` while its host cannot be used."""
        return find_origin(self.host)

    @property
    def needs_confirmation(self) -> bool:
        """Whether its host is marked *production*, by the user or as a preset."""
        return self.marked_production or is_production(self.host)

    @property
    def secret_field(self) -> str:
        """The secret field of its channel: ``key`` or ``expiredToken``."""
        return SECRET_FIELD[self.channel]

    @property
    def secret_names(self) -> tuple[str, ...]:
        """Names of all secrets this profile may have."""
        headers = tuple(HEADER_PREFIX + name for name in self.header_names)
        return (
            self.secret_field,
            LATEST_TOKEN,
            *headers,
            *((BASIC_PASSWORD,) if self.basic_username else ()),
            *((PROXY_PASSWORD,) if self.proxy_username else ()),
            *((CLIENT_KEY_PASSPHRASE,) if self.client_certificate_file else ()),
        )


def find_profile(profiles: Iterable[Profile], name: str) -> Profile | None:
    """The one of exactly this name, else of this name without case, else of this id."""
    every = tuple(profiles)
    named = [one for one in every if one.name == name]
    folded = [one for one in every if one.name.casefold() == name.casefold()]
    return next(iter((*named, *folded, *(one for one in every if one.id == name))), None)


def split_tags(text: str) -> tuple[str, ...]:
    """Tags as typed, separated by commas or semicolons: trimmed, cut to 24 characters, each once, at most 12."""
    tags: dict[str, str] = {}
    for part in text.replace(";", ",").split(","):
        if tag := " ".join(part.split()).removeprefix("#")[:LONGEST_TAG].strip():
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:MOST_TAGS]


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile as it stands in a form or on a command line, with the secrets typed there; what is checked and sent.

    ``secrets`` is keyed by the names in ``Profile.secret_names``. What is not typed is filled in by the session from
    the place where the profile's secrets rest.
    """

    profile: Profile
    secrets: Mapping[str, Secret] = field(default_factory=dict, repr=False)
    edited_body: Secret | None = None

    def with_secrets(self, stored: Mapping[str, Secret]) -> Draft:
        """The same with stored secrets where none was typed."""
        return replace(self, secrets={**stored, **self.secrets})

    def call(self) -> Call:
        """The call it stands for, with the secret of its channel put in."""
        profile = self.profile
        values: dict[str, FieldValue] = {}
        for name in FIELDS[profile.channel]:
            if name in profile.absent:
                values[name] = profile.absent[name]
            elif name == profile.secret_field:
                values[name] = self.secrets.get(name, Secret(""))
            elif profile.fields.get(name):
                values[name] = profile.fields[name]
        return Call(profile.channel, values, self.edited_body)

    def problems(self) -> tuple[FieldProblem, ...]:
        """What is wrong with the host, the way to it, and the fields."""
        return (*_check_host(self.profile.host), *_check_connection(self.profile), *self.call().problems())

    def connection_settings(self, *, without_verification: bool = False) -> ConnectionSettings:
        """How to reach the host, with the secrets that takes."""
        profile = self.profile
        return ConnectionSettings(
            ca_file=profile.ca_file,
            client_certificate_file=profile.client_certificate_file,
            client_key_file=profile.client_key_file,
            client_key_passphrase=self.secrets.get(CLIENT_KEY_PASSPHRASE),
            proxy=profile.proxy,
            proxy_username=profile.proxy_username,
            proxy_password=self.secrets.get(PROXY_PASSWORD),
            is_verified=not without_verification,
        )

    def request(self, base: str, user_agent: str) -> Request:
        """The exact request against a base URL."""
        profile = self.profile
        headers = [(name, self.secrets.get(HEADER_PREFIX + name)) for name in profile.header_names]
        password = self.secrets.get(BASIC_PASSWORD, Secret(""))
        return build_request(
            self.call(),
            base,
            extra_headers=[(name, value) for name, value in headers if value is not None],
            basic=Basic(profile.basic_username, password) if profile.basic_username else None,
            user_agent=user_agent,
        )


def _check_host(host: str) -> Iterator[FieldProblem]:
    try:
        base = parse_host(host)
    except InvalidHost as error:
        yield FieldProblem("host", "invalid_host", str(error), "error")
        return
    if base.lower().startswith("http://") and not is_loopback(base):
        message = tr("Plain http sends the secret readable for everybody on the way; use https.")
        yield FieldProblem("host", "plain_http", message, "warning")
    if not host.isascii():
        message = tr(
            "The host has letters beyond ASCII, of which some look like others; the call goes to {address}.",
            address=base,
        )
        yield FieldProblem("host", "international_name", message, "warning")


def find_proxy_trouble(proxy: str) -> str:
    """Why what stands for a proxy cannot be used, in a sentence; "" where it can."""
    if proxy in ("", DIRECT):
        return ""
    if "@" in proxy:
        return tr("User name and password of the proxy go into their own fields, not into its address.")
    try:
        # The same rules as for a host: a scheme, a name, a port; no credentials, no query.
        is_usable = parse_host(proxy if "://" in proxy else f"http://{proxy}") != SIMULATOR
    except InvalidHost as error:
        return tr("The proxy cannot be used. {reason}", reason=error)
    return "" if is_usable else tr("The proxy is no address.")


def _check_connection(profile: Profile) -> Iterator[FieldProblem]:
    """What is wrong with a profile's proxy and files, as far as it shows without opening them."""
    if words := find_proxy_trouble(profile.proxy):
        yield FieldProblem("proxy", "invalid_proxy", words, "error")
    if profile.client_key_file and not profile.client_certificate_file:
        message = tr("There is a client key but no client certificate.")
        yield FieldProblem("client_certificate_file", "missing", message, "error")
