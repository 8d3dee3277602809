"""What collections of Postman, Insomnia and Bruno have in common: variables, and a call put together from its parts."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.core.secret import Secret
from workbench.formats.imported import ImportedCall, ImportProblem
from workbench.formats.lenient import encode_form
from workbench.language import mark, number, tr

MAX_CALLS = 5000
MAX_FILLED = 32 * 1024 * 1024
"""Characters that the texts of one import may come to while variables, which may hold others, are filled in."""
_LARGEST = 1024 * 1024  # of one text
_MAX_PASSES = 20
_PLACE = re.compile(r"\{\{([^{}]*)\}\}")
_INSIDE = re.compile(r"""_\.(?P<dotted>.+)|_\[\s*(?P<quote>['"])(?P<quoted>.+)(?P=quote)\s*\]""", re.DOTALL)


DISABLED_HEADER = mark("header {name} (disabled)")
DISABLED_FIELD = mark("form field {name} (disabled)")
DISABLED_IN_PATH = mark("path parameter {name} (disabled)")
DISABLED_IN_QUERY = mark("query parameter {name} (disabled)")
"""What is told of a pair that is switched off."""
SCRIPT_OF_REQUEST = mark("{event} script of the request")
SCRIPT_OF_COLLECTION = mark("{event} script of the collection")
MULTIPART = mark("The body is a form of parts (multipart); it was left off.")
GRAPHQL = mark("The body is a GraphQL query; it was left off.")


@dataclass(slots=True)
class Budget:
    """Owns the characters that one import may still fill in."""

    left: int = MAX_FILLED


class Variables:
    """Owns the values that stand for ``{{name}}`` in one call, and remembers the names that have none."""

    def __init__(self, scopes: Iterable[dict[str, str]], budget: Budget) -> None:
        """``scopes`` come narrowest first."""
        self._values = ChainMap(*scopes)
        self._budget = budget
        self._missing: dict[str, None] = {}
        self._too_large = False

    def fill(self, text: str) -> str:
        """The text with values in place of names; a name without a value stays as it is written."""
        for _ in range(_MAX_PASSES):
            places = [(place, self._find(place[1])) for place in _PLACE.finditer(text)]
            if all(value is None for _, value in places):
                break
            grown = len(text) + sum(len(value) for _, value in places if value is not None)
            self._budget.left -= grown
            if self._budget.left < 0 or grown > max(_LARGEST, 2 * len(text)):
                self._too_large = True
                break
            text = _PLACE.sub(lambda place: place[0] if (value := self._find(place[1])) is None else value, text)
        self._missing.update(dict.fromkeys(place[1].strip() for place in _PLACE.finditer(text)))
        self._missing.update(dict.fromkeys(_list_tags(text)))
        return text

    def problems(self) -> tuple[ImportProblem, ...]:
        """What could not be filled in so far."""
        named = tuple(
            ImportProblem(
                "unresolved_variable",
                tr("“{name}” has no value here; it stands as it is written.", name=_shorten(name)),
            )
            for name in self._missing
        )
        if not self._too_large:
            return named
        return (*named, ImportProblem("too_large", tr("Filling in the variables would make a text too large.")))

    def _find(self, written: str) -> str | None:
        if written in self._values:
            return self._values[written]
        name = written.strip()
        if inside := _INSIDE.fullmatch(name):
            name = inside["dotted"] or inside["quoted"]
        return self._values.get(name)


@dataclass(slots=True)
class CollectedCall:
    """Owns one call of a collection while it is put together; ``finish`` fills its variables in."""

    variables: Variables
    method: str
    url: str
    name: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str | None = None
    ignored: list[str] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    basic: tuple[str, str] | None = None

    def set_body(self, text: str, content_type: str) -> None:
        """The body, and its type where no header names one."""
        self.body = text
        if content_type and not any(name.lower() == "content-type" for name, _ in self.headers):
            self.headers.append(("Content-Type", content_type))

    def set_form(self, pairs: Iterable[tuple[str, str]]) -> None:
        """A urlencoded body."""
        filled = [(self.variables.fill(name), self.variables.fill(value)) for name, value in pairs]
        self.set_body(encode_form(filled), "application/x-www-form-urlencoded")

    def refuse_body(self, words: str, **values: object) -> None:
        """A body that the API has no use for, as ``words`` say."""
        self.problems.append(ImportProblem("body_left_off", tr(words, **values)))

    def add_query(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Put parameters behind the URL's own."""
        query = encode_form([(self.variables.fill(name), self.variables.fill(value)) for name, value in pairs])
        if query:
            url, sign, fragment = self.url.partition("#")
            self.url = f"{url}{'&' if '?' in url else '?'}{query}{sign}{fragment}"

    def set_path_values(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Put values in place of ``:name`` segments of the path."""
        values = {name: value for name, value in pairs if name}
        path, sign, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", self.url, re.DOTALL).groups()  # type: ignore[union-attr]
        segments = path.split("/")
        filled = [values.get(one[1:], one) if one.startswith(":") and one != ":" else one for one in segments]
        self.url = "/".join(filled) + sign + rest

    def authenticate(self, kind: str, values: Mapping[str, str]) -> None:
        """Take Basic, Bearer and API key credentials in place of an Authorization header; tell any other kind."""
        if kind == "basic":
            self._drop_authorization()
            self.basic = (values.get("username", ""), values.get("password", ""))
        elif kind == "bearer":
            self._drop_authorization()
            prefix = values.get("prefix") or "Bearer"
            self.headers.append(("Authorization", f"{prefix} {values.get('token', '')}"))
        elif kind == "apikey":
            pair = (values.get("key", ""), values.get("value", ""))
            if values.get("in", "header").lower() in ("query", "queryparams"):
                self.add_query([pair])
            else:
                self.headers.append(pair)
        elif kind not in ("", "none", "noauth"):
            self.ignored.append(tr("authentication {kind}", kind=kind))

    def _drop_authorization(self) -> None:
        self.headers = [(name, value) for name, value in self.headers if name.lower() != "authorization"]

    def finish(self) -> ImportedCall:
        """The call with its variables filled in and everything told that was left off."""
        fill = self.variables.fill
        method, url = fill(self.method) or "GET", fill(self.url)
        headers = tuple((fill(name), fill(value)) for name, value in self.headers)
        body = None if self.body is None else fill(self.body)
        basic = None if self.basic is None else (fill(self.basic[0]), Secret(fill(self.basic[1])))
        problems = (*self.problems, *self.variables.problems())
        ignored, files = tuple(dict.fromkeys(self.ignored)), tuple(map(fill, self.files))
        return ImportedCall(method, url, headers, body, self.name, ignored, problems, files, basic)


def refuse_more() -> ImportProblem:
    """What to say where a collection holds more requests than are read."""
    return ImportProblem("too_large", tr("Only the first {most} requests were read.", most=number(MAX_CALLS)))


def describe_script(event: str, owner: str, unnamed: str = SCRIPT_OF_REQUEST) -> str:
    """A script that is never run, when it would be, and the name of the request or folder that it belongs to.

    ``unnamed`` is what to say where that has no name.
    """
    return tr("{event} script of {owner}", event=event, owner=owner) if owner else tr(unnamed, event=event)


def join_names(*names: str) -> str:
    """``Folder / Request``."""
    return " / ".join(name for name in names if name)


def _list_tags(text: str) -> Iterator[str]:
    """Insomnia's ``{% … %}``, which would run something. A pattern would look for the end of each anew."""
    end = 0
    while (start := text.find("{%", end)) >= 0 and (end := text.find("%}", start)) >= 0:
        yield text[start : end + 2]


def _shorten(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"
