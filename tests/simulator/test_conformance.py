"""The engine keeps to the documented samples: one test for each line of the list they give."""

from __future__ import annotations

import re

PASSWORD = "Demo@1234"
OTHER_DEVICE = {"identifierType": "MOBILE", "identifierValue": "919999999993", "brand": "DocDemo"}


def test_mobile_generate_grants_a_view_token_of_an_hour_for_the_device(caller, demo, read_claims):
    reply = caller.ask("token/generate", {**demo, "deviceId": "d1"})
    header, payload = read_claims(reply["auth"]["token"])
    assert header["dev"] == "d1"
    assert payload["rol"] == "VIEW"
    assert payload["exp"] - payload["iat"] == 3600
    assert "uid" not in payload
    assert reply["auth"]["key"] is None
    uuid4 = r"P-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(uuid4, reply["user"]["sessionId"])
    assert reply["user"]["role"] == "VIEW"


def test_web_generate_grants_a_view_token_of_90_seconds_for_no_device(caller, demo, read_claims):
    reply = caller.ask("web/token/generate", {**demo, "deviceId": "d1"})
    header, payload = read_claims(reply["auth"]["token"])
    assert header["dev"] is None
    assert payload["rol"] == "VIEW"
    assert payload["exp"] - payload["iat"] == 90


def test_mobile_otp_brings_a_token_and_a_key_of_the_same_second(caller, read_claims):
    reply = caller.log_in_by_otp("", OTHER_DEVICE)
    _, token = read_claims(reply["auth"]["token"])
    header, key = read_claims(reply["auth"]["key"])
    assert (token["rol"], token["uid"], key["rol"], key["uid"]) == ("USER", "4048647", "AUTH", "4048647")
    assert token["iat"] == key["iat"]
    assert list(key) == ["uid", "iss", "iat", "rol"]
    assert header["dev"] == "deviceid1"
    assert reply["user"]["sessionId"] is None


def test_web_otp_brings_neither_a_key_nor_a_user(caller, demo, read_claims):
    reply = caller.log_in_by_otp("web/", demo)
    _, token = read_claims(reply["auth"]["token"])
    assert (token["rol"], token["exp"] - token["iat"]) == ("USER", 90)
    assert reply["auth"]["key"] is None
    assert list(reply) == ["status", "auth", "user"]
    assert reply["user"] is None


def test_a_password_reply_holds_an_empty_identifier_list(caller, demo, read_claims):
    mobile = caller.log_in_by_password("", demo, PASSWORD)
    web = caller.log_in_by_password("web/", demo, PASSWORD)
    for reply in (mobile, web):
        assert list(reply) == ["status", "auth", "identifiers", "user"]
        assert reply["identifiers"] == {"identifierList": None}
        assert reply["user"]["userRegisteredForPassword"] is True
    assert read_claims(mobile["auth"]["key"])[1]["mfa"] is False
    assert web["auth"]["key"] is None
    _, token = read_claims(web["auth"]["token"])
    assert token["exp"] - token["iat"] == 10_800


def test_mobile_regenerate_brings_a_token_no_key_and_the_accounts_own_flag(caller, newcomer, read_claims):
    demo = caller.engine.get_demo_mobile()
    reply = caller.ask("token/regenerate", demo)
    _, token = read_claims(reply["auth"]["token"])
    assert (token["rol"], token["uid"], token["exp"] - token["iat"]) == ("USER", "4412458", 3600)
    assert reply["auth"]["key"] is None
    assert reply["user"] == {
        "appRegistered": False,
        "sessionId": None,
        "role": "USER",
        "userRegisteredForPassword": True,
    }
    key = caller.log_in_by_otp("", newcomer)["auth"]["key"]
    reply = caller.ask("token/regenerate", {**newcomer, "deviceId": "deviceid1", "key": key})
    assert reply["user"]["userRegisteredForPassword"] is False


def test_web_regenerate_takes_a_token_that_still_lives_and_denies_the_password(caller, demo, read_claims):
    seed = caller.log_in_by_password("web/", demo, PASSWORD)["auth"]["token"]
    reply = caller.ask("web/token/regenerate", {**demo, "deviceId": "deviceid1", "expiredToken": seed})
    header, token = read_claims(reply["auth"]["token"])
    assert header["dev"] is None
    assert (token["rol"], token["exp"] - token["iat"]) == ("USER", 90)
    assert reply["auth"]["key"] is None
    assert reply["user"]["userRegisteredForPassword"] is False


def test_mfa_regenerate_brings_15_minutes_and_its_key_can_be_used_again(caller, demo, clock, read_claims):
    first = caller.log_in_by_otp("", demo)["auth"]["token"]
    second = caller.log_in_by_otp("mfa/", demo, authorizedToken=first)
    key = second["auth"]["key"]
    assert read_claims(key)[1]["mfa"] is True
    for _ in range(2):
        clock.advance(98_008)
        reply = caller.ask("mfa/token/regenerate", {**demo, "deviceId": "deviceid1", "key": key})
        _, token = read_claims(reply["auth"]["token"])
        assert (token["exp"] - token["iat"], token["iat"]) == (900, int(clock.now))
        assert reply["auth"]["key"] is None


def test_mfa_expire_is_a_delete_with_a_body_and_says_so(caller, demo):
    token = caller.log_in_by_otp("", demo)["auth"]["token"]
    reply = caller.ask("mfa/token/expire", {**demo, "deviceId": "deviceid1", "token": token}, method="DELETE")
    assert reply == {"status": {"success": True, "code": 200, "message": "Token expired successfully"}}


def test_a_bad_key_is_1597(caller, demo):
    fields = {**demo, "deviceId": "deviceid1", "key": "nonsense"}
    reply = caller.ask("token/regenerate", fields)
    status = {"success": False, "code": 1597, "message": "Key expired or not valid"}
    assert reply == {"status": status, "auth": None, "user": None}


def test_a_wrong_enum_is_a_400_in_plain_text(caller):
    answer = caller.send("user/updateIdentifierValue", b'{\n "identifierType": "MOBIL"}')
    assert (answer.http_status, answer.content_type) == (400, "text/plain;charset=UTF-8")
    text = answer.body.decode()
    assert 'com.capillary.solutions.auth.domain.IdentifierType from String "MOBIL"' in text
    assert "[MOBILE, EMAIL, USERNAME, EXTERNALID]" in text
    assert "line: 2, column: 20" in text
    assert 'com.capillary.solutions.auth.request.ChangeIdentifierRequest["identifierType"]' in text


def test_an_identifier_change_of_a_wrong_customer_is_the_published_1519(caller, demo):
    token = caller.log_in_by_otp("", demo)["auth"]["token"]
    stranger = {**demo, "identifierValue": "919999999990", "deviceId": "deviceid1", "token": token}
    answer = caller.ask("user/updateIdentifierValue", {**stranger, "newIdentifierValue": "919999999981"})
    message = "Invalid details for respective API"
    assert answer == {"status": {"success": False, "code": 1519, "message": message}}
