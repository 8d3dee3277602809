"""Boxes and pressed buttons mean the same whether they are clicked or toggled, and nothing when code sets them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.toggle import toggle
from workbench.core.profile import Profile
from workbench.core.token import decode
from workbench.ui.decoder.parts import TokenParts
from workbench.ui.history.filters import HistoryFilters
from workbench.ui.request.connection import ConnectionSettingsForm
from workbench.ui.request.extras import Extras
from workbench.ui.simulator.panel import SimulatorPanel


def named(root: QWidget, name: str) -> QAbstractButton:
    return next(one for one in root.findChildren(QAbstractButton) if one.accessibleName() == name)


def hear(pane: Any, signal: str) -> list[Any]:
    heard: list[Any] = []
    getattr(pane, signal).connect(lambda *values: heard.extend(values or [None]))
    return heard


def test_the_certificate_is_not_verified_when_the_box_is_toggled(qtbot: QtBot) -> None:
    form = ConnectionSettingsForm()
    qtbot.addWidget(form)
    form.show_origin("https://auth.example")
    heard = hear(form, "verification_chosen")
    box = named(form, "Do not verify the certificate (this session only)")
    toggle(box)
    toggle(box)
    assert heard == [False, True]
    form.show_verification(False)
    assert box.isChecked()
    assert heard == [False, True]


def test_a_profile_is_edited_when_production_is_toggled(qtbot: QtBot) -> None:
    extras = Extras()
    qtbot.addWidget(extras)
    heard = hear(extras, "edited")
    toggle(named(extras, "Mark host as production"))
    assert extras.marked_production
    assert heard == [None]
    for marked in (False, True):
        extras.show_profile(Profile("one", "One", "mobile", "https://auth.example", {}, marked_production=marked), {})
        assert extras.marked_production is marked
    assert heard == [None]


def test_the_simulator_answers_in_the_way_that_is_toggled(qtbot: QtBot) -> None:
    panel = SimulatorPanel()
    qtbot.addWidget(panel)
    panel.show_running("http://127.0.0.1:1")
    heard = hear(panel, "errors_as_http_chosen")
    toggle(named(panel, "Errors as HTTP 4xx"))
    panel.show_errors_as_http(False)
    panel.show_errors_as_http(True)
    assert heard == [True]


def test_a_speed_that_is_toggled_is_chosen_once(qtbot: QtBot) -> None:
    panel = SimulatorPanel()
    qtbot.addWidget(panel)
    panel.show_speed(1.0)
    heard = hear(panel, "speed_chosen")
    toggle(named(panel, "Speed 10×"))
    toggle(named(panel, "Speed 10×"))
    toggle(named(panel, "Speed 60×"))
    assert heard == [10.0, 60.0]
    for speed in (1.0, 7.0, 10.0):
        panel.show_speed(speed)
    assert heard == [10.0, 60.0]
    assert named(panel, "Speed 10×").isChecked()


def test_starred_records_alone_are_searched_when_the_star_is_toggled(qtbot: QtBot) -> None:
    filters = HistoryFilters()
    qtbot.addWidget(filters)
    heard = hear(filters, "search_changed")
    toggle(named(filters, "Only starred calls"))
    assert filters.search_at(0, "time", True).is_starred
    assert heard == [None]
    filters.clear()
    assert not filters.search_at(0, "time", True).is_starred
    assert heard == [None, None]  # what is found is everything again


def test_parts_are_written_in_the_view_that_is_toggled(qtbot: QtBot) -> None:
    parts = TokenParts()
    qtbot.addWidget(parts)
    parts.show_token(decode("eyJhIjoxfQ.eyJhIjoxfQ.AAAA"))
    parts.show()
    header = parts.findChild(QPlainTextEdit, "headerPart")
    octets = parts.findChild(QPlainTextEdit, "headerBytes")
    assert header is not None
    assert octets is not None
    toggle(named(parts, "Parts as Text"))
    assert header.toPlainText() == '{"a":1}'
    toggle(named(parts, "Parts as Bytes"))
    assert "7b 22 61" in octets.toPlainText()
    toggle(named(parts, "Parts as JSON"))
    assert '"a": 1' in header.toPlainText()
