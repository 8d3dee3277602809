"""A session, closed at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from workbench.session.session import Session


@pytest.fixture
async def session(
    clock: Callable[[], float], build_session: Callable[[Callable[[], float]], Session]
) -> AsyncIterator[Session]:
    opened = build_session(clock)
    yield opened
    await opened.aclose()
