"""What the simulator implements, as an OpenAPI 3.1 document; written from the same tables that it answers by.

Two things that the document cannot say by schema stand in words: whatever is in front of ``/auth/v1/`` is ignored, and
a refusal is HTTP 200 unless the simulator was told to answer 400.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from workbench.simulator.answers import HTML, JSON, TEXT
from workbench.simulator.api_codes import API_MESSAGES, SUCCESS
from workbench.simulator.endpoints import ENDPOINTS, Endpoint
from workbench.simulator.fields import IDENTIFIER_TYPES
from workbench.simulator.stories import STORIES

PATH = "/openapi.json"
"""Where the simulator serves it."""

_TITLES = {
    "generate_token": "Open a session",
    "generate_otp": "Send an OTP",
    "validate_otp": "Validate an OTP",
    "validate_password": "Validate a password",
    "regenerate_token": "Renew a token",
    "change_password": "Change a password",
    "forget_password": "Set a forgotten password",
    "expire_token": "Expire a token",
    "update_identifier": "Change an identifier",
}
_DESCRIPTION = (
    "Answers like the auth engine, over loopback. What stands in front of /auth/v1/ is ignored. Business errors are "
    "HTTP 200 with status.success false, or HTTP 400 where the simulator was started so. Each story replaces or "
    "changes the answers: {stories}."
)

Schema = dict[str, Any]


@cache
def describe_api() -> Mapping[str, Any]:
    """The document; not to be changed."""
    stories = "; ".join(f"{story.name}: {story.description}" for story in STORIES.values())
    paths: dict[str, Any] = {f"/auth/v1/{path}": _describe_path(path, one) for path, one in ENDPOINTS.items()}
    document = {"type": "object", "required": ["openapi", "info", "paths"]}
    own = {"description": "This document.", "content": {"application/json": {"schema": document}}}
    paths[PATH] = {"get": {"operationId": "describe_api", "summary": "This document", "responses": {"200": own}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Auth engine simulator", "version": "1", "description": _DESCRIPTION.format(stories=stories)},
        "servers": [{"url": "/"}],
        "security": [],
        "tags": [{"name": "mobile"}, {"name": "web"}, {"name": "mfa"}],
        "paths": paths,
        "components": {
            "schemas": {
                "Success": _describe_status(True),
                "Refusal": _describe_status(False),
                "Auth": _describe_object(token={"type": "string"}, key={"type": ["string", "null"]}),
                "User": _describe_object(
                    appRegistered={"type": "boolean"},
                    sessionId={"type": ["string", "null"]},
                    role={"enum": ["VIEW", "USER"]},
                    userRegisteredForPassword={"type": "boolean"},
                ),
                "Identifiers": _describe_object(identifierList={"type": "null"}),
            }
        },
    }


def _describe_path(path: str, endpoint: Endpoint) -> Schema:
    call = {
        "operationId": path.replace("/", "_"),
        "tags": [endpoint.flow],
        "summary": f"{_TITLES[endpoint.action]} ({endpoint.flow})",
        "requestBody": {"required": True, "content": {"application/json": {"schema": _describe_fields(endpoint)}}},
        "responses": _describe_replies(endpoint),
    }
    return {endpoint.method.lower(): call}


def _describe_fields(endpoint: Endpoint) -> Schema:
    """Texts, or whole numbers that are taken as texts; unknown members are ignored."""
    needed: Schema = {"type": ["string", "integer"], "pattern": r"\S"}
    extra: Schema = {"type": ["string", "integer", "null"]}
    properties = {name: needed for name in endpoint.required} | {name: extra for name in endpoint.optional}
    properties["identifierType"] = {"enum": list(IDENTIFIER_TYPES)}
    return {"type": "object", "required": list(endpoint.required), "properties": properties}


def _describe_replies(endpoint: Endpoint) -> Schema:
    refusal = _describe_envelope("Refusal", {name: {"type": "null"} for name in endpoint.members})
    success = _describe_envelope("Success", {name: _describe_member(name) for name in endpoint.members})
    replies: Schema = {
        "200": _describe_reply("Success, or a refusal", {JSON: {"oneOf": [success, refusal]}}),
        "400": _describe_reply("A body that cannot be read, or a refusal", {TEXT: {"type": "string"}, JSON: refusal}),
        "413": _describe_reply("A body that is too large", {HTML: {"type": "string"}}),
    }
    for story in STORIES.values():
        if (answer := story.scripted) is not None:
            schema: Schema = {"type": "object"} if answer.content_type == JSON else {"type": "string"}
            told = replies.setdefault(
                str(int(answer.http_status)), _describe_reply(HTTPStatus(answer.http_status).phrase, {})
            )
            told["content"][answer.content_type] = {"schema": schema}
            told["headers"] = told.get("headers", {}) | {
                name.title(): {"schema": {"type": "string"}} for name, _ in answer.headers
            }
    return replies


def _describe_reply(description: str, schemas: Mapping[str, Schema]) -> Schema:
    return {"description": description, "content": {kind: {"schema": schema} for kind, schema in schemas.items()}}


def _describe_member(name: str) -> Schema:
    return {"oneOf": [{"$ref": f"#/components/schemas/{name.title()}"}, {"type": "null"}]}


def _describe_envelope(status: str, members: Mapping[str, Schema]) -> Schema:
    return _describe_object(status={"$ref": f"#/components/schemas/{status}"}, **members)


def _describe_status(success: bool) -> Schema:
    codes = [SUCCESS] if success else [code for code in API_MESSAGES if code != SUCCESS]
    return _describe_object(success={"const": success}, code={"enum": codes}, message={"type": "string"})


def _describe_object(**properties: Schema) -> Schema:
    """An object with exactly these members."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }
