"""In another language the pane shows nothing that was not translated, and code stays readable from right to left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from workbench.core.calls import IDENTIFIER_TYPES, FieldProblem
from workbench.core.profile import Profile
from workbench.core.request import PRODUCTION_HOSTS
from workbench.core.route import DIRECT, Route
from workbench.core.secret import Secret
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.request.pane import RequestPane

Untranslated = Callable[..., list[str]]
WEB = Profile(
    "w1",
    "Ann",
    "web",
    host="https://eu.example.test",
    fields={"identifierType": "USERNAME", "mobile": "919999922332"},
    header_names=("X-Trace",),
    basic_username="ann",
    note="Ann",
    proxy="http://proxy:3128",
    client_certificate_file="/c.pem",
    marked_production=True,
)
DATA = (
    "identifierType", "identifierValue", "brand", "deviceId", "mobile", "email", "expiredToken", "key",
    *IDENTIFIER_TYPES,
    *PRODUCTION_HOSTS,
    *("simulator", "Ann", "X-Trace", "x-trace", "Basic", "JSON", DIRECT),
    *("http://proxy:3128", "eu.example.test"), "Ctrl+Enter", "Esc",
)  # fmt: skip


def make_pane(qtbot: QtBot) -> RequestPane:
    pane = RequestPane()
    qtbot.addWidget(pane)
    pane.resize(384, 700)
    pane.show()
    return pane


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_pane_is_translated(qtbot: QtBot, untranslated: Untranslated):
    pane = make_pane(qtbot)
    pane.show_profile(WEB, {})
    pane.show_edited(True)
    pane.show_verification(False)
    pane.show_route(Route("http://proxy:3128", "profile", ca_file="/ca.pem", client_certificate_file="/c.pem"))
    problems = [FieldProblem("body", "code", "Ann", "error"), FieldProblem("brand", "code", "Ann", "warning")]
    pane.show_problems(problems)
    pane.show_secret("expiredToken", Secret("Ann"))

    assert untranslated(pane, but=DATA) == []


@pytest.mark.usefixtures("pseudo")
def test_the_empty_and_the_running_pane_are_translated(qtbot: QtBot, untranslated: Untranslated):
    pane = make_pane(qtbot)
    pane.show_running(True)

    assert untranslated(pane, but=DATA) == []


@pytest.mark.usefixtures("right_to_left")
def test_the_request_and_its_body_run_left_to_right_in_a_pane_that_does_not(qtbot: QtBot):
    pane = make_pane(qtbot)
    pane.complete()

    assert pane.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for name in ("requestHead", "requestBody", "bodyEditor"):
        part = pane.findChild(QPlainTextEdit, name)
        assert part is not None
        assert part.layoutDirection() == Qt.LayoutDirection.LeftToRight


@pytest.mark.usefixtures("pseudo")
def test_both_send_buttons_have_room_for_a_longer_language(qapp: QApplication, qtbot: QtBot):
    pane = make_pane(qtbot)
    pane.resize(pane.minimumWidth(), 640)
    pane.show_profile(Profile("m", "Ann", "mobile"), {})
    pane.show_problems([FieldProblem("brand", "code", "Ann", "error")])
    qapp.processEvents()

    for name in ("sendButton", "sendAnywayButton"):
        button = pane.findChild(QPushButton, name)
        assert button is not None
        assert button.isVisible()
        assert button.width() >= button.sizeHint().width()


@pytest.mark.usefixtures("pseudo")
def test_a_longer_language_needs_no_scrolling_sideways(qapp: QApplication, qtbot: QtBot):
    pane = make_pane(qtbot)
    pane.show_profile(WEB, {})
    pane.resize(pane.minimumWidth(), 640)
    for section in ("connectionSection", "exactSection"):
        part = pane.findChild(Collapsible, section)
        assert part is not None
        part.show_folded(False)
    qapp.processEvents()

    scroll = pane.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0
