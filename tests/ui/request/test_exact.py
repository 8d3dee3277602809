"""The exact request is shown masked; its body can be edited for one call without the key ever being seen."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.ui.kit.secret_edit import SecretEdit

from .conftest import EMPTY, MOBILE, Pane

KEY = Secret('a "quoted" key')


@pytest.fixture
def open_(shown: Pane) -> Pane:
    """The pane with the exact request unfolded."""
    shown.fold("Exact request")
    return shown


def body(shown: Pane) -> Secret | None:
    """The edited body that a press on Send would carry."""
    asked = QSignalSpy(shown.pane.send_requested)
    shown.pane.request_send()
    draft = asked.at(0)[0]
    assert isinstance(draft, Draft)
    return draft.edited_body


def test_a_preview_is_asked_for_only_while_it_can_be_seen(shown: Pane, qtbot: QtBot) -> None:
    previews = QSignalSpy(shown.pane.preview_requested)
    brand = shown.find(QLineEdit, "brand", "mobileForm")
    qtbot.keyClicks(brand, "1")
    assert previews.count() == 0
    shown.fold("Exact request")
    assert previews.count() == 1
    qtbot.keyClicks(brand, "2")
    assert previews.count() == 2
    assert previews.at(1)[0].profile.fields["brand"] == "DocDemo12"
    shown.fold("Exact request")
    qtbot.keyClicks(brand, "3")
    assert previews.count() == 2


def test_the_request_is_shown_masked(open_: Pane) -> None:
    draft = Draft(MOBILE, {"key": KEY})
    open_.pane.show_request(draft.request("https://qa.example.test/prefix", "agent"))
    head = open_.find(QPlainTextEdit, "requestHead").toPlainText()
    shown_body = open_.find(QPlainTextEdit, "requestBody").toPlainText()
    assert head.startswith("POST https://qa.example.test/prefix/auth/v1/token/regenerate\n")
    assert "Content-Type: application/json" in head
    assert '"brand": "DocDemo"' in shown_body
    assert "quoted" not in shown_body
    assert open_.find(QPlainTextEdit, "requestBody").isReadOnly()


def test_a_mark_stands_for_the_typed_key_in_the_edited_body(open_: Pane, qtbot: QtBot) -> None:
    qtbot.keyClicks(open_.find(SecretEdit, "key", "mobileForm"), KEY.reveal())
    edits = QSignalSpy(open_.pane.draft_edited)
    open_.find(QPushButton, "editBody").click()
    editor = open_.find(QPlainTextEdit, "bodyEditor")
    assert "quoted" not in editor.toPlainText()
    assert json.loads(editor.toPlainText())["key"] == "«key»"
    assert edits.count() == 1
    sent = body(open_)
    assert sent is not None
    assert json.loads(sent.reveal()) == {**MOBILE.fields, "key": KEY.reveal()}


def test_a_stored_key_is_asked_for_and_put_behind_its_mark(open_: Pane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(open_.pane.reveal_requested) as told:
        open_.find(QPushButton, "editBody").click()
    assert told.args == ["key"]
    editor = open_.find(QPlainTextEdit, "bodyEditor")
    assert "key" not in json.loads(editor.toPlainText())
    open_.pane.show_secret("key", KEY)
    assert json.loads(editor.toPlainText())["key"] == "«key»"
    assert open_.find(SecretEdit, "key", "mobileForm").secret_text() == ""
    sent = body(open_)
    assert sent is not None
    assert json.loads(sent.reveal())["key"] == KEY.reveal()


def test_a_late_key_takes_nothing_away_that_was_typed(open_: Pane, qtbot: QtBot) -> None:
    open_.find(QPushButton, "editBody").click()
    editor = open_.find(QPlainTextEdit, "bodyEditor")
    editor.selectAll()
    qtbot.keyClicks(editor, '{"key": "«key»", ')
    open_.pane.show_secret("key", KEY)
    sent = body(open_)
    assert sent is not None
    assert sent.reveal() == '{"key": "a \\"quoted\\" key", '


def test_an_edited_body_is_for_one_call_and_can_be_had_again(open_: Pane, qtbot: QtBot) -> None:
    banner, form = open_.find(QFrame, "bodyBanner"), open_.find(QLineEdit, "brand", "mobileForm")
    assert banner.isHidden()
    open_.find(QPushButton, "editBody").click()
    qtbot.keyClicks(open_.find(QPlainTextEdit, "bodyEditor"), "oops")
    assert banner.isVisible()
    assert not form.isEnabled()
    open_.pane.show_sent()
    assert banner.isHidden()
    assert form.isEnabled()
    assert body(open_) is None
    again = next(one for one in open_.pane.findChildren(QPushButton) if one.text() == "Edit the last one again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    sent = body(open_)
    assert sent is not None
    assert sent.reveal().startswith("oops{")


def test_an_edited_body_can_be_discarded(open_: Pane, qtbot: QtBot) -> None:
    open_.find(QPushButton, "editBody").click()
    with qtbot.waitSignal(open_.pane.draft_edited) as told:
        open_.find(QPushButton, "discardBody").click()
    assert told.args == [Draft(MOBILE)]


def test_an_edited_body_goes_with_its_profile(open_: Pane) -> None:
    open_.find(QPushButton, "editBody").click()
    open_.pane.show_profile(EMPTY, {})
    assert body(open_) is None
    assert open_.find(QPlainTextEdit, "bodyEditor").toPlainText() == ""
    assert not [one for one in open_.pane.findChildren(QPushButton) if "again" in one.text() and not one.isHidden()]


def test_a_body_that_is_not_json_is_pointed_out_at_its_editor(open_: Pane, qtbot: QtBot) -> None:
    open_.pane.draft_edited.connect(lambda draft: open_.pane.show_problems(draft.problems()))
    open_.find(QPushButton, "editBody").click()
    editor = open_.find(QPlainTextEdit, "bodyEditor")
    assert not editor.property("problem")
    qtbot.keyClicks(editor, "oops")
    assert editor.property("problem") == "warning"
    assert "not JSON" in editor.accessibleDescription()
