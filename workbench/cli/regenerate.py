"""``regenerate``: one call from options and a profile, sent once unless more tries were asked for and do no harm."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import TextIO

from workbench.cli.answer import DONE, STORAGE, WRONG_USAGE, Answer, WrongUsage
from workbench.cli.profiles import describe_missing, open_profiles
from workbench.cli.render import make_visible, say
from workbench.cli.renewal import answer_dry_run, answer_exchange, answer_unsent, describe_problems
from workbench.cli.secrets import GivenSecrets, open_vault
from workbench.cli.signals import catch_interrupt
from workbench.core.exchange import Exchange
from workbench.core.profile import Draft, Profile
from workbench.core.reply import Cancelled, Failed, Refused
from workbench.core.request import SIMULATOR
from workbench.core.secret import Secret
from workbench.session.calls import DEADLINE_SECONDS
from workbench.session.profiles import DEMO_FIELDS
from workbench.session.session import Session
from workbench.storage.keychain import NO_KEYRING

FIRST_PAUSE_SECONDS = 0.5
"""The pause before the second try where nobody said how long to wait; each later one is twice as long."""
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
        exchange, attempts = await _send(arguments, prepared, session, cancelled, stderr)
    problems = prepared.problems()
    return answer_exchange(exchange, problems, attempts, session.clock(), show_secrets=arguments.show_secrets)


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
        if trouble != NO_KEYRING:
            return answer_unsent("invalid", trouble, problems=problems, code=STORAGE)
        say(stderr, trouble)
    has_address = all(one.code != "invalid_host" for one in problems)
    errors = [one for one in problems if one.severity == "error"]
    is_stopped = bool(errors) and not (arguments.anyway and has_address)
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
    arguments: Namespace, draft: Draft, session: Session, cancelled: asyncio.Event, stderr: TextIO
) -> tuple[Exchange, int]:
    """The last exchange and how many there were. The deadline spans all tries and the pauses between them."""
    loop = asyncio.get_running_loop()
    remaining = DEADLINE_SECONDS if arguments.timeout is None else arguments.timeout
    ends = loop.time() + remaining
    tries = 1 + arguments.retries
    for attempt in count(1):
        sent = await session.calls.send(draft, deadline_seconds=remaining, cancelled=cancelled)
        if sent.trouble is not None:
            say(stderr, make_visible(sent.trouble))
        pause = find_pause(sent.exchange, attempt)
        remaining = round(ends - loop.time() - (pause or 0), 3)
        if pause is None or attempt == tries or remaining <= 0:
            break
        reason = sent.exchange.outcome.reason
        say(stderr, f"Try {attempt} of {tries}: {reason}. The next one comes in {pause:g} s.")
        if await _is_set_within(cancelled, pause):
            outcome = Cancelled()
            advice = session.playbook.advise(outcome, None)
            return replace(sent.exchange, reply=None, outcome=outcome, advice=advice), attempt
    return sent.exchange, attempt


def find_pause(exchange: Exchange, attempt: int) -> float | None:
    """Seconds to wait before the next try; ``None`` where it might repeat what the server has already done.

    Only what never reached the server is sent again, and what the server itself asked to be sent later (RFC 6585 §4,
    RFC 9110 §15.6.4). ``attempt`` counts from 1.
    """
    outcome = exchange.outcome
    if isinstance(outcome, Failed) and outcome.reason in ("dns", "connect"):
        return FIRST_PAUSE_SECONDS * 2.0 ** (attempt - 1)
    is_put_off = exchange.reply is not None and exchange.reply.http_status in (429, 503)
    if isinstance(outcome, Refused | Failed) and is_put_off:
        return outcome.retry_after_seconds
    return None


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()
