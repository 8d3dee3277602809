"""The user's settings and the window's layout in one TOML file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from workbench.core.route import MOST_RETRIES
from workbench.language import mark, tr
from workbench.storage.files import StorageTrouble, read_text, set_aside, set_aside_path, write_atomically
from workbench.storage.languages import LANGUAGE_NAMES
from workbench.storage.turns import take_turn
from workbench.storage.zones import LOCAL, is_zone

SCHEMA = 1
LARGEST_BODY_CAP = 16 * 1_048_576  # a reply is held in memory and shown; more would cost what the cap is to save
LONGEST_DEADLINE = 3_600.0  # seconds
LONGEST_HISTORY = 10_000_000  # records; at a kilobyte each
SMALLEST_ZOOM, LARGEST_ZOOM = 0.8, 2.0
DAY, WEEK = 86_400, 10_080  # in seconds, in minutes
THEMES = ("system", "light", "dark")
CONFIRMATIONS = ("once", "always")
SYSTEM = "system"
"""As the system has it: the theme, or the language."""


_LANGUAGE_LINE = re.compile(r"""^language\s*=\s*["'](\w+)["']""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose. Durations are seconds; ``body_cap_bytes`` is the longest reply read; 0 in
    ``clipboard_seconds`` means that the clipboard is not cleared.

    ``language`` is a code of ``resources.LANGUAGE_NAMES``, or "system"; ``time_zone`` a name of ``zones.find_zone``.

    ``retries`` is how often a call is tried again where ``core.retry`` allows it. ``proxy`` is that of every profile
    that names none, as ``core.route`` has it: "" for the environment's. A call to production is confirmed ``once`` a
    run and profile, or ``always``.

    ``lock_after_minutes`` is how long nothing is done before the window locks; 0 for never.

    The history keeps ``history_limit`` records, none older than ``history_days`` (0: whatever their age).
    ``shortcuts`` holds the keys of actions (by name, "" for none) where they are not the program's own.
    ``window_geometry`` and each of ``splitters`` (by name) are the window's own bytes in base64; ``panels`` says by
    name which panels are shown, where that differs from their default; ``export_language`` is that of "Copy as…".
    ``tour_seen`` says that the tour of the first start was shown. ``unknown`` keeps what a newer program wrote.
    """

    theme: str = SYSTEM
    zoom: float = 1.0
    language: str = SYSTEM
    time_zone: str = LOCAL
    deadline_seconds: float = 30.0
    retries: int = 0
    body_cap_bytes: int = 1_048_576
    proxy: str = ""
    confirm_production: str = "once"
    clipboard_seconds: int = 30
    lock_after_minutes: float = 15.0
    history_limit: int = 100_000
    history_days: int = 0
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    window_geometry: str = ""
    splitters: Mapping[str, str] = field(default_factory=dict)
    panels: Mapping[str, bool] = field(default_factory=dict)
    export_language: str = "curl"
    tour_seen: bool = False
    unknown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings as they stand in the file, and a sentence for each value that was not usable."""

    settings: Settings
    problems: tuple[str, ...] = ()


class SettingsStore:
    """Owns the settings file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, before_telling: Callable[[], object] = lambda: None) -> LoadedSettings:
        """The settings; defaults where there are none. A file that cannot be understood is kept under a new name.

        ``before_telling`` is called before a problem is put into words: until then no language need be chosen.
        """
        if not self.path.exists():
            return LoadedSettings(Settings())
        try:
            document = self._read_document(before_telling)
        except StorageTrouble as trouble:
            return LoadedSettings(Settings(), (self._set_aside(trouble),))
        values: dict[str, Any] = {}
        problems: list[str] = []
        for name in _RULES:
            if name not in document:
                continue
            value = document.pop(name)
            if not _RULES[name][0](value):
                before_telling()
                rule = explain_unusable(name, value)
                told = tr("{path}: {name} is not used, its default is. {rule}", path=self.path, name=name, rule=rule)
                problems.append(told)
            else:
                values[name] = value
        return LoadedSettings(Settings(**values, unknown=document), tuple(problems))

    def read_language(self) -> str:
        """The language chosen, as far as the file tells, so that what is wrong with it can be told in that."""
        import tomllib  # late: a first start has no settings

        try:
            text = read_text(self.path) if self.path.exists() else ""
        except StorageTrouble:
            return SYSTEM
        try:
            chosen = tomllib.loads(text).get("language")
        except (ValueError, RecursionError):
            found = _LANGUAGE_LINE.search(text)
            chosen = found[1] if found else None
        return chosen if chosen in LANGUAGE_NAMES else SYSTEM

    def save(self, settings: Settings) -> None:
        """Write the settings.

        :raises StorageTrouble: they could not be saved; the old file is as it was.
        """
        import tomli_w  # late: the first paint waits for the settings

        known = asdict(settings)
        unknown = known.pop("unknown")
        write_atomically(self.path, tomli_w.dumps({"schema": SCHEMA, **known, **unknown}))

    def change(self, make: Callable[[Settings], Settings]) -> None:
        """Change what stands in the file now, while no other program does.

        :raises StorageTrouble: as ``save``.
        """
        with take_turn(self.path):
            self.save(make(self.load().settings))

    def keep_copy(self, why: str) -> None:
        """Copy the file, where there is one, under a new name (``settings.before-safe-1.toml``).

        :raises StorageTrouble: it could not be copied.
        """
        if self.path.exists():
            write_atomically(set_aside_path(self.path, why), read_text(self.path))

    def _read_document(self, before_telling: Callable[[], object]) -> dict[str, Any]:
        import tomllib  # late: a first start has no settings

        try:
            document = tomllib.loads(read_text(self.path))
        except (ValueError, RecursionError) as error:
            before_telling()
            raise StorageTrouble(tr("{path} is not TOML: {error}.", path=self.path, error=error)) from error
        schema = document.pop("schema", SCHEMA)
        if type(schema) is not int or schema != SCHEMA:
            before_telling()
            words = tr("{path} is of another version of this program (schema {schema}).", path=self.path, schema=schema)
            raise StorageTrouble(words)
        return document

    def _set_aside(self, trouble: StorageTrouble) -> str:
        try:
            aside = set_aside(self.path, "unread").name
        except StorageTrouble as second:
            return f"{trouble} {second}"
        return tr("{trouble} It was kept as {name}; defaults are used.", trouble=trouble, name=aside)


def explain_unusable(name: str, value: object) -> str:
    """Why a setting cannot have this value, in a sentence; "" where it can."""
    is_usable, rule = _RULES[name]
    return "" if is_usable(value) else tr(rule)


def _is_one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and value in choices


def _is_whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _is_number(least: float, most: float) -> Callable[[Any], bool]:
    return lambda value: type(value) in (int, float) and math.isfinite(value) and least <= value <= most


def _is_table_of(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(type(inner) is kind for inner in value.values())


def _is_proxy(value: str) -> bool:
    from workbench.core.profile import find_proxy_trouble  # late: the first paint waits for the settings

    return not find_proxy_trouble(value)


def _is_text(value: object) -> bool:
    return type(value) is str


_RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "theme": (_is_one_of(*THEMES), mark("It is one of: system, light, dark.")),
    "zoom": (_is_number(SMALLEST_ZOOM, LARGEST_ZOOM), mark("It is a number from 0.8 to 2.")),
    "language": (_is_one_of(SYSTEM, *LANGUAGE_NAMES), mark("It is one of: system, en, de.")),
    "time_zone": (is_zone, mark("It is local, UTC, or the name of a zone such as Europe/Berlin.")),
    "deadline_seconds": (
        lambda value: _is_number(0, LONGEST_DEADLINE)(value) and value > 0,
        mark("It is a number of seconds above 0, at most 3600."),
    ),
    "retries": (_is_whole(0, MOST_RETRIES), mark("It is a whole number from 0 to 5.")),
    "body_cap_bytes": (
        _is_whole(1, LARGEST_BODY_CAP),
        mark("It is a whole number of bytes, at most 16 MB (16777216 bytes)."),
    ),
    "proxy": (
        lambda value: type(value) is str and (not value or _is_proxy(value)),
        mark("It is empty, direct, or an address such as http://proxy:3128, without user name and password."),
    ),
    "confirm_production": (_is_one_of(*CONFIRMATIONS), mark("It is one of: once, always.")),
    "clipboard_seconds": (
        _is_whole(0, DAY),
        mark("It is a whole number of seconds, at most 86400; 0 for until the program ends."),
    ),
    "lock_after_minutes": (_is_number(0, WEEK), mark("It is a number of minutes, at most 10080; 0 for never.")),
    "history_limit": (_is_whole(1, LONGEST_HISTORY), mark("It is a whole number from 1 to 10000000.")),
    "history_days": (_is_whole(0, 36_500), mark("It is a whole number of days, at most 36500; 0 for any age.")),
    "shortcuts": (_is_table_of(str), mark("It is a table of texts.")),
    "window_geometry": (_is_text, mark("It is a text.")),
    "splitters": (_is_table_of(str), mark("It is a table of texts.")),
    "panels": (_is_table_of(bool), mark("It is a table of true and false.")),
    "export_language": (_is_text, mark("It is a text.")),
    "tour_seen": (lambda value: type(value) is bool, mark("It is true or false.")),
}
