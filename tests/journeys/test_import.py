"""A person's stories with what other programs wrote down: pasted, dropped or opened, looked through, made use of."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QTabBar,
    QWidget,
)

from workbench.cli.importing import answer_import
from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.formats.imported import Import
from workbench.formats.writing import write_request
from workbench.session.importing import read_import

CONTRACT = Path(__file__).parents[1] / "contract"
DOCUMENTED = (CONTRACT / "samples.curl").read_text()
WEB_SAMPLE = json.loads((CONTRACT / "samples.json").read_text())["web"]["request"]
WEB_TOKEN = WEB_SAMPLE["body"]["expiredToken"]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HOST = "https://auth.example/eu"
MOBILE = {
    "identifierType": "EMAIL",
    "identifierValue": "ann@customer.example",
    "brand": "Pasted",
    "deviceId": "d-7",
    "key": "not-a-real-key-but-secret",
}
WEB = {
    "identifierType": "MOBILE",
    "identifierValue": "919999900000",
    "brand": "Pasted",
    "expiredToken": "not-a-real-token-but-secret",
}
JSON_TYPE = "Content-Type: application/json"


def write_curl(url: str = f"{HOST}/auth/v1/token/regenerate", members: dict[str, str] | None = None) -> str:
    return f"curl '{url}' -k -H '{JSON_TYPE}' --data-raw '{json.dumps(members or MOBILE)}'"


def write_cmd() -> str:
    body = json.dumps(MOBILE).replace('"', '^\\^"').replace("{", "^{").replace("}", "^}")
    return f'curl ^"{HOST}/auth/v1/token/regenerate^" ^\r\n  -H ^"{JSON_TYPE}^" ^\r\n  --data-raw ^"{body}^"'


def write_powershell() -> str:
    body = json.dumps(MOBILE).replace('"', '`"')
    return (
        f'Invoke-WebRequest -Uri "{HOST}/auth/v1/token/regenerate" `\n-Method "POST" `\n'
        f'-ContentType "application/json" `\n-Body "{body}"'
    )


def write_postman(host: str = HOST) -> str:
    def call(name: str, path: str, members: dict[str, str]) -> dict[str, Any]:
        body = {"mode": "raw", "raw": json.dumps(members)}
        return {"name": name, "request": {"method": "POST", "url": f"{host}/auth/v1/{path}", "body": body}}

    folders = [
        {"name": "Mobile", "item": [call("Renew", "token/regenerate", MOBILE)]},
        {"name": "Web", "item": [call("Renew", "web/token/regenerate", WEB)]},
    ]
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return json.dumps({"info": {"name": "Auth", "schema": schema}, "item": folders})


def write_environment() -> str:
    values = [{"key": "host", "value": HOST, "enabled": True}]
    return json.dumps({"name": "EU", "values": values, "_postman_variable_scope": "environment"})


def write_insomnia() -> str:
    request = {
        "_id": "req_1",
        "_type": "request",
        "parentId": "wrk_1",
        "name": "Renew",
        "method": "POST",
        "url": f"{HOST}/auth/v1/token/regenerate",
        "body": {"mimeType": "application/json", "text": json.dumps(MOBILE)},
    }
    return json.dumps(
        {
            "_type": "export",
            "__export_format": 4,
            "resources": [{"_id": "wrk_1", "_type": "workspace", "name": "Auth"}, request],
        }
    )


def write_bruno() -> str:
    body = json.dumps(MOBILE, indent=2).replace("\n", "\n  ")
    return (
        f"meta {{\n  name: Renew\n  type: http\n}}\n\npost {{\n  url: {HOST}/auth/v1/token/regenerate\n  body: json\n"
        f"  auth: none\n}}\n\nbody:json {{\n  {body}\n}}\n"
    )


def write_har(reply: str = "{}", others: int = 300) -> str:
    page = {"request": {"method": "GET", "url": "https://shop.example/", "headers": []}, "response": {}}
    ours = {
        "method": "POST",
        "url": f"{HOST}/auth/v1/token/regenerate",
        "headers": [],
        "postData": {"mimeType": "application/json", "text": json.dumps(MOBILE)},
    }
    entry = {"request": ours, "response": {"content": {"text": reply}}}
    return json.dumps({"log": {"version": "1.2", "entries": [page] * others + [entry]}})


def button(desk: Any, name: str) -> QPushButton:
    found = desk.part(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def shown_text(desk: Any, name: str) -> str:
    return str(desk.part(QLabel, name).text())


def paste(desk: Any, text: str) -> None:
    """Press Ctrl+V where nothing takes text."""
    QGuiApplication.clipboard().setText(text)
    desk.window.actions_list["pasteToken"].trigger()


async def offer(desk: Any, text: str) -> Import:
    """Paste a text and wait for the offer."""
    (found,) = await desk.until(desk.bench.imports.offered, lambda: paste(desk, text))
    assert isinstance(found, Import)
    return found


def read_sheet(desk: Any) -> str:
    """Every word on the sheet."""
    sheet = desk.part(QDialog, "importSheet")
    chips = [one.accessibleName() for one in sheet.findChildren(QWidget) if type(one).__name__ == "Chip"]
    return "\n".join([*chips, *(one.text() for one in sheet.findChildren(QLabel))])


async def fill(desk: Any) -> None:
    """Take the offer up: look, and press Fill the form."""
    desk.click(button(desk, "offerFill"))
    await desk.until(desk.bench.arrivals.filled, lambda: desk.click(button(desk, "importFill")))


def read_form(desk: Any, channel: str = "mobile") -> dict[str, str]:
    """What stands in the editors, by the API's names."""
    names = ("identifierValue", "brand", "deviceId") if channel == "mobile" else ("identifierValue", "brand")
    return {name: desk.part(QLineEdit, name, f"{channel}Form").text() for name in names}


