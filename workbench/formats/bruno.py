"""Bruno's ``.bru`` files: blocks of names and values, and blocks of text; one request a file.

Grammar: github.com/usebruno/bruno, ``packages/bruno-lang/v2/src/bruToJson.js``. A block ends at the first line that
begins with ``}``; a text block loses two spaces at the start of each line, a value in ``'''`` four. ``~`` in front of a
name switches it off, ``@name(…)`` on a line of its own describes the next one. Only the body and the credentials that
the block of the method names are sent; the query stands in the URL already. The request's own variables win over the
environment's (docs.usebruno.com, "Variables"). Scripts, tests and assertions are never run; they are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.formats.collected import (
    DISABLED_FIELD,
    DISABLED_HEADER,
    DISABLED_IN_PATH,
    GRAPHQL,
    MULTIPART,
    Budget,
    CollectedCall,
    Variables,
)
from workbench.formats.imported import Import, ImportProblem
from workbench.language import mark, tr

DIALECT = mark("Bruno request")
_METHODS = ("get", "post", "put", "delete", "patch", "options", "head", "connect", "trace")
_REQUEST = re.compile(rf"^(?:{'|'.join(_METHODS)}|http)[ \t]*\{{[ \t]*\r?$", re.MULTILINE)
_OPENING = re.compile(r"([a-z][\w:.-]*)[ \t]*([{\[])[ \t]*")
_ANNOTATION = re.compile(r"@[\w-]+(?:\(.*\))?")
_OPEN_ANNOTATION = re.compile(r"@[\w-]+\('''")
_FILE = re.compile(r"@file\((.*?)\)")
_TEXT_BLOCKS = re.compile(r"body(?::(?:json|text|xml|sparql|graphql|graphql:vars))?|script:.*|tests|docs|app|code")
_BODIES = {
    "json": ("body:json", "application/json"),
    "text": ("body:text", "text/plain"),
    "xml": ("body:xml", "application/xml"),
    "sparql": ("body:sparql", "application/sparql-query"),
}
"""What ``body:`` in the block of the method says → the block it stands for, and the type that Bruno sends."""
_CODE = ("script:pre-request", "script:post-response", "tests", "assert")


@dataclass(slots=True)
class _Block:
    """Owns one block: its lines as they stand. ``start`` is the position of its first character in the text, from 1."""

    name: str
    lines: list[str]
    start: int
    is_closed: bool = False

    @property
    def text(self) -> str:
        """A block of text, moved two spaces to the left."""
        return "\n".join(line.removeprefix("  ") for line in self.lines).lstrip("\n")

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names and values; a name that is switched off keeps its ``~``."""
        lines = iter(self.lines)
        for line in lines:
            stripped = line.strip()
            if _OPEN_ANNOTATION.match(stripped) and not stripped.endswith("''')"):
                while not next(lines, "''')").strip().endswith("''')"):
                    pass
            elif stripped and not _ANNOTATION.fullmatch(stripped):
                name, _, value = _split_pair(stripped)
                yield name, _join_lines(value, lines) if value.startswith("'''") else value


def is_bruno(text: str) -> bool:
    """Whether a text has the block of a method in it."""
    return _REQUEST.search(text) is not None


def read_bruno(text: str, environments: Sequence[str] = ()) -> Import:
    """The request of one file; ``environments`` are the texts of environment files."""
    blocks = {block.name: block for block in _split_blocks(text)}
    problems = tuple(
        ImportProblem("unclosed_block", tr("The block {name} is not closed.", name=block.name), block.start)
        for block in blocks.values()
        if not block.is_closed
    )
    method = next((name for name in (*_METHODS, "http") if name in blocks), "")
    if not method:
        return Import(DIALECT, (), problems)
    http = dict(blocks[method].pairs())
    meta = _read_pairs(blocks, "meta")
    scopes = [_list_values(_read_pairs(blocks, "vars:pre-request"))]
    for environment in reversed(environments):
        scopes += [_list_values(dict(block.pairs())) for block in _split_blocks(environment) if block.name == "vars"]
    method = http.get("method", method).upper()
    call = CollectedCall(Variables(scopes, Budget()), method, http.get("url", ""), meta.get("name", ""))
    call.problems += problems
    for name, value in _list_enabled(call, blocks, "headers", DISABLED_HEADER):
        call.headers.append((name, value))
    _set_auth(call, blocks, http.get("auth", ""))
    _set_body(call, blocks, http.get("body", "json" if "body" in blocks else "none"))
    call.set_path_values(_list_enabled(call, blocks, "params:path", DISABLED_IN_PATH))
    call.ignored += [name for name in _CODE if name in blocks and any(map(str.strip, blocks[name].lines))]
    return Import(DIALECT, (call.finish(),))


