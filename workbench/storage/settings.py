"""The user's settings and the window's layout in one TOML file."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from workbench.language import mark, tr
from workbench.storage.files import StorageTrouble, read_text, set_aside, set_aside_path, write_atomically
from workbench.storage.languages import LANGUAGE_NAMES
from workbench.storage.turns import take_turn

SCHEMA = 1
LARGEST_BODY_CAP = 16 * 1_048_576  # a reply is held in memory and shown; more would cost what the cap is to save
THEMES = ("system", "light", "dark")
SYSTEM = "system"
"""As the system has it: the theme, or the language."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. Durations are seconds; ``body_cap_bytes`` is the longest reply read; 0 in
    ``clipboard_seconds`` means that the clipboard is not cleared.

    ``language`` is a code of ``resources.LANGUAGE_NAMES``, or "system".

    ``lock_after_minutes`` is how long nothing is done before the window locks; 0 for never.

    The history keeps ``history_limit`` records, none older than ``history_days`` (0: whatever their age).
    ``window_geometry`` and each of ``splitters`` (by name) are the window's own bytes in base64; ``panels`` says by
    name which panels are shown, where that differs from their default; ``export_language`` is that of "Copy as…".
    ``unknown`` keeps what a newer program wrote.
    """

    theme: str = SYSTEM
    language: str = SYSTEM
    deadline_seconds: float = 30.0
    body_cap_bytes: int = 1_048_576
    clipboard_seconds: int = 30
    lock_after_minutes: float = 15.0
    history_limit: int = 100_000
    history_days: int = 0
    window_geometry: str = ""
    splitters: Mapping[str, str] = field(default_factory=dict)
    panels: Mapping[str, bool] = field(default_factory=dict)
    export_language: str = "curl"
    unknown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings as they stand in the file, and a sentence for each value that was not usable."""

    settings: Settings
    problems: tuple[str, ...] = ()


class SettingsStore:
    """Owns the settings file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> LoadedSettings:
        """The settings; defaults where there are none. A file that cannot be understood is kept under a new name."""
        if not self._path.exists():
            return LoadedSettings(Settings())
        try:
            document = self._read_document()
        except StorageTrouble as trouble:
            return LoadedSettings(Settings(), (self._set_aside(trouble),))
        values: dict[str, Any] = {}
        problems: list[str] = []
        for name, (is_usable, words) in _USABLE.items():
            if name not in document:
                continue
            value = document.pop(name)
            if is_usable(value):
                values[name] = value
            else:
                wanted = tr(words, **_CHOICES)
                problems.append(
                    tr(
                        "{path}: {name} must be {wanted}; the default is used.",
                        path=self._path,
                        name=name,
                        wanted=wanted,
                    )
                )
        return LoadedSettings(Settings(**values, unknown=document), tuple(problems))

    def save(self, settings: Settings) -> None:
        """Write the settings.

        :raises StorageTrouble: they could not be saved; the old file is as it was.
        """
        known = asdict(settings)
        unknown = known.pop("unknown")
        write_atomically(self._path, tomli_w.dumps({"schema": SCHEMA, **known, **unknown}))

    def change(self, make: Callable[[Settings], Settings]) -> None:
        """Change what stands in the file now, while no other program does.

        :raises StorageTrouble: as ``save``.
        """
        with take_turn(self._path):
            self.save(make(self.load().settings))

    def keep_copy(self, why: str) -> None:
        """Copy the file, where there is one, under a new name (``settings.before-safe-1.toml``).

        :raises StorageTrouble: it could not be copied.
        """
        if self._path.exists():
            write_atomically(set_aside_path(self._path, why), read_text(self._path))

    def _read_document(self) -> dict[str, Any]:
        try:
            document = tomllib.loads(read_text(self._path))
        except (ValueError, RecursionError) as error:
            raise StorageTrouble(tr("{path} is not TOML: {error}.", path=self._path, error=error)) from error
        schema = document.pop("schema", SCHEMA)
        if type(schema) is not int or schema != SCHEMA:
            words = tr(
                "{path} is of another version of this program (schema {schema}).", path=self._path, schema=schema
            )
            raise StorageTrouble(words)
        return document

    def _set_aside(self, trouble: StorageTrouble) -> str:
        try:
            aside = set_aside(self._path, "unread").name
        except StorageTrouble as second:
            return f"{trouble} {second}"
        return tr("{trouble} It was kept as {name}; defaults are used.", trouble=trouble, name=aside)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


def _is_table_of(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(type(inner) is kind for inner in value.values())


_CHOICES = {
    "themes": ", ".join(THEMES),
    "languages": ", ".join((SYSTEM, *LANGUAGE_NAMES)),
    "largest": LARGEST_BODY_CAP,
}
"""What the words for usable values have places for."""

_USABLE: dict[str, tuple[Callable[[Any], bool], str]] = {
    "theme": (lambda value: value in THEMES, mark("one of {themes}")),
    "language": (lambda value: value in (SYSTEM, *LANGUAGE_NAMES), mark("one of {languages}")),
    "deadline_seconds": (lambda value: _is_number(value) and value > 0, mark("a number of seconds above 0")),
    "body_cap_bytes": (
        lambda value: type(value) is int and 0 < value <= LARGEST_BODY_CAP,
        mark("a whole number of bytes from 1 to {largest}"),
    ),
    "clipboard_seconds": (
        lambda value: type(value) is int and value >= 0,
        mark("a whole number of seconds, 0 for never"),
    ),
    "lock_after_minutes": (lambda value: _is_number(value) and value >= 0, mark("a number of minutes, 0 for never")),
    "history_limit": (lambda value: type(value) is int and value > 0, mark("a whole number above 0")),
    "history_days": (
        lambda value: type(value) is int and 0 <= value <= 36_500,
        mark("a whole number of days up to 36500, 0 for any age"),
    ),
    "window_geometry": (lambda value: type(value) is str, mark("a text")),
    "splitters": (_is_table_of(str), mark("a table of texts")),
    "panels": (_is_table_of(bool), mark("a table of true and false")),
    "export_language": (lambda value: type(value) is str, mark("a text")),
}
