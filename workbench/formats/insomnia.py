"""Insomnia exports: v4 (JSON, a flat list of resources) and v5 (YAML, a tree); both become one tree of v5's members.

Formats: Insomnia's own importers and fixtures (github.com/Kong/insomnia, ``insomnia-v5.ts`` and the files beside it);
the type says which of them a text is: ``__export_format: 4``, ``collection.insomnia.rest/5.0``. A template
``{{ _.name }}`` takes its value from folders outwards, then from the chosen sub environment, then from the base
environment (``buildRenderContext`` there). A sub environment counts when it is the only one. Template tags
``{% … %}`` and scripts are never run; they are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.formats.collected import (
    DISABLED_FIELD,
    DISABLED_HEADER,
    DISABLED_IN_PATH,
    DISABLED_IN_QUERY,
    GRAPHQL,
    MAX_CALLS,
    MULTIPART,
    Budget,
    CollectedCall,
    Variables,
    describe_script,
    join_names,
    refuse_more,
)
from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.formats.lenient import Json, as_list, as_object, as_objects, as_text, is_true, read_json
from workbench.language import mark, tr

DIALECT = mark("Insomnia export")
_MAX_DEPTH = 100
_V5 = re.compile(r"^[\"']?type[\"']?:\s*[\"']?\w+\.insomnia\.rest/5", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Folder:
    """Owns what a request inherits: names, scopes of folders (innermost first), headers, credentials, scripts."""

    names: tuple[str, ...] = ()
    scopes: tuple[dict[str, str], ...] = ()
    headers: tuple[dict[str, Json], ...] = ()
    auth: Json = None
    scripts: tuple[str, ...] = ()

    def enter(self, folder: dict[str, Json]) -> _Folder:
        """What a request inside of this folder inherits."""
        name = as_text(folder.get("name"))
        return _Folder(
            (*self.names, name),
            (_flatten(folder.get("environment")), *self.scopes),
            (*self.headers, *as_objects(folder.get("headers"))),
            folder["authentication"] if folder.get("authentication") else self.auth,
            (*self.scripts, *_list_scripts(folder, name)),
        )


def is_insomnia_yaml(text: str) -> bool:
    """Whether a text says of itself that it is a v5 export."""
    return _V5.search(text[:2000]) is not None


def read_insomnia_yaml(text: str, environments: Sequence[str] = ()) -> Import:
    """The requests of a v5 export; where it is not YAML, a problem that says where."""
    from workbench.formats.yaml_tree import NotYaml, read_yaml  # late: PyYAML takes as long as all other dialects

    try:
        document = as_object(read_yaml(text))
    except NotYaml as error:
        problem = ImportProblem("not_yaml", tr("This is not YAML: {error}.", error=error), error.position)
        return Import(DIALECT, (), (problem,))
    return _read_tree(as_list(document.get("collection")), document.get("environments"), environments)


def read_insomnia(document: Json, environments: Sequence[str] = ()) -> Import | None:
    """The requests of a parsed v4 export; ``None`` when the document is none."""
    export = as_object(document)
    if export.get("_type") != "export" or not isinstance(export.get("resources"), list):
        return None
    children: dict[str, list[dict[str, Json]]] = {}
    for resource in as_objects(export["resources"]):
        children.setdefault(as_text(resource.get("parentId")), []).append(resource)
    workspaces = [one for one in as_objects(export["resources"]) if one.get("_type") == "workspace"]
    # An export of single requests may leave the workspace out; what has no parent in it then stands at the top.
    present = {as_text(one.get("_id")) for one in as_objects(export["resources"])}
    tops = [as_text(one.get("_id")) for one in workspaces] or [name for name in children if name not in present]
    items = [item for top in tops for item in _hang(children, top, 0)]
    return _read_tree(items, _find_environments(children, tops), environments)


def _hang(children: dict[str, list[dict[str, Json]]], parent: str, depth: int) -> list[Json]:
    """The requests and folders below a resource, in the order that Insomnia shows them."""
    found = children.get(parent, []) if depth < _MAX_DEPTH else []
    items: list[Json] = []
    for resource in sorted(found, key=_sort_key):
        if resource.get("_type") == "request_group":
            below = _hang(children, as_text(resource.get("_id")), depth + 1)
            items.append({**resource, "children": below})
        elif resource.get("_type") == "request":
            items.append(resource)
    return items


def _sort_key(resource: dict[str, Json]) -> float:
    try:
        return float(as_text(resource.get("metaSortKey")) or 0)
    except ValueError:
        return 0.0


def _find_environments(children: dict[str, list[dict[str, Json]]], tops: list[str]) -> Json:
    """The base environment with its sub environments, as v5 writes them."""
    for base in (one for top in tops for one in children.get(top, []) if one.get("_type") == "environment"):
        subs = children.get(as_text(base.get("_id")), [])
        return {**base, "subEnvironments": [one for one in subs if one.get("_type") == "environment"]}
    return None


def _read_tree(items: list[Json], environments: Json, texts: Sequence[str]) -> Import:
    chosen, problems = _read_environments(texts)
    base = as_object(environments)
    subs = as_objects(base.get("subEnvironments"))
    if not chosen and len(subs) == 1:
        chosen = _flatten(subs[0].get("data"))
    elif not chosen and subs:
        names = ", ".join(as_text(one.get("name")) for one in subs)
        message = tr("None of the environments was chosen: {names}.", names=names)
        problems.append(ImportProblem("environment", message))
    calls: list[ImportedCall] = []
    budget, shared = Budget(), _flatten(base.get("data"))
    for folder, item in _walk(items):
        if len(calls) == MAX_CALLS:
            problems.append(refuse_more())
            break
        if "url" in item and "method" in item:
            calls.append(_read_request(item, folder, Variables((*folder.scopes, chosen, shared), budget)))
        else:
            if name := join_names(*folder.names, as_text(item.get("name"))):
                message = tr("{name} is no HTTP request; it was passed over.", name=name)
            else:
                message = tr("Something without a name is no HTTP request; it was passed over.")
            problems.append(ImportProblem("broken_entry", message))
    return Import(DIALECT, tuple(calls), tuple(problems))


def _walk(items: list[Json]) -> Iterator[tuple[_Folder, dict[str, Json]]]:
    waiting = [(_Folder(), item) for item in reversed(as_objects(items))]
    while waiting:
        folder, item = waiting.pop()
        if isinstance(item.get("children"), list):
            inside = folder.enter(item)
            waiting.extend((inside, child) for child in reversed(as_objects(item["children"])))
        else:
            yield folder, item


def _read_request(item: dict[str, Json], folder: _Folder, variables: Variables) -> ImportedCall:
    name = as_text(item.get("name"))
    url = as_text(item.get("url")).strip()
    call = CollectedCall(variables, as_text(item.get("method")), url, join_names(*folder.names, name))
    for header in (*folder.headers, *as_objects(item.get("headers"))):
        title = as_text(header.get("name"))
        if is_true(header.get("disabled")):
            call.ignored.append(tr(DISABLED_HEADER, name=title))
        elif title:
            call.headers.append((title, as_text(header.get("value"))))
    _set_auth(call, as_object(item.get("authentication") or folder.auth))
    _set_body(call, as_object(item.get("body")))
    call.set_path_values(_list_enabled(call, item.get("pathParameters"), DISABLED_IN_PATH))
    call.add_query(_list_enabled(call, item.get("parameters"), DISABLED_IN_QUERY))
    call.ignored += [*folder.scripts, *_list_scripts(item, name)]
    return call.finish()


def _set_auth(call: CollectedCall, auth: dict[str, Json]) -> None:
    kind = as_text(auth.get("type"))
    if is_true(auth.get("disabled")):
        call.ignored.append(tr("authentication {kind} (disabled)", kind=kind))
        return
    values = {name: as_text(value) for name, value in auth.items()}
    values["in"] = values.get("addTo", "header")
    call.authenticate(kind, values)


def _set_body(call: CollectedCall, body: dict[str, Json]) -> None:
    kind = as_text(body.get("mimeType"))
    if kind == "application/x-www-form-urlencoded" and isinstance(body.get("params"), list):
        call.set_form(_list_enabled(call, body["params"], DISABLED_FIELD))
    elif kind == "multipart/form-data":
        parts = as_objects(body.get("params"))
        call.files += [file for part in parts if (file := as_text(part.get("fileName")))]
        call.refuse_body(MULTIPART)
    elif file := as_text(body.get("fileName")):
        call.files.append(file)
    elif kind == "application/graphql":
        call.refuse_body(GRAPHQL)
    elif isinstance(body.get("text"), str):
        call.set_body(body["text"], kind)


def _list_enabled(call: CollectedCall, pairs: Json, disabled: str) -> list[tuple[str, str]]:
    enabled = []
    for pair in as_objects(pairs):
        name = as_text(pair.get("name"))
        if is_true(pair.get("disabled")):
            call.ignored.append(tr(disabled, name=name))
        elif name:
            enabled.append((name, as_text(pair.get("value"))))
    return enabled


def _list_scripts(owner: dict[str, Json], name: str) -> list[str]:
    """The scripts of a request or folder in words; v4 keeps them beside the other members, v5 under ``scripts``."""
    scripts = as_object(owner.get("scripts"))
    before = as_text(owner.get("preRequestScript")) or as_text(scripts.get("preRequest"))
    after = as_text(owner.get("afterResponseScript")) or as_text(scripts.get("afterResponse"))
    told = [("pre-request", before), ("after-response", after)]
    return [describe_script(event, name) for event, code in told if code.strip()]


def _read_environments(texts: Sequence[str]) -> tuple[dict[str, str], list[ImportProblem]]:
    """The values of environments exported by themselves (v5) or written as a plain object; later ones win."""
    from workbench.formats.yaml_tree import read_yaml  # late, as above

    chosen: dict[str, str] = {}
    problems: list[ImportProblem] = []
    for at, text in enumerate(texts, start=1):
        try:
            document = read_json(text) if text.lstrip().startswith("{") else read_yaml(text)
        except ValueError:
            document = None
        if not isinstance(document, dict):
            message = tr("Environment {number} cannot be read; it was left off.", number=at)
            problems.append(ImportProblem("environment", message))
            continue
        exported = as_object(document.get("environments"))
        chosen.update(_flatten(exported.get("data") if exported else document))
        for sub in as_objects(exported.get("subEnvironments")):
            chosen.update(_flatten(sub.get("data")))
    return chosen, problems


def _flatten(data: Json) -> dict[str, str]:
    """Values of an environment by the dotted path that a template writes."""
    flat: dict[str, str] = {}
    waiting = [("", as_object(data))]
    while waiting:
        prefix, members = waiting.pop()
        for name, value in members.items():
            if isinstance(value, dict):
                waiting.append((f"{prefix}{name}.", value))
            elif not isinstance(value, list):
                flat[prefix + name] = as_text(value)
    return flat
