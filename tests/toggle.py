"""What an assistive program does to a box or a pressed button: it asks for the action *Toggle*, and nobody clicks."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton


def toggle(control: QAbstractButton) -> None:
    actions = QAccessible.queryAccessibleInterface(control).actionInterface()
    assert actions is not None
    assert "Toggle" in actions.actionNames(), control
    actions.doAction("Toggle")
