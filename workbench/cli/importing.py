"""``import``: calls that another program wrote down, read and perhaps saved as profiles; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from workbench.cli.answer import DONE, NO, Answer, WrongUsage
from workbench.cli.profiles import open_profiles
from workbench.cli.render import SCHEMA, Document, say
from workbench.core.calls import SECRET_FIELD
from workbench.core.json_text import Json
from workbench.core.redact import mask, redact
from workbench.core.secret import Secret
from workbench.core.visible import make_visible
from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.session.importing import LARGEST_FILE, read_import
from workbench.session.session import Session

_SHOWN_HEADERS = frozenset(("accept", "content-type"))
"""Headers that hold no secret; the value of any other may be one."""
NOTHING = "Nothing in it was understood as a call."


def read_source(source: str, stdin: TextIO, environments: Sequence[str] = ()) -> Import:
    """The calls of a file, or of standard input for ``-``; ``environments`` are files with a collection's variables.

    :raises WrongUsage: a file cannot be read, or is too large.
    """
    return read_import(_read_octets(source, stdin), [_read_octets(one, stdin) for one in environments])


def _read_octets(source: str, stdin: TextIO) -> bytes:
    try:
        if source == "-":
            octets = stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with Path(source).open("rb") as file:
                octets = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise WrongUsage(f"{make_visible(source)} cannot be read: {why}") from None
    if len(octets) > LARGEST_FILE:
        raise WrongUsage(f"the text is larger than {LARGEST_FILE // 1024**2} MB")
    return octets


def answer_import(found: Import) -> Answer:
    """The calls with their real values, and the same in words with secrets masked."""
    document: Document = {
        "schema": SCHEMA,
        "dialect": found.dialect,
        "calls": [_describe(call) for call in found.calls],
        "problems": _list_problems(found.problems),
    }
    lines = [line for number, call in enumerate(found.calls, 1) for line in _say_call(number, call)]
    lines += [f"! {one.message}{_say_place(one)}" for one in found.problems]
    words = "\n".join(make_visible(line) for line in ([] if found.calls else [NOTHING]) + lines)
    return Answer(DONE if found.calls else NO, document, words)


def _describe(call: ImportedCall) -> Document:
    return {
        "method": call.method,
        "url": call.url,
        "headers": [[name, value] for name, value in call.sent_headers],
        "body": call.body,
        "channel": call.channel,
        "fields": dict(call.fields),
        "ignored": list(call.ignored),
        "problems": _list_problems(call.problems),
        "name": call.name,
        "host": call.host,
        "files": list(call.files),
    }


def _list_problems(problems: tuple[ImportProblem, ...]) -> list[Json]:
    return [{"code": one.code, "message": one.message, "position": one.position} for one in problems]


def _say_call(number: int, call: ImportedCall) -> list[str]:
    """One call in words; the secret field, header values and tokens wherever they stand are masked."""
    secrets = [Secret(text) for name, text in call.fields.items() if name in SECRET_FIELD.values()]
    secrets += [Secret(value) for name, value in call.sent_headers if name.lower() not in _SHOWN_HEADERS]
    title = f"{number}. {call.name + ': ' if call.name else ''}{call.method} {redact(call.shown_url, secrets)}"
    lines = [f"{title} ({call.channel})" if call.channel else title]
    for name, value in call.fields.items():
        shown = mask(Secret(value)) if name in SECRET_FIELD.values() else redact(value, secrets)
        lines.append(f"   {name}: {shown}")
    for name, value in call.sent_headers:
        lines.append(f"   header {name}: {value if name.lower() in _SHOWN_HEADERS else mask(Secret(value))}")
    if call.body and not call.fields:
        lines.append(f"   a body of {len(call.body):,} characters")
    if call.ignored:
        lines.append(f"   ignored: {redact(', '.join(call.ignored))}")
    if call.files:
        lines.append(f"   files, not read: {', '.join(call.files)}")
    return [*lines, *(f"   ! {redact(one.message, secrets)}{_say_place(one)}" for one in call.problems)]


def _say_place(problem: ImportProblem) -> str:
    return "" if problem.position is None else f" (character {problem.position})"


async def save_import(found: Import, name: str, session: Session, stderr: TextIO) -> Answer:
    """Save the calls of the auth engine as profiles, and answer as ``answer_import``; nothing saved is overwritten.

    One call gets the name itself, several get ``name 1``, ``name 2`` …

    :raises WrongUsage: a name is taken or none, or no call is one of the auth engine's.
    :raises StorageTrouble: the profiles cannot be read, or one not be written.
    """
    answer = answer_import(found)
    if not found.calls:
        return answer
    known = [call for call in found.calls if call.channel is not None]
    if not known:
        raise WrongUsage("none of the calls is one of the auth engine's, so there is nothing to save")
    await open_profiles(session.profiles, stderr)
    names = [name.strip()] if len(known) == 1 else [f"{name.strip()} {number}" for number, _ in enumerate(known, 1)]
    for one in names:
        try:
            session.profiles.check_name("", one)
        except ValueError as error:
            raise WrongUsage(make_visible(str(error))) from None
    unkept: set[str] = set()
    drafts = [call.draft(one) for call, one in zip(known, names, strict=True)]
    for draft, profile in zip(drafts, await session.profiles.save_new(drafts), strict=True):
        places = await session.profiles.secret_places(profile)
        unkept |= {secret for secret in draft.secrets if places[secret] not in ("keyring", "vault")}
    if unkept:
        why = session.keychain.trouble or "A profile without a host of its own keeps no secret."
        say(stderr, f"{why} Saved without: {make_visible(', '.join(sorted(unkept)))}.")
    saved = ", ".join(f"“{make_visible(one)}”" for one in names)
    say(stderr, f"Saved as {saved}.")
    return Answer(answer.code, {**(answer.document or {}), "saved": list(names)}, answer.words)
