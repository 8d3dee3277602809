"""The calls: every field problem, path and body, of both channels."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.calls import FIELDS, IDENTIFIER_TYPES, MANDATORY, SECRET_FIELD, Absent, Call, compare_identity
from workbench.core.secret import Secret
from workbench.core.token import Channel, decode

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))


def documented(channel: Channel, **changes: object) -> Call:
    """The documented call, with some fields changed; ``None`` takes one away."""
    fields = {**SAMPLES[channel]["request"]["body"], **changes}
    secret = SECRET_FIELD[channel]
    if isinstance(fields.get(secret), str):
        fields[secret] = Secret(fields[secret])
    return Call(channel, {name: value for name, value in fields.items() if value is not None})


def jwt(**claims: object) -> str:
    header = {"idv": ["MOBILE|919999922332"], "dev": "deviceid1", "org": "DOCDEMO", "alg": "HS256"}
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims))
    return ".".join((*parts, "A" * 43))


def found(call: Call) -> list[tuple[str, str, str]]:
    return [(one.field, one.code, one.severity) for one in call.problems()]


KEY = SAMPLES["mobile"]["request"]["body"]["key"]
WEB_TOKEN = SAMPLES["web"]["request"]["body"]["expiredToken"]


@pytest.mark.parametrize("channel", ["mobile", "web"])
def test_the_documented_call_has_no_problem_and_is_sent_as_documented(channel):
    call = documented(channel)
    sample = SAMPLES[channel]["request"]
    assert call.problems() == ()
    assert sample["url"].endswith(call.path)
    assert json.loads(call.body().reveal()) == sample["body"]
    assert list(json.loads(call.body().reveal())) == list(sample["body"])


@pytest.mark.parametrize("channel", ["mobile", "web"])
@pytest.mark.parametrize("how", [None, "", "  \n"], ids=["away", "empty", "spaces"])
def test_each_mandatory_field_is_missed(channel, how):
    for name in MANDATORY[channel]:
        assert (name, "missing", "error") in found(documented(channel, **{name: how}))


@pytest.mark.parametrize("absent", list(Absent))
@pytest.mark.parametrize("channel", ["mobile", "web"])
def test_a_field_left_out_on_purpose_is_only_a_warning(channel, absent):
    for name in MANDATORY[channel]:
        assert (name, "missing", "warning") in found(documented(channel, **{name: absent}))


def test_the_web_needs_no_device_and_mobile_does():
    assert found(documented("web", deviceId=None)) == []
    assert found(documented("mobile", deviceId=None)) == [("deviceId", "missing", "error")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [("mobile", "missing", "error")], id="neither"),
        pytest.param({"mobile": "919999922332"}, [], id="mobile number"),
        pytest.param({"email": "a@b.c"}, [], id="e-mail address"),
        pytest.param({"mobile": Absent.OMIT}, [("mobile", "missing", "warning")], id="left out on purpose"),
        pytest.param({"email": Absent.NULL}, [("mobile", "missing", "warning")], id="null on purpose"),
    ],
)
def test_a_username_needs_a_mobile_number_or_an_e_mail_address(changes, expected):
    call = documented("mobile", identifierType="USERNAME", **changes)
    assert [one for one in found(call) if one[1] == "missing"] == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"brand": " DocDemo"}, ("brand", "surrounding_spaces", "warning"), id="space in front"),
        pytest.param({"brand": "DocDemo\n"}, ("brand", "surrounding_spaces", "warning"), id="line end behind"),
        pytest.param({"brand": "\u00a0DocDemo"}, ("brand", "surrounding_spaces", "warning"), id="no-break space"),
        pytest.param({"brand": '"DocDemo"'}, ("brand", "quotes", "error"), id="quotes"),
        pytest.param({"brand": "“DocDemo”"}, ("brand", "quotes", "error"), id="curly quotes"),
        pytest.param({"brand": "Doc\u200bDemo"}, ("brand", "invisible_character", "warning"), id="zero-width space"),
        pytest.param({"brand": "Doc\u00adDemo"}, ("brand", "invisible_character", "warning"), id="soft hyphen"),
        pytest.param({"brand": "Doc\u2060Demo"}, ("brand", "invisible_character", "warning"), id="word joiner"),
        pytest.param({"brand": "Doc\x00Demo"}, ("brand", "invisible_character", "warning"), id="control character"),
        pytest.param({"email": " a@b.c"}, ("email", "surrounding_spaces", "warning"), id="optional field too"),
        pytest.param({"key": f"Bearer {KEY}"}, ("key", "bearer_prefix", "error"), id="Bearer"),
        pytest.param({"key": f"Authorization: bearer {KEY}"}, ("key", "bearer_prefix", "error"), id="header line"),
        pytest.param({"key": f"'{KEY}'"}, ("key", "quotes", "error"), id="key in quotes"),
        pytest.param({"key": f"{KEY}\n"}, ("key", "surrounding_spaces", "warning"), id="key with a line end"),
        pytest.param({"identifierType": "PHONE"}, ("identifierType", "unknown_type", "warning"), id="unknown type"),
        pytest.param({"identifierType": "mobile"}, ("identifierType", "unknown_type", "warning"), id="type in small"),
        pytest.param({"identifierType": "EMAIL"}, ("identifierType", "other_identifier", "warning"), id="another type"),
        pytest.param(
            {"identifierValue": "91"}, ("identifierValue", "other_identifier", "warning"), id="another person"
        ),
        pytest.param({"deviceId": "other"}, ("deviceId", "other_device", "warning"), id="another device"),
        pytest.param({"brand": "Other"}, ("brand", "other_organisation", "warning"), id="another brand"),
        pytest.param({"key": "not-a-token"}, ("key", "not_a_token", "warning"), id="no token"),
        pytest.param({"key": KEY.split(".")[0]}, ("key", "not_a_token", "warning"), id="header alone"),
        pytest.param({"key": WEB_TOKEN}, ("key", "token_in_mobile_form", "error"), id="token for a key"),
        pytest.param({"key": jwt(rol="VIEW")}, ("key", "token_in_mobile_form", "error"), id="VIEW token for a key"),
    ],
)
def test_problems_of_a_mobile_call(changes, expected):
    problems = found(documented("mobile", **changes))
    assert expected in problems
    assert {field for field, _, _ in problems} == {expected[0]}


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        pytest.param(KEY, ("expiredToken", "key_in_web_form", "error"), id="key"),
        pytest.param(jwt(rol="VIEW"), ("expiredToken", "wrong_kind", "warning"), id="VIEW token"),
        pytest.param(
            jwt(rol="MFA_PENDING"), ("expiredToken", "wrong_kind", "warning"), id="token before the second factor"
        ),
    ],
)
def test_the_web_form_wants_a_user_token(token, expected):
    assert found(documented("web", expiredToken=token)) == [expected]


def test_the_device_of_a_web_token_is_not_compared():
    assert found(documented("web", deviceId="whatever")) == []


def test_the_brand_is_compared_without_case():
    assert found(documented("mobile", brand="dOCdEMO")) == []


def test_a_token_of_an_unknown_kind_is_let_pass():
    assert found(documented("mobile", key=jwt(rol="NEW"))) == []


def test_every_documented_type_is_known():
    for kind in IDENTIFIER_TYPES:
        assert "unknown_type" not in [code for _, code, _ in found(documented("mobile", identifierType=kind))]


def test_a_new_token_of_somebody_else_is_noticed():
    problems = list(compare_identity(documented("mobile", identifierValue="911"), decode(KEY), "reply"))
    assert [one.message for one in problems] == [
        "The identifier differs from that of the token that came (919999922332)."
    ]


@pytest.mark.parametrize(
    ("absent", "member"), [(Absent.OMIT, {}), (Absent.NULL, {"brand": None}), (Absent.EMPTY, {"brand": ""})]
)
def test_a_field_left_out_on_purpose_is_sent_that_way(absent, member):
    sent = json.loads(documented("mobile", brand=absent).body().reveal())
    assert {name: value for name, value in sent.items() if name == "brand"} == member


def test_an_empty_text_is_left_out():
    assert "email" not in json.loads(documented("mobile", email="").body().reveal())


def test_a_text_is_sent_exactly_as_typed():
    assert json.loads(documented("mobile", brand=" Döc\n").body().reveal())["brand"] == " Döc\n"


def test_fields_of_the_other_channel_are_not_sent():
    call = Call("web", {"key": Secret("k" * 9), "expiredToken": Secret("t" * 9)})
    assert json.loads(call.body().reveal()) == {"expiredToken": "t" * 9}


def test_a_body_edited_by_hand_is_sent_as_it_stands_and_judged_only_as_json():
    assert Call("web", {}, Secret('{"a": 1 }')).body().reveal() == '{"a": 1 }'
    assert Call("web", {}, Secret('{"a": 1 }')).problems() == ()
    assert found(Call("web", {}, Secret("{a: 1}"))) == [("body", "not_json", "warning")]


def test_the_editable_body_is_the_same_body():
    call = documented("mobile")
    assert json.loads(call.editable_body().reveal()) == json.loads(call.body().reveal())
    assert "\n" in call.editable_body().reveal()


@pytest.mark.parametrize("body", ['{"key":"hunter22"}', '{"key": "hunter22",}', '{"x":[{"expiredToken":"hunter22"}]}'])
def test_secrets_of_a_body_edited_by_hand_are_known(body):
    assert Secret("hunter22") in Call("mobile", {}, Secret(body)).secrets


def test_the_secret_of_the_fields_is_known_and_not_printed():
    call = documented("mobile")
    assert call.secrets == (Secret(KEY),)
    assert KEY not in repr(call)


def test_problems_never_quote_the_secret():
    for wrong in ("hunter22", f"Bearer {KEY}", f'"{KEY}"', WEB_TOKEN):
        for problem in documented("mobile", key=wrong).problems():
            assert "hunter22" not in problem.message
            assert "eyJ" not in problem.message


TEXTS = st.text(st.characters(codec=None)) | st.sampled_from([KEY, WEB_TOKEN, "USERNAME", "MOBILE"])


@given(st.sampled_from(["mobile", "web"]), st.data())
def test_any_fields_are_judged_and_make_a_body_that_can_be_sent(channel, data):
    values = TEXTS | st.sampled_from(list(Absent)) | st.builds(Secret, TEXTS)
    call = Call(channel, data.draw(st.dictionaries(st.sampled_from(FIELDS[channel]), values)))
    for problem in call.problems():
        assert problem.severity in ("error", "warning")
        assert problem.message.endswith(".")
    members = json.loads(call.body().reveal().encode())
    assert all(members[name] == (call.text(name) or members[name]) for name in members)


@given(TEXTS)
def test_any_body_edited_by_hand_is_judged(text):
    call = Call("mobile", {}, Secret(text))
    assert len(call.problems()) <= 1
    assert isinstance(call.secrets, tuple)
