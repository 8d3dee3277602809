"""What changes an account: passwords, expired tokens, another identifier."""

from __future__ import annotations

import pytest

PASSWORD = "Demo@1234"


@pytest.fixture
def change(caller, demo):
    """The fields of a password change that succeeds."""
    token = caller.log_in_by_password("", demo, PASSWORD)["auth"]["token"]
    new = {"password": PASSWORD, "newPassword": "new", "confirmPassword": "new"}
    return {**demo, **new, "deviceId": "deviceid1", "token": token}


def test_a_password_change_counts_and_revokes_nothing(caller, change, demo):
    key = caller.engine.get_demo_mobile()
    assert caller.ask("password/change", change) == {"status": {"success": True, "code": 200, "message": "SUCCESS"}}
    assert caller.code("token/regenerate", key) == 200
    assert caller.log_in_by_password("", demo, PASSWORD)["status"]["code"] == 1528
    assert caller.log_in_by_password("", demo, "new")["status"]["code"] == 200


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"token": "nonsense"}, 1523),
        ({"deviceId": "another"}, 1508),
        ({"password": "wrong"}, 1528),
        ({"confirmPassword": "else"}, 1521),
        ({"newPassword": PASSWORD, "confirmPassword": PASSWORD}, 1527),
    ],
)
def test_a_password_change_is_refused_for_what_is_wrong(caller, change, wrong, code):
    assert caller.code("password/change", {**change, **wrong}) == code


def test_a_password_change_needs_a_living_token(caller, change, clock):
    clock.advance(3600)
    assert caller.code("password/change", change) == 1529


def test_who_has_no_password_cannot_change_it(caller, newcomer):
    token = caller.log_in_by_otp("web/", newcomer)["auth"]["token"]
    fields = {**newcomer, "token": token, "password": "a", "newPassword": "b", "confirmPassword": "b"}
    assert caller.code("web/password/change", fields) == 1523


def test_a_forgotten_password_ends_every_token_and_key_and_leaves_the_session(caller, demo):
    mobile, web = caller.engine.get_demo_mobile(), caller.engine.get_demo_web()
    session = caller.open_session("", demo)
    assert caller.code("password/forget", {**session, "password": "new", "confirmPassword": "new"}) == 200
    assert caller.code("token/regenerate", mobile) == 1597
    assert caller.code("web/token/regenerate", web) == 1525
    assert caller.code("otp/generate", session) == 200
    key = caller.ask("otp/validate", {**session, "otp": "999999"})["auth"]["key"]
    assert caller.code("token/regenerate", {**mobile, "key": key}) == 200
    assert caller.log_in_by_password("", demo, "new")["status"]["code"] == 200


def test_a_demo_key_made_after_a_forgotten_password_is_good(caller, demo, clock):
    session = caller.open_session("", demo)
    caller.engine.get_demo_mobile()
    assert caller.code("password/forget", {**session, "password": "new", "confirmPassword": "new"}) == 200
    assert caller.code("token/regenerate", caller.engine.get_demo_mobile()) == 200


def test_a_forgotten_password_needs_a_customer_and_two_equal_passwords(caller, demo, newcomer):
    session = caller.open_session("web/", newcomer)
    assert caller.code("web/password/forget", {**session, "password": "a", "confirmPassword": "a"}) == 1515
    session = caller.open_session("web/", demo)
    assert caller.code("web/password/forget", {**session, "password": "a", "confirmPassword": "b"}) == 1521


def test_expiring_a_token_leaves_the_key(caller, demo):
    first = caller.log_in_by_otp("", demo)["auth"]["token"]
    auth = caller.log_in_by_otp("mfa/", demo, authorizedToken=first)["auth"]
    fields = {**demo, "deviceId": "deviceid1"}
    assert caller.code("mfa/token/expire", {**fields, "token": auth["token"]}, method="DELETE") == 200
    assert caller.code("mfa/token/expire", {**fields, "token": auth["token"]}, method="DELETE") == 1531
    assert caller.code("mfa/token/generate", {**fields, "authorizedToken": auth["token"]}) == 1504
    assert caller.code("mfa/token/regenerate", {**fields, "key": auth["key"]}) == 200


def test_a_changed_identifier_is_the_same_customer_and_the_old_one_is_nobody(caller, demo, read_claims):
    token = caller.log_in_by_otp("", demo)["auth"]["token"]
    fields = {**demo, "deviceId": "deviceid1", "token": token, "newIdentifierValue": "919999900001"}
    assert caller.code("user/updateIdentifierValue", fields) == 200
    renamed = caller.log_in_by_otp("", {**demo, "identifierValue": "919999900001"})
    assert read_claims(renamed["auth"]["token"])[1]["uid"] == "4412458"
    assert caller.log_in_by_password("", demo, PASSWORD)["status"]["code"] == 1515


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifierType": "USERNAME"},
        {"token": "nonsense"},
        {"newIdentifierValue": "919999999993"},
        {"newIdentifierValue": "+91 99999"},
    ],
    ids=["other type", "no token", "somebody's", "nobody's"],
)
def test_an_identifier_change_is_refused_for_what_is_wrong(caller, demo, wrong):
    token = caller.log_in_by_otp("", demo)["auth"]["token"]
    fields = {**demo, "deviceId": "deviceid1", "token": token, "newIdentifierValue": "919999900001"}
    assert caller.code("user/updateIdentifierValue", {**fields, **wrong}) == 1519
