"""The scenes of the pictures: what is done at the window before each is taken; a scene has its function's name."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QSplitter, QToolButton, QWidget

from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.language import tr
from workbench.session.demonstration import set_stage
from workbench.simulator.mint import Holder, Mint
from workbench.storage.journal import KeptDraft, Leftovers
from workbench.storage.keychain import LOCKED
from workbench.storage.resources import load_examples
from workbench.ui.bench import Bench
from workbench.ui.settings.dialog import SettingsDialog
from workbench.ui.window import Window

sys.path.append(str(Path(__file__).parents[2]))
from tests.journeys.tls_host import serve_tls
from tests.net.certificates import Authority

CLOSING = ExitStack()  # servers of a scene, ended after its picture
SECRET = "a-secret-for-pictures-and-nothing-else"
HOUR = 3600
Scene = Callable[[Window, Bench], Awaitable[None]]


# ---- what hands do


async def send(bench: Bench, profile_number: int) -> None:
    """Choose a profile and send its call."""
    profile = bench.session.profiles.all[profile_number]
    finished = asyncio.get_running_loop().create_future()
    bench.exchange_finished.connect(lambda *_: finished.done() or finished.set_result(None))
    bench.profiles.choose(profile.id)
    await asyncio.sleep(0.3)
    bench.send(Draft(profile))
    await finished


def paste(window: Window, text: str) -> None:
    """Into the token pane."""
    QApplication.clipboard().setText(text)
    window.actions_list["pasteToken"].trigger()


def mint(bench: Bench, age: int, life: int, device: str | None = "deviceid1") -> str:
    """A token that was issued so many seconds ago and lives so many."""
    holder = Holder(("MOBILE|919999922332",), device, "DOCDEMO")
    return Mint(SECRET.encode()).make_user_token(
        holder, "4412458", "100737|demo.till", round(bench.clock()) - age, life
    )


def write_token(header: dict[str, Any], payload: dict[str, Any], signature: str = "A" * 43) -> str:
    """Any token, with a dead signature."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, payload)]
    return ".".join((*parts, signature))


async def check_signature(window: Window, secret: str) -> None:
    """Unfold the check, type a secret and press the button."""
    card = window.token.findChild(QWidget, "signatureCheck")
    window.token.findChild(QWidget, "verificationChip").clicked.emit()
    field = card.findChild(QLineEdit, "signingSecret")
    field.setText(secret)
    field.textEdited.emit(secret)
    next(one for one in card.findChildren(QPushButton) if one.objectName() == "checkSignature").click()
    await asyncio.sleep(0.5)


# ---- calls


async def first(window: Window, bench: Bench) -> None:
    """The first start."""


async def renewed(window: Window, bench: Bench) -> None:
    """A web token that counts down, after some calls."""
    await send(bench, 0)
    bench.tell_story("key-expired")
    await send(bench, 0)
    bench.tell_story("normal")
    await send(bench, 1)


async def mobile(window: Window, bench: Bench) -> None:
    """A renewed mobile token."""
    await send(bench, 0)


async def refused(window: Window, bench: Bench) -> None:
    """1597 with its explanation."""
    bench.tell_story("key-expired")
    await send(bench, 0)


async def html(window: Window, bench: Bench) -> None:
    """A page of the edge in place of a reply."""
    bench.tell_story("html-error")
    await send(bench, 0)


async def problems(window: Window, bench: Bench) -> None:
    """Fields that are wrong, after an attempt to send."""
    form = window.request
    for name, text in (("brand", ""), ("deviceId", "another")):
        part = next(one for one in form.findChildren(QLineEdit, name) if one.isVisible())
        part.setText(text)
        part.textEdited.emit(text)
    form.request_send()


# ---- the states of a token


async def valid(window: Window, bench: Bench) -> None:
    """Green: 42 minutes left."""
    paste(window, mint(bench, age=18 * 60 - 5, life=HOUR))


async def soon(window: Window, bench: Bench) -> None:
    """Amber: under five minutes."""
    paste(window, mint(bench, age=HOUR - 270, life=HOUR))


async def critical(window: Window, bench: Bench) -> None:
    """Red: under half a minute."""
    paste(window, mint(bench, age=HOUR - 28, life=HOUR))


async def expired(window: Window, bench: Bench) -> None:
    """Red and filled: over for 12 minutes."""
    paste(window, mint(bench, age=HOUR + 12 * 60 + 5, life=HOUR))


