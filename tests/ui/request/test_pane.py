"""The pane reads its editors into one draft, shows facts silently, and loses nothing that was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from workbench.core.calls import Absent
from workbench.core.profile import Draft, Profile
from workbench.core.request import PRODUCTION_HOSTS
from workbench.core.secret import Secret
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.fields import Field
from workbench.ui.kit.secret_edit import SecretEdit
from workbench.ui.request.host import host_color
from workbench.ui.request.pane import RequestPane

from .conftest import EMPTY, MOBILE, Pane

INTENTS = (
    "send_requested",
    "cancel_requested",
    "draft_edited",
    "save_requested",
    "reveal_requested",
    "secret_dropped",
    "preview_requested",
)


def sent(shown: Pane) -> Draft:
    """The draft that a press on Send asks for."""
    asked = QSignalSpy(shown.pane.send_requested)
    shown.find(QPushButton, "sendButton").click()
    draft, _ = asked.at(asked.count() - 1)
    assert isinstance(draft, Draft)
    return draft


def replace_text(qtbot: QtBot, line: QLineEdit | None, text: str) -> None:
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, text)


def pick_mode(shown: Pane, label: str, words: str) -> None:
    """What a person picks in the menu beside a field's label."""
    form = shown.find(QWidget, "mobileForm")
    button = next(one for one in form.findChildren(QToolButton) if one.accessibleName() == f"{label}: what is sent")
    actions: list[QAction] = button.menu().actions()
    next(action for action in actions if action.text() == words).trigger()


def test_facts_cause_no_intent(shown: Pane) -> None:
    pane, draft = shown.pane, Draft(MOBILE, {"key": Secret("k" * 20)})
    spies = {name: QSignalSpy(getattr(pane, name)) for name in INTENTS}
    web = replace(MOBILE, id="w1", channel="web", note="a note", header_names=("Cookie",), marked_production=True)
    pane.show_profile(web, {"header:Cookie": "in keyring"})
    pane.show_profile(MOBILE, {})
    pane.show_problems(draft.problems())
    pane.show_request(draft.request("http://127.0.0.1:9", "agent"))
    pane.show_running(True)
    pane.show_running(False)
    pane.show_places({"key": "in keyring"})
    pane.show_secret("key", Secret("k"))
    pane.show_edited(True)
    pane.show_sent()
    pane.show_nothing()
    assert {name: spy.count() for name, spy in spies.items()} == dict.fromkeys(INTENTS, 0)


def test_an_unedited_profile_comes_back_as_it_was(shown: Pane) -> None:
    profile = Profile(
        "p",
        "Whole",
        "web",
        "https://qa.example.test/prefix",
        {"identifierType": "USERNAME", "identifierValue": " x ", "brand": "", "mobile": "1", "later": "kept"},
        {"deviceId": Absent.NULL, "later": Absent.OMIT},
        ("Cookie", "X-Trace"),
        basic_username="till.1",
        ca_file="/etc/qa/ca.pem",
        client_certificate_file="~/me.pem",
        client_key_file="~/me.key",
        proxy="http://proxy.example.test:3128",
        proxy_username="me",
        note="two\nlines",
        marked_production=True,
        unknown={"colour": "red"},
    )
    shown.pane.show_profile(profile, {})
    assert sent(shown) == Draft(profile)


def test_what_is_typed_is_what_is_sent_and_said(shown: Pane, qtbot: QtBot) -> None:
    edits = QSignalSpy(shown.pane.draft_edited)
    replace_text(qtbot, shown.find(QLineEdit, "brand", "mobileForm"), "OTHER")
    qtbot.keyClicks(shown.find(SecretEdit, "key", "mobileForm"), "typed")
    draft = sent(shown)
    assert draft.profile.fields["brand"] == "OTHER"
    assert draft.secrets == {"key": Secret("typed")}
    assert edits.count() == len("OTHER") + len("typed")
    assert edits.at(edits.count() - 1)[0] == draft


def test_an_identifier_type_of_ones_own_is_not_completed(shown: Pane, qtbot: QtBot) -> None:
    replace_text(qtbot, shown.find(QComboBox, "identifierType", "mobileForm").lineEdit(), "mobil")
    assert sent(shown).profile.fields["identifierType"] == "mobil"


def test_a_listed_identifier_type_can_be_picked(shown: Pane, qtbot: QtBot) -> None:
    types = shown.find(QComboBox, "identifierType", "mobileForm")
    assert [types.itemText(row) for row in range(types.count())] == ["MOBILE", "EMAIL", "USERNAME", "EXTERNALID"]
    with qtbot.waitSignal(shown.pane.draft_edited) as told:
        qtbot.keyClick(types, Qt.Key.Key_Down)
    assert told.args is not None
    assert told.args[0].profile.fields["identifierType"] == "EMAIL"


