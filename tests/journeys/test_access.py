"""The whole window without mouse or sight: everything has a name and a role and is reached by Tab in reading order.

The scenes are those of the pictures (packaging/screenshots), the dialogs those that the list of actions opens; a new
scene or action is walked by itself.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from .controls import backward_steps, controls, is_reached, say, unnamed, walk

sys.path.append(str(Path(__file__).parents[2] / "packaging" / "screenshots"))
from scenes import CLOSING, SCENES  # type: ignore[import-not-found]

EVERYDAY = ("first", "refused", "compared", "timeline", "several", "locked", "exact")
"""Scenes that hold most kinds of controls; the others are walked when CI=true."""
MOST_LAYOUTS = 50
LEADS_OUT = ("quit", "lock", "present")


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    """Servers that a scene opened, closed after it."""
    yield
    CLOSING.close()


async def root_of(window: QWidget) -> QWidget:
    """Where the focus can be: the dialog on top, else the window; active and laid out."""
    sheets = [one for one in window.findChildren(QDialog) if one.isVisible()]  # help stands beside the window
    root = QApplication.activeModalWidget() or next(iter(sheets), window)
    root.activateWindow()
    async with asyncio.timeout(30):  # Qt has no signal for it
        while not root.isActiveWindow() or QApplication.focusWidget() is None:  # noqa: ASYNC110
            await asyncio.sleep(0)
    before = None
    for _ in range(MOST_LAYOUTS):  # one layout asks for the next
        if before == (before := [part.geometry() for part in root.findChildren(QWidget)]):
            return root
        QApplication.sendPostedEvents()
    raise AssertionError("the layout never comes to rest")


def faults(root: QWidget) -> list[str]:
    """All that is wrong with a window as it stands."""
    there = walk(root)
    back = walk(root, backwards=True)
    found = list(unnamed(root))
    found += [f"not reached by Tab: {say(part)}" for part in controls(root) if not is_reached(part, there)]
    found += [f"not reached by Shift+Tab: {say(part)}" for part in there if part not in back]
    found += [f"against the reading order: {step}" for step in backward_steps(root, there)]
    return found


def marks_of(scene: str) -> list[pytest.MarkDecorator]:
    return [] if scene in EVERYDAY else [pytest.mark.slow]


@pytest.mark.parametrize("scene", [pytest.param(name, marks=marks_of(name)) for name in SCENES])
async def test_every_control_has_name_and_role_and_is_reached_in_reading_order(desk: Any, scene: str) -> None:
    await SCENES[scene](desk.window, desk.bench)
    await desk.rest()
    assert faults(await root_of(desk.window)) == []


async def test_every_dialog_that_an_action_opens_can_be_used_without_mouse_or_sight(desk: Any) -> None:
    await desk.send()
    opened, found = [], {}
    for action in list(desk.window.actions_list):
        if not action.isEnabled() or action.objectName() in LEADS_OUT:
            continue
        action.trigger()
        await desk.rest()
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            if action.isCheckable():
                action.trigger()  # as it was
            continue
        opened.append(action.objectName())
        assert isinstance(dialog, QDialog)
        if not isinstance(dialog, QFileDialog):  # the system's, elsewhere Qt's own
            found[action.objectName()] = faults(await root_of(desk.window))
        dialog.reject()
    assert {"about", "bin", "palette", "places", "renameProfile", "shortcuts"} <= set(opened), opened
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
