"""A person's stories at the real window against the real simulator over loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

from tests.net.certificates import Authority
from workbench.core.profile import Draft
from workbench.core.reply import Cancelled, Refused, Renewed
from workbench.ui.kit.theme import apply_theme, load_resources
from workbench.ui.window import SMALLEST

from .tls_host import serve_tls

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES["tokens"])


def text_of(desk: Any, name: str, within: str = "") -> str:
    """What a label or chip says."""
    return str(desk.part(QWidget, name, within).text())


def accessible_name(part: QWidget) -> str:
    """The name that a screen reader is given; a label's is its text."""
    return QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def received(desk: Any) -> int:
    return len(desk.bench.session.stand_in.received)


async def choose(desk: Any, number: int) -> None:
    profiles = desk.part(QListView, "profileList")
    index = profiles.model().index(number, 0)

    def click() -> None:
        desk.click(profiles.viewport(), profiles.visualRect(index).center())

    await desk.until(desk.bench.profiles.profile_chosen, click)


async def test_first_start_then_ctrl_enter_shows_a_renewed_token_that_ticks_and_expires_at_its_second(
    desk: Any,
) -> None:
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    assert desk.part(QTabWidget, "resultTabs").currentIndex() == 0
    assert text_of(desk, "idvValue").endswith("919999922332")
    assert text_of(desk, "devValue") == "deviceid1"
    assert text_of(desk, "orgValue") == "DOCDEMO"
    assert text_of(desk, "verdict").startswith("Valid. Expires in ")
    assert text_of(desk, "tokenStateChip") == "1 h 00 min left"
    assert "200" in text_of(desk, "statusChip")

    desk.pass_time(3600 - 60)
    assert text_of(desk, "tokenStateChip") == "1:00 left"
    desk.pass_time(59)
    assert text_of(desk, "tokenStateChip") == "0:01 left"
    desk.pass_time(1)
    assert text_of(desk, "tokenStateChip") == "expired just now"
    assert text_of(desk, "verdict").startswith("Expired ")


async def test_a_web_token_lives_ninety_seconds_and_is_bound_to_no_device(desk: Any) -> None:
    await choose(desk, 1)
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    assert exchange.call.channel == "web"
    assert text_of(desk, "tokenStateChip") == "1:30 left"
    assert "web" in text_of(desk, "devValue")
    desk.pass_time(89)
    assert text_of(desk, "tokenStateChip") == "0:01 left"
    desk.pass_time(1)
    assert text_of(desk, "tokenStateChip") == "expired just now"


async def test_a_refused_key_opens_the_response_with_code_explanation_and_next_step(desk: Any) -> None:
    desk.bench.tell_story("key-expired")
    exchange, _ = await desk.send()

    assert exchange.outcome == Refused(1597, "Key expired or not valid")
    assert desk.part(QTabWidget, "resultTabs").currentIndex() == 1
    shown = desk.part(QWidget, "explanation")
    words = " ".join(str(label.text()) for label in shown.findChildren(QWidget) if hasattr(label, "text"))
    assert "1597" in words + text_of(desk, "statusChip")
    assert exchange.advice.next_step in words


async def test_escape_cancels_a_slow_call_while_the_window_stays_live(desk: Any) -> None:
    desk.bench.tell_story("slow")
    await desk.until(
        desk.bench.call_progressed, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    assert "Cancel" in desk.part(QPushButton, "sendButton").text()
    exchange, _ = await desk.until(desk.bench.exchange_finished, lambda: desk.press(Qt.Key.Key_Escape))

    assert isinstance(exchange.outcome, Cancelled)
    assert "Send" in desk.part(QPushButton, "sendButton").text()


async def test_a_missing_field_is_named_at_the_field_and_send_anyway_sends(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, ""))
    (problems,) = await desk.until(
        desk.bench.profiles.problems_found, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )

    assert [(one.field, one.code) for one in problems if one.severity == "error"] == [("brand", "missing")]
    assert "The brand is missing." in brand.accessibleDescription()
    assert received(desk) == 0

    anyway = next(button for button in desk.window.findChildren(QPushButton) if "anyway" in button.text().lower())
    exchange, _ = await desk.until(desk.bench.exchange_finished, lambda: desk.click(anyway))
    assert exchange.outcome.api_code == 1519


