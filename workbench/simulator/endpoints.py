"""The endpoints: path → what a call must bring, what its success holds, and which flow it belongs to.

Where the documentation's tables and samples disagree the samples win: the web ignores ``deviceId``, and
``mfa/token/expire`` is a DELETE with a body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Flow = Literal["mobile", "web", "mfa"]
Factor = Literal["first", "second"]
Action = Literal[
    "generate_token",
    "generate_otp",
    "validate_otp",
    "validate_password",
    "regenerate_token",
    "change_password",
    "forget_password",
    "expire_token",
    "update_identifier",
]

WHO = ("identifierType", "identifierValue", "brand")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Owns one row of the API: ``members`` are those of its reply beside ``status``, in their order."""

    flow: Flow
    action: Action
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    method: str = "POST"

    @property
    def factor(self) -> Factor:
        """Whether the call is about the first login or the second factor."""
        return "second" if self.flow == "mfa" else "first"

    @property
    def request_class(self) -> str:
        """The class that the engine's own error texts name; only ``ChangeIdentifierRequest`` is published."""
        if self.action == "update_identifier":
            return "ChangeIdentifierRequest"
        return "".join(word.title() for word in self.action.split("_")) + "Request"


def _list_endpoints() -> Iterator[tuple[str, Endpoint]]:
    grant = ("auth", "user")
    prefixes: dict[Flow, str] = {"mobile": "", "web": "web/", "mfa": "mfa/"}
    for flow, prefix in prefixes.items():
        who = WHO if flow == "web" else (*WHO, "deviceId")
        opener = (*who, "authorizedToken") if flow == "mfa" else who
        extras = ("mobile", "email", "password", "confirmPassword")
        yield f"{prefix}token/generate", Endpoint(flow, "generate_token", opener, extras, grant)
        yield f"{prefix}otp/generate", Endpoint(flow, "generate_otp", (*who, "sessionId"))
        yield f"{prefix}otp/validate", Endpoint(flow, "validate_otp", (*who, "sessionId", "otp"), (), grant)
        secrets = (*who, "sessionId", "password")
        members = ("auth", "identifiers", "user")
        yield f"{prefix}password/validate", Endpoint(flow, "validate_password", secrets, (), members)
        seed = "expiredToken" if flow == "web" else "key"
        yield f"{prefix}token/regenerate", Endpoint(flow, "regenerate_token", (*who, seed), (), grant)
        change = (*who, "password", "newPassword", "confirmPassword", "token")
        yield f"{prefix}password/change", Endpoint(flow, "change_password", change)
        forget = (*who, "sessionId", "password", "confirmPassword")
        yield f"{prefix}password/forget", Endpoint(flow, "forget_password", forget)
    device_and_token = (*WHO, "deviceId", "token")
    yield "mfa/token/expire", Endpoint("mfa", "expire_token", device_and_token, method="DELETE")
    rename = (*device_and_token, "newIdentifierValue")
    yield "user/updateIdentifierValue", Endpoint("mobile", "update_identifier", rename)


ENDPOINTS: Mapping[str, Endpoint] = MappingProxyType(dict(_list_endpoints()))
"""Path after ``/auth/v1/`` → endpoint."""
