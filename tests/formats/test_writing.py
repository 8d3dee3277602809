"""Calls in other programs' languages: run by those programs where they are installed, and read back."""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
import subprocess
import sys
from urllib.parse import quote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from workbench.core.calls import Call, FieldValue
from workbench.core.request import Basic, Request, build_request
from workbench.core.secret import Secret
from workbench.formats.outgoing import NotExportable
from workbench.formats.reading import read_calls
from workbench.formats.writing import LANGUAGES, write_request

HOST = "https://auth.example/eu"
KEY = "eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJBVVRIIn0." + "A" * 43
PROGRAMS = ("curl", "httpie", "python", "javascript")
READABLE = ("curl", "curl-cmd", "powershell", "postman", "har")
FEW = settings(max_examples=25)

SIGNS = "'\"`$!\\%^&|<>(){}[]*?~#;,=@:/+- \n\t\r\x01\x1b\x7f\x85\u00a0\u2019\u201d\u2028\u202e\ufeffé़😀aA0"
# A corner: bodies that would make another language of the whole text are left to the importer's own tests.
anything = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
PRINTABLE = st.characters(codec="ascii", min_codepoint=32, max_codepoint=126)
prompt_text = st.text(st.sampled_from('\'"`$!\\%^&|<>() \n\n\\"%%') | PRINTABLE)
HEADER = st.from_regex(r"\A[!-~]([ -~]{0,20}[!-~])?\Z")


def make_request(body: str, header: str = "v", base: str = HOST) -> Request:
    call = Call("mobile", {}, Secret(body))
    return build_request(call, base, extra_headers=[("X-Tenant", Secret(header))])


def describe(request: Request) -> list[tuple[str, str]]:
    texts = ((name, value.reveal() if isinstance(value, Secret) else value) for name, value in request.headers)
    return sorted((name.lower(), value) for name, value in texts)


def write_or_skip(language: str, request: Request) -> str:
    try:
        return write_request(language, request, reveal=True).reveal()
    except NotExportable:
        assume(False)
        raise


def find_program(language: str) -> list[str]:
    """How the text of a language is run, as the last argument."""
    name = {"curl": "bash", "httpie": "http", "python": "python", "javascript": "node"}[language]
    if name != "python" and shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    return {
        "curl": ["bash", "--noprofile", "--norc", "-c"],
        "httpie": ["bash", "--noprofile", "--norc", "-c"],
        "python": [sys.executable, "-c"],
        "javascript": ["node", "--input-type=module", "--eval"],
    }[language]


