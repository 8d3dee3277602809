"""Garbage collection in the GUI thread alone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.garbage import GarbageCollector, collect_if_due


class Cycle(QObject):
    """Reachable from itself alone, so that only a collection ends it."""

    def __init__(self, ended_in: list[threading.Thread]) -> None:
        super().__init__()
        self.me = self
        self._ended_in = ended_in

    def __del__(self) -> None:
        self._ended_in.append(threading.current_thread())


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[GarbageCollector]:
    one = GarbageCollector()
    one.start()
    yield one
    one.stop()
    gc.disable()  # the test run's own rule


def test_a_worker_that_allocates_much_never_destroys_qt_objects(collector: GarbageCollector) -> None:
    ended_in: list[threading.Thread] = []
    Cycle(ended_in)
    worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    worker.start()
    worker.join()
    assert ended_in == []

    collector.stop()
    assert ended_in == [threading.main_thread()]


def test_what_is_due_is_collected_while_the_window_lives(collector: GarbageCollector, qtbot: QtBot) -> None:
    ended_in: list[threading.Thread] = []
    Cycle(ended_in)
    kept = [[] for _ in range(gc.get_threshold()[0] * 2)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: bool(ended_in), timeout=10_000)

    assert kept
    assert ended_in == [threading.main_thread()]


def test_nothing_is_collected_before_it_is_due() -> None:
    gc.collect()
    ended_in: list[threading.Thread] = []
    Cycle(ended_in)
    collect_if_due()
    assert ended_in == []
    gc.collect()
