"""Secrets in the real window: locked away, kept in a vault, chained; and found in no file that anything wrote."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

import workbench
from workbench.core.profile import Draft
from workbench.core.secret import Secret
from workbench.core.token import decode
from workbench.ui.kit.chip import Chip

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASSPHRASE = "correct horse battery"


def lock(desk: Any) -> None:
    desk.press(Qt.Key.Key_L, CONTROL | SHIFT)


def open_dialog(desk: Any) -> QDialog:
    dialogs: list[QDialog] = desk.window.findChildren(QDialog)
    return next(one for one in dialogs if one.isVisible())


def button_of(dialog: QDialog, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def every_text(root: QWidget) -> Iterator[str]:
    """All that widgets of the program hold as text, hidden ones too, and what they tell a screen reader."""
    for widget in (root, *root.findChildren(QWidget)):
        for name in ("text", "toPlainText", "title", "placeholderText", "currentText", "toolTip", "windowTitle",
                     "whole_text", "accessibleName", "accessibleDescription", "statusTip", "whatsThis"):  # fmt: skip
            read = getattr(widget, name, None)
            if callable(read):
                yield str(read())
        if isinstance(widget, QTableView | QListView | QComboBox) and (model := widget.model()) is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole):
                        yield str(model.index(row, column).data(role))
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None:
            for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
                yield face.text(kind)
    for action in root.findChildren(QAction):
        yield action.text() + action.toolTip()


def pieces(token: str) -> list[str]:
    """The token's parts, each of which would betray it."""
    return [part for part in token.split(".") if len(part) > 20]


async def choose_web(desk: Any) -> None:
    profiles = desk.part(QListView, "profileList")
    web = profiles.model().index(1, 0)
    await desk.until(
        desk.bench.profiles.profile_chosen, lambda: desk.click(profiles.viewport(), profiles.visualRect(web).center())
    )


async def unlock(desk: Any, passphrase: str = "") -> None:
    if passphrase:
        desk.type_into(desk.part(QLineEdit, "passphrase"), passphrase)
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.click(desk.part(QPushButton, "unlockButton")))


async def test_ctrl_shift_l_takes_every_secret_and_token_off_the_screen_and_the_clipboard(desk: Any) -> None:
    await choose_web(desk)
    exchange, _ = await desk.send()
    token = exchange.outcome.token.reveal()
    typed = "typed-and-not-saved-" + token[-12:]
    field = desk.part(QLineEdit, "expiredToken", "webForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(field, typed))
    desk.window.actions_list["maskValues"].trigger()  # everything in sight
    desk.window.token.request_copy()
    before = "\n".join(every_text(desk.window))
    assert all(part in before for part in pieces(token))
    assert typed in before
    assert QGuiApplication.clipboard().text() == token

    lock(desk)

    after = "\n".join(every_text(desk.window))
    assert desk.bench.keeper.is_locked
    assert [part for part in (*pieces(token), typed) if part in after] == []
    assert QGuiApplication.clipboard().text() == ""
    assert desk.part(QWidget, "lockPage").isVisible()
    assert not desk.part(QListView, "profileList").isVisible()
    assert not desk.window.menuBar().isVisible()

    # nothing of the window answers but the page: no key sends, shows or copies
    sent = len(desk.bench.session.stand_in.received)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_K, Qt.Key.Key_S):
        desk.press(key, CONTROL)
    desk.press(Qt.Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == ""
    assert not [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
    assert len(desk.bench.session.stand_in.received) == sent


def unfold(desk: Any, title: str) -> None:
    sections = desk.window.findChildren(QToolButton)
    next(one for one in sections if one.text().startswith(title)).click()


async def test_the_lock_clears_comparison_timeline_exact_request_and_what_was_typed_to_check_or_connect(
    desk: Any,
) -> None:
    await choose_web(desk)
    exchange, _ = await desk.send()
    replaced, fingerprint = exchange.replaced, decode(exchange.outcome.token.reveal()).fingerprint
    await desk.until(desk.bench.request_built, lambda: unfold(desk, "Exact request"))
    unfold(desk, "Connection")
    proxy = desk.part(QComboBox, "proxy").lineEdit()
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(proxy, "http://proxy.example:3128"))
    password = desk.part(QLineEdit, "proxyPassword")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(password, "proxy-password"))
    desk.part(QWidget, "verificationChip").clicked.emit()
    desk.type_into(desk.part(QLineEdit, "signingSecret"), "signing-secret")
    sides = [desk.part(QWidget, name) for name in ("compareOld", "compareNew")]
    table = desk.part(QTableView, "compareTable").model()
    texts = [desk.part(QPlainTextEdit, name) for name in ("timelineRequest", "requestHead", "requestBody")]
    assert table.rowCount() > 0
    for side, token in zip(sides, (replaced.fingerprint, fingerprint), strict=True):
        assert token in "\n".join(every_text(side))
    assert all(text.toPlainText() for text in texts)
    before = "\n".join(every_text(desk.window))
    assert "signing-secret" in before
    assert "proxy-password" in before

    lock(desk)

    assert table.rowCount() == 0
    for side, token in zip(sides, (replaced.fingerprint, fingerprint), strict=True):
        assert token not in "\n".join(every_text(side))
    assert [text.toPlainText() for text in texts] == ["", "", ""]
    after = "\n".join(every_text(desk.window))
    assert "signing-secret" not in after
    assert "proxy-password" not in after
    await unlock(desk)
    assert password.text() == ""
    assert desk.part(QTabWidget, "resultTabs").tabText(3) == "Compare"


