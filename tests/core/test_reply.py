"""What success is, and what everything else is: tables of replies, and any bytes at all."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.calls import Call
from workbench.core.reply import (
    Cancelled,
    Failed,
    FailedReason,
    Outcome,
    Refused,
    Renewed,
    Reply,
    Unreadable,
    UnreadableReason,
    name_outcome,
    read_reply,
    read_retry_after,
)
from workbench.core.secret import Secret

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text("utf-8"))
NOW = 1_760_358_520.0  # Mon, 13 Oct 2025 12:28:40 UTC

MOBILE = Call("mobile", {**SAMPLES["mobile"]["request"]["body"], "key": Secret(SAMPLES["tokens"][0]["token"])})
TOKEN: str = SAMPLES["mobile"]["reply"]["auth"]["token"]
KEY: str = SAMPLES["tokens"][0]["token"]
SUCCESS = SAMPLES["mobile"]["reply"]
REFUSAL = SAMPLES["refused"]["assumed_1597"]


def read(body: Any, status: int = 200, headers: tuple[tuple[str, str], ...] = (), call: Call = MOBILE) -> Outcome:
    """The outcome of a reply; a body that is no bytes is written as JSON."""
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_reply(call, Reply(status, headers, octets), NOW)


def success(**auth: Any) -> dict[str, Any]:
    return {**SUCCESS, "auth": {"token": TOKEN, "key": None, **auth}}


def with_status(**status: Any) -> dict[str, Any]:
    return {**SUCCESS, "status": {"success": True, "code": 200, "message": "SUCCESS", **status}}


# ---- success


@pytest.mark.parametrize("status", [200, 201, 202, 299])
def test_a_token_in_a_successful_envelope_under_2xx_is_a_renewal(status: int) -> None:
    assert read(SUCCESS, status) == Renewed(Secret(TOKEN), 200, "SUCCESS")


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (("Content-Type", "text/html"),),
        (("Content-Type", "application/json; charset=utf-16"),),
        (("Content-Encoding", "identity"),),
        (("content-encoding", " Identity "),),
    ],
)
def test_a_body_is_judged_by_itself_and_not_by_the_headers_about_it(headers: tuple[tuple[str, str], ...]) -> None:
    assert isinstance(read(SUCCESS, headers=headers), Renewed)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert isinstance(read(b"\xef\xbb\xbf" + json.dumps(SUCCESS).encode()), Renewed)


def test_unknown_members_are_no_obstacle() -> None:
    assert isinstance(read({**success(more=1), "extra": [1], "user": None}), Renewed)


def test_a_key_that_comes_along_is_kept_as_a_secret() -> None:
    outcome = read(success(key=KEY))
    assert isinstance(outcome, Renewed)
    assert outcome.key == Secret(KEY)
    assert KEY not in repr(outcome)
    assert TOKEN not in repr(outcome)


@pytest.mark.parametrize("key", [None, "", 3, {"a": 1}])
def test_a_key_of_another_kind_is_none(key: Any) -> None:
    outcome = read(success(key=key))
    assert isinstance(outcome, Renewed)
    assert outcome.key is None


@pytest.mark.parametrize(
    ("code", "read_code"),
    [
        (200, 200),
        ("1597", 1597),
        (" 1597 ", 1597),
        ("-1", -1),
        (None, None),
        (True, None),
        (1597.0, None),
        ("SUCCESS", None),
        ("١٥٩٧", None),
        ([1597], None),
        ("1" * 30, None),
        (10**30, 10**30),
    ],
    ids=str,
)
def test_a_code_is_an_integer_or_digits_and_otherwise_none(code: Any, read_code: int | None) -> None:
    renewed, refused = read(with_status(code=code)), read({"status": {"success": False, "code": code}})
    assert isinstance(renewed, Renewed)
    assert isinstance(refused, Refused)
    assert renewed.api_code == refused.api_code == read_code


@pytest.mark.parametrize("message", [None, 3, ["x"]])
def test_a_message_that_is_no_text_is_none(message: Any) -> None:
    outcome = read(with_status(message=message))
    assert isinstance(outcome, Renewed)
    assert outcome.api_message is None


# ---- another customer's token


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"identifierValue": "919999900000"}, "identifier"),
        ({"identifierType": "USERNAME"}, "identifier type"),
        ({"deviceId": "deviceid2"}, "device"),
        ({"brand": "OtherBrand"}, "brand"),
    ],
)
def test_a_token_for_somebody_else_is_a_renewal_with_a_problem(changes: dict[str, str], words: str) -> None:
    outcome = read(SUCCESS, call=Call("mobile", {**MOBILE.fields, **changes}))
    assert isinstance(outcome, Renewed)
    [problem] = outcome.problems
    assert problem.code == "other_identity"
    assert words in problem.message


def test_a_brand_in_other_letters_and_a_web_token_without_device_are_no_problem() -> None:
    brand = Call("mobile", {**MOBILE.fields, "brand": "docDEMO"})
    web = Call("web", {**SAMPLES["web"]["request"]["body"]})
    for call, body in ((brand, SUCCESS), (web, SAMPLES["web"]["reply"])):
        outcome = read(body, call=call)
        assert isinstance(outcome, Renewed)
        assert outcome.problems == ()


def test_a_body_edited_by_hand_says_nothing_about_whose_token_should_come() -> None:
    call = Call("mobile", {"identifierValue": "919999900000"}, edited_body=Secret("{}"))
    outcome = read(SUCCESS, call=call)
    assert isinstance(outcome, Renewed)
    assert outcome.problems == ()


# ---- refusals


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 422, 500, 503])
def test_an_envelope_that_says_no_is_a_refusal_under_any_http_status(status: int) -> None:
    assert read(REFUSAL, status) == Refused(1597, "Key expired or not valid")


def test_an_envelope_that_says_no_under_429_keeps_how_long_to_wait() -> None:
    outcome = read(REFUSAL, 429, (("Retry-After", "7"),))
    assert outcome == Refused(1597, "Key expired or not valid", "rate_limited", 7)


@pytest.mark.parametrize("status", [400, 401, 404, 405, 413, 415, 418])
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"Can not deserialize\nat [Source: x]", "Can not deserialize"),
        (b"\r\n\r\n  first \r\n second", "first "),
        (b"", None),
        (b" \n ", None),
        (b"<html><h1>No</h1></html>", None),
        (b"\xff\xfe", "��"),
        (b"[]", "[]"),
        (b'{"error":"x"}', '{"error":"x"}'),
    ],
    ids=["text", "blank lines first", "empty", "blank", "html", "not UTF-8", "array", "other JSON"],
)
def test_a_4xx_without_the_envelope_is_a_refusal_with_its_first_line(
    status: int, body: bytes, message: str | None
) -> None:
    assert read(body, status) == Refused(None, message)


def test_a_first_line_is_cut_to_what_a_person_reads() -> None:
    outcome = read(b"x" * 100_000, 400)
    assert isinstance(outcome, Refused)
    assert outcome.api_message is not None
    assert len(outcome.api_message) == 500


# ---- failures


@pytest.mark.parametrize(
    ("status", "reason"),
    [(403, "forbidden"), (429, "rate_limited"), (500, "server_error"), (502, "server_error"), (599, "server_error")],
)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Attention</html>",
        b"error code: 1015",
        b"[]",
        b"null",
        b'{"status":null}',
        b'{"status":{}}',
        b"\xff",
    ],
    ids=["empty", "html", "text", "array", "null", "status null", "status empty", "not UTF-8"],
)
def test_edge_and_server_trouble_without_the_envelope_is_a_failure(status: int, reason: str, body: bytes) -> None:
    outcome = read(body, status)
    assert isinstance(outcome, Failed)
    assert outcome.reason == reason
    assert str(status) in outcome.detail


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_a_failure_that_names_the_place(status: int) -> None:
    outcome = read(SUCCESS, status, (("location", "https://elsewhere.invalid/x"),))
    assert isinstance(outcome, Failed)
    assert outcome.reason == "redirect"
    assert "https://elsewhere.invalid/x" in outcome.detail


@pytest.mark.parametrize("status", [300, 304, 307])
def test_a_redirect_to_no_place_is_one_too(status: int) -> None:
    outcome = read(b"", status)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "redirect"


# ---- unreadable replies


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"   ", "not JSON"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"SUCCESS", "not JSON"),
        (b"{", "not JSON"),
        (b'{"status": {"success": true}} more', "not JSON"),
        (b'{"status": NaN}', "not JSON"),
        (b'{"status": "\xff"}', "not UTF-8"),
        ('{"status": {"success": true}}'.encode("utf-16"), "not UTF-8"),
        (b"\x1f\x8b\x08\x00", "not UTF-8"),
        (b"[" * 100_000, "nested"),
        (b'{"status":' * 100_000, "nested"),
    ],
    ids=[
        "empty",
        "blank",
        "html",
        "a word",
        "half",
        "something behind",
        "NaN",
        "broken UTF-8",
        "UTF-16",
        "gzip unannounced",
        "deep arrays",
        "deep objects",
    ],
)
@pytest.mark.parametrize("status", [200, 204])
def test_a_2xx_that_is_no_json_is_unreadable(body: bytes, words: str, status: int) -> None:
    outcome = read(body, status)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "not_json"
    assert words in outcome.detail


@pytest.mark.parametrize(
    "body",
    [
        [],
        [SUCCESS],
        None,
        "SUCCESS",
        200,
        True,
        {},
        {"token": TOKEN, "expiresIn": 3600},
        {"status": None},
        {"status": "SUCCESS"},
        {"status": [True]},
        {"status": {}},
        {"status": {"code": 200}},
        with_status(success=None),
        with_status(success="true"),
        with_status(success=1),
        with_status(success=0),
        with_status(success="false"),
        with_status(success={}),
        success(token=3),
        success(token=True),
        success(token=[TOKEN]),
        success(token={"token": TOKEN}),
    ],
    ids=lambda body: json.dumps(body)[:60],
)
def test_json_of_another_shape_is_neither_yes_nor_no(body: Any) -> None:
    outcome = read(body)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "unexpected_shape"


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_an_envelope_that_says_yes_under_another_http_status_is_not_believed(status: int) -> None:
    outcome = read(SUCCESS, status)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "unexpected_shape"
    assert str(status) in outcome.detail
    assert (outcome.api_code, outcome.api_message) == (200, "SUCCESS")


@pytest.mark.parametrize(
    "body",
    [
        {**SUCCESS, "auth": None},
        {"status": SUCCESS["status"]},
        {**SUCCESS, "auth": {}},
        {**SUCCESS, "auth": []},
        {**SUCCESS, "auth": TOKEN},
        success(token=None),
        success(token=""),
    ],
    ids=["auth null", "no auth", "auth empty", "auth an array", "auth a text", "token null", "token empty"],
)
def test_a_success_without_a_token_is_unreadable_as_such(body: Any) -> None:
    outcome = read(body)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "token_missing"
    assert outcome.api_code == 200


@pytest.mark.parametrize(
    "token",
    [
        "abc",
        "a.b.c",
        "...",
        TOKEN.rsplit(".", 1)[0],
        TOKEN + ".x",
        TOKEN.replace(".", " . "),
        f"Bearer {TOKEN}",
        f" {TOKEN}",
        f"{TOKEN}\n",
        "e30." + TOKEN.split(".")[1][:-7] + ".AAAA",
        TOKEN.split(".")[0] + ".????." + "A" * 43,
        "\ud800.\udfff.x",
        "null",
    ],
)
def test_what_is_no_token_exactly_is_unreadable_as_such(token: str) -> None:
    outcome = read(success(token=token))
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "token_unreadable"
    assert token not in outcome.detail


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "br", "deflate", "identity, gzip", "zstd"])
def test_an_encoding_that_was_not_asked_for_is_unreadable(encoding: str) -> None:
    outcome = read(SUCCESS, headers=(("content-encoding", encoding),))
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "unsupported_encoding"
    assert encoding.lower() in outcome.detail


@pytest.mark.parametrize(
    "body",
    [
        b'"' + b'\\"' * 500_000,
        b"{" + b",".join(b'"%x":1,"%x":1' % (number, number) for number in range(45_000)) + b"}",
        b"[" + b"[]," * 60_000 + b"[]]",
        b'{"a":' + b"1" * 1_000_000 + b"}",
    ],
    ids=["a string that never ends", "every member twice", "many arrays", "a long number"],
)
def test_a_body_as_long_as_the_client_lets_through_is_read_in_no_time(body: bytes) -> None:
    began = time.monotonic()
    outcome = read(body)
    assert time.monotonic() - began < 5
    assert isinstance(outcome, Unreadable)


@pytest.mark.parametrize("name", ["status", "success", "code", "auth", "token", "key"])
@pytest.mark.parametrize("status", [200, 404, 503])
def test_a_member_that_decides_and_stands_twice_makes_no_renewal_and_no_refusal_by_code(name: str, status: int) -> None:
    text = json.dumps(SUCCESS)
    assert f'"{name}":' in text
    outcome = read(text.replace(f'"{name}":', f'"{name}": 1, "{name}":', 1).encode(), status)
    if status == 200:
        assert isinstance(outcome, Unreadable)
        assert outcome.reason == "unexpected_shape"
        assert f"“{name}”" in outcome.detail
    else:
        assert not isinstance(outcome, Renewed)
        assert getattr(outcome, "api_code", None) is None


def test_other_members_that_stand_twice_are_no_obstacle() -> None:
    text = json.dumps(SUCCESS).replace('"role":', '"role": 1, "role":')
    assert isinstance(read(text.encode()), Renewed)


def test_every_content_encoding_header_counts() -> None:
    outcome = read(SUCCESS, headers=(("Content-Encoding", "identity"), ("content-encoding", "br")))
    assert outcome.reason == "unsupported_encoding"


def test_a_wrong_charset_is_named_where_the_text_is_not_what_json_must_be() -> None:
    octets = json.dumps({"status": {"message": "né"}}, ensure_ascii=False).encode("latin-1")
    outcome = read(octets, headers=(("Content-Type", 'application/json; charset="ISO-8859-1"'),))
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "not_json"
    assert "ISO-8859-1" in outcome.detail


# ---- Retry-After


def test_a_date_to_come_again_counts_from_the_server_s_own_clock() -> None:
    headers = (("Retry-After", "Mon, 13 Oct 2025 13:00:30 GMT"), ("Date", "Mon, 13 Oct 2025 13:00:00 GMT"))
    assert read(b"", 503, headers) == Failed("server_error", "HTTP 503 without the API's envelope.", 30)
    headers = (headers[0], ("Date", "nonsense"))
    assert read(b"", 503, headers) == Failed("server_error", "HTTP 503 without the API's envelope.", 1910)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        (" 120 ", 120),
        ("999999999", 999_999_999),
        ("-5", None),
        ("1.5", None),
        ("١٢", None),
        ("9" * 20, None),
        ("soon", None),
        ("Mon, 13 Oct 2025 12:30:10 GMT", 90),
        ("Mon, 13 Oct 2025 12:30:10 -0000", 90),
        ("Mon, 13 Oct 2025 18:00:10 +0530", 90),
        ("Monday, 13-Oct-25 12:30:10 GMT", 90),
        ("Mon, 13 Oct 2025 12:28:00 GMT", 0),
        ("Mon, 99 Oct 2025 12:28:00 GMT", None),
        ("1 Jan 2025 00:00:00 +9999", None),
        ("Mon, 13 Oct 99999 12:28:00 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: int | None) -> None:
    assert read_retry_after(value, NOW) == seconds
    if value is not None:
        assert read(b"", 503, (("RETRY-AFTER", value),)) == Failed(
            "server_error", "HTTP 503 without the API's envelope.", seconds
        )


@given(st.text() | st.from_regex(r"\w{3}, \d{1,2} \w{3} \d{1,5} \d{1,2}:\d{1,2}(:\d{1,2})? ?([+-]\d{1,5}|GMT)?"))
def test_no_retry_after_ever_raises(value: str) -> None:
    seconds = read_retry_after(value, NOW)
    assert seconds is None or seconds >= 0


# ---- anything at all

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
ENVELOPES = st.fixed_dictionaries(
    {},
    optional={
        "status": JSON | st.fixed_dictionaries({}, optional={"success": JSON, "code": JSON, "message": JSON}),
        "auth": JSON | st.fixed_dictionaries({}, optional={"token": JSON | st.just(TOKEN), "key": JSON}),
    },
)
BODIES = st.binary() | (JSON | ENVELOPES).map(lambda value: json.dumps(value).encode())
HEADERS = st.lists(
    st.tuples(st.sampled_from(["Content-Encoding", "Location", "Retry-After", "X"]), st.text()), max_size=4
)


@given(BODIES, st.integers(0, 999), HEADERS)
def test_any_reply_at_all_has_an_outcome_and_only_a_real_success_is_one(
    body: bytes, status: int, headers: list[tuple[str, str]]
) -> None:
    outcome = read(body, status, tuple(headers))
    if isinstance(outcome, Renewed):
        envelope = json.loads(body.decode("utf-8-sig"))
        assert 200 <= status < 300
        assert envelope["status"]["success"] is True
        assert envelope["auth"]["token"] == outcome.token.reveal()
    elif isinstance(outcome, Unreadable):
        assert outcome.reason in get_args(UnreadableReason)
    elif isinstance(outcome, Failed):
        assert outcome.reason in get_args(FailedReason)


# ---- a reply, and the names of outcomes


def test_a_header_is_found_whatever_its_case_and_the_first_one_counts() -> None:
    reply = Reply(200, (("X-A", "1"), ("x-a", "2")), b"")
    assert (reply.header("x-A"), reply.header("other")) == ("1", None)


def test_a_body_is_shown_as_text_whatever_it_is() -> None:
    assert Reply(200, (), b"\xef\xbb\xbfa\xffb").text() == "a�b"


def test_the_body_and_the_headers_are_not_in_the_repr() -> None:
    assert "secret" not in repr(Reply(200, (("Set-Cookie", "secret"),), b"secret"))


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Renewed(Secret("x"), None, None), "renewed"),
        (Refused(None, None), "refused"),
        (Unreadable("not_json", ""), "unreadable"),
        (Failed("dns", ""), "failed"),
        (Cancelled(), "cancelled"),
    ],
)
def test_an_outcome_is_named_by_the_word_of_the_contract(outcome: Outcome, word: str) -> None:
    assert name_outcome(outcome) == word
