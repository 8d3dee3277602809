"""What was typed survives ``kill -9`` of a real window; what broke a start is left out of the next."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from workbench.core.profile import Profile
from workbench.storage.journal import Journal, KeptDraft
from workbench.storage.settings import Settings, SettingsStore
from workbench.storage.start import StartMark

REPOSITORY = Path(__file__).resolve().parents[2]
SECRET = "typed-but-never-to-be-written"

TYPE_AND_WAIT = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from workbench.app import build_session
from workbench.session.clock import DemoClock
from workbench.storage.resources import load_examples
from workbench.storage.paths import Home
from workbench.ui.early_form import show_early_form
from workbench.ui.opening import open_window
from workbench.ui.run import run_window
import time

def type_in():
    parts = [one for name in ("brand", "key") for one in QApplication.allWidgets()
             if one.objectName() == name and one.isVisible() and isinstance(one, QLineEdit)]
    if len(parts) < 2:
        return
    timer.stop()
    brand, key = parts
    brand.setFocus()
    brand.selectAll()
    QTest.keyClicks(brand, "TypedBeforeTheCrash")
    key.setFocus()
    QTest.keyClicks(key, "{SECRET}")

def build():
    global timer
    timer = QTimer()
    timer.timeout.connect(type_in)
    timer.start(50)
    return build_session(Path(sys.argv[1]), clock)

clock = DemoClock(time.time)
opening = open_window(Home(Path(sys.argv[1])))
run_window(opening, show_early_form(opening, None), clock, build, load_examples())
"""


def wait_until(is_so: Callable[[], bool], program: subprocess.Popen[Any]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert program.poll() is None
        assert time.monotonic() < deadline
        os.sched_yield()


def journals(home: Path) -> str:
    """All that is written of drafts."""
    texts = []
    for path in (home / "drafts").glob("*.toml"):
        try:
            texts.append(path.read_text("utf-8"))
        except FileNotFoundError:  # replaced meanwhile
            continue
    return "\n".join(texts)


def kill_a_window_amid_typing(home: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)}
    program = subprocess.Popen([sys.executable, "-c", TYPE_AND_WAIT, str(home)], env=environment)
    try:
        wait_until(lambda: "TypedBeforeTheCrash" in journals(home) and '"key"' in journals(home), program)
        wait_until(lambda: not (home / "start").exists(), program)
    finally:
        program.kill()
        program.wait()


@pytest.mark.timeout(180)
async def test_what_was_typed_before_a_kill_is_offered_and_comes_back_without_its_secret(desk: Any) -> None:
    home = desk.bench.session.home
    await asyncio.to_thread(kill_a_window_amid_typing, home.folder)
    for path in home.folder.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    (leftovers,) = await desk.until(desk.bench.former_drafts.found, desk.bench.former_drafts.find)
    assert [one.typed_secrets for one in leftovers.drafts] == [("key",)]
    restore = next(one for one in desk.window.findChildren(QPushButton, "restoreDrafts") if one.isVisible())
    words, _ = await desk.until(desk.bench.said, lambda: desk.click(restore))
    assert "type them again for “Demo · mobile”" in words
    assert desk.part(QLineEdit, "brand", "mobileForm").text() == "TypedBeforeTheCrash"
    assert desk.bench.profiles.unsaved_names == ("Demo · mobile",)
    words, _ = await desk.until(desk.bench.said, desk.bench.former_drafts.find)
    assert "no drafts" in words
    await desk.until(desk.bench.profiles.profiles_changed, desk.window.actions_list["saveProfile"].trigger)
    await desk.until(desk.bench.profiles.drafts.kept, lambda: None)
    assert journals(home.folder) == ""


async def test_drafts_can_be_discarded_or_left_for_later(desk: Any) -> None:
    home, profile = desk.bench.session.home, desk.bench.session.profiles.all[0]
    former = Journal(home.drafts)
    edited = Profile(profile.id, profile.name, "mobile", fields={"brand": "Old draft"})
    await asyncio.to_thread(former.write, [KeptDraft(edited, profile)])
    words, _ = await desk.until(desk.bench.said, desk.bench.former_drafts.find)
    assert "no drafts" in words  # its window lives
    await asyncio.to_thread(former.close)
    await desk.until(desk.bench.former_drafts.found, desk.bench.former_drafts.find)
    next(one for one in desk.window.findChildren(QDialog, "draftsFound") if one.isVisible()).reject()
    await desk.until(desk.bench.former_drafts.found, desk.bench.former_drafts.find)
    discard = [one for one in desk.window.findChildren(QPushButton, "discardDrafts") if one.isVisible()]
    desk.click(discard[-1])
    words, _ = await desk.until(desk.bench.said, desk.bench.former_drafts.find)
    assert "no drafts" in words
    assert list(home.drafts.glob("*.toml")) == []


async def test_a_token_typed_into_a_field_that_is_no_secret_is_not_journaled(desk: Any) -> None:
    token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl"
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, token))
    await desk.until(desk.bench.profiles.drafts.kept, lambda: None)
    written = journals(desk.bench.session.home.folder)
    assert "Demo · mobile" in written
    assert token not in written


async def test_closing_without_saving_leaves_no_draft(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "Bukl"))
    await desk.until(desk.bench.profiles.drafts.kept, lambda: None)
    desk.window.close()
    leave = next(one for one in desk.window.findChildren(QPushButton) if one.text() == "Quit" and one.isVisible())
    await desk.until(desk.window.closed, lambda: desk.click(leave))
    await desk.bench.profiles.drafts.aclose()
    assert journals(desk.bench.session.home.folder) == ""


def test_a_start_that_never_came_through_is_noticed_once_its_window_is_no_more(tmp_path: Path) -> None:
    first, second = StartMark(tmp_path / "start"), StartMark(tmp_path / "start")
    assert not first.begin()
    assert not second.begin()  # the first one lives and may still come through
    die_while_starting = (
        "import os, sys; from pathlib import Path; from workbench.storage.start import StartMark\n"
        "StartMark(Path(sys.argv[1])).begin(); os.kill(os.getpid(), 9)"
    )
    first.come_through()
    assert not (tmp_path / "start").exists()
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", die_while_starting, str(tmp_path / "start")]
    subprocess.run(command, env=environment, check=False)
    third, fourth = StartMark(tmp_path / "start"), StartMark(tmp_path / "start")
    assert third.begin()
    third.come_through()
    assert not fourth.begin()
    fourth.come_through()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("way", ["--safe", "after a start that broke off", "ordinary"])
def test_a_safe_start_leaves_the_layout_out_and_keeps_a_copy_of_it(home: Path, way: str) -> None:
    settings = SettingsStore(home / "settings.toml")
    settings.save(Settings(theme="dark", panels={"history": False}, clipboard_seconds=7))
    if way.startswith("after"):
        (home / "start").write_text("left over")
    program = subprocess.Popen(
        [sys.executable, "-m", "workbench", "app", "--home", str(home), *(["--safe"] if way == "--safe" else [])],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)},
    )
    wait_until((home / "profiles").is_dir, program)
    program.terminate()
    assert program.wait(60) == 0
    saved = settings.load().settings
    copies = list(home.glob("settings.before-safe-*"))
    assert saved.clipboard_seconds == 7
    if way == "ordinary":
        assert (saved.theme, saved.panels["history"], copies) == ("dark", False, [])
    else:
        assert (saved.theme, saved.panels["history"], len(copies)) == ("system", True, 1)
    assert not (home / "start").exists()
