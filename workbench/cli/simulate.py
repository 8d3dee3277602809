"""``simulate``: the simulator alone, until it is interrupted (130) or told to end by SIGTERM (0)."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TextIO

from workbench.cli.answer import DONE, INTERRUPTED, TRANSPORT, WrongUsage
from workbench.cli.render import SCHEMA, make_visible, say
from workbench.core import json_text
from workbench.core.calls import SECRET_FIELD, WORDS
from workbench.core.expiry import format_local
from workbench.core.redact import mask
from workbench.core.secret import Secret
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
    stop = _StopSignal()
    simulator = Simulator(
        clock,
        story=arguments.story,
        port=arguments.port,
        seed=arguments.seed,
        errors_as_http=arguments.errors_as_http,
    )
    try:
        simulator.start()
    except OSError as error:
        trouble = f"The simulator cannot serve: {error}."
        say(stderr, f"token-workbench simulate: {trouble}")
        if arguments.json:
            print(json_text.write({"schema": SCHEMA, "url": None, "trouble": trouble}, ascii_only=True), file=stdout)
        return TRANSPORT
    try:
        if arguments.json:
            print(json_text.write(_describe(simulator), ascii_only=True), file=stdout, flush=True)
        else:
            simulator.on_received = lambda call: _tell(call, stderr)
            say(stdout, _describe_in_words(simulator))
            stdout.flush()
            say(stderr, "Serving; interrupt with Ctrl+C.")
        return stop.wait()
    finally:
        simulator.stop()


class _StopSignal:
    """Owns the two signals that end the simulator, from when it is made to the end of the process."""

    def __init__(self) -> None:
        self._arrived = threading.Event()
        self._code = DONE
        # Also where a shell started this in the background and so had SIGINT ignored.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal_arrived)

    def wait(self) -> int:
        """Block until one arrives; the exit code that goes with it."""
        while not self._arrived.wait(timeout=1):  # without a timeout Windows would not see Ctrl+C
            pass
        return self._code

    def _on_signal_arrived(self, number: int, frame: FrameType | None) -> None:
        self._code = INTERRUPTED if number == signal.SIGINT else DONE
        self._arrived.set()


def _describe(simulator: Simulator) -> dict[str, json_text.Json]:
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
