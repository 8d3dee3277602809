"""A caller who speaks to the engine as a client would, without a socket."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from workbench.simulator.answers import Answer
from workbench.simulator.engine import Engine
from workbench.simulator.stories import STORIES

DEMO = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo"}
NEWCOMER = {"identifierType": "EMAIL", "identifierValue": "newcomer@example.com", "brand": "DocDemo"}


class Caller:
    """Owns the conversation with one engine: sends fields, reads envelopes, logs in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.story = "normal"

    def send(self, path: str, body: bytes, method: str = "POST", **options: Any) -> Answer:
        return self.engine.answer(method, f"/auth/v1/{path}", body, STORIES[self.story], **options)

    def ask(self, path: str, fields: dict[str, Any], method: str = "POST") -> dict[str, Any]:
        """The envelope that these fields are answered with."""
        envelope: dict[str, Any] = json.loads(self.send(path, json.dumps(fields).encode(), method).body)
        return envelope

    def code(self, path: str, fields: dict[str, Any], method: str = "POST") -> int:
        code: int = self.ask(path, fields, method)["status"]["code"]
        return code

    def open_session(self, prefix: str, who: dict[str, Any], **more: Any) -> dict[str, Any]:
        """The fields of the next call of this login: who, device and session."""
        fields = dict(who) if prefix == "web/" else {"deviceId": "deviceid1", **who}
        reply = self.ask(f"{prefix}token/generate", {**fields, **more})
        return {**fields, "sessionId": reply["user"]["sessionId"]}

    def log_in_by_otp(self, prefix: str, who: dict[str, Any], **more: Any) -> dict[str, Any]:
        session = self.open_session(prefix, who, **more)
        assert self.code(f"{prefix}otp/generate", session) == 200
        return self.ask(f"{prefix}otp/validate", {**session, "otp": "999999"})

    def log_in_by_password(self, prefix: str, who: dict[str, Any], password: str, **more: Any) -> dict[str, Any]:
        session = self.open_session(prefix, who, **more)
        return self.ask(f"{prefix}password/validate", {**session, "password": password})


@pytest.fixture
def caller(clock) -> Caller:
    return Caller(Engine(clock, seed=1))


@pytest.fixture
def demo() -> dict[str, Any]:
    """A customer with a password."""
    return dict(DEMO)


@pytest.fixture
def newcomer() -> dict[str, Any]:
    """Nobody's customer yet."""
    return dict(NEWCOMER)


@pytest.fixture
def read_claims():
    """Token → its header and payload."""

    def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        header, payload = (
            json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in token.split(".")[:2]
        )
        return header, payload

    return read
