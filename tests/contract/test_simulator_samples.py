"""The simulator against the documented samples: the same tokens, the same replies, the same refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.simulator.engine import Engine
from workbench.simulator.stories import STORIES

SAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "samples.json").read_text("utf-8"))
KEY, WEB_SEED, RENEWED_MOBILE, RENEWED_WEB = (sample["token"] for sample in SAMPLES["tokens"])
CHANNELS = ["mobile", "web"]
ISSUED_AT = {KEY: 1760353025, WEB_SEED: 1760353342, RENEWED_MOBILE: 1760353091, RENEWED_WEB: 1760358516}
SECRET_FIELD = {"mobile": "key", "web": "expiredToken"}
SEED = {"mobile": KEY, "web": WEB_SEED}
RENEWED = {"mobile": RENEWED_MOBILE, "web": RENEWED_WEB}
PATHS = {"mobile": "/auth/v1/token/regenerate", "web": "/auth/v1/web/token/regenerate"}


def _send(engine: Engine, path: str, fields: dict[str, Any]) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(engine.answer("POST", path, json.dumps(fields).encode(), STORIES["normal"]).body)
    return reply


def _get_unsigned(token: str) -> str:
    return token.rpartition(".")[0]


def _log_in_by_password(engine: Engine, channel: str) -> dict[str, Any]:
    """The login of the documented customer, as documented: it earned the key and the token of the samples."""
    prefix = "/auth/v1/web/" if channel == "web" else "/auth/v1/"
    body = SAMPLES[channel]["request"]["body"]
    who = {name: body[name] for name in ("identifierType", "identifierValue", "brand", "deviceId")}
    session = _send(engine, f"{prefix}token/generate", who)["user"]["sessionId"]
    return _send(engine, f"{prefix}password/validate", {**who, "sessionId": session, "password": "Demo@1234"})


def _renew(engine: Engine, clock, channel: str) -> dict[str, Any]:
    """The documented request, its secret replaced by the same one signed by this engine, at the documented time."""
    clock.now = ISSUED_AT[SEED[channel]]
    auth = _log_in_by_password(engine, channel)["auth"]
    secret = auth["key"] if channel == "mobile" else auth["token"]
    assert _get_unsigned(secret) == _get_unsigned(SEED[channel])
    clock.now = ISSUED_AT[RENEWED[channel]]
    return _send(engine, PATHS[channel], {**SAMPLES[channel]["request"]["body"], SECRET_FIELD[channel]: secret})


@pytest.mark.parametrize("channel", CHANNELS)
def test_tokens_are_the_documented_ones_byte_for_byte_up_to_the_signature(clock, channel):
    token = _renew(Engine(clock), clock, channel)["auth"]["token"]
    assert _get_unsigned(token) == _get_unsigned(RENEWED[channel])
    assert len(token) == len(RENEWED[channel])


@pytest.mark.parametrize("channel", CHANNELS)
def test_replies_are_the_documented_ones_in_members_order_and_values(clock, channel):
    reply, documented = _renew(Engine(clock), clock, channel), SAMPLES[channel]["reply"]
    reply["auth"]["token"] = documented["auth"]["token"]  # held against the sample above, its signature left out
    assert json.dumps(reply) == json.dumps(documented)


def test_the_demo_key_is_the_documented_one_at_its_time(clock):
    clock.now = ISSUED_AT[KEY]
    demo = Engine(clock).get_demo_mobile()
    documented = SAMPLES["mobile"]["request"]["body"]
    assert {**demo, "key": _get_unsigned(demo["key"])} == {**documented, "key": _get_unsigned(KEY)}
    assert list(demo) == list(documented)


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_documented_request_itself_is_refused_since_another_secret_signed_it(clock, channel):
    code = _send(Engine(clock), PATHS[channel], SAMPLES[channel]["request"]["body"])["status"]["code"]
    assert code == {"mobile": 1597, "web": 1525}[channel]


def test_a_refused_key_has_the_assumed_reply(clock):
    reply = _send(Engine(clock), PATHS["mobile"], SAMPLES["mobile"]["request"]["body"])
    assert json.dumps(reply) == json.dumps(SAMPLES["refused"]["assumed_1597"])


def test_the_published_refusal_is_given_word_for_word(clock):
    fields = {"identifierType": "MOBILE", "identifierValue": "919999900000", "brand": "DocDemo", "deviceId": 1234}
    engine = Engine(clock)
    reply = _send(
        engine, "/auth/v1/user/updateIdentifierValue", {**fields, "token": "x", "newIdentifierValue": "919999900001"}
    )
    assert json.dumps(reply) == json.dumps(SAMPLES["refused"]["published"])
