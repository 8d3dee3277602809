"""A request pane on its own, with a profile in it."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.profile import Profile
from workbench.ui.request.pane import RequestPane

Found = TypeVar("Found", bound=QWidget)

MOBILE = Profile(
    "m1",
    "QA mobile",
    "mobile",
    fields={"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo", "deviceId": "deviceid1"},
)
EMPTY = Profile("e1", "Empty", "mobile")


class Pane:
    """The pane as a person finds their way in it: by object names."""

    def __init__(self, pane: RequestPane) -> None:
        self.pane = pane

    def find(self, kind: type[Found], name: str, form: str = "") -> Found:
        """The widget of this object name, in the container `form` where both channels have one."""
        place: QWidget | None = self.pane.findChild(QWidget, form) if form else self.pane
        assert place is not None
        found = place.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def fold(self, title: str) -> None:
        """Press the title of a section."""
        next(one for one in self.pane.findChildren(QToolButton) if one.accessibleName() == title).click()


@pytest.fixture
def shown(qtbot: QtBot) -> Pane:
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.resize(420, 700)
    pane.show_profile(MOBILE, {"key": "in keyring"})
    pane.show()
    return Pane(pane)
