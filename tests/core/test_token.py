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
from workbench.core.token import Identifier, decode, find_tokens

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


# ---- examples of the RFCs

RFC_7515_A1 = (
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)
RFC_7519_61 = (
    "eyJhbGciOiJub25lIn0"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
)
RFC_7520_44 = (
    "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9"
    ".SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlm"
    "IHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4"
    ".s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0"
)


def test_the_example_of_rfc_7515_keeps_its_line_breaks():
    token = decode(RFC_7515_A1)
    assert token.header.text == '{"typ":"JWT",\r\n "alg":"HS256"}'
    assert token.claims == {"iss": "joe", "exp": 1300819380, "http://example.com/is_root": True}
    assert token.problems == ()
    assert (token.kind, token.channel) == ("other", None)


def test_the_unsecured_example_of_rfc_7519_says_so():
    token = decode(RFC_7519_61)
    assert token.is_readable
    assert codes(RFC_7519_61) == [("header", "alg_none")]


def test_the_text_payload_of_rfc_7520_is_shown_as_text():
    token = decode(RFC_7520_44)
    assert token.form == "jws"
    assert (token.payload.text or "").startswith("It’s a dangerous business, Frodo")
    assert not token.payload.is_json
    assert codes(RFC_7520_44) == [("payload", "not_json")]


def test_an_encrypted_token_shows_its_header_only():
    text = b64('{"alg":"dir","enc":"A128GCM"}') + "..aaaa.bbbb.cccc"
    token = decode(text)
    assert (token.form, token.payload.text, token.is_readable) == ("jwe", None, True)
    assert codes(text) == [("payload", "encrypted")]


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
        pytest.param(jwt(signature="AAA="), [("signature", "padding_removed")], id="signature is padded"),
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
            "eyJhbGciOiJIUzI1NiJ9.eyJy=2wi.AAAA", "Character 5 of the payload is not base64url.", id="padding inside"
        ),
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
    assert isinstance(find_tokens(text), list)


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


# ---- tokens in messy text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t ", [], id="spaces"),
        pytest.param("no token in here", [], id="words"),
        pytest.param(KEY, [KEY], id="a token alone"),
        pytest.param(f"The key is {KEY}.", [KEY], id="end of a sentence"),
        pytest.param(f"<{KEY}>, ({WEB_RENEWED})!", [KEY, WEB_RENEWED], id="brackets"),
        pytest.param(f'{{"auth":{{"token":"{KEY}","key":null}}}}', [KEY], id="a reply"),
        pytest.param(f'"{{\\"token\\":\\"{KEY}\\"}}"', [KEY], id="JSON in JSON"),
        pytest.param(f"curl -H 'Authorization: Bearer {KEY}' https://h", [KEY], id="cURL"),
        pytest.param(f"https://h/?a=1&token={KEY}&b=2", [KEY], id="query"),
        pytest.param(f"q=Bearer%20{KEY}", [KEY], id="behind a percent escape"),
        pytest.param(f"log: a\\n{KEY}\\nb", [KEY], id="behind an escaped line break"),
        pytest.param(f"{KEY} {KEY}", [KEY, KEY], id="the same twice"),
        pytest.param(f"Authorization: Bearer {KEY[:60]}\n {KEY[60:]}", [KEY], id="wrapped behind a header"),
        pytest.param(f"{KEY[:60]}\n{KEY[60:120]}\n{KEY[120:]}\n", [KEY], id="wrapped in a mail"),
        pytest.param(f"{KEY[:-20]}\n{KEY[-20:]}", [KEY], id="signature wrapped"),
        pytest.param(f"> {KEY[:60]}\n> {KEY[60:120]}\n> {KEY[120:]}\n", [KEY], id="quoted in a mail"),
        pytest.param(f">> {KEY[:60]}\n> > {KEY[60:120]}\n>>{KEY[120:]}\n", [KEY], id="quoted twice"),
        pytest.param(
            "Ann wrote:\n> Hello,\n> my token is\n"
            + "".join(f"> {KEY[at : at + 60]}\n" for at in range(0, len(KEY), 60))
            + "> Thanks\n",
            [KEY],
            id="quoted amid words",
        ),
        pytest.param("Hello,\r\n" + KEY.replace(".", ".\r\n") + "\r\nThanks", [KEY], id="wrapped at its dots"),
        pytest.param(f"hello {jwt(signature='abcd')} is it", [jwt(signature="abcd")], id="short signature amid words"),
        pytest.param(f"{jwt(signature='abcd')} is expired", [jwt(signature="abcd")], id="short signature before words"),
        pytest.param(f"see {RFC_7519_61} there", [RFC_7519_61], id="empty signature"),
        pytest.param("x eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc y", ["eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc"], id="encrypted"),
        pytest.param(f"cut: {KEY[:-50]}", [KEY[:-50]], id="cut off"),
    ],
)
def test_every_token_in_a_text_is_found_in_order(text, expected):
    assert [token.text for token in find_tokens(text)] == expected


