"""What importers, exports and the bundle tell comes in the language spoken, and what is no text for people does not."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.formats.test_evidence import EVIDENCE
from workbench.core.calls import Call
from workbench.core.comparison import compare_tokens
from workbench.core.json_text import PARSER_MESSAGES
from workbench.core.request import build_request
from workbench.core.secret import Secret
from workbench.core.timeline import Attempt, Certificate, Connection, Phase, Timeline
from workbench.core.token import decode
from workbench.formats.evidence import describe_bundle, describe_comparison, describe_timeline, write_bundle
from workbench.formats.outgoing import NotExportable
from workbench.formats.reading import LARGEST_TEXT, read_calls
from workbench.formats.writing import LANGUAGES, explain_variables, write_request
from workbench.language import ENGLISH, speak, spoken, tr

_CORPUS = Path(__file__).parent / "corpus"
URL = "https://auth.example/auth/v1/token/regenerate"

COMMANDS = [
    case["text"]
    for name in ("curl_bash.toml", "curl_cmd.toml")
    for case in tomllib.loads((_CORPUS / name).read_text("utf-8"))["case"]
]
CURL = [
    f"curl '{URL}' {options}"
    for options in (
        *("--proxy p", "-k", "--resolve a:1:2", "--cacert f", "--location-trusted", "--config f", "-n", "--variable a"),
        *("--expand-url u", "-T -", "-T f", "-d @-", "-d @f", "-H @f", "-b f", "-H $'a: b\\nc: d'", "-H nonsense", "-"),
        *("-d x -F a=b -I", "-F a=b", "-F a=b -F c=d", "--digest", "-u me", "-d", "--nonsense", "--no-data", "--url=x"),
        *(
            "--da x",
            "stray",
            "-@",
            "$HOME `id` $(id) <(id) ~ {a,b} ${{x:-y}}",
            "'",
            '"',
            "$'",
            "`",
            "$(",
            "a \\ \n",
            "& x",
        ),
        *("<<E\n$a", "“x”", "-d x # y\nls", "| jq"),
    )
]
ADDRESSES = [
    *("curl 'http://x y.example/a[1-3]'", "curl ftp://x.example", "curl https://me:pw@auth.example/a?b=c", "curl"),
    f"curl {URL} -X PUT -d x -H 'Host: other.example' -H 'Cookie: a=b' -H 'X-Mine: 1' -H 'Content-Type: text/plain'",
    f"curl {URL} -d '{{\"other\":1}}'",
    "curl 'https://[x/'",
    'C:\\> curl "%A%"\ncurl "x^\n',
    "curl http://auth.example/auth/v1/token/regenerate\n" * 1002,
]
POWERSHELL = [
    f'iwr "{URL}" {options}'
    for options in (
        *("-SkipCertificateCheck", "-Proxy p", "-Certificate c", "-UnixSocket s", "-AllowInsecureRedirect"),
        *("-AllowUnencryptedAuthentication", "-PreserveAuthorizationOnRedirect", "@more", "x y", "-Method $m"),
        *("-Headers $h", "-WebSession $s", "-Headers @{a = $b}", "-Form @{a=1}", "-Method POST -Body $b"),
        *("-Method POST -Body @{a = $b}", '-Body "$x"', "<#", '"', "@'\nx", "@{a}", "@{=}", "(" * 60, "(1"),
    )
]
_GROUPS = [{"name": "A", "auth": {"type": "digest"}, "item": [{"name": "B"}, {}, {"request": {"url": "{{u}}"}}]}]
_OFF = {"key": "a", "name": "a", "value": "b", "disabled": True}


def _body(**members: Any) -> dict[str, Any]:
    return {"name": "R", "request": {"url": URL, "method": "POST", "body": members}}


_SCRIPTED = {"event": [{"listen": "test", "script": {"exec": "x"}}]}
_POSTMAN = [
    *_GROUPS,
    {**_SCRIPTED, "request": {"url": {"raw": URL, "query": [_OFF]}, "header": [_OFF], "proxy": {"a": 1}}},
    {"name": "S", **_SCRIPTED, "request": {"url": URL, "certificate": {"a": 1}}, "response": [{}]},
    {"request": {"url": URL}, "protocolProfileBehavior": {"strictSSL": False}},
    *(_body(mode=mode) for mode in ("formdata", "graphql", "pigeon")),
    _body(mode="raw", disabled=True),
    _body(mode="urlencoded", urlencoded=[_OFF]),
]


def _resource(number: int, **members: Any) -> dict[str, Any]:
    return {"_id": str(number), "parentId": "w", "_type": "request", "url": URL, "method": "POST", **members}


_INSOMNIA = [
    {"_id": "w", "_type": "workspace"},
    {"_id": "e", "parentId": "w", "_type": "environment"},
    *({"_id": f"e{at}", "parentId": "e", "_type": "environment", "name": f"E{at}"} for at in (1, 2)),
    {"_id": "n", "parentId": "w", "_type": "request"},
    {"_id": "m", "parentId": "w", "_type": "request", "name": "M"},
    _resource(1, headers=[_OFF], parameters=[_OFF], pathParameters=[_OFF], preRequestScript="x"),
    _resource(2, name="S", afterResponseScript="x", authentication={"type": "digest", "disabled": True}),
    _resource(3, body={"mimeType": "multipart/form-data"}),
    _resource(4, body={"mimeType": "application/graphql"}),
    _resource(5, body={"mimeType": "application/x-www-form-urlencoded", "params": [_OFF]}),
]
_ENTRIES: list[dict[str, Any]] = [{}, {"request": {"url": "https://x.example"}}, {"request": {"url": URL}}, *[{}] * 30]
_BROKEN_REPLY = {"content": {"text": "é", "encoding": "base64"}}
_COMPLETE: dict[str, Any] = {"url": URL, "method": "POST", "headers": []}
_ENTRIES.append({"request": _COMPLETE, "response": _BROKEN_REPLY})
DOCUMENTS = [
    json.dumps({"log": {"entries": _ENTRIES}}),
    json.dumps({"info": {}, **_SCRIPTED, "item": _POSTMAN}),
    json.dumps({"_type": "export", "__export_format": 4, "resources": _INSOMNIA}),
    *("{", '{"a" 1}', '{"a": 1 2}', "[1] 2", '{"a', "{'a': 1}", '["\\q"]', '["\\u12"]', '["\n"]', "[" * 100_000),
    "type: collection.insomnia.rest/5.0\na: *b",
    "type: collection.insomnia.rest/5.0\na: \0",
    f"type: collection.insomnia.rest/5.0\na: {'[' * 200}",
    "get {\n  url: {{u}}\n  auth: inherit\n  body: multipartForm\n}\nheaders {\n  ~a: b\n}\nparams:path {\n  ~c: d\n",
    "post {\n  url: u\n  body: graphql\n}",
    "post {\n  url: u\n  body: formUrlEncoded\n}\nbody:form-urlencoded {\n  ~a: b\n}",
    "x" * (LARGEST_TEXT + 1),
]


@pytest.mark.parametrize("text", [*COMMANDS, *CURL, *ADDRESSES, *POWERSHELL, *DOCUMENTS], ids=lambda text: text[:60])
def test_every_problem_of_an_import_is_told_in_the_language_spoken(text: str, pseudo: Callable[[str], bool]) -> None:
    for environments in ((), ("nonsense: [",)):
        found = read_calls(text, environments)
        told = [*found.problems, *(one for call in found.calls for one in call.problems)]
        assert [one for one in told if not pseudo(one.message)] == []


@pytest.mark.parametrize("text", DOCUMENTS[1:3], ids=["Postman", "Insomnia"])
def test_what_a_collection_leaves_off_is_told_in_the_language_spoken(text: str, pseudo: Callable[[str], bool]) -> None:
    ignored = [one for call in read_calls(text).calls for one in call.ignored]
    members = ("proxy", "certificate", "protocolProfileBehavior strictSSL")
    assert ignored
    assert [one for one in ignored if one not in members and not pseudo(one)] == []


def test_what_pythons_parser_of_json_says_is_known(pseudo: Callable[[str], bool]) -> None:
    causes = [read_calls(text).problems[0].message for text in DOCUMENTS if text[:1] in "{[" and len(text) < 20]
    assert len(causes) == 9
    assert all(any(tr(words) in cause for words in PARSER_MESSAGES) for cause in causes), causes


REQUEST = build_request(Call("mobile", {"brand": "B", "key": Secret("a-key-that-is-secret")}), "https://auth.example")


@pytest.mark.parametrize("language", [one.id for one in LANGUAGES])
@pytest.mark.parametrize("reveal", [False, True])
def test_only_comments_of_written_code_are_in_the_language_spoken(
    language: str, reveal: bool, pseudo: Callable[[str], bool]
) -> None:
    def write() -> str:
        text = write_request(language, REQUEST, reveal=reveal)
        lines = (text.reveal() if isinstance(text, Secret) else text).splitlines()
        return "\n".join(
            line for line in lines if not line.strip().startswith(("#", "//", "rem ", '"comment"', '"descr'))
        )

    foreign = write()
    language_before = spoken()
    speak(ENGLISH)
    english = write()
    speak(language_before)
    assert foreign == english
    first, _, line = explain_variables(language, ["A_NAME"]).partition("\n")
    assert pseudo(first)
    assert "A_NAME" in line
    assert pseudo(line) == any(one.advice for one in LANGUAGES if one.id == language)


@pytest.mark.parametrize(
    ("language", "body", "headers"),
    [
        ("curl", "\ud800", []),
        ("har", "x", [("X-A", Secret("é"))]),
        ("curl", "\0", []),
        ("curl", "x" * 140_000, []),
        ("curl-cmd", "é", []),
        ("curl-cmd", "x" * 8200, []),
        ("httpie", "x", [("X-A", Secret("a\\;b"))]),
        ("postman", "{{a}}", []),
        ("powershell", "x", [("X-A", Secret("1")), ("x-a", Secret("2"))]),
        ("powershell", "x", [("User-Agent", Secret(""))]),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_refusal_to_write_is_told_in_the_language_spoken(
    language: str, body: str, headers: list[tuple[str, Secret]], pseudo: Callable[[str], bool]
) -> None:
    request = build_request(Call("mobile", {}, Secret(body)), "https://auth.example", extra_headers=headers)
    with pytest.raises(NotExportable) as raised:
        write_request(language, request, reveal=True)
    assert pseudo(str(raised.value))


# ---- evidence


def test_a_timeline_and_a_comparison_are_told_in_the_language_spoken(pseudo: Callable[[str], bool]) -> None:
    timeline = Timeline(
        (Phase("connect", 0, 1234.5),),
        Connection(certificate=Certificate("s", "i", 1760353091.0)),
        (Attempt("dns", 3, 0.5), Attempt(None, 4)),
    )
    lines = describe_timeline(timeline).splitlines()
    told = [line for line in lines if line.startswith("[")]
    assert len(told) == 4
    assert all(map(pseudo, told))
    old, new = (decode(f"eyJhIjox{middle}.eyJiIjoxfQ.c2ln") for middle in ("fQ", "LCJjIjoxfQ"))
    assert pseudo(describe_comparison(compare_tokens(old, new)).splitlines()[-1].partition(" (")[0])


def test_the_page_of_a_bundle_and_what_is_in_it_are_told_in_the_language_spoken(pseudo: Callable[[str], bool]) -> None:
    bundle = write_bundle(EVIDENCE)
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        page = opened.read("evidence.html").decode()
        record = json.loads(opened.read("record.json"))
    assert '<html lang="en-XA">' in page
    assert all(
        word not in page for word in ("Outcome", "Environment", "Picture<", "Secrets and", "<h2>Re", "evidence<")
    )
    assert record["outcome"] == "renewed"
    entries, redacted = describe_bundle(bundle)
    assert all(map(pseudo, (*entries, *redacted)))