def host_in_form(desk: Any) -> str:
    return str(desk.part(QWidget, "host").text())


async def draft_to_send(desk: Any) -> Draft:
    """The form as it would be sent."""
    heard: list[Draft] = []
    desk.window.request.export_requested.connect(heard.append)
    desk.window.request.request_export()
    desk.part(QDialog, "exportSheet").reject()
    completed = await desk.bench.profiles.complete(heard[0])
    assert isinstance(completed, Draft)
    return completed


# ---- every kind of text


@pytest.mark.parametrize(
    "write",
    [write_curl, write_cmd, write_powershell, write_insomnia, write_bruno, write_har],
    ids=["bash", "cmd", "powershell", "insomnia", "bruno", "har"],
)
async def test_a_paste_of_each_kind_fills_the_form_and_its_secret_goes_to_the_secret_field(
    desk: Any, write: Callable[[], str]
) -> None:
    await offer(desk, write())
    await fill(desk)
    assert host_in_form(desk) == HOST
    assert read_form(desk) == {name: MOBILE[name] for name in ("identifierValue", "brand", "deviceId")}
    assert desk.part(QLineEdit, "key", "mobileForm").text() == ""
    assert (await draft_to_send(desk)).secrets["key"] == Secret(MOBILE["key"])
    assert not desk.window.offer.isVisible()


async def test_both_documented_commands_in_one_paste_are_two_calls_to_choose_from(desk: Any) -> None:
    found = await offer(desk, DOCUMENTED)
    assert [call.channel for call in found.calls] == ["mobile", "web"]
    desk.click(button(desk, "offerFill"))
    assert "production" in read_sheet(desk)
    listed = desk.part(QListWidget, "importCalls")
    listed.setFocus()
    desk.press(Qt.Key.Key_Down)
    await desk.until(desk.bench.arrivals.filled, lambda: desk.click(button(desk, "importFill")))
    assert read_form(desk, "web") == {name: WEB_SAMPLE["body"][name] for name in ("identifierValue", "brand")}
    assert host_in_form(desk) == "https://eu.api.capillarytech.com"


