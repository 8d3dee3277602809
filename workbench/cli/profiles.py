"""``profiles``: list what is saved, show one without its secrets, move one into the bin, share and take in."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

from workbench.cli.answer import DONE, NO, STORAGE, Answer
from workbench.cli.render import SCHEMA, Document, say
from workbench.cli.secrets import open_vault
from workbench.core.calls import FIELDS, WORDS, Absent
from workbench.core.json_text import Json
from workbench.core.profile import LATEST_TOKEN, Profile
from workbench.core.secret import Secret
from workbench.core.visible import make_visible
from workbench.session.profiles import Profiles
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble, read_text, require_folder, write_atomically
from workbench.storage.profile_share import LARGEST_FILE

_PLACES = {"minted": "session"}
"""The contract knows no word for a demo secret, which is minted for each start and lives in memory alone."""
_PLACE_WORDS = {
    "keyring": "in the keyring",
    "vault": "in the vault",
    "session": "for this session only",
    "minted": "minted at each start, never stored",
    "missing": "missing",
}


async def run_profiles(
    arguments: Namespace, passphrase: Secret | None, session: Session, stdin: TextIO, stderr: TextIO
) -> Answer:
    """``arguments`` has ``action`` and what it needs; ``passphrase`` opens the vault where it is given.

    :raises StorageTrouble: the folder cannot be made, a file not moved, read or written, or the vault not opened.
    """
    await open_vault(session, passphrase)
    await open_profiles(session.profiles, stderr)
    if arguments.action == "list":
        return _list_profiles(session.profiles)
    if arguments.action == "export":
        return await _export(session.profiles, arguments.file, arguments.profile)
    if arguments.action == "import":
        return await _import(session.profiles, arguments.file, stdin, stderr)
    profile = session.profiles.find(arguments.name)
    if profile is None:
        member = "profile" if arguments.action == "show" else "deleted"
        return Answer(NO, {"schema": SCHEMA, member: None}, describe_missing(session.profiles, arguments.name))
    if arguments.action == "show":
        return await _show(session, profile, stderr)
    await session.profiles.delete(profile.id)
    return Answer(
        DONE,
        {"schema": SCHEMA, "deleted": _summarise(profile)},
        f"“{make_visible(profile.name)}” was moved to the bin: {make_visible(str(session.home.bin))}",
    )


async def open_profiles(profiles: Profiles, stderr: TextIO) -> None:
    """Read what is saved; files that cannot be read are named on standard error and stop nothing."""
    await profiles.open()
    for problem in profiles.problems:
        say(stderr, make_visible(problem))


def describe_missing(profiles: Profiles, name: str) -> str:
    """That there is no such profile, with the names that come near or, where none does, all of them."""
    names = {profile.name.casefold(): profile.name for profile in profiles.all}
    folded = name.casefold()
    near = [one for one in names if folded in one] or get_close_matches(folded, names, cutoff=0.5)
    listed = ", ".join(f"“{make_visible(names[one])}”" for one in near or names)
    ending = "None is saved." if not names else f"Similar: {listed}." if near else f"Saved: {listed}."
    return f"There is no profile “{make_visible(name)}”. {ending}"


def _list_profiles(profiles: Profiles) -> Answer:
    rows = [(make_visible(one.name), one.channel, make_visible(one.host)) for one in profiles.all]
    widest = max((len(name) for name, _, _ in rows), default=0)
    words = "\n".join(f"{name:<{widest}}  {channel:<6}  {host}" for name, channel, host in rows)
    document = {"schema": SCHEMA, "profiles": [_summarise(one) for one in profiles.all]}
    return Answer(DONE, document, words or "No profile is saved.")


def _summarise(profile: Profile) -> dict[str, Json]:
    return {"name": profile.name, "channel": profile.channel, "host": profile.host}


async def _export(profiles: Profiles, file: str | None, names: list[str] | None) -> Answer:
    chosen: list[Profile] = []
    for name in names or [one.id for one in profiles.all]:
        if (profile := profiles.find(name)) is None:
            return Answer(NO, {"schema": SCHEMA, "exported": None}, describe_missing(profiles, name))
        chosen.append(profile)
    if not chosen:
        return Answer(NO, {"schema": SCHEMA, "exported": []}, "No profile is saved.")
    text = profiles.share(one.id for one in chosen)
    document: Document = {"schema": SCHEMA, "exported": [_summarise(one) for one in chosen]}
    if file in (None, "-"):
        return Answer(DONE, {**document, "text": text}, text.rstrip("\n"))
    require_folder(Path(str(file)))
    await asyncio.to_thread(write_atomically, Path(str(file)), text)
    count = f"{len(chosen)} profile{'s' if len(chosen) != 1 else ''}"
    return Answer(DONE, document, f"{count} written to {make_visible(str(file))}, without secrets")


async def _import(profiles: Profiles, file: str, stdin: TextIO, stderr: TextIO) -> Answer:
    text = await asyncio.to_thread(lambda: _read_shared_file(file, stdin))
    imported = await profiles.receive(text)
    for problem in imported.problems:
        say(stderr, make_visible(problem))
    rows: list[Json] = []
    lines = []
    for profile in imported.profiles:
        needed = profiles.needed_secrets(profile)
        former = imported.renamed.get(profile.id)
        rows.append({**_summarise(profile), "name_in_file": former or profile.name, "secrets_needed": list(needed)})
        line = f"“{make_visible(profile.name)}” saved"
        line += f"; “{make_visible(former)}” was taken or no name" if former is not None else ""
        line += f"; needs {', '.join(WORDS.get(name, make_visible(name)) for name in needed)}" if needed else ""
        lines.append(line)
    document: Document = {"schema": SCHEMA, "imported": rows, "problems": list(imported.problems)}
    return Answer(DONE if rows else NO, document, "\n".join(lines) or "No profile could be read.")


def _read_shared_file(file: str, stdin: TextIO) -> str:
    if file != "-":
        return read_text(Path(file), LARGEST_FILE)
    try:
        return stdin.buffer.read(LARGEST_FILE + 1).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StorageTrouble("What standard input holds is not UTF-8 text.") from None


async def _show(session: Session, profile: Profile, stderr: TextIO) -> Answer:
    found = await session.profiles.secret_places(profile)
    places = {name: place for name, place in found.items() if name != LATEST_TOKEN or place != "missing"}
    trouble, is_keyring_blocked = session.keychain.trouble, session.keychain.blockage is not None
    fields: Document = {
        name: {Absent.NULL: None, Absent.EMPTY: ""}[profile.absent[name]]
        if name in profile.absent
        else profile.fields[name]
        for name in FIELDS[profile.channel]
        if profile.absent.get(name) is not Absent.OMIT and (name in profile.absent or name in profile.fields)
    }
    document = {
        "schema": SCHEMA,
        "profile": {
            **_summarise(profile),
            "fields": fields,
            "secrets": {name: _PLACES.get(place, place) for name, place in places.items()},
        },
    }
    lines = [
        make_visible(profile.name),
        f"  {profile.channel}, host {make_visible(profile.host)}"
        + (", production" if profile.needs_confirmation else ""),
        *(f"  {WORDS[name]}: {_describe_value(value)}" for name, value in fields.items()),
        *(f"  {WORDS.get(name, make_visible(name))}: {_PLACE_WORDS[place]}" for name, place in places.items()),
        *([f"  tags: {make_visible(', '.join(profile.tags))}"] if profile.tags else []),
        *([f"  note: {make_visible(profile.note)}"] if profile.note else []),
    ]
    if trouble:
        say(stderr, trouble)
    return Answer(STORAGE if is_keyring_blocked else DONE, document, "\n".join(lines))


def _describe_value(value: Json) -> str:
    return {None: "null, on purpose", "": "empty, on purpose"}.get(value) or make_visible(value)
