"""The window's part of a long session, a program of its own: long_session.py work|killed LOG, secrets as JSON on stdin.

It composes the program's own window on the real home, a vault, and an auth engine on loopback; everything is logged
at DEBUG. At its end it prints the tokens it had as JSON, or dies by SIGKILL after it printed them.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
import time
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench.app import build_session
from workbench.core.profile import Draft, Profile
from workbench.core.redact import redact
from workbench.core.secret import Secret
from workbench.session.clock import DemoClock
from workbench.session.examples import read_examples
from workbench.simulator import Simulator
from workbench.storage.core_dumps import forbid_core_dumps
from workbench.storage.paths import resource_folder
from workbench.storage.resources import load_examples
from workbench.storage.settings import Settings, SettingsStore
from workbench.ui.bench import Bench
from workbench.ui.kit.crash import Crashes
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.run import Loop
from workbench.ui.window import Window
from workbench.ui.wiring import connect


async def heard(signal: Any, act: Any) -> tuple[Any, ...]:
    """Act, and the next values of a signal."""
    future: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def settle(*values: Any) -> None:
        if not future.done():
            future.set_result(values)

    signal.connect(settle)
    act()
    values = await asyncio.wait_for(future, 30)
    signal.disconnect(settle)
    return values


async def live(app: QApplication, how: str, secrets: dict[str, str]) -> None:
    clock = DemoClock(time.time)
    session = build_session(None, clock)
    window = Window(Settings())
    list(window.furnish(session.glossary, clock))
    bench = Bench(session, clock, read_examples(load_examples(), session.playbook), window)
    crashes = Crashes(redact)
    crashes.install()
    crashes.watch_loop(asyncio.get_running_loop())
    connect(window, bench, crashes)
    window.show()
    await bench.open(None)
    engine = Simulator(time.time)
    engine.start()
    tokens = await work(window, bench, engine, how, secrets, crashes)
    print(json.dumps(tokens), flush=True)
    if how == "killed":
        bench.send(Draft(bench.session.profiles.all[0]))
        await heard(bench.call_started, lambda: None)
        os.kill(os.getpid(), signal.SIGKILL)
    engine.stop()
    SettingsStore(session.home.settings).save(window.remembered_settings(Settings()))
    window.leave()
    await bench.aclose()
    crashes.uninstall()
    window.deleteLater()
    await asyncio.sleep(0)


async def work(
    window: Window, bench: Bench, engine: Simulator, how: str, secrets: dict[str, str], crashes: Crashes
) -> dict[str, str]:
    """Every way in which a secret goes through the window; the tokens that it had."""
    passphrase = Secret(secrets["passphrase"])
    keeper, profiles = bench.keeper, bench.session.profiles
    await heard(keeper.accepted, lambda: (keeper.create_vault if how == "work" else keeper.open_vault)(passphrase))
    details = engine.demo_web()
    original = details.pop("expiredToken")
    tokens = {"original": original}
    saved = profiles.find("Marked")
    profile = Profile(
        saved.id if saved else "marked", "Marked", "web", engine.url, details,
        header_names=("X-Marked",), basic_username="tester", note="long session",
    )  # fmt: skip
    typed = {"expiredToken": original, "header:X-Marked": secrets["header"], "basicPassword": secrets["password"]}
    draft = Draft(profile, {name: Secret(text) for name, text in typed.items()})
    await profiles.save(draft)
    bench.profiles.profiles_changed.emit(profiles.all)
    await heard(bench.profiles.profile_chosen, lambda: bench.profiles.choose(profile.id))
    for number in range(3):
        (exchange, _) = await heard(bench.exchange_finished, lambda: bench.send(Draft(profile)))
        tokens[f"renewed {number}"] = exchange.outcome.token.reveal()
    for story in ("token-expired", "html-error", "no-token", "broken-token", "wrong-customer", "rate-limited"):
        engine.story = story
        (exchange, _) = await heard(bench.exchange_finished, lambda: bench.send(Draft(profile)))
        if exchange.token is not None:
            tokens[story] = exchange.token.text
    engine.story = "normal"
    wrong = Draft(profile, {"expiredToken": Secret(secrets["refused key"])})
    await heard(bench.exchange_finished, lambda: bench.send(wrong, anyway=True))
    unsaved = Draft(profile, {"expiredToken": Secret(secrets["typed, never saved"])})
    await heard(bench.profiles.problems_found, lambda: bench.profiles.edit(unsaved))
    await heard(bench.request_built, lambda: bench.preview(unsaved))
    await heard(bench.secrets.revealed, lambda: bench.secrets.reveal("basicPassword"))

    def crash() -> None:
        raise RuntimeError(f"crash on purpose with {tokens['renewed 2']}")

    await heard(crashes.crashed, lambda: QTimer.singleShot(0, crash))
    window.token.request_copy()
    keeper.lock()
    await heard(keeper.unlocked, lambda: keeper.unlock(passphrase))
    return tokens


if __name__ == "__main__":
    os.umask(0)
    forbid_core_dumps()
    logging.basicConfig(filename=sys.argv[2], level=logging.DEBUG, force=True)
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    load_resources(app, resource_folder())
    apply_theme(app, "light")
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.run(live(app, sys.argv[1], json.loads(sys.stdin.read())))
