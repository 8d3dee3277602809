"""Exchanges as the session makes them: a documented call, a reply, what it meant and what the playbook says."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.core.calls import Call
from workbench.core.exchange import Exchange
from workbench.core.playbook import Playbook
from workbench.core.reply import Outcome, Reply, read_reply
from workbench.core.request import build_request
from workbench.core.secret import Secret

REPOSITORY = Path(__file__).parents[3]
NOW = 1_760_358_520.0

MakeExchange = Callable[..., Exchange]


@pytest.fixture(scope="session")
def samples() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((REPOSITORY / "tests" / "contract" / "samples.json").read_text("utf-8"))
    return document


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    return Playbook.read(tomllib.loads((REPOSITORY / "resources" / "playbook.toml").read_text("utf-8")))


@pytest.fixture(scope="session")
def make_exchange(samples: dict[str, Any], playbook: Playbook) -> MakeExchange:
    """Make an exchange from a body (bytes, or a value written as JSON), or from an outcome without a reply."""
    fields = samples["mobile"]["request"]["body"]
    call = Call("mobile", {**fields, "key": Secret(fields["key"])})

    def make(
        body: Any = None,
        *,
        status: int = 200,
        headers: tuple[tuple[str, str], ...] = (("content-type", "application/json"),),
        outcome: Outcome | None = None,
        host: str = "simulator",
        elapsed_ms: int = 132,
    ) -> Exchange:
        reply = None
        if body is not None:
            reply = Reply(status, headers, body if isinstance(body, bytes) else json.dumps(body).encode())
        if outcome is None:
            assert reply is not None, "an exchange without a reply needs an outcome"
            outcome = read_reply(call, reply, NOW)
        request = build_request(call, "http://127.0.0.1:40123", extra_headers=[("Cookie", Secret("session=abcdef"))])
        advice = playbook.advise(outcome, reply)
        return Exchange("p1", "Demo · mobile", host, call, request, NOW, elapsed_ms, reply, outcome, advice)

    return make


@pytest.fixture
def renewed(samples: dict[str, Any], make_exchange: MakeExchange) -> Exchange:
    return make_exchange(samples["mobile"]["reply"])


@pytest.fixture
def refused(samples: dict[str, Any], make_exchange: MakeExchange) -> Exchange:
    return make_exchange(samples["refused"]["assumed_1597"])
