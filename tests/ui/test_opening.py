"""What the window's first paint waits for: little, and its colour is right; and what is wrong with the settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.language import ENGLISH, speak
from workbench.session.profiles import make_profile
from workbench.storage.paths import Home
from workbench.storage.profiles import ProfileStore
from workbench.storage.settings import Settings, SettingsStore
from workbench.ui.kit.tokens import DARK, LIGHT
from workbench.ui.opening import LANGUAGE_NAME, speak_chosen
from workbench.ui.window import FIRST_SIZE, SMALLEST

REPOSITORY = Path(__file__).resolve().parents[2]
OPEN = """
import json, sys
from pathlib import Path
from workbench.storage.paths import Home
from workbench.ui.opening import open_window
opening = open_window(Home(Path(sys.argv[1])))
told = {"modules": list(sys.modules),
        "names": list(vars(sys.modules["PySide6.QtCore"])),
        "size": opening.window.size().toTuple(),
        "screen": opening.window.screen().availableSize().toTuple(),
        "color": opening.window.grab().toImage().pixelColor(640, 400).name()}
print(json.dumps(told))
"""


def open_alone(home: Path, program: str = OPEN) -> dict[str, Any]:
    """What a process of its own tells when its window has painted."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(home)], env=environment, capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize(("theme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_the_first_paint_has_the_colour_of_the_theme(tmp_path: Path, theme: str, tokens: Any) -> None:
    home = Home(tmp_path)
    SettingsStore(home.settings).save(replace(Settings(), theme=theme))
    assert open_alone(tmp_path)["color"] == tokens.surface


def test_the_first_window_is_no_larger_than_the_screen_but_large_enough_to_work_in(tmp_path: Path) -> None:
    told = open_alone(tmp_path)
    least, usual = SMALLEST, FIRST_SIZE
    assert told["size"] == [
        max(low, min(wide, room)) for low, wide, room in zip(least, usual, told["screen"], strict=True)
    ]
    assert told["screen"][0] < usual[0]  # else this would say nothing


def test_the_first_paint_waits_for_no_pane_no_loop_no_session_and_not_for_qt_s_enumerations(tmp_path: Path) -> None:
    told = open_alone(tmp_path)
    early = {
        name for name in told["modules"] if name.startswith(("workbench.ui.", "workbench.session", "workbench.net"))
    }
    assert early == {"workbench.ui.kit", "workbench.ui.kit.tokens", "workbench.ui.opening", "workbench.ui.window"}
    assert not {"asyncio", "ctypes", "httpx", "jwt", "keyring", "qasync", "sqlite3"} & set(told["modules"])
    assert "QTimer" in told["names"]  # what was looked up stands in the module
    assert "Qt" not in told["names"]


EARLY = """
import json, sys
from pathlib import Path
from workbench.storage.paths import Home
from workbench.ui.early_form import find_first_profile, show_early_form
from workbench.ui.opening import open_window
home = Home(Path(sys.argv[1]))
opening = open_window(home)
early = show_early_form(opening, find_first_profile(home.profiles, None))
print(json.dumps({"modules": list(sys.modules), "holds": early is not None}))
"""


def test_the_form_waits_for_no_other_pane_no_loop_and_no_session(tmp_path: Path) -> None:
    ProfileStore(tmp_path / "profiles").save(make_profile("First", "mobile"))
    told = open_alone(tmp_path, EARLY)
    assert told["holds"]
    panes = {name.split(".")[2] for name in told["modules"] if name.startswith("workbench.ui.")}
    assert panes == {"early_form", "kit", "opening", "pages", "request", "window"}
    assert not [name for name in told["modules"] if name.startswith(("workbench.session", "workbench.net"))]
    assert not {"asyncio", "httpx", "jwt", "keyring", "qasync", "sqlite3", "ssl"} & set(told["modules"])
    folded_in = {f"workbench.ui.request.{name}" for name in ("connection", "exact", "extras", "headers")}
    assert not folded_in & set(told["modules"])


# ---- problems of the settings


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SettingsStore]:
    monkeypatch.delenv(LANGUAGE_NAME, raising=False)
    yield SettingsStore(tmp_path / "settings.toml")
    speak(ENGLISH)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('language = "de"\nzoom = 7\n', "zoom wird nicht verwendet"),
        ('schema = 99\nlanguage = "de"\n', "zu einer anderen Version"),
        ('language = "de"\nzoom = = 7\n', "kein TOML"),
        ('language = "en"\nzoom = 7\n', "zoom is not used"),
    ],
    ids=["a value", "another version", "no TOML", "English"],
)
def test_problems_of_the_settings_are_told_in_the_language_chosen(store: SettingsStore, text: str, told: str) -> None:
    store.path.write_text(text, "utf-8")
    (problem,) = store.load(before_telling=lambda: speak_chosen(store)).problems
    assert told in problem


def test_the_variable_of_one_run_goes_over_the_settings(store: SettingsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.path.write_text('language = "en"\nzoom = 7\n', "utf-8")
    monkeypatch.setenv(LANGUAGE_NAME, "de")
    (problem,) = store.load(before_telling=lambda: speak_chosen(store)).problems
    assert "zoom wird nicht verwendet" in problem
