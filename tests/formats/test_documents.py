"""Calls as documents: a Postman collection by the members its schema demands, a HAR by those of its specification."""

from __future__ import annotations

import json

import jsonschema  # type: ignore[import-untyped]
import pytest

from workbench.core.calls import Call
from workbench.core.request import Basic, build_request
from workbench.core.secret import Secret
from workbench.formats.writing import write_request

PAIRS = {"type": "array", "items": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string"}}}}
TEXT, COUNT = {"type": "string"}, {"type": "integer", "minimum": -1}
SOME_TIME = {"type": "number", "minimum": 0}


def demand(**members):
    return {"type": "object", "required": list(members), "properties": members}


# Of schema.postman.com/collection/json/v2.1.0/draft-07/collection.json: what is required, and what is used of it.
POSTMAN = demand(
    info=demand(name=TEXT, schema={"const": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}),
    item={
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["request"],
            "properties": {
                "request": {
                    "type": "object",
                    "properties": {
                        "method": TEXT,
                        "url": {"anyOf": [{"type": "object"}, TEXT]},
                        "header": {"type": "array", "items": demand(key=TEXT, value=TEXT)},
                        "body": {
                            "properties": {"mode": {"enum": ["raw", "urlencoded", "formdata", "file", "graphql"]}}
                        },
                        "auth": {"required": ["type"], "properties": {"type": {"enum": ["basic"]}, "basic": PAIRS}},
                    },
                },
                "response": {"type": "array"},
                "protocolProfileBehavior": {"type": "object"},
            },
        },
    },
    variable={
        "type": "array",
        "items": {"properties": {"key": TEXT, "type": {"enum": ["string", "boolean", "any", "number"]}}},
    },
)
# Of softwareishard.com/blog/har-12-spec: the members that it does not call optional.
NAMED = {"type": "array", "items": demand(name=TEXT, value=TEXT)}
HAR = demand(
    log=demand(
        version={"const": "1.2"},
        creator=demand(name=TEXT, version=TEXT),
        entries={
            "type": "array",
            "items": demand(
                startedDateTime={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$"},
                time=SOME_TIME,
                request=demand(
                    method=TEXT, url=TEXT, httpVersion=TEXT, cookies=NAMED, headers=NAMED, queryString=NAMED,
                    postData=demand(mimeType=TEXT, text=TEXT), headersSize=COUNT, bodySize=COUNT,
                ),
                response=demand(
                    status=COUNT, statusText=TEXT, httpVersion=TEXT, cookies=NAMED, headers=NAMED,
                    content=demand(size=COUNT, mimeType=TEXT), redirectURL=TEXT, headersSize=COUNT, bodySize=COUNT,
                ),
                cache={"type": "object"},
                timings=demand(send=SOME_TIME, wait=SOME_TIME, receive=SOME_TIME),
            ),
        },
    )
)  # fmt: skip


@pytest.mark.parametrize("reveal", [False, True])
@pytest.mark.parametrize(("language", "schema"), [("postman", POSTMAN), ("har", HAR)])
def test_a_document_has_the_members_its_format_demands(language, schema, reveal):
    call = Call("mobile", {"identifierValue": "é😀", "key": Secret("a-key-that-is-secret")})
    basic = Basic("bob", Secret("hunter22"))
    written = write_request(language, build_request(call, "https://auth.example", basic=basic), reveal=reveal)
    document = json.loads(written.reveal() if isinstance(written, Secret) else written)
    jsonschema.validate(document, schema)


def test_a_collection_declares_the_variables_it_uses():
    request = build_request(Call("web", {"expiredToken": Secret("abcdefgh")}), "https://auth.example")
    collection = json.loads(write_request("postman", request))
    assert [one["key"] for one in collection["variable"]] == ["TOKEN_WORKBENCH_EXPIRED_TOKEN"]
    assert "{{TOKEN_WORKBENCH_EXPIRED_TOKEN}}" in collection["item"][0]["request"]["body"]["raw"]
    assert collection["item"][0]["protocolProfileBehavior"] == {"followRedirects": False}


def test_a_har_says_how_long_its_body_is_and_that_nothing_was_sent():
    request = build_request(Call("web", {"brand": "é"}), "https://auth.example/eu")
    entry = json.loads(write_request("har", request, reveal=True).reveal())["log"]["entries"][0]
    assert entry["request"]["bodySize"] == len('{"brand":"é"}'.encode())
    assert entry["comment"] == "Written down, not sent."
