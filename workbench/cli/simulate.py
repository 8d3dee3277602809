"""``simulate``: the simulator alone, until it is interrupted (130) or told to end by SIGTERM (0)."""

from __future__ import annotations

import signal
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TextIO

from workbench.cli.answer import DONE, INTERRUPTED, TRANSPORT, WrongUsage
from workbench.cli.render import SCHEMA, Document, say
from workbench.cli.signals import catch_signals
from workbench.core import json_text
from workbench.core.calls import SECRET_FIELD, WORDS
from workbench.core.redact import mask
from workbench.core.secret import Secret
from workbench.core.time_text import format_local
from workbench.core.visible import make_visible
from workbench.simulator import STORIES, ReceivedCall, Simulator


def run_simulate(arguments: Namespace, clock: Callable[[], float], stdout: TextIO, stderr: TextIO) -> int:
    """Serve and block; belongs to the main thread, where signals arrive.

    ``arguments`` has ``port``, ``story``, ``seed``, ``errors_as_http`` and ``json``. The first line on standard output
    is the address, with ``json`` the whole document; without it the calls received are told on standard error.

    :raises WrongUsage: there is no such story.
    """
    if arguments.story not in STORIES:
        stories = "\n".join(f"  {story.name:<18} {story.description}" for story in STORIES.values())
        raise WrongUsage(f"there is no story “{make_visible(arguments.story)}”; there are\n{stories}")
    simulator = Simulator(
        clock,
        story=arguments.story,
        port=arguments.port,
        seed=arguments.seed,
        errors_as_http=arguments.errors_as_http,
    )
    arrived: SimpleQueue[int] = SimpleQueue()
    with catch_signals(arrived.put, signal.SIGINT, signal.SIGTERM):
        try:
            simulator.start()
        except OSError as error:
            return _refuse(arguments, f"The simulator cannot serve: {error}.", stdout, stderr)
        try:
            _announce(arguments, simulator, stdout, stderr)
            return INTERRUPTED if _wait(arrived) == signal.SIGINT else DONE
        finally:
            simulator.stop()


def _refuse(arguments: Namespace, trouble: str, stdout: TextIO, stderr: TextIO) -> int:
    say(stderr, f"token-workbench simulate: {trouble}")
    if arguments.json:
        _print_line(stdout, {"schema": SCHEMA, "url": None, "trouble": trouble})
    return TRANSPORT


def _announce(arguments: Namespace, simulator: Simulator, stdout: TextIO, stderr: TextIO) -> None:
    if arguments.json:
        _print_line(stdout, _describe(simulator))
        return
    simulator.on_received = lambda call: _tell(call, stderr)
    say(stdout, _describe_in_words(simulator))
    stdout.flush()
    say(stderr, "Serving; interrupt with Ctrl+C.")


def _print_line(stdout: TextIO, document: Document) -> None:
    print(json_text.write(document, ascii_only=True), file=stdout, flush=True)


def _wait(arrived: SimpleQueue[int]) -> int:
    """Block until a signal arrives, and give its number."""
    while True:
        with suppress(Empty):
            return arrived.get(timeout=1)  # without a timeout Windows would not see Ctrl+C


def _describe(simulator: Simulator) -> Document:
    return {
        "schema": SCHEMA,
        "url": simulator.url,
        "story": simulator.story,
        "mobile": simulator.demo_mobile(),
        "web": simulator.demo_web(),
    }


def _describe_in_words(simulator: Simulator) -> str:
    story = STORIES[simulator.story]
    lines = [simulator.url, f"Story “{story.name}”: {story.description}"]
    for title, details in (("Mobile", simulator.demo_mobile()), ("Web", simulator.demo_web())):
        lines.append(f"{title} demo customer (--json prints the secret):")
        for name, value in details.items():
            shown = mask(Secret(value)) if name in SECRET_FIELD.values() else value
            lines.append(f"  {WORDS[name]}: {shown}")
    return "\n".join(lines)


def _tell(call: ReceivedCall, stderr: TextIO) -> None:
    """One line for a call; runs on the simulator's thread, whose answer must not fail with a closed terminal."""
    code = "" if call.api_code is None else f", code {call.api_code}"
    path = make_visible(call.path)
    with suppress(OSError, ValueError):
        say(stderr, f"{format_local(call.at, None)}  {call.method} {path}  HTTP {call.http_status}{code}  {call.story}")