async def test_a_device_that_contradicts_the_kept_key_is_a_warning_and_the_server_says_1508(desk: Any) -> None:
    device = desk.part(QLineEdit, "deviceId", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(device, "another"))
    exchange, _ = await desk.send()

    assert "deviceid1" in device.accessibleDescription()
    assert exchange.outcome.api_code == 1508


async def test_what_is_typed_survives_a_look_at_another_profile(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "Bukl"))
    await choose(desk, 1)
    await choose(desk, 0)

    assert desk.part(QLineEdit, "brand", "mobileForm").text() == "Bukl"


@pytest.mark.parametrize(
    ("token", "device", "state", "words"),
    [
        (KEY, "deviceid1", "never expires", "key"),
        (WEB_EXPIRED, "web", "1 h 33 min left", "user token"),
        (MOBILE_RENEWED, "deviceid1", "expired 30 min ago", "user token"),
        (WEB_RENEWED, "web", "1:26 left", "user token"),
    ],
    ids=["mobile key", "web expired token", "mobile renewed", "web renewed"],
)
async def test_each_documented_token_reads_right_when_pasted(
    desk: Any, token: str, device: str, state: str, words: str
) -> None:
    pane = desk.part(QPlainTextEdit, "tokenInput")
    QApplication.clipboard().setText(f"  Bearer {token}\n")
    pane.setFocus()
    pane.paste()

    assert text_of(desk, "idvValue").endswith("919999922332")
    assert device in text_of(desk, "devValue")
    assert text_of(desk, "orgValue") == "DOCDEMO"
    assert state in text_of(desk, "paneStateChip")
    assert words in text_of(desk, "verdict")
    assert text_of(desk, "verificationChip").lower() == "not verified"
    claims = desk.part(QTableView, "claimsTable").model()
    rows = [" ".join(str(claims.index(row, column).data()) for column in range(claims.columnCount())) for row in
            range(claims.rowCount())]  # fmt: skip
    assert any("4412458" in row for row in rows)


async def test_an_example_opens_in_the_panes_and_nothing_is_sent(desk: Any) -> None:
    exchange, origin = await desk.until(desk.bench.exchange_finished, desk.window.actions_list["example.1"].trigger)

    assert isinstance(exchange.outcome, Renewed)
    assert "nothing was sent" in origin
    assert received(desk) == 0
    assert text_of(desk, "tokenStateChip") == "1:26 left"


async def test_a_production_host_asks_once_before_a_secret_goes_there(desk: Any) -> None:
    host = desk.part(QComboBox, "host")
    await desk.until(
        desk.bench.profiles.problems_found, lambda: desk.type_into(host.lineEdit(), "https://eu.api.capillarytech.com")
    )
    key = desk.part(QLineEdit, "key", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(key, KEY))
    await desk.until(
        desk.bench.confirmation_wanted, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    question = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())

    assert "production" in question.windowTitle()
    question.reject()
    assert not desk.bench.tasks.is_running("send")


async def test_the_demo_key_is_not_offered_to_another_host(desk: Any) -> None:
    host = desk.part(QComboBox, "host")
    (problems,) = await desk.until(
        desk.bench.profiles.problems_found, lambda: desk.type_into(host.lineEdit(), "https://other.example")
    )

    assert ("key", "missing") in [(one.field, one.code) for one in problems]


async def test_demo_speed_lets_simulator_and_window_age_together(desk: Any) -> None:
    await choose(desk, 1)
    desk.bench.run_at(60)
    await desk.send()
    desk.pass_time(1)

    assert text_of(desk, "tokenStateChip") in ("0:30 left", "0:29 left")
    desk.pass_time(1)
    assert text_of(desk, "tokenStateChip").startswith("expired")


async def test_a_deleted_profile_comes_back_by_undo(desk: Any) -> None:
    profile = desk.bench.session.profiles.all[0]
    _, undo = await desk.until(desk.bench.saved.deleted, lambda: desk.bench.saved.delete(profile.id))
    assert profile not in desk.bench.session.profiles.all

    await desk.until(desk.bench.profiles.profiles_changed, undo)
    assert profile in desk.bench.session.profiles.all


async def test_ctrl_enter_sends_from_the_token_input_too(desk: Any) -> None:
    pane = desk.part(QPlainTextEdit, "tokenInput")
    pane.setFocus()
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    assert pane.toPlainText() == ""


