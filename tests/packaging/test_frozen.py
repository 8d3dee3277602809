"""The frozen program, driven without Python: command line, simulator, keyring and window."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

import workbench
from workbench.storage.paths import resource_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform != "linux", reason="the build has been tried on Linux only"),
]
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = json.loads((ROOT / "tests" / "contract" / "samples.json").read_text("utf-8"))
TAKE_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


@pytest.fixture
def program(built):
    return built.program


def test_the_build_prints_size_and_start_time(built):
    assert (megabytes := re.search(r"^dist/token-workbench: (\d+) MB$", built.said, re.MULTILINE))
    assert 60 < int(megabytes[1]) < 160
    assert re.search(r"^Start to open window: [\d.]+ s, [\d.]+ times as long as unfrozen", built.said, re.MULTILINE)


def test_only_the_qt_modules_in_use_are_inside(built):
    qt = built.folder / "token-workbench" / "_internal" / "PySide6"
    assert {path.name.split(".")[0] for path in qt.glob("Qt*.so")} == {"QtCore", "QtGui", "QtSvg", "QtWidgets"}
    assert not [path.name for path in qt.rglob("*") if re.search("Quick|Qml|Network|Sql|Designer|gtk", path.name)]


def test_every_resource_is_inside_and_nothing_of_this_machine(built):
    frozen = built.folder / "token-workbench"
    source = resource_folder()
    names = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    assert not [name for name in names if not (frozen / "_internal/workbench/resources" / name).is_file()]
    files = [path for path in frozen.rglob("*") if path.is_file()]
    assert not [path for path in frozen.rglob("*") if path.is_symlink() and not path.exists()]
    assert not [path for path in files if str(ROOT).encode() in path.read_bytes()]


def test_it_says_its_version(program):
    assert program.run("--version").stdout == f"token-workbench {workbench.__version__}\n"


def test_it_decodes_a_token(program):
    sample = find_token(SAMPLES)
    ran = program.run("decode", "--json", stdin=sample)
    (token,) = json.loads(ran.stdout)["tokens"]
    assert (ran.returncode, token["form"], ran.stderr) == (0, "jws", "")


def find_token(value: Any) -> str:
    """The first token among the documented samples."""
    (found, *_) = re.findall(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", json.dumps(value))
    return str(found)


@pytest.fixture
def simulate(program) -> Iterator[Callable[[], dict[str, Any]]]:
    command = [*program.command, "simulate", "--json"]
    with subprocess.Popen(command, env=program.environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
    assert process.returncode == 130


def test_it_renews_a_token_at_its_own_simulator(program, simulate):
    details = simulate["mobile"]
    customer = ("--identifier-type", details["identifierType"], "--identifier", details["identifierValue"])
    device = ("--brand", details["brand"], "--device-id", details["deviceId"])
    words = ("regenerate", "mobile", "--host", simulate["url"], *customer, *device, "--secret-stdin", "--json")
    ran = program.run(*words, stdin=details["key"])
    assert (ran.returncode, json.loads(ran.stdout)["outcome"]) == (0, "renewed"), ran.stderr


def write_call(simulated: dict[str, Any], file: Path) -> str:
    """A cURL command in a file; gives the file's name."""
    body = json.dumps(simulated["mobile"])
    file.write_text(
        f"curl '{simulated['url']}/auth/v1/token/regenerate' -H 'Content-Type: application/json' --data-raw '{body}'",
        "utf-8",
    )
    return str(file)


def test_it_reads_and_writes_calls_in_other_languages(program, simulate, tmp_path):
    imported = program.run("import", write_call(simulate, tmp_path / "call.curl"), "--json")
    assert len(json.loads(imported.stdout)["calls"]) == 1, imported.stderr
    for language in ("curl", "har", "postman", "powershell"):
        assert "regenerate" in program.run("export", language).stdout


@pytest.mark.skipif(not shutil.which("gnome-keyring-daemon"), reason="gnome-keyring is not installed here")
def test_it_finds_the_system_s_keyring(program, simulate, tmp_path):
    """keyring finds its backends by the metadata of packages, which a frozen program may have lost."""
    call = write_call(simulate, tmp_path / "call.curl")
    script = (
        "echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null\n"
        '"$0" import "$1" --save kept >/dev/null || exit 1\n'
        '"$0" profiles show kept --json\n'
    )
    variables = program.environment(PATH=os.environ["PATH"])
    command = ["dbus-run-session", "--", "sh", "-c", script, *program.command, call]
    ran = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert json.loads(ran.stdout)["profile"]["secrets"] == {"key": "keyring"}, ran.stderr


# ---- the window


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_window_opens_offscreen_in_a_language_and_closes(program, language):
    with program.window(TOKEN_WORKBENCH_LANGUAGE=language) as said:
        assert f"the window is open and speaks {language}" in said


@pytest.fixture
def display(tmp_path) -> Iterator[str]:
    """An X server that draws into memory."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield f":{number}"
        server.terminate()


def take_picture(display: str, file: Path) -> QImage:
    """What the screen shows."""
    variables = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    subprocess.run([sys.executable, "-c", TAKE_PICTURE, str(file)], env=variables, check=True, capture_output=True)
    return QImage(str(file))


def count_colours(picture: QImage) -> int:
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)})


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed here")
def test_the_window_is_seen_on_a_screen_in_the_language_chosen(program, display, built, tmp_path):
    assert count_colours(take_picture(display, built.folder / "window.png")) < 5
    strips = {}
    for number, language in enumerate(("en", "en", "de")):
        file = built.folder / f"window-{language}.png"
        home = str(tmp_path / str(number))  # a first start each time: the window comes where and as large as before
        variables = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "TOKEN_WORKBENCH_HOME": home}
        with program.window(**variables, TOKEN_WORKBENCH_LANGUAGE=language):
            while count_colours(picture := take_picture(display, file)) < 100:
                pass  # until it is painted; the test's time limit ends it
        strips[number] = picture.copy(0, 0, picture.width(), 28)  # the menus, where nothing but words can differ
    assert strips[0] == strips[1] != strips[2]