async def notyet(window: Window, bench: Bench) -> None:
    """Blue: valid in 40 seconds."""
    now = round(bench.clock())
    header = {"idv": ["MOBILE|919999922332"], "dev": None, "org": "DOCDEMO", "alg": "HS256"}
    paste(
        window,
        write_token(header, {"uid": "4412458", "iat": now, "nbf": now + 41, "exp": now + HOUR, "rol": "USER"}),
    )


async def noexp(window: Window, bench: Bench) -> None:
    """Grey: a key never expires."""
    holder = Holder(("MOBILE|919999922332",), "deviceid1", "DOCDEMO")
    paste(window, Mint(SECRET.encode()).make_key(holder, "4412458", round(bench.clock()) - 86_400 * 40, mfa=False))


async def unreadable(window: Window, bench: Bench) -> None:
    """Outlined in red: a payload that was damaged on its way."""
    header, payload, signature = mint(bench, age=60, life=HOUR).split(".")
    paste(window, f"{header}.{payload[:16]}*{payload[17:]}.{signature}")


async def unsafe(window: Window, bench: Bench) -> None:
    """What should be known before such a token is trusted."""
    now = round(bench.clock())
    header = {"alg": "none", "jku": "https://keys.example/set.json", "crit": ["b64x"], "idv": ["EMAIL|a@b.example"]}
    paste(window, write_token(header, {"iat": now + HOUR, "exp": (now + HOUR) * 1000, "sub": "x"}, ""))


async def several(window: Window, bench: Bench) -> None:
    """A mail with three tokens, the second chosen."""
    tokens = [mint(bench, age, HOUR) for age in (HOUR + 900, 600, 30)]
    paste(window, "Hello,\n" + "\nand then\n".join(tokens) + "\nWhich is good?")
    window.token.findChild(QWidget, "tokenChooser").setCurrentRow(1)


async def pasted(window: Window, bench: Bench) -> None:
    """The documentation's web token, pasted."""
    paste(window, load_examples()["examples"][1]["reply"]["auth"]["token"])


# ---- what is done with a token


async def verified(window: Window, bench: Bench) -> None:
    """A signature checked with the right secret."""
    paste(window, mint(bench, age=600, life=HOUR))
    await check_signature(window, SECRET)


async def failed(window: Window, bench: Bench) -> None:
    """The same with a wrong one."""
    paste(window, mint(bench, age=600, life=HOUR))
    await check_signature(window, "another secret of the team, long ago")


async def asof(window: Window, bench: Bench) -> None:
    """An expired token seen from a moment when it was good."""
    paste(window, mint(bench, age=2 * HOUR, life=HOUR))
    field = window.token.findChild(QLineEdit, "asOf")
    field.setText(str(round(bench.clock()) - HOUR - 600))
    field.setModified(True)
    field.returnPressed.emit()


async def raw(window: Window, bench: Bench) -> None:
    """The end of the token pane: its parts as they stand."""
    paste(window, mint(bench, age=600, life=HOUR))
    await asyncio.sleep(0.2)
    bar = window.token.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())


async def ticket(window: Window, bench: Bench) -> None:
    """What would be copied for a ticket, and what is left out."""
    paste(window, mint(bench, age=600, life=HOUR))
    window.actions_list["copyTicket"].trigger()


async def compared(window: Window, bench: Bench) -> None:
    """A web renewal as expected, compared."""
    await send(bench, 1)
    window.show_compare()


async def surprise(window: Window, bench: Bench) -> None:
    """A renewal that brings somebody else's token, compared with the key that was sent."""
    bench.tell_story("wrong-customer")
    await send(bench, 0)
    window.show_compare()


async def unasked(window: Window, bench: Bench) -> None:
    """The same before anybody opens the Compare tab."""
    bench.tell_story("wrong-customer")
    await send(bench, 0)


async def halfway(window: Window, bench: Bench) -> None:
    """One side of a comparison, waiting for the other."""
    paste(window, mint(bench, age=600, life=HOUR))
    window.actions_list["compareToken"].trigger()


async def limited(window: Window, bench: Bench) -> None:
    """HTTP 429 with Retry-After, which counts down."""
    bench.tell_story("rate-limited")
    await send(bench, 0)
    await asyncio.sleep(1.2)


async def retrying(window: Window, bench: Bench) -> None:
    """The pause before the second try."""
    bench.tell_story("rate-limited")
    bench.choose_retries(2)
    window.request.request_send()
    await asyncio.sleep(1.2)


