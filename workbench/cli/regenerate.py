"""``regenerate``: one call from options and a profile, sent once unless more tries were asked for and do no harm."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from dataclasses import replace
from typing import TextIO

from workbench.cli.answer import DONE, STORAGE, WRONG_USAGE, Answer, WrongUsage
from workbench.cli.profiles import describe_missing, open_profiles
from workbench.cli.render import say
from workbench.cli.renewal import answer_dry_run, answer_exchange, answer_unsent, describe_problems
from workbench.cli.secrets import GivenSecrets, open_vault
from workbench.cli.signals import catch_interrupt
from workbench.core.exchange import Exchange
from workbench.core.profile import Draft, Profile
from workbench.core.request import SIMULATOR
from workbench.core.secret import Secret
from workbench.core.visible import make_visible
from workbench.session.calls import Progress
from workbench.session.profiles import DEMO_FIELDS
from workbench.session.session import Session
from workbench.storage.settings import Settings, SettingsStore

_OPTIONS = {
    "identifier_type": "identifierType",
    "identifier": "identifierValue",
    "brand": "brand",
    "device_id": "deviceId",
    "mobile": "mobile",
    "email": "email",
}


async def regenerate(arguments: Namespace, given: GivenSecrets, session: Session, stderr: TextIO) -> Answer:
    """Build the call, check it, send it. ``arguments`` is as ``cli.parser`` gives it.

    :raises WrongUsage: there is no such profile, it is of the other channel, or a confirmation or secret is missing.
    :raises StorageTrouble: the profiles cannot be read, or the vault not opened.
    """
    if arguments.host is None and arguments.profile is None:
        raise WrongUsage("give a --host (a URL, or the word simulator) or a --profile")
    settings = await _use_settings(session, stderr)
    preparing = asyncio.ensure_future(_prepare(arguments, given, session, stderr))
    cancelled = asyncio.Event()

    def interrupt() -> None:
        preparing.cancel()  # nothing, once it is done
        cancelled.set()

    with catch_interrupt(interrupt):
        try:
            prepared = await preparing
        except asyncio.CancelledError:
            return answer_unsent("cancelled", "Interrupted before anything was sent.")
        if isinstance(prepared, Answer):
            return prepared
        exchange = await _send(arguments, settings, prepared, session, cancelled, stderr)
    return answer_exchange(exchange, prepared.problems(), session.clock(), show_secrets=arguments.show_secrets)


async def _use_settings(session: Session, stderr: TextIO) -> Settings:
    """What the user chose in the window or in the file holds here too, where no option says otherwise.

    But for retries: without ``--retries`` a script sends once, whoever's settings it meets.
    """
    loaded = await asyncio.to_thread(SettingsStore(session.home.settings).load)
    for problem in loaded.problems:
        say(stderr, make_visible(problem))
    session.calls.body_cap_bytes = loaded.settings.body_cap_bytes
    session.calls.proxy = loaded.settings.proxy
    return loaded.settings


async def _prepare(arguments: Namespace, given: GivenSecrets, session: Session, stderr: TextIO) -> Draft | Answer:
    """The call to send, complete, or the answer where none is to be sent."""
    await open_vault(session, given.passphrase)
    secret = given.secret
    profile = await _choose_profile(arguments, secret, session, stderr)
    if profile.needs_confirmation and not (arguments.production or arguments.dry_run):  # a dry run sends nothing
        raise WrongUsage(f"{make_visible(profile.host)} is marked production; confirm the call with --production")
    if profile.origin == SIMULATOR:
        try:
            await session.stand_in.open()
        except OSError as error:
            return answer_unsent("failed", f"The simulator cannot serve: {error}.", reason="connect")
    typed = {} if secret is None else {profile.secret_field: secret}
    draft = await session.profiles.complete(Draft(profile, typed))
    problems = draft.problems()
    trouble = session.keychain.trouble
    is_looked_for = arguments.profile is not None and secret is None
    if trouble is not None and is_looked_for and not draft.secrets.get(profile.secret_field):
        if not session.keychain.is_missing:
            return answer_unsent("invalid", trouble, problems=problems, code=STORAGE)
        say(stderr, trouble)
    has_address = all(one.code != "invalid_host" for one in problems)
    errors = [one for one in problems if one.severity == "error"]
    is_stopped = bool(errors) and not (arguments.anyway and has_address)
    if has_address:
        await _show_route(draft, session, stderr)
    if arguments.dry_run:
        request = await session.calls.preview(draft) if has_address else None
        return answer_dry_run(request, problems, WRONG_USAGE if is_stopped else DONE)
    if is_stopped:
        what = "one thing is" if len(errors) == 1 else f"{len(errors)} things are"
        anyway = ", or send it as it is with --anyway" if has_address else ""
        return answer_unsent(
            "invalid", f"Nothing was sent: {what} wrong with the call.", f"Put that right{anyway}.", problems
        )
    for line in describe_problems(problems):
        say(stderr, make_visible(line))
    return draft


async def _show_route(draft: Draft, session: Session, stderr: TextIO) -> None:
    """Say it where the call goes through a proxy, before it is sent: the proxy sees where to, and plain http whole."""
    route = await session.calls.describe_route(draft)
    if route.proxy is not None:
        source = "the settings name" if route.proxy_source == "settings" else f"the {route.proxy_source} names"
        say(stderr, make_visible(f"Through the proxy {route.proxy}, which {source}."))


async def _choose_profile(arguments: Namespace, secret: Secret | None, session: Session, stderr: TextIO) -> Profile:
    """The saved profile, or one for this call alone, with the options put in."""
    given = {name: getattr(arguments, option) for option, name in _OPTIONS.items()}
    fields = {name: value for name, value in given.items() if value is not None}
    if arguments.profile is None:
        profile = Profile("", "", arguments.channel, arguments.host)
        if profile.origin == SIMULATOR and secret is None:
            # No secret from elsewhere is good at a simulator of this moment, so its demo customer's is taken.
            return replace(profile, fields=fields or DEMO_FIELDS[profile.channel], is_demo=True)
        return replace(profile, fields=fields)
    await open_profiles(session.profiles, stderr)
    saved = session.profiles.find(arguments.profile)
    if saved is None:
        raise WrongUsage(describe_missing(session.profiles, arguments.profile))
    if saved.channel != arguments.channel:
        raise WrongUsage(f"the profile “{make_visible(saved.name)}” is for {saved.channel}, not {arguments.channel}")
    profile = replace(
        saved,
        fields={**saved.fields, **fields},
        absent={name: way for name, way in saved.absent.items() if name not in fields},
    )
    return profile if arguments.host is None else _move(profile, arguments.host, secret)


def _move(profile: Profile, host: str, secret: Secret | None) -> Profile:
    """The profile at another host. Its secrets belong to the origin they were kept for, and never go to another."""
    moved = replace(profile, host=host)
    if moved.origin is None or moved.origin == profile.origin:
        return moved
    if secret is None:
        raise WrongUsage(
            f"the host differs from that of “{make_visible(profile.name)}”, whose secret stays there; "
            "give the one for this host with --secret-stdin or --secret-env NAME"
        )
    return replace(moved, header_names=(), basic_username="")


async def _send(
    arguments: Namespace,
    settings: Settings,
    draft: Draft,
    session: Session,
    cancelled: asyncio.Event,
    stderr: TextIO,
) -> Exchange:
    """One exchange, whose deadline spans all tries and the pauses between them. Pauses are said as they begin."""
    if arguments.without_verification:
        say(stderr, "Certificates are not verified: whoever answers, it may not be the host.")
    tries = 1 + arguments.retries

    def show(progress: Progress) -> None:
        pause = progress.next_try_in_seconds
        if pause is not None:
            say(stderr, f"Try {progress.attempt} of {tries}: {progress.reason}. The next one comes in {pause:g} s.")

    sent = await session.calls.send(
        draft,
        deadline_seconds=settings.deadline_seconds if arguments.timeout is None else arguments.timeout,
        cancelled=cancelled,
        retries=arguments.retries,
        on_progress=show,
        without_verification=arguments.without_verification,
    )
    if sent.trouble is not None:
        say(stderr, make_visible(sent.trouble))
    return sent.exchange
