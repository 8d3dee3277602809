"""The engine: request, story and clock in, answer out; no sockets, no threads, no waiting."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import assert_never

from workbench.simulator import answers
from workbench.simulator.accounts import DEMO_IDENTIFIER, TILLS, Accounts
from workbench.simulator.answers import Answer
from workbench.simulator.api_codes import API_MESSAGES, SUCCESS, RefusalError
from workbench.simulator.call import Call, Grant, Memory
from workbench.simulator.changes import change_password, expire_token, forget_password, update_identifier
from workbench.simulator.credentials import WEB_PASSWORD_LIFETIME, Credentials
from workbench.simulator.endpoints import ENDPOINTS, Endpoint
from workbench.simulator.fields import UnreadableBodyError, read_fields
from workbench.simulator.login import generate_otp, generate_token, validate_otp, validate_password
from workbench.simulator.mint import Holder, Mint
from workbench.simulator.renewal import regenerate_token
from workbench.simulator.sessions import Sessions
from workbench.simulator.stories import Story

ROOT = "/auth/v1/"
DEMO_BRAND = "DocDemo"
DEMO_DEVICE = "deviceid1"
DEMO_EXPIRED_SINCE = 600
"""Seconds between the expiry of the demo web token and the moment it is made."""


class Engine:
    """Owns the secret and the memory of one stand-in, and answers one call at a time (it is not thread-safe).

    With a seed everything it mints or draws is the same each time.
    """

    def __init__(self, clock: Callable[[], float], *, seed: int | None = None) -> None:
        self._clock = clock
        seeded = hashlib.sha256(f"simulator secret {seed}".encode()).digest()
        self._secret = secrets.token_bytes(32) if seed is None else seeded
        self._sessions_drawn = 0
        self._memory = Memory(Accounts(), Sessions(), Credentials(Mint(self._secret)))

    def reset(self) -> None:
        """Forget sessions and revocations; accounts and the secret stay, and so every token and key is good."""
        self._memory.sessions.clear()
        self._memory.credentials.forget_revocations()

    def get_demo_mobile(self) -> dict[str, str]:
        """The fields of a mobile renewal that succeeds."""
        demo, holder = self._memory.accounts.demo, Holder((DEMO_IDENTIFIER,), DEMO_DEVICE, DEMO_BRAND.upper())
        key = self._memory.credentials.hand_out_key(holder, demo, int(self._clock()), "first", by_password=True)
        return {**_describe_demo_customer(), "deviceId": DEMO_DEVICE, "key": key}

    def get_demo_web(self) -> dict[str, str]:
        """The fields of a web renewal that succeeds, with a token that expired ten minutes ago."""
        demo, holder = self._memory.accounts.demo, Holder((DEMO_IDENTIFIER,), None, DEMO_BRAND.upper())
        issued_at = int(self._clock()) - WEB_PASSWORD_LIFETIME - DEMO_EXPIRED_SINCE
        token = self._memory.credentials.issue_user_token(holder, demo, issued_at, WEB_PASSWORD_LIFETIME)
        return {**_describe_demo_customer(), "expiredToken": token}

    def find_endpoint(self, method: str, path: str) -> Endpoint | Answer:
        """The endpoint at a path, whatever stands before ``/auth/v1/``; the container's 404 or 405 otherwise."""
        _, root, name = path.rpartition(ROOT)
        endpoint = ENDPOINTS.get(name) if root else None
        if endpoint is None:
            return answers.refuse_path()
        return endpoint if method == endpoint.method else answers.refuse_method(endpoint.method)

    def answer(self, method: str, path: str, body: bytes, story: Story, *, errors_as_http: bool = False) -> Answer:
        """The answer to one request; refusals are HTTP 200 unless ``errors_as_http`` asks for 400."""
        endpoint = self.find_endpoint(method, path)
        if isinstance(endpoint, Answer):
            return endpoint
        if story.scripted is not None:
            return story.scripted
        try:
            fields = read_fields(body, endpoint)
            call = Call(endpoint, fields, story, self._clock())
            if call.org not in TILLS:
                raise RefusalError(1504)
            answer = _write_grant(call, self._act(call))
        except UnreadableBodyError as error:
            return answers.refuse_body(str(error))
        except RefusalError as refusal:
            answer = _write_refusal(endpoint, refusal.code, errors_as_http)
        if story.damage == "cut_json":
            return Answer(answer.http_status, answer.content_type, answer.body[: len(answer.body) // 2])
        return answer

    def _act(self, call: Call) -> Grant:
        match call.endpoint.action:
            case "generate_token":
                return generate_token(call, self._memory, self._draw_session_id())
            case "generate_otp":
                return generate_otp(call, self._memory)
            case "validate_otp":
                return validate_otp(call, self._memory)
            case "validate_password":
                return validate_password(call, self._memory)
            case "regenerate_token":
                return regenerate_token(call, self._memory)
            case "change_password":
                return change_password(call, self._memory)
            case "forget_password":
                return forget_password(call, self._memory)
            case "expire_token":
                return expire_token(call, self._memory)
            case "update_identifier":
                return update_identifier(call, self._memory)
            case unknown:
                assert_never(unknown)

    def _draw_session_id(self) -> str:
        """``P-`` and a version 4 UUID, as in the samples; drawn from the secret, so that a seed decides it too."""
        self._sessions_drawn += 1
        drawn = hashlib.sha256(self._secret + f"session {self._sessions_drawn}".encode()).digest()
        return f"P-{uuid.UUID(bytes=drawn[:16], version=4)}"


def _describe_demo_customer() -> dict[str, str]:
    kind, _, value = DEMO_IDENTIFIER.partition("|")
    return {"identifierType": kind, "identifierValue": value, "brand": DEMO_BRAND}


def _write_grant(call: Call, grant: Grant) -> Answer:
    token = grant.token
    if token is not None and call.story.damage == "broken_token":
        token = token[: len(token) // 2]
    user = {
        "appRegistered": False,
        "sessionId": grant.session_id,
        "role": grant.role,
        "userRegisteredForPassword": grant.has_password,
    }
    members = {
        "auth": None if call.story.damage == "no_token" else {"token": token, "key": grant.key},
        "identifiers": {"identifierList": None},
        "user": None if grant.role is None else user,
    }
    status = {"success": True, "code": SUCCESS, "message": grant.message}
    envelope = {"status": status} | {name: members[name] for name in call.endpoint.members}
    return answers.write_envelope(HTTPStatus.OK, envelope, SUCCESS)


def _write_refusal(endpoint: Endpoint, code: int, errors_as_http: bool) -> Answer:
    status = {"success": False, "code": code, "message": API_MESSAGES[code]}
    envelope = {"status": status} | dict.fromkeys(endpoint.members)
    return answers.write_envelope(HTTPStatus.BAD_REQUEST if errors_as_http else HTTPStatus.OK, envelope, code)
