"""Tokens taken apart: the documented samples, RFC examples, everything broken, and messy text."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import json_text
from workbench.core.problem import Problem
from workbench.core.token import Identifier, decode

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES)
DEAD = "A" * 43


def b64(content: str | bytes) -> str:
    octets = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def jwt(header: str | bytes = '{"alg":"HS256"}', payload: str | bytes = '{"rol":"USER"}', signature: str = DEAD) -> str:
    return f"{b64(header)}.{b64(payload)}.{signature}"


def codes(text: str) -> list[tuple[str, str]]:
    return [(one.part, one.code) for one in decode(text).problems]


# ---- the documented samples


@pytest.mark.parametrize("sample", SAMPLES, ids=[one["what"] for one in SAMPLES])
def test_a_documented_sample_reads_byte_for_byte(sample):
    token = decode(sample["token"])
    assert token.header.text == sample["header_text"]
    assert token.payload.text == sample["payload_text"]
    assert token.header.value == json.loads(sample["header_text"])
    assert token.payload.value == json.loads(sample["payload_text"])
    assert token.form == "jws"
    assert token.problems == ()
    assert token.algorithm == "HS256"
    assert token.identity.identifiers == (Identifier("MOBILE", "919999922332"),)
    assert token.identity.organisation == "DOCDEMO"


def test_kind_channel_and_device_of_the_samples():
    seen = [
        (decode(one).kind, decode(one).channel, decode(one).identity.device)
        for one in (KEY, WEB_EXPIRED, MOBILE_RENEWED)
    ]
    assert seen == [("key", "mobile", "deviceid1"), ("user", "web", None), ("user", "mobile", "deviceid1")]
    assert decode(KEY).claims["mfa"] is False
    assert "exp" not in decode(KEY).claims


# ---- forms


def test_an_encrypted_token_shows_its_header_only():
    text = b64('{"alg":"dir","enc":"A128GCM"}') + "..aaaa.bbbb.cccc"
    token = decode(text)
    assert (token.form, token.payload.text, token.is_readable) == ("jwe", None, True)
    assert codes(text) == [("payload", "encrypted")]


def test_five_parts_that_claim_a_signature_are_not_called_encrypted():
    text = f"{jwt()}{jwt()}"
    assert decode(text).form == "jws"
    assert ("token", "segments") in codes(text)


def test_five_parts_without_a_header_are_not_called_encrypted():
    assert decode("www.one.two.three.four").form == "unreadable"
    assert ("payload", "encrypted") not in codes("www.one.two.three.four")
    assert ("token", "segments") in codes("www.one.two.three.four")


# ---- what can be wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(jwt(payload="[1]"), [("payload", "not_object")], id="payload is a list"),
        pytest.param(jwt(payload="null"), [("payload", "not_object")], id="payload is null"),
        pytest.param(jwt(payload=""), [("payload", "not_json")], id="payload is empty"),
        pytest.param(jwt(payload="{"), [("payload", "not_json")], id="payload is cut"),
        pytest.param(jwt(payload='{"a":NaN}'), [("payload", "not_json")], id="payload has NaN"),
        pytest.param(jwt(payload=b"\xff\xfe"), [("payload", "not_utf8")], id="payload is no text"),
        pytest.param(jwt(payload='{"a":1,"a":2}'), [("payload", "duplicate_member")], id="member stands twice"),
        pytest.param(
            jwt('{"alg":"HS256","alg":"none"}'),
            [("header", "duplicate_member"), ("header", "alg_none")],
            id="alg stands twice, last one none",
        ),
        pytest.param(jwt("{}"), [("header", "alg_missing")], id="no alg"),
        pytest.param(jwt('{"alg":5}'), [("header", "alg_missing")], id="alg is a number"),
        pytest.param(jwt('{"alg":"NonE"}', signature=""), [("header", "alg_none")], id="alg none in odd letters"),
        pytest.param(jwt('{"alg":"HS256","crit":["x"]}'), [("header", "critical_unknown")], id="critical extension"),
        pytest.param(jwt(signature=""), [("signature", "signature_missing")], id="signature is empty"),
        pytest.param(jwt(signature="A!"), [("signature", "not_base64url")], id="signature is not base64url"),
        pytest.param(jwt(signature="AAAAA"), [("signature", "not_base64url")], id="signature has an impossible length"),
        pytest.param(
            jwt(signature="AAA="),
            [("signature", "padding_removed"), ("signature", "signature_length")],
            id="signature is padded and short",
        ),
        pytest.param(jwt() + "=", [("signature", "padding_removed")], id="signature is padded"),
        pytest.param(
            jwt(signature=DEAD[:-1] + "B"), [("signature", "trailing_bits")], id="bits that belong to no byte"
        ),
        pytest.param(jwt(signature=DEAD[:-3]), [("signature", "signature_length")], id="signature is cut off"),
        pytest.param(jwt('{"alg":"RS256"}'), [("signature", "signature_length")], id="signature of another algorithm"),
        pytest.param(jwt('{"alg":"RS256"}', signature="A" * 342), [], id="RS256"),
        pytest.param(jwt('{"alg":"PS512"}', signature="A" * 683), [], id="PS512 of 4096 bits"),
        pytest.param(jwt('{"alg":"ES512"}', signature="A" * 176), [], id="ES512"),
        pytest.param(jwt('{"alg":"EdDSA"}', signature="A" * 152), [], id="Ed448"),
        pytest.param(jwt('{"alg":"XY1"}', signature="AAAA"), [], id="an algorithm nobody knows"),
        pytest.param(jwt('\ufeff{"alg":"HS256"}'), [("header", "bom_removed")], id="byte order mark in the header"),
        pytest.param(jwt('{"alg":"HS256","crit":"x"}'), [("header", "critical_unknown")], id="crit is no list"),
        pytest.param(jwt('{"alg":"HS256","crit":[]}'), [("header", "critical_unknown")], id="crit is empty"),
        pytest.param(
            jwt('{"alg":"HS256","jwk":{},"x5c":[]}'),
            [("header", "embedded_key"), ("header", "embedded_key")],
            id="key and certificate in the header",
        ),
        pytest.param(
            jwt('{"alg":"HS256","jku":"https://h","x5u":"https://h"}'),
            [("header", "key_reference"), ("header", "key_reference")],
            id="key and certificate elsewhere",
        ),
        pytest.param(jwt('{"alg":"HS256","kid":"../../etc/passwd OR 1=1"}'), [], id="kid is not judged"),
        pytest.param(jwt('{"alg":"HS256","typ":"JWT"}'), [], id="typ"),
        pytest.param(jwt('{"alg":"HS256","cty":"jwt"}'), [("header", "nested")], id="nested"),
        pytest.param(jwt('{"alg":"HS256","zip":"DEF"}'), [("header", "compressed")], id="compressed"),
        pytest.param(
            b64('{"alg":"HS256","b64":false,"crit":["b64"]}') + ".$.02." + DEAD,
            [("header", "unencoded_payload")],
            id="payload as it stands",
        ),
        pytest.param("Bearer " + KEY, [("token", "prefix_removed"), ("token", "key_as_token")], id="key for a token"),
        pytest.param(jwt().rpartition(".")[0], [("token", "segments")], id="signature is missing"),
        pytest.param(jwt() + ".x", [("token", "segments")], id="four parts"),
        pytest.param(b64('{"alg":"HS256"}'), [("token", "segments")], id="header alone"),
        pytest.param(jwt(payload="[" * 201), [("payload", "too_deep")], id="payload is too deep"),
        pytest.param(
            jwt(payload="[" + "1," * 200_001 + "1]"), [("payload", "too_large")], id="payload has too many items"
        ),
        pytest.param("Bearer " + jwt(), [("token", "prefix_removed")], id="Bearer in front"),
        pytest.param("Authorization: bearer " + jwt(), [("token", "prefix_removed")], id="header line"),
        pytest.param("cap_authorization: " + jwt(), [("token", "prefix_removed")], id="the gateway's header line"),
        pytest.param(f'"{jwt()}"', [], id="in quotes"),
        pytest.param(jwt() + "\n", [], id="line end behind it"),
        pytest.param(jwt() + "\r\n", [], id="line end of Windows behind it"),
        pytest.param("  " + jwt(), [("token", "whitespace_removed")], id="indented"),
        pytest.param(jwt()[:30] + "\n  " + jwt()[30:], [("token", "whitespace_removed")], id="wrapped"),
        pytest.param(jwt()[:9] + "\u200b" + jwt()[9:], [("token", "whitespace_removed")], id="zero-width space in it"),
        pytest.param("\ufeff" + jwt(), [("token", "whitespace_removed")], id="byte order mark in front"),
    ],
)
def test_each_thing_that_is_wrong_has_its_code_and_hides_nothing_else(text, expected):
    assert codes(text) == expected
    assert decode(text).is_readable


def test_a_broken_header_does_not_hide_the_payload():
    token = decode("nhdbnot-a-header." + b64('{"rol":"VIEW"}') + "." + DEAD)
    assert token.form == "jws"
    assert not token.header.is_json
    assert token.kind == "view"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VS!n0.AAAA",
            "Character 17 of the payload is not base64url.",
            id="a sign",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VSä.AAAA",
            "Character 17 of the payload is not base64url.",
            id="a letter",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9.eyJy=2wi.AAAA",
            "Character 5 of the payload is not base64url: “=” stands only at the end of a part, as padding.",
            id="padding inside",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9.ey!y*2wi.AAAA",
            "Character 3 of the payload is not base64url, nor is one more.",
            id="two signs",
        ),
        pytest.param(
            "eyJhbGciOiJIUzI1NiJ9.e\u00e4\u00e4\u00e4y\ud8002wi.AAAA",
            "Character 2 of the payload is not base64url, nor are 3 more.",
            id="several letters",
        ),
        pytest.param(
            jwt() + "==",
            "The signature ends in “=”; a JWT has no padding. It does not fit either: the length asks for 1, not 2.",
            id="too much padding",
        ),
        pytest.param(
            jwt(signature=DEAD[:-3]),
            "The signature has 30 bytes, HS256 makes 32; it was probably cut off.",
            id="short signature",
        ),
        pytest.param(
            jwt(signature="A" * 86),
            "The signature has 64 bytes, HS256 makes 32; something was probably added to it.",
            id="long signature",
        ),
        pytest.param(
            jwt('{"alg":"HS256","crit":["exp","b64"]}'),
            "The header demands extensions that this program does not know (“crit”): “exp”, “b64”. “exp” is not even "
            "in the header.",
            id="extensions",
        ),
        pytest.param(
            b64('{"alg":"RSA-OAEP","enc":"A256GCM"}') + ".a.b.c.d",
            "The token is encrypted (JWE, alg RSA-OAEP, enc A256GCM); only its header can be read.",
            id="encrypted",
        ),
        pytest.param(
            "a..c.d",
            "The token has 4 parts (number 2 empty); a JWT has three: header, payload and signature.",
            id="parts",
        ),
        pytest.param("", "There is nothing in it: no header, payload or signature.", id="nothing"),
        pytest.param("“”\n", "There is nothing in it: no header, payload or signature.", id="quotes alone"),
        pytest.param(jwt(payload=b'{"a\xff'), "Byte 4 of the payload is not UTF-8.", id="a byte"),
        pytest.param(jwt(payload='{"a":x}'), "The payload is not JSON: expecting value, at character 6.", id="JSON"),
        pytest.param(
            jwt(payload='{"a":1}x'), "The payload is not JSON: extra data, at character 8.", id="something behind it"
        ),
    ],
)
def test_problems_name_the_place(text, sentence):
    assert sentence in [one.message for one in decode(text).problems]


def test_the_ordinary_alphabet_is_read_and_reported():
    text = jwt(payload='{"a":"~~~???"}').replace("-", "+").replace("_", "/")
    assert "+" in text or "/" in text
    token = decode(text)
    assert token.claims == {"a": "~~~???"}
    assert ("payload", "not_base64url") in codes(text)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ('"USER"', "user"),
        ('"VIEW"', "view"),
        ('"MFA_PENDING"', "mfa_pending"),
        ('"AUTH"', "key"),
        *((role, "other") for role in ('"user"', "null", '["USER"]', "{}", '""')),
    ],
)
def test_the_kind_follows_the_role_alone(role, kind):
    assert decode(jwt(payload=f'{{"exp":1,"rol":{role}}}')).kind == kind


@pytest.mark.parametrize(
    ("header", "identifiers", "device", "channel"),
    [
        pytest.param('{"idv":["EMAIL|a|b"],"dev":"d"}', [("EMAIL", "a|b")], "d", "mobile", id="split at the first bar"),
        pytest.param('{"idv":["919"],"dev":null}', [(None, "919")], None, "web", id="no bar"),
        pytest.param('{"idv":"MOBILE|1"}', [("MOBILE", "1")], None, None, id="one text for a list"),
        pytest.param('{"idv":["MOBILE|1","USERNAME|1"]}', [("MOBILE", "1"), ("USERNAME", "1")], None, None, id="two"),
        pytest.param('{"idv":[1,null,{}],"dev":12}', [], "12", "mobile", id="odd types"),
        pytest.param('{"idv":["|x"]}', [("", "x")], None, None, id="empty type"),
        pytest.param("[]", [], None, None, id="header is a list"),
    ],
)
def test_identity_is_what_the_header_says(header, identifiers, device, channel):
    token = decode(jwt(header))
    assert [(one.type, one.value) for one in token.identity.identifiers] == identifiers
    assert (token.identity.device, token.channel) == (device, channel)


def test_lone_surrogates_survive():
    token = decode(jwt(payload='{"a":"\\ud800"}'))
    assert token.claims == {"a": "\ud800"}
    assert token.payload.text == '{"a":"\\ud800"}'


def test_the_same_token_has_one_fingerprint_however_it_was_pasted():
    prints = {
        decode(text).fingerprint for text in (KEY, f"Bearer {KEY}\n", f'"{KEY}"', KEY[:50] + "\n" + KEY[50:], KEY + "=")
    }
    assert len(prints) == 1
    assert decode(WEB_RENEWED).fingerprint not in prints


def test_a_token_does_not_print_itself():
    assert KEY[:30] not in repr(decode(KEY))
    assert "4412458" not in repr(decode(KEY))


def test_a_token_beyond_the_limit_is_not_read():
    token = decode("A" * (json_text.MAX_CHARACTERS + 1))
    assert token.form == "unreadable"
    assert [one.code for one in token.problems] == ["too_large"]


# ---- any text


@given(st.text(st.characters(codec=None)) | st.text("eyJ.=+/ -_A\n\"'Bearer:"))
def test_any_text_is_answered(text):
    token = decode(text)
    assert token.form in ("jws", "jwe", "unreadable")
    assert token.is_readable is (token.form != "unreadable")
    assert len(token.fingerprint) == 12


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(), VALUES, max_size=4)


@given(OBJECTS, OBJECTS, st.binary(min_size=1))
def test_what_was_encoded_decodes_exactly(header, payload, signature):
    header_text, payload_text = json.dumps(header), json.dumps(payload, ensure_ascii=False, indent=1)
    token = decode(jwt(header_text, payload_text, b64(signature)))
    assert (token.header.text, token.payload.text) == (header_text, payload_text)
    assert (token.header.value, token.payload.value) == (header, payload)


@given(st.binary(), st.binary())
def test_the_octets_of_a_part_are_kept_whatever_they_are(header, payload):
    token = decode(jwt(header, payload))
    assert (token.header.octets, token.payload.octets) == (header, payload)


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("whitespace_removed", "mended"),
        ("not_json", "wrong"),
        ("bad_claim", "wrong"),
        ("exp_before_iat", "wrong"),
        ("negative_time", "wrong"),
        ("alg_none", "unsafe"),
        ("key_as_token", "unsafe"),
        ("long_life", "unsafe"),
        ("far_future", "note"),
        ("trailing_bits", "note"),
    ],
)
def test_the_nature_of_a_problem_follows_its_code(code, nature):
    assert Problem("payload", code, "").nature == nature


# ---- size


def test_a_token_of_a_megabyte_is_read_at_once():
    text = jwt(payload=json.dumps({f"claim {n}": "x" * 20 for n in range(25_000)}))
    assert len(text) > 1_000_000
    began = time.process_time()
    assert len(decode(text).claims) == 25_000
    assert time.process_time() - began < 1