async def test_del_in_a_text_field_deletes_a_letter_and_in_the_list_the_profile(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    brand.setFocus()
    brand.setCursorPosition(0)
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.press(Qt.Key.Key_Delete))
    assert brand.text() == "ocDemo"
    assert len(desk.bench.session.profiles.all) == 2

    desk.part(QListView, "profileList").setFocus()
    await desk.until(desk.bench.saved.deleted, lambda: desk.press(Qt.Key.Key_Delete))
    assert [profile.name for profile in desk.bench.session.profiles.all] == ["Demo · web"]


async def test_a_new_profile_is_ready_to_send(desk: Any) -> None:
    await desk.until(
        desk.bench.profiles.profile_chosen, lambda: desk.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    )
    exchange, _ = await desk.send()

    assert exchange.profile_name == "New profile"
    assert isinstance(exchange.outcome, Renewed)


async def test_the_window_can_be_closed_while_a_slow_call_runs(desk: Any) -> None:
    desk.bench.tell_story("slow")
    await desk.until(
        desk.bench.call_started, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    await desk.until(desk.window.closed, desk.window.close)


async def test_every_agreed_object_name_is_there_and_every_named_control_has_an_accessible_name(desk: Any) -> None:
    names = """
        profileList profileSearch channelTabs host identifierType identifierValue brand deviceId
        mobileNumber emailAddress key expiredToken sendButton statusChip timeChip sizeChip hostChip
        tokenStateChip resultTabs verdict verificationChip lifeline idvValue devValue orgValue claimsTable
        rawToken tokenInput responseBody explanation historyTable historySearch simulatorPanel mobileForm
        webForm comparisonChip compareTable tokenChooser asOf
    """.split()  # noqa: SIM905 — read as a list of words
    await desk.send()
    found = {name: desk.window.findChildren(QWidget, name) for name in names}

    assert [name for name, parts in found.items() if not parts] == []
    unnamed = [name for name, parts in found.items() if not any(accessible_name(part) for part in parts)]
    assert [name for name in unnamed if name not in ("mobileForm", "webForm")] == []


async def test_profile_actions_that_follow_each_other_at_once_are_all_done(desk: Any) -> None:
    first = desk.bench.session.profiles.all[0]

    def act() -> None:
        desk.bench.saved.duplicate(first.id)
        desk.bench.saved.add()
        desk.bench.saved.delete(first.id)

    await desk.until(desk.bench.saved.deleted, act)
    assert {profile.name for profile in desk.bench.session.profiles.all} == {
        "Demo · web",
        "Demo · mobile copy",
        "New profile",
    }


async def test_the_demo_clock_is_told_until_it_is_the_real_one_again_and_leaves_nothing_behind(desk: Any) -> None:
    await choose(desk, 1)
    await desk.send()
    desk.bench.run_at(60)
    desk.pass_time(6)
    assert "5 min ahead" in desk.window.clock_chip.text()
    assert text_of(desk, "tokenStateChip").startswith("expired")
    desk.bench.run_at(1)
    desk.pass_time(1)
    assert desk.window.clock_chip.isVisible()

    await desk.until(desk.bench.records.extent_changed, lambda: desk.click(desk.window.clock_chip))
    assert not desk.window.clock_chip.isVisible()
    assert not desk.part(QWidget, "verdict").isVisible()
    assert not desk.part(QWidget, "tokenStateChip").isVisible()


async def test_quitting_with_unsaved_edits_asks_first(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "Bukl"))
    desk.window.close()
    question = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())

    assert desk.window.isVisible()
    assert "Quit without saving?" in question.windowTitle()
    await desk.until(desk.window.closed, question.accept)


async def test_the_sheet_of_shortcuts_opens_by_its_key(desk: Any) -> None:
    desk.press(Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    sheet = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())

    assert sheet.windowTitle() == "All shortcuts"
    sheet.reject()


async def test_a_name_that_is_taken_is_asked_for_again_with_what_was_typed(desk: Any) -> None:
    desk.part(QListView, "profileList").setFocus()
    desk.press(Qt.Key.Key_F2)
    asked = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())
    asked.findChild(QLineEdit).setText("demo · web")
    asked.accept()
    again = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible() and dialog is not asked)

    assert again.findChild(QLineEdit).text() == "demo · web"
    again.reject()


