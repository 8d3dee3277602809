"""The window is not held up while a text is looked into: the beats of a timer go on.

The limit is 50 ms (``tests/bench/pane.py`` prints what there is); on a machine under load a test can only ask for ten
times as much.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from workbench.core.finding import Found
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.kit.tasks import Tasks
from workbench.ui.token_bench import TokenBench

NOW = 1760358520.0
MOST = 10 * 0.05

TEXTS: dict[str, Callable[[Callable[..., str]], str]] = {
    "a mail of 5 MB with tokens": lambda mint: ("what I see\n" * 60 + mint({"exp": NOW + 50}) + "\n") * 5_500,
    "a token of 1 MB": lambda mint: mint({"exp": NOW + 50, "x": "y" * 750_000}),
    "10 MB of beginnings": lambda mint: "eyJ" * 3_300_000,
}


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS.keys())
async def test_a_long_paste_never_holds_up_the_window(
    pane: TokenPane, mint: Callable[..., str], make: Callable[[Callable[..., str]], str]
) -> None:
    tasks = Tasks(pane)
    bench = TokenBench(lambda name, work: tasks.start(name, work) and None, pane)
    answered: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
    pane.inspection_requested.connect(bench.inspect)
    bench.inspected.connect(pane.show_found)
    bench.inspected.connect(lambda _given, _text, found: answered.set_result(found))
    beats = [time.perf_counter()]
    beaten = asyncio.Event()

    def beat() -> None:
        beats.append(time.perf_counter())
        beaten.set()

    timer = QTimer(pane)
    timer.setInterval(5)
    timer.timeout.connect(beat)
    QGuiApplication.clipboard().setText(make(mint))
    timer.start()
    pane.paste()
    await asyncio.wait_for(answered, 30)
    for _ in range(3):  # it is painted meanwhile
        beaten.clear()
        await beaten.wait()
    timer.stop()
    gaps = [after - before for before, after in itertools.pairwise(beats)]
    assert len(gaps) > 3
    assert max(gaps) < MOST
    await tasks.aclose()
