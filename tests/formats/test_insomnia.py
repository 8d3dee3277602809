"""Insomnia exports; each case cites the program's own code, fixture or page that its rule is from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.secret import Secret
from workbench.formats.imported import Import
from workbench.formats.insomnia import is_insomnia_yaml, read_insomnia, read_insomnia_yaml

URL = "https://h.example/auth/v1/token/regenerate"
FIXTURES = "github.com/Kong/insomnia, insomnia-v5-roundtrip/"
HEAD = 'type: collection.insomnia.rest/5.0\nschema_version: "5.1"\nname: C\n'
LITTLE = "  - url: https://h.example\n    method: POST\n    name: R\n"

V5_CASES = [
    pytest.param(
        FIXTURES + "bookings.yaml",
        f"""{HEAD}collection:
  - name: Folder
    children:
      - url: "{{{{ _.base }}}}/x"
        name: R
        method: POST
        body:
          mimeType: application/json
          text: |-
            {{
              "identifierValue": "0495678923"
            }}
        headers:
          - name: X-A
            value: "1"
            disabled: false
          - name: X-B
            value: "2"
            disabled: true
        scripts:
          afterResponse: |-
            insomnia.test()
environments:
  name: Base Environment
  data:
    base: https://h.example
""",
        {
            "method": "POST",
            "url": "https://h.example/x",
            "name": "Folder / R",
            "headers": (("X-A", "1"), ("Content-Type", "application/json")),
            "body": '{\n  "identifierValue": "0495678923"\n}',
            "ignored": ("header X-B (disabled)", "after-response script of R"),
        },
        id="a request in a folder, with body, headers, script and base environment",
    ),
    pytest.param(
        FIXTURES + "variable_inheritance.yaml",
        f"""{HEAD}collection:
  - name: grandparent
    children:
      - name: parent
        children:
          - url: {URL}
            method: GET
            authentication:
              type: basic
              username: "{{{{ _['test-value'] }}}}"
              password: p
    environment:
      test-value: grandparent
environments:
  data:
    test-value: collection
