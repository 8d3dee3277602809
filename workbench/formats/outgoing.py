"""A request on its way out to another program's language: its texts in pieces, with a variable in place of each secret.

One rule holds in every language: a variable holds the text exactly as it stands in the call, so a key with a quotation
mark in it is written there as JSON writes it. Tokens and keys of the auth engine have no such character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from workbench.core import json_text
from workbench.core.calls import SECRET_FIELD
from workbench.core.redact import redact
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.formats.imported import read_basic
from workbench.language import tr, trn

PREFIX = "TOKEN_WORKBENCH_"
_VARIABLES = {"key": "KEY", "expiredToken": "EXPIRED_TOKEN"}
_SECRET_MEMBER = re.compile(r'("(key|expiredToken)"\s*:\s*")((?:[^"\\]|\\.)++)(?=")', re.DOTALL)
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.1
_HEADER_VALUE = re.compile(r"(?:[!-~](?:[\t -~]*[!-~])?)?")  # §5.5; outside ASCII every program encodes as it likes
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Variable:
    """The name of an environment variable that holds one secret."""

    name: str


Text: TypeAlias = tuple[str | Variable, ...]
"""A text in pieces."""


class NotExportable(ValueError):
    """The call cannot be said in a language exactly as it would be sent; the message says why, in words."""


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """Owns one request as a language writes it. ``basic`` is set only where the password is a variable."""

    method: str
    url: Text
    headers: tuple[tuple[str, Text], ...]
    body: Text | None = None
    basic: tuple[str, Text] | None = None
    secrets: tuple[Secret, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of its variables, each once."""
        texts = [self.url, *(value for _, value in self.headers), self.body or (), self.basic[1] if self.basic else ()]
        return tuple(dict.fromkeys(one.name for text in texts for one in text if isinstance(one, Variable)))

    @property
    def note(self) -> str:
        """What to do before it is run, as a comment: one line without quotation marks; empty where nothing is."""
        if not self.variables:
            return ""
        # L10N: a comment in code of many languages: no quotation marks, no line break, no % and no ^
        return trn(
            "Set {names} first, to the text exactly as it stands in the call.",
            "Set {names} first, each to the text exactly as it stands in the call.",
            len(self.variables),
            names=", ".join(self.variables),
        )


def make_outgoing(request: Request, *, reveal: bool) -> Outgoing:
    """The request with its real values, or with variables in their place and nothing else secret left.

    :raises NotExportable: it holds what no program could be told to send.
    """
    body = request.body.reveal()
    if reveal:
        headers = [(n, (v.reveal() if isinstance(v, Secret) else v,)) for n, v in request.headers]
        return check(Outgoing(request.method, (request.url,), tuple(headers), (body,)))
    hidden: list[tuple[str, Text]] = []
    basic: tuple[str, Text] | None = None
    for name, value in request.headers:
        found = read_basic(value.reveal()) if isinstance(value, Secret) and name.lower() == "authorization" else None
        if found is not None:
            basic = (redact(found[0], request.secrets), (Variable(f"{PREFIX}PASSWORD"),))
        elif isinstance(value, Secret):
            hidden.append((name, (_name_header(name, [text for _, text in hidden]),)))
        else:
            hidden.append((name, (redact(value, request.secrets),)))
    url: Text = (redact(request.url, request.secrets),)
    return check(Outgoing(request.method, url, tuple(hidden), _hide_body(request), basic, request.secrets))


def check(outgoing: Outgoing) -> Outgoing:
    """The same, when it can be sent at all.

    :raises NotExportable: a header breaks the rules of HTTP, or a text cannot be encoded.
    """
    for name, value in outgoing.headers:
        if not _HEADER_NAME.fullmatch(name):
            raise NotExportable(tr("The name of a header holds characters that HTTP does not allow."))
        if not _HEADER_VALUE.fullmatch(join(value)):
            words = tr(
                "The header {name} holds a character outside ASCII, a line break or a space at an end.", name=name
            )
            raise NotExportable(words)
    for text in (outgoing.url, outgoing.body or (), (outgoing.basic[0],) if outgoing.basic else ()):
        if _SURROGATE.search(join(text)):
            raise NotExportable(tr("The call holds half of a surrogate pair, which UTF-8 cannot carry."))
    return outgoing


def join(text: Text, before: str = "$", behind: str = "") -> str:
    """The pieces as one text, each variable written as its name between two others."""
    return "".join(before + one.name + behind if isinstance(one, Variable) else one for one in text)


def merge(text: Text) -> Text:
    """The same with neighbouring literals made one, and at least one piece."""
    merged: list[str | Variable] = []
    for piece in text:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece:
            merged.append(piece)
    return tuple(merged) or ("",)


def refuse_doubled(headers: Iterable[tuple[str, Text]], program: str) -> None:
    """For languages that keep headers by their names.

    :raises NotExportable: a name stands twice.
    """
    names = [name.lower() for name, _ in headers]
    if len(set(names)) < len(names):
        raise NotExportable(tr("{program} sends each header once; this call has one twice.", program=program))


def _name_header(name: str, taken: Iterable[Text]) -> Variable:
    variable = f"{PREFIX}HEADER_{re.sub('[^A-Z0-9]', '_', name.upper())}"
    same = sum(1 for text in taken for one in text if isinstance(one, Variable) and one.name.startswith(variable))
    return Variable(f"{variable}_{same + 1}" if same else variable)


def _hide_body(request: Request) -> Text:
    """The body with its secret members as variables; where one is not plainly a text, it is taken out."""
    body = request.body.reveal()
    members = _read_members(_SECRET_MEMBER.sub(r"\1", body))
    if any(members.get(name) not in (None, "") for name in SECRET_FIELD.values()):
        hidden = {name: "[secret]" for name in SECRET_FIELD.values() if name in members}
        return (redact(json_text.write({**_read_members(body), **hidden}), request.secrets),)
    pieces: list[str | Variable] = []
    at = 0
    for found in _SECRET_MEMBER.finditer(body):
        pieces += [redact(body[at : found.start(3)], request.secrets), Variable(PREFIX + _VARIABLES[found[2]])]
        at = found.end()
    return (*pieces, redact(body[at:], request.secrets))


def _read_members(body: str) -> dict[str, json_text.Json]:
    try:
        value = json_text.parse(body).value
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
