"""The evidence bundle: what is in it, and that no secret is."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from urllib.parse import quote

import pytest

from workbench.core.exchange import Record
from workbench.core.redact import Redacted, redact
from workbench.core.secret import Secret
from workbench.core.token import decode
from workbench.formats.evidence import Evidence, describe_bundle, describe_token, write_bundle

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
IDENTIFIER, DEVICE, SIGNATURE = "919999922332", "MARKED-device", "MARKEDsignature" + "A" * 28


def encode(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


TOKEN = ".".join(
    [
        encode({"idv": [f"MOBILE|{IDENTIFIER}"], "dev": DEVICE, "org": "DOCDEMO", "alg": "HS256"}),
        encode({"uid": "MARKED-4412458", "rol": "USER", "exp": 1760356691, "iat": 1760353091}),
        SIGNATURE,
    ]
)
SECRETS = (Secret(TOKEN), Secret("MARKED password/+"))
RECORD = Record(
    started_at=1760353091.0,
    profile_id="0123456789abcdef",
    profile_name=f"QA <b>{IDENTIFIER}</b>",
    channel="mobile",
    host="https://auth.example/eu",
    outcome="renewed",
    reason=None,
    http_status=200,
    api_code=200,
    api_message=Redacted("SUCCESS"),
    elapsed_ms=132,
    size_bytes=1024,
    explanation=Redacted("The token was renewed."),
    token_kind="user",
    token_fingerprint="0123456789ab",
    expires_at=1760356691.0,
    issued_at=None,
    request_body=redact(json.dumps({"identifierValue": IDENTIFIER, "key": TOKEN}), SECRETS),
    response_body=redact(f"token {TOKEN}, password {quote('MARKED password/+')}", SECRETS),
)
EVIDENCE = Evidence(
    made_at=1760353200.0,
    record=RECORD,
    request=Redacted(f"curl --header 'X: {IDENTIFIER}'"),
    verdict=Redacted("Valid. Expires in 42 min."),
    token=describe_token(decode(TOKEN)),
    timeline=Redacted("14:05 sent\n14:05 renewed"),
    comparison=Redacted("exp: expected"),
    environment={"Python": "3.11.7", "Qt": "6.11.3"},
    pictures=(("Token pane <1>", PNG),),
    identifiers=(Secret(IDENTIFIER), Secret(DEVICE)),
)


def open_bundle(evidence: Evidence) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_bundle(evidence))) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


def spellings(text: str) -> list[bytes]:
    octets = text.encode()
    encoded = [base64.b64encode(bytes(before) + octets)[4:-4] for before in range(3)]
    wide = [text.encode(one) for one in ("utf-16-le", "utf-16-be")]
    return [octets, quote(text, safe="").encode(), json.dumps(text)[1:-1].encode(), *encoded, *wide]


def test_the_bundle_holds_a_page_a_record_the_pictures_and_a_manifest():
    entries = open_bundle(EVIDENCE)
    assert list(entries) == ["evidence.html", "record.json", "pictures/01-token-pane-1.png", "manifest.json"]
    assert entries["pictures/01-token-pane-1.png"] == PNG
    page = entries["evidence.html"].decode()
    for text in ("Valid. Expires in 42 min.", "14:05 sent\n14:05 renewed", "exp: expected", "3.11.7", "132 ms",
                 "2025-10-13T10:58:11Z", 'src="pictures/01-token-pane-1.png"', "The token was renewed.",
                 "&quot;org&quot;: &quot;DOCDEMO&quot;", "200 SUCCESS", "0123456789ab"):  # fmt: skip
        assert text in page
    record = json.loads(entries["record.json"])
    assert (record["outcome"], record["http_status"], record["expires_at"]) == ("renewed", 200, 1760356691.0)
    assert "issued_at" not in record


def test_no_secret_and_no_identifier_stands_in_any_entry():
    everything = {"the zip itself": write_bundle(EVIDENCE), **open_bundle(EVIDENCE)}
    marked = [TOKEN, SIGNATURE, *TOKEN.split("."), "MARKED password/+", IDENTIFIER, DEVICE, "MARKED-4412458"]
    found = [
        (name, text) for name, data in everything.items() for text in marked for one in spellings(text) if one in data
    ]
    assert found == []


def test_the_manifest_lists_entries_and_what_was_redacted():
    entries = open_bundle(EVIDENCE)
    manifest = json.loads(entries.pop("manifest.json"))
    assert (manifest["schema"], manifest["made_at"]) == (1, "2025-10-13T11:00:00Z")
    assert [(one["name"], one["sha256"]) for one in manifest["entries"]] == [
        (name, hashlib.sha256(data).hexdigest()) for name, data in entries.items()
    ]
    told = {(one["entry"], one["in_its_place"]): one["times"] for one in manifest["redacted"]}
    token = f"[token {decode(TOKEN).fingerprint}]"
    assert told["record.json", token] == 2
    assert told["evidence.html", token] == 2
    assert told["evidence.html", "[identifier]"] == 6  # idv, dev and uid; profile's name, request and its body
    assert told["record.json", "[secret]"] == 1  # the password
    assert told["record.json", "[identifier]"] == 2  # in a name and in the body


def test_a_bundle_is_described_by_what_is_really_in_it():
    entries, redacted = describe_bundle(write_bundle(EVIDENCE))
    assert [line.partition(" ")[0] for line in entries] == list(open_bundle(EVIDENCE))
    assert "[identifier] in evidence.html 6 times, record.json 2 times" in redacted


def test_markup_of_others_is_text_on_the_page():
    hostile = "</pre><script>alert(1)</script><img src=x>"
    record = replace(RECORD, response_body=Redacted(hostile), host=hostile)
    page = open_bundle(replace(EVIDENCE, record=record, environment={hostile: hostile}))["evidence.html"].decode()
    assert "<script" not in page
    assert page.count("<img ") == 1


def test_empty_parts_are_left_out():
    page = open_bundle(Evidence(1760353200.0, RECORD))["evidence.html"].decode()
    assert "<h1>Evidence of one call</h1>" in page
    assert [title for title in ("Timeline", "Comparison", "Decoded token", "Picture") if title in page] == []


def test_the_same_evidence_gives_the_same_bytes():
    assert write_bundle(EVIDENCE) == write_bundle(EVIDENCE)


def test_a_half_surrogate_in_a_reply_stops_nothing():
    record = replace(RECORD, response_body=Redacted("a\ud800b"))
    assert b"a?b" in open_bundle(replace(EVIDENCE, record=record))["evidence.html"]


def test_a_picture_that_is_no_png_is_refused():
    with pytest.raises(ValueError, match="PNG"):
        write_bundle(replace(EVIDENCE, pictures=(("a", b"GIF89a"),)))


@pytest.mark.parametrize("text", ["no token", "eyJhbGciOiJub25lIn0.WzFd.", f"{TOKEN}.x.y"])
def test_any_token_is_described(text):
    assert json.loads(describe_token(decode(text)))["fingerprint"]
