"""Read a JSON body as the engine's Jackson would: into texts by name, or into its own plain-text complaint.

Numbers are taken as texts (a documented sample sends ``deviceId`` as a number); unknown members are ignored; of
duplicate members the last counts. A wrong enum is the one complaint whose wording is published.
"""

from __future__ import annotations

import json
import re
from typing import Any, Never

from workbench.simulator.api_codes import RefusalError
from workbench.simulator.endpoints import Endpoint

IDENTIFIER_TYPES = ("MOBILE", "EMAIL", "USERNAME", "EXTERNALID")

_PACKAGE = "com.capillary.solutions.auth"
_SOURCE = "org.glassfish.jersey.message.internal.ReaderInterceptorExecutor$UnCloseableInputStream@2b1f4d3c"


class UnreadableBodyError(Exception):
    """Owns the text of the HTTP 400 that a body earns before any rule of the API looks at it."""


def read_fields(body: bytes, endpoint: Endpoint) -> dict[str, str]:
    """The texts the endpoint knows, by name; blank ones are left out.

    Raises UnreadableBodyError for what is not a JSON object or names no identifier type, RefusalError 1519 for a
    required field that is missing, blank or no text.
    """
    text, members = _read_object(body, endpoint)
    fields = {}
    for name in (*endpoint.required, *endpoint.optional):
        value = _as_text(members.get(name))
        if name == "identifierType" and value is not None and value not in IDENTIFIER_TYPES:
            raise UnreadableBodyError(_describe_wrong_type(text, value, endpoint))
        if value is not None and value.strip():
            fields[name] = value
    if any(name not in fields for name in endpoint.required):
        raise RefusalError(1519)
    return fields


def _read_object(body: bytes, endpoint: Endpoint) -> tuple[str, dict[str, Any]]:
    if not body.strip():
        raise UnreadableBodyError("No content to map to Object due to end of input")
    try:
        text = body.decode("utf-8")
        value = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        byte = body[error.start]
        raise UnreadableBodyError(f"Invalid UTF-8 start byte 0x{byte:02x}{_locate(1, error.start + 1)}") from error
    except json.JSONDecodeError as error:
        raise UnreadableBodyError(f"Unexpected input: {error.msg}{_locate(error.lineno, error.colno)}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or thousands of brackets
        raise UnreadableBodyError(f"Input out of range{_locate(1, 1)}") from error
    if not isinstance(value, dict):
        token = "START_ARRAY" if isinstance(value, list) else "VALUE"
        name = f"{_PACKAGE}.request.{endpoint.request_class}"
        raise UnreadableBodyError(f"Can not deserialize instance of {name} out of {token} token{_locate(1, 1)}")
    return text, value


def _as_text(value: object) -> str | None:
    """None for null and absent; RefusalError 1519 for what no text can be made of, lone surrogates included."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RefusalError(1519)
    text = str(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusalError(1519) from error
    return text


def _refuse_constant(name: str) -> Never:
    raise ValueError(f"{name} is no JSON")


def _describe_wrong_type(text: str, value: str, endpoint: Endpoint) -> str:
    *_, place = re.finditer(r'"identifierType"\s*:\s*', text) or [None]
    before = text[: place.end()] if place else ""
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    chain = f'(through reference chain: {_PACKAGE}.request.{endpoint.request_class}["identifierType"])'
    return (
        f'Can not deserialize value of type {_PACKAGE}.domain.IdentifierType from String "{value}": '
        f"value not one of declared Enum instance names: [{', '.join(IDENTIFIER_TYPES)}]{_locate(line, column)} {chain}"
    )


def _locate(line: int, column: int) -> str:
    return f"\n at [Source: {_SOURCE}; line: {line}, column: {column}]"