async def redirect(window: Window, bench: Bench) -> None:
    """A host that points elsewhere."""
    bench.tell_story("redirect")
    await send(bench, 0)


async def anothers(window: Window, bench: Bench) -> None:
    """A token of somebody else."""
    bench.tell_story("wrong-customer")
    await send(bench, 0)


async def send_encrypted(window: Window, bench: Bench, *, trusts: bool = True, verifies: bool = True) -> None:
    """A call to an https host of this computer, by the demo profile with another host."""
    folder = Path(CLOSING.enter_context(tempfile.TemporaryDirectory()))
    authority = Authority(folder)
    simulator = await bench.session.stand_in.open()
    host = CLOSING.enter_context(serve_tls(authority.issue(days=9).both, simulator.url))
    demo = await bench.session.profiles.complete(Draft(bench.session.profiles.all[0]))
    profile = replace(demo.profile, id="qa-eu", name="QA EU", host=host, ca_file=str(authority.file) if trusts else "")
    await bench.session.profiles.save(Draft(profile, demo.secrets))
    bench.profiles.profiles_changed.emit(bench.session.profiles.all)
    bench.profiles.choose(bench.session.profiles.all[-1].id)
    await asyncio.sleep(0.3)
    if not verifies:
        bench.routes.choose_verification(False)
    await send(bench, len(bench.session.profiles.all) - 1)


async def tls(window: Window, bench: Bench) -> None:
    """A host whose certificate nobody here knows."""
    await send_encrypted(window, bench, trusts=False)


async def timeline(window: Window, bench: Bench) -> None:
    """The timeline of an https call, its certificate soon to end."""
    await send_encrypted(window, bench)
    window.result_tabs.setCurrentWidget(window.timeline)


async def timeline_end(window: Window, bench: Bench) -> None:
    """The timeline's lower half."""
    await timeline(window, bench)
    await asyncio.sleep(0.2)
    scroll = window.timeline.findChild(QScrollArea).verticalScrollBar()
    scroll.setValue(scroll.maximum())


async def timeline_first(window: Window, bench: Bench) -> None:
    """The timeline before the first call."""
    window.result_tabs.setCurrentWidget(window.timeline)


async def unverified(window: Window, bench: Bench) -> None:
    """Nobody verifies the host: the settings unfolded, the banner, the chip."""
    await send_encrypted(window, bench, trusts=False, verifies=False)
    window.result_tabs.setCurrentWidget(window.timeline)
    window.request.findChild(QWidget, "connectionSection").findChild(QToolButton).click()
    await asyncio.sleep(0.2)
    scroll = window.request.findChild(QScrollArea).verticalScrollBar()
    scroll.setValue(scroll.maximum())


async def proxied(window: Window, bench: Bench) -> None:
    """The way through a proxy, told before anything is sent."""
    os.environ["HTTPS_PROXY"] = "http://me:secret@proxy.example.com:3128"
    CLOSING.callback(os.environ.pop, "HTTPS_PROXY")
    profile = replace(bench.session.profiles.all[0], id="prod", name="Prod EU", host="https://eu.api.capillarytech.com")
    await bench.session.profiles.save(Draft(profile))
    bench.profiles.profiles_changed.emit(bench.session.profiles.all)
    bench.profiles.choose(profile.id)
    await asyncio.sleep(0.5)


# ---- history, secrets, profiles


async def history(window: Window, bench: Bench) -> None:
    """A history of many calls, some starred and noted, sorted and narrowed."""
    for story in ("normal", "key-expired", "html-error", "normal"):
        bench.tell_story(story)
        await send(bench, 0)
        await send(bench, 1)
    bench.records.star(2, True)
    bench.records.star(5, True)
    bench.records.annotate(5, "The page of the edge; ask Ann")
    choice = next(one for one in window.history.findChildren(QToolButton) if one.objectName() == "historyDate")
    choice.menu().actions()[1].trigger()
    next(one for one in window.findChildren(QSplitter) if one.indexOf(window.history.parentWidget()) == 1).setSizes(
        [400, 380]
    )


async def locked(window: Window, bench: Bench) -> None:
    """Locked, with a vault to open."""
    await send(bench, 1)
    accepted = asyncio.get_running_loop().create_future()
    bench.keeper.accepted.connect(lambda: accepted.set_result(None))
    bench.keeper.create_vault(Secret("correct horse"))
    await accepted
    bench.keeper.lock()
    bench.keeper.unlock(Secret("wrong"))


