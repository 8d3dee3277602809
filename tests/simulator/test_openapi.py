"""The simulator's description of itself: valid as OpenAPI, and true of every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs  # comes with schemathesis
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup

from workbench.simulator import API_MESSAGES, STORIES, Simulator

EXAMPLES = 5
"""Generated calls an endpoint and a test; 25 ms each."""

load_all_checks()


@pytest.fixture
def simulator(clock) -> Iterator[Simulator]:
    simulator = Simulator(clock)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def client(simulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=simulator.url, trust_env=False, verify=False, timeout=20) as client:
        yield client


@pytest.fixture
def document(client) -> dict[str, Any]:
    reply = client.get("/openapi.json")
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/json")
    content: dict[str, Any] = reply.json()
    return content


@pytest.fixture
def operations(simulator, document) -> list[schemathesis.APIOperation]:
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=simulator.url)
    return [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]


def send_generated(operation: schemathesis.APIOperation, mode: GenerationMode, examples: int = EXAMPLES) -> None:
    """Send calls that fit, or do not fit, the description, and hold every answer against it."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate()

    send()


def test_the_description_is_valid_openapi(document):
    OpenAPIV31SpecValidator(document).validate()


def test_it_is_served_by_get_alone_and_in_every_story(simulator, client):
    simulator.story = "server-error"
    assert client.get("/openapi.json").status_code == 200
    refused = client.post("/openapi.json")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")


def test_it_names_every_endpoint_that_answers_and_no_other(client, document):
    for path, methods in document["paths"].items():
        for method in ("get", "post", "put", "delete", "patch"):
            reply = client.request(method, path, content=b"{}")
            assert (reply.status_code != 405) == (method in methods), f"{method} {path}"
    documented = {path.removeprefix("/auth/v1/") for path in document["paths"]}
    assert {"token/regenerate", "web/token/regenerate", "mfa/token/expire", "user/updateIdentifierValue"} <= documented
    assert "mfa/token/isMfaRegistered" not in documented


def test_it_lists_every_code_that_a_refusal_can_have(document):
    code = document["components"]["schemas"]["Refusal"]["properties"]["code"]["enum"]
    assert {*code, 200} == set(API_MESSAGES)


def test_a_blank_field_is_no_field_in_the_description_and_in_the_answer(client, document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if "requestBody" not in operation:
                continue
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            fields = {name: "MOBILE" if name == "identifierType" else "1" for name in schema["required"]}
            assert jsonschema_rs.is_valid(schema, fields)
            for name in fields:
                blank = {**fields, name: " \t"}
                assert not jsonschema_rs.is_valid(schema, blank), f"{path}: {name}"
                reply = client.request(method, path, json=blank)
                assert reply.status_code == 400 or reply.json()["status"]["code"] == 1519


@pytest.mark.parametrize(
    ("body", "status", "content_type"),
    [
        pytest.param(b"{", 400, "text/plain;charset=UTF-8", id="no JSON"),
        pytest.param(b" " * (1024 * 1024 + 1), 413, "text/html;charset=utf-8", id="too large"),
    ],
)
def test_what_is_answered_before_the_body_is_understood_is_described(client, document, body, status, content_type):
    reply = client.post("/auth/v1/token/regenerate", content=body)
    assert (reply.status_code, reply.headers["content-type"]) == (status, content_type)
    described = document["paths"]["/auth/v1/token/regenerate"]["post"]["responses"]
    assert content_type in described[str(status)]["content"]


def test_calls_that_fit_the_description_are_answered_as_it_says(operations):
    assert "positive_data_acceptance" in CHECKS.get_all_names()
    for operation in operations:
        send_generated(operation, GenerationMode.POSITIVE)


def test_calls_that_do_not_fit_it_are_refused_when_errors_are_http_errors(simulator, operations):
    assert "negative_data_rejection" in CHECKS.get_all_names()
    simulator.errors_as_http = True
    for operation in operations:
        if operation.body:
            send_generated(operation, GenerationMode.NEGATIVE)


def test_the_check_sees_a_bad_call_that_is_accepted(simulator, operations):
    """With HTTP 200 for refusals a call that does not fit is answered like a good one, which is what is looked for."""
    with pytest.raises(FailureGroup, match="violating"):
        send_generated(operations[0], GenerationMode.NEGATIVE, examples=20)


@pytest.mark.parametrize("story", [name for name in STORIES if name not in ("slow", "not-json")])
def test_the_answers_of_every_story_are_described(simulator, client, operations, story):
    simulator.story = story
    renewals = {"token/regenerate": simulator.demo_mobile(), "web/token/regenerate": simulator.demo_web()}
    for path, known in renewals.items():
        (operation,) = (one for one in operations if one.path == f"/auth/v1/{path}")
        reply = client.post(operation.path, json=known)
        checks = [CHECKS.get_one(name) for name in ("status_code_conformance", "content_type_conformance")]
        checks += [CHECKS.get_one(name) for name in ("response_schema_conformance", "response_headers_conformance")]
        case = operation.Case(body=known, media_type="application/json")
        case.validate_response(reply, checks=checks)
