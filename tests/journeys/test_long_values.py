"""Names, addresses and claims of hundreds of letters at the smallest window: nothing grows, all can be read whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QWidget,
)

from tests.journeys.spoken import describe, is_outside, is_too_narrow
from workbench.core.profile import Draft, Profile
from workbench.core.reply import Renewed
from workbench.storage.journal import KeptDraft, Leftovers
from workbench.storage.profiles import ProfileStore
from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.text import ElidedLabel
from workbench.ui.kit.wrapped import WrappedLabel
from workbench.ui.window import SMALLEST

Opener = Callable[[Any], Awaitable[QWidget]]

NOW = 1760358520


def long(word: str, length: int = 200) -> str:
    """A word without a place to break it."""
    return (word * length)[:length]


DEVICE, ORGANISATION, NAME = long("device4711", 300), long("ORGDEMO", 300), long("Profile")
IDENTIFIER = long("9198765432", 300)
CLAIM = long("claimvalue", 300)
MESSAGE = long("Keyexpired", 300)


def mint() -> str:
    """A mobile token in which everything is long."""
    header = {"idv": [f"MOBILE|{IDENTIFIER}"], "dev": DEVICE, "org": ORGANISATION}
    claims = {"uid": CLAIM, "iss": CLAIM, "ogc": [CLAIM], CLAIM: CLAIM, "rol": "USER", "exp": NOW + 3600, "iat": NOW}
    return jwt.encode(claims, "the-secret-that-only-the-test-knows", "HS256", header)


class _Server(ThreadingHTTPServer):
    """Renews, with everything long."""

    daemon_threads = True
    refuses = False


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, _Server)
        if self.server.refuses:
            reply: dict[str, Any] = {"status": {"success": False, "code": 1597, "message": MESSAGE}}
        else:
            status = {"success": True, "code": 200, "message": "SUCCESS"}
            reply = {"status": status, "auth": {"token": mint(), "key": None}}
        body = json.dumps(reply).encode()
        self.send_response_only(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Trace", long("trace", 300))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def server() -> Iterator[_Server]:
    made = _Server(("127.0.0.1", 0), _Answer)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
async def long_desk(desk: Any, server: _Server, memory_keyring: Any) -> Any:
    """A small window with a profile of long values, which was sent, with its record starred and noted."""
    desk.server = server
    desk.window.resize(*SMALLEST)
    show(desk.window)
    await desk.send()
    show(desk.window)  # any token needs some room
    desk.sizes = sizes_of(desk)
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    profile = Profile(
        "long",
        NAME,
        "mobile",
        f"{origin}/{long('path')}",
        {
            "identifierType": "MOBILE",
            "identifierValue": long("91987654"),
            "brand": long("Brand"),
            "deviceId": long("device"),
        },
        header_names=(long("X-Header"),),
        basic_username=long("user"),
        note=long("note"),
        tags=(long("tag"), long("other")),
        color="red",
    )
    for name in profile.secret_names:
        memory_keyring.entries["token-workbench", f"long|{origin}|{name}"] = long("secret")
    ProfileStore(desk.bench.session.home.profiles).save(profile)
    await desk.until(desk.bench.profiles.profiles_changed, desk.bench.profiles.watch_profiles)
    await desk.until(desk.bench.profiles.profile_chosen, lambda: desk.bench.profiles.choose("long"))
    return desk


async def send(desk: Any) -> Any:
    """Send, and give the record of it a star and a note."""
    model = desk.part(QTableView, "historyTable").model()
    exchange: list[Any] = []
    desk.bench.exchange_finished.connect(lambda one, _: exchange.append(one))
    await desk.until(model.rowsInserted, desk.window.actions_list["send"].trigger)
    (number,) = [one.number for one in desk.bench.records.newest][:1]
    records = desk.bench.records
    await desk.until(records.record_changed, lambda: desk.window.history.note_written.emit(number, long("noted")))
    desk.window.ticker.beat()
    return exchange[0]


def dialog_of(desk: Any) -> QDialog:
    """The one on top."""
    shown = [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
    assert shown
    return shown[-1]  # type: ignore[no-any-return]


def show(root: QWidget) -> None:
    """Until everything lies where it stays."""
    for _ in range(3):  # a layout may ask for another
        QCoreApplication.sendPostedEvents()
        root.grab()


# ---- what may be wrong


def sizes_of(desk: Any) -> list[list[int]]:
    """Widths of what lies side by side; heights follow what is on show."""
    splitters = desk.window.findChildren(QSplitter)
    return [one.sizes() for one in splitters if one.orientation() == Qt.Orientation.Horizontal and one.isVisible()]


def faults(root: QWidget) -> list[str]:
    """All that is cut, too wide or cannot be read whole in a window or dialog."""
    show(root)
    found = []
    for part in (root, *root.findChildren(QWidget)):
        if not part.isVisible() or (root is part.window() and part.window() is not root.window()):
            continue
        if is_outside(part):
            found.append(f"outside: {describe(part)}")
        if is_too_narrow(part) or breaks_no_word(part) or is_too_low(part):
            found.append(f"cut: {describe(part)}")
        if isinstance(part, QScrollArea) and part.horizontalScrollBar().maximum() > 0:
            found.append(f"wider than its room: {describe(part)}")
        found += [f"cannot be read whole: {text[:40]} in {describe(part)}" for text in hidden_texts(part)]
    return found


def is_too_low(part: QWidget) -> bool:
    """Whether a label that wraps anywhere has less height than its lines need."""
    return isinstance(part, WrappedLabel) and part.height() < part.heightForWidth(part.width())


def breaks_no_word(part: QWidget) -> bool:
    """Whether a label that wraps at words alone has one that does not fit."""
    if not isinstance(part, QLabel) or not part.wordWrap() or isinstance(part, WrappedLabel):
        return False
    words = part.text().split() or [""]
    return max(map(part.fontMetrics().horizontalAdvance, words)) > part.contentsRect().width() + 1


def hidden_texts(part: QWidget) -> Iterator[str]:
    """Texts of a part that are cut while its tooltip does not have them."""
    if isinstance(part, Chip | ChipButton) and part.width() < part.sizeHint().width():
        yield from missing(part.text(), part.toolTip())
    if isinstance(part, ElidedLabel) and part.shown_text() != part.text():
        yield from missing(part.text(), part.toolTip())
    if isinstance(part, QComboBox) and not part.isEditable():
        room = part.width() - part.fontMetrics().height()
        if part.fontMetrics().horizontalAdvance(part.currentText()) > room:
            yield from missing(part.currentText(), part.toolTip())
    if isinstance(part, QAbstractItemView) and not isinstance(part, QHeaderView):
        yield from hidden_cells(part)


def hidden_cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1  # a list does not tell
    for row in range(model.rowCount() if model is not None else 0):
        for column in range(columns):
            index = model.index(row, column)
            place = view.visualRect(index)
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            if not place.intersects(view.viewport().rect()) or wraps(view, index):
                continue
            if any(view.fontMetrics().horizontalAdvance(line) > place.width() for line in text.split("\n")):
                yield from missing(text, str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))


def wraps(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether the row is higher than a line, because the delegate breaks it."""
    return view.visualRect(index).height() > 3 * view.fontMetrics().height()


