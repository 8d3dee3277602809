"""A person's stories with what leaves the real window: commands that run elsewhere, evidence that betrays nobody."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from workbench.core.profile import Draft
from workbench.storage.settings import Settings
from workbench.ui.pictures import NAME

CUSTOMER, DEVICE = "919999922332", "deviceid1"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def button(desk: Any, name: str) -> QPushButton:
    found = desk.part(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def press_words(desk: Any, words: str) -> None:
    """Press a button of the dialog that is open."""
    found = [one for one in desk.window.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    desk.click(found[0])


async def open_sheet(desk: Any, action: str = "copyAs") -> str:
    """Open the sheet and wait for its text."""
    _, text, _ = await desk.until(desk.bench.exports.written, desk.window.actions_list[action].trigger)
    return str(text)


async def choose_language(desk: Any, words: str) -> str:
    listed = desk.part(QListWidget, "exportLanguages")
    row = next(row for row in range(listed.count()) if listed.item(row).text() == words)
    _, text, _ = await desk.until(desk.bench.exports.written, lambda: listed.setCurrentRow(row))
    return str(text)


async def key_of(desk: Any) -> str:
    draft = await desk.bench.session.profiles.complete(Draft(desk.bench.session.profiles.all[0]))
    return str(draft.secrets["key"].reveal())


async def run_in_bash(command: str, **variables: str) -> dict[str, Any]:
    """What the server answers to a command in a real bash with a real curl."""
    bash = shutil.which("bash")
    if bash is None or shutil.which("curl") is None:
        pytest.skip("bash or curl is not installed here")
    environment = {"PATH": os.environ["PATH"], "NO_PROXY": "*", **variables}
    ran = await asyncio.to_thread(
        subprocess.run, [bash, "--noprofile", "--norc", "-c", command], env=environment, capture_output=True, timeout=30
    )
    answer = json.loads(ran.stdout)
    assert isinstance(answer, dict)
    return answer


# ---- copy as…


async def test_the_masked_command_runs_in_a_real_bash_once_its_variable_is_set(desk: Any) -> None:
    shown = await open_sheet(desk)
    key = await key_of(desk)
    assert [part for part in key.split(".") if part in shown] == []
    note = desk.part(QLabel, "exportSetting").text()
    assert "export TOKEN_WORKBENCH_KEY=" in note
    desk.click(button(desk, "exportCopy"))
    copied = QGuiApplication.clipboard().text()
    assert copied == shown
    assert not QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    answer = await run_in_bash(copied, TOKEN_WORKBENCH_KEY=key)
    assert answer["status"]["success"] is True
    assert answer["auth"]["token"].startswith("eyJ")


async def test_real_values_are_copied_only_after_a_question_as_a_secret_that_leaves_by_itself(desk: Any) -> None:
    await open_sheet(desk)
    desk.window.clipboard_seconds = 1
    desk.click(button(desk, "exportRealValues"))
    assert "eyJ" not in QGuiApplication.clipboard().text()
    await desk.until(desk.bench.exports.real_values_written, lambda: press_words(desk, "Copy with real values"))
    command = QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    assert await key_of(desk) in command
    assert "eyJ" not in desk.part(QPlainTextEdit, "exportText").toPlainText()
    assert (await run_in_bash(command))["status"]["success"] is True
    if QGuiApplication.clipboard().text():
        await desk.until(desk.window.clipboard.cleared, lambda: None)
    assert QGuiApplication.clipboard().text() == ""


async def test_the_language_is_remembered_and_what_a_language_cannot_say_is_told(desk: Any) -> None:
    await open_sheet(desk)
    assert "Invoke-WebRequest" in await choose_language(desk, "PowerShell")
    desk.part(QDialog, "exportSheet").reject()
    assert "Invoke-WebRequest" in await open_sheet(desk)
    desk.part(QDialog, "exportSheet").reject()
    assert desk.window.remembered_settings(Settings()).export_language == "powershell"
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "{{brand}}"))
    desk.window.export_language = "postman"
    _, words = await desk.until(desk.bench.exports.refused, desk.window.actions_list["copyAs"].trigger)
    assert "Postman" in words
    shown = desk.part(QDialog, "exportSheet").findChildren(QLabel)
    assert words in [label.text() for label in shown if label.isVisible()]
    assert not button(desk, "exportCopy").isEnabled()


async def test_the_masked_text_is_saved_to_a_file(desk: Any, tmp_path: Path) -> None:
    shown = await open_sheet(desk)
    target = tmp_path / "call.sh"
    desk.click(button(desk, "exportSave"))
    asked = desk.window.findChild(QFileDialog, "exportFile")
    await desk.until(desk.bench.exports.said, lambda: asked.fileSelected.emit(str(target)))
    asked.reject()
    assert target.read_text("utf-8") == shown


async def test_what_is_typed_and_not_saved_goes_out_too(desk: Any) -> None:
    brand = desk.part(QLineEdit, "brand", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "Bukl"))
    assert '"brand":"Bukl"' in await open_sheet(desk)


async def test_the_lock_closes_the_sheet_and_forgets_what_was_on_it(desk: Any) -> None:
    await open_sheet(desk)
    text = desk.part(QPlainTextEdit, "exportText")
    cleared: list[str] = []
    text.textChanged.connect(lambda: cleared.append(text.toPlainText()))
    await desk.until(desk.bench.keeper.locked, desk.bench.keeper.lock)
    assert cleared == [""]
    assert [one for one in desk.window.findChildren(QDialog) if one.isVisible()] == []
    told: list[object] = []
    desk.bench.exports.real_values_written.connect(told.append)
    await desk.until(desk.bench.tasks.ended, lambda: desk.bench.exports.reveal("curl"))
    assert told == []


# ---- use this token


async def test_the_token_is_used_in_a_call_of_the_brands_own(desk: Any) -> None:
    (exchange, _) = await desk.send()
    shown = await open_sheet(desk, "useToken")
    assert "TOKEN_WORKBENCH_TOKEN" in shown
    assert "cap_brand: DocDemo" in shown  # as the call said it; the token says DOCDEMO
    token = exchange.outcome.token.reveal()
    assert [part for part in token.split(".") if part in shown] == []
    desk.click(button(desk, "exportRealValues"))
    (secret,) = await desk.until(
        desk.bench.exports.real_values_written, lambda: press_words(desk, "Copy with real values")
    )
    assert f"cap_authorization: {token}" in secret.reveal()


# ---- evidence


def spellings(text: str) -> Iterator[bytes]:
    octets = text.encode()
    yield from (octets, quote(text, safe="").encode(), json.dumps(text)[1:-1].encode(), octets.hex().encode())
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):  # without the characters that are shared with what stands before and behind
            shared, length = -(-before * 8 // 6), (before + len(octets)) * 8 // 6
            yield encode(bytes(before) + octets)[shared:length]
    yield from (text.encode("utf-16-le"), text.encode("utf-16-be"))


def texts_of(pane: QWidget) -> Iterator[str]:
    """What a pane and its parts say to eyes and screen readers."""
    for part in (pane, *pane.findChildren(QWidget)):
        for name in ("text", "toPlainText", "title", "toolTip", "accessibleName", "accessibleDescription"):
            if callable(read := getattr(part, name, None)):
                yield str(read())
        if isinstance(part, QTableView) and (model := part.model()) is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        yield str(model.index(row, column).data(role))


class Watch(QObject):
    """Owns what the pictured panes said at the moment when they were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.objectName() == NAME and isinstance(watched, QWidget):
            self.said[type(watched).__name__] = list(texts_of(watched))
        return False