def test_the_wheel_scrolls_the_page_and_changes_no_field(shown: Pane) -> None:
    for choice in (shown.find(QComboBox, "host"), shown.find(QComboBox, "identifierType", "mobileForm")):
        choice.setFocus()
        at = QPointF(choice.rect().center())
        turn = QWheelEvent(
            at,
            choice.mapToGlobal(at),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(choice, turn)
    assert sent(shown) == Draft(MOBILE)


@pytest.mark.parametrize(
    ("words", "absent"), [("Omit", Absent.OMIT), ("Send null", Absent.NULL), ("Send empty", Absent.EMPTY)]
)
@pytest.mark.parametrize(
    ("label", "name"), [("Device", "deviceId"), ("Key", "key"), ("Type", "identifierType"), ("Brand", "brand")]
)
def test_each_field_can_be_left_without_a_text_on_purpose(
    shown: Pane, label: str, name: str, words: str, absent: Absent
) -> None:
    edits = QSignalSpy(shown.pane.draft_edited)
    pick_mode(shown, label, words)
    assert edits.count() == 1
    profile = sent(shown).profile
    assert profile.absent == {name: absent}
    assert profile.fields == MOBILE.fields
    pick_mode(shown, label, "Send the value")
    assert sent(shown) == Draft(MOBILE)


def test_mobile_number_and_email_appear_for_username_and_stay_while_they_hold_something(
    shown: Pane, qtbot: QtBot
) -> None:
    number, mail = (shown.find(QLineEdit, name, "mobileForm") for name in ("mobileNumber", "emailAddress"))
    types = shown.find(QComboBox, "identifierType", "mobileForm").lineEdit()
    assert not number.isVisible()
    replace_text(qtbot, types, "USERNAME")
    assert number.isVisible()
    assert mail.isVisible()
    qtbot.keyClicks(mail, "a@b.test")
    replace_text(qtbot, types, "MOBILE")
    assert mail.isVisible(), "it would be sent unseen"
    assert sent(shown).profile.fields["email"] == "a@b.test"
    mail.clear()
    replace_text(qtbot, types, "EMAIL")
    assert not mail.isVisible()


# ---- channels


def test_another_channel_takes_over_and_what_was_typed_in_both_stays(shown: Pane, qtbot: QtBot) -> None:
    tabs = shown.find(QTabBar, "channelTabs")
    qtbot.keyClicks(shown.find(SecretEdit, "key", "mobileForm"), "the-key")
    replace_text(qtbot, shown.find(QLineEdit, "brand", "mobileForm"), "M")
    with qtbot.waitSignal(shown.pane.draft_edited) as told:
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert told.args is not None
    assert told.args[0].profile.channel == "web"
    assert told.args[0].profile.fields["brand"] == "M"
    assert told.args[0].secrets == {}
    replace_text(qtbot, shown.find(QLineEdit, "brand", "webForm"), "W")
    qtbot.keyClicks(shown.find(SecretEdit, "expiredToken", "webForm"), "old")
    assert sent(shown).secrets == {"expiredToken": Secret("old")}
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    draft = sent(shown)
    assert (draft.profile.channel, draft.profile.fields["brand"]) == ("mobile", "M")
    assert draft.secrets == {"key": Secret("the-key")}


def test_saving_one_channel_leaves_what_was_typed_for_the_other(shown: Pane, qtbot: QtBot) -> None:
    tabs = shown.find(QTabBar, "channelTabs")
    replace_text(qtbot, shown.find(QLineEdit, "brand", "mobileForm"), "M")
    tabs.setCurrentIndex(1)
    replace_text(qtbot, shown.find(QLineEdit, "brand", "webForm"), "W")
    shown.pane.show_profile(sent(shown).profile, {"expiredToken": "in keyring"})
    assert shown.find(SecretEdit, "expiredToken", "webForm").placeholderText() == "in keyring"
    tabs.setCurrentIndex(0)
    assert sent(shown).profile.fields["brand"] == "M"


# ---- problems


def messages(shown: Pane) -> list[str]:
    """What stands at the fields that can be seen, as a screen reader says it."""
    editors = [field.editor for field in shown.pane.findChildren(Field)]
    return [
        editor.accessibleDescription() for editor in editors if editor.isVisible() and editor.accessibleDescription()
    ]


def test_missing_fields_are_named_once_touched_and_all_of_them_on_send(shown: Pane, qtbot: QtBot) -> None:
    pane = shown.pane
    pane.draft_edited.connect(lambda draft: pane.show_problems(draft.problems()))
    pane.send_requested.connect(lambda draft, _: pane.show_problems(draft.problems()))
    pane.show_profile(EMPTY, {})
    pane.show_problems(Draft(EMPTY).problems())
    anyway = shown.find(QPushButton, "sendAnywayButton")
    assert messages(shown) == []
    assert not anyway.isVisible()
    brand = shown.find(QLineEdit, "brand", "mobileForm")
    qtbot.keyClicks(brand, "x")
    qtbot.keyClick(brand, Qt.Key.Key_Backspace)
    assert messages(shown) == ["Error: The brand is missing."]
    shown.find(QPushButton, "sendButton").click()
    assert len(messages(shown)) == 5
    assert anyway.isVisible()
    assert shown.find(QLabel, "problemSummary").text() == "5 errors"
    pane.show_profile(replace(EMPTY, id="e2"), {})
    pane.show_problems(Draft(EMPTY).problems())
    assert messages(shown) == []


def test_other_problems_are_named_at_once_and_warnings_are_no_wall(shown: Pane, qtbot: QtBot) -> None:
    pane = shown.pane
    draft = Draft(
        replace(MOBILE, host="http://qa.example.test", fields={**MOBILE.fields, "brand": " DocDemo "}),
        {"key": Secret("not a token")},
    )
    pane.show_problems(draft.problems())
    assert len(messages(shown)) == 3
    assert all(message.startswith("Warning: ") for message in messages(shown))
    assert not shown.find(QPushButton, "sendAnywayButton").isVisible()
    pane.show_problems([])
    assert messages(shown) == []


def test_send_anyway_says_so(shown: Pane, qtbot: QtBot) -> None:
    shown.pane.show_problems(Draft(MOBILE, {"key": Secret("Bearer x")}).problems())
    with qtbot.waitSignal(shown.pane.send_requested) as told:
        qtbot.mouseClick(shown.find(QPushButton, "sendAnywayButton"), Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert told.args[1] is True
    with qtbot.waitSignal(shown.pane.send_requested) as told:
        qtbot.mouseClick(shown.find(QPushButton, "sendButton"), Qt.MouseButton.LeftButton)
    assert told.args[1] is False


def test_without_a_usable_host_nothing_can_be_sent_anyway(shown: Pane) -> None:
    shown.pane.show_problems(Draft(replace(MOBILE, host="qa.example.test")).problems())
    assert any("https://qa.example.test" in message for message in messages(shown))
    assert not shown.find(QPushButton, "sendAnywayButton").isVisible()


def test_a_refused_send_brings_its_first_error_into_view(shown: Pane, qtbot: QtBot) -> None:
    pane = shown.pane
    pane.resize(360, 260)
    pane.send_requested.connect(lambda draft, _: pane.show_problems(draft.problems()))
    key = shown.find(SecretEdit, "key", "mobileForm")
    key.clear()
    pane.show_places({})
    assert key.visibleRegion().isEmpty()
    shown.find(QPushButton, "sendButton").click()
    qtbot.waitUntil(lambda: not key.visibleRegion().isEmpty())


# ---- sending


def test_send_becomes_cancel_while_a_call_runs(shown: Pane, qtbot: QtBot) -> None:
    button = shown.find(QPushButton, "sendButton")
    assert button.text() == "Send  Ctrl+Enter"
    shown.pane.show_running(True)
    assert button.text() == "Cancel  Esc"
    assert button.accessibleName() == "Cancel"
    with qtbot.waitSignal(shown.pane.cancel_requested), qtbot.assertNotEmitted(shown.pane.send_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown.pane.show_running(False)
    assert button.text() == "Send  Ctrl+Enter"


def test_a_double_click_sends_and_does_not_cancel(shown: Pane, qtbot: QtBot) -> None:
    pane, button = shown.pane, shown.find(QPushButton, "sendButton")
    pane.send_requested.connect(lambda *_: pane.show_running(True))
    with qtbot.waitSignal(pane.send_requested), qtbot.assertNotEmitted(pane.cancel_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)


def test_the_slots_of_the_shortcuts_ask_like_the_buttons(shown: Pane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.pane.send_requested) as told:
        shown.pane.request_send()
    assert told.args == [Draft(MOBILE), False]
    with qtbot.waitSignal(shown.pane.save_requested) as told:
        shown.pane.request_save()
    assert told.args == [Draft(MOBILE)]
    shown.pane.focus_first_field()
    assert shown.pane.focusWidget() is shown.find(QComboBox, "host")


def test_without_a_profile_nothing_is_asked(qtbot: QtBot) -> None:
    pane = RequestPane()
    qtbot.addWidget(pane)
    with qtbot.assertNotEmitted(pane.send_requested), qtbot.assertNotEmitted(pane.save_requested):
        pane.request_send()
        pane.request_save()


def test_unsaved_edits_are_marked_and_can_be_saved(shown: Pane, qtbot: QtBot) -> None:
    chip, save = shown.find(Chip, "editedChip"), shown.find(QPushButton, "saveButton")
    assert not save.isEnabled()
    shown.pane.show_edited(True)
    assert chip.text() == "unsaved"
    with qtbot.waitSignal(shown.pane.save_requested):
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    shown.pane.show_edited(False)
    assert chip.isHidden()


# ---- hosts


def test_the_send_button_carries_the_colour_of_the_host(shown: Pane, qtbot: QtBot) -> None:
    button, host = shown.find(QPushButton, "sendButton"), shown.find(QComboBox, "host")
    chip = shown.find(Chip, "requestHostChip")
    assert (button.property("host"), chip.text()) == ("teal", "simulator")
    replace_text(qtbot, host.lineEdit(), PRODUCTION_HOSTS[0])
    assert (button.property("host"), chip.text()) == ("red", "production")
    replace_text(qtbot, host.lineEdit(), "https://qa.example.test")
    assert button.property("host") not in ("teal", "red")
    assert chip.isHidden()
    shown.fold("More")
    shown.find(QCheckBox, "markedProduction").click()
    assert (button.property("host"), chip.text()) == ("red", "production")
    assert sent(shown).profile.marked_production


def test_every_preset_is_marked_in_the_list(shown: Pane) -> None:
    host = shown.find(QComboBox, "host")
    names = [host.itemData(row, Qt.ItemDataRole.AccessibleTextRole) for row in range(host.count())]
    assert names == ["simulator, built in", *(f"{preset}, production" for preset in PRODUCTION_HOSTS)]


@pytest.mark.parametrize(
    ("host", "same"),
    [("https://qa.example.test", "HTTPS://QA.example.test:443/prefix"), ("simulator", " Simulator ")],
)
def test_an_origin_has_one_colour_however_it_is_written(host: str, same: str) -> None:
    assert host_color(host) == host_color(same)


def test_what_is_no_host_has_the_colour_of_none() -> None:
    assert host_color("nonsense") == "slate"


# ---- secrets


def test_a_stored_secret_is_only_told_of(shown: Pane) -> None:
    key = shown.find(SecretEdit, "key", "mobileForm")
    assert key.placeholderText() == "in keyring"
    assert sent(shown).secrets == {}


def test_a_revealed_secret_is_no_typed_one_and_leaves_with_the_focus(shown: Pane, qtbot: QtBot) -> None:
    key = shown.find(SecretEdit, "key", "mobileForm")
    with qtbot.waitSignal(shown.pane.reveal_requested) as told:
        key.eye.trigger()
    assert told.args == ["key"]
    shown.pane.show_secret("key", Secret("from-keyring"))
    assert key.displayText() == "from-keyring"
    assert sent(shown).secrets == {}
    key.hide_secret()
    assert key.secret_text() == ""
    assert key.placeholderText() == "in keyring"


def test_a_revealed_secret_that_is_changed_is_a_typed_one(shown: Pane, qtbot: QtBot) -> None:
    key = shown.find(SecretEdit, "key", "mobileForm")
    shown.pane.show_secret("key", Secret("from-keyring"))
    qtbot.keyClicks(key, "!")
    key.hide_secret()
    assert sent(shown).secrets == {"key": Secret("from-keyring!")}
    with qtbot.waitSignals([shown.pane.secret_dropped, shown.pane.draft_edited], order="strict"):
        key.selectAll()
        qtbot.keyClick(key, Qt.Key.Key_Delete)
    assert sent(shown).secrets == {}


def test_a_typed_secret_outlives_news_of_its_place_but_no_other_profile(shown: Pane, qtbot: QtBot) -> None:
    key = shown.find(SecretEdit, "key", "mobileForm")
    qtbot.keyClicks(key, "typed")
    shown.pane.show_places({"key": "somewhere else"})
    shown.pane.show_secret("key", Secret("late answer"))
    assert sent(shown).secrets == {"key": Secret("typed")}
    shown.pane.show_profile(EMPTY, {})
    assert sent(shown).secrets == {}
    assert key.placeholderText() == "paste the key"


def test_no_editor_goes_unnamed(shown: Pane) -> None:
    shown.fold("More")
    shown.fold("Exact request")
    shown.find(QPushButton, "addHeader").click()
    kinds: tuple[Any, ...] = (QLineEdit, QComboBox, QPushButton, QToolButton, QCheckBox, QTabBar)
    unnamed = [
        widget.objectName() or type(widget).__name__
        for kind in kinds
        for widget in shown.pane.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not isinstance(widget.parent(), QLineEdit | QComboBox | QTabBar)
    ]
    assert unnamed == []
