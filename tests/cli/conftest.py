"""The command line in this process: real parser, session, files and simulator; a keyring in memory."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from keyring.backend import KeyringBackend

from workbench.cli.commands import run_command
from workbench.cli.parser import build_parser
from workbench.core.history import StoredRecord
from workbench.core.profile import Draft, Profile
from workbench.core.secret import Secret
from workbench.net.client import Client
from workbench.session.session import Session
from workbench.simulator import Simulator
from workbench.storage.history import HistoryStore
from workbench.storage.keychain import Keychain
from workbench.storage.paths import Home
from workbench.storage.resources import load_glossary, load_playbook
from workbench.storage.vault import Vault


class MemoryKeyring(KeyringBackend):
    """A keyring whose entries a test may look at."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.entries.pop(username, None)


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


class CommandLine:
    """Owns the edges of every command a test runs; ``keyring`` and ``transport`` may be replaced before a run."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = Home(home)
        self.keyring: KeyringBackend | None = MemoryKeyring()
        self.transport: httpx.AsyncBaseTransport | None = None
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def build_session(self) -> Session:
        return Session(
            clock=time.time,
            home=self.home,
            keychain=Keychain(self.keyring, deadline_seconds=30, vault=Vault(self.home.vault)),
            client=Client(transport=self.transport),
            playbook=load_playbook(self.home.team_playbook),
            glossary=load_glossary(self.home.team_glossary),
            open_simulator=lambda: Simulator(time.time),
        )

    def run(self, *words: str, stdin: bytes | str = b"", build: Callable[[], Session] | None = None) -> Ran:
        octets = stdin.encode() if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(octets)))
        self._capsys.readouterr()
        code = run_command(build_parser().parse_args(words), time.time, build or self.build_session)
        printed = self._capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    def save(self, profile: Profile, **secrets: str) -> None:
        """Save a profile with its secrets, as the window does."""

        async def work() -> None:
            async with aclosing(self.build_session()) as session:
                await session.profiles.save(Draft(profile, {name: Secret(text) for name, text in secrets.items()}))

        asyncio.run(work())

    def history(self) -> list[StoredRecord]:
        store = HistoryStore(self.home.history)
        try:
            return store.recent(100)
        finally:
            store.close()


@pytest.fixture
def command_line(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(home, capsys, monkeypatch)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    simulator = Simulator(time.time)
    simulator.start()
    yield simulator
    simulator.stop()