async def test_a_collection_and_its_environment_dropped_together_become_profiles_named_after_folders(
    desk: Any, tmp_path: Path
) -> None:
    collection, environment = tmp_path / "auth.json", tmp_path / "eu.json"
    collection.write_text(write_postman("{{host}}"))
    environment.write_text(write_environment())
    await desk.until(desk.bench.imports.offered, lambda: drop(desk, desk.window, collection, environment))
    desk.click(button(desk, "offerSave"))
    (saved,) = await desk.until(desk.bench.arrivals.saved, lambda: desk.click(button(desk, "importSave")))
    assert [(one.name, one.channel, one.host) for one in saved] == [
        ("Mobile / Renew", "mobile", HOST),
        ("Web / Renew", "web", HOST),
    ]
    stored = await desk.bench.session.profiles.stored_secrets(saved[1])
    assert stored["expiredToken"] == Secret(WEB["expiredToken"])
    await offer(desk, write_postman())
    desk.click(button(desk, "offerSave"))
    (again,) = await desk.until(desk.bench.arrivals.saved, lambda: desk.click(button(desk, "importSave")))
    assert [one.name for one in again] == ["Mobile / Renew 2", "Web / Renew 2"]
    assert {one.name for one in desk.bench.session.profiles.all} >= {"Mobile / Renew", "Mobile / Renew 2"}


async def test_an_environment_that_is_chosen_later_gives_the_variables_their_values(desk: Any, tmp_path: Path) -> None:
    environment = tmp_path / "eu.json"
    environment.write_text(write_environment())
    await offer(desk, write_postman("{{host}}"))
    desk.click(button(desk, "offerFill"))
    assert "“host” has no value" in read_sheet(desk)
    desk.click(button(desk, "importEnvironment"))
    dialog = desk.part(QFileDialog, "importFiles")
    await desk.until(desk.bench.said, lambda: dialog.filesSelected.emit([str(tmp_path)]))
    assert "“host” has no value" in read_sheet(desk)
    await desk.until(desk.bench.imports.changed, lambda: dialog.filesSelected.emit([str(environment)]))
    assert "has no value" not in read_sheet(desk)
    assert HOST in shown_text(desk, "importUrl")
    await desk.until(desk.bench.arrivals.filled, lambda: desk.click(button(desk, "importFill")))
    assert host_in_form(desk) == HOST


async def test_only_what_is_ticked_is_saved(desk: Any) -> None:
    await offer(desk, write_postman())
    desk.click(button(desk, "offerSave"))
    listed = desk.part(QListWidget, "importCalls")
    listed.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert button(desk, "importSave").text() == "Save 1 profile"
    (saved,) = await desk.until(desk.bench.arrivals.saved, lambda: desk.click(button(desk, "importSave")))
    assert [one.name for one in saved] == ["Web / Renew"]


async def test_the_window_and_the_command_line_understand_the_same(desk: Any) -> None:
    for write in (write_curl, write_cmd, write_powershell, write_postman, write_insomnia, write_bruno, write_har):
        found = await offer(desk, write())
        ours, theirs = answer_import(found).document, answer_import(read_import(write().encode())).document
        assert ours is not None
        assert theirs is not None
        for name in ("dialect", "calls"):
            assert _without_words(ours[name]) == _without_words(theirs[name])


def _without_words(value: Any) -> Any:
    """The window says the line in the words of a problem, the document has the position beside them."""
    if isinstance(value, dict):
        return {name: _without_words(one) for name, one in value.items() if name != "message"}
    return [_without_words(one) for one in value] if isinstance(value, list) else value


# ---- where it is pasted, dropped and opened


async def test_a_command_pasted_into_a_field_does_not_land_there_and_is_offered(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    before = brand.text()
    brand.setFocus()
    QGuiApplication.clipboard().setText(write_curl())
    await desk.until(desk.bench.imports.offered, lambda: desk.press(Qt.Key.Key_V, CONTROL))
    assert brand.text() == before
    brand.selectAll()
    QGuiApplication.clipboard().setText("plain")
    desk.press(Qt.Key.Key_V, CONTROL)
    assert brand.text() == "plain"


async def test_the_menu_of_a_field_keeps_a_command_out_too(desk: Any) -> None:
    key = desk.part(QLineEdit, "key", "mobileForm")
    key.setFocus()
    QGuiApplication.clipboard().setText(write_curl())
    QApplication.sendEvent(key, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.objectName() == "edit-paste")
    await desk.until(desk.bench.imports.offered, action.trigger)
    menu.close()
    assert key.text() == ""


async def test_ctrl_v_where_nothing_takes_text_shows_the_tokens_and_offers_the_call(desk: Any) -> None:
    desk.part(QTabBar, "channelTabs").setFocus()
    QGuiApplication.clipboard().setText(f"curl '{WEB_SAMPLE['url']}' -d '{json.dumps(WEB_SAMPLE['body'])}'")
    await desk.until(desk.bench.imports.offered, lambda: desk.press(Qt.Key.Key_V, CONTROL))
    assert "DOCDEMO" in shown_text(desk, "verdict")
    assert "web call to eu.api.capillarytech.com" in shown_text(desk, "importOfferWords")


async def test_a_plain_token_is_read_as_ever_and_ends_a_former_offer(desk: Any) -> None:
    await offer(desk, write_curl())
    paste(desk, WEB_TOKEN)
    assert not desk.window.offer.isVisible()
    assert "DOCDEMO" in shown_text(desk, "verdict")


def drop(desk: Any, target: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, buttons, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, data, buttons, keys))


