"""Support staff at the real window: a customer's mail is pasted, understood, checked, copied for a ticket, and gone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

SECRET = "correct horse battery staple, long enough"
NOW = 1760358520


def mint(claims: dict[str, Any]) -> str:
    header = {"idv": ["MOBILE|919999922332"], "dev": None, "org": "DOCDEMO", "alg": "HS256"}
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims))
    signed = ".".join(parts)
    signature = hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256)
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


TOKENS = [
    mint({"iat": NOW - 90, "exp": NOW + left, "rol": "USER", "uid": f"unusual{left}"}) for left in (-60, 86, 3600)
]


def wrap(token: str) -> str:
    return "\n".join(token[start : start + 70] for start in range(0, len(token), 70))


MAIL = (
    "Hello,\nI cannot log in. These I have seen:\n\n" + "\n\nand then\n\n".join(map(wrap, TOKENS)) + "\n\nYours, Ann\n"
)


def text_of(desk: Any, name: str) -> str:
    return str(desk.part(QWidget, name).text())


def paste(desk: Any, text: str) -> None:
    QApplication.clipboard().setText(text)
    desk.window.actions_list["pasteToken"].trigger()


async def check(desk: Any, secret: str) -> None:
    """Type a secret and press Check."""
    desk.type_into(desk.part(QLineEdit, "signingSecret"), secret)
    await desk.until(desk.bench.tokens.verified, lambda: desk.press(Qt.Key.Key_Return))


async def test_a_mail_with_three_wrapped_tokens_is_read_checked_and_copied_for_a_ticket(desk: Any) -> None:
    paste(desk, MAIL)
    chooser = desk.part(QListWidget, "tokenChooser")
    assert chooser.count() == 3
    chooser.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert text_of(desk, "paneStateChip") == "1:26 left"

    desk.click(desk.part(QWidget, "verificationChip"))
    await check(desk, "a wrong one")
    assert text_of(desk, "verificationChip") == "FAILED verification"
    assert "Signature check failed" in text_of(desk, "verdict")
    await check(desk, SECRET)
    assert text_of(desk, "verificationChip") == "VERIFIED HS256"
    assert "Signature verified (HS256" in text_of(desk, "verdict")

    desk.window.actions_list["copyTicket"].trigger()
    question = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())
    ticket = question.findChild(QPlainTextEdit, "previewText").toPlainText()
    assert "the token itself" in question.findChild(QPlainTextEdit, "previewList").toPlainText()
    desk.click(next(button for button in question.findChildren(QPushButton) if button.text() == "Copy"))
    assert QApplication.clipboard().text() == ticket
    assert "Signature verified" in ticket
    for hidden in (*TOKENS, SECRET, "919999922332"):
        assert hidden not in ticket

    desk.window.actions_list["copyVerdict"].trigger()
    assert QApplication.clipboard().text() == text_of(desk, "verdict")

    chooser.setFocus()
    desk.press(Qt.Key.Key_Up)
    assert text_of(desk, "verificationChip") == "not verified"


async def test_a_long_paste_is_read_meanwhile_and_a_newer_one_wins(desk: Any) -> None:
    paste(desk, "what I see is this\n" * 200_000 + TOKENS[0])
    shown = [label.text() for label in desk.window.findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("Reading 3,8") for words in shown)
    newer = "what I see is this\n" * 2_000 + TOKENS[1]
    _, text, _ = await desk.until(desk.bench.tokens.inspected, lambda: paste(desk, newer))
    assert text == newer
    assert text_of(desk, "paneStateChip") == "1:26 left"


async def test_a_dropped_file_is_read_and_one_that_is_none_is_refused(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "ticket.txt"
    path.write_text(MAIL)

    def drop(dropped: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(dropped))])
        keys, buttons, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        QApplication.sendEvent(desk.window.token, QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys))
        QApplication.sendEvent(desk.window.token, QDropEvent(QPointF(5, 5), copy, data, buttons, keys))

    await desk.until(desk.bench.tokens.inspected, lambda: drop(path))
    assert desk.part(QListWidget, "tokenChooser").count() == 3
    await desk.until(desk.bench.tokens.inspection_failed, lambda: drop(tmp_path))
    assert "is not a file" in text_of(desk, "tokenNotice")
    assert desk.part(QListWidget, "tokenChooser").count() == 3


async def test_a_key_that_is_none_is_refused_in_words(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("hunter2")
    paste(desk, TOKENS[1])
    card = desk.part(QWidget, "signatureCheck")
    await desk.until(desk.bench.tokens.verification_failed, lambda: card.check_requested.emit(path, ""))
    assert "neither PEM" in text_of(desk, "signatureResult")
    assert text_of(desk, "verificationChip") == "not verified"


async def test_a_reply_tells_the_difference_of_the_clocks(desk: Any) -> None:
    (offset,) = await desk.until(
        desk.bench.server_offset_told, lambda: desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    )
    assert offset is None or isinstance(offset, float)
    assert desk.part(QWidget, "serverOffset").isVisible() == (offset is not None and abs(offset) > 2)


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
async def test_nothing_of_a_paste_reaches_the_disk(desk: Any, home: Path, long: bool) -> None:
    mail = MAIL + "what I see is this\n" * 2_000 if long else MAIL
    if long:
        await desk.until(desk.bench.tokens.inspected, lambda: paste(desk, mail))
    else:
        paste(desk, mail)
    desk.click(desk.part(QWidget, "verificationChip"))
    await check(desk, SECRET)
    desk.window.actions_list["copyTicket"].trigger()
    next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible()).accept()
    desk.window.actions_list["copyToken"].trigger()
    await desk.send()
    await desk.until(desk.window.closed, desk.window.leave)
    await desk.bench.aclose()

    hidden = [part.encode() for token in TOKENS for part in token.split(".")[1:]]
    hidden += [SECRET.encode(), base64.b64encode(SECRET.encode()), b"unusual86", b"I cannot log in"]
    person = home.parent
    files = [path for path in person.rglob("*") if path.is_file()]
    assert any(path.is_relative_to(home) for path in files)
    found = [(path.name, secret) for path in files for secret in hidden if secret in path.read_bytes()]
    assert found == []
