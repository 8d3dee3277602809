"""Extra headers, Basic credentials and note travel in the draft; what is filled in shows while it is folded away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.ui.kit.secret_edit import SecretEdit

from .conftest import MOBILE, Pane


@pytest.fixture
def more(shown: Pane) -> Pane:
    shown.fold("More")
    return shown


def last_draft(edits: QSignalSpy) -> Draft:
    draft = edits.at(edits.count() - 1)[0]
    assert isinstance(draft, Draft)
    return draft


def test_a_header_is_added_sent_renamed_and_removed(more: Pane, qtbot: QtBot) -> None:
    edits = QSignalSpy(more.pane.draft_edited)
    more.find(QPushButton, "addHeader").click()
    assert edits.count() == 0, "a row without a name is no header yet"
    name, value = more.find(QLineEdit, "headerName"), more.find(SecretEdit, "headerValue")
    qtbot.keyClicks(value, "a=b")
    assert last_draft(edits).profile.header_names == ()
    qtbot.keyClicks(name, "Cookie")
    assert last_draft(edits).profile.header_names == ("Cookie",)
    assert last_draft(edits).secrets == {"header:Cookie": Secret("a=b")}
    qtbot.keyClicks(name, "2")
    assert last_draft(edits).secrets == {"header:Cookie2": Secret("a=b")}
    more.find(QToolButton, "removeHeader").click()
    assert last_draft(edits) == Draft(MOBILE)


def test_a_stored_header_value_belongs_to_its_name(more: Pane, qtbot: QtBot) -> None:
    more.pane.show_profile(replace(MOBILE, header_names=("Cookie",)), {"header:Cookie": "in keyring"})
    name, value = more.find(QLineEdit, "headerName"), more.find(SecretEdit, "headerValue")
    assert value.placeholderText() == "in keyring"
    with qtbot.waitSignal(more.pane.reveal_requested) as told:
        value.eye.trigger()
    assert told.args == ["header:Cookie"]
    more.pane.show_secret("header:Cookie", Secret("a=b"))
    assert value.displayText() == "a=b"
    qtbot.keyClicks(name, "2")
    assert value.secret_text() == ""
    assert value.placeholderText() == "value"


def test_a_header_that_stands_twice_is_pointed_out(more: Pane, qtbot: QtBot) -> None:
    more.pane.show_profile(replace(MOBILE, header_names=("Cookie", "X")), {})
    names = more.pane.findChildren(QLineEdit, "headerName")
    names[1].selectAll()
    qtbot.keyClicks(names[1], "cookie")
    texts = [label.text() for label in more.pane.findChildren(QLabel) if label.isVisible()]
    assert "“cookie” stands more than once; only the last value is sent." in texts


def test_basic_credentials_count_with_a_user_name(more: Pane, qtbot: QtBot) -> None:
    edits = QSignalSpy(more.pane.draft_edited)
    qtbot.keyClicks(more.find(SecretEdit, "basicPassword"), "pw")
    assert last_draft(edits).secrets == {}
    qtbot.keyClicks(more.find(QLineEdit, "basicUsername"), "till.1")
    assert last_draft(edits).profile.basic_username == "till.1"
    assert last_draft(edits).secrets == {"basicPassword": Secret("pw")}


def test_a_note_is_kept_to_the_character(more: Pane, qtbot: QtBot) -> None:
    note = "no-break\u00a0space <b>and</b>\nlines"
    more.pane.show_profile(replace(MOBILE, note=note), {})
    edits = QSignalSpy(more.pane.draft_edited)
    qtbot.keyClicks(more.find(QPlainTextEdit, "note"), "!")
    assert last_draft(edits).profile.note == "!" + note


def test_what_is_filled_in_shows_while_it_is_folded_away(shown: Pane) -> None:
    shown.pane.show_profile(replace(MOBILE, header_names=("A", "B"), basic_username="u", note="n"), {})
    titles = [button.text() for button in shown.pane.findChildren(QToolButton)]
    assert "More · 2 headers, Basic, note" in titles


def test_the_parts_of_a_row_say_which_header_they_belong_to(more: Pane) -> None:
    more.pane.show_profile(replace(MOBILE, header_names=("Cookie",)), {})
    assert more.find(SecretEdit, "headerValue").accessibleName() == "Value of Cookie"
    assert more.find(QToolButton, "removeHeader").accessibleName() == "Remove Cookie"
    assert more.find(QLineEdit, "headerName").focusPolicy() & Qt.FocusPolicy.TabFocus
