"""The connection settings: what goes into the profile, what is of this session alone, and what is said above Send."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.profile import Draft
from workbench.core.route import Route
from workbench.core.secret import Secret
from workbench.ui.request.route import describe_route

from .conftest import MOBILE, Pane

QA = replace(MOBILE, id="qa", host="https://auth.qa.test")


@pytest.fixture
def unfolded(shown: Pane) -> Pane:
    shown.pane.show_profile(QA, {})
    shown.fold("Connection")
    return shown


def sent(shown: Pane) -> Draft:
    asked = QSignalSpy(shown.pane.send_requested)
    shown.pane.request_send()
    draft, _ = asked.at(asked.count() - 1)
    assert isinstance(draft, Draft)
    return draft


def section_title(shown: Pane) -> str:
    return next(one.text() for one in shown.pane.findChildren(QToolButton) if one.text().startswith("Connection"))


def test_typed_paths_and_a_proxy_go_into_the_draft_with_their_secrets(unfolded: Pane, qtbot: QtBot) -> None:
    proxy = unfolded.find(QComboBox, "proxy").lineEdit()
    assert isinstance(proxy, QLineEdit)
    qtbot.keyClicks(proxy, "http://proxy.test:3128")
    for name, text in (
        ("caFile", "/ca.pem"),
        ("clientCertificateFile", "~/me.pem"),
        ("clientKeyFile", "~/me.key"),
        ("clientKeyPassphrase", "open"),
        ("proxyUsername", "me"),
        ("proxyPassword", "sesame"),
    ):
        line = unfolded.find(QLineEdit, name)
        assert line.isVisible(), name
        qtbot.keyClicks(line, text)
    draft = sent(unfolded)
    profile = draft.profile
    assert profile.ca_file == "/ca.pem"
    assert profile.client_certificate_file == "~/me.pem"
    assert profile.client_key_file == "~/me.key"
    assert profile.proxy == "http://proxy.test:3128"
    assert profile.proxy_username == "me"
    assert draft.secrets == {"proxyPassword": Secret("sesame"), "clientKeyPassphrase": Secret("open")}
    assert section_title(unfolded) == "Connection · proxy, own CA, client certificate"


def test_what_belongs_to_a_proxy_or_a_certificate_is_asked_for_only_with_one(unfolded: Pane, qtbot: QtBot) -> None:
    for name in ("proxyUsername", "proxyPassword", "clientKeyFile", "clientKeyPassphrase"):
        assert not unfolded.find(QLineEdit, name).isVisible()
    proxy = unfolded.find(QComboBox, "proxy").lineEdit()
    assert isinstance(proxy, QLineEdit)
    qtbot.keyClicks(proxy, "direct")
    assert not unfolded.find(QLineEdit, "proxyUsername").isVisible()
    assert section_title(unfolded) == "Connection · no proxy"


def test_a_file_can_be_chosen_in_a_dialog_that_does_not_block(unfolded: Pane, qtbot: QtBot) -> None:
    line = unfolded.find(QLineEdit, "caFile")
    edits = QSignalSpy(unfolded.pane.draft_edited)
    qtbot.mouseClick(line.findChild(QToolButton), Qt.MouseButton.LeftButton)
    dialog = unfolded.pane.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert dialog.isVisible()
    dialog.fileSelected.emit("/chosen/ca.pem")
    dialog.close()
    assert line.text() == "/chosen/ca.pem"
    assert edits.count() == 1
    assert sent(unfolded).profile.ca_file == "/chosen/ca.pem"


def test_the_switch_asks_and_shows_loudly_what_it_is_told(unfolded: Pane) -> None:
    pane = unfolded.pane
    asked = QSignalSpy(pane.verification_chosen)
    banner = unfolded.find(QWidget, "unverifiedBanner")
    assert not banner.isVisible()
    unfolded.find(QCheckBox, "withoutVerification").click()
    assert asked.at(0) == [False]
    pane.show_verification(False)
    assert banner.isVisible()
    assert "NOT VERIFIED" in section_title(unfolded)
    banner.findChildren(QPushButton)[0].click()
    assert asked.at(1) == [True]
    pane.show_verification(True)
    assert not banner.isVisible()
    assert not unfolded.find(QCheckBox, "withoutVerification").isChecked()
    assert asked.count() == 2


def test_without_encryption_there_is_nothing_to_verify(unfolded: Pane) -> None:
    switch = unfolded.find(QCheckBox, "withoutVerification")
    assert switch.isEnabled()
    unfolded.pane.show_profile(MOBILE, {})
    assert not switch.isEnabled()


def test_how_often_to_try_again_is_asked_for_and_never_by_itself(unfolded: Pane) -> None:
    asked = QSignalSpy(unfolded.pane.retries_chosen)
    choice = unfolded.find(QComboBox, "retries")
    assert choice.currentIndex() == 0
    assert choice.count() == 6
    choice.setCurrentIndex(3)
    choice.activated.emit(3)
    assert asked.at(0) == [3]
    assert "up to 4 tries" in section_title(unfolded)
    unfolded.pane.show_profile(MOBILE, {})
    assert asked.count() == 1


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (Route(None, None, True), "goes directly"),
        (Route(None, "profile", True), "goes directly (the profile says so)"),
        (
            Route("http://proxy:3128", "environment", True),
            "through proxy http://proxy:3128 (from the environment)",
        ),
        (
            Route("http://proxy:3128", "profile", True, "/ca.pem", "/me.pem"),
            "through proxy http://proxy:3128 (from the profile) · own CA file · with client certificate",
        ),
    ],
)
def test_the_route_is_said_before_sending(shown: Pane, route: Route, words: str) -> None:
    assert describe_route(route) == words
    shown.pane.show_profile(QA, {})
    shown.pane.show_route(route)
    line = shown.find(QLabel, "routeLine")
    assert line.isVisible()
    assert line.text() == words


def test_a_call_that_stays_on_this_computer_has_no_route_line(shown: Pane) -> None:
    for host in ("simulator", "http://127.0.0.1:8080", "https://localhost"):
        shown.pane.show_profile(replace(QA, host=host), {})
        shown.pane.show_route(Route())
        assert not shown.find(QLabel, "routeLine").isVisible(), host


def test_a_route_that_cannot_be_taken_says_why(shown: Pane) -> None:
    shown.pane.show_profile(replace(QA, host="https://127.0.0.1:1"), {})
    shown.pane.show_route(Route(trouble="The file with trusted certificates cannot be read: /no.pem."))
    trouble = shown.find(QLabel, "routeTrouble")
    assert trouble.isVisible()
    assert "/no.pem" in trouble.text()
    shown.pane.show_route(None)
    assert not trouble.isVisible()
