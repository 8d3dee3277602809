"""Settings come back; what is wrong falls back to its default with a sentence, what is unknown is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.storage.files import StorageTrouble, read_text, write_atomically
from workbench.storage.settings import (
    LONGEST_DEADLINE,
    LONGEST_HISTORY,
    SYSTEM,
    THEMES,
    LoadedSettings,
    Settings,
    SettingsStore,
    explain_unusable,
)
from workbench.storage.zones import find_zone, list_zones

CHANGED = Settings(
    theme="dark",
    zoom=1.25,
    language="de",
    time_zone="Europe/Berlin",
    deadline_seconds=2.5,
    retries=2,
    proxy="http://proxy.example:3128",
    confirm_production="always",
    lock_after_minutes=5.5,
    body_cap_bytes=2048,
    clipboard_seconds=0,
    history_limit=10,
    history_days=30,
    shortcuts={"send": "Ctrl+R", "palette": ""},
    window_geometry="AdnQywADAAA=",
    splitters={"main": "AAAA/w==", "right": "AAAA"},
    panels={"history": False, "simulator": True},
    export_language="powershell",
    tour_seen=True,
)


def test_without_a_file_there_are_defaults_and_no_problems(tmp_path: Path) -> None:
    assert SettingsStore(tmp_path / "settings.toml").load() == LoadedSettings(Settings())


def test_every_setting_comes_back(tmp_path: Path) -> None:
    names = [member.name for member in fields(Settings) if member.name != "unknown"]
    assert all(getattr(CHANGED, name) != getattr(Settings(), name) for name in names), "the example changes all"
    store = SettingsStore(tmp_path / "settings.toml")
    store.save(CHANGED)
    assert store.load() == LoadedSettings(CHANGED)


def test_a_file_set_aside_is_told_in_the_language_spoken(tmp_path: Path, pseudo: Callable[[str], bool]) -> None:
    for content in ("theme = ", "schema = 2\n"):
        write_atomically(tmp_path / "settings.toml", content)
        (problem,) = SettingsStore(tmp_path / "settings.toml").load().problems
        assert pseudo(problem)


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(THEMES),
        deadline_seconds=st.floats(min_value=0, exclude_min=True, max_value=LONGEST_DEADLINE),
        clipboard_seconds=st.integers(0, 86_400),
        history_limit=st.integers(1, LONGEST_HISTORY),
        history_days=st.integers(0, 36_500),
        window_geometry=st.text(),
        splitters=st.dictionaries(st.text(), st.text()),
        panels=st.dictionaries(st.text(), st.booleans()),
    )
)
def test_any_usable_settings_come_back(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    store = SettingsStore(tmp_path_factory.getbasetemp() / "any" / "settings.toml")
    store.save(settings)
    assert store.load() == LoadedSettings(settings)


WRONG_VALUES = [
    ("theme", '"neon"'),
    ("theme", "3"),
    ("deadline_seconds", "0"),
    ("deadline_seconds", "nan"),
    ("deadline_seconds", "3601"),
    ("zoom", "0.7"),
    ("zoom", '"large"'),
    ("time_zone", '"Mars/Olympus"'),
    ("time_zone", '"../../etc/passwd"'),
    ("time_zone", '""'),
    ("time_zone", "5.5"),
    ("retries", "6"),
    ("retries", "true"),
    ("proxy", '"http://me:pw@proxy.example"'),
    ("proxy", '"two words"'),
    ("proxy", "3128"),
    ("confirm_production", '"never"'),
    ("lock_after_minutes", "-1"),
    ("shortcuts", "{send = 3}"),
    ("body_cap_bytes", "0"),
    ("body_cap_bytes", "1.5"),
    ("body_cap_bytes", "999999999"),
    ("deadline_seconds", '"30"'),
    ("clipboard_seconds", "-1"),
    ("clipboard_seconds", "true"),
    ("history_limit", "1.5"),
    ("history_days", "-1"),
    ("history_days", "36501"),
    ("window_geometry", "[]"),
    ("splitters", "{main = 3}"),
    ("panels", '{history = "yes"}'),
]


@pytest.mark.parametrize(("name", "value"), [*WRONG_VALUES, ("language", '"tlh"')])
def test_what_is_wrong_with_a_value_can_be_spoken_in_another_language(
    tmp_path: Path, name: str, value: str, pseudo: Callable[[str], bool]
) -> None:
    path = tmp_path / "settings.toml"
    write_atomically(path, f"schema = 1\n{name} = {value}\n")
    (problem,) = SettingsStore(path).load().problems
    assert pseudo(problem)
    assert problem.count("[") >= 2  # the sentence, and what the value must be


@pytest.mark.parametrize(("name", "value"), WRONG_VALUES)
def test_a_wrong_value_falls_back_to_its_default_and_the_rest_stays(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / "settings.toml"
    other = "theme" if name != "theme" else "history_limit"
    rest = {"theme": 'theme = "dark"', "history_limit": "history_limit = 7"}[other]
    write_atomically(path, f"schema = 1\n{rest}\n{name} = {value}\n")
    loaded = SettingsStore(path).load()
    assert getattr(loaded.settings, name) == getattr(Settings(), name)
    assert getattr(loaded.settings, other) in ("dark", 7)
    assert [name in problem and str(path) in problem for problem in loaded.problems] == [True]


@pytest.mark.parametrize("name", ["local", "UTC", "Asia/Kolkata", "Europe/Berlin"])
def test_every_zone_on_the_list_can_be_shown(name: str) -> None:
    assert name in ("local", "UTC", *list_zones())
    assert explain_unusable("time_zone", name) == ""
    assert str(find_zone(name)) == {"local": "None"}.get(name, name)


def test_what_another_window_changes_meanwhile_is_kept(tmp_path: Path) -> None:
    one, other = SettingsStore(tmp_path / "settings.toml"), SettingsStore(tmp_path / "settings.toml")
    one.change(lambda now: replace(now, theme="dark"))
    other.change(lambda now: replace(now, retries=3))
    assert one.load().settings == Settings(theme="dark", retries=3)


def test_unknown_settings_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_atomically(path, "schema = 1\nfuture = [1, {deep = 2}]\n\n[new]\nwhen = 2025-10-13\n")
    store = SettingsStore(path)
    store.save(replace(store.load().settings, theme="light"))
    text = read_text(path)
    assert "future" in text
    assert "deep = 2" in text
    assert "when = 2025-10-13" in text
    assert store.load().settings.theme == "light"


@pytest.mark.parametrize(
    "content",
    [b"theme = ", b"\xff\xfe\x00", b"schema = 2\n", b'schema = "one"\n', b"a = " + b"[" * 100_000],
    ids=["torn", "not text", "newer schema", "wrong schema", "too deep"],
)
def test_a_file_that_cannot_be_understood_is_set_aside_and_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    store = SettingsStore(path)
    loaded = store.load()
    aside = tmp_path / "settings.unread-1.toml"
    assert loaded.settings == Settings()
    assert len(loaded.problems) == 1
    assert str(path) in loaded.problems[0]
    assert aside.name in loaded.problems[0]
    assert aside.read_bytes() == content
    store.save(CHANGED)
    assert store.load() == LoadedSettings(CHANGED)


def test_settings_that_cannot_be_saved_say_why(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StorageTrouble, match="home could not be made"):
        SettingsStore(tmp_path / "home" / "settings.toml").save(Settings())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('language = "de"', "de"),
        ('language = "fr"', SYSTEM),
        ("language = 7", SYSTEM),
        ('zoom = = 1\nlanguage = "de" # mine', "de"),
        ('zoom = = 1\nexport_language = "de"', SYSTEM),
        ("", SYSTEM),
    ],
)
def test_the_language_is_read_also_from_a_file_that_is_broken(tmp_path: Path, text: str, language: str) -> None:
    store = SettingsStore(tmp_path / "settings.toml")
    assert store.read_language() == SYSTEM
    store.path.write_text(text, "utf-8")
    assert store.read_language() == language
    store.path.write_bytes(b"\xff\xfe\x00")
    assert store.read_language() == SYSTEM
