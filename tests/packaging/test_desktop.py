"""What a Linux desktop and ``man`` read of the program."""

from __future__ import annotations

import configparser
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from workbench.cli.parser import build_parser

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
DESKTOP = LINUX / "token-workbench.desktop"
METAINFO = LINUX / "token-workbench.metainfo.xml"


def run(*command: object) -> str:
    """What a tool prints; the test fails with its words where the tool finds fault."""
    ran = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed here")


def test_every_command_in_the_desktop_entry_is_one_that_the_program_takes():
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(DESKTOP, "utf-8")
    commands = [shlex.split(section["Exec"]) for section in map(entry.__getitem__, entry.sections())]
    assert len(commands) == 2
    for name, *words in commands:
        assert name == "token-workbench"
        assert build_parser().parse_args(words).command == "app"


@needs("desktop-file-validate")
def test_the_desktop_entry_is_valid():
    assert run("desktop-file-validate", DESKTOP) == ""


def test_the_metadata_speak_of_the_desktop_entry_and_the_program():
    root = ET.parse(METAINFO).getroot()
    assert root.findtext("launchable") == DESKTOP.name
    assert root.findtext("provides/binary") == "token-workbench"
    assert root.findtext("project_license") == "MIT"


@needs("appstreamcli")
def test_the_metadata_are_valid():
    # The project owns no domain that its name could begin with.
    run("appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info", METAINFO)


def test_the_icon_is_drawn_at_every_size(tmp_path):
    run(sys.executable, ROOT / "packaging" / "icons.py", tmp_path)
    drawn = {path.parts[-3]: QImage(str(path)) for path in tmp_path.glob("hicolor/*/apps/token-workbench.png")}
    assert {f"{image.width()}x{image.height()}" for image in drawn.values()} == drawn.keys() >= {"16x16", "512x512"}
    for image in drawn.values():
        middle = image.pixelColor(image.width() // 2, image.height() // 10)
        assert (image.pixelColor(0, 0).alpha(), middle.alpha()) == (0, 255)
    assert (tmp_path / "hicolor/scalable/apps/token-workbench.svg").read_bytes() == (
        LINUX / "token-workbench.svg"
    ).read_bytes()
    assert {path.suffix for path in tmp_path.glob("token-workbench.*")} == {".ico", ".icns"}


# ---- the manual page


@pytest.fixture(scope="module")
def manual() -> str:
    return run(sys.executable, LINUX / "manual.py")


def test_the_manual_page_lists_every_command_and_every_option(manual):
    plain = manual.replace("\\-", "-")
    parsers, found = [build_parser()], []
    while parsers:
        parser = parsers.pop()
        found.append(parser.prog)
        for action in parser._actions:
            if isinstance(action.choices, dict):
                parsers += action.choices.values()
            assert all(option in plain for option in action.option_strings if option not in ("-h", "--help"))
    assert len(found) > 15
    assert not [prog for prog in found[1:] if f".SS {prog}\n" not in plain]


@needs("man")
def test_man_shows_the_page_without_a_complaint(manual, tmp_path):
    page = tmp_path / "token-workbench.1"
    page.write_text(manual, "utf-8")
    ran = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "regenerate" in ran.stdout
