"""The keyboard reaches every part of the pane, leaves it at both ends, and is never lost with what is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.calls import Absent
from workbench.core.profile import Profile
from workbench.ui.request.pane import RequestPane

from .conftest import EMPTY, MOBILE, Pane

USERNAME = replace(MOBILE, fields={**MOBILE.fields, "identifierType": "USERNAME"})
WEB = replace(MOBILE, channel="web")


@pytest.fixture
def between(qtbot: QtBot) -> QWidget:
    """A window with the pane between two other fields."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    before.setObjectName("before")
    after.setObjectName("after")
    for part in (before, RequestPane(), after):
        column.addWidget(part)
    window.resize(420, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def walk(qtbot: QtBot, window: QWidget, first: str, key: Qt.Key, last: str) -> list[str]:
    """The names of what has the focus one after another, from one part to another; at most fifty."""
    start = window.findChild(QWidget, first)
    assert start is not None
    start.setFocus()
    names = [first]
    while names[-1] != last and len(names) < 50:
        at = window.focusWidget()
        assert at is not None
        qtbot.keyClick(at, key)
        now = window.focusWidget()
        assert now is not None
        names.append(now.objectName() or now.accessibleName())
    return names


@pytest.mark.parametrize(
    ("profile", "editors"),
    [
        (MOBILE, ["host", "identifierType", "identifierValue", "brand", "deviceId", "key"]),
        (WEB, ["host", "identifierType", "identifierValue", "brand", "deviceId", "expiredToken"]),
        (
            USERNAME,
            ["host", "identifierType", "identifierValue", "brand", "deviceId", "mobileNumber", "emailAddress", "key"],
        ),
    ],
)
@pytest.mark.parametrize("unfolded", [False, True])
def test_tab_meets_every_editor_in_order_then_send_and_leaves_the_pane(
    between: QWidget, qtbot: QtBot, profile: Profile, editors: list[str], unfolded: bool
) -> None:
    pane = between.findChild(RequestPane)
    assert pane is not None
    pane.show_profile(profile, {})
    rest = ["More", "Connection", "Exact request", "sendButton", "after"]
    if unfolded:
        for title in ("More", "Connection", "Exact request"):
            Pane(pane).fold(title)
        rest[2:2] = ["proxy", "caFile", "clientCertificateFile", "retries"]
        rest[1:1] = ["addHeader", "basicUsername", "basicPassword", "note", "markedProduction"]
        rest[-2:-2] = ["copyAs", "editBody"]
    way = walk(qtbot, between, "host", Qt.Key.Key_Tab, "after")
    assert way[: len(editors)] == editors
    assert [name for name in way[len(editors) :] if not name.endswith(": what is sent")] == rest
    assert f"{'Key' if profile.channel == 'mobile' else 'Expired token'}: what is sent" in way
    back = walk(qtbot, between, "after", Qt.Key.Key_Backtab, "before")
    assert list(reversed(back))[-len(way) :] == way


def test_a_refused_send_puts_the_focus_into_the_first_wrong_field_each_time(shown: Pane, qtbot: QtBot) -> None:
    pane = shown.pane
    pane.send_requested.connect(lambda draft, _: pane.show_problems(draft.problems()))
    pane.show_profile(replace(EMPTY, fields={"identifierType": "MOBILE", "identifierValue": "91"}), {})
    send, brand = shown.find(QPushButton, "sendButton"), shown.find(QLineEdit, "brand", "mobileForm")
    for _ in range(2):
        send.setFocus()
        qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
        assert pane.focusWidget() is brand


def test_an_error_that_is_found_after_a_call_was_sent_moves_no_focus(shown: Pane, qtbot: QtBot) -> None:
    pane, device = shown.pane, shown.find(QLineEdit, "deviceId", "mobileForm")
    pane.send_requested.connect(lambda *_: pane.show_sent())
    pane.draft_edited.connect(lambda draft: pane.show_problems(draft.problems()))
    shown.find(QPushButton, "sendButton").click()
    device.setFocus()
    qtbot.keyClicks(device, "2")
    assert pane.focusWidget() is device


def test_the_focus_stays_at_send_when_send_anyway_hides(shown: Pane, qtbot: QtBot) -> None:
    pane, anyway = shown.pane, shown.find(QPushButton, "sendAnywayButton")
    pane.show_profile(EMPTY, {})
    pane.send_requested.connect(lambda draft, is_anyway: pane.show_running(is_anyway))
    pane.send_requested.connect(lambda draft, _: pane.show_problems(draft.problems()))
    shown.find(QPushButton, "sendButton").click()
    anyway.setFocus()
    qtbot.mouseClick(anyway, Qt.MouseButton.LeftButton)
    assert anyway.isHidden()
    assert pane.focusWidget() is shown.find(QPushButton, "sendButton")


@pytest.mark.parametrize("left", ["bodyEditor", "Discard edited body"])
def test_the_focus_stays_at_the_body_when_its_editor_goes(shown: Pane, left: str) -> None:
    pane = shown.pane
    shown.fold("Exact request")
    edit = shown.find(QPushButton, "editBody")
    edit.click()
    if left == "bodyEditor":
        shown.find(QPlainTextEdit, left).setFocus()
        pane.show_sent()
    else:
        discard = next(one for one in pane.findChildren(QPushButton) if one.text() == left)
        discard.setFocus()
        discard.click()
    assert pane.focusWidget() is edit


def test_more_is_folded_for_another_profile_unless_it_holds_something(shown: Pane) -> None:
    shown.fold("More")
    note = shown.find(QPlainTextEdit, "note")
    shown.pane.show_profile(replace(MOBILE, note="kept"), {})
    assert note.isVisible(), "the same profile again"
    shown.pane.show_profile(replace(EMPTY, note="Ticket 4711"), {})
    assert note.isVisible(), "it holds something"
    shown.pane.show_profile(replace(EMPTY, id="e2", absent={"brand": Absent.NULL}), {})
    assert not note.isVisible()
