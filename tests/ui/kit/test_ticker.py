"""The ticker beats at whole seconds of its clock and counts nothing."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from workbench.ui.kit.ticker import Ticker


class HandClock:
    """A clock held by hand."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def test_a_beat_carries_the_time_of_the_clock(qtbot: QtBot) -> None:
    clock = HandClock(1000.25)
    ticker = Ticker(clock)
    heard: list[float] = []
    ticker.beat_made.connect(heard.append)
    ticker.beat()
    clock.now = 5000.0  # after a long sleep
    ticker.beat()
    assert heard == [1000.25, 5000.0]


@pytest.mark.parametrize(
    ("now", "speed", "wait"),
    [
        (1000.0, 1, 1.0),
        (1000.25, 1, 0.75),
        (1000.999, 1, 0.001),
        (1000.25, 2, 0.375),
        (1000.0, 60, 0.1),
        (1000.0, 0.25, 1.0),
        (1000.0, 0, 1.0),
    ],
    ids=["whole", "quarter past", "just before", "twice", "ten beats at most", "slow", "standing"],
)
def test_it_waits_for_the_next_whole_second(now: float, speed: float, wait: float) -> None:
    ticker = Ticker(HandClock(now))
    ticker.set_speed(speed)
    assert ticker.wait_after(now) == pytest.approx(wait)


def test_started_it_beats_at_once_and_goes_on(qtbot: QtBot) -> None:
    clock = HandClock(1000.995)
    ticker = Ticker(clock)
    with qtbot.waitSignal(ticker.beat_made):
        ticker.start()
    with qtbot.waitSignal(ticker.beat_made):
        clock.now = 1001.9
    ticker.stop()


def test_stopped_it_is_silent(qtbot: QtBot) -> None:
    ticker = Ticker(HandClock(1000.999))
    ticker.start()
    ticker.stop()
    with qtbot.waitSignal(ticker.beat_made, timeout=50, raising=False) as waited:
        pass
    assert not waited.signal_triggered
