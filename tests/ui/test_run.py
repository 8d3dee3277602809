"""The window's loop, and the program's opening and closing."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from workbench.storage.paths import Home
from workbench.storage.settings import SettingsStore
from workbench.ui.run import Loop

REPOSITORY = Path(__file__).resolve().parents[2]


async def test_a_sleep_on_the_window_s_loop_is_never_early() -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Loop)
    for _ in range(3):
        began = loop.time()
        await asyncio.sleep(0.2)
        assert loop.time() - began >= 0.2


def open_and_end(home: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a window that was asked to end once it had opened."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-X", "dev", "-m", "workbench", "app", "--home", str(home), *words]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        for is_opening in (False, True):  # the file is there from the beginning of a start until the window is open
            while Home(home).start.exists() is is_opening:
                assert program.poll() is None, program.communicate()
        program.send_signal(signal.SIGTERM)
        out, errors = program.communicate(timeout=30)
    return program.returncode, out, errors


def test_the_program_opens_its_window_and_ends_cleanly_when_asked_to(tmp_path: Path) -> None:
    home = tmp_path / "home"
    code, out, errors = open_and_end(home)

    assert (code, out) == (0, "")
    assert "Traceback" not in errors
    assert (home / "settings.toml").is_file()


def test_the_tour_is_shown_at_the_first_start_that_is_not_for_a_profile(tmp_path: Path) -> None:
    home = tmp_path / "home"

    def was_shown() -> bool:
        return SettingsStore(Home(home).settings).load().settings.tour_seen

    open_and_end(home, "--profile", "Demo · web")
    assert not was_shown()
    open_and_end(home)
    assert was_shown()
