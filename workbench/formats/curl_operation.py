"""What one operation of curl would send: method, URLs, headers and body from its options, as curl derives them.

Learned from curl 7.88.1 on the wire, where its manual is silent; the tests compare with a running one. Data is joined
with ``&``, but ``--json`` with nothing. ``-b`` is sent only where no ``Cookie`` header is given, ``-u`` only
where no ``Authorization`` is. A header without a value removes curl's own; ``name;`` is sent empty.
What curl adds to every request (Host, User-Agent, Accept) is not listed; the Content-Type that it gives to data is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from workbench.core.secret import Secret
from workbench.formats.commands import join_bytes, shorten
from workbench.formats.imported import URL_CREDENTIALS, ImportedCall, ImportProblem, split_credentials
from workbench.language import mark, tr, trn

_DATA = {"data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json"}
_OTHER_AUTHENTICATION = {"digest", "ntlm", "ntlm-wb", "negotiate", "anyauth", "aws-sigv4"}
_TLS_FILES = {"cacert", "capath", "cert", "key", "crlfile"}
_PROXY = {"proxy", "preproxy", "proxy1.0", "socks4", "socks4a", "socks5", "socks5-hostname"}
_UNVERIFIED = mark("{option} turns off the check of who answers; certificates are always checked here; it is left off.")
_OTHER_PROXY = mark("{option} sends the call through a proxy of the text's choice; it is left off.")
_OTHER_HOST = mark("{option} sends the call elsewhere than its URL says; it is left off.")
_OTHER_TRUST = mark("{option} changes which certificates count; it is left off.")
_REDIRECTS = mark("{option} sends credentials on to other hosts; it is left off.")
_CONFIG = mark("{option} reads more options from a file, which is not read; it is left off.")
_NETRC = mark("{option} takes credentials from a file that is not read; it is left off.")
_SET = mark("{option} sets a variable, which is not looked up; it is left off.")
_RISKS = {
    **dict.fromkeys(("insecure", "doh-insecure", "proxy-insecure"), ("unverified_tls", _UNVERIFIED)),
    **dict.fromkeys(_PROXY, ("proxy", _OTHER_PROXY)),
    **dict.fromkeys(
        ("resolve", "connect-to", "unix-socket", "abstract-unix-socket", "doh-url", "dns-servers", "request-target"),
        ("other_host", _OTHER_HOST),
    ),
    **dict.fromkeys(_TLS_FILES, ("certificate", _OTHER_TRUST)),
    "location-trusted": ("redirects", _REDIRECTS),
    "config": ("config", _CONFIG),
    **dict.fromkeys(("netrc", "netrc-file", "netrc-optional"), ("netrc", _NETRC)),
    "variable": ("expansion", _SET),
}
"""Options that are told as well as left off: code and words of the problem."""
_BODY = (
    mark("The body is on standard input, which is not read."),
    mark("The body is in the file {file}, which is not read."),
)
_PART = (
    mark("A part of the body is on standard input, which is not read."),
    mark("A part of the body is in the file {file}, which is not read."),
)
_HEADERS = (
    mark("A list of headers is on standard input, which is not read."),
    mark("A list of headers is in the file {file}, which is not read."),
)
_COOKIES = (
    mark("A list of cookies is on standard input, which is not read."),
    mark("A list of cookies is in the file {file}, which is not read."),
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_WITH_PASSPHRASE = ("cert", "proxy-cert")
_PASSPHRASE = re.compile(r"^((?:[A-Za-z]:(?=[\\/]))?(?:[^:\\]|\\.)*):.*", re.DOTALL)  # "file:…"; a drive has a colon
VARIABLE_HOST = re.compile(r"(?:\$\w+|\$\{\w+\}|\{\{[^{}]*\}\}|%\w+%|\{[\w-]+\}|<[\w-]+>)(?=[:/])")
_GLOB = re.compile(r"(?<!\\)(?:\{[^{}]*\}|\[[0-9A-Za-z]+-[0-9A-Za-z]+(?::[0-9]+)?\])")


@dataclass(slots=True)
class Operation:
    """Owns the options read so far, in curl's terms, until ``calls`` makes something of them."""

    stdin: str | None = None
    urls: list[tuple[str, int]] = field(default_factory=list)
    headers: list[tuple[str, int]] = field(default_factory=list)
    data: str | None = None
    is_data_elsewhere: bool = False
    is_json: bool = False
    query: list[str] = field(default_factory=list)
    method: str = ""
    kinds: dict[str, str] = field(default_factory=dict)  # of POST (-d), POST (-F), HEAD and PUT: how it was written
    switches: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)  # of options that count once
    parts: int = 0
    ignored: list[str] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def tell(self, code: str, message: str, position: int | None) -> None:
        """Note a problem at a position of the text, from 1."""
        self.problems.append(ImportProblem(code, message, position))

    def switch(self, name: str, written: str, position: int, *, is_on: bool = True) -> None:
        """An option without a value."""
        if name in ("get", "head", "globoff"):
            (self.switches.add if is_on else self.switches.discard)(name)
            if name == "head":
                self.kinds.update({"HEAD": written}) if is_on else self.kinds.pop("HEAD", None)
        elif name in _OTHER_AUTHENTICATION:
            self.switches.add("other authentication")
            self._ignore(name, written, position)
        elif name not in ("next", "basic"):
            self._ignore(name, written, position, is_on=is_on)

    def take(self, name: str, value: str, position: int, written: str = "") -> None:
        """An option with its value."""
        if name.startswith("expand-"):
            name = name.removeprefix("expand-")
            message = tr("{option} puts variables of curl in; they are left as written.", option=written)
            self.tell("expansion", message, position)
        if name == "url":
            self.urls.append((value, position))
        elif name == "request":
            self.method = value
        elif name in _DATA:
            self._add_data(name, value, position, written)
        elif name == "url-query":
            text = value[1:] if value.startswith("+") else self._encode(value, position)
            self.query.append(text or "")
        elif name == "header":
            self._add_header(value, position)
        elif name == "cookie":
            self._add_cookie(value, position)
        elif name in ("user", "user-agent", "referer", "oauth2-bearer", "proto-default"):
            self.values[name] = value
        elif name in ("form", "form-string"):
            self._add_part(name, value, written)
        elif name == "upload-file":
            self.kinds["PUT"] = written
            self._name_file(value, _BODY, position)
        else:
            if name in _OTHER_AUTHENTICATION:
                self.switches.add("other authentication")
            if name in _TLS_FILES or name in ("config", "netrc-file"):
                self.files.append(_PASSPHRASE.sub(r"\1", value) if name in _WITH_PASSPHRASE else value)
            self._ignore(name, written, position)

    def _ignore(self, name: str, written: str, position: int, *, is_on: bool = True) -> None:
        self.ignored.append(written)
        if is_on and name in _RISKS:
            code, words = _RISKS[name]
            self.tell(code, tr(words, option=written), position)

    def _name_file(self, name: str, words: tuple[str, str], position: int) -> None:
        """``words`` are what to say of standard input, and of a file."""
        self.files.append(name)
        message = tr(words[0]) if name == "-" else tr(words[1], file=shorten(name, 60))
        self.tell("file", message, position)

    def _add_data(self, name: str, value: str, position: int, written: str) -> None:
        self.kinds["POST"] = written
        self.is_json = self.is_json or name == "json"
        piece: str | None = value
        if name == "data-urlencode":
            piece = self._encode(value, position)
        elif value.startswith("@") and name != "data-raw":
            piece = self._take_file(value[1:], position)
            if piece is not None and name in ("data", "data-ascii"):
                piece = re.sub("[\r\n\0]", "", piece)
        if piece is None:
            self.is_data_elsewhere = True
        elif self.data is not None:
            self.data += piece if name == "json" else f"&{piece}"
        else:
            self.data = piece

    def _take_file(self, name: str, position: int) -> str | None:
        """What ``@-`` is where the text itself says so; any other file is named and not read."""
        if name == "-" and self.stdin is not None:
            return self.stdin
        self._name_file(name, _PART, position)
        return None

    def _encode(self, value: str, position: int) -> str | None:
        """The forms of ``--data-urlencode``: content, =content, name=content, @file, name@file."""
        name, sign, content = value.partition("=") if "=" in value else value.partition("@")
        if not sign:
            name, content = "", value
        elif sign == "@":
            read = self._take_file(content, position)
            if read is None:
                return None
            content = read
        encoded = quote(_as_bytes(content), safe="").replace("%20", "+")
        return f"{name}={encoded}" if name else encoded

    def _add_header(self, value: str, position: int) -> None:
        if value.startswith("@"):
            self._name_file(value[1:], _HEADERS, position)
        elif "\n" in value or "\r" in value:
            message = tr("A header with a line break in it would be several; it is left off.")
            self.tell("line_break", message, position)
        else:
            self.headers.append((value, position))

    def _add_cookie(self, value: str, position: int) -> None:
        if "=" in value:
            self.cookies.append(value)
        elif value:
            self._name_file(value.removeprefix("@"), _COOKIES, position)

    def _add_part(self, name: str, value: str, written: str) -> None:
        self.kinds["form"] = written
        self.parts += 1
        content = value.partition("=")[2]
        if name == "form" and content[:1] in ("@", "<"):
            self.files.extend(re.split(r"[;,]", content[1:])[:1])

    def calls(self) -> Iterator[ImportedCall]:
        """One call for each URL, as curl would send them one after the other."""
        headers = tuple(self._list_headers())
        query = self._list_query()
        self._check_kinds()
        for number, (url, position) in enumerate(self.urls):
            problems = list(self.problems) if number == 0 else []
            address, basic = self._finish_url(url, position, query, problems)
            yield ImportedCall(
                self._find_method(),
                address,
                headers,
                self._find_body(),
                ignored=tuple(dict.fromkeys(self.ignored)),
                problems=tuple(problems),
                files=tuple(dict.fromkeys(self.files)),
                basic=None if "other authentication" in self.switches else basic,
            )

    def _check_kinds(self) -> None:
        if len(self.kinds) > 1 and not (set(self.kinds) == {"POST", "HEAD"} and "get" in self.switches):
            *others, last = self.kinds.values()
            message = tr(
                "curl refuses {options} and {last} together: each asks for another method.",
                options=", ".join(others),
                last=last,
            )
            self.tell("conflict", message, None)
        if "form" in self.kinds:
            message = trn(
                "A multipart form of {count} part is no body of the API; it is left off.",
                "A multipart form of {count} parts is no body of the API; it is left off.",
                self.parts,
            )
            self.tell("body_left_off", message, None)
        if "other authentication" in self.switches:
            message = tr("Only Basic credentials and bearer tokens can be taken.")
            self.tell("other_authentication", message, None)
        user = self.values.get("user")
        if user is not None and ":" not in user:
            self.tell("password", tr("-u names no password; curl would ask for it."), None)

    def _find_method(self) -> str:
        if self.method:
            return self.method
        if "HEAD" in self.kinds:
            return "HEAD"
        if "get" in self.switches:
            return "GET"
        return "PUT" if "PUT" in self.kinds else "POST" if self.kinds else "GET"

    def _find_body(self) -> str | None:
        if self.is_data_elsewhere or "get" in self.switches or "POST" not in self.kinds:
            return None
        return join_bytes(self.data or "")

    def _list_query(self) -> str:
        """With ``-G`` the data is the query, and ``--url-query`` is not looked at."""
        if "get" in self.switches and self.data is not None:
            return self.data
        return "&".join(self.query)

    def _list_headers(self) -> Iterator[tuple[str, str]]:
        given: set[str] = set()
        for text, position in self.headers:
            name, colon, value = text.partition(":")
            if not colon and text.rstrip().endswith(";"):
                name, colon = text.rstrip()[:-1], ";"
            given.add(name.strip().lower())
            if colon and name.strip() and (value.strip() or colon == ";"):
                yield name.strip(), value.strip()
            elif colon:
                self.ignored.append(f"-H {shorten(text, 40)}")
            else:
                message = tr("“{header}” has no colon, so curl sends no such header.", header=shorten(name, 20))
                self.tell("header_without_colon", message, position)
        for name, value in self._list_own_headers():
            if name.lower() not in given:
                yield name, value

    def _list_own_headers(self) -> Iterator[tuple[str, str]]:
        """The headers that other options make."""
        if self.is_json:
            yield "Content-Type", "application/json"
            yield "Accept", "application/json"
        elif "POST" in self.kinds and "get" not in self.switches:
            yield "Content-Type", "application/x-www-form-urlencoded"
        if self.cookies:
            yield "Cookie", ";".join(self.cookies)
        if agent := self.values.get("user-agent"):
            yield "User-Agent", agent
        if referer := self.values.get("referer", "").partition(";auto")[0]:
            yield "Referer", referer
        if "oauth2-bearer" in self.values:
            yield "Authorization", f"Bearer {self.values['oauth2-bearer']}"

    def _finish_url(
        self, url: str, position: int, query: str, problems: list[ImportProblem]
    ) -> tuple[str, tuple[str, Secret] | None]:
        """The URL with its scheme and query and without credentials; and the Basic credentials of the call."""
        if url != url.strip() or re.search(r"\s", url):
            message = tr("The URL has white space in it, which curl refuses.")
            problems.append(ImportProblem("url_space", message, position))
            url = url.strip()
        variable = VARIABLE_HOST.match(url)
        if "globoff" not in self.switches:
            if _GLOB.search(url, variable.end() if variable else 0):
                message = tr("curl makes several URLs of {a,b} and [1-3]; this one is left as written.")
                problems.append(ImportProblem("glob", message, position))
            url = re.sub(r"\\([][{}])", r"\1", url)
        scheme = _SCHEME.match(url)
        if variable is not None:
            if variable[0][0] in "{<%":  # what bash would look up was told by its reader
                message = tr("“{name}” has no value here; it stands as it is written.", name=shorten(variable[0], 60))
                problems.append(ImportProblem("expansion", message, position))
        elif scheme is None:
            url = f"{self.values.get('proto-default', 'http')}://{url}"
        elif scheme[1].lower() not in ("http", "https"):
            message = tr("{scheme} is not http; nothing of it is taken.", scheme=f"{scheme[1]}://")
            problems.append(ImportProblem("not_http", message, position))
        url, credentials = split_credentials(url)
        if credentials is not None:
            problems.append(ImportProblem("url_credentials", tr(URL_CREDENTIALS), position))
        user = self.values.get("user")
        if user is None:
            return _add_query(url, query), credentials
        name, _, password = user.partition(":")
        return _add_query(url, query), (name, Secret(password))


def _add_query(url: str, query: str) -> str:
    if not query:
        return url
    front, sign, fragment = url.partition("#")
    if not re.search(r"://[^/?]*[/?]", front):
        front += "/"
    joint = "&" if "?" in front and not front.endswith("?") else "" if "?" in front else "?"
    return f"{front}{joint}{query}{sign}{fragment}"


def _as_bytes(text: str) -> bytes:
    return join_bytes(text).encode("utf-8", "surrogateescape")
