"""The program leaves no core file, whatever kills it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import workbench

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no core files there")

CRASH = """
import ctypes, os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from workbench.app import main
main(["decode", "nothing here"])
print(resource.getrlimit(resource.RLIMIT_CORE))
if sys.platform == "linux":
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGABRT)
"""


def test_from_its_start_on_the_program_dumps_no_core(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(workbench.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", CRASH], cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.returncode == -signal.SIGABRT, done.stderr
    assert done.stdout.splitlines()[-2:] == ["(0, 0)", "0"] if sys.platform == "linux" else "(0, 0)" in done.stdout
    assert list(tmp_path.iterdir()) == []