@contextmanager
def watched_pictures(app: QApplication) -> Iterator[Watch]:
    watch = Watch()
    app.installEventFilter(watch)
    yield watch
    app.removeEventFilter(watch)


async def save_evidence(desk: Any, target: Path, act: Callable[[], object]) -> dict[str, bytes]:
    """Collect, agree to the preview, choose a file; the entries of the zip."""
    await desk.until(desk.bench.exports.bundled, act)
    press_words(desk, "Save…")
    asked = next(one for one in desk.window.findChildren(QFileDialog, "evidenceFile") if one.isVisible())
    words, _ = await desk.until(desk.bench.exports.said, lambda: asked.fileSelected.emit(str(target)))
    asked.reject()
    assert str(target) in words
    return read_zip(target)


def read_zip(path: Path) -> dict[str, bytes]:
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        assert bundle.testzip() is None
        return {"the zip itself": data, **{name: bundle.read(name) for name in bundle.namelist()}}


@pytest.mark.parametrize("number", [0, 1], ids=["mobile", "web"])
async def test_evidence_holds_everything_about_the_call_but_no_secret_and_no_customer(
    desk: Any, tmp_path: Path, qapp: QApplication, number: int
) -> None:
    profile = desk.bench.session.profiles.all[number]
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.bench.profiles.choose(profile.id))
    (exchange, _) = await desk.send()
    desk.press(Qt.Key.Key_M, CONTROL | SHIFT)  # even while the window shows real values
    with watched_pictures(qapp) as watch:
        entries = await save_evidence(desk, tmp_path / "evidence.zip", desk.window.actions_list["saveEvidence"].trigger)
    assert [name.partition("/")[2] for name in entries if name.startswith("pictures/")] == [
        *("01-token.png", "02-response.png", "03-timeline.png", "04-compare.png"),
    ]
    page = entries["evidence.html"].decode()
    for words in ("Valid.", "Timeline", "Comparison", "Decoded token", "Environment", "token-workbench", "renewed"):
        assert words in page

    token, sent = exchange.token.text, exchange.replaced.text
    marked = [one for text in (token, sent) for one in (text, *text.split("."))] + [CUSTOMER, DEVICE, "4412458"]
    found = [
        (name, text) for name, data in entries.items() for text in marked for one in spellings(text) if one in data
    ]
    assert found == []

    assert set(watch.said) == {"TokenView", "ResponsePane", "TimelinePane", "ComparePane"}
    shown = "\n".join(text for texts in watch.said.values() for text in texts)
    assert [text for text in marked if text in shown] == []
    assert exchange.token.fingerprint in shown


