"""Async tests of the window run on the window's own loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest
from PySide6.QtWidgets import QApplication

from workbench.ui.run import Loop


def make_loop() -> asyncio.AbstractEventLoop:
    """The program's loop on the application of the test run."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    loop: asyncio.AbstractEventLoop = Loop(app)
    return loop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"qt": make_loop}
