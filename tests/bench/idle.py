"""What the window costs while nobody does anything: python tests/bench/idle.py prints its processor time and memory.

The program opens on a home with a hundred profiles, each with a token that counts down: half of them in minutes, half
in hours. After a pause for the opening, its processor time over a minute is read from ``/proc``: it runs on Linux only.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workbench.core.exchange import Record
from workbench.core.redact import redact
from workbench.session.profiles import make_profile
from workbench.storage.history import HistoryStore
from workbench.storage.paths import Home
from workbench.storage.profiles import ProfileStore
from workbench.storage.settings import Settings, SettingsStore

ROOT = Path(__file__).parents[2]
PROFILES, OPENING_SECONDS, SECONDS = 100, 8, 60


def fill(home: Home, now: float) -> None:
    """A hundred profiles, each with a record of the token that it got last; who has these has seen the tour."""
    SettingsStore(home.settings).save(Settings(tour_seen=True))
    profiles, history = ProfileStore(home.profiles), HistoryStore(home.history)
    nothing = redact("")
    for number in range(PROFILES):
        profile = make_profile(f"Profile {number}", "web")
        profiles.save(profile)
        history.append(
            Record(
                now - 60,
                profile.id,
                profile.name,
                "web",
                "simulator",
                "renewed",
                None,
                200,
                200,
                redact("SUCCESS"),
                132,
                1000,
                nothing,
                "user",
                f"{number:012x}",
                now + (600 if number % 2 else 7200) + number,
                now - 60,
                nothing,
                nothing,
            )
        )
    history.close()


def read_processor_seconds(pid: int) -> float:
    """User and system time of a process (proc(5): fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rest(program: subprocess.Popen[bytes], seconds: float) -> None:
    """Let it live for so long; that it ends is a mistake."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        raise SystemExit(f"the program ended with {program.wait(seconds)}")


def main() -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        fill(Home(Path(folder)), time.time())
        with subprocess.Popen([sys.executable, "-m", "workbench", "app", "--home", folder], env=environment) as program:
            rest(program, OPENING_SECONDS)
            before, began = read_processor_seconds(program.pid), time.monotonic()
            rest(program, SECONDS)
            used = (read_processor_seconds(program.pid) - before) / (time.monotonic() - began)
            status = Path(f"/proc/{program.pid}/status").read_text()
            resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
            program.terminate()
            asked = time.monotonic()
            program.wait()
            ended = time.monotonic() - asked
    print(f"{PROFILES} profiles counting down: {used:.2%} of one core over {SECONDS} s")
    print(f"memory at rest: {resident / 1024:.0f} MB resident")
    print(f"ended {ended * 1000:.0f} ms after it was asked to")


if __name__ == "__main__":
    main()