async def test_switching_the_profile_shows_the_sidebar_first(desk: Any) -> None:
    desk.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not desk.part(QLineEdit, "profileSearch").isVisible()
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert desk.part(QLineEdit, "profileSearch").isVisible()


# ---- the way to the host


async def type_host(desk: Any, host: str) -> None:
    """Point the demo profile to another host, and give that its key."""
    profile = desk.bench.session.profiles.all[0]
    key = (await desk.bench.session.profiles.complete(Draft(profile))).secrets["key"].reveal()
    await desk.until(
        desk.bench.profiles.problems_found, lambda: desk.type_into(desk.part(QComboBox, "host").lineEdit(), host)
    )
    await desk.until(
        desk.bench.profiles.problems_found, lambda: desk.type_into(desk.part(QLineEdit, "key", "mobileForm"), key)
    )


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def tls_host(desk: Any, authority: Authority) -> Iterator[str]:
    """An https host that hands on to the simulator."""
    with serve_tls(authority.issue().both, desk.bench.session.stand_in.running.url) as base:
        yield base


async def test_the_timeline_of_a_renewal_shows_phases_and_the_masked_request_and_then_a_reused_connection(
    desk: Any,
) -> None:
    exchange, _ = await desk.send()
    desk.part(QTabWidget, "resultTabs").setCurrentIndex(2)

    described = desk.part(QWidget, "timelineBar").accessibleDescription()
    assert [line.split(":")[0] for line in described.split("\n")] == ["Connect", "Send", "Wait", "Receive"]
    assert text_of(desk, "waitTime").endswith(" ms")
    assert text_of(desk, "remoteAddress").startswith("127.0.0.1")
    assert "opened for this call" in text_of(desk, "connectionLine")
    assert "on this computer" in text_of(desk, "tlsVerification")
    request = desk.part(QPlainTextEdit, "timelineRequest").toPlainText()
    assert request.startswith(f"POST {exchange.request.url}\n")
    assert exchange.call.text("key") not in request
    assert "••••" in request

    await desk.send()
    described = desk.part(QWidget, "timelineBar").accessibleDescription()
    assert [line.split(":")[0] for line in described.split("\n")] == ["Send", "Wait", "Receive"]
    assert "reused" in text_of(desk, "connectionLine")


async def test_a_redirect_is_shown_with_its_target_and_not_followed(desk: Any) -> None:
    desk.bench.tell_story("redirect")
    exchange, _ = await desk.send()

    assert exchange.outcome.reason == "redirect"
    assert text_of(desk, "redirectTarget") == "https://elsewhere.invalid/auth/v1/token/regenerate"
    assert received(desk) == 1


async def test_a_host_with_an_unknown_certificate_is_refused_until_its_authority_is_trusted(
    desk: Any, tls_host: str, authority: Authority
) -> None:
    await type_host(desk, tls_host)
    exchange, _ = await desk.send()
    assert exchange.outcome.reason == "tls"
    assert "authority that this computer does not" in exchange.outcome.detail
    assert received(desk) == 0

    desk.click(next(one for one in desk.window.findChildren(QToolButton) if one.accessibleName() == "Connection"))
    line = desk.part(QLineEdit, "caFile")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(line, str(authority.file)))
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    assert text_of(desk, "certificateSubject") == "made for 127.0.0.1"
    assert text_of(desk, "certificateIssuer") == "Test Authority"
    assert text_of(desk, "tlsVersion").startswith("TLS 1.")
    assert "verified by its certificate" in text_of(desk, "tlsVerification")
    assert text_of(desk, "unverifiedChip") == ""


async def test_a_file_of_authorities_that_is_not_there_is_named_before_anything_is_sent(
    desk: Any, tls_host: str
) -> None:
    await type_host(desk, tls_host)
    desk.click(next(one for one in desk.window.findChildren(QToolButton) if one.accessibleName() == "Connection"))
    (route,) = await desk.until(
        desk.bench.routes.found, lambda: desk.type_into(desk.part(QLineEdit, "caFile"), "/not/there.pem")
    )

    assert route.trouble
    assert text_of(desk, "routeTrouble") == route.trouble


