"""Freezes the program on the machine it runs on: dist/token-workbench holds it, and starts without Python.

It makes an environment from hash-pinned packages, builds the wheel, installs it there, and has PyInstaller freeze what
was installed (token-workbench.spec); on Debian and its kin a package is made of it. Then it prints the size, and how
long frozen and unfrozen program take to start. Nothing but Python is needed to run it: packaging/build calls it.

The same commit on the same machine gives the same files: times come from the commit and hashes are not shuffled.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import ROOT, make_environment, run_pip, scripts_of

PINS = ROOT / "packaging" / "requirements-build.txt"
BUILD, DIST = ROOT / "build", ROOT / "dist"
ENVIRONMENT = BUILD / "venv"
SCRIPTS = scripts_of(ENVIRONMENT)
PYTHON = SCRIPTS / "python"
NAME = "token-workbench.exe" if sys.platform == "win32" else "token-workbench"
FROZEN = DIST / "token-workbench"
RUNS = 5  # the start is measured so often


def commit_time() -> str:
    """Unix seconds that the files made here may carry: of the commit, else of the project file."""
    command = ["git", "-c", "safe.directory=*", "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return str(int((ROOT / "pyproject.toml").stat().st_mtime))


def run(*command: object) -> None:
    """Run a step of the build in the project's folder; its failure ends the build."""
    variables = {
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or commit_time(),
        "PYTHONHASHSEED": "0",
        "QT_QPA_PLATFORM": "offscreen",
    }
    subprocess.run([str(word) for word in command], cwd=ROOT, env=os.environ | variables, check=True)


def install_program() -> Path:
    """Build the wheel into dist/ and install it; gives the wheel."""
    for old in DIST.glob("token_workbench-*.whl"):
        old.unlink()
    run(PYTHON, "-m", "hatchling", "build", "--target", "wheel", "--directory", DIST)
    (wheel,) = DIST.glob("token_workbench-*.whl")
    run_pip(ENVIRONMENT, "install", "--no-deps", "--force-reinstall", wheel)
    return wheel


def freeze() -> None:
    print("Freezing", flush=True)
    run(PYTHON, ROOT / "packaging" / "icons.py", BUILD / "icons")
    shutil.rmtree(FROZEN, ignore_errors=True)
    folders = ("--distpath", DIST, "--workpath", BUILD / "pyinstaller")
    # By its script: python -m would put this folder first on the path, before the program that was installed.
    command = (SCRIPTS / "pyinstaller", "--noconfirm", "--clean", "--log-level", "WARN", *folders)
    run(*command, ROOT / "packaging" / "token-workbench.spec")


def size_of(folder: Path) -> int:
    """Bytes in all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def time_start(program: Path) -> float:
    """Seconds until the window, offscreen and on a home of its own, says that it is open."""
    with tempfile.TemporaryDirectory() as home:
        variables = {"QT_QPA_PLATFORM": "offscreen", "TOKEN_WORKBENCH_LOG": "info", "TOKEN_WORKBENCH_HOME": home}
        log = Path(home, "log")
        began = time.perf_counter()
        with log.open("w") as errors, subprocess.Popen([program], env=os.environ | variables, stderr=errors) as window:
            while "the window is open" not in log.read_text("utf-8") and window.poll() is None:
                time.sleep(0.005)
            seconds = time.perf_counter() - began
            if window.poll() is not None:
                raise SystemExit(f"{program} opened no window: {log.read_text('utf-8')}")
            window.terminate()
    return seconds


def report() -> None:
    """Print what came out. Frozen and unfrozen start by turns, so that both meet the same moods of the machine."""
    programs = {"frozen": FROZEN / NAME, "unfrozen": SCRIPTS / NAME}
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(RUNS + 1):
        for name, program in programs.items():
            taken = time_start(program)
            if turn:  # the first one warms the disk's cache
                seconds[name].append(taken)
    frozen, unfrozen = (statistics.median(seconds[name]) for name in programs)
    print(f"{FROZEN.relative_to(ROOT)}: {size_of(FROZEN) / 1e6:.0f} MB")
    print(f"Start to open window: {frozen:.2f} s, {frozen / unfrozen:.2f} times as long as unfrozen ({unfrozen:.2f} s)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-timing", action="store_true", help="do not measure the start")
    options = parser.parse_args()
    make_environment(ENVIRONMENT, PINS)
    print(f"Built {install_program().relative_to(ROOT)}", flush=True)
    freeze()
    if shutil.which("dpkg-deb"):
        run(PYTHON, ROOT / "packaging" / "linux" / "debian.py", FROZEN, DIST)
    if not options.no_timing:
        report()


if __name__ == "__main__":
    main()
