"""A timeline pane with the program's fonts, and exchanges with made-up times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.core.calls import Call
from workbench.core.exchange import Exchange
from workbench.core.playbook import Advice
from workbench.core.reply import Failed, Outcome
from workbench.core.request import build_request
from workbench.core.secret import Secret
from workbench.core.timeline import Timeline
from workbench.storage.paths import resource_folder
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.timeline.pane import TimelinePane

NOW = 1_760_358_520.0
KEY = "a-key-that-nobody-may-see"

MakeExchange = Callable[..., Exchange]


@pytest.fixture
def make_exchange() -> MakeExchange:
    """An exchange with a timeline, against a base URL."""

    def make(
        timeline: Timeline, *, base: str = "https://auth.qa.test", elapsed_ms: int = 132, outcome: Outcome | None = None
    ) -> Exchange:
        call = Call("mobile", {"identifierType": "MOBILE", "key": Secret(KEY)})
        request = build_request(call, base, extra_headers=[("Cookie", Secret("session=abcdef"))])
        met = outcome or Failed("timeout", "Late.")
        return Exchange("p", "QA", base, call, request, NOW, elapsed_ms, None, met, Advice("", ""), timeline=timeline)

    return make


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> TimelinePane:
    load_resources(qapp, resource_folder())
    apply_theme(qapp, "light")
    made = TimelinePane(UTC)
    qtbot.addWidget(made)
    made.resize(520, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made
