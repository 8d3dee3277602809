"""The made-up profiles and history of a demonstration."""

from __future__ import annotations

from typing import Any

from workbench.session.demonstration import PROFILES, set_stage
from workbench.session.profiles import DEMO_NAMES

DAY = 86_400


async def test_a_demonstration_has_profiles_to_send_and_two_weeks_of_calls(build_session: Any, clock: Any) -> None:
    session = build_session(clock)
    try:
        await set_stage(session)
        assert [one.name for one in session.profiles.all] == [*DEMO_NAMES.values(), *(name for name, _ in PROFILES)]
        assert all(one.is_demo for one in session.profiles.all)
        records = [one.record for one in session.history.newest(100)]
        times = [one.started_at for one in records]
        assert len(records) > 30
        assert times == sorted(times, reverse=True)
        assert clock() - 14 * DAY <= times[-1]
        assert times[0] < clock()
        assert {one.outcome for one in records} >= {"renewed", "refused"}
        assert len({one.profile_name for one in records}) == len(session.profiles.all)
    finally:
        await session.aclose()


async def test_the_simulator_has_forgotten_how_the_history_was_made(build_session: Any, clock: Any) -> None:
    session = build_session(clock)
    try:
        await set_stage(session)
        simulator = await session.stand_in.open()
        assert simulator.story == "normal"
        assert session.stand_in.received == ()
        for profile in session.profiles.all:
            assert await session.profiles.latest_token(profile) is None
    finally:
        await session.aclose()
