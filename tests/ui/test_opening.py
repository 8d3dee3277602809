"""What is wrong with the settings is told in the language that they choose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.language import ENGLISH, speak
from workbench.storage.settings import SettingsStore
from workbench.ui.opening import LANGUAGE_NAME, speak_chosen


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
    speak_chosen(store)
    (problem,) = store.load().problems
    assert told in problem


def test_the_variable_of_one_run_goes_over_the_settings(store: SettingsStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.path.write_text('language = "en"\nzoom = 7\n', "utf-8")
    monkeypatch.setenv(LANGUAGE_NAME, "de")
    speak_chosen(store)
    (problem,) = store.load().problems
    assert "zoom wird nicht verwendet" in problem
