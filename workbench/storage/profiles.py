"""Profiles on disk: one readable TOML file each, named after the profile, and a bin for deleted ones.

A file's name is only for people; the id inside is what counts. A renamed profile is first saved where it lies and its
file renamed after, so that sudden death can leave an old file name but never two files or none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from workbench.core.profile import Profile
from workbench.storage.files import StorageTrouble, move_file, name_trouble, read_text, write_atomically
from workbench.storage.profile_text import UnreadableProfile, read_profile, write_profile


@dataclass(frozen=True, slots=True)
class Loaded:
    """The profiles that could be read, in their order, and a sentence for each file that could not or only in part."""

    profiles: tuple[Profile, ...]
    problems: tuple[str, ...]


class ProfileStore:
    """Owns the folder of profile files. Its calls may come from any thread; one runs at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bin = folder / "bin"
        self._lock = Lock()

    @property
    def is_first_start(self) -> bool:
        """Whether the folder has never been made: nothing was ever saved here."""
        return not self._folder.exists()

    def load(self) -> Loaded:
        """All profiles by the whole number ``position`` in their files, where there is one, then by name.

        Changes nothing: a file that is broken, of a newer schema or of an id seen before stays as it is and is named
        among the problems.

        :raises StorageTrouble: the folder itself cannot be read.
        """
        found: dict[str, tuple[Path, Profile]] = {}
        problems: list[str] = []
        with self._lock:
            for path, read in self._read_all(problems):
                profile, secret = read
                if profile.id in found:
                    problems.append(f"{path} has the same id as {found[profile.id][0].name} and was left out.")
                    continue
                found[profile.id] = (path, profile)
                problems += [
                    f"{path} holds the secret field {name} in clear. It was not read, and goes with the next save."
                    for name in sorted(secret)
                ]
        return Loaded(tuple(sorted((profile for _, profile in found.values()), key=_order)), tuple(problems))

    def save(self, profile: Profile) -> None:
        """Write a profile over its file, or into a new one. When it returns, the profile is on the disk.

        :raises StorageTrouble: it could not be saved; the old file is as it was.
        :raises ValueError: as ``write_profile``.
        """
        text = write_profile(profile)
        with self._lock:
            old = self._find(profile.id)
            new = self._name_file(profile, old)
            write_atomically(old or new, text)
            if old is not None and old != new:
                move_file(old, new)

    def delete(self, profile_id: str) -> None:
        """Move a profile's file into the bin; nothing happens where there is none.

        :raises StorageTrouble: it could not be moved.
        """
        with self._lock:
            if (path := self._find(profile_id)) is not None:
                move_file(path, self._bin / f"{profile_id}.toml")

    def restore(self, profile_id: str) -> Profile:
        """Move a deleted profile's file back and give the profile.

        :raises StorageTrouble: it is not in the bin, is unreadable there, or a profile of this id exists again.
        """
        binned = self._bin / f"{profile_id}.toml"
        with self._lock:
            if self._find(profile_id) is not None:
                raise StorageTrouble(f"{binned} was not restored: its profile is there already.")
            try:
                profile, _ = read_profile(read_text(binned))
            except UnreadableProfile as error:
                raise StorageTrouble(f"{binned} {error}") from error
            move_file(binned, self._name_file(profile, None))
        return profile

    def _read_all(self, problems: list[str]) -> Iterator[tuple[Path, tuple[Profile, frozenset[str]]]]:
        """Each file that is a profile; a sentence into ``problems`` for each other one."""
        try:
            paths = sorted(path for path in self._folder.iterdir() if path.suffix == ".toml")
        except FileNotFoundError:
            return
        except OSError as error:
            raise name_trouble("read", self._folder, error) from None
        for path in paths:
            try:
                yield path, read_profile(read_text(path))
            except UnreadableProfile as error:
                problems.append(f"{path} {error}")
            except StorageTrouble as trouble:
                problems.append(str(trouble))

    def _find(self, profile_id: str) -> Path | None:
        """The file of a profile, whatever its name."""
        return next((path for path, (profile, _) in self._read_all([]) if profile.id == profile_id), None)

    def _name_file(self, profile: Profile, current: Path | None) -> Path:
        """A file name after the profile's name and the start of its id, that no other file has."""
        ascii_name = unicodedata.normalize("NFKD", profile.name).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].rstrip("-") or "profile"
        stem = f"{words}-{profile.id[:8]}"
        path, number = self._folder / f"{stem}.toml", 1
        while path != current and path.exists():
            number += 1
            path = self._folder / f"{stem}-{number}.toml"
        return path


def _order(profile: Profile) -> tuple[float, str, str]:
    position = profile.unknown.get("position")
    place = float(position) if type(position) is int and abs(position) < 2**53 else float("inf")
    return (place, profile.name.casefold(), profile.id)
