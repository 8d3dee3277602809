"""Whatever core says to people went through ``tr``: in the language that nobody speaks, every word is in brackets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from gettext import NullTranslations
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from workbench.core import json_text
from workbench.core.calls import IDENTIFIER_TYPES, WORDS, Absent, Call
from workbench.core.comparison import compare_tokens, describe_briefly, summarize
from workbench.core.expiry import describe_life, describe_state, read_expiry
from workbench.core.finding import find_tokens
from workbench.core.glossary import Glossary
from workbench.core.playbook import Playbook
from workbench.core.problem import Problem
from workbench.core.profile import Draft, Profile
from workbench.core.redact import mask
from workbench.core.reply import Failed, Refused, Reply, Unreadable, read_reply
from workbench.core.request import InvalidHost, parse_host
from workbench.core.secret import Secret
from workbench.core.server_clock import describe_offset
from workbench.core.signature import UnusableKey, check_signature, read_key, read_key_file, read_key_set, read_secret
from workbench.core.ticket import MOST_ENTRIES, write_ticket
from workbench.core.time_text import (
    DAY,
    describe_past,
    describe_relative,
    format_clock,
    format_date,
    format_local,
    format_time,
    parse_moment,
)
from workbench.core.token import Token, decode
from workbench.core.value_text import write_value
from workbench.core.verdict import write_verdict
from workbench.core.visible import clip
from workbench.language import ENGLISH, Language, speak
from workbench.language.pseudo import PSEUDO

NOW = 1_760_353_091.0


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    speak(PSEUDO)
    yield
    speak(ENGLISH)


def outside(text: str) -> str:
    """What of a text stands outside all brackets and has letters in it."""
    depth, rest = 0, []
    for character in text:
        depth += (character == "[") - (character == "]" and depth > 0)
        if depth == 0 and character.isalpha():
            rest.append(character)
    return "".join(rest)


def assert_spoken(text: str) -> None:
    assert text
    assert outside(text) == "", text


def b64(content: str | bytes) -> str:
    octets = content.encode() if isinstance(content, str) else content
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


SIGNATURE = "A" * 43
HEADER = '{"alg":"HS256"}'
RS256 = '{"alg":"RS256"}'
ORDINARY = '{"a":"???"}'
UNENCODED = '{"alg":"HS256","b64":false}'
ENCRYPTED = '{"alg":"dir","enc":"A256GCM"}'


def jwt(header: str | bytes = HEADER, payload: str | bytes = '{"exp":1760356691}', signature: str = SIGNATURE) -> str:
    return f"{b64(header)}.{b64(payload)}.{signature}"


def key(**claims: Any) -> str:
    return jwt('{"alg":"HS256","dev":"d"}', json.dumps({"rol": "AUTH", **claims}))


def user(header: dict[str, Any] | None = None, **claims: Any) -> str:
    return jwt(json.dumps({"alg": "HS256", **(header or {})}), json.dumps({"rol": "USER", **claims}))


TOKENS = {
    "nothing": "",
    "one part": "hello",
    "header alone": b64(HEADER),
    "between its own": f"> {jwt()[:40]}\n> {jwt()[40:]}\n",
    "tokens inside": user({"dev": jwt(), "org": jwt()}),
    "signature no base64url": jwt(signature="!" * 43),
    "two parts": f"{b64(HEADER)}.{b64('{}')}",
    "four parts": jwt() + ".AAAA",
    "empty parts": f"{b64(HEADER)}..{b64('{}')}.",
    "prefix": "Bearer " + jwt(),
    "spaces": jwt()[:30] + " \n" + jwt()[30:],
    "padding": f"{b64(HEADER)}=.{b64('{}')}==.{SIGNATURE}",
    "key in a header": "Authorization: Bearer " + key(),
    "no base64url": f"{b64(HEADER)}.!{b64('{}')}.{SIGNATURE}",
    "much no base64url": f"{b64(HEADER)}.!!!{b64('{}')}.{SIGNATURE}",
    "two wrong": f"{b64(HEADER)}.!!{b64('{}')}.{SIGNATURE}",
    "ordinary base64": f"{b64(HEADER)}.{b64(ORDINARY).replace('_', '/')}.{SIGNATURE}",
    "padding inside": f"{b64(HEADER)}.e=30.{SIGNATURE}",
    "a character too many": f"{b64(HEADER)}.{b64('{}')}AA.{SIGNATURE}",
    "trailing bits": f"{b64(HEADER)}.e31.{SIGNATURE}",
    "no UTF-8": jwt(payload=b'{"\xff'),
    "byte order mark": jwt(payload="\ufeff{}"),
    "empty payload": f"{b64(HEADER)}..{SIGNATURE}",
    "no JSON": jwt(payload="{"),
    "comma": jwt(payload='{"a":1 "b"}'),
    "colon": jwt(payload='{"a" 1}'),
    "more behind": jwt(payload="{} {}"),
    "not a number": jwt(payload='{"a":NaN}'),
    "escape": jwt(payload=r'{"a":"\x"}'),
    "unicode escape": jwt(payload=r'{"a":"\u00"}'),
    "control": jwt(payload='{"a":"\x01"}'),
    "unfinished": jwt(payload='{"a":"'),
    "no quotes": jwt(payload="{a:1}"),
    "too deep": jwt(payload="[" * 300),
    "too large": jwt(payload="[" + "0," * 60_000 + "0]"),
    "null": jwt(payload="null"),
    "true": jwt(payload="true"),
    "list": jwt(payload="[1]"),
    "text": jwt(payload='"a"'),
    "number": jwt(payload="5"),
    "duplicate": jwt(payload='{"a":1,"a":2}'),
    "many duplicates": jwt(payload="{" + ",".join(f'"{n}":1,"{n}":2' for n in range(120)) + "}"),
    "long": jwt(signature="A" * 5_000_000),
    "no signature": jwt(signature=""),
    "short signature": jwt(signature="AAAA"),
    "long signature": jwt(signature="A" * 90),
    "short RSA": jwt('{"alg":"RS256"}'),
    "EdDSA": jwt('{"alg":"EdDSA"}'),
    "none": jwt('{"alg":"none"}', signature=""),
    "no algorithm": jwt("{}"),
    "critical": jwt('{"alg":"HS256","crit":["a","b"]}'),
    "critical many": jwt(json.dumps({"alg": "HS256", "crit": [str(n) for n in range(20)]})),
    "critical malformed": jwt('{"alg":"HS256","crit":5}'),
    "embedded": jwt('{"alg":"HS256","jwk":{},"x5c":[]}'),
    "referenced": jwt('{"alg":"HS256","jku":"u","x5u":"u"}'),
    "nested": jwt('{"alg":"HS256","cty":"JWT"}', jwt()),
    "unencoded": f"{b64(UNENCODED)}.plain.{SIGNATURE}",
    "compressed": jwt('{"alg":"HS256","zip":"DEF"}'),
    "encrypted": f"{b64(ENCRYPTED)}..AAAA.AAAA.{'A' * 22}",
    "as JSON": json.dumps({"payload": b64("{}"), "protected": b64(HEADER), "signature": SIGNATURE}),
    "as JSON, twice": json.dumps(
        {
            "payload": b64("{}"),
            "signatures": [
                {"protected": b64(HEADER), "header": {"kid": "1"}, "signature": SIGNATURE},
                {"header": {"alg": "HS256"}, "signature": SIGNATURE},
            ],
        }
    ),
    "escaped": "https://host.example/?t=" + jwt().replace(".", "%2E"),
    **{
        f"exp {value}": jwt(payload=f'{{"rol":"USER","exp":{value}}}')
        for value in (
            '"5"', '"x"', "true", "null", "[]", "{}", "5e20", "1760356691000", "1760356691000000",
            "1760356691000000000", "-5", "5.5", "5.0", "9760356691", "1760359691",
        )
    },
    "from the future": user(iat=NOW + 999, exp=NOW + 9999),
    "backwards": user(iat=NOW + 999, nbf=NOW + 999, exp=5),
    "not yet": user(nbf=NOW + 40, exp=NOW + 90),
    "not for days": user(nbf=NOW + 9 * DAY, exp=NOW + 10 * DAY),
    "not for years": user(nbf=NOW + 999 * DAY, exp=NOW + 1000 * DAY),
    "expired": user(exp=NOW - 40),
    "just expired": user(exp=NOW),
    "expired days ago": user(exp=NOW - 9 * DAY),
    "expired years ago": user(exp=NOW - 999 * DAY),
    "no expiry": user(),
    "other for years": jwt(payload=f'{{"iat":1,"exp":{NOW + 999 * DAY}}}'),
    "web": user({"dev": None, "idv": ["MOBILE|1", "x"], "org": "O"}, exp=NOW + 90),
    "mobile": user({"dev": "d", "idv": ["MOBILE|1", "EMAIL|2", "USERNAME|3"]}, exp=NOW + 90),
    "organisation": user({"dev": "d", "org": "O"}, exp=NOW + 90),
    "many identifiers": user({"idv": [f"MOBILE|{n}" * 5 for n in range(20)]}, exp=NOW + 90),
    **{
        f"{role} {device}": jwt(f'{{"alg":"HS256"{device}}}', f'{{"rol":"{role}"}}')
        for role in ("USER", "VIEW", "MFA_PENDING", "AUTH", "?")
        for device in ("", ',"dev":null', ',"dev":"d"')
    },
}  # fmt: skip


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("leeway", [0, 60.5])
def test_what_is_said_of_a_token(name: str, leeway: float) -> None:
    for token in (decode(TOKENS[name]), *find_tokens(TOKENS[name]).tokens):
        expiry = read_expiry(token, NOW, leeway)
        for problem in (*token.problems, *expiry.problems):
            assert_spoken(problem.message)
        assert_spoken(describe_state(token, expiry, NOW))
        assert_spoken(describe_life(expiry, NOW))
        assert_spoken(write_verdict(token, expiry, NOW, UTC))
        ticket = write_ticket(token, expiry, NOW, UTC)
        for line in ticket.redacted:
            assert_spoken(line)
        for line in ticket.text.splitlines():
            assert_spoken(line.rpartition(" (")[0] if line.endswith(")") else line) if line else None


def test_every_code_of_a_problem_is_met_by_these_tokens() -> None:
    met: set[str] = set()
    for text in TOKENS.values():
        for token in (decode(text), *find_tokens(text).tokens):
            met |= {one.code for one in (*token.problems, *read_expiry(token, NOW).problems)}
    assert met == {
        "alg_missing", "alg_none", "bad_claim", "bom_removed", "compressed", "critical_unknown", "duplicate_member",
        "embedded_key", "encrypted", "escaping_removed", "exp_before_iat", "far_future", "fraction",
        "header_unprotected", "iat_in_future", "json_serialization", "key_as_token", "key_reference", "long_life",
        "nbf_after_exp", "negative_time", "nested", "not_base64url", "not_json", "not_object", "not_utf8",
        "padding_removed", "prefix_removed", "segments", "signature_length", "signature_missing", "too_deep",
        "too_large", "trailing_bits", "unencoded_payload", "whitespace_removed",
    }  # fmt: skip


def test_more_problems_than_a_ticket_lists_are_counted() -> None:
    token = replace(
        decode(TOKENS["web"]), problems=tuple(Problem("header", "x", "[x]") for _ in range(MOST_ENTRIES + 3))
    )
    ticket = write_ticket(token, read_expiry(token, NOW), NOW, UTC)
    for line in ticket.redacted:
        assert_spoken(line)


BASE: dict[str, Any] = {
    "identifierType": "MOBILE", "identifierValue": "1", "brand": "O", "deviceId": "d", "key": Secret(key()),
}  # fmt: skip
WEB: dict[str, Any] = {"identifierType": "MOBILE", "identifierValue": "1", "brand": "O"}
IDENTITY: dict[str, Any] = {"dev": "other", "org": "other", "idv": ["EMAIL|1"]}
STRANGER: dict[str, Any] = {"dev": "other", "org": "other", "idv": ["EMAIL|2"]}
CALLS = {
    "empty": Call("mobile", {}),
    "empty web": Call("web", {}),
    **{f"{how}": Call("mobile", {**BASE, "brand": how, "deviceId": how}) for how in Absent},
    **{
        f"username {how}": Call("mobile", {**BASE, "identifierType": "USERNAME", "mobile": how})
        for how in (*Absent, "")
    },
    **{
        f"{text!r} in {field}": Call("mobile", {**BASE, field: text})
        for field in ("identifierType", "identifierValue", "brand", "deviceId", "mobile", "email", "key")
        for text in (" x ", "Bearer x", "“x”", "x\u200bx")
    },
    "expired token": Call("web", {**WEB, "expiredToken": Secret("hello")}),
    "key in web form": Call("web", {**WEB, "expiredToken": Secret(key())}),
    "view in web form": Call("web", {**WEB, "expiredToken": Secret(jwt(payload='{"rol":"VIEW"}'))}),
    "token in mobile form": Call("mobile", {**BASE, "key": Secret(user())}),
    "of another": Call("mobile", {**BASE, "key": Secret(user(STRANGER))}),
    "of another type": Call("mobile", {**BASE, "key": Secret(user(IDENTITY))}),
    "web of another": Call("web", {**WEB, "expiredToken": Secret(user(STRANGER))}),
    "web of another type": Call("web", {**WEB, "expiredToken": Secret(user(IDENTITY))}),
    "by hand": Call("mobile", {}, Secret("{")),
}


@pytest.mark.parametrize("name", CALLS)
def test_what_is_said_of_the_fields_of_a_call(name: str) -> None:
    problems = CALLS[name].problems()
    assert problems
    for problem in problems:
        assert_spoken(problem.message)


@pytest.mark.parametrize("type_", IDENTIFIER_TYPES)
def test_a_call_with_nothing_wrong_says_nothing(type_: str) -> None:
    call = Call("mobile", {**BASE, "identifierType": type_, "mobile": "1"})
    assert call.problems() == ()


@pytest.mark.parametrize("word", WORDS.values())
def test_the_words_for_fields_are_english_until_they_are_said(word: str) -> None:
    assert outside(word)


HOSTS = (
    "", "a b", "example.org", "https://[", "ftp://x", "https://a@b", "https://", "https://a?b", "https://a/../b",
    "https://[fe80::1%25e]", "https://[x]", "https://ü\u2028.example", "https://a!b", "https://\u0378.example",
    "https://☃\u0300.example", "https://-ü-.example",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_said_of_a_host(host: str) -> None:
    with pytest.raises(InvalidHost) as refused:
        parse_host(host)
    assert_spoken(str(refused.value))


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "http://example.org"},
        {"host": "https://bücher.example"},
        {"proxy": "https://"},
        {"proxy": "a@b"},
        {"proxy": "simulator://"},
        {"client_key_file": "k"},
    ],
)
def test_what_is_said_of_a_profiles_connection(changes: dict[str, Any]) -> None:
    problems = [one for one in Draft(Profile("1", "p", "mobile", **changes)).problems() if one.code != "missing"]
    problems += [one for one in Draft(Profile("1", "p", "mobile", **changes)).problems() if "file" in one.field]
    assert problems
    for problem in problems:
        assert_spoken(problem.message)


def envelope(status: object, **more: object) -> bytes:
    return json.dumps({"status": status, **more}).encode()


DONE = {"success": True, "code": 200}
REPLIES = {
    "redirect": Reply(302, (("Location", "x"),), b""),
    "redirect to nowhere": Reply(302, (), b""),
    "encoded": Reply(200, (("Content-Encoding", "gzip"),), b""),
    "empty": Reply(200, (), b""),
    "no UTF-8": Reply(200, (), b"\xff"),
    "another charset": Reply(200, (("Content-Type", "text/plain; charset=latin-1"),), b"\xff"),
    "page": Reply(200, (), b"<html>"),
    "no JSON": Reply(200, (), b"{"),
    "no status": Reply(200, (), b"{}"),
    "twice": Reply(200, (), b'{"status":{"success":true,"success":false}}'),
    **{f"HTTP {status}": Reply(status, (), b"no") for status in (403, 429, 500)},
    "neither": Reply(200, (), envelope({"success": 5})),
    "two minds": Reply(500, (), envelope(DONE)),
    "no token": Reply(200, (), envelope(DONE)),
    "token a number": Reply(200, (), envelope(DONE, auth={"token": 5})),
    "token unreadable": Reply(200, (), envelope(DONE, auth={"token": "x"})),
}


@pytest.mark.parametrize("name", REPLIES)
def test_what_is_said_of_a_reply(name: str) -> None:
    outcome = read_reply(CALLS["empty"], REPLIES[name], NOW)
    assert isinstance(outcome, Failed | Unreadable)
    assert_spoken(outcome.detail)


@pytest.mark.parametrize("identity", [IDENTITY, STRANGER])
def test_what_is_said_of_a_token_for_somebody_else(identity: dict[str, Any]) -> None:
    reply = Reply(200, (), envelope(DONE, auth={"token": user(identity)}))
    outcome = read_reply(Call("mobile", BASE), reply, NOW)
    problems: tuple[Any, ...] = getattr(outcome, "problems", ())
    (problem,) = problems
    assert_spoken(problem.message)


@pytest.mark.parametrize("refused", [Refused(5, "no"), Refused(5, None), Refused(None, "no")])
def test_what_the_playbook_says_where_it_has_no_entry(refused: Refused) -> None:
    assert_spoken(Playbook.read({}).advise(refused, None).explanation)


def test_what_the_glossary_says_where_it_has_no_entry() -> None:
    assert_spoken(Glossary({}).explain("x").meaning)


@pytest.mark.parametrize(
    "read",
    [
        lambda: Playbook.read({"x": {}}),
        lambda: Playbook.read({"code": 5}),
        lambda: Playbook.read({"code": {"5": 5}}),
        lambda: Glossary.read({"x": 5}),
        lambda: parse_moment("x"),
        lambda: parse_moment("1e20"),
        lambda: json_text.parse("0" * (json_text.MAX_CHARACTERS + 1)),
    ],
)
def test_what_is_said_of_a_text_that_cannot_be_read(read: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"^\[") as refused:
        read()
    assert_spoken(str(refused.value))


def jwk(**members: Any) -> bytes:
    return json.dumps(members).encode()


@pytest.mark.parametrize(
    "read",
    [
        lambda: read_secret(b""),
        lambda: read_secret(b"-", "base64url"),
        lambda: read_secret(b"x", "hex"),
        lambda: read_secret(b"ssh-rsa AAAA"),
        lambda: read_key(b"x"),
        lambda: read_key(b"{}"),
        lambda: read_key(b"-----BEGIN PUBLIC KEY-----"),
        lambda: read_key(jwk(keys=[])),
        lambda: read_key(jwk(kty="x")),
        lambda: read_key(jwk(kty="oct")),
        lambda: read_key(jwk(kty="oct", use="enc")),
        lambda: read_key(jwk(kty="oct", k="AAAA", alg="x")),
        lambda: read_key_set(b"x"),
        lambda: read_key_set(b"{}"),
        lambda: read_key_set(jwk(keys=[])),
        lambda: read_key_file(b"x"),
        lambda: read_key(public(x25519.X25519PrivateKey.generate())),
    ],
)
def test_what_is_said_of_a_key_that_cannot_be_used(read: Callable[[], object]) -> None:
    with pytest.raises(UnusableKey) as refused:
        read()
    assert_spoken(str(refused.value))


SMALL_RSA = rsa.generate_private_key(65537, 1024)


def public(private: Any) -> bytes:
    octets: bytes = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return octets


RSA = tuple(replace(one, kid="1") for one in read_key(public(SMALL_RSA)))
EC = read_key(public(ec.generate_private_key(ec.SECP256R1())))
ED25519 = read_key(public(ed25519.Ed25519PrivateKey.generate()))
ED448 = read_key(public(ed448.Ed448PrivateKey.generate()))
OCTETS = read_secret(b"short")


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("keys", [RSA, EC, ED25519, ED448, OCTETS, OCTETS * 2], ids=repr)
def test_what_is_said_of_a_signature(name: str, keys: Any) -> None:
    for one in keys:
        assert_spoken(one.describe())
    checked = check_signature(decode(TOKENS[name]), keys, 2.5)
    assert_spoken(checked.sentence)


@pytest.mark.parametrize("header", ['{"alg":"HS256"}', '{"alg":"HS256","crit":["x"]}', '{"alg":"HS256","crit":5}'])
def test_what_is_said_of_a_signature_that_the_key_made(header: str) -> None:
    signed = f"{b64(header)}.{b64('{}')}"
    token = decode(f"{signed}.{b64(hmac.digest(b'short', signed.encode(), hashlib.sha256))}")
    checked = check_signature(token, OCTETS, 0)
    assert checked.state == ("verified" if "crit" not in header else "failed")
    assert_spoken(checked.sentence)


def test_what_is_said_of_a_signature_made_with_a_small_key() -> None:
    signed = f"{b64(RS256)}.{b64('{}')}"
    signature = SMALL_RSA.sign(signed.encode(), PKCS1v15(), SHA256())
    token = decode(f"{signed}.{b64(signature)}")
    checked = check_signature(token, RSA, 5)
    assert checked.state == "verified"
    assert_spoken(checked.sentence)
    for line in write_ticket(token, read_expiry(token, NOW), NOW, UTC, checked).text.splitlines():
        assert outside(line.rpartition(" (")[0]) == ""


def _numbers(first: int) -> dict[str, Any]:
    return {str(number): number + first for number in range(9)}


OLD = user(iat=1, exp=2)
PAIRS = {
    "same": (OLD, OLD),
    "renewed": (OLD, user(iat=2, exp=3)),
    "from key": (key(iat=1), user({"dev": "d"}, iat=2, exp=3)),
    "one surprise": (OLD, user(iat=2, exp=3, rol="VIEW")),
    "surprises": (user({}, **_numbers(0)), user({}, **_numbers(1))),
    "added": (OLD, user(iat=1, exp=2, x=1)),
    "several added, one gone": (user(y=1), user(x=1, z=1)),
    "reordered": (user(iat=1, exp=2), user(exp=2, iat=2)),
    "old unreadable": ("x", OLD),
    "new unreadable": (OLD, "x"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_said_of_two_tokens(name: str) -> None:
    comparison = compare_tokens(*map(decode, PAIRS[name]))
    assert_spoken(summarize(comparison))
    assert_spoken(describe_briefly(comparison))


def test_the_other_texts() -> None:
    for seconds in (0, 40, 200, 3000, 9000, 9 * DAY, 999 * DAY):
        assert_spoken(describe_relative(NOW + seconds, NOW))
        assert_spoken(describe_relative(NOW - seconds, NOW))
        assert_spoken(describe_past(seconds))
    for offset in (-5000.0, -90.0, 5.0, 90.0, 90_000.0):
        assert_spoken(describe_offset(offset))
    assert_spoken(write_value(["x"] * 100))
    assert_spoken(write_value({str(n): n for n in range(99)}))
    assert_spoken(clip("x" * 999))
    assert_spoken(mask(Secret("hunter2")))
    assert_spoken(mask(Secret(jwt())))
    for text in (
        format_date(NOW, UTC),
        format_time(NOW, UTC),
        format_local(NOW, UTC),
        format_clock(NOW, NOW, UTC),
        format_clock(NOW, 0, UTC),
    ):
        assert text.startswith("[")


class _Reordering(NullTranslations):
    """A catalogue in which a translator moved the words."""

    def gettext(self, message: str) -> str:
        return {"%Y-%m-%d %H:%M:%S": "%d.%m.%Y %H:%M:%S", "in {duration}": "{duration} von jetzt"}.get(message, message)


def test_a_translator_may_reorder_dates_and_sentences() -> None:
    speak(Language("de", _Reordering(), ".", ","))
    assert format_local(NOW, UTC) == "13.10.2025 10:58:11"
    assert format_local(-62_135_596_800, UTC) == "01.01.0001 00:00:00"
    assert describe_relative(NOW + 40, NOW) == "0:40 von jetzt"


def test_a_reason_keeps_its_capital_where_another_language_is_spoken() -> None:
    speak(Language("de", _Reordering()))
    token: Token = decode("hello")
    assert "as a token: This is" in write_verdict(token, read_expiry(token, NOW), NOW, UTC)
