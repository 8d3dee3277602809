"""``pip install .`` in a fresh environment gives the same program, its resources inside."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import workbench
from tests.packaging.program import Program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform == "win32", reason="the folder of programs is called otherwise there"),
]
ROOT = Path(__file__).resolve().parents[2]
LOOK_INSIDE = """
from workbench.storage.languages import LANGUAGE_NAMES, load_language
from workbench.storage.paths import resource_folder
from workbench.storage.resources import load_glossary, load_playbook
load_glossary(), load_playbook()
assert [load_language(code).code for code in LANGUAGE_NAMES] == list(LANGUAGE_NAMES)
print(resource_folder())
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory) -> Path:
    """The programs of an environment into which a copy of the project was installed, at the versions pinned."""
    folder: Path = tmp_path_factory.mktemp("install")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("workbench", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    pins = re.findall(r"^[a-z0-9.-]+==[^ ;\\]+", (ROOT / "packaging/requirements.txt").read_text("utf-8"), re.MULTILINE)
    (folder / "pins").write_text("\n".join(pins), "utf-8")
    venv.create(folder / "venv", with_pip=True)
    pip = [str(folder / "venv/bin/python"), "-m", "pip", "-q", "--disable-pip-version-check"]
    ran = subprocess.run(
        [*pip, "install", ".", "-c", "pins"], cwd=folder, env=clean(), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder / "venv" / "bin"


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_the_command_is_there_and_works(scripts):
    program = Program((str(scripts / "token-workbench"),))
    assert program.run("--version").stdout == f"token-workbench {workbench.__version__}\n"
    with program.window(TOKEN_WORKBENCH_LANGUAGE="de") as said:
        assert "speaks de" in said


def test_every_resource_is_inside(scripts, tmp_path):
    command = [scripts / "python", "-c", LOOK_INSIDE]
    printed = subprocess.run(command, cwd=tmp_path, env=clean(), capture_output=True, text=True, check=True).stdout
    assert files_below(Path(printed.strip())) == files_below(ROOT / "resources")


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
