"""The renewal's decision table, row by row; in each the rows above do not apply."""

from __future__ import annotations

import pytest

from workbench.simulator.engine import Engine


@pytest.fixture
def mobile(caller):
    return caller.engine.get_demo_mobile()


@pytest.fixture
def web(caller):
    return caller.engine.get_demo_web()


def _spoil_signature(token: str) -> str:
    head, _, signature = token.rpartition(".")
    return f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


@pytest.mark.parametrize("name", ["identifierType", "identifierValue", "brand", "deviceId", "key"])
@pytest.mark.parametrize("value", [None, ["x"], {}, True, 1.5])
def test_mobile_without_a_required_field_is_1519(caller, mobile, name, value):
    assert caller.code("token/regenerate", {**mobile, name: value}) == 1519


@pytest.mark.parametrize("name", ["identifierValue", "brand", "deviceId", "key"])
@pytest.mark.parametrize("value", ["", "  ", "\ud800"], ids=["empty", "blank", "half a character"])
def test_mobile_with_a_required_text_that_says_nothing_is_1519(caller, mobile, name, value):
    assert caller.code("token/regenerate", {**mobile, name: value}) == 1519


@pytest.mark.parametrize("name", ["identifierValue", "brand", "expiredToken"])
def test_web_without_a_required_field_is_1519(caller, web, name):
    del web[name]
    assert caller.code("web/token/regenerate", web) == 1519


def test_the_web_needs_no_device_and_ignores_one(caller, web):
    assert caller.code("web/token/regenerate", {**web, "deviceId": ["of", "any", "kind"]}) == 200


def test_renewal_off_is_1525_for_both(caller, mobile, web):
    caller.story = "renewal-off"
    assert caller.code("token/regenerate", mobile) == 1525
    assert caller.code("web/token/regenerate", web) == 1525


def test_what_is_no_good_key_is_1597(caller, clock, mobile, web):
    foreign = Engine(clock, seed=2).get_demo_mobile()["key"]
    of_second_factor = caller.log_in_by_otp(
        "mfa/", {key: mobile[key] for key in mobile if key not in ("key", "deviceId")}, authorizedToken=_log_in(caller)
    )["auth"]["key"]
    for key in ("a.b.c", "..", "ünï", foreign, _spoil_signature(mobile["key"]), web["expiredToken"], of_second_factor):
        assert caller.code("token/regenerate", {**mobile, "key": key}) == 1597


def test_a_key_of_the_first_factor_is_none_of_the_second(caller, mobile):
    assert caller.code("mfa/token/regenerate", mobile) == 1597


def test_what_is_no_good_expired_token_is_1525(caller, clock, web, demo, mobile):
    foreign = Engine(clock, seed=2).get_demo_web()["expiredToken"]
    view = caller.ask("web/token/generate", demo)["auth"]["token"]
    for token in ("nonsense", foreign, _spoil_signature(web["expiredToken"]), view, mobile["key"]):
        assert caller.code("web/token/regenerate", {**web, "expiredToken": token}) == 1525


def test_a_revoked_token_is_1525(caller, demo):
    token = _log_in(caller)
    fields = {**demo, "deviceId": "deviceid1", "token": token}
    assert caller.code("web/token/regenerate", {**demo, "expiredToken": token}) == 200
    assert caller.code("mfa/token/expire", fields, method="DELETE") == 200
    assert caller.code("web/token/regenerate", {**demo, "expiredToken": token}) == 1525


def test_a_token_beyond_the_refresh_window_is_1529(caller, web, demo, clock):
    fresh = caller.log_in_by_otp("web/", demo)["auth"]["token"]
    caller.story = "token-expired"
    assert caller.code("web/token/regenerate", web) == 1529
    assert caller.code("web/token/regenerate", {**web, "expiredToken": fresh}) == 200
    clock.advance(90)
    assert caller.code("web/token/regenerate", {**web, "expiredToken": fresh}) == 1529


def test_without_a_window_a_token_of_last_year_can_be_renewed(caller, web, clock):
    clock.advance(365 * 86_400)
    assert caller.code("web/token/regenerate", web) == 200


def test_another_device_is_1508(caller, mobile):
    assert caller.code("token/regenerate", {**mobile, "deviceId": "another"}) == 1508


def test_another_brand_is_1509(caller, mobile, web):
    assert caller.code("token/regenerate", {**mobile, "brand": "Bukl"}) == 1509
    assert caller.code("web/token/regenerate", {**web, "brand": "Bukl"}) == 1509


@pytest.mark.parametrize(
    ("kind", "value", "code"), [("MOBILE", "919999999993", 1507), ("EMAIL", "captest@gmail.com", 1541)]
)
def test_another_identifier_is_1507_for_a_mobile_number_and_1541_else(caller, mobile, web, kind, value, code):
    another = {"identifierType": kind, "identifierValue": value}
    assert caller.code("token/regenerate", {**mobile, **another}) == code
    assert caller.code("web/token/regenerate", {**web, **another}) == code


def test_a_customer_the_engine_no_longer_knows_is_1515(caller, newcomer, clock):
    """A key outlives an engine that was started with a seed; the customer it was made for does not."""
    key = caller.log_in_by_otp("", newcomer)["auth"]["key"]
    caller.engine = Engine(clock, seed=1)
    assert caller.code("token/regenerate", {**newcomer, "deviceId": "deviceid1", "key": key}) == 1515


def test_a_key_is_not_used_up_and_each_token_starts_now(caller, mobile, clock, read_claims):
    for _ in range(3):
        clock.advance(1000)
        token = caller.ask("token/regenerate", mobile)["auth"]["token"]
        assert read_claims(token)[1]["iat"] == int(clock.now)


def test_a_renewed_web_token_can_be_renewed_in_its_turn(caller, web, clock):
    for _ in range(3):
        clock.advance(100)
        web["expiredToken"] = caller.ask("web/token/regenerate", web)["auth"]["token"]


def test_the_identifiers_of_a_user_name_login_are_kept(caller, read_claims):
    who = {"identifierType": "USERNAME", "identifierValue": "demo.user", "brand": "DocDemo"}
    key = caller.log_in_by_otp("", who)["auth"]["key"]
    reply = caller.ask("token/regenerate", {**who, "deviceId": "deviceid1", "key": key})
    assert read_claims(reply["auth"]["token"])[0]["idv"] == ["MOBILE|919999900224", "USERNAME|demo.user"]
    as_mobile = {**who, "identifierType": "MOBILE", "identifierValue": "919999900224"}
    assert caller.code("token/regenerate", {**as_mobile, "deviceId": "deviceid1", "key": key}) == 200


def _log_in(caller) -> str:
    who = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo"}
    token: str = caller.log_in_by_otp("", who)["auth"]["token"]
    return token
