"""cURL commands: the corpora against their recorded answers, and against a running bash and curl where there are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.imported import Import, ImportedCall
from workbench.formats.reading import read_calls

_CORPUS = Path(__file__).parent / "corpus"
_GENERIC = {"unknown_host", "other_path", "body_not_json", "content_type"}
"""What every call to the corpus's invented host has, or every body that is only a letter, or JSON sent as a form."""
_CURLS_OWN = {
    "host", "user-agent", "accept", "content-length", "accept-encoding", "connection", "upgrade", "http2-settings",
}  # fmt: skip
URL = "https://auth.example/auth/v1/token/regenerate"


def _load(name: str) -> list[Any]:
    cases = tomllib.loads((_CORPUS / name).read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["id"]) for case in cases]


BASH, CMD = _load("curl_bash.toml"), _load("curl_cmd.toml")


def _as_octets(text: str) -> str:
    """The bytes of a text, one character each."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _describe(call: ImportedCall) -> dict[str, Any]:
    parts = urlsplit(call.url)
    return {
        "method": call.method,
        "target": (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        "headers": [[name, _as_octets(value)] for name, value in call.sent_headers if name.lower() != "host"],
        "body": _as_octets(call.body or ""),
    }


def _codes(found: Import) -> list[str]:
    problems = [*(one for call in found.calls for one in call.problems), *found.problems]
    return sorted(one.code for one in problems if one.code not in _GENERIC)


@pytest.mark.parametrize("case", [*BASH, *CMD])
def test_a_command_of_the_corpus_is_read_as_its_authority_answers(case):
    found = read_calls(case["text"])
    assert [_describe(call) for call in found.calls] == case["sent"]
    assert _codes(found) == case["tells"]
    assert [one for call in found.calls for one in call.ignored] == case["ignored"]
    assert [one for call in found.calls for one in call.files] == case.get("files", [])


def test_the_corpora_differ_in_their_rules_and_begin_with_the_documentation():
    cases = [param.values[0] for param in (*BASH, *CMD)]
    assert len({case["text"] for case in cases}) == len(cases) >= 100
    assert len({(case["id"], case.get("source")) for case in cases}) == len(cases)
    assert [case["id"] for case in cases[:2]] == ["the documentation's mobile sample", "the documentation's web sample"]


@pytest.mark.parametrize("case", [one for one in BASH if one.values[0]["runs"] == "in bash and curl"])
def test_a_real_curl_puts_the_same_on_the_wire(wire, case):
    wire.run(case["text"], to_wire=True)
    recorded = case["sent"]
    if case["id"] == "several commands on a line":
        recorded = recorded[:3]  # nothing failed, so bash does not run what follows ||
    assert len(wire.sent) == len(recorded), wire.errors
    for sent, expected in zip(wire.sent, recorded, strict=True):
        named = {name.lower() for name, _ in expected["headers"]}
        counted = sorted(
            [name.lower(), value]
            for name, value in sent["headers"]
            if name.lower() in named or name.lower() not in _CURLS_OWN
        )
        assert (sent["method"], sent["target"]) == (expected["method"], expected["target"])
        assert counted == sorted([name.lower(), value] for name, value in expected["headers"])
        assert sent["body"].decode("latin-1") == expected["body"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"curl {URL} -d 'abc", id="an unclosed quote"),
        pytest.param(f"curl {URL} --bogus", id="an unknown option"),
        pytest.param(f"curl {URL} -d", id="a missing value"),
        pytest.param(f'curl "{URL}" ^\n -d "abc', id="an unclosed quote in cmd"),
    ],
)
def test_malformed_input_says_where(text):
    positions = [one.position for one in read_calls(text).calls[0].problems if one.position is not None]
    assert len(positions) == 1
    assert text[positions[0] - 1] in "'\"-"


@given(
    st.text() | st.text(alphabet="curl -dHXF@'\"\\$`(){}<>|&;#^%\n\r\t\u00e9\ud800=:/.aA0[]").map("curl a.b ".__add__)
)
def test_no_text_is_an_exception(text):
    read_calls(text)
    read_calls("curl https://a.example/ ^\n" + text)


def test_a_secret_does_not_show_in_a_repr():
    found = read_calls(f"curl {URL} -u me:hunter22 -H 'X-A: hunter22' -d '{{\"key\": \"hunter22\"}}'")
    assert "hunter22" not in repr(found)


def test_a_draft_holds_what_fits_the_form_and_its_secrets():
    body = '{"key":"k1","brand":"B","deviceId":null,"email":"","mobile":91}'
    draft = read_calls(f"curl {URL} --json '{body}' -u me:pw -H 'X-A: 1' -H 'x-a: 2' -b c=d").calls[0].draft("name")
    profile = draft.profile
    assert (profile.name, profile.channel, profile.host) == ("name", "mobile", "https://auth.example")
    assert profile.fields == {"brand": "B", "mobile": "91"}
    assert {name: way.value for name, way in profile.absent.items()} == {"deviceId": "null", "email": "empty"}
    secrets = {name: secret.reveal() for name, secret in draft.secrets.items()}
    assert secrets == {"key": "k1", "header:x-a": "2", "basicPassword": "pw"}
    assert set(secrets) <= set(profile.secret_names)


def test_a_draft_leaves_a_host_of_plain_http_off_unless_it_is_this_machine():
    outside = read_calls("curl http://auth.example/auth/v1/token/regenerate -d '{}'").calls[0]
    inside = read_calls("curl http://127.0.0.1:8080/x/auth/v1/token/regenerate -d '{}'").calls[0]
    assert outside.draft("a").profile.host == ""
    assert inside.draft("a").profile.host == "http://127.0.0.1:8080/x"


@pytest.mark.parametrize("piece", ["{", "$(", "`a", "\\ ", "<<a ", "{,", '^"', "curl a.b;", "-d ", "'", "%a", "\\x4"])
def test_a_megabyte_of_one_piece_takes_no_more_than_its_length(piece):
    """Time that grew with the square of the length would run into the limit of every test."""
    many = piece * (1_000_000 // len(piece))
    for text in (f"curl http://a.example/{many}", f"curl a.example ^\n{many}", f"curl a.example $'{many}"):
        assert len(read_calls(text).calls) <= 1000
