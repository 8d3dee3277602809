"""A call and its tokens without saying whose they are: what evidence for others is made of.

Identifiers are known by the names of the members that hold them, in any text, JSON or nearly; and then those of tokens
and call, and the first of the reply, are removed by value wherever else they stand. A value of fewer than four
characters is removed by its member alone: looked for everywhere it would destroy the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from workbench.core import json_text
from workbench.core.calls import SECRET_FIELD
from workbench.core.comparison import Comparison, compare_tokens
from workbench.core.exchange import Exchange, Record
from workbench.core.json_text import Json
from workbench.core.part import PartContent
from workbench.core.redact import Redacted, redact
from workbench.core.request import HeaderValue, Request
from workbench.core.secret import Secret
from workbench.core.token import Token

STAND_IN = "[identifier]"
IDENTIFYING = frozenset(
    ("idv", "dev", "uid", "sub", "mobile", "email", "name", "firstName", "lastName", "identifierValue", "deviceId")
)
"""Members of tokens, calls and replies that say who somebody is; organisation and times are none."""
_MEMBER = re.compile(
    rf"""("(?:{"|".join(sorted(IDENTIFYING))})"\s*:\s*)(?:"(?:[^"\\]|\\.)*+(?:"|\Z)|-?\d[\d.eE+-]*+|\[[^\[\]{{}}]++\])""",
    re.DOTALL,
)
_MOST_BY_VALUE = 50  # to look for one takes as long as the text; a reply may list thousands of people


def list_identifiers(tokens: Iterable[Token], record: Record | None = None) -> tuple[Secret, ...]:
    """The values in tokens and in a record's bodies that say who somebody is, each once, at most 50."""
    held: list[Json] = [part.value for one in tokens for part in (one.header, one.payload)]
    for text in (record.request_body, record.response_body) if record is not None else ():
        try:
            held.append(json_text.parse(text).value)
        except ValueError:
            continue
    found = dict.fromkeys(text for one in held for text in _find(one) if text)
    return tuple(map(Secret, islice(found, _MOST_BY_VALUE)))


def _find(value: Json, *, is_identifying: bool = False) -> Iterator[str]:
    match value:
        case dict():
            for name, member in value.items():
                yield from _find(member, is_identifying=is_identifying or name in IDENTIFYING)
        case list():
            for item in value:
                yield from _find(item, is_identifying=is_identifying)
        case bool() | None:
            return
        case _ if is_identifying:
            text = value if isinstance(value, str) else json_text.write(value)
            yield text
            yield text.partition("|")[2]  # ``MOBILE|…``: the type in front says nothing


@dataclass(frozen=True, slots=True)
class Disguise:
    """Owns the identifiers that are not to be seen; all that it returns has a stand-in in their places."""

    identifiers: tuple[Secret, ...]

    def hide(self, text: str) -> Redacted:
        """A text without them, and without anything shaped like a token."""
        return redact(_MEMBER.sub(rf'\1"{STAND_IN}"', text), self.identifiers, stand_in=STAND_IN)

    def record(self, record: Record) -> Record:
        """Its texts without them."""
        return replace(
            record,
            profile_name=self.hide(record.profile_name),
            host=self.hide(record.host),
            api_message=self.hide(record.api_message),
            explanation=self.hide(record.explanation),
            request_body=self.hide(record.request_body),
            response_body=self.hide(record.response_body),
        )

    def exchange(self, exchange: Exchange) -> Exchange:
        """As the timeline shows it: its request and its profile's name without them, the secret as it was."""
        return replace(
            exchange,
            profile_name=self.hide(exchange.profile_name),
            host=self.hide(exchange.host),
            request=self._request(exchange.request),
        )

    def _request(self, request: Request) -> Request:
        length = len(request.body.reveal().encode("utf-8", "surrogatepass"))  # of what was sent
        headers: list[tuple[str, HeaderValue]] = [
            (name, value if isinstance(value, Secret) else self.hide(value)) for name, value in request.headers
        ]
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers.append(("Content-Length", str(length)))
        return replace(
            request, url=self.hide(request.url), headers=tuple(headers), body=Secret(self._body(request.body.reveal()))
        )

    def _body(self, text: str) -> str:
        try:
            value = json_text.parse(text).value
        except ValueError:
            return self.hide(text)
        if not isinstance(value, dict):
            return self.hide(text)
        kept = {name: value[name] for name in SECRET_FIELD.values() if name in value}  # masked by whoever shows it
        return json_text.write({**self._members(value), **kept})

    def token(self, token: Token) -> Token:
        """The same token, with the same fingerprint, whose header and payload say nothing of whom it is."""
        problems = tuple(replace(one, message=self.hide(one.message)) for one in token.problems)
        return replace(token, header=self._part(token.header), payload=self._part(token.payload), problems=problems)

    def _part(self, part: PartContent) -> PartContent:
        if not part.is_json:
            return replace(part, text=None if part.text is None else self.hide(part.text))
        value = self._members(part.value) if isinstance(part.value, dict) else STAND_IN
        text = json_text.write(value)
        return PartContent(text, value, True, text.encode("utf-8", "surrogatepass"))

    def _members(self, members: dict[str, Json]) -> dict[str, Json]:
        return {self.hide(name): self._value(name, value) for name, value in members.items()}

    def _value(self, name: str, value: Json) -> Json:
        if value is None or isinstance(value, bool):
            return value
        if name in IDENTIFYING:
            return self._each(value)
        if isinstance(value, dict):
            return self._members(value)
        if isinstance(value, list):
            return [self._value(name, item) for item in value]
        if isinstance(value, str):
            return self.hide(value)
        return STAND_IN if json_text.write(value) in {one.reveal() for one in self.identifiers} else value

    def _each(self, value: Json) -> Json:
        """Of ``idv`` the types stay, and how many there are."""
        if isinstance(value, list):
            return [self._each(item) for item in value]
        kind, bar, _ = value.partition("|") if isinstance(value, str) else ("", "", "")
        return f"{self.hide(kind)}|{STAND_IN}" if bar else STAND_IN

    def comparison(self, comparison: Comparison) -> Comparison:
        """What was the same is the same, what was a surprise stays one."""
        old, new = self.token(comparison.old), self.token(comparison.new)
        shown = {(row.part, row.name): row for row in compare_tokens(old, new).rows}
        rows = []
        for row in comparison.rows:
            twin = shown.get((row.part, self.hide(row.name)))
            values = (twin.old, twin.new) if twin is not None else (None, None)
            rows.append(replace(row, name=self.hide(row.name), old=values[0], new=values[1]))
        return Comparison(old, new, tuple(rows))


def make_disguise(tokens: Iterable[Token], record: Record | None = None) -> Disguise:
    """For everything that is about these tokens and the call of a record."""
    return Disguise(list_identifiers(tokens, record))
