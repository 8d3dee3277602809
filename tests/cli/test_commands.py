"""What holds for every command: trouble is a sentence, and nobody pays for what a command does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.storage.files import StorageTrouble

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [["profiles", "list"], ["where"], ["regenerate", "mobile", "--host", "http://127.0.0.1:9"]]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        pytest.param(StorageTrouble("The disk is full."), 4, "The disk is full.", id="storage trouble"),
        pytest.param(KeyboardInterrupt(), 130, "Interrupted.", id="interrupted"),
        pytest.param(LookupError("my-secret"), 1, "This is a mistake in the program: LookupError", id="a mistake"),
    ],
)
def test_what_ends_a_command_is_a_sentence_and_a_document(command_line, words, error, code, says):
    def build():
        raise error

    spoken = command_line.run(*words, build=build)
    assert (spoken.code, spoken.out) == (code, "")
    assert says in spoken.err
    written = command_line.run(*words, "--json", build=build)
    assert written.code == code
    assert written.document["schema"] == 1
    assert says in written.document["trouble"]
    assert "my-secret" not in spoken.err + written.err + written.out


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [
        ["decode", "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3NjAzNTg2MDZ9.c2ln"],
        ["--help"],
        ["--version"],
        ["regenerate", "--help"],
    ],
    ids=" ".join,
)
def test_what_opens_no_door_imports_none(words):
    heavy = "{'httpx', 'keyring', 'PySide6', 'starlette', 'uvicorn', 'jwt', 'asyncio', 'sqlite3'}"
    code = (
        "import sys\nfrom workbench.app import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    assert python(code, *words).stderr == "[]\n"


@pytest.mark.parametrize("words", [["where", "--json"], ["decode", "nothing"], ["profiles", "list"]], ids=" ".join)
def test_a_reader_that_left_is_no_traceback(words):
    """Standard output is a pipe whose other end is closed, as after ``| head``."""
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "workbench", *words]
    ran = subprocess.run(command, env=environment, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (1, "")