async def test_without_verification_the_call_goes_through_and_that_is_loud_until_the_host_changes(
    desk: Any, tls_host: str
) -> None:
    await type_host(desk, tls_host)
    desk.click(next(one for one in desk.window.findChildren(QToolButton) if one.accessibleName() == "Connection"))
    switch = desk.part(QCheckBox, "withoutVerification")
    await desk.until(desk.bench.routes.verification_changed, switch.click)
    banner = desk.part(QWidget, "unverifiedBanner")
    assert banner.isVisible()

    exchange, _ = await desk.send()
    assert isinstance(exchange.outcome, Renewed)
    assert text_of(desk, "unverifiedChip") == "unverified TLS"
    assert "unverified" in text_of(desk, "tlsVerification")
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await desk.until(desk.bench.profiles.edits_changed, lambda: None)
    kept = [path.read_text("utf-8") for path in desk.bench.session.home.profiles.rglob("*") if path.is_file()]
    assert any(tls_host in text for text in kept)
    assert not any("verif" in text for text in kept)
    assert banner.isVisible()

    (is_verified,) = await desk.until(
        desk.bench.routes.verification_changed,
        lambda: desk.type_into(desk.part(QComboBox, "host").lineEdit(), tls_host[:-1]),
    )
    assert is_verified
    assert not banner.isVisible()
    assert not switch.isChecked()


async def test_a_call_that_waits_for_its_next_try_says_so_and_escape_ends_it(desk: Any) -> None:
    desk.bench.tell_story("rate-limited")
    desk.click(next(one for one in desk.window.findChildren(QToolButton) if one.accessibleName() == "Connection"))
    tries = desk.part(QComboBox, "retries")
    tries.setCurrentIndex(2)
    tries.activated.emit(2)
    paused = asyncio.get_running_loop().create_future()

    def notice(_: float, attempt: str) -> None:
        if "next try" in attempt and not paused.done():
            paused.set_result(attempt)

    desk.bench.call_progressed.connect(notice)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    words = await asyncio.wait_for(paused, 30)
    desk.bench.call_progressed.disconnect(notice)
    assert words == "attempt 1 of 3: rate limited; next try in 5 s"
    assert text_of(desk, "statusChip") == words

    exchange, _ = await desk.until(desk.bench.exchange_finished, lambda: desk.press(Qt.Key.Key_Escape))
    assert isinstance(exchange.outcome, Cancelled)
    assert received(desk) == 1


async def test_a_cancelled_call_never_replaces_the_newer_one(desk: Any) -> None:
    desk.bench.tell_story("slow")
    await desk.until(
        desk.bench.call_progressed, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    await desk.until(desk.bench.exchange_finished, lambda: desk.press(Qt.Key.Key_Escape))
    finished: list[Any] = []
    desk.bench.exchange_finished.connect(lambda exchange, _: finished.append(exchange.outcome))
    desk.bench.tell_story("key-expired")
    await desk.send()
    desk.pass_time(60)

    assert finished == [Refused(1597, "Key expired or not valid")]
    assert "1597" in text_of(desk, "statusChip")


async def test_the_token_of_somebody_else_is_explained_before_it_is_looked_at(desk: Any) -> None:
    desk.bench.tell_story("wrong-customer")
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    assert exchange.outcome.problems
    assert desk.part(QTabWidget, "resultTabs").currentIndex() == 1
    assert desk.part(QWidget, "explanation").property("alarm") is True


async def test_a_plain_http_host_warns_at_the_field(desk: Any) -> None:
    host = desk.part(QComboBox, "host")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(host.lineEdit(), "http://auth.invalid"))

    assert "Plain http sends the secret readable" in host.accessibleDescription()


async def test_the_first_token_moves_no_pane_at_the_smallest_window(desk: Any, qapp: QApplication) -> None:
    load_resources(qapp, RESOURCES)  # with letters of the width that people see
    apply_theme(qapp, "light")
    desk.window.resize(*SMALLEST)
    splitters = {one: one.orientation() for one in desk.window.findChildren(QSplitter)}

    def sizes() -> list[list[int]]:
        desk.window.grab()
        return [one.sizes() for one, runs in splitters.items() if runs == Qt.Orientation.Horizontal]

    before = sizes()
    assert before
    await desk.send()
    assert sizes() == before
    desk.window.result_tabs.setCurrentWidget(desk.window.response)
    assert sizes() == before
