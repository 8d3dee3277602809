"""What ``app --demo`` begins with: a few profiles on the simulator, and a made-up history of two weeks.

The records are real ones of real calls to the simulator under different stories; only their times are made up.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace

from workbench.core.exchange import Record
from workbench.core.profile import Draft
from workbench.core.token import Channel
from workbench.session.session import Session

PROFILES: tuple[tuple[str, Channel], ...] = (
    ("Storefront app", "mobile"),
    ("Loyalty site", "web"),
    ("Support desk", "web"),
)
"""Beside the two of every first start."""
_STORIES = ("normal", "normal", "normal", "key-expired", "normal", "rate-limited", "normal", "normal", "html-error")
_CALLS = 36
_DAYS = 14
_DAY, _HOUR = 86_400.0, 3_600.0
_SEED = 7  # the same history at each start


async def set_stage(session: Session) -> None:
    """Fill an empty home.

    :raises StorageTrouble: its folder cannot be written.
    :raises OSError: the simulator finds no port.
    """
    profiles = session.profiles
    await profiles.open()
    for name, channel in PROFILES:
        added = await profiles.add(channel)
        await profiles.save(Draft(replace(added, name=name)))
    records = await _make_records(session)
    await asyncio.to_thread(session.history.clear)
    for record in records:
        await asyncio.to_thread(session.history.append, record)


async def _make_records(session: Session) -> list[Record]:
    """Oldest first, the last of them some hours ago."""
    dice = random.Random(_SEED)  # noqa: S311  # no secret
    simulator = await session.stand_in.open()
    ages = sorted((dice.uniform(3 * _HOUR, _DAYS * _DAY) for _ in range(_CALLS)), reverse=True)
    now, records = session.clock(), []
    for age in ages:
        simulator.story = dice.choice(_STORIES)
        sent = await session.calls.send(Draft(dice.choice(session.profiles.all)))
        records.append(_move(sent.record, now - age - sent.record.started_at, dice.randint(90, 420)))
    simulator.story = "normal"
    simulator.reset()
    session.profiles.drop_simulated()
    return records


def _move(record: Record, seconds: float, elapsed_ms: int) -> Record:
    """The same call at another time."""

    def moved(at: float | None) -> float | None:
        return None if at is None else at + seconds

    return replace(
        record,
        started_at=record.started_at + seconds,
        issued_at=moved(record.issued_at),
        expires_at=moved(record.expires_at),
        elapsed_ms=elapsed_ms,
    )
