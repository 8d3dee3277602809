"""What every test runs inside: an offscreen Qt, a home of its own, no network beyond loopback, a clock held by hand.

Facts that the code below leans on:

- An audit hook cannot be taken out again, sees every socket of the process whoever opened it, and what it raises
  reaches the caller. A caller that turns every error into an outcome would hide a refusal, so refusals are kept and
  fail the test as well.
- The loop reports the exception of a forgotten task when the task is collected, so a collection comes before the
  verdict.
- pytest-asyncio runs async fixtures in the loop of the test. A fixture named first is torn down last: what other
  fixtures close is closed by then.
"""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import itertools
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from workbench.ui.kit.garbage import collect_if_due

# Qt reads its platform when the application is made, qasync its binding when it is imported. The zone lies off UTC by a
# half hour too, so that mixing up the two shows on any machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
os.environ["TZ"] = "IST-5:30"
time.tzset()

TESTS = Path(__file__).parent
ON_CI = os.environ.get("CI", "").lower() == "true"
INSIDE_THE_DOCUMENTED_WEB_TOKEN = 1760358520.0
"""Unix seconds, 86 s before the documented renewed web token expires."""

PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
TRUST_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")

# A machine under load is slow: no deadline for one example. On CI the same examples every time.
settings.register_profile("workbench", deadline=None, derandomize=ON_CI)
settings.load_profile("workbench")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the exhaustive tests to CI unless they are asked for, and put the task guard under every async test."""
    leave_out_slow = not ON_CI and not config.option.markexpr
    for item in items:
        if leave_out_slow and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="exhaustive: runs when CI=true, or with -m slow"))
        if pytest_asyncio.is_async_test(item):
            item.fixturenames.insert(0, "no_task_left_over")


# ---- edges: clock, home, keychain, network


class FakeClock:
    """The time a test lives in: call it for Unix seconds, set ``now`` or ``advance`` it."""

    def __init__(self, now: float = INSIDE_THE_DOCUMENTED_WEB_TOKEN) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


_home_numbers = itertools.count()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh person on a fresh machine: nobody's files, keyring or proxy. Gives the data folder, not yet made.

    It lies outside ``tmp_path``, which stays empty for the test, and is numbered here because ``mktemp`` lists the
    whole folder each time.
    """
    user = tmp_path_factory.getbasetemp() / "homes" / str(next(_home_numbers))
    runtime = user / "run"
    runtime.mkdir(parents=True)
    runtime.chmod(0o700)  # Qt complains about a wider one
    data = user / "workbench"
    for name, path in {
        "HOME": user,
        "XDG_CONFIG_HOME": user / ".config",
        "XDG_DATA_HOME": user / ".local" / "share",
        "XDG_STATE_HOME": user / ".local" / "state",
        "XDG_CACHE_HOME": user / ".cache",
        "XDG_RUNTIME_DIR": runtime,
        "TOKEN_WORKBENCH_HOME": data,
    }.items():
        monkeypatch.setenv(name, str(path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in (*PROXY_VARIABLES, *map(str.lower, PROXY_VARIABLES), *TRUST_VARIABLES):
        monkeypatch.delenv(name, raising=False)
    return data


class BeyondLoopbackError(RuntimeError):
    """A test reached for something beyond loopback."""


_refusals: list[str] = []


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse_the_outside(event: str, arguments: tuple[Any, ...]) -> None:
    match event:
        case "socket.connect" | "socket.bind" | "socket.sendto" | "socket.sendmsg":
            opened, address = arguments[:2]
            if opened.family not in (socket.AF_INET, socket.AF_INET6) or address is None:
                return
            host = address[0]
        case "socket.getaddrinfo" | "socket.gethostbyname" | "socket.gethostbyaddr":
            host = arguments[0]
            name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
            if isinstance(name, str) and name.rstrip(".").endswith(".invalid"):
                # What a resolver says of these names (RFC 6761), without asking one.
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        case _:
            return
    if not _is_loopback(host):
        refusal = f"{event} to {host!r}: tests stay on loopback"
        _refusals.append(refusal)
        raise BeyondLoopbackError(refusal)


sys.addaudithook(_refuse_the_outside)


@pytest.fixture(autouse=True)
def refusals() -> Iterator[list[str]]:
    """Fails a test that reached for the outside, also where the program took the refusal for an ordinary failure."""
    _refusals.clear()
    yield _refusals
    if _refusals:
        pytest.fail("\n".join(_refusals), pytrace=False)


# ---- a language that nobody speaks


@pytest.fixture
def pseudo() -> Iterator[Callable[[str], bool]]:
    """Speaks the language of brackets during a test; gives what says whether a text went through ``tr`` whole."""
    from workbench.language import ENGLISH, speak
    from workbench.language.pseudo import PSEUDO

    speak(PSEUDO)
    yield lambda text: text.startswith("[") and text.endswith("~]") and "]. [" not in text
    speak(ENGLISH)


# ---- the product without a face


@pytest.fixture
def memory_keyring() -> Any:
    """A keyring backend of its own that forgets at the end of the test; ``entries`` is what it holds."""
    import keyring.backend
    import keyring.errors

    class MemoryKeyring(keyring.backend.KeyringBackend):
        priority = 1

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

    return MemoryKeyring()


@pytest.fixture
def build_session(memory_keyring: Any, home: Path) -> Callable[[Callable[[], float]], Any]:
    """Builds a session on a clock as the program does, over real files and a real simulator on loopback."""
    from workbench.net.client import Client
    from workbench.session.session import Session
    from workbench.simulator import Simulator
    from workbench.storage.keychain import Keychain
    from workbench.storage.paths import Home
    from workbench.storage.resources import load_glossary, load_playbook
    from workbench.storage.vault import Vault

    def build(clock: Callable[[], float]) -> Session:
        return Session(
            clock=clock,
            home=Home(home),
            keychain=Keychain(memory_keyring, vault=Vault(home / "vault")),
            client=Client(),
            playbook=load_playbook(),
            glossary=load_glossary(),
            open_simulator=lambda: Simulator(clock),
        )

    return build


# ---- loops and Qt


@pytest_asyncio.fixture
async def no_task_left_over() -> AsyncIterator[None]:
    """Fails an async test that leaves a task running, or whose loop was told of an exception nobody awaited."""
    loop = asyncio.get_running_loop()
    complaints: list[str] = []
    loop.set_exception_handler(
        lambda _, context: complaints.append(f"{context['message']}: {context.get('exception')!r}")
    )
    gc.freeze()  # the collection below then looks at what this test made: 1 ms, not 60
    yield
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    complaints += [f"task left over: {task!r}" for task in left]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    left.clear()
    gc.collect()
    gc.unfreeze()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def make_loop() -> asyncio.AbstractEventLoop:
    """The program's loop on the application of the test run."""
    from workbench.ui.run import Loop

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    loop: asyncio.AbstractEventLoop = Loop(app)
    return loop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Async tests of the window run on the window's own loop, all others on plain asyncio."""
    if any(item.path.is_relative_to(TESTS / folder) for folder in ("ui", "journeys", "bench")):
        return {"qt": make_loop}
    return {"asyncio": asyncio.new_event_loop}


def pytest_sessionstart() -> None:
    """Qt objects may be destroyed in the main thread alone, and Python collects in any (``ui.kit.garbage``)."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    collect_if_due()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> Iterator[QApplication]:
    """The one application of the run; closing a window does not end it, as in the program (``ui.run``)."""
    qapp.setQuitOnLastWindowClosed(False)
    yield qapp
    qapp.clipboard().clear()  # see ``ui.kit.clipboard``
