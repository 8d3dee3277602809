"""The real program under X, met by a real assistive interface (AT-SPI) from outside, as a screen reader meets it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
PROGRAMS = ("dbus-run-session", "Xvfb", "xauth", "xvfb-run", SYSTEM_PYTHON)
SESSION = """
"$0" -m workbench app --demo &
"$1" "$2" "$3"
answer=$?
kill $!
wait $!
exit $answer
"""


def missing() -> str:
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    if programs:
        return f"not installed here: {', '.join(programs)}"
    found = subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False)
    return "" if found.returncode == 0 else "the system's Python has no AT-SPI bindings (gir1.2-atspi-2.0, python3-gi)"


def mint(seconds: int) -> str:
    """A token that lives so long from now on and began an hour ago."""
    now = int(time.time())
    parts = ({"alg": "HS256", "org": "DOCDEMO"}, {"iat": now - 3600, "exp": now + seconds})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, "A" * 43])


@pytest.mark.slow
def test_a_screen_reader_finds_names_presses_send_reads_the_verdict_and_hears_what_happens(tmp_path: Path) -> None:
    if reason := missing():
        pytest.skip(reason)
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "TOKEN_WORKBENCH_LANGUAGE": "en",
        "TZ": "UTC",
    }
    seen = subprocess.run(
        [
            *("xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "dbus-run-session", "--"),
            *("sh", "-c", SESSION, sys.executable, SYSTEM_PYTHON, str(HERE / "assistive.py"), mint(58)),
        ],
        env=environment,
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )
    assert seen.returncode == 0, seen.stdout + seen.stderr
    told = json.loads(seen.stdout.splitlines()[-1])  # the registry says hello before
    assert told["nameless"] == []
    assert told["verdict"].startswith("Verdict: Valid. Expires in ")
    assert told["heard of the call"] == ["Renewed: a new token came"]
    assert [words for words in told["heard of the token"] if words.startswith("Token: ")] == [
        "Token: 0:29 left",
        "Token: expired just now",
    ]
