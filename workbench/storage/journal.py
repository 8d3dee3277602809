"""What was typed and not saved, kept aside so that it survives a crash: one file for each window that is open.

Secrets never get in: a draft only remembers which were typed. Nor does a text that looks like a token, wherever it
was typed, or a host with a password in it.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli_w

from workbench.core.profile import Profile
from workbench.core.redact import redact
from workbench.language import mark, tr
from workbench.storage.files import StorageTrouble, name_trouble, read_text, set_aside, write_atomically
from workbench.storage.profile_text import UnreadableProfile, make_document, parse_document, take_document
from workbench.storage.turns import Presence

SCHEMA = 1
_OTHER_TEXTS = (
    *("note", "basic_username", "proxy", "proxy_username"),
    *("ca_file", "client_certificate_file", "client_key_file"),
)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A profile as it stood in a form, what it was when editing began, and the names of secrets typed for it."""

    profile: Profile
    base: Profile
    typed_secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Drafts of windows that ended without closing, the files they are in, and a sentence for each unreadable one."""

    drafts: tuple[KeptDraft, ...] = ()
    paths: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()


class Journal:
    """Owns the file of drafts of this window, and finds those of windows that are no more."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"{uuid.uuid4().hex[:12]}.toml"
        self._presence = Presence(self._path)
        self._is_claimed = False

    def write(self, drafts: Iterable[KeptDraft]) -> None:
        """Keep these in place of what was kept before; no file where there are none.

        :raises StorageTrouble: they could not be kept.
        """
        tables = [
            {
                "typed_secrets": list(one.typed_secrets),
                "profile": make_document(_without_secrets(one.profile, one.base)),
                "base": make_document(one.base),
            }
            for one in drafts
        ]
        if not tables:
            self._remove(self._path)
            return
        if not self._is_claimed:
            self._is_claimed = self._presence.claim()
        write_atomically(self._path, tomli_w.dumps({"schema": SCHEMA, "drafts": tables}))

    def close(self) -> None:
        """This window is no more. What is still kept will be found by the next one."""
        self._presence.release()

    def find_leftovers(self) -> Leftovers:
        """The drafts of every window that is no more; they stay until they are dropped.

        A file that cannot be read is kept under another name.

        :raises StorageTrouble: the folder cannot be looked at.
        """
        drafts: list[KeptDraft] = []
        paths: list[Path] = []
        problems: list[str] = []
        for path in self._list_others():
            presence = Presence(path)
            if not presence.claim():
                continue  # its window lives
            try:
                drafts += _read(path)
                paths.append(path)
            except (UnreadableProfile, StorageTrouble) as error:
                trouble = str(error) if isinstance(error, StorageTrouble) else error.describe(path)
                aside = set_aside(path, "unread").name
                problems.append(tr("{trouble} It was kept as {name}.", trouble=trouble, name=aside))
            finally:
                presence.release()
        return Leftovers(tuple(drafts), tuple(paths), tuple(problems))

    def drop(self, leftovers: Leftovers) -> None:
        """Remove the files of drafts that were restored or are not wanted.

        :raises StorageTrouble: one cannot be removed.
        """
        for path in leftovers.paths:
            self._remove(path)

    def wipe(self) -> None:
        """Remove every file of drafts for good, those of other windows too.

        :raises StorageTrouble: one cannot be removed.
        """
        for path in (self._path, *self._list_others(), *self._folder.glob("*.unread-*")):
            self._remove(path)

    def _list_others(self) -> list[Path]:
        try:
            names = sorted(os.listdir(self._folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise name_trouble("read", self._folder, error) from error
        paths = [self._folder / name for name in names if name.endswith(".toml") and ".unread-" not in name]
        return [path for path in paths if path != self._path]

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise name_trouble("removed", path, error) from error


def _read(path: Path) -> list[KeptDraft]:
    document = parse_document(read_text(path))
    if document.get("schema") != SCHEMA:
        raise UnreadableProfile(mark("{subject} is of another version of this program."))
    tables = document.get("drafts")
    if not isinstance(tables, list):
        raise UnreadableProfile(mark("{subject} holds no drafts."))
    return [_read_draft(table) for table in tables]


def _read_draft(table: Any) -> KeptDraft:
    parts = [table.get(name) for name in ("profile", "base")] if isinstance(table, dict) else []
    tables = [part for part in parts if isinstance(part, dict)]
    if len(tables) != 2:
        raise UnreadableProfile(mark("{subject} holds something that is no draft."))
    profile, base = (take_document(part)[0] for part in tables)
    typed = table.get("typed_secrets", [])
    names = tuple(one for one in typed if isinstance(one, str)) if isinstance(typed, list) else ()
    return KeptDraft(profile, base, names)


def _without_secrets(profile: Profile, base: Profile) -> Profile:
    """What may be kept of a form: texts that hold a token are as they were before it was typed."""
    fields = {
        name: text if not _holds_secret(text) else base.fields.get(name, "") for name, text in profile.fields.items()
    }
    host = base.host if "@" in profile.host or _holds_secret(profile.host) else profile.host
    headers = tuple(name for name in profile.header_names if not _holds_secret(name))
    others = {name: getattr(base, name) for name in _OTHER_TEXTS if _holds_secret(getattr(profile, name))}
    return replace(profile, fields=fields, host=host, header_names=headers, **others)


def _holds_secret(text: str) -> bool:
    return str(redact(text)) != text