async def test_a_har_dropped_on_the_tokens_shows_them_and_offers_its_call(desk: Any, tmp_path: Path) -> None:
    reply = json.dumps({"auth": {"token": WEB_TOKEN}})
    path = tmp_path / "session.har"
    path.write_text(write_har(reply))
    await desk.until(desk.bench.imports.offered, lambda: drop(desk, desk.window.token, path))
    desk.click(button(desk, "offerFill"))
    assert "300 of 301 entries are no calls of the auth engine" in read_sheet(desk)
    paste(desk, "")
    desk.click(button(desk, "importReply"))
    assert "DOCDEMO" in shown_text(desk, "verdict")


@pytest.mark.parametrize("name", ["brand", "key", "profileList", "responseBody", "historyTable"])
async def test_a_file_may_be_dropped_on_whatever_does_not_take_files_itself(
    desk: Any, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "call.sh"
    path.write_text(write_curl())
    target = desk.part(QWidget, name)
    view = target.viewport() if isinstance(target, QAbstractScrollArea) else target
    await desk.until(desk.bench.imports.offered, lambda: drop(desk, view, path))
    assert "auth.example" in shown_text(desk, "importOfferWords")
    assert not isinstance(target, QLineEdit) or str(path) not in target.text()


async def test_a_dropped_file_without_a_call_is_looked_into_for_tokens(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text(f"Hello\n{WEB_TOKEN}\n")
    await desk.until(desk.bench.tokens.inspected, lambda: drop(desk, desk.window, path))
    assert "DOCDEMO" in shown_text(desk, "verdict")
    assert not desk.window.offer.isVisible()


async def test_a_broken_har_that_is_dropped_says_where_it_breaks_off(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "session.har"
    path.write_text(write_har()[:-3])
    await desk.until(desk.bench.imports.offered, lambda: drop(desk, desk.window, path))
    assert "cannot be read" in shown_text(desk, "importOfferWords")
    assert "Line 1, character" in shown_text(desk, "importOfferWords")


async def test_the_offer_follows_the_profile_that_is_chosen(desk: Any) -> None:
    there = desk.bench.session.profiles.all[1]
    await desk.bench.session.profiles.save(Draft(replace(there, host=HOST)))

    await offer(desk, write_curl())
    chip = next(one for one in desk.window.offer.findChildren(QWidget) if one.accessibleName() == "another host")
    assert chip.isVisible()
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.bench.profiles.choose(there.id))
    assert not chip.isVisible()


async def test_a_file_is_opened_from_the_menu_and_one_that_is_none_is_refused_in_words(
    desk: Any, tmp_path: Path
) -> None:
    path = tmp_path / "call.sh"
    path.write_text(write_curl())
    desk.window.actions_list["importFile"].trigger()
    dialog = desk.part(QFileDialog, "importFiles")
    await desk.until(desk.bench.imports.opened, lambda: dialog.filesSelected.emit([str(path)]))
    assert HOST in shown_text(desk, "importUrl")
    desk.part(QDialog, "importSheet").reject()
    desk.window.actions_list["importFile"].trigger()
    words, _ = await desk.until(desk.bench.said, lambda: dialog.filesSelected.emit([str(tmp_path)]))
    assert "is not a file" in words


async def test_the_clipboard_is_opened_by_key_and_what_is_malformed_says_where(desk: Any) -> None:
    QGuiApplication.clipboard().setText(write_postman()[:-4])
    await desk.until(desk.bench.imports.opened, desk.window.actions_list["importClipboard"].trigger)
    assert "Line 1, character" in read_sheet(desk)
    assert not button(desk, "importFill").isVisible()
    desk.part(QDialog, "importSheet").reject()
    QGuiApplication.clipboard().setText("nothing of the kind")
    words, _ = await desk.until(desk.bench.said, desk.window.actions_list["importClipboard"].trigger)
    assert words.startswith("There is no call to look at.")


# ---- what is told before anything is taken


async def test_the_sheet_says_what_is_taken_masked_what_is_left_off_and_why(desk: Any) -> None:
    await offer(desk, write_curl("https://eu.api.capillarytech.com/auth/v1/token/regenerate"))
    desk.click(button(desk, "offerFill"))
    words = read_sheet(desk)
    assert "production" in words
    assert "another host" in words
    assert "The form’s host is simulator." in words
    assert "ann@customer.example" in words
    assert MOBILE["key"] not in words
    assert "•••• (25 characters)" in words
    assert "-k" in words
    assert "turns off the check of who answers" in words


async def test_plain_http_is_loud_and_fills_neither_host_nor_secret(desk: Any) -> None:
    await offer(desk, write_curl("http://auth.example/auth/v1/token/regenerate"))
    desk.click(button(desk, "offerFill"))
    words = read_sheet(desk)
    assert "plain http" in words
    assert "The host is left off" in words
    await desk.until(desk.bench.arrivals.filled, lambda: desk.click(button(desk, "importFill")))
    assert host_in_form(desk) == ""
    assert MOBILE["key"] not in str((await draft_to_send(desk)).secrets)
    assert "key" not in (await draft_to_send(desk)).secrets


async def test_a_host_that_a_profile_marks_production_is_loud_and_stays_marked(desk: Any) -> None:
    mine = desk.bench.session.profiles.all[1]
    await desk.bench.session.profiles.save(Draft(replace(mine, host=HOST, marked_production=True)))
    await offer(desk, write_curl())
    assert any(one.accessibleName() == "production" for one in desk.window.offer.findChildren(QWidget))
    await fill(desk)
    assert (await draft_to_send(desk)).profile.needs_confirmation


async def test_a_file_that_a_command_names_is_not_read_until_it_is_chosen(desk: Any, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_text(json.dumps(MOBILE))
    command = f"curl '{HOST}/auth/v1/token/regenerate' -H '{JSON_TYPE}' -d @{body}"
    found = await offer(desk, command)
    assert found.calls[0].files == (str(body),)
    assert found.calls[0].body is None
    desk.click(button(desk, "offerFill"))
    assert "none of them read" in read_sheet(desk)
    assert "Pasted" not in read_sheet(desk)
    desk.click(button(desk, "importBody"))
    dialog = desk.part(QFileDialog, "importFiles")
    await desk.until(desk.bench.imports.changed, lambda: dialog.filesSelected.emit([str(body)]))
    assert "Pasted" in read_sheet(desk)
    await desk.until(desk.bench.arrivals.filled, lambda: desk.click(button(desk, "importFill")))
    assert read_form(desk)["brand"] == "Pasted"
    assert (await draft_to_send(desk)).secrets["key"] == Secret(MOBILE["key"])


# ---- secrets


async def test_what_was_typed_or_kept_for_the_former_host_never_goes_to_the_pasted_one(desk: Any) -> None:
    profiles = desk.bench.session.profiles
    await profiles.save(Draft(profiles.all[0], {"key": Secret("kept-for-the-former-host")}))
    key = desk.part(QLineEdit, "key", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(key, "typed-for-the-former-host"))
    without = {name: text for name, text in MOBILE.items() if name != "key"}
    address = (await desk.bench.session.stand_in.open()).url
    await offer(desk, write_curl(f"{address}/auth/v1/token/regenerate", without))
    await fill(desk)
    assert key.text() == ""
    draft = await draft_to_send(desk)
    assert urlsplit(draft.profile.host).hostname == "127.0.0.1"
    assert {name for name, secret in draft.secrets.items() if secret} == set()
    desk.window.request.request_send(anyway=True)
    (exchange, _) = await desk.until(desk.bench.exchange_finished, lambda: None)
    sent = write_request("curl", exchange.request, reveal=True)
    assert isinstance(sent, Secret)
    assert "former-host" not in sent.reveal()


async def test_the_client_certificate_of_the_former_host_is_not_shown_to_the_pasted_one(desk: Any) -> None:
    profiles = desk.bench.session.profiles
    certified = replace(profiles.all[0], client_certificate_file="/nowhere/client.pem", proxy="direct")
    await profiles.save(Draft(certified))
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.bench.profiles.choose(certified.id))
    await offer(desk, write_curl())
    await fill(desk)
    profile = (await draft_to_send(desk)).profile
    assert (profile.client_certificate_file, profile.proxy) == ("", "direct")


async def test_what_the_form_held_comes_back_by_undo_its_typed_secret_too(desk: Any) -> None:
    brand, key = desk.part(QLineEdit, "brand", "mobileForm"), desk.part(QLineEdit, "key", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "Typed"))
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(key, "typed-before"))
    await offer(desk, write_curl())
    await fill(desk)
    undo = next(one for one in desk.window.toasts.findChildren(QPushButton) if one.text() == "Undo")
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.click(undo))
    assert (host_in_form(desk), brand.text()) == ("simulator", "Typed")
    assert (await draft_to_send(desk)).secrets["key"] == Secret("typed-before")