async def vault(window: Window, bench: Bench) -> None:
    """The question for a new vault's passphrase."""
    window.actions_list["vault"].trigger()


async def keyring(window: Window, bench: Bench) -> None:
    """The choice where the keyring is of no use."""
    bench.keeper.notice_trouble(tr(LOCKED))


async def chained(window: Window, bench: Bench) -> None:
    """A web profile whose next call renews the latest token."""
    await send(bench, 1)
    await send(bench, 1)


async def shelf(window: Window, bench: Bench) -> None:
    """Profiles with tags and colours."""
    profiles = bench.session.profiles
    for name, tags, color, channel, host in (
        ("QA EU web", ("qa", "eu"), "blue", "web", "https://qa.example.test"),
        ("Prod support", ("support",), "red", "mobile", "https://eu.api.capillarytech.com"),
        ("Release 7 candidate", ("qa", "release 7", "slow"), "violet", "mobile", "https://rc.example.test/eu"),
    ):
        added = await profiles.add(channel)
        await profiles.save(Draft(replace(added, name=name, tags=tags, color=color, host=host)))
    await profiles.mark(profiles.all[0].id, ("demo",), "teal")
    bench.profiles.shelf.changed.emit()


async def marks(window: Window, bench: Bench) -> None:
    """The question for tags and colour."""
    await shelf(window, bench)
    window.actions_list["marks"].trigger()


async def bin(window: Window, bench: Bench) -> None:
    """Deleted profiles."""
    await shelf(window, bench)
    for profile in bench.session.profiles.all[2:]:
        bench.saved.delete(profile.id)
    window.actions_list["bin"].trigger()


async def places(window: Window, bench: Bench) -> None:
    """Where the data is."""
    await send(bench, 0)
    window.actions_list["places"].trigger()


async def conflict(window: Window, bench: Bench) -> None:
    """A profile that was changed elsewhere."""
    mine = bench.session.profiles.all[0]
    theirs = replace(mine, note="only on Tuesdays", fields={**mine.fields, "brand": "BUKL"})
    bench.saved.conflict_found.emit(Draft(mine), theirs)


async def drafts(window: Window, bench: Bench) -> None:
    """What was typed is offered back."""
    mine = bench.session.profiles.all[0]
    bench.former_drafts.found.emit(Leftovers((KeptDraft(mine, mine, ("key",)),)))


async def copyas(window: Window, bench: Bench) -> None:
    """A call in the language of another program."""
    window.actions_list["copyAs"].trigger()


async def powershell(window: Window, bench: Bench) -> None:
    """The same in another language."""
    window.export_language = "powershell"
    await copyas(window, bench)


async def realvalues(window: Window, bench: Bench) -> None:
    """The question before real values are copied."""
    await copyas(window, bench)
    await asyncio.sleep(0.3)
    next(one for one in window.findChildren(QPushButton, "exportRealValues")).click()


async def notexportable(window: Window, bench: Bench) -> None:
    """A call that a language cannot say."""
    part = next(one for one in window.request.findChildren(QLineEdit, "brand") if one.isVisible())
    part.setText("{{brand}}")
    part.textEdited.emit("{{brand}}")
    window.export_language = "postman"
    await copyas(window, bench)


