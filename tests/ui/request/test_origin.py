"""A secret typed for one origin goes to no other, and the pane says that it is wanted again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from workbench.core.profile import BASIC_PASSWORD, Draft
from workbench.core.secret import Secret
from workbench.ui.kit.secret_edit import SecretEdit

from .conftest import EMPTY, Pane

OTHER = "https://qa.example.test"
AGAIN = "typed for simulator; type it again for this host"


def type_host(shown: Pane, qtbot: QtBot, host: str) -> QLineEdit:
    line = shown.find(QComboBox, "host").lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, host)
    return line


def saved(shown: Pane) -> Draft:
    asked = QSignalSpy(shown.pane.save_requested)
    shown.pane.request_save()
    draft = asked.at(0)[0]
    assert isinstance(draft, Draft)
    return draft


@pytest.fixture
def typed(shown: Pane, qtbot: QtBot) -> SecretEdit:
    """The key, typed for the simulator; no profile keeps one."""
    shown.pane.show_profile(EMPTY, {})
    key = shown.find(SecretEdit, "key", "mobileForm")
    qtbot.keyClicks(key, "typed")
    return key


def test_no_draft_takes_a_typed_secret_to_a_host_being_typed(shown: Pane, typed: SecretEdit, qtbot: QtBot) -> None:
    edits = QSignalSpy(shown.pane.draft_edited)
    type_host(shown, qtbot, OTHER)
    assert edits.count() == len(OTHER)
    assert all(edits.at(at)[0].secrets == {} for at in range(edits.count()))


def test_nothing_is_lost_when_the_host_is_put_back_before_it_is_left(
    shown: Pane, typed: SecretEdit, qtbot: QtBot
) -> None:
    type_host(shown, qtbot, OTHER)
    shown.pane.show_places({"key": "in keyring"})
    line = type_host(shown, qtbot, "Simulator")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert saved(shown).secrets == {"key": Secret("typed")}


@pytest.mark.parametrize("how", ["Enter", "Tab", "send", "preset"])
def test_a_typed_secret_is_forgotten_when_the_other_host_stands_and_its_field_says_so(
    shown: Pane, typed: SecretEdit, qtbot: QtBot, how: str
) -> None:
    sent = QSignalSpy(shown.pane.send_requested)
    if how == "preset":
        qtbot.keyClick(shown.find(QComboBox, "host"), Qt.Key.Key_Down)
    else:
        line = type_host(shown, qtbot, OTHER)
        if how == "send":
            shown.pane.request_send()
            assert sent.at(0)[0].secrets == {}
        else:
            qtbot.keyClick(line, Qt.Key.Key_Return if how == "Enter" else Qt.Key.Key_Tab)
    assert typed.text() == ""
    assert typed.placeholderText() == AGAIN
    shown.pane.show_places({})
    assert typed.placeholderText() == AGAIN
    qtbot.keyClicks(typed, "new")
    assert saved(shown).secrets == {"key": Secret("new")}


def test_a_path_on_the_same_host_changes_nothing(shown: Pane, typed: SecretEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(type_host(shown, qtbot, OTHER), Qt.Key.Key_Return)
    qtbot.keyClicks(typed, "new")
    qtbot.keyClick(type_host(shown, qtbot, OTHER.upper() + ":443/prefix"), Qt.Key.Key_Return)
    assert saved(shown).secrets == {"key": Secret("new")}


def test_a_secret_typed_before_there_is_a_host_belongs_to_the_first_one(shown: Pane, qtbot: QtBot) -> None:
    shown.pane.show_profile(EMPTY, {})
    qtbot.keyClick(type_host(shown, qtbot, "qa"), Qt.Key.Key_Return)
    key = shown.find(SecretEdit, "key", "mobileForm")
    qtbot.keyClicks(key, "typed")
    qtbot.keyClick(type_host(shown, qtbot, OTHER), Qt.Key.Key_Return)
    assert saved(shown).secrets == {"key": Secret("typed")}
    qtbot.keyClick(type_host(shown, qtbot, "simulator"), Qt.Key.Key_Return)
    assert saved(shown).secrets == {}
    assert key.placeholderText() == f"typed for {OTHER}:443; type it again for this host"


def test_where_the_other_host_has_a_stored_secret_its_place_is_said(
    shown: Pane, typed: SecretEdit, qtbot: QtBot
) -> None:
    line = type_host(shown, qtbot, OTHER)
    shown.pane.show_places({"key": "in keyring"})
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert typed.placeholderText() == "in keyring"


def test_header_values_the_password_and_the_other_channel_are_no_exception(shown: Pane, qtbot: QtBot) -> None:
    shown.fold("More")
    shown.find(QPushButton, "addHeader").click()
    for kind, name, text in (
        (QLineEdit, "headerName", "Cookie"),
        (SecretEdit, "headerValue", "a=b"),
        (QLineEdit, "basicUsername", "till.1"),
        (SecretEdit, "basicPassword", "secret"),
    ):
        qtbot.keyClicks(shown.find(kind, name), text)
    qtbot.keyClicks(shown.find(SecretEdit, "key", "mobileForm"), "typed")
    assert set(saved(shown).secrets) == {"header:Cookie", BASIC_PASSWORD, "key"}
    tabs = shown.find(QTabBar, "channelTabs")
    tabs.setCurrentIndex(1)
    qtbot.keyClick(type_host(shown, qtbot, OTHER), Qt.Key.Key_Return)
    assert saved(shown).secrets == {}
    tabs.setCurrentIndex(0)
    assert saved(shown).secrets == {}
    assert {edit.text() for edit in shown.pane.findChildren(SecretEdit)} == {""}


def test_the_mark_in_an_edited_body_stands_for_no_secret_of_another_host(
    shown: Pane, typed: SecretEdit, qtbot: QtBot
) -> None:
    def body() -> str:
        edited = saved(shown).edited_body
        assert edited is not None
        return edited.reveal()

    shown.fold("Exact request")
    shown.find(QPushButton, "editBody").click()
    assert '"typed"' in body()
    qtbot.keyClick(type_host(shown, qtbot, OTHER), Qt.Key.Key_Return)
    assert "typed" not in body()
    assert "«key»" in shown.find(QPlainTextEdit, "bodyEditor").toPlainText()
    qtbot.keyClick(type_host(shown, qtbot, "simulator"), Qt.Key.Key_Return)
    assert '"typed"' in body()