async def test_the_lock_takes_offer_sheet_and_calls_away(desk: Any) -> None:
    await offer(desk, write_curl())
    desk.click(button(desk, "offerFill"))
    assert desk.part(QDialog, "importSheet").isVisible()
    await desk.until(desk.bench.keeper.locked, lambda: desk.window.actions_list["lock"].trigger())
    assert not any(one.isVisible() for one in desk.window.findChildren(QDialog))
    assert not desk.window.offer.isVisible()
    assert "Pasted" not in "\n".join(one.text() for one in desk.window.findChildren(QLabel))
    await desk.until(desk.bench.keeper.unlocked, lambda: desk.bench.keeper.unlock(Secret("")))
    assert not desk.window.offer.isVisible()
    words, _ = await desk.until(desk.bench.said, desk.window.actions_list["importFill"].trigger)
    assert words.startswith("There is no call to look at.")


async def test_a_file_that_is_read_while_the_window_is_locked_is_not_offered_after_it(
    desk: Any, tmp_path: Path
) -> None:
    path = tmp_path / "call.sh"
    path.write_text(write_curl())
    offered: list[Import] = []
    desk.bench.imports.offered.connect(offered.append)
    drop(desk, desk.window, path)
    await desk.until(desk.bench.keeper.locked, lambda: desk.window.actions_list["lock"].trigger())
    await asyncio.to_thread(lambda: None)
    assert offered == []


