"""``export``: the call of a profile in the language of another program; nothing is sent."""

from __future__ import annotations

from argparse import Namespace
from typing import TextIO

from workbench.cli.answer import DONE, NO, STORAGE, WRONG_USAGE, Answer, WrongUsage
from workbench.cli.profiles import describe_missing, open_profiles
from workbench.cli.render import SCHEMA, say
from workbench.core.profile import Draft, Profile
from workbench.core.request import SIMULATOR, InvalidHost
from workbench.core.secret import Secret
from workbench.core.visible import make_visible
from workbench.formats.outgoing import NotExportable
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble


async def export_call(arguments: Namespace, session: Session, stderr: TextIO) -> Answer:
    """``arguments`` has ``language``, ``profile`` (none: the first of the list) and ``reveal``.

    :raises WrongUsage: there is no such profile.
    :raises StorageTrouble: the profiles cannot be read.
    """
    await open_profiles(session.profiles, stderr)
    profile = _choose_profile(arguments, session, stderr)
    try:
        written = await session.exports.write_call(Draft(profile), arguments.language, reveal=arguments.reveal)
    except StorageTrouble as trouble:
        return _refuse(arguments, str(trouble), STORAGE, stderr)
    except InvalidHost as error:
        return _refuse(arguments, str(error), WRONG_USAGE, stderr)
    except NotExportable as error:
        return _refuse(arguments, str(error), NO, stderr)
    if written.missing:
        names = ", ".join(make_visible(name) for name in written.missing)
        say(stderr, f"Left out, because no value is kept for it: {names}.")
    if profile.origin == SIMULATOR:
        say(stderr, "The address is that of this command's own simulator, which has ended; simulate serves another.")
    text = written.text.reveal() if isinstance(written.text, Secret) else written.text
    document = {"schema": SCHEMA, "language": arguments.language, "masked": not arguments.reveal, "text": text}
    return Answer(DONE, document, text)


def _choose_profile(arguments: Namespace, session: Session, stderr: TextIO) -> Profile:
    """A demo profile is taken as any other: its minted secret is one too."""
    if arguments.profile is not None:
        profile = session.profiles.find(arguments.profile)
        if profile is None:
            raise WrongUsage(describe_missing(session.profiles, arguments.profile))
        return profile
    if not session.profiles.all:
        raise WrongUsage("no profile is saved")
    profile = session.profiles.all[0]
    say(stderr, f"The call of “{make_visible(profile.name)}”; another with --profile.")
    return profile


def _refuse(arguments: Namespace, why: str, code: int, stderr: TextIO) -> Answer:
    say(stderr, make_visible(why))
    return Answer(code, {"schema": SCHEMA, "language": arguments.language, "text": None, "trouble": why}, "")
