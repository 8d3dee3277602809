"""Whatever the simulator can answer, the playbook has an entry of its own for it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from workbench.core.calls import Call
from workbench.core.reply import Failed, Refused, Renewed, Reply, Unreadable, read_reply
from workbench.core.secret import Secret
from workbench.simulator import API_MESSAGES, STORIES
from workbench.simulator.answers import Answer, refuse_body, refuse_method, refuse_path, refuse_size, stop_serving
from workbench.storage.resources import load_playbook

PLAYBOOK = load_playbook()
CALL = Call("mobile", {"key": Secret("k")})
SCRIPTED = {name: story.scripted for name, story in STORIES.items() if story.scripted is not None}
BUILT_IN = {
    "no such path": refuse_path(),
    "no such method": refuse_method("POST"),
    "too long": refuse_size(),
    "no body": refuse_body("Unexpected end-of-input"),
    "stopping": stop_serving(),
}
ANSWERS: Mapping[str, Answer] = {**SCRIPTED, **BUILT_IN}


@pytest.mark.parametrize("code", [code for code in API_MESSAGES if code != 200])
@pytest.mark.parametrize("status", [200, 400, 401, 404, 429])
def test_every_code_of_the_simulator_has_an_entry_under_any_http_status(code: int, status: int) -> None:
    envelope = {"status": {"success": False, "code": code, "message": API_MESSAGES[code]}, "auth": None, "user": None}
    reply = Reply(status, (), json.dumps(envelope).encode())
    outcome = read_reply(CALL, reply, 0.0)
    assert isinstance(outcome, Refused)
    assert PLAYBOOK.advise(outcome, reply) == PLAYBOOK.entries["code"][str(code)]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_scripted_answer_of_the_simulator_has_an_entry_of_its_own(name: str) -> None:
    answer = ANSWERS[name]
    reply = Reply(answer.http_status, tuple(answer.headers), answer.body)
    outcome = read_reply(CALL, reply, 0.0)
    advice = PLAYBOOK.advise(outcome, reply)
    assert advice.next_step
    match outcome:
        case Refused(api_code=code) if code is not None:
            assert str(code) in PLAYBOOK.entries["code"]
        case Refused() | Failed():
            assert str(reply.http_status) in PLAYBOOK.entries["http"] or outcome.reason in PLAYBOOK.entries["reason"]
        case Unreadable():
            assert outcome.reason in PLAYBOOK.entries["reason"]
        case Renewed():
            assert advice.explanation
        case _:
            pytest.fail(f"{name} gave {outcome}")