async def test_nothing_of_a_paste_reaches_the_disk_before_it_is_saved(desk: Any, home: Path) -> None:
    await offer(desk, write_curl())
    await fill(desk)
    await desk.bench.profiles.drafts.keep()
    files = [path for path in home.parent.rglob("*") if path.is_file()]
    assert [path.name for path in files if MOBILE["key"].encode() in path.read_bytes()] == []


# ---- hostile texts


@pytest.mark.parametrize(
    "hostile",
    [
        f"{write_curl()}\n" * 35_000,
        "curl https://a.example -d '" + "x" * 9_900_000,
        "curl https://a.example " + "^\n" * 4_900_000,
    ],
    ids=["many-commands", "open-quote", "carets"],
)
async def test_ten_megabytes_of_a_hostile_text_do_not_hold_the_window_and_a_newer_paste_wins(
    desk: Any, hostile: str
) -> None:
    longest, last = 0.0, time.perf_counter()

    def beat() -> None:
        nonlocal longest, last
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(beat)
    timer.start()
    offered: list[Import] = []
    desk.bench.imports.offered.connect(offered.append)
    await desk.until(desk.bench.imports.offered, lambda: desk.bench.imports.notice((hostile,)))
    desk.bench.imports.notice((hostile,))
    newer = await offer(desk, write_curl())
    timer.stop()
    assert longest < 5  # the longest wait measured on a quiet machine is 0.2 s
    assert [found.calls == newer.calls for found in offered] == [False, True]
    assert "auth.example" in shown_text(desk, "importOfferWords")