def _split_blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    closing, in_long_value, start = "}", False, 1
    for line in text.split("\n"):
        length, line = len(line) + 1, line.removesuffix("\r")
        if block is None:
            if opening := _OPENING.fullmatch(line):
                block = _Block(opening[1], [], start)
                closing = "}" if opening[2] == "{" else "]"
        elif line.startswith(closing) and not in_long_value:
            block.is_closed = True
            yield block
            block = None
        else:
            block.lines.append(line)
            if line.count("'''") % 2 and not _TEXT_BLOCKS.fullmatch(block.name):
                in_long_value = not in_long_value
        start += length
    if block is not None:
        yield block


def _split_pair(line: str) -> tuple[str, str, str]:
    if line.startswith(('"', '~"')) and (quoted := re.match(r'(~?)"((?:[^"\\]|\\.)*)"\s*:', line)):
        return quoted[1] + re.sub(r"\\(.)", r"\1", quoted[2]), ":", line[quoted.end() :].strip()
    name, colon, value = line.partition(":")
    return name.strip(), colon, value.strip()


def _join_lines(first: str, lines: Iterator[str]) -> str:
    """A value in ``'''``, without the four spaces that its lines are moved to the right."""
    value = first.removeprefix("'''")
    if "'''" in value:
        return value.partition("'''")[0]
    parts = [value]
    for line in lines:
        end = line.find("'''")
        if end >= 0:
            parts.append(line[4:end] if end > 4 else "")
            break
        parts.append(line[4:])
    return "\n".join(parts).strip()


def _read_pairs(blocks: dict[str, _Block], name: str) -> dict[str, str]:
    return dict(blocks[name].pairs()) if name in blocks else {}


def _list_values(pairs: dict[str, str]) -> dict[str, str]:
    """Variables that are on; ``@`` marks one of the request alone."""
    return {name.removeprefix("@"): value for name, value in pairs.items() if not name.startswith("~")}


def _list_enabled(call: CollectedCall, blocks: dict[str, _Block], block: str, disabled: str) -> list[tuple[str, str]]:
    pairs = list(blocks[block].pairs()) if block in blocks else []
    call.ignored += [tr(disabled, name=name[1:]) for name, _ in pairs if name.startswith("~")]
    return [(name, value) for name, value in pairs if name and not name.startswith("~")]


def _set_auth(call: CollectedCall, blocks: dict[str, _Block], mode: str) -> None:
    if mode == "inherit":
        call.ignored.append(tr("authentication of the collection"))
        return
    values = _read_pairs(blocks, f"auth:{mode}")
    call.authenticate(mode, {**values, "in": values.get("placement", "header")})


def _set_body(call: CollectedCall, blocks: dict[str, _Block], mode: str) -> None:
    block, content_type = _BODIES.get(mode, ("", ""))
    if mode == "json" and block not in blocks:
        block = "body"
    if block in blocks:
        call.set_body(blocks[block].text, content_type)
    elif mode in ("formUrlEncoded", "form-urlencoded"):
        call.set_form(_list_enabled(call, blocks, "body:form-urlencoded", DISABLED_FIELD))
    elif mode in ("multipartForm", "multipart-form"):
        call.files += _list_files(blocks, "body:multipart-form")
        call.refuse_body(MULTIPART)
    elif mode == "file":
        call.files += _list_files(blocks, "body:file")
    elif mode == "graphql":
        call.refuse_body(GRAPHQL)


def _list_files(blocks: dict[str, _Block], name: str) -> list[str]:
    values = _read_pairs(blocks, name).values()
    return [file for value in values for found in _FILE.findall(value) for file in found.split("|") if file]
