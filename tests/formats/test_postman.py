"""Postman collections; each case cites the place in the schema, the SDK or the documentation that its rule is from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.secret import Secret
from workbench.formats.postman import read_postman

URL = "https://h.example/auth/v1/token/regenerate"
SCHEMA = "schema.postman.com/collection/json/v2.1.0: "
OLD_SCHEMA = "schema.postman.com/collection/json/v2.0.0: "
SDK = "github.com/postmanlabs/postman-collection: "
LEARNING = "learning.postman.com: "
BASIC = {"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": "p"}]}


def collection(*items: Any, **more: Any) -> dict[str, Any]:
    return {"info": {"name": "C"}, "item": list(items), **more}


def item(name: str = "R", **request: Any) -> dict[str, Any]:
    return {"name": name, "request": {"method": "POST", "url": URL, **request}}


def urlencoded(*pairs: Any) -> dict[str, Any]:
    return {"mode": "urlencoded", "urlencoded": list(pairs)}


def variables(**values: str) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in values.items()]


CASES = [
    pytest.param(
        SCHEMA + "request may be a string",
        collection({"name": "R", "request": URL}),
        {"method": "GET", "url": URL, "name": "R"},
        id="a request that is a string is a GET of that address",
    ),
    pytest.param(
        SCHEMA + "item-group",
        collection({"name": "A", "item": [{"name": "B", "item": [item("R")]}]}),
        {"name": "A / B / R"},
        id="folders stay in the name",
    ),
    pytest.param(
        "Postman API, GET /collections/{id}",
        {"collection": collection(item())},
        {"url": URL},
        id="a collection inside of the API's envelope is one too",
    ),
    pytest.param(
        SDK + "Url.toString",
        collection(
            item(
                url={
                    "raw": "https://stale.example/old",
                    "protocol": "https",
                    "host": ["h", "example"],
                    "port": "8443",
                    "path": ["auth", "v1", "x"],
                    "query": [{"key": "a", "value": "1"}, {"key": "off", "value": "2", "disabled": True}, {"key": "b"}],
                }
            )
        ),
        {"url": "https://h.example:8443/auth/v1/x?a=1&b", "ignored": ("query parameter off (disabled)",)},
        id="an address is built of its parts, whatever raw says",
    ),
    pytest.param(
        SDK + "Url.getPath",
        collection(
            item(
                url={
                    "host": "h.example",
                    "path": "/:org/x/:id",
                    "variable": [{"key": "org", "value": "o"}, {"id": "id"}],
                }
            )
        ),
        {"url": "h.example/o/x/"},
        id="path variables take the place of their segments",
    ),
    pytest.param(
        SCHEMA + "url.raw",
        collection(item(url={"raw": URL})),
        {"url": URL},
        id="an address that has raw alone is raw",
    ),
    pytest.param(
        SCHEMA + "header, disabled",
        collection(item(header=[{"key": "A", "value": "1"}, {"key": "B", "value": "2", "disabled": True}])),
        {"headers": (("A", "1"),), "ignored": ("header B (disabled)",)},
        id="a disabled header is not sent and told",
    ),
    pytest.param(
        SCHEMA + "header-list may be a string",
        collection(item(header="A: 1\nB: 2:3\n")),
        {"headers": (("A", "1"), ("B", "2:3"))},
        id="headers may be one text",
    ),
    pytest.param(
        SCHEMA + "body.raw",
        collection(item(body={"mode": "raw", "raw": '{"a": 1.10}', "options": {"raw": {"language": "json"}}})),
        {"headers": (("Content-Type", "application/json"),), "body": '{"a": 1.10}'},
        id="a raw body brings the type of its language",
    ),
    pytest.param(
        LEARNING + "a Content-Type that is set by hand is kept",
        collection(
            item(
                header=[{"key": "content-type", "value": "text/x"}],
                body={"mode": "raw", "raw": "b", "options": {"raw": {"language": "json"}}},
            )
        ),
        {"headers": (("content-type", "text/x"),)},
        id="a type among the headers stays",
    ),
    pytest.param(
        SCHEMA + "body.urlencoded",
        collection(item(body=urlencoded({"key": "a b", "value": "&"}, {"key": "c", "disabled": True}))),
        {"body": "a%20b=%26", "ignored": ("form field c (disabled)",)},
        id="a form is encoded, without its disabled fields",
    ),
    pytest.param(
        SCHEMA + "body.file",
        collection(item(body={"mode": "file", "file": {"src": "/tmp/body.json"}})),
        {"body": None, "files": ("/tmp/body.json",)},
        id="a body from a file is named and not read",
    ),
    pytest.param(
        SCHEMA + "body.disabled",
        collection(item(body={"mode": "raw", "raw": "x", "disabled": True})),
        {"body": None, "ignored": ("body (disabled)",)},
        id="a disabled body is not sent",
    ),
    pytest.param(
        SCHEMA + "auth, a list of key and value",
        collection(item(auth=BASIC)),
        {"basic": ("u", Secret("p"))},
        id="basic credentials of version 2.1",
    ),
    pytest.param(
        OLD_SCHEMA + "auth, an object",
        collection(item(auth={"type": "basic", "basic": {"username": "u", "password": "p"}})),
        {"basic": ("u", Secret("p"))},
        id="basic credentials of version 2.0",
    ),
    pytest.param(
        LEARNING + "authorization, inherit auth from parent",
        collection({"name": "F", "item": [item()]}, auth={"type": "bearer", "bearer": {"token": "t"}}),
        {"headers": (("Authorization", "Bearer t"),)},
        id="credentials are inherited from the collection",
    ),
    pytest.param(
        SDK + "request-auth/noauth.js",
        collection(item(auth={"type": "noauth"}), auth=BASIC),
        {"basic": None, "headers": ()},
        id="no auth ends what is inherited",
    ),
    pytest.param(
        "github.com/postmanlabs/postman-runtime, authorizer/basic.js, removes the header first",
        collection(item(header=[{"key": "authorization", "value": "old"}], auth=BASIC)),
        {"headers": (), "basic": ("u", Secret("p"))},
        id="credentials replace an authorization header",
    ),
    pytest.param(
        SCHEMA + "auth.type",
        collection(item(auth={"type": "oauth2", "oauth2": []})),
        {"headers": (), "ignored": ("authentication oauth2",)},
        id="credentials of another kind are told",
    ),
    pytest.param(
        SCHEMA + "event",
        {
            **collection({**item(), "event": [{"listen": "test", "script": {"exec": ["pm.test()"]}}]}),
            "event": [
                {"listen": "prerequest", "script": {"exec": "evil()"}},
                {"listen": "test", "script": {"exec": [""]}},
            ],
        },
        {"ignored": ("prerequest script of the collection", "test script of R")},
        id="scripts are never run and told, empty ones are none",
    ),
    pytest.param(
        SCHEMA + "item.response and protocolProfileBehavior",
        collection({**item(), "protocolProfileBehavior": {"followRedirects": True}, "response": [{"body": "x"}]}),
        {"ignored": ("protocolProfileBehavior followRedirects", "saved examples (1)")},
        id="settings and saved examples are told",
    ),
    pytest.param(
        LEARNING + "variable scopes",
        collection(
            {"name": "F", "variable": variables(a="folder"), "item": [item(url="{{a}}/{{b}}")]},
            variable=variables(a="collection", b="collection"),
        ),
        {"url": "folder/collection"},
        id="a folder's variable wins over the collection's",
    ),
    pytest.param(
        SDK + "property.js, replaceSubstitutions",
        collection(item(url="{{base}}/x"), variable=variables(base="{{scheme}}://{{host}}", scheme="https", host="h")),
        {"url": "https://h/x"},
        id="a variable may hold others",
    ),
    pytest.param(
        SCHEMA + "variable.disabled",
        collection(
            item(url="{{a}}"), variable=[{"key": "a", "value": "1"}, {"key": "a", "value": "2", "disabled": True}]
        ),
        {"url": "1"},
        id="a disabled variable does not count",
    ),
    pytest.param(
        LEARNING + "variables in authorization, header names and bodies",
        collection(
            item(
                method="{{m}}",
                header=[{"key": "X-{{m}}", "value": "{{v}}"}],
                auth={"type": "basic", "basic": {"username": "{{v}}", "password": "{{v}}"}},
                body={"mode": "raw", "raw": '{"key": "{{v}}"}'},
            ),
            variable=variables(m="PUT", v="V"),
        ),
        {"method": "PUT", "headers": (("X-PUT", "V"),), "basic": ("V", Secret("V")), "body": '{"key": "V"}'},
        id="variables are filled in everywhere",
    ),
]


@pytest.mark.parametrize(("source", "document", "expected"), CASES)
def test_a_request_is_read_as_postman_sends_it(source, document, expected):
    found = read_postman(document)
    assert found is not None, source
    (call,) = found.calls
    assert {name: getattr(call, name) for name in expected} == expected, source
    assert not call.problems
    assert not found.problems


def test_a_proxy_a_certificate_and_unchecked_certificates_are_left_off_and_told_as_risky():
    risky = {**item(proxy={"host": "p"}, certificate={"name": "c"}), "protocolProfileBehavior": {"strictSSL": False}}
    found = read_postman(collection(risky))
    assert found is not None
    assert found.calls[0].ignored == ("proxy", "certificate", "protocolProfileBehavior strictSSL")
    assert [problem.code for problem in found.calls[0].problems] == ["proxy", "certificate", "unverified_tls"]


def environment(scope: str = "environment", **values: str) -> str:
    pairs = [{"key": name, "value": value, "enabled": True} for name, value in values.items()]
    return json.dumps({"name": "E", "values": pairs, "_postman_variable_scope": scope})


def test_an_environment_wins_over_the_collection_and_the_collection_over_globals():
    document = collection(item(url="{{a}} {{b}} {{c}}"), variable=variables(a="c", b="c"))
    found = read_postman(document, [environment(a="e"), environment("globals", a="g", b="g", c="g")])
    assert found is not None
    assert found.calls[0].url == "e c g"


def test_of_several_environments_the_last_wins_and_disabled_values_do_not_count():
    off = json.dumps({"values": [{"key": "a", "value": "off", "enabled": False}]})
    found = read_postman(collection(item(url="{{a}}")), [environment(a="1"), environment(a="2"), off])
    assert found is not None
    assert found.calls[0].url == "2"


def test_what_is_no_environment_is_told():
    found = read_postman(collection(item()), ["{", "[]"])
    assert found is not None
    assert [problem.code for problem in found.problems] == ["environment", "environment"]


@pytest.mark.parametrize("name", ["key", "$guid", "vault:key", "a b"])
def test_a_variable_without_a_value_stays_and_is_told(name):
    """Dynamic variables and vault entries too: they would be made, or fetched, when the request is sent."""
    found = read_postman(collection(item(url=f"{URL}?{{{{{name}}}}}")))
    assert found is not None
    (call,) = found.calls
    assert call.url.endswith(f"{{{{{name}}}}}")
    assert [problem.code for problem in call.problems] == ["unresolved_variable"]
    assert name in call.problems[0].message


@pytest.mark.parametrize("values", [{"a": "{{a}}"}, {"a": "{{b}}", "b": "{{a}}"}, {"a": "{{a}}{{a}}{{a}}{{a}}"}])
def test_variables_that_hold_each_other_end(values):
    found = read_postman(collection(item(url="{{a}}"), variable=variables(**values)))
    assert found is not None
    assert found.calls[0].problems


@pytest.mark.parametrize("mode", ["formdata", "graphql", "unheard-of"])
def test_a_body_that_is_not_taken_is_told(mode):
    parts = [{"key": "f", "type": "file", "src": ["/tmp/a", "/tmp/b"]}]
    found = read_postman(collection(item(body={"mode": mode, "formdata": parts})))
    assert found is not None
    (call,) = found.calls
    assert (call.body, [problem.code for problem in call.problems]) == (None, ["body_left_off"])
    assert call.files == (("/tmp/a", "/tmp/b") if mode == "formdata" else ())


def test_an_item_without_a_request_is_passed_over_and_told():
    found = read_postman(collection({"name": "empty"}, item()))
    assert found is not None
    assert len(found.calls) == 1
    assert "empty" in found.problems[0].message


@pytest.mark.parametrize("document", [None, [], "item", {}, {"item": []}, {"info": {}, "item": {}}, {"collection": 1}])
def test_another_document_is_no_collection(document):
    assert read_postman(document) is None


NAMES = ["info", "item", "name", "request", "url", "raw", "host", "path", "query", "variable", "header", "key", "value"]
NAMES += ["auth", "type", "basic", "body", "mode", "urlencoded", "formdata", "src", "event", "script", "exec", "id"]
SCALARS = st.one_of(st.none(), st.booleans(), st.text(max_size=5), st.sampled_from(["{{a}}", "raw", "basic", "file"]))
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=30,
)


@given(DOCUMENTS, DOCUMENTS)
def test_any_document_is_read_without_an_exception(one, other):
    read_postman(one)
    read_postman({"info": one, "item": [{"request": one, "item": other}, {"request": other, "event": one}, one]})


def test_the_secrets_of_a_call_do_not_show():
    found = read_postman(collection(item(auth=BASIC, body={"mode": "raw", "raw": "hidden"})))
    assert found is not None
    assert "hidden" not in repr(found)
    assert "'p'" not in repr(found)