def run(language: str, text: str, **variables: str) -> str:
    """Run a text; what it printed. No proxy and no settings of this machine take part."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environment = {**kept, "LC_ALL": "C.UTF-8", "HOME": os.devnull, "NO_PROXY": "*", **variables}
    environment = {name: value for name, value in environment.items() if "\0" not in value}
    ran = subprocess.run(
        [*find_program(language), text], env=environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=40
    )
    assert ran.returncode == 0, ran.stderr.decode("utf-8", "replace")
    return ran.stdout.decode("utf-8", "replace")


def check_sent(sent: list[dict], request: Request) -> None:
    assert len(sent) == 1
    assert (sent[0]["method"], sent[0]["target"]) == ("POST", "/auth/v1/token/regenerate")
    assert sent[0]["body"] == request.body.reveal().encode()
    received = [(name.lower(), value) for name, value in sent[0]["headers"]]
    assert [pair for pair in describe(request) if pair not in received] == []


# ---- run


@FEW
@given(body=anything, header=HEADER)
@example(body="", header="v")
@example(body="@/etc/passwd", header='"; !$(id) `id` \\')
@example(body="a\n!b 'c' \"d\" $HOME $(id) `id` \\\r\n\t\x1b[31m \u202e 😀 \x85", header="=x")
def test_a_real_curl_in_a_real_bash_sends_the_same_bytes(wire, body, header):
    request = make_request(body, header, base=f"http://{wire.recorder}")
    wire.run(write_or_skip("curl", request), to_wire=True)
    check_sent(wire.sent, request)


@pytest.mark.parametrize("language", ["httpie", "python", "javascript"])
@settings(max_examples=8)
@given(body=anything, header=HEADER)
@example(body='{"a":"\'\\"$HOME `id` \\\\ é😀\u2028"}\n\t\r!', header="a\\b'c\"d")
@example(body="-x", header="@/etc/passwd")
@example(body="--help", header="=1")
def test_the_other_programs_send_the_same_bytes(wire, language, body, header):
    request = make_request(body, header, base=f"http://{wire.recorder}")
    text = write_or_skip(language, request)
    wire.sent.clear()
    run(language, text)
    check_sent(wire.sent, request)


@pytest.mark.parametrize("language", PROGRAMS)
def test_an_empty_body_is_sent_empty(wire, language):
    request = make_request("", base=f"http://{wire.recorder}")
    wire.sent.clear()
    run(language, write_request(language, request, reveal=True).reveal())
    check_sent(wire.sent, request)


@pytest.mark.parametrize("language", PROGRAMS)
def test_with_its_variables_set_a_masked_text_sends_the_real_call(wire, language):
    fields: dict[str, FieldValue] = {
        "identifierType": "EMAIL",
        "identifierValue": "o'n%eil\"@b.example",
        "deviceId": "a b",
        "key": Secret(KEY),
    }
    headers = [("X-Tenant", Secret("s3cret 'x' $HOME")), ("X_Tenant", Secret("other value"))]
    call, basic = Call("mobile", fields), Basic("bob's", Secret("pa ss'w\"rd"))
    request = build_request(call, f"http://{wire.recorder}", extra_headers=headers, basic=basic)
    wire.sent.clear()
    run(
        language,
        write_request(language, request),
        TOKEN_WORKBENCH_KEY=KEY,
        TOKEN_WORKBENCH_PASSWORD="pa ss'w\"rd",
        TOKEN_WORKBENCH_HEADER_X_TENANT="s3cret 'x' $HOME",
        TOKEN_WORKBENCH_HEADER_X_TENANT_2="other value",
    )
    check_sent(wire.sent, request)


def test_a_url_with_brackets_is_no_pattern_for_curl(wire):
    base = f"http://{wire.recorder}/[1-3]/{{a,b}}"
    call = Call("web", {"brand": "B"})
    wire.run(write_request("curl", build_request(call, base), reveal=True).reveal(), to_wire=True)
    assert [one["target"] for one in wire.sent] == ["/[1-3]/{a,b}/auth/v1/web/token/regenerate"]


def test_an_empty_header_is_sent_empty_by_curl(wire):
    request = make_request("x", "", base=f"http://{wire.recorder}")
    wire.run(write_request("curl", request, reveal=True).reveal(), to_wire=True)
    assert ["X-Tenant", ""] in wire.sent[0]["headers"]


# ---- read back


@pytest.mark.parametrize("language", READABLE)
@given(data=st.data())
def test_a_written_call_is_read_back_as_the_same_call(language, data):
    texts = prompt_text if language == "curl-cmd" else anything
    request = make_request(data.draw(texts, "body"), data.draw(HEADER, "header"))
    found = read_calls(write_or_skip(language, request))
    assert len(found.calls) == 1, found
    call = found.calls[0]
    assert (call.method, call.url) == (request.method, request.url)
    assert (call.body or "") == request.body.reveal()
    assert sorted((name.lower(), value) for name, value in call.sent_headers) == describe(request)


@pytest.mark.parametrize("language", READABLE)
@given(data=st.data())
def test_the_fields_of_a_call_come_back(language, data):
    texts = prompt_text if language == "curl-cmd" else st.text()
    names = ("identifierType", "identifierValue", "brand", "deviceId", "mobile", "email")
    fields = {name: data.draw(texts, name) for name in names}
    key = data.draw(texts, "key")
    request = build_request(Call("mobile", {**fields, "key": Secret(key)}), HOST)
    found = read_calls(write_or_skip(language, request))
    assert found.calls[0].fields == {name: text for name, text in {**fields, "key": key}.items() if text}


def test_every_language_has_an_id_words_and_an_ending():
    assert [one.id for one in LANGUAGES] == [
        "curl", "curl-cmd", "powershell", "httpie", "python", "javascript", "postman", "har",
    ]  # fmt: skip
    assert all(one.words and one.ending for one in LANGUAGES)


# ---- masked


def spellings(secret: str) -> list[str]:
    octets = secret.encode()
    encoded = [base64.b64encode(bytes(before) + octets).decode()[4:-4] for before in range(3)]
    return [secret, json.dumps(secret)[1:-1], quote(secret, safe=""), shlex.quote(secret), *encoded]


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
def test_no_secret_stands_in_a_masked_text(language):
    secrets = {"key": "MARKED/key+one", "password": "MARKED:password", "header": "MARKED header; two"}
    request = build_request(
        Call("mobile", {"identifierValue": "9199", "brand": "B", "key": Secret(secrets["key"])}),
        HOST,
        extra_headers=[("Cookie", Secret(secrets["header"]))],
        basic=Basic("bob", Secret(secrets["password"])),
    )
    masked = write_request(language, request)
    assert [one for secret in secrets.values() for one in spellings(secret) if one in masked] == []
    for name in ("KEY", "PASSWORD", "HEADER_COOKIE"):
        assert f"TOKEN_WORKBENCH_{name}" in masked
    revealed = write_request(language, request, reveal=True)
    assert "MARKED" not in repr(revealed)
    assert "MARKED" in revealed.reveal()


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"key": 12345678}', id="a number"),
        pytest.param('{"key": {"a": "12345678"}}', id="an object"),
        pytest.param('{"k\\u0065y": "12345678"}', id="a name with an escape"),
        pytest.param('not JSON: "key": "12345678"', id="no JSON"),
        pytest.param('{"key": "12345678", "key": "12345678"}', id="twice"),
        pytest.param(f'{{"note": "{KEY}"}}', id="a token elsewhere"),
    ],
)
def test_a_body_edited_by_hand_hides_its_secrets_too(language, body):
    masked = write_request(language, make_request(body))
    assert "12345678" not in masked
    assert KEY not in masked


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
def test_a_key_is_a_variable_and_the_rest_of_the_body_stands(language):
    masked = write_request(language, make_request('{"brand":"DocDemo","expiredToken":"abcdefgh"}'))
    assert "DocDemo" in masked
    assert "TOKEN_WORKBENCH_EXPIRED_TOKEN" in masked


# ---- refused


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
@pytest.mark.parametrize(
    ("body", "header"),
    [
        pytest.param("\ud800", "v", id="half a surrogate pair"),
        pytest.param("x", "a\r\nX-Other: b", id="a line break in a header"),
        pytest.param("x", "é", id="a header outside ASCII"),
        pytest.param("x", " v", id="a space in front of a header"),
    ],
)
def test_what_no_program_could_send_is_refused(language, body, header):
    with pytest.raises(NotExportable):
        write_request(language, make_request(body, header), reveal=True)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param("curl", "\0", id="NUL in an argument"),
        pytest.param("curl", "x" * 140_000, id="an argument longer than Linux takes"),
        pytest.param("httpie", "\0", id="NUL in an argument of HTTPie"),
        pytest.param("curl-cmd", "é", id="outside ASCII at the Windows prompt"),
        pytest.param("curl-cmd", "a\tb", id="a tab at the Windows prompt"),
        pytest.param("curl-cmd", "a\r\nb", id="a carriage return at the Windows prompt"),
        pytest.param("curl-cmd", "x" * 8200, id="a line longer than the Windows prompt takes"),
        pytest.param("postman", "{{$guid}}", id="a variable of Postman"),
    ],
)
def test_what_a_language_cannot_say_is_refused(language, body):
    with pytest.raises(NotExportable):
        write_request(language, make_request(body), reveal=True)


@pytest.mark.parametrize("language", ["powershell"])
def test_a_header_that_stands_twice_is_refused_where_headers_have_one_value(language):
    headers = [("X-A", Secret("1")), ("x-a", Secret("2"))]
    with pytest.raises(NotExportable, match="twice"):
        write_request(language, build_request(Call("web", {}), HOST, extra_headers=headers))
