"""Logging in: sessions, OTPs, passwords, first and second factor."""

from __future__ import annotations

import pytest

PASSWORD = "Demo@1234"
USERNAME = {"identifierType": "USERNAME", "identifierValue": "demo.user", "brand": "DocDemo"}


@pytest.fixture
def session(caller, demo):
    """The fields of a login of the demo customer whose session is open."""
    return caller.open_session("", demo)


@pytest.mark.parametrize("prefix", ["", "web/"])
def test_a_newcomer_becomes_a_customer_by_otp_and_is_the_same_one_next_time(caller, newcomer, read_claims, prefix):
    uids = {read_claims(caller.log_in_by_otp(prefix, newcomer)["auth"]["token"])[1]["uid"] for _ in range(2)}
    assert len(uids) == 1
    assert uids.pop().isdigit()


def test_a_first_login_may_bring_the_password_that_later_logins_use(caller, newcomer):
    pair = {"password": "first", "confirmPassword": "first"}
    assert caller.log_in_by_otp("", newcomer, **pair)["user"]["userRegisteredForPassword"] is True
    assert caller.log_in_by_password("", newcomer, "first")["status"]["success"] is True


def test_a_password_in_a_later_login_changes_nothing(caller, demo):
    caller.log_in_by_otp("", demo, password="other", confirmPassword="other")
    assert caller.log_in_by_password("", demo, "other")["status"]["code"] == 1528


def test_a_key_stays_the_same_from_login_to_login(caller, demo, clock):
    first = caller.log_in_by_otp("", demo)["auth"]["key"]
    clock.advance(14_904)
    assert caller.log_in_by_password("", demo, PASSWORD)["auth"]["key"] == first


def test_another_device_has_another_key(caller, demo):
    keys = {caller.log_in_by_otp("", {**demo, "deviceId": name})["auth"]["key"] for name in ("one", "two")}
    assert len(keys) == 2


def test_a_session_is_spent_by_a_validation(caller, session):
    assert caller.code("otp/generate", session) == 200
    assert caller.code("otp/validate", {**session, "otp": "999999"}) == 200
    assert caller.code("otp/validate", {**session, "otp": "999999"}) == 1505


def test_an_otp_may_be_a_number(caller, session):
    caller.code("otp/generate", session)
    assert caller.code("otp/validate", {**session, "otp": 999999}) == 200


def test_an_otp_needs_to_be_generated_first(caller, session):
    assert caller.code("otp/validate", {**session, "otp": "999999"}) == 1537


@pytest.mark.parametrize(("seconds", "code"), [(899, 200), (900, 1505)])
def test_a_session_ends_after_15_minutes(caller, session, clock, seconds, code):
    clock.advance(seconds)
    assert caller.code("otp/generate", session) == code


def test_a_session_survives_a_clock_that_is_set_back(caller, session, clock):
    clock.advance(-86_400)
    assert caller.code("otp/generate", session) == 200


def test_five_wrong_otps_lock_the_session_even_for_the_right_one(caller, session):
    caller.code("otp/generate", session)
    assert [caller.code("otp/validate", {**session, "otp": "000000"}) for _ in range(5)] == [1506] * 5
    assert caller.code("otp/validate", {**session, "otp": "999999"}) == 1518


def test_five_wrong_passwords_lock_the_session_and_no_other(caller, session, demo):
    fields = {**session, "password": "wrong"}
    assert [caller.code("password/validate", fields) for _ in range(5)] == [1528] * 5
    assert caller.code("password/validate", {**session, "password": PASSWORD}) == 1530
    assert caller.log_in_by_password("", demo, PASSWORD)["status"]["code"] == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"deviceId": "another"}, 1508),
        ({"brand": "Bukl"}, 1509),
        ({"identifierValue": "919999999993"}, 1507),
        ({"identifierType": "EMAIL", "identifierValue": "captest@gmail.com"}, 1541),
        ({"sessionId": "P-unknown"}, 1505),
    ],
)
def test_a_session_belongs_to_who_opened_it(caller, session, change, code):
    assert caller.code("otp/generate", {**session, **change}) == code


def test_a_password_for_another_identifier_than_the_sessions_is_1526(caller, session):
    assert caller.code("password/validate", {**session, "identifierValue": "919999999993", "password": "p"}) == 1526


def test_nobody_logs_in_by_password_before_there_is_one(caller, newcomer):
    assert caller.log_in_by_password("", newcomer, "p")["status"]["code"] == 1515
    caller.log_in_by_otp("", newcomer)
    assert caller.log_in_by_password("", newcomer, "p")["status"]["code"] == 1526


