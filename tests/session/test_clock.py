"""The clock of demonstrations."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.session.clock import DemoClock


def test_it_is_the_wall_clock_at_first(clock: Any) -> None:
    demo = DemoClock(clock)
    clock.advance(5)

    assert demo() == clock.now


def test_it_runs_faster_from_now_on_without_a_jump(clock: Any) -> None:
    demo = DemoClock(clock)
    began = clock.now
    demo.run_at(60)

    assert demo() == began
    clock.advance(2)
    assert demo() == began + 120
    assert demo.seconds_ahead == 118


def test_it_never_runs_backwards_when_the_speed_returns_to_one(clock: Any) -> None:
    demo = DemoClock(clock)
    began = clock.now
    demo.run_at(10)
    clock.advance(3)
    demo.run_at(1)
    clock.advance(1)

    assert demo() == began + 31


def test_reset_returns_to_the_wall_clock(clock: Any) -> None:
    demo = DemoClock(clock)
    demo.run_at(10)
    clock.advance(3)
    demo.reset()

    assert demo() == clock.now
    assert demo.speed == 1


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_a_speed_that_is_not_above_zero_is_refused(clock: Any, speed: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        DemoClock(clock).run_at(speed)


def test_the_real_time_is_known_however_fast_it_runs() -> None:
    now = 1000.0
    clock = DemoClock(lambda: now)
    clock.run_at(60)
    now = 1010.0
    assert (clock(), clock.wall()) == (1600.0, 1010.0)
