"""The window opens and reaches for nothing: no host but this one, no look for updates, no other program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import sys

def tell(event, arguments):
    match event:
        case "socket.connect" | "socket.sendto" | "socket.sendmsg":
            reached = arguments[1] if arguments[0].family in (2, 10) else None
        case "socket.getaddrinfo" | "socket.gethostbyname" | "urllib.Request":
            reached = arguments[0]
        case "subprocess.Popen" | "os.system" | "os.exec" | "os.posix_spawn" | "webbrowser.open":
            reached = arguments[0]
        case _:
            return
    if reached is not None:
        print("REACHED", event, reached, file=sys.stderr, flush=True)

sys.addaudithook(tell)
"""
START = "from workbench.app import main\nsys.exit(main(['app']))\n"
PROBE = "import socket\nopened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nopened.connect(('127.0.0.1', 9))\n"
"""Connects a datagram socket, which sends nothing."""


def run_watched(code: str) -> list[str]:
    """What a program said on standard error until it ended, or was asked to because its window was open."""
    variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "TOKEN_WORKBENCH_LOG": "info"}
    said: list[str] = []
    command = [sys.executable, "-c", WATCHED + code]
    with subprocess.Popen(command, env=os.environ | variables, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        for line in program.stderr:
            said.append(line.strip())
            if "the window is open" in line:
                program.send_signal(signal.SIGTERM)
    assert program.returncode == 0, said
    return said


def test_the_watch_sees_what_reaches_out():
    assert run_watched(PROBE) == ["REACHED socket.connect ('127.0.0.1', 9)"]


def test_opening_the_window_reaches_no_other_host_and_starts_no_other_program():
    said = run_watched(START)
    assert [line for line in said if "the window is open" in line]
    reached = [line for line in said if line.startswith("REACHED")]
    assert not [line for line in reached if "127.0.0.1" not in line]