def test_passwords_that_differ_are_refused(caller, newcomer):
    fields = {**newcomer, "deviceId": "d", "password": "a", "confirmPassword": "b"}
    assert caller.code("token/generate", fields) == 1521


@pytest.mark.parametrize(
    ("kind", "value"),
    [("MOBILE", "+919999922332"), ("MOBILE", "none"), ("EMAIL", "no-at-sign"), ("USERNAME", "two words")],
)
def test_an_identifier_that_nobody_could_have_is_1519(caller, kind, value):
    fields = {"identifierType": kind, "identifierValue": value, "brand": "DocDemo", "mobile": "919999900000"}
    assert caller.code("web/token/generate", fields) == 1519


# ---- user names and external ids


def test_a_user_name_is_joined_by_the_mobile_number_of_its_account(caller, read_claims):
    header, payload = read_claims(caller.log_in_by_otp("", USERNAME)["auth"]["token"])
    assert header["idv"] == ["MOBILE|919999900224", "USERNAME|demo.user"]
    assert payload["uid"] == "4412500"


def test_a_new_user_name_needs_a_mobile_number_or_an_e_mail_address(caller, read_claims):
    fields = {**USERNAME, "identifierValue": "somebody.new"}
    assert caller.code("web/token/generate", fields) == 1540
    assert caller.code("web/token/generate", {**fields, "mobile": "+1"}) == 1519
    reply = caller.log_in_by_otp("web/", fields, email="new@example.com")
    assert read_claims(reply["auth"]["token"])[0]["idv"] == ["EMAIL|new@example.com", "USERNAME|somebody.new"]


def test_an_external_id_has_no_second_factor(caller):
    who = {"identifierType": "EXTERNALID", "identifierValue": "X-1", "brand": "DocDemo"}
    first = caller.log_in_by_otp("", who)["auth"]["token"]
    assert caller.log_in_by_otp("mfa/", who, authorizedToken=first)["status"]["code"] == 3005


# ---- second factor


def test_the_second_factor_has_a_password_of_its_own(caller, demo):
    first = caller.log_in_by_otp("", demo)["auth"]["token"]
    assert caller.log_in_by_password("mfa/", demo, PASSWORD, authorizedToken=first)["status"]["code"] == 1526
    pair = {"password": "second", "confirmPassword": "second"}
    otp = caller.log_in_by_otp("mfa/", demo, authorizedToken=first, **pair)
    password = caller.log_in_by_password("mfa/", demo, "second", authorizedToken=first)
    assert password["auth"]["key"] == otp["auth"]["key"]


def test_the_second_factor_follows_a_web_login_too(caller, demo):
    first = caller.log_in_by_otp("web/", demo)["auth"]["token"]
    assert caller.log_in_by_otp("mfa/", demo, authorizedToken=first)["status"]["code"] == 200


def test_a_session_of_the_first_factor_is_none_of_the_second(caller, session):
    assert caller.code("mfa/otp/generate", session) == 1505


def test_the_second_factor_needs_a_living_user_token(caller, demo, clock):
    fields = {**demo, "deviceId": "deviceid1"}
    view = caller.ask("token/generate", fields)["auth"]["token"]
    user = caller.log_in_by_otp("", demo)["auth"]["token"]
    assert caller.code("mfa/token/generate", {**fields, "authorizedToken": view}) == 1504
    assert caller.code("mfa/token/generate", {**fields, "authorizedToken": user}) == 200
    assert caller.code("mfa/token/generate", {**fields, "deviceId": "other", "authorizedToken": user}) == 1508
    clock.advance(3600)
    assert caller.code("mfa/token/generate", {**fields, "authorizedToken": user}) == 1529


@pytest.mark.parametrize("path", ["token/generate", "otp/generate", "token/regenerate", "password/forget"])
def test_an_unknown_brand_is_1504(caller, demo, path):
    fields = {**demo, "brand": "Nowhere", "deviceId": "d", "sessionId": "s", "key": "k"}
    assert caller.code(path, {**fields, "password": "p", "confirmPassword": "p"}) == 1504


@pytest.mark.parametrize("brand", ["docdemo", "DOCDEMO", "Bukl", "standardapp"])
def test_a_brand_is_the_same_in_any_case(caller, demo, read_claims, brand):
    reply = caller.ask("web/token/generate", {**demo, "brand": brand})
    assert read_claims(reply["auth"]["token"])[0]["org"] == brand.upper()
