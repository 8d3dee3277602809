"""What a pasted text comes to: calls as another program would send them, and what was left off or not understood."""

from __future__ import annotations

import base64
import re
import uuid
from dataclasses import dataclass
from urllib.parse import unquote

from workbench.core import json_text
from workbench.core.calls import FIELDS, PATHS, SECRET_FIELD, Absent
from workbench.core.profile import BASIC_PASSWORD, HEADER_PREFIX, Draft, Profile
from workbench.core.request import is_loopback
from workbench.core.secret import Secret
from workbench.core.token import Channel
from workbench.language import mark

MEMBERS = tuple(dict.fromkeys(name for names in FIELDS.values() for name in names))
"""The members of a body that the API knows, of either channel."""

_OWN_HEADERS = frozenset(("user-agent", "host", "content-length", "accept-encoding"))
"""Left off whatever they hold: this program, or the connection, says them itself."""
_BROWSER_HEADERS = frozenset(
    [
        "origin",
        "referer",
        "accept-language",
        "cache-control",
        "connection",
        "dnt",
        "pragma",
        "priority",
        "te",
        "upgrade-insecure-requests",
    ]
)
"""What a browser adds to every request; ``sec-…`` too. No call of the auth engine needs one."""
URL_CREDENTIALS = mark("The URL holds credentials; they go to the Basic fields.")
_PATH = re.compile("|".join(f"(?P<{channel}>{re.escape(path)})" for channel, path in PATHS.items()))


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing to know about a pasted text; ``position`` counts characters of it from 1."""

    code: str
    message: str
    position: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ImportedCall:
    """Owns one call as it was found: what would be sent, what was left off and what is odd about it.

    ``body`` is text, with bytes that are no UTF-8 as surrogate escapes. ``ignored`` names options as they were written.
    ``files`` are named by the text and never read. ``name`` is "Folder / Request" where a collection has one.
    ``reply_text`` is what came back, where a HAR tells it. Its ``repr`` shows no header value and no body.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    name: str = ""
    ignored: tuple[str, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    files: tuple[str, ...] = ()
    basic: tuple[str, Secret] | None = None
    reply_text: str | None = None

    def __repr__(self) -> str:
        return f"ImportedCall({self.method} with {len(self.headers)} headers)"  # a URL may hold credentials

    @property
    def channel(self) -> Channel | None:
        """The channel whose path the URL ends with, behind any prefix; ``None`` for another path."""
        found = self._find_path()
        return next((channel for channel in PATHS if found and found[channel]), None)

    @property
    def host(self) -> str | None:
        """The base URL in front of ``/auth/v1/…``, without credentials; ``None`` where the path is another."""
        found = self._find_path()
        if found is None:
            return None
        base = self.url[: found.start()]
        scheme, sign, rest = base.partition("://") if "://" in base else ("", "", base)  # a variable without a value
        authority, slash, prefix = rest.partition("/")
        return f"{scheme}{sign}{authority.rpartition('@')[2]}{slash}{prefix}"

    @property
    def shown_url(self) -> str:
        """The URL as it may be shown: without the values of its query, any of which may be a secret."""
        front, sign, query = self.url.partition("?")
        return front + sign + re.sub("=[^&#]+", "=…", query)

    def _find_path(self) -> re.Match[str] | None:
        """Where the path of a call stands in the URL, with nothing but a slash, a query or a fragment behind it."""
        end = min((at for at in (self.url.find(sign) for sign in "?#") if at >= 0), default=len(self.url))
        return next((one for one in _PATH.finditer(self.url, 0, end) if self.url[one.end() : end] in ("", "/")), None)

    @property
    def members(self) -> dict[str, json_text.Json] | None:
        """The JSON object of the body; ``None`` where it is none."""
        try:
            value = json_text.parse(self.body or "").value
        except ValueError:
            return None
        return value if isinstance(value, dict) else None

    @property
    def fields(self) -> dict[str, str]:
        """The body's members that the API knows, as texts; without those that are ``null``."""
        members = self.members or {}
        return {name: _as_text(members[name]) for name in MEMBERS if members.get(name) is not None}

    @property
    def sent_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers with ``Authorization`` made from the Basic credentials, where nothing else sets it."""
        if self.basic is None or any(name.lower() == "authorization" for name, _ in self.headers):
            return self.headers
        pair = f"{self.basic[0]}:{self.basic[1].reveal()}".encode("utf-8", "surrogatepass")
        return (*self.headers, ("Authorization", f"Basic {base64.b64encode(pair).decode()}"))

    @property
    def left_off_headers(self) -> tuple[str, ...]:
        """Names of headers that a draft does not take: cookies, those of the connection and of browsers."""
        return tuple(dict.fromkeys(name for name, value in self.headers if _is_left_off(name)))

    def draft(self, name: str) -> Draft:
        """A new profile of this name with what fits a form, and its secrets.

        A host of plain http is left off, but for this machine's own: the secret would be readable on the way. Of
        several headers of one name the last is taken, for a profile holds one.
        """
        members = self.members or {}
        channel: Channel = self.channel or ("web" if "expiredToken" in members else "mobile")
        fields = {member: text for member, text in self.fields.items() if member in FIELDS[channel] and text}
        absent = {
            member: Absent.NULL if members[member] is None else Absent.EMPTY
            for member in FIELDS[channel]
            if member in members and (members[member] is None or members[member] == "")
        }
        secrets: dict[str, Secret] = {}
        if secret := fields.pop(SECRET_FIELD[channel], ""):
            secrets[SECRET_FIELD[channel]] = Secret(secret)
        basic, headers = self.basic, dict[str, tuple[str, str]]()
        for header, value in self.headers:
            found = read_basic(value) if header.lower() == "authorization" else None
            if found is not None:
                basic = basic or found
            elif not _is_left_off(header) and not _is_default(header, value):
                headers[header.lower()] = (header, value)
        secrets |= {HEADER_PREFIX + header: Secret(value) for header, value in headers.values()}
        if basic is not None and basic[0]:
            secrets[BASIC_PASSWORD] = basic[1]
        names = tuple(header for header, _ in headers.values())
        username = basic[0] if basic is not None else ""
        host = self.usable_host
        return Draft(Profile(uuid.uuid4().hex, name, channel, host, fields, absent, names, username), secrets)

    @property
    def usable_host(self) -> str:
        """The host for a form: empty where the path is none of the API's, or plain http leads away from here."""
        host = self.host or ""
        return "" if host.lower().startswith("http://") and not is_loopback(host) else host


@dataclass(frozen=True, slots=True)
class Import:
    """The calls of a text in their order, and what to know about the text as a whole. ``dialect`` is in words."""

    dialect: str
    calls: tuple[ImportedCall, ...]
    problems: tuple[ImportProblem, ...] = ()


def read_basic(value: str) -> tuple[str, Secret] | None:
    """User name and password of a Basic ``Authorization`` header; ``None`` where it is none."""
    scheme, _, encoded = value.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        pair = base64.b64decode(encoded.strip(), validate=True).decode()
    except ValueError:
        return None
    username, colon, password = pair.partition(":")
    return (username, Secret(password)) if colon and username else None


def split_credentials(url: str) -> tuple[str, tuple[str, Secret] | None]:
    """The URL without user name and password, and these; ``None`` where it holds none."""
    front, sign, rest = url.partition("://")
    end = next((at for at, one in enumerate(rest) if one in "/?#"), len(rest))
    credentials, at, host = rest[:end].rpartition("@")
    if not at:
        return url, None
    name, _, password = credentials.partition(":")
    return f"{front}{sign}{host}{rest[end:]}", (unquote(name), Secret(unquote(password)))


def _is_left_off(name: str) -> bool:
    name = name.lower()
    return name == "cookie" or name in _OWN_HEADERS or name in _BROWSER_HEADERS or name.startswith("sec-")


def _is_default(name: str, value: str) -> bool:
    """Whether this program sends the header so in any case."""
    name, value = name.lower(), value.strip().lower()
    return (name == "content-type" and value == "application/json") or (
        name == "accept" and value in ("application/json", "*/*")
    )


def _as_text(value: json_text.Json) -> str:
    return value if isinstance(value, str) else json_text.write(value)
