"""The window's thread is never held up for long, whatever is under way; ``tests.bench.calls`` shows the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.calls import send_many, watch
from tests.net.fault_server import FaultServer, running
from workbench.core.profile import Draft, Profile
from workbench.core.secret import Secret
from workbench.session.session import Session

LIMIT_SECONDS = 10 * 0.05
"""Ten times what the product promises: a test machine is shared, the promise is measured by hand."""


@pytest.fixture
async def session(clock: Callable[[], float], build_session: Callable[[Callable[[], float]], Session]) -> Session:
    return build_session(clock)


async def test_64_calls_at_once_do_not_hold_up_the_window(session: Session) -> None:
    await session.stand_in.open()
    renewed: list[int] = []

    async def work() -> None:
        renewed.append(await send_many(session, 64))

    heart = await watch(work)
    await session.aclose()
    assert renewed == [64]
    assert heart.beats > 0
    assert heart.longest_gap < LIMIT_SECONDS


@pytest.mark.parametrize("fault", ["endless-continue", "endless-chunks", "gzip-bomb", "many-headers"])
async def test_a_server_that_floods_does_not_hold_up_the_window(session: Session, fault: str, home: Path) -> None:
    with running(FaultServer()) as server:
        draft = Draft(Profile("", "QA", "mobile", server.host_of(fault)), {"key": Secret("k")})
        await session.calls.send(draft, deadline_seconds=0.1)
        heart = await watch(lambda: session.calls.send(draft, deadline_seconds=1))
    await session.aclose()
    assert heart.longest_gap < LIMIT_SECONDS
