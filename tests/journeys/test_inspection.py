"""Stories of tokens at the real window: a customer's mail explained, checked, compared and answered; surprises told."""

from __future__ import annotations

import json
import textwrap
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

from workbench.core.reply import Renewed
from workbench.core.token import decode

SECRET = "the-secret-that-only-the-test-knows"
SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES["tokens"])
NOW = 1760358520
TOKEN_TAB, RESPONSE_TAB, TIMELINE_TAB, COMPARE_TAB = range(4)


def mint(device: str, issued_at: int) -> str:
    """A mobile token, signed."""
    header = {"idv": ["MOBILE|919999922332"], "dev": device, "org": "DOCDEMO"}
    claims = {"uid": "4412458", "iss": "TEST", "exp": issued_at + 3600, "iat": issued_at, "rol": "USER"}
    return jwt.encode(claims, SECRET, "HS256", header)


FIRST, SECOND, THIRD = mint("phone-1", NOW - 7200), mint("phone-1", NOW - 600), mint("phone-2", NOW - 60)


def write_mail() -> str:
    """What a customer sent: three tokens, each wrapped at 72 characters and quoted by the mail program."""
    quoted = ["\n".join(f"> {line}" for line in textwrap.wrap(token, 72)) for token in (FIRST, SECOND, THIRD)]
    return (
        f"Hello support,\n\nyesterday my app had this one:\n\n{quoted[0]}\n\nthen after login:\n\n{quoted[1]}\n\n"
        f"and now, on the new phone:\n\n{quoted[2]}\n\nWhich is good? Regards, K.\n"
    )


def says(desk: Any, name: str) -> str:
    """What a label or chip says."""
    return str(desk.part(QWidget, name).text())


def paste(desk: Any, text: str) -> None:
    QApplication.clipboard().setText(text)
    desk.window.actions_list["pasteToken"].trigger()


def dialog(desk: Any) -> QDialog:
    dialogs: list[QDialog] = desk.window.findChildren(QDialog)
    return next(one for one in dialogs if one.isVisible())


def rows(desk: Any) -> dict[str, str]:
    """The change of each row of the comparison, by its key."""
    model = desk.part(QTableView, "compareTable").model()
    texts = [str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(model.rowCount())]
    return {text.rpartition("(")[2].partition(")")[0]: text.rpartition(": ")[2] for text in texts}