async def test_evidence_tells_times_in_the_chosen_zone(desk: Any, tmp_path: Path, qapp: QApplication) -> None:
    desk.bench.settings.choose("time_zone", "Pacific/Kiritimati")
    await desk.send()
    with watched_pictures(qapp) as watch:
        entries = await save_evidence(desk, tmp_path / "evidence.zip", desk.window.actions_list["saveEvidence"].trigger)
    assert "in Pacific/Kiritimati" in entries["evidence.html"].decode().partition("</h1>")[0]
    assert any("in Pacific/Kiritimati" in text for text in watch.said["TokenView"])


async def test_the_preview_says_what_goes_in_and_what_was_redacted(desk: Any) -> None:
    await desk.send()
    _, entries, redacted = await desk.until(
        desk.bench.exports.bundled, desk.window.actions_list["saveEvidence"].trigger
    )
    shown = desk.part(QPlainTextEdit, "previewText").toPlainText()
    listed = desk.part(QPlainTextEdit, "previewList").toPlainText()
    assert [line for line in entries if line not in shown] == []
    assert [line for line in redacted if line not in listed] == []
    assert any("[identifier]" in line for line in redacted)


async def test_evidence_of_an_old_call_is_saved_from_the_history(desk: Any, tmp_path: Path) -> None:
    desk.bench.tell_story("key-expired")
    table = desk.part(QTableView, "historyTable")
    await desk.until(table.model().rowsInserted, lambda: desk.press(Qt.Key.Key_Return, CONTROL))
    table.selectRow(0)

    def choose() -> None:
        menu = next(one for one in desk.window.history.findChildren(QMenu) if one.actions()[0].text() == "Open")
        next(one for one in menu.actions() if one.text().startswith("Save evidence")).trigger()

    entries = await save_evidence(desk, tmp_path / "old.zip", choose)
    assert [name for name in entries if name.startswith("pictures/")] == ["pictures/01-response.png"]
    assert b"1597" in entries["record.json"]
    assert [name for name, data in entries.items() for one in spellings(CUSTOMER) if one in data] == []


async def test_without_a_call_there_is_no_evidence_and_of_an_example_neither(desk: Any) -> None:
    save = desk.window.actions_list["saveEvidence"].trigger
    words, _ = await desk.until(desk.bench.said, save)
    assert "no call" in words
    desk.bench.open_example(0)
    words, _ = await desk.until(desk.bench.said, save)
    assert "no call" in words


async def test_a_folder_that_cannot_be_written_is_told(desk: Any, tmp_path: Path) -> None:
    await desk.send()
    await desk.until(desk.bench.exports.bundled, desk.window.actions_list["saveEvidence"].trigger)
    press_words(desk, "Save…")
    asked = next(one for one in desk.window.findChildren(QFileDialog, "evidenceFile") if one.isVisible())
    (tmp_path / "file").write_text("")
    words, tone = await desk.until(
        desk.bench.said, lambda: asked.fileSelected.emit(str(tmp_path / "file" / "evidence.zip"))
    )
    asked.reject()
    assert tone == "bad"
    assert "could not be" in words


async def test_the_lock_forgets_the_call_that_evidence_would_be_of(desk: Any) -> None:
    await desk.send()
    await desk.until(desk.bench.keeper.locked, desk.bench.keeper.lock)
    words, _ = await desk.until(desk.bench.said, lambda: desk.bench.exports.collect(desk.window.zone))
    assert "no call" in words