def missing(text: str, tooltip: str) -> list[str]:
    document = QTextDocument()
    document.setHtml(tooltip)
    told = "".join(document.toPlainText().replace("\u200b", "").split())
    return [] if "".join(text.split()) in told else [text]


# ---- what is on show


async def open_form(desk: Any) -> QWidget:
    """The form and the list of profiles."""
    return desk.window  # type: ignore[no-any-return]


async def open_another(desk: Any) -> QWidget:
    """A token for somebody else."""
    assert (await send(desk)).outcome.problems
    return desk.window  # type: ignore[no-any-return]


async def open_token(desk: Any) -> QWidget:
    """The renewed token, masked."""
    assert isinstance((await send(desk)).outcome, Renewed)
    desk.window.show_result(True)
    return desk.window  # type: ignore[no-any-return]


async def open_bare_token(desk: Any) -> QWidget:
    """The renewed token with its values."""
    await open_token(desk)
    desk.window.actions_list["maskValues"].trigger()
    return desk.window  # type: ignore[no-any-return]


async def open_response(desk: Any) -> QWidget:
    """A refusal whose message is long."""
    desk.server.refuses = True
    await send(desk)
    return desk.window  # type: ignore[no-any-return]


async def open_timeline(desk: Any) -> QWidget:
    await send(desk)
    desk.window.result_tabs.setCurrentWidget(desk.window.timeline)
    return desk.window  # type: ignore[no-any-return]


async def open_compare(desk: Any) -> QWidget:
    """Key and token."""
    await send(desk)
    desk.window.actions_list["maskValues"].trigger()
    desk.window.actions_list["compareToken"].trigger()
    desk.window.show_compare()
    return desk.window  # type: ignore[no-any-return]


async def open_deleted(desk: Any) -> QWidget:
    """The notice that offers Undo."""
    await desk.until(desk.bench.saved.deleted, lambda: desk.bench.saved.delete("long"))
    return desk.window  # type: ignore[no-any-return]


async def open_searched(desk: Any) -> QWidget:
    """A search that finds nothing."""
    desk.type_into(desk.part(QLineEdit, "profileSearch"), long("nowhere"))
    return desk.window  # type: ignore[no-any-return]


async def open_offer(desk: Any) -> QWidget:
    """The line over the panes."""
    members = {"identifierType": "EMAIL", "identifierValue": IDENTIFIER, "brand": ORGANISATION, "key": mint()}
    header = f"-H '{long('X-Tenant')}: {CLAIM}' -H 'Cookie: {CLAIM}' -u {long('user')}:x --{long('odd')}"
    text = f"curl 'https://auth.example/{long('path')}/auth/v1/token/regenerate' {header} -d '{json.dumps(members)}'"
    QGuiApplication.clipboard().setText(text)
    await desk.until(desk.bench.imports.offered, desk.window.actions_list["pasteToken"].trigger)
    return desk.window  # type: ignore[no-any-return]


