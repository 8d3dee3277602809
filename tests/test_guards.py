"""Guards of the whole project: what no single test would notice and a tired eye would let through."""

from __future__ import annotations

import ast
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sorted((ROOT / "workbench").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---- reading code


def dotted(node: ast.expr) -> str:
    """``app.exec`` for the expression app.exec; "…" stands for a part that is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "…"


def calls_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func)


def nested_loops(code: str) -> list[str]:
    """Calls that spin a Qt loop inside the running one, where qasync loses every other task that wakes meanwhile."""
    nested = re.compile(
        r"""(?<!^app)(?<!^QApplication)(?<!^QGuiApplication)(?<!^QCoreApplication)\.exec_?$
        | ^QMessageBox\.(question|information|warning|critical|about|aboutQt)$
        | ^QFileDialog\.get(?!OpenFileContent)  # that one returns at once
        | ^Q(Input|Color|Font)Dialog\.get
        | (^|\.)processEvents$
        | ^QEventLoop$""",
        re.VERBOSE,
    )
    return [f"line {line}: {name}" for line, name in calls_in(ast.parse(code)) if nested.search(name)]


def waits_for_time(code: str) -> list[str]:
    """Calls in a test that wait for time to pass instead of for something to happen."""
    tree = ast.parse(code)
    found = [
        f"line {n}: {name}" for n, name in calls_in(tree) if re.search(r"^time\.sleep$|^qtbot\.wait$|\.qWait$", name)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time" and any(a.name == "sleep" for a in node.names):
            found.append(f"line {node.lineno}: from time import sleep")
    return found


def qt_waits_in_coroutines(code: str) -> list[str]:
    """``qtbot.wait…`` inside a coroutine: a nested loop again, and the test hangs."""
    return [
        f"line {line}: {name} in {function.name}"
        for function in ast.walk(ast.parse(code))
        if isinstance(function, ast.AsyncFunctionDef)
        for line, name in calls_in(function)
        if name.startswith("qtbot.wait")
    ]


@pytest.mark.parametrize(
    ("find", "code"),
    [
        (nested_loops, "dialog.exec()"),
        (nested_loops, "QMenu(self).exec_(at)"),
        (nested_loops, "self.dialog.exec()"),
        (nested_loops, "QMessageBox.question(self, 'Sure?', 'Sure?')"),
        (nested_loops, "name, _ = QFileDialog.getOpenFileName(self)"),
        (nested_loops, "QApplication.processEvents()"),
        (nested_loops, "QEventLoop().exec()"),
        (waits_for_time, "import time\ntime.sleep(1)"),
        (waits_for_time, "from time import sleep"),
        (waits_for_time, "qtbot.wait(100)"),
        (waits_for_time, "QTest.qWait(100)"),
        (qt_waits_in_coroutines, "async def test_it(qtbot):\n    qtbot.waitUntil(done)"),
    ],
)
def test_the_guards_see_what_they_guard_against(find, code):
    assert find(code)


@pytest.mark.parametrize(
    ("find", "code"),
    [
        (nested_loops, "dialog.open()"),
        (nested_loops, "app.exec()"),
        (nested_loops, "QMessageBox(self).open()"),
        (nested_loops, "'''Only open(), never dialog.exec().'''"),
        (waits_for_time, "time.monotonic()"),
        (waits_for_time, "qtbot.waitUntil(done)"),
        (qt_waits_in_coroutines, "def test_it(qtbot):\n    qtbot.waitUntil(done)"),
    ],
)
def test_the_guards_let_the_right_way_pass(find, code):
    assert not find(code)


@pytest.mark.parametrize("path", PROGRAM, ids=shown)
def test_the_program_never_nests_a_qt_loop(path):
    assert not nested_loops(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PROGRAM, ids=shown)
def test_every_module_says_what_it_is(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "no module docstring"


def test_every_folder_with_code_is_a_package():
    """Without ``__init__.py`` a folder is left out of the import contracts, silently."""
    assert not {shown(path.parent) for path in PROGRAM if not (path.parent / "__init__.py").exists()}


@pytest.mark.parametrize("path", TESTS, ids=shown)
def test_tests_wait_for_something_to_happen_never_for_time(path):
    code = path.read_text(encoding="utf-8")
    assert not waits_for_time(code) + qt_waits_in_coroutines(code)


# ---- what is committed

COMMITTABLE = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="needs git and a checkout"
)


def committable() -> list[str]:
    """Paths that are committed or would be by ``git add .``."""
    # A checkout that belongs to another user is still only read here.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


@COMMITTABLE
def test_the_top_level_holds_what_was_agreed_and_nothing_else():
    agreed = {"pyproject.toml", "README.md", "LICENSE", "workbench", "resources", "tests", "packaging"}
    top = {name.split("/")[0] for name in committable()}
    assert not {entry for entry in top if not entry.startswith(".")} - agreed


@COMMITTABLE
def test_no_file_names_a_package_index_or_a_path_of_this_machine():
    """Both work for whoever wrote them and for nobody else. Spelled in pieces, or this file would find itself."""
    hosts = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "index" + "-url"]
    paths = [f"{ROOT}/", f"{pwd.getpwuid(os.getuid()).pw_dir}/"]
    words = [word.encode() for word in (*hosts, *paths) if word != "/"]
    found = [
        f"{name}: {word.decode()}"
        for name in committable()
        for content in [(ROOT / name).read_bytes()]
        for word in words
        if word in content
    ]
    assert not found


# ---- what is installed


def pinned(file: str) -> dict[str, str]:
    """Package to version, as the requirement file pins it."""
    text = (ROOT / "packaging" / file).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+) .*$", text, re.MULTILINE))


def wanted(requirements: list[str]) -> set[str]:
    names = (re.split(r"[\[<>=~!; ]", requirement)[0] for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_the_pins_hold_everything_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, test = pinned("requirements.txt"), pinned("requirements-test.txt")
    assert wanted(project["dependencies"]) <= runtime.keys()
    assert wanted(project["dependencies"] + project["optional-dependencies"]["test"]) <= test.keys()
    assert runtime.items() <= test.items(), "one .venv serves the program and its tests: run packaging/lock"


def test_every_pin_has_its_hash():
    for file in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / "packaging" / file).read_text(encoding="utf-8")
        assert len(re.findall(r"^[a-z0-9.-]+==.*\\\n +--hash=sha256:[0-9a-f]{64}", text, re.M)) == len(pinned(file)) > 0


def test_nothing_installed_with_the_program_slows_its_start_or_weakens_its_keyring():
    """httpx imports its own command line where rich is installed (80 ms). The others join keyring by themselves: a
    plaintext file, and one that asks on the terminal."""
    assert not {"rich", "keyrings-alt", "keyrings-cryptfile"} & pinned("requirements.txt").keys()


@pytest.mark.slow
def test_the_wheel_carries_program_and_resources_but_no_tests(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("token_workbench-*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    resources = {f"workbench/{shown(path)}" for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert resources
    assert {shown(path) for path in PROGRAM} | resources <= carried
    assert {name.split("/")[0].split("-")[0] for name in carried} == {"workbench", "token_workbench"}


# ---- what the tests stand on


@pytest.mark.usefixtures("qapp")
def test_qt_calls_take_no_reference_from_none():
    """PySide6 6.12.0 on Python 3.11 takes one a call, and the interpreter aborts after some thousand."""
    before = sys.getrefcount(None)
    for _ in range(1000):
        QCoreApplication.processEvents()
    assert before - sys.getrefcount(None) < 50


def test_closing_the_last_window_does_not_end_the_application(qapp):
    assert not qapp.quitOnLastWindowClosed()


def test_a_connection_beyond_loopback_is_refused_and_remembered(refusals):
    # 192.0.2.1 is reserved for documentation (RFC 5737): were the guard broken, nobody would be there.
    with socket.socket() as opened, pytest.raises(RuntimeError, match="loopback"):
        opened.connect(("192.0.2.1", 443))
    with pytest.raises(RuntimeError, match="loopback"):
        socket.getaddrinfo("auth.example", 443)
    assert len(refusals) == 2
    refusals.clear()


def test_loopback_is_reached_and_an_invalid_name_is_unknown():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("nobody.invalid", 443)


def test_each_test_is_a_fresh_person(home, tmp_path):
    assert not home.exists()
    assert not list(tmp_path.iterdir())
    assert home.is_relative_to(Path.home())
