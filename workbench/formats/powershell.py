"""PowerShell: the web calls in a pasted text, as browsers, Postman and people write them.

Rules: learn.microsoft.com/powershell, Invoke-WebRequest and Invoke-RestMethod (their parameters, aliases and defaults),
about_Parameters (a name may be cut short while it is clear, and takes its value after a space or ``:``),
about_Splatting. Nothing is run: of the other statements only those count that give a variable a literal value.
"""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.formats.collected import MAX_CALLS, MULTIPART
from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.formats.lenient import encode_form
from workbench.formats.powershell_values import (
    DASHES,
    Cookie,
    MalformedError,
    Reader,
    Session,
    Unknown,
    Value,
)
from workbench.language import mark, tr

DIALECT = "PowerShell"
_MAX_TOLD = 50
_NAMES = r"(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm|curl|wget)(?![\w.-])"
_COMMAND = re.compile(_NAMES, re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:^|[;|({=&])[ \t]*(?:(?:Invoke-(?:WebRequest|RestMethod)\b|(?:iwr|irm)[ \t])|(?P<alias>(?:curl|wget)[ \t]))",
    re.IGNORECASE | re.MULTILINE,
)
_OWN_PARAMETER = re.compile(
    rf"[ \t][{DASHES}](?:Uri|Method|Headers|Body|ContentType|WebSession|UseBasicParsing)\b", re.IGNORECASE
)
_LOGICAL_LINE = re.compile(r"[^\n]*(?:(?<=`)\n[^\n]*|(?<=`\r)\n[^\n]*)*")
_PARAMETER = re.compile(rf"[{DASHES}]([A-Za-z]\w*)(:?)")
_SPLAT = re.compile(r"@(\w+)")
_ASSIGNED = re.compile(r"(?:\[[\w.\[\]]+\]\s*)?\$(?:\{(\w+)\}|(?:\w+:)?(\w+))")
_MEMBERS = re.compile(r"(?:\.\w+)+")
_FIRST_WORD = re.compile(r"[^\s;|&(){}=]+")
_KEYWORD = re.compile(r"(?:try|catch|finally|else|do|begin|process|end)\b\s*", re.IGNORECASE)

_SWITCHES = re.findall(
    r"\w+",
    """
    UseBasicParsing SkipCertificateCheck SkipHeaderValidation SkipHttpErrorCheck AllowUnencryptedAuthentication
    AllowInsecureRedirect DisableKeepAlive NoProxy PassThru Resume PreserveAuthorizationOnRedirect
    PreserveHttpMethodOnRedirect FollowRelLink UseDefaultCredentials ProxyUseDefaultCredentials Verbose Debug
    """,
)
_WITH_VALUE = re.findall(
    r"\w+",
    """
    Uri Method CustomMethod Headers Body ContentType UserAgent WebSession SessionVariable InFile OutFile Form
    Credential Authentication Token Proxy ProxyCredential TimeoutSec ConnectionTimeoutSeconds OperationTimeoutSeconds
    MaximumRedirection MaximumRetryCount RetryIntervalSec TransferEncoding Certificate CertificateThumbprint
    SslProtocol HttpVersion StatusCodeVariable ResponseHeadersVariable UnixSocket PipeName MaximumFollowRelLink
    ErrorAction ErrorVariable WarningAction WarningVariable InformationAction InformationVariable OutVariable OutBuffer
    PipelineVariable ProgressAction
    """,
)
_ALIASES = {"cm": "CustomMethod", "sv": "SessionVariable", "rhv": "ResponseHeadersVariable", "ea": "ErrorAction"}
_TAKEN = frozenset(
    ("Uri", "Method", "CustomMethod", "Headers", "Body", "ContentType", "UserAgent", "WebSession", "InFile", "Form")
)

_VALUE = mark("The value of {option} is worked out by PowerShell when it runs; it was not taken.")
_HEADER = mark("The header {name} of {option} is worked out by PowerShell when it runs; it was not taken.")
_FIELD = mark("The form field {name} is worked out by PowerShell when it runs; it was not taken.")
_BODY = mark("The body is worked out by PowerShell when it runs; it was not taken.")
_ADDED = mark("What @{name} adds is worked out by PowerShell when it runs; it was not taken.")
_READABLE = mark("{option} sends credentials readable for everybody on the way.")
_RISKS = {
    "SkipCertificateCheck": (
        "unverified_tls",
        mark("{option} turns off the check of who answers; certificates are always checked here."),
    ),
    "Proxy": ("proxy", mark("{option} sends the call through a proxy of the text's choice.")),
    "Certificate": ("certificate", mark("{option} changes which certificates count.")),
    "CertificateThumbprint": ("certificate", mark("{option} changes which certificates count.")),
    "UnixSocket": ("other_host", mark("{option} sends the call elsewhere than its URL says.")),
    "PipeName": ("other_host", mark("{option} sends the call elsewhere than its URL says.")),
    "AllowInsecureRedirect": ("redirects", mark("{option} follows redirects to plain http.")),
    "AllowUnencryptedAuthentication": (
        "plain_http",
        _READABLE,
    ),
    "PreserveAuthorizationOnRedirect": ("redirects", mark("{option} sends credentials on to other hosts.")),
}
"""Parameters that are told as well as left off: code and words of the problem."""


def is_powershell(text: str) -> bool:
    """Whether one of its web commands begins a statement; ``curl`` counts with a parameter that curl does not have."""
    begins = _BEGINS.search(text)
    if begins is None or begins["alias"] is None:
        return begins is not None
    line = _LOGICAL_LINE.match(text, begins.end() - 1)
    return line is not None and _OWN_PARAMETER.search(line.group()) is not None


def read_powershell(text: str) -> Import:
    """Every web call of the text, in order; where it breaks off, what was read so far and a problem that says where."""
    script = _Script(text)
    broken: tuple[ImportProblem, ...] = ()
    try:
        script.read()
    except MalformedError as error:
        broken = (ImportProblem("malformed", tr("This is not PowerShell: {error}.", error=error), error.position),)
    return Import(DIALECT, script.list_calls(), (*script.list_problems(), *broken))


class _Script:
    """Owns the reading of one text: its calls so far, and the statements that are passed over."""

    def __init__(self, text: str) -> None:
        self._calls: list[ImportedCall] = []
        self._passed_over: dict[str, None] = {}
        self._told = 0
        self._reader = Reader(text, self._read_command)

    def list_calls(self) -> tuple[ImportedCall, ...]:
        """The calls so far; each tells the statements that were passed over, which may have changed it."""
        return tuple(replace(call, ignored=(*call.ignored, *self._passed_over)) for call in self._calls)

    def list_problems(self) -> tuple[ImportProblem, ...]:
        """What could not be worked out and belongs to no call."""
        return tuple(self._reader.problems[self._told :])

    def read(self) -> None:
        """Read to the end; MalformedError where that is not possible."""
        reader = self._reader
        while True:
            reader.skip_blank(lines=True)
            if not reader.peek() or len(self._calls) >= MAX_CALLS:
                return
            before = reader.at
            if not (self._read_command(reader) or self._read_assignment()):
                self._pass_over()
            if reader.at == before:
                reader.at += 1

    # ---- statements

    def _read_assignment(self) -> bool:
        reader, start = self._reader, self._reader.at
        name = reader.take(_ASSIGNED)
        if name is None:
            return False
        variable = (name[1] or name[2]).lower()
        members = found.group().lower() if (found := reader.take(_MEMBERS)) else ""
        key = self._read_key() if not members and reader.peek() == "[" else None
        reader.skip_blank()
        if reader.peek() == "=":
            reader.at += 1
            self._assign(variable, members, key, reader.read_pipeline())
        elif reader.peek() == "(" and members:
            reader.at += 1
            self._call_method(variable, members, reader.read_arguments())
        elif reader.peek(2) == "+=":
            reader.at += 2
            reader.read_pipeline()
            reader.variables[variable] = Unknown(start + 1)
        else:
            reader.at = start
            return False
        return True

    def _read_key(self) -> Value:
        self._reader.at += 1
        key = self._reader.read_pipeline()
        if self._reader.peek() == "]":
            self._reader.at += 1
        return key

    def _assign(self, variable: str, members: str, key: Value, value: Value) -> None:
        owner = self._reader.variables.get(variable)
        if not members and key is None:
            self._reader.variables[variable] = value
        elif isinstance(owner, dict) and isinstance(key, str):
            owner[key] = value
        elif isinstance(owner, Session) and members == ".useragent" and isinstance(value, str):
            owner.user_agent = value
        else:
            self._lose(variable, members or "[…]")

    def _call_method(self, variable: str, members: str, values: list[Value]) -> None:
        owner = self._reader.variables.get(variable)
        is_pair = len(values) == 2 and isinstance(values[0], str)
        if isinstance(owner, dict) and members == ".add" and is_pair:
            owner[values[0]] = values[1]
        elif isinstance(owner, Session) and members == ".headers.add" and is_pair:
            owner.headers[values[0]] = values[1]
        elif isinstance(owner, Session) and members == ".cookies.add":
            owner.cookies += [(one.name, one.value) for one in values if isinstance(one, Cookie)]
        else:
            self._lose(variable, members)

    def _lose(self, variable: str, members: str) -> None:
        """A statement changes a variable in a way that is not worked out."""
        self._tell_passed_over(f"${variable}{members}")
        if isinstance(self._reader.variables.get(variable), dict):
            self._reader.variables[variable] = Unknown(self._reader.position)

    def _pass_over(self) -> None:
        """A statement that gives no literal; a block in it is read as statements of its own."""
        reader = self._reader
        if reader.peek() in "{};|&()" or reader.take(_KEYWORD):
            return
        if word := _FIRST_WORD.match(reader.text, reader.at):
            self._tell_passed_over(word.group())
        reader.skip_to_end(";{}\n|")

    def _tell_passed_over(self, what: str) -> None:
        if len(self._passed_over) < _MAX_TOLD:
            self._passed_over[what[:60]] = None

    # ---- commands

    def _read_command(self, reader: Reader) -> bool:
        start = reader.position
        if reader.take(_COMMAND) is None:
            return False
        given: dict[str, Value] = {}
        ignored: list[str] = []
        while True:
            reader.skip_blank()
            char = reader.peek()
            if char in ("", *"\r\n;)}"):
                break
            if char in "|&":
                reader.at += 1
                reader.skip_blank(lines=True)
                word = _FIRST_WORD.match(reader.text, reader.at)
                ignored.append(f"{char} {word.group()[:60]}" if word else char)
                reader.skip_to_end(";){}\n")
                break
            before = reader.at
            self._read_parameter(given, ignored)
            if reader.at == before:
                reader.at += 1
        self._calls.append(_Call(given, ignored, reader, start).finish(self._told))
        self._told = len(reader.problems)
        return True

    def _read_parameter(self, given: dict[str, Value], ignored: list[str]) -> None:
        reader, start = self._reader, self._reader.position
        if (splat := _SPLAT.match(reader.text, reader.at)) is not None:
            reader.at = splat.end()
            table = reader.variables.get(splat[1].lower())
            if not isinstance(table, dict):
                reader.note_unknown(_ADDED, start, name=splat[1])
                return
            for name, value in table.items():
                self._take_parameter(name, value, given, ignored, start)
        elif (parameter := reader.take(_PARAMETER)) is not None:
            name, has_value = _find_parameter(parameter[1]), parameter[2] == ":"
            if name in _SWITCHES:
                value = reader.read_argument() if has_value else True
            else:
                reader.skip_blank()
                following = reader.peek()
                is_missing = following in ("", *"\r\n;|)}") or (not name and _PARAMETER.match(reader.text, reader.at))
                value = None if is_missing else reader.read_argument()
            self._take_parameter(parameter[1], value, given, ignored, start)
        else:
            value = reader.read_argument()
            if "Uri" in given:  # the only parameter that may stand without its name
                ignored.append(tr("an argument without a name"))
            else:
                given["Uri"] = value

    def _take_parameter(
        self, written: str, value: Value, given: dict[str, Value], ignored: list[str], position: int
    ) -> None:
        name = _find_parameter(written)
        if name in _TAKEN:
            given[name] = value
        elif value is not False and name != "UseBasicParsing":  # which has changed nothing since PowerShell 6
            ignored.append(f"-{name or written}")
            if name in _RISKS:
                code, words = _RISKS[name]
                self._reader.problems.append(ImportProblem(code, tr(words, option=f"-{name}"), position))


def _find_parameter(written: str) -> str:
    """The full name of a parameter that may be cut short; empty where none or several fit."""
    short = written.lower()
    if short in _ALIASES:
        return _ALIASES[short]
    names = [name for name in (*_SWITCHES, *_WITH_VALUE) if name.lower().startswith(short)]
    exact = [name for name in names if name.lower() == short]
    return exact[0] if exact else names[0] if len(names) == 1 else ""


class _Call:
    """Owns one command while a call is made of its parameters."""

    def __init__(self, given: dict[str, Value], ignored: list[str], reader: Reader, position: int) -> None:
        self._given = given
        self._ignored = ignored
        self._reader = reader
        self._position = position
        self._headers: dict[str, tuple[str, str]] = {}  # by their name in lower case

    def finish(self, noted: int) -> ImportedCall:
        """The call; its problems are the reader's from ``noted`` on."""
        method = self._text("CustomMethod") or self._text("Method").upper() or "GET"
        url = self._text("Uri")
        self._collect_headers()
        body = self._read_body()
        if isinstance(body, dict) and method == "GET":
            url += ("&" if "?" in url else "?") + self._encode(body)
            body = None
        elif isinstance(body, dict):
            body = self._encode(body)
        if body is not None and method == "POST":  # the default of -ContentType
            self._headers.setdefault("content-type", ("Content-Type", "application/x-www-form-urlencoded"))
        file = self._text("InFile")
        problems = tuple(self._reader.problems[noted:])
        ignored = tuple(dict.fromkeys(self._ignored))
        headers = tuple(self._headers.values())
        return ImportedCall(method, url, headers, body, "", ignored, problems, (file,) if file else ())

    def _note_unknown(self, words: str, value: Value, **values: object) -> None:
        self._reader.note_unknown(words, getattr(value, "position", self._position), **values)

    def _text(self, name: str) -> str:
        value = self._given.get(name)
        if value is None or value is True:
            return ""
        if isinstance(value, str | int):
            return str(value)
        self._note_unknown(_VALUE, value, option=f"-{name}")
        return ""

    def _collect_headers(self) -> None:
        session = self._given.get("WebSession")
        if isinstance(session, Session):
            self._add_headers(session.headers, "WebSession")
            if session.user_agent:
                self._headers["user-agent"] = ("User-Agent", session.user_agent)
        elif session is not None:
            self._note_unknown(_VALUE, session, option="-WebSession")
        headers = self._given.get("Headers")
        if isinstance(headers, dict):
            self._add_headers(headers, "Headers")
        elif headers is not None:
            self._note_unknown(_VALUE, headers, option="-Headers")
        for parameter, header in (("ContentType", "Content-Type"), ("UserAgent", "User-Agent")):
            if value := self._text(parameter):
                self._headers[header.lower()] = (header, value)
        if isinstance(session, Session) and session.cookies:
            cookies = "; ".join(f"{name}={value}" for name, value in session.cookies)
            self._headers.setdefault("cookie", ("Cookie", cookies))

    def _add_headers(self, headers: dict[str, Value], parameter: str) -> None:
        for name, value in headers.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                self._headers[name.lower()] = (name, str(value))
            else:
                self._note_unknown(_HEADER, value, name=name, option=f"-{parameter}")

    def _read_body(self) -> str | dict[str, Value] | None:
        if "Form" in self._given:
            self._reader.problems.append(ImportProblem("body_left_off", tr(MULTIPART), self._position))
            return None
        body = self._given.get("Body")
        if body is None or isinstance(body, str | dict):
            return body
        if isinstance(body, int | float) and not isinstance(body, bool):
            return str(body)
        self._note_unknown(_BODY, body)
        return None

    def _encode(self, body: dict[str, Value]) -> str:
        pairs = []
        for name, value in body.items():
            if isinstance(value, str | int | float) or value is None:
                pairs.append((name, "" if value is None else str(value)))
            else:
                self._note_unknown(_FIELD, value, name=name)
        return encode_form(pairs)