def read_all(folder: Path) -> bytes:
    """Every file under a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def check(desk: Any, secret: str) -> None:
    """Type a secret into the card of the signature, and check with it."""
    desk.type_into(desk.part(QLineEdit, "signingSecret"), secret)
    button = next(
        one for one in desk.part(QWidget, "signatureCheck").findChildren(QPushButton) if one.text() == "Check"
    )
    await desk.until(desk.bench.tokens.verified, lambda: desk.click(button))


async def test_a_mail_with_three_wrapped_tokens_is_read_checked_compared_and_answered(desk: Any, home: Path) -> None:
    paste(desk, write_mail())
    chooser = desk.part(QListWidget, "tokenChooser")
    assert [chooser.item(at).text().rpartition(" ")[2] for at in range(chooser.count())] == [
        decode(token).fingerprint for token in (FIRST, SECOND, THIRD)
    ]
    assert says(desk, "verdict").startswith("Expired ")

    chooser.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert says(desk, "verdict").startswith("Valid. Expires in 50 min")
    assert says(desk, "verificationChip") == "not verified"

    desk.click(desk.part(QWidget, "verificationChip"))
    await check(desk, "a-wrong-secret-of-enough-characters")
    assert "failed" in says(desk, "verificationChip").lower()
    assert "HS256" in says(desk, "signatureResult")
    await check(desk, SECRET)
    assert says(desk, "verificationChip") == "VERIFIED HS256"
    assert "not verified" not in says(desk, "verdict").lower()

    desk.window.actions_list["compareToken"].trigger()
    assert desk.part(QTabWidget, "resultTabs").currentIndex() == COMPARE_TAB
    desk.part(QTabWidget, "resultTabs").setCurrentIndex(TOKEN_TAB)
    chooser.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert says(desk, "verificationChip") == "not verified"
    desk.click(desk.part(QToolButton, "compareButton"))
    assert says(desk, "compareSummary") == "1 surprise: dev changed."
    assert rows(desk) == {
        **dict.fromkeys(("alg", "typ", "idv", "org", "uid", "iss", "rol"), "same"),
        **dict.fromkeys(("exp", "iat", "signature"), "expected"),
        "dev": "surprise",
    }

    desk.window.actions_list["copyTicket"].trigger()
    shown = dialog(desk)
    listed = shown.findChild(QPlainTextEdit, "previewList")
    assert listed is not None
    assert "the token itself" in listed.toPlainText()
    assert "identifier MOBILE: all but the last four characters" in listed.toPlainText()
    shown.accept()
    ticket = QApplication.clipboard().text()
    assert decode(THIRD).fingerprint in ticket
    assert "919999922332" not in ticket
    assert not any(part in ticket for token in (FIRST, SECOND, THIRD) for part in token.split("."))

    desk.window.actions_list["copyVerdict"].trigger()
    assert QApplication.clipboard().text() == says(desk, "verdict")

    await desk.send()  # so that there is a history
    kept = read_all(home)
    assert kept
    assert not any(part.encode() in kept for token in (FIRST, SECOND, THIRD) for part in token.split(".")[1:])
    assert SECRET.encode() not in kept


async def test_a_renewal_is_compared_with_the_key_that_it_replaced_without_asking(desk: Any) -> None:
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    assert says(desk, "comparisonChip") == "as expected"
    assert desk.part(QTabWidget, "resultTabs").currentIndex() == TOKEN_TAB
    assert desk.part(QTabWidget, "resultTabs").tabText(COMPARE_TAB) == "Compare"
    desk.click(desk.part(QWidget, "comparisonChip"))
    assert desk.part(QTabWidget, "resultTabs").currentIndex() == COMPARE_TAB
    assert says(desk, "compareSummary").startswith("Renewed from its key as expected: ")
    assert rows(desk)["dev"] == "same"
    assert rows(desk)["rol"] == "expected"


async def test_somebody_elses_token_is_loud_before_anybody_asks(desk: Any) -> None:
    desk.bench.tell_story("wrong-customer")
    await desk.send()

    chip, tabs = desk.part(QWidget, "comparisonChip"), desk.part(QTabWidget, "resultTabs")
    assert chip.isVisible()
    assert (chip.text(), chip.tone()) == ("2 surprises", "bad")
    assert tabs.tabText(COMPARE_TAB) == "Compare · 2 surprises"
    assert not tabs.tabIcon(COMPARE_TAB).isNull()
    assert "renewed for somebody else" in says(desk, "statusChip")

    desk.click(chip)
    assert says(desk, "compareSummary") == "2 surprises: idv and uid changed."
    desk.click(desk.part(QCheckBox, "hideSame"), QPoint(8, 8))
    assert "same" not in rows(desk).values()

    desk.bench.tell_story("normal")
    await desk.send()
    assert says(desk, "comparisonChip") == "as expected"
    assert tabs.tabText(COMPARE_TAB) == "Compare"


async def test_a_refusal_shows_no_comparison_chip(desk: Any) -> None:
    await desk.send()
    desk.bench.tell_story("key-expired")
    await desk.send()

    assert not desk.part(QWidget, "comparisonChip").isVisible()


async def test_leaving_the_demo_clock_forgets_the_comparison(desk: Any) -> None:
    desk.bench.tell_story("wrong-customer")
    desk.bench.run_at(60)
    await desk.send()
    desk.pass_time(6)
    await desk.until(desk.bench.records.extent_changed, desk.bench.reset_clock)

    assert desk.part(QTabWidget, "resultTabs").tabText(COMPARE_TAB) == "Compare"
    assert not desk.part(QWidget, "comparisonChip").isVisible()


async def test_a_dropped_file_is_read_and_explained(desk: Any, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(write_mail(), "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(mail))])
    pane = desk.window.token
    copy, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def drop() -> None:
        enter = QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys)
        QApplication.sendEvent(pane, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(pane, QDropEvent(QPointF(5, 5), copy, data, buttons, keys))

    await desk.until(desk.bench.tokens.inspected, drop)

    assert "mail.eml" in says(desk, "tokenOrigin")
    assert desk.part(QListWidget, "tokenChooser").count() == 3
    assert says(desk, "verdict").startswith("Expired ")


class _Server(ThreadingHTTPServer):
    """Answers each renewal as documented, with a clock of its own."""

    daemon_threads = True
    now = 0.0


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status = {"success": True, "code": 200, "message": "SUCCESS"}
        body = json.dumps({"status": status, "auth": {"token": MOBILE_RENEWED, "key": None}}).encode()
        assert isinstance(self.server, _Server)
        self.send_response_only(200)
        self.send_header("Date", formatdate(self.server.now, usegmt=True))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def server() -> Iterator[_Server]:
    made = _Server(("127.0.0.1", 0), _Answer)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(300, "The server's clock is 5 min ahead of this machine's."), (1, "")],
    ids=["five minutes are told", "a second is not"],
)
async def test_a_server_whose_clock_is_off_is_told_beside_the_verdict(
    desk: Any, server: _Server, clock: Any, ahead: int, words: str
) -> None:
    server.now = clock() + ahead
    host = desk.part(QComboBox, "host")
    url = f"http://127.0.0.1:{server.server_address[1]}"
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(host.lineEdit(), url))
    key = desk.part(QLineEdit, "key", "mobileForm")
    await desk.until(desk.bench.profiles.problems_found, lambda: desk.type_into(key, KEY))
    exchange, _ = await desk.send()

    assert isinstance(exchange.outcome, Renewed)
    offset = desk.part(QWidget, "serverOffset")
    assert (offset.text() if offset.isVisible() else "").startswith(words)
    assert offset.isVisible() == bool(words)
