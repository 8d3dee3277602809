"""The client against the documented samples: what it sends is what they send, and it reads what they answer."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from workbench.core.calls import FIELDS, SECRET_FIELD, Call
from workbench.core.reply import Outcome, Refused, Renewed, Reply, read_reply
from workbench.core.request import build_request
from workbench.core.secret import Secret
from workbench.core.token import Channel, decode
from workbench.net.client import Client

SAMPLES = json.loads((Path(__file__).parent / "samples.json").read_text("utf-8"))
HOST = "https://auth.invalid"
NOW = 1_760_358_520.0


def sample_call(channel: Channel) -> Call:
    """The call that stands in a sample's body."""
    body = SAMPLES[channel]["request"]["body"]
    secret = SECRET_FIELD[channel]
    return Call(channel, {name: Secret(value) if name == secret else value for name, value in body.items()})


def exchange(call: Call, answer: Any) -> tuple[httpx.Request, Outcome]:
    """Send a call to a server that gives one answer; what reached the server, and what the reply meant."""
    received: list[httpx.Request] = []

    def reply_with(request: httpx.Request) -> httpx.Response:
        received.append(request)
        return httpx.Response(200, json=answer)

    async def perform() -> Reply:
        client = Client(transport=httpx.MockTransport(reply_with))
        performed = await client.perform(build_request(call, HOST), deadline_seconds=5)
        await client.aclose()
        assert isinstance(performed.answer, Reply)
        return performed.answer

    outcome = read_reply(call, asyncio.run(perform()), NOW)
    [request] = received
    return request, outcome


@pytest.mark.parametrize("channel", ["mobile", "web"])
def test_a_call_made_from_a_samples_fields_is_the_samples_request(channel: Channel) -> None:
    sample = SAMPLES[channel]["request"]
    request, _ = exchange(sample_call(channel), SAMPLES[channel]["reply"])
    assert request.method == sample["method"]
    assert request.url.path == httpx.URL(sample["url"]).path
    assert list(json.loads(request.content).items()) == list(sample["body"].items())
    documented = {name.lower(): value for name, value in sample["headers"] if name != "Cookie"}
    assert {name: request.headers[name] for name in documented} == documented


@pytest.mark.parametrize("channel", ["mobile", "web"])
def test_the_sample_fields_are_those_of_the_form_and_have_no_problem(channel: Channel) -> None:
    assert set(SAMPLES[channel]["request"]["body"]) <= set(FIELDS[channel])
    assert sample_call(channel).problems() == ()


@pytest.mark.parametrize("channel", ["mobile", "web"])
def test_a_sample_reply_is_a_renewal_for_whom_it_was_asked(channel: Channel) -> None:
    reply = SAMPLES[channel]["reply"]
    _, outcome = exchange(sample_call(channel), reply)
    assert outcome == Renewed(Secret(reply["auth"]["token"]), 200, "SUCCESS")


@pytest.mark.parametrize("channel", ["mobile", "web"])
@pytest.mark.parametrize(
    ("name", "code", "message"),
    [("published", 1519, "Invalid details for respective API"), ("assumed_1597", 1597, "Key expired or not valid")],
)
def test_a_sample_refusal_is_read_with_its_code_and_message(
    channel: Channel, name: str, code: int, message: str
) -> None:
    _, outcome = exchange(sample_call(channel), SAMPLES["refused"][name])
    assert outcome == Refused(code, message)


def test_one_customers_reply_to_anothers_call_is_flagged() -> None:
    call = sample_call("mobile")
    other = Call("mobile", {**call.fields, "identifierValue": "919999900000"})
    _, outcome = exchange(other, SAMPLES["mobile"]["reply"])
    assert isinstance(outcome, Renewed)
    assert [problem.code for problem in outcome.problems] == ["other_identity"]


@pytest.mark.parametrize("sample", SAMPLES["tokens"], ids=lambda sample: sample["what"])
def test_a_sample_token_decodes_to_the_documented_texts(sample: dict[str, str]) -> None:
    token = decode(sample["token"])
    assert token.form == "jws"
    assert token.header.text == sample["header_text"]
    assert token.payload.text == sample["payload_text"]
