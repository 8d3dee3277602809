"""Where the moments of a life stand on the line, and that it is painted only when it changes."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.expiry import Expiry, State
from workbench.ui.decoder.lifeline import Lifeline, place


def life(
    issued: float | None, expires: float | None, now: float, not_before: float | None = None, state: State = "valid"
) -> Expiry:
    left = None if expires is None else int(expires - now)
    return Expiry("expired" if left is not None and left <= 0 else state, issued, not_before, expires, left)


@pytest.mark.parametrize(("now", "part"), [(0, 0.0), (25, 0.25), (100, 1.0)])
def test_within_its_life_the_marker_is_true_to_scale(now: float, part: float) -> None:
    places = place(life(0, 100, now), now)
    assert (places.start, places.end, places.now) == (0.0, 1.0, part)


@pytest.mark.parametrize("now", [101, 150, 200, 10_000_000])
def test_after_the_expiry_the_marker_lies_beyond_an_end_that_leaves_room(now: float) -> None:
    places = place(life(0, 100, now), now)
    assert places.now == 1.0
    assert places.end is not None
    assert 0.65 <= places.end <= 0.88


def test_before_the_issue_the_marker_lies_before_the_start() -> None:
    places = place(life(1000, 1100, 500), 500)
    assert places.now == 0.0
    assert places.start is not None
    assert places.start > 0.1
    assert places.end == 1.0


def test_not_before_is_a_tick_inside_the_life() -> None:
    assert place(life(0, 100, 10, not_before=40), 10).not_before == pytest.approx(0.4)
    assert place(life(0, 100, 10, not_before=400), 10).not_before is None


@pytest.mark.parametrize(
    ("issued", "expires", "now"),
    [(0, None, 50), (None, 100, 50), (None, 100, 150), (None, None, 50), (100, 50, 20), (50, 50, 50), (100, None, 50)],
)
def test_unknown_ends_stay_open(issued: float | None, expires: float | None, now: float) -> None:
    places = place(life(issued, expires, now), now)
    assert 0 <= places.now <= 1
    assert (places.end is None) == (expires is None)
    if issued is None:
        assert places.start is None
    if expires is not None:
        assert places.end is not None
        assert (now >= expires) == (places.now > places.end)


class Repaints(QObject):
    """Counts how often a line was painted."""

    def __init__(self, line: Lifeline) -> None:
        super().__init__()
        self.count = 0
        line.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_the_tooltip_holds_the_figures(qtbot: QtBot) -> None:
    line = Lifeline(UTC)
    qtbot.addWidget(line)
    line.show_life(life(0, 100, 25), 25)
    assert line.accessibleDescription() == (
        "Issued 25 s ago: 1970-01-01 00:00:00 here, 1970-01-01 00:00:00 UTC\n"
        "Expires in 1:15: 1970-01-01 00:01:40 here, 1970-01-01 00:01:40 UTC\n"
        "Lifetime 100 s (1:40), 25 % of it passed"
    )
    assert "25 % of it passed" in line.toolTip()
    line.show_life(Expiry("never_expires"), 25)
    assert line.accessibleDescription() == "The token names no moment: neither issue nor expiry."


def test_a_beat_that_moves_nothing_paints_nothing(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    lines = [Lifeline(UTC), Lifeline(UTC)]
    for line in lines:
        column.addWidget(line)
    still, moving = (Repaints(line) for line in lines)
    window.show()
    qtbot.waitUntil(lambda: still.count > 0 and moving.count > 0)
    before = still.count, moving.count
    for line in lines:
        line.show_life(life(0, 100_000_000, 30), 30)
    qtbot.waitUntil(lambda: still.count > before[0] and moving.count > before[1])
    before = still.count, moving.count
    lines[0].show_life(life(0, 100_000_000, 31), 31)
    lines[1].show_life(life(0, 100_000_000, 50_000_000), 50_000_000)
    qtbot.waitUntil(lambda: moving.count > before[1])
    assert still.count == before[0]


@pytest.mark.parametrize("width", [140, 600])
def test_every_state_can_be_painted_in_any_width(qtbot: QtBot, width: int) -> None:
    line = Lifeline(UTC)
    qtbot.addWidget(line)
    line.resize(width, 72)
    pictures = set()
    for issued, expires, now in (
        (0, 100, 50),
        (0, 100, 500),
        (0, None, 5),
        (None, 100, 5),
        (None, None, 5),
        (9, 99, 1),
    ):
        line.show_life(life(issued, expires, now, state="valid" if expires else "never_expires"), now)
        pictures.add(bytes(line.grab().toImage().constBits()))
    assert len(pictures) == 6
