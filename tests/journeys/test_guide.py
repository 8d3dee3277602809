"""A newcomer finds the way, and a product manager shows the window to a meeting."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTextBrowser,
    QWidget,
)

from workbench.core.profile import Draft
from workbench.core.reply import Renewed
from workbench.storage.settings import Settings

SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))
WEB_RENEWED = SAMPLES["tokens"][3]["token"]
CONTROL = Qt.KeyboardModifier.ControlModifier


async def picture(desk: Any) -> QImage:
    """The window at rest: layouts ask for others, some of them a turn of the loop later."""
    await desk.rest()
    last = QImage()
    for _ in range(20):
        await asyncio.sleep(0)
        QCoreApplication.sendPostedEvents()
        image: QImage = desk.window.grab().toImage()
        if image == last:
            return image
        last = image
    raise AssertionError("the window did not come to rest")


def shown_words(root: QWidget) -> str:
    """Every word that can be seen or is read aloud in a part of the window."""
    words = []
    for part in root.findChildren(QWidget):
        if part.isVisible():
            words += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
            words += [str(part.text())] if hasattr(part, "text") and callable(part.text) else []
    return "\n".join(words)


def mark(desk: Any) -> QWidget:
    found: QWidget = desk.window.findChild(QWidget, "coachMark")
    return found


def focused_name() -> str:
    part = QApplication.focusWidget()
    return part.objectName() if part is not None else ""


def title_of_step(desk: Any) -> str:
    return str(mark(desk).accessibleName())


# ---- the tour


async def test_the_tour_goes_on_by_doing_what_it_says_and_ends_at_done(desk: Any) -> None:
    desk.window.offer_tour()
    assert title_of_step(desk) == "Step 1 of 4: Choose a profile"
    assert focused_name() == "profileList"

    profiles = desk.part(QListView, "profileList")
    index = profiles.model().index(1, 0)
    await desk.until(
        desk.bench.profiles.profile_chosen,
        lambda: desk.click(profiles.viewport(), profiles.visualRect(index).center()),
    )
    assert title_of_step(desk) == "Step 2 of 4: Send the call"
    await desk.send()
    assert title_of_step(desk) == "Step 3 of 4: Read the token"
    desk.click(desk.part(QPushButton, "tourNext"))
    assert title_of_step(desk) == "Step 4 of 4: Let it expire"
    desk.press(Qt.Key.Key_Space)  # the button was given the focus by its own press
    assert not mark(desk).isVisible()
    assert desk.window.remembered_settings(Settings()).tour_seen  # and so it is not shown again


async def test_escape_skips_the_tour_and_it_is_not_offered_again_but_comes_from_help(desk: Any) -> None:
    desk.window.offer_tour()
    assert mark(desk).isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert not mark(desk).isVisible()

    desk.window.offer_tour()
    assert not mark(desk).isVisible()
    desk.window.show_panel("sidebar", False)
    desk.window.actions_list["tour"].trigger()
    assert mark(desk).isVisible()
    assert desk.window.is_panel_shown("sidebar")
    assert focused_name() == "tourNext"
    for _ in range(4):
        desk.press(Qt.Key.Key_Space)
    assert not mark(desk).isVisible()


async def test_while_a_call_runs_escape_cancels_it_and_the_tour_stays(desk: Any) -> None:
    desk.window.offer_tour()
    desk.bench.tell_story("slow")
    await desk.until(desk.bench.call_started, lambda: desk.press(Qt.Key.Key_Return, CONTROL))
    exchange, _ = await desk.until(desk.bench.exchange_finished, lambda: desk.press(Qt.Key.Key_Escape))
    assert not isinstance(exchange.outcome, Renewed)
    assert mark(desk).isVisible()


async def test_the_mark_never_covers_its_control(desk: Any) -> None:
    desk.window.resize(1024, 640)
    desk.window.actions_list["tour"].trigger()
    for name in ("profileList", "sendButton"):
        control = desk.part(QWidget, name)
        place = control.rect().translated(control.mapTo(desk.window, control.rect().topLeft()))
        assert not mark(desk).geometry().intersects(place), name
        assert desk.window.rect().contains(mark(desk).geometry()), name
        desk.click(desk.part(QPushButton, "tourNext"))


# ---- presentation


async def test_f11_there_and_back_leaves_the_window_as_it_was_to_the_pixel(desk: Any) -> None:
    await desk.send()
    desk.window.show_panel("simulator", False)
    desk.bench.settings.choose("zoom", desk.window.next_zoom(1))
    await picture(desk)  # the focus scrolls to its place, and the place is to be the last one
    desk.part(QWidget, "claimsTable").setFocus()
    before, title, focused = await picture(desk), desk.window.windowTitle(), QApplication.focusWidget()

    desk.press(Qt.Key.Key_F11)
    assert desk.part(QWidget, "presentationPage").isVisible()
    assert await picture(desk) != before
    desk.press(Qt.Key.Key_F11)

    assert not desk.part(QWidget, "presentationPage").isVisible()
    assert QApplication.focusWidget() is focused
    assert desk.window.windowTitle() == title
    assert await picture(desk) == before


async def test_a_presentation_shows_no_value_of_call_or_token(desk: Any) -> None:
    exchange, _ = await desk.send()
    token = exchange.token
    desk.press(Qt.Key.Key_F11)

    words = shown_words(desk.window)
    assert "Valid. Expires in" in words
    profile = desk.bench.session.profiles.all[0]
    secrets = [token.text, token.fingerprint, exchange.call.text("key"), str(token.claims["uid"])]
    for value in (*secrets, *profile.fields.values(), "DOCDEMO"):
        if value != "MOBILE":  # a type
            assert value not in words, value
    assert "Demo" not in desk.window.windowTitle()
    assert not desk.window.menuBar().isVisible()
    desk.bench.said.emit("A notice", "neutral")
    assert desk.window.toasts.shown_texts() == []


async def test_a_profile_of_one_s_own_is_a_number_and_its_host_and_wrong_fields_are_not_named(desk: Any) -> None:
    profiles = desk.bench.session.profiles
    own = replace(profiles.all[0], id="own", name="Ann Example", host="https://ann.example.test", is_demo=False)
    await profiles.save(Draft(own))
    desk.bench.profiles.profiles_changed.emit(profiles.all)
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.bench.profiles.choose("own"))
    desk.press(Qt.Key.Key_F11)
    chooser = desk.part(QComboBox, "presentedProfile")
    assert [chooser.itemText(place) for place in range(chooser.count())] == ["Demo · mobile", "Demo · web", "Profile 3"]
    assert "ann" not in shown_words(desk.part(QWidget, "presentationPage")).lower().replace("channel", "")

    await desk.until(desk.bench.profiles.problems_found, lambda: desk.click(desk.part(QPushButton, "presentedSend")))
    assert desk.part(QLabel, "presentedNote").isVisible()  # it has no key


async def test_a_pasted_token_is_presented_without_its_values(desk: Any) -> None:
    QApplication.clipboard().setText(WEB_RENEWED)
    desk.window.actions_list["pasteToken"].trigger()
    desk.press(Qt.Key.Key_F11)
    words = shown_words(desk.window)
    assert "Valid." in words
    assert "919999922332" not in words
    assert WEB_RENEWED not in words


async def test_a_call_is_sent_and_its_token_expires_in_a_presentation(desk: Any) -> None:
    desk.press(Qt.Key.Key_F11)
    await desk.send()
    page = desk.part(QWidget, "presentationPage")
    verdict = next(one for one in page.findChildren(QLabel, "verdict"))
    assert verdict.text().startswith("Valid.")
    desk.pass_time(3600)
    assert verdict.text().startswith("Expired")

    desk.bench.tell_story("key-expired")
    await desk.send()
    assert page.findChild(QWidget, "explanation").isVisible()
    assert "1597" in shown_words(page)


async def test_what_would_show_data_rests_in_a_presentation_and_is_back_after_it(desk: Any) -> None:
    actions = desk.window.actions_list
    before = {action.objectName(): action.isEnabled() for action in actions}
    desk.press(Qt.Key.Key_F11)
    for name in ("palette", "copyTicket", "bin", "places", "show.history", "saveProfile"):
        assert not actions[name].isEnabled(), name
    assert actions["send"].isEnabled()
    desk.press(Qt.Key.Key_F11)
    assert {action.objectName(): action.isEnabled() for action in actions} == before


async def test_the_lock_ends_a_presentation(desk: Any) -> None:
    await desk.send()
    desk.press(Qt.Key.Key_F11)
    desk.bench.keeper.lock()
    assert desk.window.lock_page.isVisible()
    assert not desk.window.is_presenting


# ---- help and About


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("identifierValue", "Request"),
        ("profileList", "Profiles"),
        ("historySearch", "History"),
        ("tokenInput", "Token"),
        ("simulatorPanel", "Simulator"),
    ],
)
async def test_f1_opens_help_for_the_pane_that_has_the_focus(desk: Any, name: str, title: str) -> None:
    part = desk.part(QWidget, name)
    (part if part.focusPolicy() != Qt.FocusPolicy.NoFocus else part.findChild(QPushButton)).setFocus()
    desk.press(Qt.Key.Key_F1)
    sheet = desk.window.findChild(QDialog, "helpSheet")
    assert sheet.isVisible()
    assert not sheet.isModal()
    assert sheet.findChild(QListWidget, "helpTopics").currentItem().text() == title
    assert sheet.findChild(QTextBrowser, "helpPage").toPlainText().startswith(title)
    sheet.close()


async def test_help_is_searched_and_names_the_keys_that_actions_have_now(desk: Any, qtbot: Any) -> None:
    desk.window.actions_list.set_shortcuts("send", ["Ctrl+J"])
    desk.window.actions_list["help"].trigger()
    sheet = desk.window.findChild(QDialog, "helpSheet")
    search = sheet.findChild(QLineEdit, "helpSearch")
    topics = sheet.findChild(QListWidget, "helpTopics")
    qtbot.keyClicks(search, "rate limited")
    assert [topics.item(row).text() for row in range(topics.count())] == ["Simulator"]
    search.clear()
    qtbot.keyClicks(search, "production asks")
    assert "Ctrl+J" in sheet.findChild(QTextBrowser, "helpPage").toPlainText()
    sheet.close()


async def test_about_names_versions_and_licences_and_its_report_holds_no_path(desk: Any, home: Any) -> None:
    await desk.until(desk.bench.tasks.ended, desk.window.actions_list["about"].trigger)
    box = desk.window.findChild(QDialog, "aboutBox")
    table = box.findChild(QTableWidget, "aboutLibraries")
    rows = {table.item(row, 0).text().lower(): table.item(row, 2).text() for row in range(table.rowCount())}
    assert "BSD" in rows["httpx"]
    assert "pyside6_essentials" in rows or "pyside6-essentials" in rows
    box.findChild(QPushButton, "aboutCopy").click()
    report = QApplication.clipboard().text()
    assert "Python 3" in report
    assert "httpx 0.28" in report
    assert "/" not in report
    assert str(home) not in report
    box.close()
