"""The log: off unless asked for, and without any secret however much of it there is."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.net.fault_server import FaultServer, reply, running, say
from workbench.core.profile import Draft, Profile
from workbench.core.secret import Secret
from workbench.session.log import RedactingFilter, describe_error, hide, start_log
from workbench.session.session import Session

MARKED = "marked-secret"


@pytest.fixture
def everything() -> Iterator[io.StringIO]:
    """Whatever any logger says at any level, without a filter in front of it."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    before = {name: logging.getLogger(name).level for name in (None, "workbench", "httpx", "httpcore")}
    root.addHandler(handler)
    for name in before:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What ``start_log`` writes at DEBUG."""
    stream = io.StringIO()
    handler = start_log("debug", stream)
    assert handler is not None
    yield stream
    logger = logging.getLogger("workbench")
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
    logger.propagate = True


def marked_draft(host: str) -> Draft:
    fields = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo", "deviceId": "d1"}
    profile = Profile(
        "", "QA", "mobile", host, fields, header_names=("Cookie", "X-Api-Key"), basic_username="me", proxy_username="me"
    )
    names = ("key", "header:Cookie", "header:X-Api-Key", "basicPassword", "proxyPassword")
    return Draft(profile, {name: Secret(f"{MARKED}-{number}") for number, name in enumerate(names)})


def echo() -> FaultServer:
    body = b'{"status":{"success":false,"code":1597,"message":"marked-secret-0"}}'
    return FaultServer(behave=say(reply(body, "Set-Cookie: marked-secret-1", "X-Echo: marked-secret-2")))


async def test_at_debug_no_secret_appears_in_any_log(session: Session, everything: io.StringIO) -> None:
    with running(echo()) as server:
        await session.calls.send(marked_draft(server.url), retries=1)
    await session.calls.send(marked_draft("http://127.0.0.1:1"))
    written = everything.getvalue()
    assert "HTTP 200" in written
    assert MARKED not in written


async def test_the_program_s_log_says_what_happened(session: Session, log: io.StringIO) -> None:
    with running(echo()) as server:
        await session.calls.send(marked_draft(server.url))
    written = log.getvalue()
    assert "DEBUG workbench.net.client: POST http://127.0.0.1:" in written
    assert "wait" in written
    assert MARKED not in written


@pytest.mark.parametrize("spelling", ["marked-secret-0", "bWFya2VkLXNlY3JldC0w", "marked%2Dsecret%2D0"])
def test_what_somebody_logs_by_mistake_is_taken_out_by_value(log: io.StringIO, spelling: str) -> None:
    logger = logging.getLogger("workbench.anything")
    with hide((Secret("marked-secret-0"),)):
        logger.warning("it was %s", spelling)
    assert "[secret]" in log.getvalue() or "%2D" in spelling
    assert "marked-secret-0" not in log.getvalue()
    assert "bWFya2VkLXNlY3JldC0w" not in log.getvalue()


def test_a_token_is_taken_out_wherever_it_stands(log: io.StringIO) -> None:
    logging.getLogger("workbench").info("got %s", "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl")
    assert "eyJ" not in log.getvalue()
    assert "[token " in log.getvalue()


def test_of_an_exception_only_class_and_place_are_logged(log: io.StringIO) -> None:
    try:
        raise ValueError(MARKED)
    except ValueError as error:
        logging.getLogger("workbench").exception("it broke")
        described = describe_error(error)
    assert described.startswith("ValueError in test_log.py, line ")
    assert described in log.getvalue()
    assert MARKED not in log.getvalue()


def test_nothing_is_logged_unless_asked_for() -> None:
    assert start_log(None, io.StringIO()) is None
    assert start_log("", io.StringIO()) is None
    with pytest.raises(ValueError, match="one of debug"):
        start_log("loud", io.StringIO())


def test_a_filter_lets_every_record_through() -> None:
    record = logging.LogRecord("x", logging.INFO, "x", 1, "%s", ("a",), None)
    assert RedactingFilter().filter(record)
    assert record.getMessage() == "a"


@pytest.mark.parametrize("way", ["option", "environment", "neither"])
def test_the_command_line_logs_where_it_is_asked_to(way: str, home: Path) -> None:
    import os

    words = ["regenerate", "mobile", "--host", "simulator", *(["--log-level", "debug"] if way == "option" else [])]
    environment = {**os.environ, **({"TOKEN_WORKBENCH_LOG": "debug"} if way == "environment" else {})}
    ran = subprocess.run(
        [sys.executable, "-m", "workbench", *words],
        capture_output=True, text=True, env=environment, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert ran.returncode == 0
    assert ("workbench.net.client: POST" in ran.stderr) == (way != "neither")
    assert "eyJ" not in ran.stderr
