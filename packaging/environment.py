"""Makes a virtual environment of exactly the packages that a requirement file pins, for a tool of the project."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def scripts_of(folder: Path) -> Path:
    return folder / ("Scripts" if sys.platform == "win32" else "bin")


def run_pip(folder: Path, *words: object) -> None:
    """Run pip of the environment in a folder.

    :raises subprocess.CalledProcessError: it failed and has said why.
    """
    pip = [scripts_of(folder) / "python", "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    subprocess.run([str(word) for word in (*pip, *words)], check=True)


def make_environment(folder: Path, pins: Path) -> None:
    """Fill the folder by a requirement file with hashes; one that is there stays while pins and Python are the same."""
    stamp = folder / "filled-from"
    wanted = hashlib.sha256(pins.read_bytes() + sys.version.encode() + str(folder).encode()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print(f"Filling {folder.relative_to(ROOT)} by {pins.relative_to(ROOT)}", file=sys.stderr, flush=True)
    venv.create(folder, clear=True, with_pip=True)
    run_pip(folder, "install", "--require-hashes", "--only-binary", ":all:", "-r", pins)
    stamp.write_text(wanted, "utf-8")
