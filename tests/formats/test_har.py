"""HAR 1.2; each case cites the specification (softwareishard.com/blog/har-12-spec) or a program that writes it."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.har import read_har

URL = "https://h.example/auth/v1/token/regenerate"
SPEC = "softwareishard.com/blog/har-12-spec, "


def entry(url: str = URL, content: Any = None, **request: Any) -> dict[str, Any]:
    return {
        "request": {"method": "POST", "url": url, "headers": [], **request},
        "response": {"status": 200, "content": content or {}},
    }


def log(*entries: Any) -> dict[str, Any]:
    return {"log": {"version": "1.2", "entries": list(entries)}}


CASES = [
    pytest.param(
        SPEC + "postData.text",
        entry(headers=[{"name": "A", "value": "1"}], postData={"mimeType": "application/json", "text": '{"a": 1}'}),
        {"method": "POST", "url": URL, "headers": (("A", "1"),), "body": '{"a": 1}', "name": "Entry 1"},
        id="method, headers and body as they were sent",
    ),
    pytest.param(
        SPEC + "postData.params",
        entry(
            postData={
                "mimeType": "application/x-www-form-urlencoded; charset=UTF-8",
                "params": [{"name": "a b", "value": "&"}, {"name": "c"}],
            }
        ),
        {"body": "a%20b=%26&c="},
        id="the parameters of a form without a text",
    ),
    pytest.param(
        SPEC + "params.fileName",
        entry(postData={"mimeType": "multipart/form-data", "params": [{"name": "f", "fileName": "a.txt"}]}),
        {"body": None, "files": ("a.txt",)},
        id="files of a form of parts are named",
    ),
    pytest.param(
        "www.rfc-editor.org/rfc/rfc9113, 8.3 (as Chrome and Firefox list them)",
        entry(
            headers=[{"name": ":authority", "value": "h"}, {"name": ":path", "value": "/"}, {"name": "a", "value": "1"}]
        ),
        {"headers": (("a", "1"),), "ignored": (":authority", ":path")},
        id="pseudo headers are none",
    ),
    pytest.param(
        SPEC + "request.cookies",
        entry(cookies=[{"name": "c", "value": "v"}]),
        {"headers": (), "ignored": ("cookies",)},
        id="cookies that stand in no header are told",
    ),
    pytest.param(SPEC + "content.text", entry(content={"text": "{}"}), {"reply_text": "{}"}, id="the reply as a text"),
    pytest.param(
        SPEC + "content.encoding",
        entry(content={"text": base64.b64encode("é\n".encode()).decode(), "encoding": "base64"}),
        {"reply_text": "é\n"},
        id="the reply in base64",
    ),
    pytest.param(
        SPEC + "content.text is optional", entry(content={"size": 5}), {"reply_text": None}, id="a reply without a text"
    ),
    pytest.param(
        "auth-engine paths behind a gateway's prefix",
        entry("https://h.example/gw/auth/v1/web/token/regenerate?x=1"),
        {"channel": "web", "host": "https://h.example/gw"},
        id="a call behind a prefix and in front of a query",
    ),
]


@pytest.mark.parametrize(("source", "one", "expected"), CASES)
def test_an_entry_is_read_as_it_was_recorded(source, one, expected):
    found = read_har(log(one))
    assert found is not None, source
    (call,) = found.calls
    assert {name: getattr(call, name) for name in expected} == expected, source
    assert not call.problems
    assert not found.problems


def test_the_calls_of_the_auth_engine_are_found_among_hundreds():
    others = [entry(f"https://h.example/page/{number}?next=/auth/v1/x") for number in range(300)]
    preflight = entry(method="OPTIONS")
    found = read_har(log(*others[:150], preflight, entry(), *others[150:], entry(content={"text": "late"})))
    assert found is not None
    assert [call.name for call in found.calls] == ["Entry 152", "Entry 303"]
    assert found.calls[1].reply_text == "late"
    assert "301 of 303" in found.problems[0].message


def test_broken_entries_are_passed_over_and_told():
    found = read_har(log(None, {"request": 1}, {"request": {"url": 5}}, entry(), "x"))
    assert found is not None
    assert [call.name for call in found.calls] == ["Entry 4"]
    assert [problem.message.split()[1] for problem in found.problems] == ["1", "2", "3", "5"]


def test_an_entry_that_is_not_whole_is_taken_and_told():
    found = read_har(log({"request": {"url": URL}}))
    assert found is not None
    (call,) = found.calls
    assert (call.method, call.headers) == ("GET", ())
    assert all(word in call.problems[0].message for word in ("method", "headers", "response"))


def test_a_reply_that_is_not_the_base64_it_says_is_told():
    found = read_har(log(entry(content={"text": "?", "encoding": "base64"})))
    assert found is not None
    assert [problem.code for problem in found.calls[0].problems] == ["broken_reply"]


def test_many_broken_entries_are_counted_and_not_listed():
    found = read_har(log(*[None] * 500))
    assert found is not None
    assert len(found.problems) == 21
    assert "480 more" in found.problems[-1].message


@pytest.mark.parametrize("document", [None, [], {}, {"log": {}}, {"log": {"entries": {}}}, {"log": []}])
def test_another_document_is_no_har(document):
    assert read_har(document) is None


NAMES = ["request", "response", "url", "method", "headers", "name", "value", "postData", "text", "params", "content"]
SCALARS = st.one_of(st.none(), st.booleans(), st.text(max_size=5), st.sampled_from([URL, "base64", "POST"]))
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=30,
)


@given(st.lists(DOCUMENTS, max_size=5), DOCUMENTS)
def test_any_document_is_read_without_an_exception(entries, one):
    read_har(one)
    read_har({"log": {"entries": [*entries, {"request": {"url": URL, "postData": one}, "response": {"content": one}}]}})


@given(st.binary())
def test_any_bytes_of_a_reply_survive(content):
    found = read_har(log(entry(content={"text": base64.b64encode(content).decode(), "encoding": "base64"})))
    assert found is not None
    assert (found.calls[0].reply_text or "").encode("utf-8", "surrogateescape") == content


def test_the_secrets_of_a_call_do_not_show():
    headers = [{"name": "Authorization", "value": "hidden"}]
    found = read_har(log(entry(headers=headers, postData={"text": "hidden"}, content={"text": "hidden"})))
    assert "hidden" not in repr(found)
    assert "hidden" in json.dumps([found.calls[0].headers if found else None])
