"""Profiles on disk: one readable TOML file each, named after the profile, and a bin for deleted ones.

A file's name is only for people; the id inside is what counts. A renamed profile is first saved where it lies and its
file renamed after, so that sudden death can leave an old file name but never two files or none. Several programs may
work on one folder: who changes it holds its turn, and nothing is written over what the writer has not seen.

A file that cannot be read is never touched: it stays under its name, for whoever can repair it, and is told of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.profile import Profile
from workbench.language import mark, tr
from workbench.storage.files import StorageTrouble, move_file, name_trouble, read_text, sync_folder, write_atomically
from workbench.storage.profile_text import UnreadableProfile, find_former_text, read_profile, write_profile
from workbench.storage.turns import take_turn

_BINNED = re.compile(r"(\d{1,12})-([A-Za-z0-9_-]{1,64})\.toml")
_LOOKS = 5  # at a folder that changes meanwhile


class Conflict(StorageTrouble):
    """A profile was changed or deleted elsewhere; ``theirs`` is how it stands now, ``None`` where it is gone."""

    def __init__(self, profile: Profile, theirs: Profile | None) -> None:
        if theirs is None:
            words = mark("“{name}” was deleted (or its file made unreadable) elsewhere meanwhile; nothing was saved.")
        else:
            words = mark("“{name}” was changed elsewhere meanwhile; nothing was saved.")
        super().__init__(tr(words, name=profile.name))
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Loaded:
    """The profiles that could be read, in their order, and a sentence for each file that could not or only in part."""

    profiles: tuple[Profile, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binned:
    """A deleted profile and when that was, in Unix seconds."""

    profile: Profile
    deleted_at: float


@dataclass(frozen=True, slots=True)
class _Found:
    """A readable file: where it is, what is in it, and which secret fields somebody wrote there."""

    path: Path
    text: str
    profile: Profile
    secret: frozenset[str]


class ProfileStore:
    """Owns the folder of profile files. Its calls may come from any thread and any process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bin = folder / "bin"
        self._backup = folder / "backup"
        self._order = folder / "order.txt"

    def begin_with(self, make: Callable[[], Iterable[Profile]]) -> None:
        """Save these where the folder has never been made: nothing was ever saved here.

        :raises StorageTrouble: they cannot be saved.
        """
        if self._folder.exists():
            return
        with take_turn(self._folder):
            if not self._folder.exists():
                for profile in make():
                    self._save(profile, None)

    def look(self) -> object:
        """Something that is equal to a former look while no file was changed, without reading any."""
        try:
            marks = [(path.name, path.stat()) for path in self._folder.iterdir() if path.suffix in (".toml", ".txt")]
        except OSError as error:
            return type(error)
        return frozenset((name, mark.st_mtime_ns, mark.st_size, mark.st_ino) for name, mark in marks)

    def load(self) -> Loaded:
        """All profiles: as ordered, then by the whole number ``position`` in their files, then by name.

        Changes nothing: a file that is broken, of a newer schema or of an id seen before stays as it is and is named
        among the problems.

        :raises StorageTrouble: the folder itself cannot be read.
        """
        found: dict[str, _Found] = {}
        problems: list[str] = []
        for one in self._read_all(problems):
            if one.profile.id in found:
                other = found[one.profile.id].path.name
                problems.append(tr("{path} has the same id as {other} and was left out.", path=one.path, other=other))
                continue
            found[one.profile.id] = one
            problems += [
                tr(
                    "{path} holds the secret field {name} in clear. It was not read, and goes with the next save.",
                    path=one.path,
                    name=name,
                )
                for name in sorted(one.secret)
            ]
        places = {profile_id: place for place, profile_id in enumerate(self._read_order())}
        profiles = sorted((one.profile for one in found.values()), key=lambda one: (_place(one, places), *_rank(one)))
        return Loaded(tuple(profiles), tuple(problems))

    def save(self, profile: Profile, base: Profile | None = None) -> None:
        """Write a profile over the one that it was made from, ``base``, or into a new file where that is ``None``.

        When it returns, the profile is on the disk. A file of a former schema is copied into ``backup`` first.

        :raises Conflict: what is on the disk is not ``base`` (nor this profile already).
        :raises StorageTrouble: it could not be saved; the old file is as it was.
        :raises ValueError: as ``write_profile``.
        """
        write_profile(profile)  # before anything is made
        with take_turn(self._folder):
            self._save(profile, base)

    def _save(self, profile: Profile, base: Profile | None) -> None:
        text = write_profile(profile)
        old = self._find(profile.id)
        theirs = old.profile if old is not None else None
        if not _is_same(theirs, base) and not _is_same(theirs, profile):
            raise Conflict(profile, theirs)
        if old is not None and (former := find_former_text(old.text)) is not None:
            write_atomically(_free(self._backup / old.path.name), former)
        new = self._name_file(profile, old.path if old is not None else None)
        write_atomically(old.path if old is not None else new, text)
        if old is not None and old.path != new:
            move_file(old.path, new)

    def order(self, ids: Sequence[str]) -> None:
        """Remember the order of the list.

        :raises StorageTrouble: it could not be saved.
        """
        with take_turn(self._folder):
            write_atomically(self._order, "".join(f"{one}\n" for one in ids))

    # ---- the bin

    def delete(self, profile_id: str, now: float) -> None:
        """Move a profile's file into the bin; nothing happens where there is none.

        :raises StorageTrouble: it could not be moved.
        """
        with take_turn(self._folder):
            if (found := self._find(profile_id)) is not None:
                move_file(found.path, self._bin / f"{int(now)}-{profile_id}.toml")

    def restore(self, profile_id: str) -> Profile:
        """Move the file of a profile that was deleted last back and give the profile.

        :raises StorageTrouble: it is not in the bin, is unreadable there, or a profile of this id exists again.
        """
        with take_turn(self._folder):
            deleted = [(deleted_at, path) for path, one, deleted_at in self._binned() if one == profile_id]
            if not deleted:
                raise StorageTrouble(tr("The profile is not in the bin any more; it was not restored."))
            _, binned = max(deleted)
            if self._find(profile_id) is not None:
                raise StorageTrouble(tr("{path} was not restored: its profile is there already.", path=binned))
            try:
                profile, _ = read_profile(read_text(binned))
            except UnreadableProfile as error:
                raise StorageTrouble(error.describe(binned)) from error
            move_file(binned, self._name_file(profile, None))
        return profile

    def list_bin(self) -> tuple[Binned, ...]:
        """What is in the bin and can be read, the newest first."""
        listed = []
        for path, _, deleted_at in self._binned():
            try:
                listed.append(Binned(read_profile(read_text(path))[0], deleted_at))
            except (UnreadableProfile, StorageTrouble):
                continue
        return tuple(sorted(listed, key=lambda one: -one.deleted_at))

    def empty_bin(self, until: float, profile_id: str | None = None) -> None:
        """Remove for good what was deleted until a time, of one profile or of all.

        :raises StorageTrouble: a file cannot be removed.
        """
        if not self._bin.exists():
            return
        with take_turn(self._folder):
            self._remove(
                path for path, one, deleted_at in self._binned() if deleted_at <= until and profile_id in (None, one)
            )

    def wipe(self) -> None:
        """Remove every file of the folder for good, unreadable ones too, but not the bin. The folder stays.

        :raises StorageTrouble: a file cannot be removed.
        """
        if not self._folder.exists():
            return
        with take_turn(self._folder):
            self._remove(path for folder in (self._folder, self._backup) for path in _list(folder) if not path.is_dir())

    def _remove(self, paths: Iterable[Path]) -> None:
        for path in tuple(paths):
            try:
                path.unlink(missing_ok=True)
                sync_folder(path.parent)
            except OSError as error:
                raise name_trouble("removed", path, error) from error

    def _binned(self) -> list[tuple[Path, str, float]]:
        """Each file of the bin with the id of its profile and when it was deleted."""
        matches = [(path, _BINNED.fullmatch(path.name)) for path in _list(self._bin)]
        return [(path, match[2], float(match[1])) for path, match in matches if match is not None]

    # ---- reading

    def _read_all(self, problems: list[str]) -> list[_Found]:
        """Each file that is a profile; a sentence into ``problems`` for each other one.

        Another program may rename files meanwhile: then all is read again.
        """
        found: list[_Found] = []
        for _ in range(_LOOKS):
            found, told = [], []
            paths = self._list_files()
            for path in paths:
                try:
                    text = read_text(path)
                    found.append(_Found(path, text, *read_profile(text)))
                except UnreadableProfile as error:
                    told.append(error.describe(path))
                except StorageTrouble as trouble:
                    told.append(str(trouble))
            if paths == self._list_files():
                break
        problems += told
        return found

    def _list_files(self) -> list[Path]:
        try:
            return sorted(path for path in self._folder.iterdir() if path.suffix == ".toml")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise name_trouble("read", self._folder, error) from None

    def _read_order(self) -> list[str]:
        try:
            return read_text(self._order).split()
        except StorageTrouble:  # there is none, or it is of no use
            return []

    def _find(self, profile_id: str) -> _Found | None:
        """The file of a profile, whatever its name."""
        return next((one for one in self._read_all([]) if one.profile.id == profile_id), None)

    def _name_file(self, profile: Profile, current: Path | None) -> Path:
        """A file name after the profile's name and the start of its id, that no other file has."""
        ascii_name = unicodedata.normalize("NFKD", profile.name).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40].rstrip("-") or "profile"
        return _free(self._folder / f"{words}-{profile.id[:8]}.toml", current)


def _free(wanted: Path, current: Path | None = None) -> Path:
    """The wanted path, with a number where another file has it."""
    path, number = wanted, 1
    while path != current and path.exists():
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path


def _list(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise name_trouble("read", folder, error) from None


def _is_same(one: Profile | None, other: Profile | None) -> bool:
    """Compared as text: a number that is none (``nan``) is equal to itself there."""
    if one is None or other is None:
        return one is other
    return write_profile(one) == write_profile(other)


def _place(profile: Profile, places: dict[str, int]) -> float:
    return places.get(profile.id, float("inf"))


def _rank(profile: Profile) -> tuple[float, str, str]:
    position = profile.unknown.get("position")
    place = float(position) if type(position) is int and abs(position) < 2**53 else float("inf")
    return (place, profile.name.casefold(), profile.id)