async def open_import(desk: Any) -> QWidget:
    """What is in the command."""
    await open_offer(desk)
    desk.window.offer.fill_requested.emit()
    return dialog_of(desk)


async def open_collection(desk: Any) -> QWidget:
    """Two calls with long names."""
    url = f"https://auth.example/{long('path')}/auth/v1/token/regenerate"
    request = {"method": "POST", "url": url, "body": {"mode": "raw", "raw": "{}"}}
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    calls = [{"name": long("Renew"), "request": request}] * 2
    QGuiApplication.clipboard().setText(
        json.dumps({"info": {"name": NAME, "schema": schema}, "item": [{"name": long("Folder"), "item": calls}]})
    )
    await desk.until(desk.bench.imports.offered, desk.window.actions_list["pasteToken"].trigger)
    desk.window.offer.fill_requested.emit()
    return dialog_of(desk)


async def open_copy_as(desk: Any) -> QWidget:
    await desk.until(desk.bench.exports.written, desk.window.actions_list["copyAs"].trigger)
    return dialog_of(desk)


async def open_use(desk: Any) -> QWidget:
    await send(desk)
    await desk.until(desk.bench.exports.written, desk.window.actions_list["useToken"].trigger)
    return dialog_of(desk)


async def open_ticket(desk: Any) -> QWidget:
    await send(desk)
    desk.window.actions_list["copyTicket"].trigger()
    return dialog_of(desk)


async def open_evidence(desk: Any) -> QWidget:
    await send(desk)
    await desk.until(desk.bench.exports.bundled, desk.window.actions_list["saveEvidence"].trigger)
    return dialog_of(desk)


async def open_rename(desk: Any) -> QWidget:
    desk.window.actions_list["renameProfile"].trigger()
    return dialog_of(desk)


async def open_marks(desk: Any) -> QWidget:
    desk.window.actions_list["marks"].trigger()
    return dialog_of(desk)


async def open_bin(desk: Any) -> QWidget:
    await desk.until(desk.bench.saved.deleted, lambda: desk.bench.saved.delete("long"))
    await desk.until(desk.bench.profiles.shelf.bin_listed, desk.window.actions_list["bin"].trigger)
    return dialog_of(desk)


async def open_removal(desk: Any) -> QWidget:
    """The question over the bin."""
    await open_bin(desk)
    desk.click(desk.part(QPushButton, "remove.long"))
    return dialog_of(desk)


async def open_conflict(desk: Any) -> QWidget:
    """A profile that was changed elsewhere."""
    mine = desk.bench.session.profiles.get("long")
    theirs = replace(mine, name=long("Theirs"), note=long("theirs"), tags=(), fields={"brand": long("Other")})
    desk.bench.saved.conflict_found.emit(Draft(mine), theirs)
    return dialog_of(desk)


async def open_drafts(desk: Any) -> QWidget:
    """What was typed before a crash."""
    mine = desk.bench.session.profiles.get("long")
    desk.bench.former_drafts.found.emit(Leftovers((KeptDraft(mine, mine, ("key",)),)))
    return dialog_of(desk)


async def open_question(desk: Any) -> QWidget:
    """Whether a call may go to production."""
    mine = desk.bench.session.profiles.get("long")
    await desk.until(
        desk.bench.confirmation_wanted, lambda: desk.bench.send(Draft(replace(mine, marked_production=True)))
    )
    return dialog_of(desk)


async def open_palette(desk: Any) -> QWidget:
    """The palette, with profile and record in it."""
    await send(desk)
    desk.window.actions_list["palette"].trigger()
    line = next(one for one in desk.window.findChildren(QLineEdit) if one.window().objectName() == "commandPalette")
    line.setText("Profile")
    line.textEdited.emit("Profile")
    return dialog_of(desk)


async def open_presentation(desk: Any) -> QWidget:
    await send(desk)
    desk.press(Qt.Key.Key_F11)
    return desk.window  # type: ignore[no-any-return]


OPENERS = (
    *(
        open_form,
        open_another,
        open_token,
        open_bare_token,
        open_response,
        open_timeline,
        open_compare,
        open_deleted,
        open_searched,
    ),
    *(open_offer, open_import, open_collection, open_copy_as, open_use, open_ticket, open_evidence),
    *(open_rename, open_marks, open_bin, open_removal, open_conflict, open_drafts, open_question),
    *(open_palette, open_presentation),
)


@pytest.mark.parametrize("opener", [pytest.param(one, id=one.__name__.removeprefix("open_")) for one in OPENERS])
async def test_long_values_widen_nothing_and_can_be_read_whole(long_desk: Any, opener: Opener) -> None:
    root = await opener(long_desk)
    found = faults(root)
    width, sizes, window = root.width(), sizes_of(long_desk), long_desk.window.size().toTuple()
    for dialog in reversed([one for one in long_desk.window.findChildren(QDialog) if one.isVisible()]):
        dialog.reject()
    QGuiApplication.clipboard().clear()

    assert found == []
    assert width <= SMALLEST[0]
    assert window == SMALLEST
    assert sizes in ([], long_desk.sizes)