@pytest.mark.parametrize(
    "word", ["hello", "a.b.c", "...", '""', "Bearer", "eyJ", "1234", "\u200b", "eyJhbGciOiJIUzI1NiJ9.!.x"]
)
def test_one_word_that_is_no_token_is_one_unreadable_token(word):
    found = find_tokens(f" {word}\n")
    assert len(found) == 1
    assert found[0].form == "unreadable" or word.startswith("eyJhbG")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VS!n0.AAAA", "Character 17 of the payload is not base64url."),
        ("eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VSIn0.AA~A", "Character 3 of the signature is not base64url."),
        ("eyJhbGciOi*JIUzI1NiJ9.eyJyb2wiOiJVU0VSIn0.AAAA", "Character 11 of the header is not base64url."),
    ],
)
def test_one_word_with_a_wrong_character_is_one_token_and_not_cut_there(word, sentence):
    (token,) = find_tokens(word)
    assert token.text == word
    assert sentence in [one.message for one in token.problems]


def test_words_that_begin_like_tokens_are_left_alone():
    assert find_tokens("see eyewitness.news.example and eyelashes.example.com") == []


# ---- size


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("e" * 10_000_000, id="one letter"),
        pytest.param("eyJ" * 3_000_000, id="beginnings"),
        pytest.param("." * 10_000_000, id="dots"),
        pytest.param("eyAAAAAAAA." * 900_000, id="headers"),
        pytest.param("eyAAAAAAAA " * 900_000, id="headers as words"),
        pytest.param("eyAAAAAAAA.AAAA." * 600_000, id="parts"),
        pytest.param("%20eyAAAAAAA" * 800_000, id="escapes"),
        pytest.param("bearer" + " " * 10_000_000, id="prefix and spaces"),
        pytest.param("authorization" + " " * 10_000_000 + "x", id="header name and spaces"),
        pytest.param("a " * 5_000_000, id="words"),
        pytest.param("> " * 5_000_000 + "x y", id="quote marks"),
        pytest.param("x " + "\n>" * 5_000_000, id="quoted lines"),
        pytest.param("x\n" + " " * 10_000_000 + "y", id="spaces before no quote mark"),
        pytest.param("x y\n" + "> eyAAAAAAA.A\n" * 700_000, id="quoted beginnings"),
        pytest.param("x y eyAAAAAAA\n" + "AAAAAAAAA\n" * 1_000_000, id="lines that go on"),
    ],
)
def test_ten_megabytes_of_hostile_text_take_about_a_second(text):
    began = time.process_time()
    find_tokens(text)
    assert time.process_time() - began < 5


def test_a_token_of_a_megabyte_is_read_at_once():
    text = jwt(payload=json.dumps({f"claim {n}": "x" * 20 for n in range(25_000)}))
    assert len(text) > 1_000_000
    began = time.process_time()
    assert len(decode(text).claims) == 25_000
    assert time.process_time() - began < 1