""",
        {"basic": ("grandparent", Secret("p")), "name": "grandparent / parent"},
        id="a folder's variable wins over the base environment's",
    ),
    pytest.param(
        "yaml.org/spec/1.2.2, 10.3.2: 0495 is no octal number and no is a text",
        f"{HEAD}collection:\n{LITTLE}    headers:\n      - {{name: A, value: 0495}}\n      - {{name: B, value: no}}\n",
        {"headers": (("A", "0495"), ("B", "no"))},
        id="a value without quotes stays as it is written",
    ),
    pytest.param(
        "developer.konghq.com/insomnia/environments",
        f"{HEAD}collection:\n  - {{url: '{{{{ _.host.name }}}}', method: GET, name: R}}\n"
        "environments:\n  data: {host: {name: base}}\n  subEnvironments:\n    - {name: QA, data: {host: {name: qa}}}\n",
        {"url": "qa"},
        id="the only sub environment wins over the base, names may be nested",
    ),
    pytest.param(
        "github.com/Kong/insomnia, models/request.ts, pathParameters",
        f"{HEAD}collection:\n  - url: https://h.example/:org/:no\n    method: GET\n"
        "    pathParameters: [{name: org, value: o}]\n"
        "    parameters: [{name: q, value: a b}, {name: z, disabled: true}]\n",
        {"url": "https://h.example/o/:no?q=a%20b", "ignored": ("query parameter z (disabled)",)},
        id="path and query parameters become the address",
    ),
    pytest.param(
        "github.com/Kong/insomnia, models/request.ts, AuthTypeBearer",
        f"{HEAD}collection:\n{LITTLE}    authentication: {{type: bearer, token: t, prefix: JWT}}\n",
        {"headers": (("Authorization", "JWT t"),)},
        id="a bearer token may have another prefix",
    ),
    pytest.param(
        "github.com/Kong/insomnia, models/request.ts, disabled",
        f"{HEAD}collection:\n{LITTLE}    authentication: {{type: basic, username: u, password: p, disabled: true}}\n",
        {"basic": None, "ignored": ("authentication basic (disabled)",)},
        id="credentials that are switched off are told",
    ),
]


@pytest.mark.parametrize(("source", "text", "expected"), V5_CASES)
def test_a_request_of_version_5_is_read_as_insomnia_sends_it(source, text, expected):
    assert is_insomnia_yaml(text), source
    found = read_insomnia_yaml(text)
    (call,) = found.calls
    assert {name: getattr(call, name) for name in expected} == expected, source
    assert not call.problems
    assert not found.problems


def resource(kind: str, number: int, parent: str, **more: Any) -> dict[str, Any]:
    return {"_type": kind, "_id": f"{kind}_{number}", "parentId": parent, **more}


def export(*resources: dict[str, Any]) -> dict[str, Any]:
    workspace = resource("workspace", 1, "", parentId=None, name="W")
    return {"_type": "export", "__export_format": "4", "resources": [workspace, *resources]}


def request(number: int = 1, parent: str = "workspace_1", **more: Any) -> dict[str, Any]:
    return resource("request", number, parent, **{"name": f"R{number}", "url": URL, "method": "POST", **more})


INSOMNIA = "github.com/Kong/insomnia, "
V4_CASES = [
    pytest.param(
        INSOMNIA + "common/import.ts: resources hang together by parentId",
        export(request(1, "request_group_1"), resource("request_group", 1, "workspace_1", name="F")),
        {"name": "F / R1", "url": URL},
        id="a folder may stand behind its requests",
    ),
    pytest.param(
        INSOMNIA + "models/request.ts, body.params",
        export(
            request(
                body={
                    "mimeType": "application/x-www-form-urlencoded",
                    "params": [{"name": "a", "value": "b c"}, {"name": "d", "disabled": True}],
                }
            )
        ),
        {
            "body": "a=b%20c",
            "headers": (("Content-Type", "application/x-www-form-urlencoded"),),
            "ignored": ("form field d (disabled)",),
        },
        id="a form is encoded",
    ),
    pytest.param(
        INSOMNIA + "models/request.ts, body.fileName",
        export(request(body={"mimeType": "application/octet-stream", "fileName": "/tmp/body"})),
        {"body": None, "files": ("/tmp/body",)},
        id="a body from a file is named and not read",
    ),
    pytest.param(
        INSOMNIA + "common/render.ts, buildRenderContext",
        export(
            request(url="{{ base }}/{{ _.path }}"),
            resource("environment", 1, "workspace_1", data={"base": "https://base", "path": "p"}),
            resource("environment", 2, "environment_1", name="QA", data={"base": "https://qa"}),
        ),
        {"url": "https://qa/p"},
        id="sub environment over base environment, with and without the underscore",
    ),
    pytest.param(
        INSOMNIA + "models/request.ts, preRequestScript",
        export(request(preRequestScript="evil()", afterResponseScript=" ")),
        {"ignored": ("pre-request script of R1",)},
        id="scripts are never run and told",
    ),
]


@pytest.mark.parametrize(("source", "document", "expected"), V4_CASES)
def test_a_request_of_version_4_is_read_as_insomnia_sends_it(source, document, expected):
    found = read_insomnia(document)
    assert found is not None, source
    (call,) = found.calls
    assert {name: getattr(call, name) for name in expected} == expected, source
    assert not call.problems
    assert not found.problems


def test_requests_come_in_the_order_that_insomnia_shows():
    """``metaSortKey`` is a number, often negative; without one the order of the export counts."""
    found = read_insomnia(export(request(1, metaSortKey="-10"), request(2, metaSortKey="-20"), request(3)))
    assert found is not None
    assert [call.name for call in found.calls] == ["R2", "R1", "R3"]


def test_folders_that_hold_each_other_are_never_followed_round():
    first, second = resource("request_group", 1, "request_group_2"), resource("request_group", 2, "request_group_1")
    assert read_insomnia(export(first, second, request())) is not None


def test_of_several_environments_none_is_chosen_and_that_is_told():
    subs = [resource("environment", n, "environment_1", name=f"E{n}", data={"a": str(n)}) for n in (2, 3)]
    document = export(request(url="{{ a }}"), resource("environment", 1, "workspace_1", data={}), *subs)
    found = read_insomnia(document)
    assert found is not None
    assert "E2, E3" in found.problems[0].message
    assert [problem.code for problem in found.calls[0].problems] == ["unresolved_variable"]
    for chosen in ('{"a": "given"}', "type: environment.insomnia.rest/5.0\nenvironments:\n  data:\n    a: given\n"):
        found = read_insomnia(document, [chosen])
        assert found is not None
        assert (found.calls[0].url, found.problems) == ("given", ())


def test_a_template_tag_is_never_run_and_told():
    found = read_insomnia(export(request(url="{% response 'body', 'req_1' %}")))
    assert found is not None
    assert "{% response" in found.calls[0].problems[0].message


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        pytest.param(f"{HEAD}collection: [", "not_yaml", len(HEAD) + 14, id="a list that is not closed"),
        pytest.param(f"{HEAD}collection: &a [*a]", "not_yaml", len(HEAD) + 17, id="an alias"),
        pytest.param(HEAD + "x: " + "[" * 101 + "]" * 101, "not_yaml", len(HEAD) + 103, id="too deep"),
        pytest.param(HEAD + "\x00", "not_yaml", None, id="a character that YAML does not allow"),
    ],
)
def test_what_is_not_yaml_is_told_with_its_place(text, code, where):
    (problem,) = read_insomnia_yaml(text).problems
    assert problem.code == code
    assert where is None or problem.position == where


def test_yaml_that_would_grow_without_end_or_make_objects_is_only_text():
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 9)]
    assert read_insomnia_yaml(HEAD + "\n".join(lines)).problems[0].code == "not_yaml"
    tagged = f"{HEAD}collection:\n  - {{url: !!python/object/apply:os.system [x], method: GET, name: R}}\n"
    assert isinstance(read_insomnia_yaml(tagged), Import)


def test_what_is_no_http_request_is_passed_over_and_told():
    found = read_insomnia_yaml(f"{HEAD}collection:\n  - {{name: socket, url: wss://h}}\n{LITTLE}")
    assert [call.name for call in found.calls] == ["R"]
    assert "socket" in found.problems[0].message


@pytest.mark.parametrize("document", [None, [], {}, {"_type": "export"}, {"resources": []}])
def test_another_document_is_no_export(document):
    assert read_insomnia(document) is None


def test_a_text_of_another_type_is_no_insomnia():
    assert not is_insomnia_yaml("type: spec\nname: insomnia.rest/5.0")
    assert not is_insomnia_yaml("curl https://h.example")


NAMES = ["_type", "_id", "parentId", "resources", "name", "url", "method", "body", "params", "headers", "value"]
NAMES += ["authentication", "type", "children", "environment", "data", "subEnvironments", "metaSortKey", "scripts"]
SCALARS = st.one_of(st.none(), st.booleans(), st.text(max_size=5), st.sampled_from(["request", "request_group", "x"]))
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=30,
)


@given(st.lists(DOCUMENTS, max_size=6), DOCUMENTS)
def test_any_document_is_read_without_an_exception(resources, more):
    read_insomnia({"_type": "export", "resources": resources})
    read_insomnia_yaml(json.dumps({"type": "x", "collection": resources, "environments": more}))


@given(st.text())
def test_any_text_is_read_without_an_exception(text):
    is_insomnia_yaml(text)
    read_insomnia_yaml(text, [text])
    read_insomnia_yaml(HEAD + text)
