"""Whatever goes wrong unexpectedly ends in one place, redacted."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from workbench.ui.kit.crash import Crashes


@pytest.fixture
def crashes(qtbot: QtBot) -> Iterator[Crashes]:
    made = Crashes(lambda text: text.replace("hunter2", "•••"))
    made.install()
    yield made
    made.uninstall()


def test_an_exception_in_a_slot_is_told_redacted(crashes: Crashes, qtbot: QtBot) -> None:
    try:
        raise ValueError("the key was hunter2")
    except ValueError as error:
        kind, value, trace = type(error), error, error.__traceback__
    with qtbot.waitSignal(crashes.crashed) as told:
        sys.excepthook(kind, value, trace)
    assert told.args is not None
    assert "the key was •••" in told.args[0]
    assert "test_crash.py" in told.args[0]


def test_failed_tasks_and_the_loop_are_told_too(crashes: Crashes, qtbot: QtBot) -> None:
    heard: list[str] = []
    crashes.crashed.connect(heard.append)
    crashes.on_task_failed("send", ValueError("one"))
    crashes.on_loop_error({"message": "Task was destroyed", "exception": None})
    assert "'send'" in heard[0]
    assert "ValueError: one" in heard[0]
    assert heard[1] == "Task was destroyed"


@pytest.mark.no_qt_log
def test_the_words_of_qt_go_to_the_log_redacted(crashes: Crashes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="qt"):
        qWarning("bad hunter2")
    assert [record.getMessage() for record in caplog.records] == ["default: bad •••"]


def test_uninstalled_the_former_hook_is_back(qtbot: QtBot) -> None:
    before = sys.excepthook
    crashes = Crashes(str)
    crashes.install()
    assert sys.excepthook != before
    crashes.uninstall()
    assert sys.excepthook == before
