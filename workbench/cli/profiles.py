"""``profiles``: list what is saved, show one profile without its secrets, move one into the bin."""

from __future__ import annotations

from argparse import Namespace
from difflib import get_close_matches
from typing import TextIO

from workbench.cli.answer import DONE, NO, STORAGE, Answer
from workbench.cli.render import SCHEMA, Document, say
from workbench.core.calls import FIELDS, WORDS, Absent
from workbench.core.json_text import Json
from workbench.core.profile import LATEST_TOKEN, Profile
from workbench.core.visible import make_visible
from workbench.session.profiles import Profiles
from workbench.session.session import Session
from workbench.storage.keychain import NO_KEYRING

_PLACES = {"minted": "session"}
"""The contract knows no word for a demo secret, which is minted for each start and lives in memory alone."""
_PLACE_WORDS = {
    "keyring": "in the keyring",
    "session": "for this session only",
    "minted": "minted at each start, never stored",
    "missing": "missing",
}


async def run_profiles(arguments: Namespace, session: Session, stderr: TextIO) -> Answer:
    """``arguments`` has ``action`` and, but for ``list``, ``name``.

    :raises StorageTrouble: the folder cannot be made, or the file not moved.
    """
    await open_profiles(session.profiles, stderr)
    if arguments.action == "list":
        return _list_profiles(session.profiles)
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


async def _show(session: Session, profile: Profile, stderr: TextIO) -> Answer:
    found = await session.profiles.secret_places(profile)
    places = {name: place for name, place in found.items() if name != LATEST_TOKEN or place != "missing"}
    trouble = session.keychain.trouble
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
        *([f"  note: {make_visible(profile.note)}"] if profile.note else []),
    ]
    if trouble:
        say(stderr, trouble)
    is_keyring_blocked = trouble not in (None, NO_KEYRING)
    return Answer(STORAGE if is_keyring_blocked else DONE, document, "\n".join(lines))


def _describe_value(value: Json) -> str:
    return {None: "null, on purpose", "": "empty, on purpose"}.get(value) or make_visible(value)
