"""``simulate``: its one line, its words, and how it ends."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import time
import urllib.request
from threading import Thread

import pytest

from workbench.cli.answer import WrongUsage
from workbench.cli.parser import build_parser
from workbench.cli.simulate import run_simulate


class Output(io.StringIO):
    """Acts when the first lines were let out, while the simulator serves."""

    def __init__(self, act) -> None:
        super().__init__()
        self._act = act

    def flush(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()


def run(*words: str, act=None, stderr: io.StringIO | None = None) -> tuple[int, str, str]:
    errors = stderr or io.StringIO()
    output = Output(act)
    code = run_simulate(build_parser().parse_args(["simulate", *words]), time.time, output, errors)
    return code, output.getvalue(), errors.getvalue()


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_one_line_holds_address_story_and_ready_secrets():
    code, out, err = run("--json", "--story", "short-life", "--seed", "7", act=interrupt)
    assert (code, err) == (130, "")
    (line,) = out.splitlines()
    document = json.loads(line)
    assert list(document) == ["schema", "url", "story", "mobile", "web"]
    assert document["url"].startswith("http://127.0.0.1:")
    assert document["story"] == "short-life"
    assert list(document["mobile"]) == ["identifierType", "identifierValue", "brand", "deviceId", "key"]
    assert list(document["web"]) == ["identifierType", "identifierValue", "brand", "expiredToken"]


def test_in_words_the_first_line_is_the_address_and_secrets_are_masked():
    code, out, _ = run(act=interrupt)
    assert code == 130
    assert out.startswith("http://127.0.0.1:")
    assert "key: ••••" in out
    assert "expired token: ••••" in out
    assert "eyJ" not in out


def test_calls_are_told_on_standard_error():
    told = io.StringIO()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    def call_and_interrupt() -> None:
        def work() -> None:
            request = urllib.request.Request(f"http://127.0.0.1:{port}/auth/v1/token/regenerate", b"{}", method="POST")
            request.add_header("Content-Type", "application/json")
            with urllib.request.urlopen(request):
                os.kill(os.getpid(), signal.SIGINT)

        caller.append(Thread(target=work))
        caller[0].start()

    caller: list[Thread] = []
    code, _, err = run("--port", str(port), act=call_and_interrupt, stderr=told)
    caller[0].join()
    assert code == 130
    assert "POST /auth/v1/token/regenerate  HTTP 200, code " in err


def test_sigterm_is_a_good_end():
    assert run("--json", act=lambda: signal.raise_signal(signal.SIGTERM))[0] == 0


def test_signals_are_as_before_afterwards():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    run("--json", act=interrupt)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_an_unknown_story_is_wrong_usage_that_names_them_all():
    with pytest.raises(WrongUsage, match=r"(?s)“nope”.*\n  normal .*\n  html-error "):
        run("--story", "nope")


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_taken_port_is_a_transport_failure(words):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = run("--port", port, *words)
    assert code == 3
    assert port in err
    assert [json.loads(line)["url"] for line in out.splitlines()] == ([None] if words else [])
