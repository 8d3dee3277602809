"""The composition root: reads the command, builds the session, opens a face.

It imports late, and is the only module that does so as a rule: httpx, Qt's widgets and keyring cost about 100 ms each,
and ``decode`` needs none of them.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.parser import build_parser

if TYPE_CHECKING:
    import argparse

    from workbench.session.session import Session
    from workbench.simulator import Simulator


KEYRING_DEADLINE = 30.0  # seconds that the command line waits for a keyring, which may prompt


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code of the contract."""
    _open_closed_streams()
    parser = build_parser()
    arguments = parser.parse_args(sys.argv[1:] if words is None else list(words))
    if level := arguments.log_level or os.environ.get("TOKEN_WORKBENCH_LOG"):
        from workbench.session.log import start_log

        try:
            start_log(level, sys.stderr)
        except ValueError as wrong:
            parser.error(str(wrong))
    if arguments.command in (None, "app"):
        return _open_window(arguments)
    from workbench.cli.commands import run_command

    _forbid_core_dumps()
    return run_command(arguments, time.time, lambda: build_session(_home(arguments), time.time, KEYRING_DEADLINE))


def _forbid_core_dumps() -> None:
    from workbench.storage.core_dumps import forbid_core_dumps

    forbid_core_dumps()


def _open_closed_streams() -> None:
    """A shell may close the standard streams (``<&-``), and a window started without a console has none at all."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # as long as the program runs


def _home(arguments: argparse.Namespace) -> Path | None:
    given = getattr(arguments, "home", None)
    return Path(given) if given else None


def _open_window(arguments: argparse.Namespace) -> int:
    if not arguments.demo:
        return _run_window(_home(arguments), arguments.profile, arguments.safe)
    import tempfile

    with tempfile.TemporaryDirectory(prefix="token-workbench-demo-") as throw_away:
        return _run_window(Path(throw_away), arguments.profile, arguments.safe, is_demo=True)


def _run_window(home: Path | None, chosen_name: str | None, safe: bool, *, is_demo: bool = False) -> int:
    gc.disable()  # the window collects in its own thread (``ui.kit.garbage``); loading goes a tenth faster without

    from workbench.storage.paths import Home
    from workbench.ui.opening import open_window

    found = Home.find(home, os.environ)
    opening = open_window(found, safe=safe)

    from workbench.ui.early_form import find_first_profile, load_rest, show_early_form

    early = show_early_form(opening, None if is_demo else find_first_profile(found.profiles, chosen_name))
    _forbid_core_dumps()  # nothing secret was read so far
    load_rest(opening.app)

    from workbench.session.clock import DemoClock
    from workbench.storage.resources import load_examples
    from workbench.ui.run import run_window

    clock = DemoClock(time.time)

    prepare: Callable[[Session], Awaitable[None]] | None = None
    if is_demo:
        from workbench.session.demonstration import set_stage

        prepare = set_stage
    return run_window(opening, early, clock, lambda: build_session(home, clock), load_examples(), chosen_name, prepare)


def build_session(home: Path | None, clock: Callable[[], float], keyring_deadline: float | None = None) -> Session:
    """A session on this machine's keyring and network; ``home`` is the data folder, ``None`` for the user's own.

    :raises ValueError: a resource file is not of the right shape.
    """
    from workbench.net.client import Client
    from workbench.session.session import Session
    from workbench.storage.keychain import Keychain
    from workbench.storage.paths import Home
    from workbench.storage.resources import load_glossary, load_playbook
    from workbench.storage.vault import Vault

    found = Home.find(home, os.environ)
    return Session(
        clock=clock,
        home=found,
        keychain=Keychain(deadline_seconds=keyring_deadline, vault=Vault(found.vault)),
        client=Client(),
        playbook=load_playbook(found.team_playbook),
        glossary=load_glossary(found.team_glossary),
        open_simulator=lambda: _make_simulator(clock),
    )


def _make_simulator(clock: Callable[[], float]) -> Simulator:
    from workbench.simulator import Simulator

    return Simulator(clock)