async def exact(window: Window, bench: Bench) -> None:
    """The exact request, unfolded."""
    window.request.findChild(QWidget, "exactSection").findChild(QToolButton).click()
    await asyncio.sleep(0.3)
    area = window.request.findChild(QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


async def use(window: Window, bench: Bench) -> None:
    """The use of a token."""
    await send(bench, 0)
    window.actions_list["useToken"].trigger()


async def palette(window: Window, bench: Bench) -> None:
    """The command palette, and a notice with Undo."""
    bench.saved.delete(bench.session.profiles.all[0].id)
    await asyncio.sleep(0.3)
    window.actions_list["palette"].trigger()


async def menu(window: Window, bench: Bench) -> None:
    """A menu of the window, unfolded."""
    await send(bench, 1)
    menus = window.menuBar().actions()
    window.menuBar().setActiveAction(menus[2])


async def shortcuts(window: Window, bench: Bench) -> None:
    """The sheet of shortcuts."""
    window.actions_list["shortcuts"].trigger()


async def evidence(window: Window, bench: Bench) -> None:
    """What goes into the evidence."""
    await send(bench, 1)
    window.actions_list["saveEvidence"].trigger()
    await asyncio.sleep(1)


# ---- finding one's way


async def demonstration(window: Window, bench: Bench) -> None:
    """What app --demo begins with."""
    await set_stage(bench.session)
    bench.profiles.profiles_changed.emit(bench.session.profiles.all)
    bench.records.measure()
    await send(bench, 3)


async def presentation(window: Window, bench: Bench) -> None:
    """What a meeting sees of a renewed token."""
    await send(bench, 1)
    window.actions_list["present"].trigger()


async def presentation_refused(window: Window, bench: Bench) -> None:
    """What it sees of a refusal."""
    bench.tell_story("key-expired")
    await send(bench, 0)
    window.actions_list["present"].trigger()


async def presentation_first(window: Window, bench: Bench) -> None:
    """A presentation before the first call."""
    window.actions_list["present"].trigger()


async def tour(window: Window, bench: Bench, step: int = 1) -> None:
    """The first step of the tour."""
    if step > 2:
        await send(bench, 1)
    window.actions_list["tour"].trigger()
    for _ in range(step - 1):
        next(one for one in window.findChildren(QPushButton, "tourNext")).click()


async def tour_send(window: Window, bench: Bench) -> None:
    """The second."""
    await tour(window, bench, 2)


async def tour_token(window: Window, bench: Bench) -> None:
    """The third."""
    await tour(window, bench, 3)


async def tour_expiry(window: Window, bench: Bench) -> None:
    """The last."""
    await tour(window, bench, 4)


async def help(window: Window, bench: Bench) -> None:
    """Help for the request pane."""
    window.request.focus_first_field()
    window.actions_list["help"].trigger()


async def about(window: Window, bench: Bench) -> None:
    """Versions and licences."""
    window.actions_list["about"].trigger()


async def found(window: Window, bench: Bench) -> None:
    """The command palette, searched."""
    await send(bench, 0)
    await send(bench, 1)
    window.actions_list["palette"].trigger()
    line = next(one for one in window.findChildren(QLineEdit) if one.window().objectName() == "commandPalette")
    line.setText("demo")
    line.textEdited.emit("demo")


# ---- settings


async def settings(window: Window, bench: Bench) -> None:
    """The first page of the settings, with another choice on it."""
    bench.settings.choose("time_zone", "Europe/Berlin")
    open_settings(window, "appearance")


async def settings_calls(window: Window, bench: Bench) -> None:
    """The page about calls, with a value that cannot be."""
    dialog = open_settings(window, "calls")
    line = dialog.findChild(QLineEdit, "setting.deadline_seconds")
    line.setText("soon")
    line.setModified(True)
    line.editingFinished.emit()


async def settings_secrets(window: Window, bench: Bench) -> None:
    """The page about secrets."""
    open_settings(window, "secrets")


async def settings_history(window: Window, bench: Bench) -> None:
    """The page about the history."""
    open_settings(window, "history")


async def settings_keys(window: Window, bench: Bench) -> None:
    """The page of shortcuts, with a key that is taken."""
    bench.settings.choose_keys("cancel", "F9")
    dialog = open_settings(window, "shortcuts")
    dialog.keys_requested.emit("firstField", "Ctrl+K")


async def settings_files(window: Window, bench: Bench) -> None:
    """The page of files, one of them broken."""
    bench.session.home.folder.mkdir(exist_ok=True)
    bench.session.home.team_glossary.write_text("[idv]\nname = 3\n")
    bench.session.home.team_playbook.write_text('[codes.1597]\nexplanation = "Ours."\n')
    open_settings(window, "files")
    await asyncio.sleep(0.3)


async def settings_search(window: Window, bench: Bench) -> None:
    """What is found for a word."""
    dialog = open_settings(window, "calls")
    line = dialog.findChild(QLineEdit, "settingsSearch")
    line.setText("clip")
    line.textEdited.emit("clip")


def open_settings(window: Window, page: str) -> SettingsDialog:
    """The dialog on one of its pages."""
    window.actions_list["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    dialog.show_page(page)
    return dialog


# ---- what comes from other programs

CURL = """curl --location 'https://eu.api.capillarytech.com/auth/v1/token/regenerate' -k --compressed \\
--header 'Content-Type: application/json' --header 'Cookie: _cfuvid=example' --header 'X-Tenant: blue' \\
--data '{"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo",
"deviceId": "deviceid1", "key": "%s"}'
"""


def write_curl(bench: Bench) -> str:
    """A command of the documentation's, with a key that nobody issued."""
    holder = Holder(("MOBILE|919999922332",), "deviceid1", "DOCDEMO")
    return CURL % Mint(SECRET.encode()).make_key(holder, "4412458", round(bench.clock()) - 86_400, mfa=False)


def write_collection() -> str:
    """A Postman collection with folders, whose host is a variable."""

    def call(name: str, path: str, body: dict[str, str]) -> dict[str, Any]:
        request = {"method": "POST", "url": f"{{{{host}}}}/auth/v1/{path}"}
        return {"name": name, "request": {**request, "body": {"mode": "raw", "raw": json.dumps(body)}}}

    someone = {"identifierType": "EMAIL", "identifierValue": "ann@customer.example", "brand": "DocDemo"}
    mobile = {**someone, "deviceId": "d1", "key": "not-a-real-key"}
    folders = [
        {"name": "Mobile", "item": [call("Renew", "token/regenerate", mobile), call("Generate", "token/generate", {})]},
        {"name": "Web", "item": [call("Renew", "web/token/regenerate", {**someone, "expiredToken": "not-a-token"})]},
    ]
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return json.dumps({"info": {"name": "Auth engine", "schema": schema}, "item": folders})


def write_har(bench: Bench) -> str:
    """What a browser recorded, with a token in a reply."""
    body = json.dumps({"identifierType": "EMAIL", "identifierValue": "ann@customer.example", "brand": "DocDemo"})
    ours = {"method": "POST", "url": "https://auth.example/auth/v1/web/token/regenerate", "headers": []}
    reply = {"content": {"text": json.dumps({"auth": {"token": mint(bench, 60, HOUR)}})}}
    pages = {"request": {"method": "GET", "url": "https://shop.example/", "headers": []}, "response": {"content": {}}}
    entries = [pages] * 212 + [{"request": {**ours, "postData": {"text": body}}, "response": reply}] * 2
    return json.dumps({"log": {"version": "1.2", "entries": entries}})


async def give(window: Window, bench: Bench, text: str, *, opens: bool = True) -> None:
    """Paste a text, and look through what is offered."""
    offered = asyncio.get_running_loop().create_future()
    bench.imports.offered.connect(lambda _: offered.done() or offered.set_result(None))
    paste(window, text)
    await offered
    if opens:
        window.offer.fill_requested.emit()


async def offered(window: Window, bench: Bench) -> None:
    """A command was pasted; the form may be filled with it."""
    await give(window, bench, write_curl(bench), opens=False)


async def importing(window: Window, bench: Bench) -> None:
    """What is in it."""
    await give(window, bench, write_curl(bench))


async def filled(window: Window, bench: Bench) -> None:
    """The form, filled with it."""
    await give(window, bench, write_curl(bench))
    window.findChild(QPushButton, "importFill").click()
    await asyncio.sleep(0.5)


async def collection(window: Window, bench: Bench) -> None:
    """Several calls to choose from."""
    await give(window, bench, write_collection())


async def har(window: Window, bench: Bench) -> None:
    """Two among hundreds, with replies."""
    await give(window, bench, write_har(bench))


async def broken(window: Window, bench: Bench) -> None:
    """A command that breaks off."""
    await give(window, bench, write_curl(bench)[:-4])


async def unreadable_call(window: Window, bench: Bench) -> None:
    """A collection that breaks off."""
    await give(window, bench, write_collection()[:-4])


async def named_file(window: Window, bench: Bench) -> None:
    """A command whose body is in a file."""
    url = "http://auth.example/auth/v1/token/regenerate"
    await give(window, bench, f"curl {url} -H 'Content-Type: application/json' -d @body.json -x proxy.example:3128")


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        *(first, renewed, mobile, refused, html, problems),
        *(valid, soon, critical, expired, notyet, noexp, unreadable, unsafe, several, pasted),
        *(verified, failed, asof, raw, ticket, compared, surprise, unasked, halfway),
        *(limited, retrying, redirect, anothers, tls, timeline, timeline_end, timeline_first, unverified, proxied),
        *(history, locked, vault, keyring, chained, shelf, marks, bin, places, conflict, drafts),
        *(palette, menu, shortcuts),
        *(copyas, powershell, realvalues, notexportable, exact, use, evidence),
        *(demonstration, presentation, presentation_refused, presentation_first),
        *(tour, tour_send, tour_token, tour_expiry, help, about, found),
        *(settings, settings_calls, settings_secrets, settings_history, settings_keys, settings_files, settings_search),
        *(offered, importing, filled, collection, har, broken, unreadable_call, named_file),
    )
}
