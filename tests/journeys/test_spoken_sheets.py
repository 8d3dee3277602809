"""Sheets, dialogs and pages that come over the window, in languages that nobody speaks: nothing is English or cut."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QPushButton, QTableWidget, QWidget

from tests.journeys.spoken import KEYS, NAMES, both, describe, is_outside, is_too_narrow, longer
from tests.untranslated import find_untranslated, words_left
from workbench.core.profile import Draft
from workbench.language import Language, tr
from workbench.storage.journal import KeptDraft, Leftovers
from workbench.storage.settings import Settings
from workbench.storage.system_keyring import LOCKED
from workbench.ui.window import SMALLEST

Opener = Callable[[Any], Awaitable[QWidget]]

HOST, CUSTOMER, FILE = "auth.example", "ann@customer.example", "body.json"
COMMAND = f"curl 'https://{HOST}/auth/v1/token/regenerate' -k -H 'X-Tenant: blue' -H 'Cookie: a=b' --data-raw "
GIVEN = (
    *("Location", "status.code", "status.message", "USER", "token · segments", "token-workbench"),
    *(HOST, CUSTOMER, FILE, "POST", "https://", "/auth/v1/", "X-Tenant", "Content-Type", "Renew", "BUKL"),
    *(*Settings.__dataclass_fields__, "English", "Deutsch", "UTC", "--retries"),
    *("Python", "Qt", "PySide6", platform.system(), platform.release(), "export TOKEN_WORKBENCH_KEY"),
    *("export TOKEN_WORKBENCH_GATEWAY", "export TOKEN_WORKBENCH_ENDPOINT", "export TOKEN_WORKBENCH_TOKEN"),
)
"""What people and files say."""


def dialog_of(desk: Any) -> QDialog:
    """The one that is open."""
    (shown,) = [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
    assert isinstance(shown, QDialog)
    return shown


async def offer(desk: Any, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    await desk.until(desk.bench.imports.offered, desk.window.actions_list["pasteToken"].trigger)


def write_command() -> str:
    members = {"identifierType": "EMAIL", "identifierValue": CUSTOMER, "brand": "DocDemo", "key": "not-a-real-key"}
    return f"{COMMAND}'{json.dumps(members)}'"


def write_collection() -> str:
    request = {"method": "POST", "url": "{{host}}/auth/v1/token/regenerate", "body": {"mode": "raw", "raw": "{}"}}
    calls = [{"name": "Renew", "request": request}] * 2
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    return json.dumps({"info": {"name": "DocDemo", "schema": schema}, "item": calls})


async def open_settings(desk: Any) -> QWidget:
    """All pages of the settings."""
    await desk.until(desk.bench.settings.read, lambda: desk.window.actions_list["settings"].trigger())
    return dialog_of(desk)


async def open_import(desk: Any) -> QWidget:
    """A command that was pasted, looked through."""
    await offer(desk, write_command())
    desk.window.offer.fill_requested.emit()
    return dialog_of(desk)


async def open_import_of_several(desk: Any) -> QWidget:
    """A collection."""
    await offer(desk, write_collection())
    desk.window.offer.fill_requested.emit()
    return dialog_of(desk)


async def open_import_of_a_file(desk: Any) -> QWidget:
    """A command whose body is in a file."""
    await offer(desk, f"curl https://{HOST}/auth/v1/token/regenerate -d @{FILE}")
    desk.window.offer.fill_requested.emit()
    return dialog_of(desk)


async def open_offer(desk: Any) -> QWidget:
    """The line over the panes."""
    await offer(desk, write_collection())
    assert desk.window.offer.isVisible()
    return desk.window.offer  # type: ignore[no-any-return]


async def open_help(desk: Any) -> QWidget:
    """Help; its topics are files of their own."""
    desk.window.actions_list["help"].trigger()
    return dialog_of(desk)


async def open_about(desk: Any) -> QWidget:
    """Versions and licences."""
    await desk.until(desk.bench.tasks.ended, desk.window.actions_list["about"].trigger)
    return dialog_of(desk)


async def open_tour(desk: Any) -> QWidget:
    """The first step of the tour."""
    desk.window.actions_list["tour"].trigger()
    return desk.part(QWidget, "coachMark")  # type: ignore[no-any-return]


async def open_last_step(desk: Any) -> QWidget:
    """The last."""
    await open_tour(desk)
    for _ in range(3):
        desk.click(desk.part(QPushButton, "tourNext"))
    return desk.part(QWidget, "coachMark")  # type: ignore[no-any-return]


async def open_presentation(desk: Any) -> QWidget:
    """A token before a meeting."""
    await desk.send()
    desk.press(Qt.Key.Key_F11)
    return desk.part(QWidget, "presentationPage")  # type: ignore[no-any-return]


async def open_first_presentation(desk: Any) -> QWidget:
    """A presentation before any call."""
    desk.press(Qt.Key.Key_F11)
    return desk.part(QWidget, "presentationPage")  # type: ignore[no-any-return]


async def open_lock(desk: Any) -> QWidget:
    """The page that covers all."""
    desk.window.actions_list["lock"].trigger()
    return desk.window.lock_page  # type: ignore[no-any-return]


async def open_copy_as(desk: Any) -> QWidget:
    """The call for another program."""
    await desk.until(desk.bench.exports.written, desk.window.actions_list["copyAs"].trigger)
    return dialog_of(desk)


async def open_use(desk: Any) -> QWidget:
    """A call with the token."""
    await desk.send()
    await desk.until(desk.bench.exports.written, desk.window.actions_list["useToken"].trigger)
    return dialog_of(desk)


async def open_ticket(desk: Any) -> QWidget:
    """What a token says, for a ticket."""
    await desk.send()
    desk.window.actions_list["copyTicket"].trigger()
    return dialog_of(desk)


async def open_evidence(desk: Any) -> QWidget:
    """What goes into the evidence."""
    await desk.send()
    await desk.until(desk.bench.exports.bundled, desk.window.actions_list["saveEvidence"].trigger)
    return dialog_of(desk)


async def open_shortcuts(desk: Any) -> QWidget:
    """All keys."""
    desk.window.actions_list["shortcuts"].trigger()
    return dialog_of(desk)


async def open_bin(desk: Any) -> QWidget:
    """A deleted profile."""
    gone = desk.bench.session.profiles.all[0].id
    await desk.until(desk.bench.saved.deleted, lambda: desk.bench.saved.delete(gone))
    desk.window.actions_list["bin"].trigger()
    return dialog_of(desk)


async def open_places(desk: Any) -> QWidget:
    """Where the data is."""
    await desk.until(desk.bench.tasks.ended, desk.window.actions_list["places"].trigger)
    return dialog_of(desk)


async def open_marks(desk: Any) -> QWidget:
    """Tags and colour."""
    desk.window.actions_list["marks"].trigger()
    return dialog_of(desk)


async def open_vault(desk: Any) -> QWidget:
    """A new vault."""
    desk.window.actions_list["vault"].trigger()
    return dialog_of(desk)


async def open_keyring(desk: Any) -> QWidget:
    """A keyring that is of no use."""
    desk.bench.keeper.notice_trouble(tr(LOCKED))
    return dialog_of(desk)


async def open_conflict(desk: Any) -> QWidget:
    """A profile that was changed elsewhere."""
    mine = desk.bench.session.profiles.all[0]
    theirs = replace(mine, color="blue", fields={**mine.fields, "brand": "BUKL"})
    desk.bench.saved.conflict_found.emit(Draft(mine), theirs)
    return dialog_of(desk)


async def open_drafts(desk: Any) -> QWidget:
    """What was typed before a crash."""
    mine = desk.bench.session.profiles.all[0]
    desk.bench.former_drafts.found.emit(Leftovers((KeptDraft(mine, mine, ("key",)),)))
    return dialog_of(desk)


OPENERS = (
    *(open_settings, open_offer, open_import, open_import_of_several, open_import_of_a_file, open_help, open_about),
    *(open_tour, open_last_step, open_presentation, open_first_presentation, open_lock),
    *(open_copy_as, open_use, open_ticket, open_evidence),
    *(open_shortcuts, open_bin, open_places, open_marks, open_vault, open_keyring, open_conflict, open_drafts),
)
each_sheet = pytest.mark.parametrize("opener", OPENERS, ids=lambda opener: opener.__name__.removeprefix("open_"))


def list_data(desk: Any, sheet: QWidget) -> list[str]:
    """What is shown of files, libraries and tokens: the same in every language."""
    tables = [one for one in sheet.findChildren(QTableWidget) if one.objectName() == "aboutLibraries"]
    cells = [table.item(row, column) for table in tables for row in range(table.rowCount()) for column in range(3)]
    topics = sheet.findChild(QListWidget, "helpTopics")
    titles = [topics.item(row).text() for row in range(topics.count())] if topics is not None else []
    stories = [name for name, _, _ in desk.bench.session.stand_in.stories]
    terms = desk.bench.session.glossary.terms
    glossary = [*terms, *(word for term in terms.values() for word in (term.name, term.meaning))]
    zones = sorted(available_timezones())
    return [*(cell.text() for cell in cells if cell is not None), *titles, *stories, *glossary, *zones]


def show(sheet: QWidget) -> None:
    """Until everything lies where it stays."""
    for _ in range(3):  # a layout may ask for another
        QCoreApplication.sendPostedEvents()
        sheet.grab()


async def close(sheet: QWidget) -> None:
    if isinstance(sheet, QDialog):
        sheet.reject()
    QApplication.clipboard().clear()


@longer
@each_sheet
async def test_nothing_on_a_sheet_stays_english(spoken: Language, desk: Any, opener: Opener) -> None:
    sheet = await opener(desk)

    known = (*list_data(desk, sheet), *NAMES, *KEYS, *GIVEN)
    path = re.compile(re.escape(str(desk.bench.session.home.folder)) + r"\S*")
    left = [text for text in find_untranslated(sheet, known) if words_left(path.sub("", text), known)]
    await close(sheet)
    assert left == []


@both
@each_sheet
async def test_nothing_on_a_sheet_is_cut_off(spoken: Language, desk: Any, opener: Opener) -> None:
    desk.window.resize(*SMALLEST)
    sheet = await opener(desk)
    cut = list_cut(sheet)
    await close(sheet)

    assert cut == []


def list_cut(sheet: QWidget) -> list[str]:
    show(sheet)
    parts = [part for part in sheet.findChildren(QWidget) if part.isVisible()]
    return [describe(part) for part in parts if is_outside(part) or is_too_narrow(part)]


@both
@pytest.mark.parametrize("page", range(6))
async def test_no_page_of_the_settings_is_cut_off(spoken: Language, desk: Any, page: int) -> None:
    dialog = await open_settings(desk)
    desk.part(QListWidget, "settingsPages").setCurrentRow(page)
    cut = list_cut(dialog)
    await close(dialog)

    assert cut == []
