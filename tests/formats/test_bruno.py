"""Bruno's files; each case cites the place in the program's grammar, its tests or its documentation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.secret import Secret
from workbench.formats.bruno import is_bruno, read_bruno

LANG = "github.com/usebruno/bruno, packages/bruno-lang/v2/"
URL = "https://h.example/auth/v1/token/regenerate"


def post(*lines: str) -> str:
    return "\n".join((f"post {{\n  url: {URL}", *(f"  {line}" for line in lines), "}\n"))


CASES = [
    pytest.param(
        LANG + "src/bruToJson.js, textblock and outdentString",
        "meta {\n  name: Renew\n  type: http\n  seq: 1\n}\n\n"
        + post("body: json", "auth: none")
        + '\nbody:json {\n  {\n    "key": "}",\n  \t"a": 1\n  }\n}\n',
        {
            "method": "POST",
            "url": URL,
            "name": "Renew",
            "headers": (("Content-Type", "application/json"),),
            "body": '{\n  "key": "}",\n\t"a": 1\n}',
        },
        id="a text block loses two spaces a line and ends at a bracket in the first column",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, mapPairListToKeyValPairs",
        post() + "headers {\n  A: 1:2\n  ~B: 2\n}\n",
        {"headers": (("A", "1:2"),), "ignored": ("header B (disabled)",)},
        id="a tilde switches a header off, a value may hold colons",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, multilinetextblock",
        post() + "headers {\n  A: '''\n    one\n    }\n      two\n  '''\n  B: 2\n}\n",
        {"headers": (("A", "one\n}\n  two"), ("B", "2"))},
        id="a value of several lines loses four spaces a line",
    ),
    pytest.param(
        LANG + "tests/annotations.spec.js",
        post()
        + "headers {\n  @description('C: d')\n  @string\n  A: 1\n  @description('''\n    x: y\n  ''')\n  B: 2\n}\n",
        {"headers": (("A", "1"), ("B", "2"))},
        id="annotations describe and are no headers",
    ),
    pytest.param(
        LANG + "tests/getKeyString.spec.js",
        post() + 'headers {\n  "A:b": 1\n  ~"C d": 2\n}\n',
        {"headers": (("A:b", "1"),), "ignored": ("header C d (disabled)",)},
        id="a name in quotation marks may hold a colon",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, authbasic",
        post("auth: basic") + "auth:basic {\n  username: u\n  password: p\n}\n",
        {"basic": ("u", Secret("p"))},
        id="basic credentials",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, authbearer",
        post("auth: bearer") + "auth:bearer {\n  token: t\n}\nauth:basic {\n  username: u\n  password: p\n}\n",
        {"headers": (("Authorization", "Bearer t"),), "basic": None},
        id="only the credentials that the method names are sent",
    ),
    pytest.param(
        "docs.usebruno.com, authorization inherit",
        post("auth: inherit"),
        {"ignored": ("authentication of the collection",)},
        id="credentials of the collection are not in the file and told",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, bodyformurlencoded",
        post("body: formUrlEncoded") + "body:form-urlencoded {\n  a: b c\n  ~d: e\n}\nbody:json {\n  {}\n}\n",
        {"body": "a=b%20c", "ignored": ("form field d (disabled)",)},
        id="only the body that the method names is sent",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, body",
        post() + "body {\n  {}\n}\n",
        {"body": "{}", "headers": (("Content-Type", "application/json"),)},
        id="a body without a kind is JSON",
    ),
    pytest.param(
        LANG + "tests/annotations.spec.js, body:file",
        post("body: file") + "body:file {\n  file: @file(/tmp/a.json) @contentType(application/json)\n}\n",
        {"body": None, "files": ("/tmp/a.json",)},
        id="a body from a file is named and not read",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, paramspath and paramsquery",
        "get {\n  url: https://h.example/:id/x?a=1\n}\nparams:path {\n  id: 7\n}\nparams:query {\n  a: 1\n  ~b: 2\n}\n",
        {"method": "GET", "url": "https://h.example/7/x?a=1"},
        id="path parameters are put in, the query stands in the address already",
    ),
    pytest.param(
        LANG + "tests/custom-methods/custom-method.spec.js",
        f"http {{\n  method: PURGE\n  url: {URL}\n}}\n",
        {"method": "PURGE", "url": URL},
        id="a method of one's own",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, script, tests and assert",
        post() + "script:pre-request {\n  evil();\n}\ntests {\n  test();\n}\nassert {\n  res.status: eq 200\n}\n",
        {"ignored": ("script:pre-request", "tests", "assert")},
        id="scripts, tests and assertions are never run and told",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, nl",
        post("auth: none").replace("\n", "\r\n"),
        {"url": URL},
        id="lines may end as on Windows",
    ),
    pytest.param(
        LANG + "src/bruToJson.js, varsreq",
        f"get {{\n  url: {{{{host}}}}/{{{{p}}}}\n}}\nvars:pre-request {{\n  @host: {URL}\n  p: p\n  ~p: off\n}}\n",
        {"url": f"{URL}/p"},
        id="variables of the request, local ones too",
    ),
]


@pytest.mark.parametrize(("source", "text", "expected"), CASES)
def test_a_file_is_read_as_bruno_sends_it(source, text, expected):
    assert is_bruno(text), source
    found = read_bruno(text)
    (call,) = found.calls
    assert {name: getattr(call, name) for name in expected} == expected, source
    assert not call.problems
    assert not found.problems


def test_an_environment_fills_in_what_the_request_does_not():
    text = "get {\n  url: {{a}} {{b}} {{process.env.C}}\n}\nvars:pre-request {\n  a: request\n}\n"
    (call,) = read_bruno(text, ["vars {\n  a: first\n  b: first\n}\n", "vars {\n  b: second\n}\n"]).calls
    assert call.url == "request second {{process.env.C}}"
    assert "process.env.C" in call.problems[0].message


def test_a_block_that_is_not_closed_is_told_with_its_place():
    text = post("body: json") + "body:json {\n  {}\n"
    (call,) = read_bruno(text).calls
    assert [(problem.code, problem.position) for problem in call.problems] == [
        ("unclosed_block", text.index("body:json {") + 1)
    ]


def test_a_form_of_parts_is_told_with_its_files():
    (call,) = read_bruno(post("body: multipartForm") + "body:multipart-form {\n  f: @file(/a|/b)\n}\n").calls
    assert (call.body, call.files, call.problems[0].code) == (None, ("/a", "/b"), "body_left_off")


@pytest.mark.parametrize("text", ["vars {\n  a: b\n}\n", "curl https://h.example", "function post() {\n}", ""])
def test_a_text_without_a_method_is_no_request(text):
    assert not is_bruno(text)
    assert not read_bruno(text).calls


LINES = [
    "post {",
    "}",
    "headers {",
    "  a: b",
    "  ~a: '''",
    "  '''",
    "body:json {",
    "meta {",
    "  @x('''",
    "]",
    "x [",
    "",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)))
def test_any_text_is_read_without_an_exception(text):
    is_bruno(text)
    read_bruno(text, [text])


@given(st.text(st.characters(exclude_characters="\r\n")))
def test_any_line_of_a_body_survives(line):
    (call,) = read_bruno(post("body: text") + f"body:text {{\n  x\n  {line}\n}}\n").calls
    assert call.body is not None
    assert "{{" in line or call.body == f"x\n{line}"
