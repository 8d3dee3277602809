"""Whatever a token holds is shown as what it is, and copied as what it is; nothing of it is rendered or opened."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QLabel, QListWidget, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.secret import Secret
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.clipboard import Clipboard, read_text

NOW = 1760358520.0
HOSTILE = {
    "an image": "<img src='file:///etc/passwd'>",
    "bold": "<b>bold</b>&amp;<br>",
    "right to left": "user\u202egnp.exe",
    "zero width": "a\u200bb\ufeffc\u00adx",
    "lone surrogates": "a\ud800b\udc00",
    "controls": "a\x00b\x1b[31mc\r\nd\x7f\u0085\u2028e",
    "one long word": "W" * 100_000,
    "combining": "a" + "\u0301" * 400,
}
INVISIBLE = "\x00\x1b\x7f\u0085\u2028\u202e\u200b\ufeff\u00ad\ud800\udc00"
EVERY_CLAIM = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "uid", "rol", "isc", "ogc", "mfa")
EVERY_FIELD = ("idv", "dev", "org", "alg", "typ", "kid", "jku", "x5u", "jwk", "crit")


def words_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton | Chip):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    if isinstance(widget, QListWidget):
        yield from (widget.item(number).text() for number in range(widget.count()))
    if isinstance(widget, QTableView) and (model := widget.model()) is not None:
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                cell = model.index(row, column)
                roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
                yield from (str(cell.data(role) or "") for role in roles)


def everything(pane: TokenPane) -> list[str]:
    return [words for widget in (pane, *pane.findChildren(QWidget)) for words in words_of(widget)]


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["claims", "header"])
def opened(
    pane: TokenPane, mint: Callable[..., str], hostile: str, qtbot: QtBot, request: pytest.FixtureRequest
) -> TokenPane:
    """A pane with all of a token unfolded that is hostile in one part, masking off."""
    header: dict[str, object] = {}
    claims: dict[str, object] = {"sub": "someone"}
    if request.param == "header":
        header = dict.fromkeys(EVERY_FIELD, hostile) | {"idv": [f"{hostile}|{hostile}"], hostile: hostile}
    else:
        claims = dict.fromkeys(EVERY_CLAIM, hostile) | {hostile: [hostile]}
    pane.show_token(Secret(mint(claims, header)), f"from the reply to {hostile}")
    for name in ("Check the signature", "Header, payload and signature"):
        button = next(one for one in pane.findChildren(QAbstractButton) if one.accessibleName() == name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    pane.show_masked(False)
    pane.show_now(NOW + 1)
    return pane


def test_nothing_invisible_is_left_and_nothing_is_long(opened: TokenPane) -> None:
    for words in everything(opened):
        assert not set(INVISIBLE) & set(words)
        assert len(words) < 25_000
    assert opened.minimumSizeHint().width() < 600


def test_markup_is_shown_and_never_rendered(opened: TokenPane, hostile: str) -> None:
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in opened.findChildren(QLabel) if one.text())
    for widget in opened.findChildren(QWidget):
        if tooltip := widget.toolTip():
            document = QTextDocument()
            document.setHtml(tooltip)
            assert "\ufffc" not in document.toPlainText()  # what stands for an image
            if "<" in hostile and hostile[:12] in document.toPlainText():
                assert hostile[:12] not in tooltip


def test_each_text_view_shows_it_too(opened: TokenPane, qtbot: QtBot) -> None:
    for view in ("Text", "Bytes", "JSON"):
        button = next(one for one in opened.findChildren(QAbstractButton) if one.accessibleName() == f"Parts as {view}")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        for words in everything(opened):
            assert not set(INVISIBLE) & set(words)


def test_a_copied_claim_is_the_claim(opened: TokenPane, hostile: str) -> None:
    clipboard = Clipboard()
    opened.copy_text_requested.connect(clipboard.copy_text)
    table = opened.findChild(QTableView, "claimsTable")
    assert table is not None
    table.setCurrentIndex(table.model().index(0, 0))
    table.actions()[0].trigger()
    assert read_text(QGuiApplication.clipboard().mimeData()) in (hostile, "someone")


def test_a_pasted_text_is_taken_to_the_character_and_shown_visibly(
    pane: TokenPane, hostile: str, documented: dict[str, str]
) -> None:
    heard: list[object] = []
    pane.inspection_requested.connect(heard.append)
    text = f"{hostile} {documented['web renewed']} {hostile}"
    Clipboard().copy_text(text)
    pane.show_masked(False)
    pane.paste()
    shown = pane.findChild(QPlainTextEdit, "tokenInput")
    assert shown is not None
    assert not set(INVISIBLE) & set(shown.toPlainText())
    assert heard in ([], [text])
    if not heard:
        assert pane.findChild(QLabel, "countdown").text() == "1:26"  # type: ignore[union-attr]


def test_a_file_that_a_paste_names_is_not_opened(
    pane: TokenPane, tmp_path: Path, documented: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "token.txt"
    path.write_text(documented["web renewed"])
    opened: list[Any] = []
    real = builtins.open

    def watched(file: Any, *arguments: Any, **options: Any) -> Any:
        opened.append(file)
        return real(file, *arguments, **options)

    monkeypatch.setattr(builtins, "open", watched)
    asked: list[object] = []
    pane.inspection_requested.connect(asked.append)
    for words in (str(path), path.as_uri(), f"curl -H @{path} file://{path}", f"<img src='{path.as_uri()}'>"):
        QGuiApplication.clipboard().setText(words)
        pane.paste()
        assert pane.findChild(QLabel, "countdown").text() != "1:26"  # type: ignore[union-attr]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setText(str(path))
    QGuiApplication.clipboard().setMimeData(data)
    pane.paste()
    assert asked == []
    assert [one for one in opened if os.fspath(one) == str(path)] == []
