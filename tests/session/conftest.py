"""A session over real files, a real simulator on loopback and an in-memory keyring backend."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import keyring.backend
import keyring.errors
import pytest

from workbench.net.client import Client
from workbench.session.session import Session
from workbench.simulator import Simulator
from workbench.storage.keychain import Keychain
from workbench.storage.paths import Home
from workbench.storage.resources import load_glossary, load_playbook


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that forgets at the end of the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


@pytest.fixture
def memory_keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
async def session(clock: Callable[[], float], memory_keyring: MemoryKeyring, tmp_path: Path) -> AsyncIterator[Session]:
    opened = Session(
        clock=clock,
        home=Home(tmp_path / "home"),
        keychain=Keychain(memory_keyring),
        client=Client(),
        playbook=load_playbook(),
        glossary=load_glossary(),
        open_simulator=lambda: Simulator(clock),
    )
    yield opened
    await opened.aclose()
