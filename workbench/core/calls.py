"""The calls of the auth engine: their fields, what is wrong with them, path and JSON body.

The documentation contradicts itself about ``deviceId`` on the web: its table calls it mandatory, its OpenAPI does not,
its sample sends it and the returned token has ``dev: null``; here it is optional. Its legend about ``mobile``,
``email``, ``key`` and ``expiredToken`` is a leftover: the condition of the last two is the channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, TypeAlias

from workbench.core import json_text
from workbench.core.secret import Secret
from workbench.core.token import INVISIBLE, Channel, Token, decode
from workbench.language import mark, tr

CHANNELS: tuple[Channel, ...] = ("mobile", "web")
IDENTIFIER_TYPES = ("MOBILE", "EMAIL", "USERNAME", "EXTERNALID")
PATHS: dict[Channel, str] = {
    "mobile": "/auth/v1/token/regenerate",
    "web": "/auth/v1/web/token/regenerate",
}
SECRET_FIELD: dict[Channel, str] = {"mobile": "key", "web": "expiredToken"}
FIELDS: dict[Channel, tuple[str, ...]] = {
    "mobile": (
        "identifierType",
        "identifierValue",
        "brand",
        "deviceId",
        "mobile",
        "email",
        "key",
    ),
    "web": (
        "identifierType",
        "identifierValue",
        "brand",
        "deviceId",
        "mobile",
        "email",
        "expiredToken",
    ),
}
MANDATORY: dict[Channel, tuple[str, ...]] = {
    "mobile": ("identifierType", "identifierValue", "brand", "deviceId", "key"),
    "web": ("identifierType", "identifierValue", "brand", "expiredToken"),
}
WORDS = {
    "identifierType": mark("identifier type"),
    "identifierValue": mark("identifier"),
    "brand": mark("brand"),
    "deviceId": mark("device"),
    "mobile": mark("mobile number"),
    "email": mark("e-mail address"),
    "key": mark("key"),
    "expiredToken": mark("expired token"),
    "host": mark("host"),
}
"""The people-words for fields, to be given to ``tr``; in a sentence they stand as names."""

Severity: TypeAlias = Literal["error", "warning"]
Bearer: TypeAlias = Literal["key", "expiredToken", "reply"]
"""Where a token stands that is compared with a call: in one of its secret fields, or in the reply to it."""


# As text, so that it is found wherever it stands, more than once, and in a body that is no JSON.
_SECRET_MEMBER = re.compile(r'"(?:key|expiredToken)"\s*:\s*"((?:[^"\\]|\\.)*+)', re.DOTALL)
_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f]|{INVISIBLE.pattern}")


class Absent(Enum):
    """Ways a tester may leave a field without a text on purpose."""

    OMIT = "omit"
    NULL = "null"
    EMPTY = "empty"


FieldValue: TypeAlias = str | Secret | Absent


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that is wrong with a field, in words. A warning never stops a call."""

    field: str
    code: str
    message: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Call:
    """One token regeneration as the user wants it sent.

    ``fields`` maps the API's field names to what is typed there; a field that is not in it, or is an empty text, is
    left out of the body. ``edited_body`` is a body written by hand, sent as it stands in place of the fields.
    """

    channel: Channel
    fields: Mapping[str, FieldValue]
    edited_body: Secret | None = field(default=None)

    @property
    def path(self) -> str:
        """The path behind the host."""
        return PATHS[self.channel]

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Everything in this call that must not be seen."""
        held = tuple(value for value in self.fields.values() if isinstance(value, Secret))
        return held if self.edited_body is None else (*held, *_secrets_in(self.edited_body))

    def text(self, name: str) -> str:
        """What is typed in a field; empty where it is left out on purpose."""
        value = self.fields.get(name, "")
        if isinstance(value, Absent):
            return ""
        return value.reveal() if isinstance(value, Secret) else value

    def body(self) -> Secret:
        """The JSON body that is sent: compact, members in documented order."""
        if self.edited_body is not None:
            return self.edited_body
        return Secret(json_text.write(self._members()))

    def editable_body(self) -> Secret:
        """The same body, indented, to be edited by hand."""
        return Secret(json_text.write(self._members(), indent=2))

    def _members(self) -> dict[str, str | None]:
        members: dict[str, str | None] = {}
        for name in FIELDS[self.channel]:
            value = self.fields.get(name, "")
            if value is Absent.NULL:
                members[name] = None
            elif value is Absent.EMPTY:
                members[name] = ""
            elif self.text(name):
                members[name] = self.text(name)
        return members

    def problems(self) -> tuple[FieldProblem, ...]:
        """What is wrong with the fields, in form order. A body edited by hand is judged only as JSON."""
        if self.edited_body is not None:
            return tuple(_check_edited_body(self.edited_body))
        return (
            *_check_presence(self),
            *(problem for name in FIELDS[self.channel] for problem in _check_text(self, name)),
            *_check_identifier_type(self),
            *_check_secret(self),
        )


def _secrets_in(body: Secret) -> Iterator[Secret]:
    """The secret members of a body edited by hand, so that they can be removed from a reply that echoes them."""
    for member in _SECRET_MEMBER.finditer(body.reveal()):
        escaped = member[1]
        yield Secret(escaped)
        with suppress(ValueError):
            yield Secret(json_text.parse(f'"{escaped}"').value)


def _check_edited_body(body: Secret) -> Iterator[FieldProblem]:
    try:
        json_text.parse(body.reveal())
    except ValueError as error:
        message = tr("The body edited by hand is not JSON ({reason}); the server will refuse to read it.", reason=error)
        yield FieldProblem("body", "not_json", message, "warning")


_ABSENT_ON_PURPOSE = {
    Absent.OMIT: mark("The {field} is left out on purpose; the server needs it."),
    Absent.NULL: mark("The {field} is sent as null on purpose; the server needs it."),
    Absent.EMPTY: mark("The {field} is sent empty on purpose; the server needs it."),
}


def _check_presence(call: Call) -> Iterator[FieldProblem]:
    for name in MANDATORY[call.channel]:
        value = call.fields.get(name, "")
        if isinstance(value, Absent):
            message = tr(_ABSENT_ON_PURPOSE[value], field=tr(WORDS[name]))
            yield FieldProblem(name, "missing", message, "warning")
        elif not call.text(name).strip():
            yield FieldProblem(name, "missing", tr("The {field} is missing.", field=tr(WORDS[name])), "error")
    if call.text("identifierType") == "USERNAME" and not (call.text("mobile") or call.text("email")):
        message = tr("With USERNAME at least one of mobile number and e-mail address is needed.")
        on_purpose = isinstance(call.fields.get("mobile"), Absent) or isinstance(call.fields.get("email"), Absent)
        yield FieldProblem("mobile", "missing", message, "warning" if on_purpose else "error")


def _check_text(call: Call, name: str) -> Iterator[FieldProblem]:
    text = call.text(name)
    stripped = text.strip()
    if not stripped:
        return
    word = tr(WORDS[name])
    if text != stripped:
        message = tr("The {field} has spaces or line breaks around it; the server compares it exactly.", field=word)
        yield FieldProblem(name, "surrounding_spaces", message, "warning")
    if re.match(r"(?i)(authorization:\s*)?bearer\s", stripped):
        message = tr("The {field} starts with “Bearer”; paste only what follows it.", field=word)
        yield FieldProblem(name, "bearer_prefix", message, "error")
    if len(stripped) > 1 and stripped[0] in "\"'“‘" and stripped[-1] in "\"'”’":
        message = tr("The {field} is in quotation marks; paste it without them.", field=word)
        yield FieldProblem(name, "quotes", message, "error")
    if _UNSEEN.search(stripped):
        message = tr("The {field} has an invisible character in it.", field=word)
        yield FieldProblem(name, "invisible_character", message, "warning")


def _check_identifier_type(call: Call) -> Iterator[FieldProblem]:
    kind = call.text("identifierType").strip()
    if kind and kind not in IDENTIFIER_TYPES:
        message = tr(
            "“{type}” is none of {types}; the server answers 400 to a type it does not know.",
            type=kind,
            types=", ".join(IDENTIFIER_TYPES),
        )
        yield FieldProblem("identifierType", "unknown_type", message, "warning")


def _check_secret(call: Call) -> Iterator[FieldProblem]:
    """What the pasted key or expired token says about itself, against the fields beside it."""
    name = SECRET_FIELD[call.channel]
    text = call.text(name).strip()
    if not text:
        return
    token = decode(text)
    if token.form != "jws" or not token.payload.is_json:
        if name == "key":
            message = tr("This does not read as a token; a key is a JWT of three parts.")
        else:
            message = tr("This does not read as a token; an expired token is a JWT of three parts.")
        yield FieldProblem(name, "not_a_token", message, "warning")
        return
    if call.channel == "web" and token.kind == "key":
        message = tr("This is a key, and keys renew mobile tokens; the web form wants the user token that expired.")
        yield FieldProblem(name, "key_in_web_form", message, "error")
    elif call.channel == "mobile" and token.kind in ("user", "view", "mfa_pending"):
        message = tr("This is a token that expires, not a key; the mobile form wants the long-lived key (role AUTH).")
        yield FieldProblem(name, "token_in_mobile_form", message, "error")
    elif call.channel == "web" and token.kind in ("view", "mfa_pending"):
        message = tr("Only a user token (role USER) can be renewed; this one is from before the login was complete.")
        yield FieldProblem(name, "wrong_kind", message, "warning")
    yield from compare_identity(call, token, "key" if name == "key" else "expiredToken")


_OTHER_IDENTIFIER: dict[Bearer, str] = {
    "key": mark("The identifier differs from that of the key ({theirs})."),
    "expiredToken": mark("The identifier differs from that of the expired token ({theirs})."),
    "reply": mark("The identifier differs from that of the token that came ({theirs})."),
}
_OTHER_TYPE: dict[Bearer, str] = {
    "key": mark("The identifier type differs from that of the key ({theirs})."),
    "expiredToken": mark("The identifier type differs from that of the expired token ({theirs})."),
    "reply": mark("The identifier type differs from that of the token that came ({theirs})."),
}
_OTHER_DEVICE: dict[Bearer, str] = {
    "key": mark("The device differs from that of the key ({theirs})."),
    "expiredToken": mark("The device differs from that of the expired token ({theirs})."),
    "reply": mark("The device differs from that of the token that came ({theirs})."),
}
_OTHER_ORGANISATION: dict[Bearer, str] = {
    "key": mark("The brand differs from the organisation of the key ({theirs})."),
    "expiredToken": mark("The brand differs from the organisation of the expired token ({theirs})."),
    "reply": mark("The brand differs from the organisation of the token that came ({theirs})."),
}


def compare_identity(call: Call, token: Token, bearer: Bearer) -> Iterator[FieldProblem]:
    """Where a token's ``idv``, ``dev`` or ``org`` contradicts the call; brands are compared without case."""
    identity = token.identity
    value = call.text("identifierValue").strip()
    if value and identity.identifiers and value not in [one.value for one in identity.identifiers]:
        theirs = ", ".join(one.value for one in identity.identifiers)
        message = tr(_OTHER_IDENTIFIER[bearer], theirs=theirs)
        yield FieldProblem("identifierValue", "other_identifier", message, "warning")
    elif value and identity.identifiers:
        kind = call.text("identifierType").strip()
        types = [one.type for one in identity.identifiers if one.value == value and one.type]
        if kind and types and kind not in types:
            message = tr(_OTHER_TYPE[bearer], theirs=", ".join(types))
            yield FieldProblem("identifierType", "other_identifier", message, "warning")
    device = call.text("deviceId").strip()
    if call.channel == "mobile" and device and identity.device is not None and device != identity.device:
        message = tr(_OTHER_DEVICE[bearer], theirs=identity.device)
        yield FieldProblem("deviceId", "other_device", message, "warning")
    brand = call.text("brand").strip()
    if brand and identity.organisation is not None and brand.upper() != identity.organisation.upper():
        message = tr(_OTHER_ORGANISATION[bearer], theirs=identity.organisation)
        yield FieldProblem("brand", "other_organisation", message, "warning")
