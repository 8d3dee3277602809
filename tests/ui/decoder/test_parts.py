"""The parts of a token one by one: as JSON, as the text that stands there, as bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from workbench.core.token import decode
from workbench.ui.decoder.parts import TokenParts, write_bytes


@pytest.fixture
def parts(qtbot: QtBot) -> TokenParts:
    made = TokenParts()
    qtbot.addWidget(made)
    made.resize(440, 900)
    return made


def viewer(parts: TokenParts, name: str) -> QPlainTextEdit:
    found = parts.findChild(QPlainTextEdit, name)
    assert found is not None, name
    return found


def press(parts: TokenParts, qtbot: QtBot, view: str) -> None:
    name = f"Parts as {view}"
    button = next(one for one in parts.findChildren(QAbstractButton) if one.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_parts_are_written_when_looked_at_and_follow_the_token(parts: TokenParts, documented: dict[str, str]) -> None:
    parts.show_token(decode(documented["mobile key"]))
    assert viewer(parts, "headerPart").toPlainText() == ""
    parts.show()
    assert '"dev": "deviceid1"' in viewer(parts, "headerPart").toPlainText()
    assert '"mfa": false' in viewer(parts, "payloadPart").toPlainText()
    parts.show_token(decode("AAEC.AAEC.AAEC"))
    assert viewer(parts, "headerPart").toPlainText() == "␀␁␂"
    parts.show_token(decode("gICA.!.x"))
    assert viewer(parts, "headerPart").toPlainText() == "3 bytes that are no text"
    assert viewer(parts, "payloadPart").toPlainText() == "not readable"


def test_the_text_stands_as_it_was_written_duplicates_and_all(
    parts: TokenParts, qtbot: QtBot, mint: Callable[..., str]
) -> None:
    written = '{"exp":1,\n "exp" : 1760358606.50,"big":123456789012345678901234567890}'
    parts.show_token(decode(mint(written.encode())))
    parts.show()
    assert '"exp": 1760358606.50' in viewer(parts, "payloadPart").toPlainText()
    flags = [one.text() for one in parts.findChildren(QLabel) if one.isVisible() and "more than once" in one.text()]
    assert len(flags) == 1
    assert "“exp”" in flags[0]
    press(parts, qtbot, "Text")
    assert viewer(parts, "payloadPart").toPlainText() == written


def test_bytes_are_shown_in_hex_and_ascii_and_the_signature_only_with_the_token(
    parts: TokenParts, qtbot: QtBot, documented: dict[str, str]
) -> None:
    parts.show_token(decode(documented["web renewed"]))
    parts.show()
    press(parts, qtbot, "Bytes")
    first = viewer(parts, "headerBytes").toPlainText().split("\n")[0]
    assert first == '0000  7b 22 69 64 76 22 3a 5b  {"idv":['
    assert viewer(parts, "signatureBytes").toPlainText() == "•••• (32 bytes; shown with the token)"
    parts.show_masked(False)
    assert viewer(parts, "signatureBytes").toPlainText().startswith("0000  00 00 00")
    parts.show_masked(True)
    assert "00 00" not in viewer(parts, "signatureBytes").toPlainText()
    assert not viewer(parts, "headerPart").isVisible()


def test_of_many_bytes_the_first_four_kilobytes_are_shown_and_the_rest_counted() -> None:
    lines = write_bytes(bytes(range(256)) * 17).split("\n")
    assert len(lines) == 4096 // 8 + 1
    assert lines[-1] == "… 256 more"
    assert write_bytes(b"") == "no bytes"
    assert write_bytes(None) == "not readable"
    assert write_bytes("ä\n".encode()) == f"0000  {'c3 a4 0a':<24} ···"


def test_a_part_of_a_megabyte_is_not_laid_out(parts: TokenParts, mint: Callable[..., str]) -> None:
    parts.show_token(decode(mint({f"claim{number}": number for number in range(40_000)})))
    parts.show()
    assert len(viewer(parts, "payloadPart").toPlainText()) < 10_000
    assert "only the start and the end are shown" in viewer(parts, "payloadPart").toPlainText()


def test_viewers_are_as_high_as_their_text(parts: TokenParts, qtbot: QtBot, documented: dict[str, str]) -> None:
    parts.show_token(decode(documented["mobile key"]))
    parts.show()
    seen = [one for one in parts.findChildren(QPlainTextEdit) if one.isVisible()]
    assert len(seen) == 2
    qtbot.waitUntil(lambda: all(one.verticalScrollBar().maximum() == 0 for one in seen))
    assert all(one.height() < 260 for one in seen)
