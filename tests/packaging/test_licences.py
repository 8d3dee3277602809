"""The list of licences fits what is pinned and what is installed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from workbench.storage.paths import resource_folder

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((resource_folder() / "licences.json").read_text("utf-8"))
COMPONENTS = {one["name"]: one for one in DOCUMENT["components"]}


def test_the_list_fits_pins_and_installed_packages(read_command):
    assert list(read_command("licences").find_differences(DOCUMENT["components"])) == []


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("httpx", {"version": "0.1"}, "httpx is listed as 0.1 and pinned to"),
        ("httpx", {"licence": "MIT"}, "httpx is listed under MIT and says BSD-3-Clause"),
        ("httpx", {"name": "other"}, "httpx is missing"),
        ("httpx", {"name": "other"}, "other is listed and not pinned"),
        ("Inter", {"name": "httpx"}, "inter is missing"),
    ],
)
def test_a_list_that_does_not_fit_is_told_apart(read_command, name, changed, said):
    components = [one | changed if one["name"] == name else one for one in DOCUMENT["components"]]
    assert [line for line in read_command("licences").find_differences(components) if line.startswith(said)]


def test_every_component_has_its_licence_and_its_text():
    assert all(one["licence"] and len(one["text"]) > 500 for one in COMPONENTS.values())


def test_qt_s_entry_says_how_its_libraries_are_exchanged():
    text = COMPONENTS["PySide6_Essentials"]["text"]
    assert "_internal/PySide6" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_fonts_and_icons_are_listed():
    assert {"Inter", "JetBrains Mono", "Lucide icons"} <= COMPONENTS.keys()


def test_our_own_licence_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert DOCUMENT["program"]["licence"] == project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
