"""Postman collections v2.0 and v2.1, with their environments: every request of every folder, variables filled in.

Formats: https://schema.postman.com/collection/json/v2.1.0/draft-07/collection.json (and v2.0.0), and the collection SDK
(github.com/postmanlabs/postman-collection), whose ``Url.toString`` builds an address from its parts and not from
``raw``. v2.1 writes credentials as a list of ``key`` and ``value``, v2.0 as one object. A request without ``auth``
takes its folder's, ``noauth`` ends that. The narrowest scope of a variable wins: environment, folders, collection,
globals (learning.postman.com, "Variable scopes"). Scripts are never run; they are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.formats.collected import (
    DISABLED_FIELD,
    DISABLED_HEADER,
    DISABLED_IN_QUERY,
    GRAPHQL,
    MAX_CALLS,
    MULTIPART,
    SCRIPT_OF_COLLECTION,
    SCRIPT_OF_REQUEST,
    Budget,
    CollectedCall,
    Variables,
    describe_script,
    join_names,
    refuse_more,
)
from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.formats.lenient import Json, as_list, as_object, as_objects, as_text, is_true, read_json
from workbench.language import mark, number, tr

DIALECT = mark("Postman collection")
_MAX_DEPTH = 100
_RAW_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "html": "text/html",
    "text": "text/plain",
    "javascript": "application/javascript",
}

_RISKS = {
    "proxy": mark("The request goes through a proxy of the collection's choice; that was left off."),
    "certificate": mark("The request uses a certificate of the collection's choice; that was left off."),
}
"""Members of a request that are told as well as left off."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """Owns what a request inherits: names, the scopes of variables (narrowest first), credentials, scripts."""

    names: tuple[str, ...] = ()
    scopes: tuple[dict[str, str], ...] = ()
    auth: Json = None
    scripts: tuple[str, ...] = ()

    def enter(self, folder: dict[str, Json], name: str) -> _Folder:
        """What a request inside of this folder, or collection, inherits."""
        return _Folder(
            (*self.names, name) if name else self.names,
            (_read_variables(folder.get("variable")), *self.scopes),
            folder["auth"] if folder.get("auth") else self.auth,
            (*self.scripts, *_list_scripts(folder, name, SCRIPT_OF_COLLECTION)),
        )


def read_postman(document: Json, environments: Sequence[str] = ()) -> Import | None:
    """The requests of a parsed collection; ``None`` when the document is none. ``environments`` are exported texts."""
    collection = as_object(document)
    collection = as_object(collection.get("collection")) or collection  # as Postman's own API wraps it
    if not isinstance(collection.get("item"), list) or "info" not in collection:
        return None
    chosen, shared, problems = _read_environments(environments)
    top = _Folder((), (shared,)).enter(collection, "")
    calls: list[ImportedCall] = []
    budget = Budget()
    for folder, item in _walk(collection, top):
        if len(calls) == MAX_CALLS:
            problems.append(refuse_more())
            break
        if not item.get("request"):
            if name := join_names(*folder.names, as_text(item.get("name"))):
                message = tr("The item {name} has no request; it was passed over.", name=name)
            else:
                message = tr("The item without a name has no request; it was passed over.")
            problems.append(ImportProblem("broken_entry", message))
            continue
        calls.append(_read_item(item, folder, chosen, budget))
    return Import(DIALECT, tuple(calls), tuple(problems))


def _walk(collection: dict[str, Json], top: _Folder) -> Iterator[tuple[_Folder, dict[str, Json]]]:
    """The items that are no folders, in document order, each with the folder it is in."""
    waiting = [(top, item) for item in reversed(as_objects(collection["item"]))]
    while waiting:
        folder, item = waiting.pop()
        if isinstance(item.get("item"), list) and len(folder.names) < _MAX_DEPTH:
            inside = folder.enter(item, as_text(item.get("name")))
            waiting.extend((inside, child) for child in reversed(as_objects(item["item"])))
        else:
            yield folder, item


def _read_item(item: dict[str, Json], folder: _Folder, chosen: dict[str, str], budget: Budget) -> ImportedCall:
    written = item["request"]
    request = {"url": written} if isinstance(written, str) else as_object(written)
    scopes = (chosen, _read_variables(item.get("variable")), *folder.scopes)
    name = as_text(item.get("name"))
    call = CollectedCall(Variables(scopes, budget), as_text(request.get("method")), "", join_names(*folder.names, name))
    _set_url(call, request.get("url"))
    _set_headers(call, request.get("header"))
    _set_auth(call, as_object(request.get("auth") or folder.auth))
    _set_body(call, as_object(request.get("body")))
    call.ignored += [*folder.scripts, *_list_scripts(item, name)]
    _tell_risks(call, request, as_object(item.get("protocolProfileBehavior")))
    if responses := as_list(item.get("response")):
        call.ignored.append(tr("saved examples ({count})", count=number(len(responses))))
    return call.finish()


def _tell_risks(call: CollectedCall, request: dict[str, Json], behaviour: dict[str, Json]) -> None:
    for name, words in _RISKS.items():
        if request.get(name):
            call.ignored.append(name)
            call.problems.append(ImportProblem(name, tr(words)))
    call.ignored += [f"protocolProfileBehavior {name}" for name in behaviour]
    if behaviour.get("strictSSL") is False:
        message = tr("strictSSL turns off the check of who answers; certificates are always checked here.")
        call.problems.append(ImportProblem("unverified_tls", message))


def _set_url(call: CollectedCall, url: Json) -> None:
    if not isinstance(url, dict):
        call.url = as_text(url).strip()
        return
    host = url.get("host")
    call.url = as_text(url.get("raw")).strip()
    if host:
        protocol = as_text(url.get("protocol"))
        port = as_text(url.get("port"))
        path = url.get("path")
        segments = path.removeprefix("/") if isinstance(path, str) else "/".join(map(_read_segment, as_list(path)))
        call.url = "".join(
            (
                protocol.removesuffix("://") + "://" if protocol else "",
                host if isinstance(host, str) else ".".join(map(as_text, as_list(host))),
                f":{port}" if port else "",
                f"/{segments}" if path else "",
            )
        )
        query = [_join_parameter(one) for one in as_objects(url.get("query")) if not is_true(one.get("disabled"))]
        call.url += f"?{'&'.join(query)}" if query else ""
        call.url += f"#{as_text(url.get('hash'))}" if url.get("hash") else ""
    call.ignored += [
        tr(DISABLED_IN_QUERY, name=as_text(one.get("key")))
        for one in as_objects(url.get("query"))
        if is_true(one.get("disabled"))
    ]
    call.set_path_values(
        (as_text(one.get("key")) or as_text(one.get("id")), as_text(one.get("value")))
        for one in as_objects(url.get("variable"))
    )


def _read_segment(segment: Json) -> str:
    return as_text(as_object(segment).get("value")) if isinstance(segment, dict) else as_text(segment)


def _join_parameter(parameter: dict[str, Json]) -> str:
    name = as_text(parameter.get("key"))
    return name if parameter.get("value") is None else f"{name}={as_text(parameter['value'])}"


def _set_headers(call: CollectedCall, headers: Json) -> None:
    if isinstance(headers, str):  # allowed by both schemas: as they stand in a request
        lines = [line.partition(":") for line in headers.splitlines() if ":" in line]
        call.headers += [(name.strip(), value.strip()) for name, _, value in lines]
    for header in as_objects(headers):
        name = as_text(header.get("key"))
        if is_true(header.get("disabled")):
            call.ignored.append(tr(DISABLED_HEADER, name=name))
        elif name:
            call.headers.append((name, as_text(header.get("value"))))


def _set_auth(call: CollectedCall, auth: dict[str, Json]) -> None:
    kind = as_text(auth.get("type"))
    written = auth.get(kind)
    values = {name: as_text(value) for name, value in as_object(written).items()}
    values |= {as_text(one.get("key")): as_text(one.get("value")) for one in as_objects(written)}
    call.authenticate(kind, values)


def _set_body(call: CollectedCall, body: dict[str, Json]) -> None:
    if is_true(body.get("disabled")):
        call.ignored.append(tr("body (disabled)"))
        return
    match as_text(body.get("mode")):
        case "raw":
            language = as_text(as_object(as_object(body.get("options")).get("raw")).get("language"))
            call.set_body(as_text(body.get("raw")), _RAW_TYPES.get(language, ""))
        case "urlencoded":
            call.set_form(_list_enabled(call, body.get("urlencoded")))
        case "formdata":
            parts = as_objects(body.get("formdata"))
            call.files += [file for part in parts if part.get("type") == "file" for file in _list_files(part)]
            call.refuse_body(MULTIPART)
        case "file":
            call.files += _list_files(as_object(body.get("file")))
        case "graphql":
            call.refuse_body(GRAPHQL)
        case "":
            pass
        case mode:
            words = mark("The body is of the unknown mode “{mode}”; it was left off.")
            call.refuse_body(words, mode=mode[:40])


def _list_enabled(call: CollectedCall, pairs: Json) -> list[tuple[str, str]]:
    call.ignored += [
        tr(DISABLED_FIELD, name=as_text(one.get("key"))) for one in as_objects(pairs) if is_true(one.get("disabled"))
    ]
    enabled = [one for one in as_objects(pairs) if not is_true(one.get("disabled"))]
    return [(as_text(one.get("key")), as_text(one.get("value"))) for one in enabled]


def _list_files(part: dict[str, Json]) -> list[str]:
    source = part.get("src")
    return [name for one in (source if isinstance(source, list) else [source]) if (name := as_text(one))]


def _list_scripts(owner: dict[str, Json], name: str, unnamed: str = SCRIPT_OF_REQUEST) -> list[str]:
    """The scripts of an item, folder or collection, in words; an empty one does nothing and is no script."""
    told = []
    for event in as_objects(owner.get("event")):
        lines = as_object(event.get("script")).get("exec")
        if any(as_text(line).strip() for line in (lines if isinstance(lines, list) else [lines])):
            told.append(describe_script(as_text(event.get("listen")), name, unnamed))
    return told


def _read_variables(variables: Json) -> dict[str, str]:
    enabled = [one for one in as_objects(variables) if not is_true(one.get("disabled"))]
    return {as_text(one.get("key")) or as_text(one.get("id")): as_text(one.get("value")) for one in enabled}


def _read_environments(texts: Sequence[str]) -> tuple[dict[str, str], dict[str, str], list[ImportProblem]]:
    """The values of environments, of which later ones win, and those of globals, which every other scope overrides."""
    chosen: dict[str, str] = {}
    shared: dict[str, str] = {}
    problems: list[ImportProblem] = []
    for at, text in enumerate(texts, start=1):
        try:
            environment = as_object(read_json(text))
        except ValueError:
            environment = {}
        if not isinstance(environment.get("values"), list):
            message = tr("Environment {number} is none of Postman's; it was left off.", number=at)
            problems.append(ImportProblem("environment", message))
        is_global = environment.get("_postman_variable_scope") == "globals"
        values = [one for one in as_objects(environment.get("values")) if one.get("enabled") is not False]
        (shared if is_global else chosen).update((as_text(one.get("key")), as_text(one.get("value"))) for one in values)
    return chosen, shared, problems
