"""The sheet shows what each call would bring, and lets out only the numbers of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.formats.imported import Import, ImportProblem
from workbench.formats.reading import read_calls
from workbench.ui.importer.sheet import ImportSheet

from .conftest import BODY, HERE, find

Show = Callable[[Import], ImportSheet]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    parent = QWidget()
    qtbot.addWidget(parent)

    def open_sheet(found: Import) -> ImportSheet:
        sheet = ImportSheet(parent, found, HERE)
        sheet.open()
        return sheet

    yield open_sheet
    parent.close()


def button(sheet: ImportSheet, name: str) -> QPushButton:
    found = sheet.dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def calls(sheet: ImportSheet) -> QListWidget:
    found = sheet.dialog.findChild(QListWidget, "importCalls")
    assert isinstance(found, QListWidget)
    return found


def words_of(sheet: ImportSheet) -> str:
    return "\n".join(one.text() for one in sheet.dialog.findChildren(QLabel) if one.isVisibleTo(sheet.dialog))


def test_one_call_needs_no_list_and_its_secret_is_masked(show: Show) -> None:
    sheet = show(find())
    assert not calls(sheet).isVisibleTo(sheet.dialog)
    words = words_of(sheet)
    assert "ann@customer.example" in words
    assert BODY["key"] not in words
    assert f"•••• ({len(BODY['key'])} characters)" in words


@pytest.mark.parametrize(
    ("options", "secret", "name"),
    [
        ("-H 'X-Tenant: hidden-value'", "hidden-value", "Header X-Tenant"),
        ("-u 'bob:hidden-value'", "hidden-value", "Password (Basic)"),
    ],
    ids=["header", "basic"],
)
def test_other_secrets_are_named_and_masked_too(show: Show, options: str, secret: str, name: str) -> None:
    words = words_of(show(find(options=options)))
    assert name in words
    assert secret not in words


def test_a_token_in_the_url_or_in_an_ignored_option_is_not_shown(show: Show) -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3NjAzNTg1MjB9.c2lnbmF0dXJl"
    call = replace(find(f"https://auth.example/auth/v1/token/regenerate?t={token}").calls[0], ignored=(f"-x {token}",))
    assert token not in words_of(show(Import("cURL", (call,))))


def test_the_first_call_that_fits_is_chosen_and_those_of_the_auth_engine_are_ticked(
    show: Show, several: Import
) -> None:
    sheet = show(several)
    listed = calls(sheet)
    assert listed.currentRow() == 1
    assert [listed.item(row).checkState() == Qt.CheckState.Checked for row in range(3)] == [False, True, True]
    assert not listed.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert button(sheet, "importSave").text() == "Save 2 profiles"


def test_the_chosen_call_fills_and_the_ticked_ones_are_saved(show: Show, several: Import, qtbot: QtBot) -> None:
    sheet = show(several)
    qtbot.keyClick(calls(sheet), Qt.Key.Key_Down)
    with qtbot.waitSignal(sheet.fill_requested) as filled:
        button(sheet, "importFill").click()
    assert filled.args == [2]
    sheet = show(several)
    calls(sheet).item(1).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(sheet.save_requested) as saved:
        button(sheet, "importSave").click()
    assert saved.args == [(2,)]


def test_without_a_tick_nothing_is_saved_and_a_foreign_call_fills_nothing(show: Show, several: Import) -> None:
    sheet = show(several)
    for row in (1, 2):
        calls(sheet).item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not button(sheet, "importSave").isEnabled()
    calls(sheet).setCurrentRow(0)
    assert not button(sheet, "importFill").isEnabled()


def test_the_environment_is_asked_for_only_where_a_variable_has_no_value(show: Show, several: Import) -> None:
    assert not button(show(several), "importEnvironment").isVisible()
    missing = replace(several.calls[1], problems=(ImportProblem("unresolved_variable", "“host” has no value here."),))
    assert button(show(Import("Postman", (missing,))), "importEnvironment").isVisible()


def test_calls_that_are_shown_again_keep_the_choice_and_the_ticks(show: Show, several: Import) -> None:
    sheet = show(several)
    calls(sheet).setCurrentRow(2)
    calls(sheet).item(1).setCheckState(Qt.CheckState.Unchecked)
    sheet.show_import(several)
    assert calls(sheet).currentRow() == 2
    assert calls(sheet).item(1).checkState() == Qt.CheckState.Unchecked


def test_a_body_in_a_file_is_asked_for_by_number_and_an_empty_reply_not_offered(show: Show, qtbot: QtBot) -> None:
    found = read_calls("curl https://auth.example/auth/v1/token/regenerate -d @body.json")
    sheet = show(found)
    with qtbot.waitSignal(sheet.body_requested) as asked:
        button(sheet, "importBody").click()
    assert asked.args == [0]
    assert sheet.dialog.findChild(QPushButton, "importReply") is None


def test_a_reply_goes_out_to_be_looked_into_and_the_sheet_closes(show: Show, qtbot: QtBot) -> None:
    sheet = show(Import("HAR", (replace(find().calls[0], reply_text='{"token": "eyJ"}'),)))
    with qtbot.waitSignal(sheet.reply_requested) as asked:
        button(sheet, "importReply").click()
    assert asked.args == ['{"token": "eyJ"}']
    assert not sheet.dialog.isVisible()


def test_what_cannot_be_read_is_told_and_leaves_nothing_to_do(show: Show) -> None:
    sheet = show(read_calls('{"log": {"entries": ['))
    assert "Nothing of it was understood" in words_of(sheet)
    assert "This begins like JSON and is none" in words_of(sheet)
    assert not button(sheet, "importFill").isVisible()


def test_closing_forgets_the_calls(show: Show, several: Import, qtbot: QtBot) -> None:
    sheet = show(several)
    with qtbot.waitSignal(sheet.closed):
        sheet.dialog.reject()
    assert calls(sheet).count() == 0


def test_markup_and_what_cannot_be_seen_are_shown_as_what_they_are(show: Show) -> None:
    call = replace(find().calls[0], body='{"brand": "<b>B</b>\\u202e"}')
    assert "<b>B</b>⟨U+202E⟩" in words_of(show(Import("cURL", (call,))))


def test_the_values_of_a_query_stay_hidden_and_the_kind_of_the_body_is_plain(show: Show) -> None:
    sheet = show(read_calls(f"curl 'https://auth.example/auth/v1/token/regenerate?sig=hunter2' -d '{BODY}'"))
    words = [label.text() for label in sheet.dialog.findChildren(QLabel)]
    assert "hunter2" not in " ".join(words)
    assert "application/x-www-form-urlencoded" in words


def test_a_name_with_line_breaks_does_not_hide_where_the_call_goes(show: Show) -> None:
    (call,) = read_calls("curl 'https://evil.example/auth/v1/token/regenerate' --json '{}'").calls
    named = replace(call, name="Renew\nmobile · eu.api.example\n")
    sheet = show(Import("Postman collection", (named, named)))
    rows = sheet.dialog.findChild(QListWidget, "importCalls")
    assert isinstance(rows, QListWidget)
    assert rows.item(0).text() == "Renew mobile · eu.api.example\nmobile · evil.example"