async def test_unlocked_without_anything_to_ask_values_come_back_masked_and_typed_secrets_are_gone(desk: Any) -> None:
    await choose_web(desk)
    await desk.send()
    brand = desk.part(QLineEdit, "brand", "webForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(brand, "Bukl"))
    field = desk.part(QLineEdit, "expiredToken", "webForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(field, "typed"))
    lock(desk)
    await unlock(desk)

    assert desk.part(QLineEdit, "brand", "webForm").text() == "Bukl", "what is no secret stays"
    assert desk.part(QLineEdit, "expiredToken", "webForm").text() == ""
    assert not desk.part(QWidget, "verdict").isVisible()
    assert desk.part(QListView, "profileList").isVisible()
    exchange, _ = await desk.send()
    assert exchange.call.text("expiredToken") != "typed"


async def test_a_call_that_ends_behind_the_lock_shows_nothing(desk: Any) -> None:
    desk.bench.tell_story("slow")
    await desk.until(desk.bench.call_progressed, lambda: desk.press(Qt.Key.Key_Return, CONTROL))
    lock(desk)
    await desk.until(desk.bench.call_ended, desk.bench.cancel)
    assert desk.part(QWidget, "lockPage").isVisible()
    await unlock(desk)
    assert not desk.part(QWidget, "explanation").isVisible()


async def test_an_open_dialog_does_not_survive_the_lock(desk: Any) -> None:
    desk.press(Qt.Key.Key_Slash, CONTROL | SHIFT)
    assert open_dialog(desk).isVisible()
    desk.bench.keeper.lock()
    assert not [one for one in desk.window.findChildren(QDialog) if one.isVisible()]


async def test_no_menu_stays_open_over_the_lock(desk: Any) -> None:
    menu = QMenu(desk.window)
    menu.addAction("an entry")
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    desk.bench.keeper.lock()
    assert not menu.isVisible()


async def test_after_the_lock_no_chip_says_that_the_ended_call_is_running(desk: Any) -> None:
    desk.bench.tell_story("slow")
    await desk.until(desk.bench.call_started, lambda: desk.press(Qt.Key.Key_Return, CONTROL))
    lock(desk)
    await desk.until(desk.bench.call_progressed, lambda: None)
    await desk.until(desk.bench.call_ended, desk.bench.cancel)
    await unlock(desk)
    assert desk.part(Chip, "statusChip").text() == "no call yet"


async def test_the_window_locks_by_itself_when_nothing_is_done(desk: Any) -> None:
    desk.clock.advance(899)
    desk.window.idle.look()
    assert not desk.bench.keeper.is_locked
    desk.clock.advance(1)
    desk.window.idle.look()
    assert desk.bench.keeper.is_locked


async def test_demo_speed_does_not_hurry_the_lock(desk: Any) -> None:
    desk.bench.run_at(60)
    desk.pass_time(60)
    desk.window.idle.look()
    assert not desk.bench.keeper.is_locked


async def make_vault(desk: Any) -> None:
    desk.window.actions_list["vault"].trigger()
    dialog = open_dialog(desk)
    for line in dialog.findChildren(QLineEdit):
        desk.type_into(line, PASSPHRASE)
    await desk.until(desk.bench.keeper.accepted, lambda: desk.click(button_of(dialog, "Make the vault")))


async def test_with_a_vault_only_its_passphrase_unlocks(desk: Any, memory_keyring: Any) -> None:
    web = desk.bench.session.profiles.all[1]
    await choose_web(desk)
    field = desk.part(QLineEdit, "expiredToken", "webForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(field, "kept-for-long"))
    await desk.until(desk.bench.said, lambda: desk.press(Qt.Key.Key_S, CONTROL))
    assert list(memory_keyring.entries.values()) == ["kept-for-long"]
    await make_vault(desk)
    assert memory_keyring.entries == {}
    assert (await desk.bench.session.profiles.secret_places(web))["expiredToken"] == "vault"

    desk.window.actions_list["lock"].trigger()
    assert not desk.bench.session.keychain.vault.is_open
    desk.type_into(desk.part(QLineEdit, "passphrase"), "something else")
    await desk.until(desk.bench.keeper.refused, lambda: desk.click(desk.part(QPushButton, "unlockButton")))
    assert desk.bench.keeper.is_locked
    assert "not the passphrase" in desk.part(QLabel, "lockTrouble").text()
    await unlock(desk, PASSPHRASE)
    assert (await desk.bench.session.profiles.stored_secrets(web))["expiredToken"] == Secret("kept-for-long")
    assert PASSPHRASE not in "\n".join(every_text(desk.window))


async def test_a_keyring_in_trouble_asks_where_secrets_shall_rest_and_nothing_falls_back_silently(
    desk: Any, memory_keyring: Any
) -> None:
    class Locked(dict[Any, Any]):
        def __setitem__(self, key: Any, value: Any) -> None:
            raise KeyringLocked

    memory_keyring.entries = Locked()
    await choose_web(desk)
    field = desk.part(QLineEdit, "expiredToken", "webForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(field, "where to?"))
    await desk.until(desk.bench.keeper.choice_wanted, lambda: desk.press(Qt.Key.Key_S, CONTROL))
    question = open_dialog(desk)
    words = " ".join(label.text() for label in question.findChildren(QLabel))
    assert "keyring is locked" in words
    assert {button.text() for button in question.findChildren(QPushButton) if button.isVisible()} >= {
        "Make a vault…",
        "This session only",
        "Try the keyring again",
    }
    assert not desk.bench.session.home.vault.exists()

    memory_keyring.entries = {}
    again = button_of(question, "Try the keyring again")
    await desk.until(desk.bench.keeper.said, lambda: desk.click(again))
    assert list(memory_keyring.entries.values()) == ["where to?"]


async def test_for_this_session_only_is_asked_once(desk: Any, memory_keyring: Any) -> None:
    class Locked(dict[Any, Any]):
        def __setitem__(self, key: Any, value: Any) -> None:
            raise KeyringLocked

    memory_keyring.entries = Locked()
    await choose_web(desk)
    for number in range(2):
        field = desk.part(QLineEdit, "expiredToken", "webForm")
        await desk.until(desk.bench.profiles.problems_found, lambda n=number, f=field: desk.type_into(f, f"secret {n}"))
        await desk.until(desk.bench.saved.secrets_unkept, desk.window.actions_list["saveProfile"].trigger)
        questions = [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
        assert len(questions) == 1 - number
        for question in questions:
            question.reject()
    web = desk.bench.session.profiles.all[1]
    assert (await desk.bench.session.profiles.secret_places(web))["expiredToken"] == "session"
    assert not desk.bench.session.home.vault.exists()


async def test_web_renewals_chain_and_a_button_leads_back_to_the_original(desk: Any) -> None:
    await choose_web(desk)
    first, _ = await desk.send()
    original = first.call.text("expiredToken")
    button = desk.part(QPushButton, "originalToken", "webForm")
    second, _ = await desk.send()
    assert second.call.text("expiredToken") == first.outcome.token.reveal()
    field = desk.part(QLineEdit, "expiredToken", "webForm")
    assert button.isVisible()
    assert "latest renewed token" in field.placeholderText()

    await desk.until(desk.bench.profiles.places_changed, lambda: desk.click(button))
    if button.isVisible():  # that was the answer for the second call
        await desk.until(desk.bench.profiles.places_changed, lambda: None)
    assert not button.isVisible()
    third, _ = await desk.send()
    assert third.call.text("expiredToken") == original


async def test_the_latest_token_can_be_shown_again(desk: Any) -> None:
    await choose_web(desk)
    exchange, _ = await desk.send()
    desk.window.token.clear()
    (shown, origin) = await desk.until(
        desk.bench.token_renewed, lambda: desk.window.actions_list["showLatest"].trigger()
    )
    assert shown == exchange.outcome.token
    assert "latest token of Demo · web" in origin
    assert desk.part(QWidget, "verdict").isVisible()


class SlowEntries(dict[Any, Any]):
    """Entries of a keyring that answers, once it is let, what it holds; ``asked`` is set meanwhile."""

    def __init__(self, entries: dict[Any, Any]) -> None:
        super().__init__(entries)
        self.asked = asyncio.Event()
        self.release = threading.Event()
        self._loop = asyncio.get_running_loop()

    def get(self, key: Any, default: Any = None) -> Any:
        self._loop.call_soon_threadsafe(self.asked.set)
        self.release.wait()
        return super().get(key, default)


@pytest.mark.parametrize("meanwhile", ["another profile", "another host", "locked"])
async def test_a_keyring_answer_that_comes_late_is_shown_to_nobody_else(
    desk: Any, memory_keyring: Any, meanwhile: str
) -> None:
    web = desk.bench.session.profiles.all[1]
    await choose_web(desk)
    field = desk.part(QLineEdit, "expiredToken", "webForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(field, "kept-for-web"))
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.press(Qt.Key.Key_S, CONTROL))
    assert field.text() == ""
    assert list(memory_keyring.entries.values()) == ["kept-for-web"]
    desk.bench.session.profiles.forget_answers()
    memory_keyring.entries = slow = SlowEntries(memory_keyring.entries)
    revealed: list[Any] = []
    desk.bench.secrets.revealed.connect(lambda *values: revealed.append(values))
    desk.bench.secrets.reveal("expiredToken")
    await slow.asked.wait()
    if meanwhile == "another profile":
        desk.bench.profiles.choose(desk.bench.session.profiles.all[0].id)
    elif meanwhile == "another host":
        desk.bench.profiles.edit(Draft(replace(web, host="https://other.example")))
    else:
        desk.bench.keeper.lock()
    slow.release.set()
    await desk.bench.session.keychain.get("in", "turn", "after it")
    assert "kept-for-web" not in "\n".join(every_text(desk.window))
    assert revealed == []


# ---- no secret on disk


def spellings(secret: str) -> set[bytes]:
    """How a secret may stand in a file: raw, in JSON, percent-encoded, UTF-16, base64 at each of three alignments."""
    raw = secret.encode()
    found = {raw, json.dumps(secret)[1:-1].encode(), quote(secret, safe="").encode()}
    found |= {secret.encode("utf-16-le"), secret.encode("utf-16-be"), raw.hex().encode()}
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            shared, length = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
            found.add(encode(bytes(before) + raw)[shared:length])
    return found


def search(folder: Path, secrets: dict[str, str]) -> tuple[int, int, list[str]]:
    """Files and bytes below a folder, and where a secret stands in them."""
    wanted = [(name, one) for name, secret in secrets.items() for one in spellings(secret)]
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    found, size = [], 0
    for path in files:
        content = path.read_bytes()
        size += len(content)
        found += [f"{name} in {path.relative_to(folder)}" for name, one in wanted if one in content]
        found += [f"{name} names {path}" for name, secret in secrets.items() if secret in path.name]
    return len(files), size, found


@pytest.mark.parametrize("form", range(len(spellings("s3cret+/ü marked"))))
def test_the_search_finds_a_secret_in_every_spelling(tmp_path: Path, form: int) -> None:
    planted = sorted(spellings("s3cret+/ü marked"))[form]
    (tmp_path / "file").write_bytes(b"before" + planted + b"after")
    assert search(tmp_path, {"marked": "s3cret+/ü marked"})[2] == ["marked in file"]


@pytest.mark.timeout(180)
def test_a_long_session_of_windows_and_commands_leaves_no_secret_in_any_file(tmp_path: Path) -> None:
    """Real processes: a window that renews, is refused, crashes and saves; one that is killed; commands; an export."""
    session = LongSession(tmp_path)
    session.run_window("work")
    session.run_window("killed")
    vault = f"{PASSPHRASE}\n"
    profile = ("--profile", "Marked")
    assert session.run("profiles", "show", "Marked", "--json", "--passphrase-stdin", stdin=vault) == 0
    assert session.run("profiles", "show", "Marked", "--passphrase-stdin", stdin="a wrong one") == 4
    assert session.run("regenerate", "web", *profile, "--dry-run", "--passphrase-stdin", stdin=vault) == 0
    assert session.run("regenerate", "web", *profile, "--json", "--passphrase-stdin", stdin=vault) == 3, "host is gone"
    typed = session.secrets["typed on the command line"]
    words = ("regenerate", "mobile", "--host", "http://127.0.0.1:9", "--brand", "B", "--anyway", "--secret-stdin")
    assert session.run(*words, stdin=typed) == 3
    assert session.run("history", "export", str(session.folder / "export.json")) == 0
    assert session.run("history", "export", "--csv", str(session.folder / "export.csv")) == 0
    assert session.run("where", "--json") == 0

    files, size, found = search(session.folder, session.secrets)
    assert found == []
    assert len(session.secrets) >= 9, session.secrets.keys()
    names = {path.name for path in session.folder.rglob("*")}
    assert {"vault", "history.sqlite", "settings.toml", "export.csv", "debug.log"} <= names
    assert "crash on purpose" in (session.folder / "debug.log").read_text(), "the crash was logged"
    wide = {
        str(path.relative_to(session.folder)): oct(path.stat().st_mode & 0o777)
        for path in (session.home, *session.home.rglob("*"))
        if path.stat().st_mode & 0o777 != (0o700 if path.is_dir() else 0o600)
    }
    assert wide == {}
    print(f"{len(session.secrets)} secrets sought in {size:,} bytes of {files} files: none found")


class LongSession:
    """Owns one folder into which everything of every process goes, and the secrets that they had."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "everything"
        self.home = self.folder / "data" / "home"
        self.secrets = {
            "passphrase": PASSPHRASE,
            "header": "marked-header-7f3a+/=",
            "password": "marked password ü 9c1d",
            "typed on the command line": "marked-cli-secret-5e2b",
            "typed, never saved": "marked-never-saved-44aa",
            "refused key": "marked-refused-key-0d9e",
        }
        names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR")
        folders = {name: self.folder / name.lower() for name in names}
        for path in (self.folder, *folders.values(), self.folder / "run"):
            path.mkdir(0o700)
        self._environ = {
            **os.environ,
            **{name: str(path) for name, path in folders.items()},
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "TOKEN_WORKBENCH_HOME": str(self.home),
            "PYTHONPATH": str(Path(workbench.__file__).parents[1]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, *words: str, stdin: str = "") -> int:
        """Run a command; what it prints must hold no secret either."""
        program = "import os, sys; os.umask(0); from workbench.app import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            input=stdin, env=self._environ, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        printed = done.stdout + done.stderr
        assert [name for name, secret in self.secrets.items() if secret in printed] == []
        return done.returncode

    def run_window(self, how: str) -> None:
        """Run a window; it tells the tokens it had. ``killed``: it dies by SIGKILL amid its work."""
        script = Path(__file__).with_name("long_session.py")
        done = subprocess.run(
            [sys.executable, str(script), how, str(self.folder / "debug.log")],
            input=json.dumps(self.secrets), env=self._environ, capture_output=True, text=True, timeout=90,
        )  # fmt: skip
        assert done.returncode == (-9 if how == "killed" else 0), done.stderr[-4000:]
        told = json.loads(done.stdout.splitlines()[-1])
        assert len(told) >= 3
        self.secrets |= {f"{how} {name}": token for name, token in told.items()}
        assert [name for name, secret in self.secrets.items() if secret in done.stderr] == []
