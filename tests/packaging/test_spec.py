"""What is frozen is what the program uses: the spec beside the code, and the ways in."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import PySide6
import pytest

import workbench
import workbench.app

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
SPEC = ast.parse((ROOT / "packaging" / "token-workbench.spec").read_text("utf-8"))


def spec_value(name: str) -> Any:
    """What the spec gives a name, where that is a literal."""
    (value,) = (
        node.value
        for node in ast.walk(SPEC)
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [name]
    )
    return ast.literal_eval(value)


def imported() -> set[str]:
    """Every module that the program imports, with its full name."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "workbench").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def test_the_spec_holds_exactly_the_qt_modules_that_the_program_imports():
    used = {name.removeprefix("PySide6.") for name in imported() if name.startswith("PySide6.")}
    assert spec_value("QT_MODULES") == used


def test_the_program_imports_nothing_that_the_spec_leaves_out():
    (analysis,) = (
        node for node in ast.walk(SPEC) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Analysis"
    )
    (excludes,) = (ast.literal_eval(option.value) for option in analysis.keywords if option.arg == "excludes")
    assert excludes
    assert not {name for name in imported() for left_out in excludes if f"{name}.".startswith(f"{left_out}.")}


@pytest.mark.skipif(sys.platform != "linux", reason="plugins are called so on Linux")
def test_every_plugin_that_the_spec_names_exists():
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins"
    named = {(folder, name) for folder, names in spec_value("QT_PLUGINS").items() for name in names}
    there = {(path.parent.name, path.stem.removeprefix("lib")) for path in plugins.glob("*/*.so")}
    assert named - there == {("platforms", "qcocoa"), ("platforms", "qwindows")}


def test_the_command_is_the_program():
    assert PROJECT["scripts"] == {"token-workbench": "workbench.app:main"}
    (command,) = entry_points(group="console_scripts", name="token-workbench")
    assert command.load() is workbench.app.main


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("packaging/windows/token-workbench.iss", r'#define Version "(.+)"'),
        ("packaging/linux/token-workbench.metainfo.xml", r'<release version="(.+?)"'),
    ],
)
def test_every_definition_names_the_version(file, pattern):
    assert re.findall(pattern, (ROOT / file).read_text("utf-8"))[0] == workbench.__version__


@pytest.mark.parametrize("file", ["packaging/windows/token-workbench.iss", "packaging/macos/image"])
def test_what_nobody_has_tried_says_so_on_top(file):
    assert "UNTESTED" in "".join((ROOT / file).read_text("utf-8").splitlines()[:3])


def test_installers_take_files_that_are_there_or_are_built():
    text = (ROOT / "packaging" / "windows" / "token-workbench.iss").read_text("utf-8")
    taken = {path.replace("\\", "/") for path in re.findall(r"\{#Root\}\\([^\s;*]+)", text)}
    built = {path for path in taken if path.startswith(("dist", "build"))}
    assert built == {"dist", "dist/token-workbench/", "build/icons/token-workbench.ico"}
    assert all((ROOT / path).exists() for path in taken - built)
    assert taken - built
