"""Decoded and verified never look alike: only a real check with a key the user gave changes what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.core.verdict import Verification
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.kit.chip import ChipButton

VERIFIED = Verification("verified", "HS256", "Signature verified (HS256, secret of 7 bytes, leeway 0 s).", "a secret")
FAILED = Verification("failed", "HS256", "Signature check failed: the token was changed.")


@pytest.fixture
def shown(pane: TokenPane, documented: dict[str, str]) -> TokenPane:
    pane.show_token(Secret(documented["web renewed"]), "from the reply")
    return pane


@pytest.fixture
def token(pane: TokenPane, documented: dict[str, str]) -> Token:
    """The very token that the pane shows."""
    tokens: list[Token] = []
    pane.token_shown.connect(tokens.append)
    pane.show_token(Secret(documented["web renewed"]), "from the reply")
    return tokens[-1]


def part(pane: TokenPane, kind: type, name: str) -> QWidget:
    found = pane.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def chip(pane: TokenPane) -> tuple[str, str]:
    found = pane.findChild(ChipButton, "verificationChip")
    assert found is not None
    return found.text(), found.tone()


def verdict(pane: TokenPane) -> str:
    return pane.findChild(QLabel, "verdict").text()  # type: ignore[union-attr]


def secret(pane: TokenPane) -> QLineEdit:
    found = pane.findChild(QLineEdit, "signingSecret")
    assert found is not None
    return found


def press(pane: TokenPane, qtbot: QtBot, name: str) -> None:
    button = next(
        one for one in pane.findChildren(QAbstractButton) if name in (one.accessibleName(), one.text().strip())
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_chip_opens_the_card_ready_to_type(shown: TokenPane, qtbot: QtBot) -> None:
    assert not secret(shown).isVisible()
    qtbot.mouseClick(part(shown, ChipButton, "verificationChip"), Qt.MouseButton.LeftButton)
    assert secret(shown).isVisible()
    qtbot.waitUntil(secret(shown).hasFocus)


def test_a_typed_secret_is_asked_about_with_its_form_and_the_leeway(
    pane: TokenPane, token: Token, qtbot: QtBot
) -> None:
    press(pane, qtbot, "Check the signature")
    qtbot.keyClicks(secret(pane), "hunter2")
    form = pane.findChild(QComboBox, "secretForm")
    assert form is not None
    assert [form.itemText(number) for number in range(form.count())] == ["text", "base64url", "hex"]
    form.setCurrentText("hex")
    with qtbot.waitSignal(pane.verification_requested) as told:
        press(pane, qtbot, "Check the signature with this secret")
    assert told.args is not None
    assert told.args[0] is token
    assert told.args[1:] == [Secret("hunter2"), "hex", 0.0]
    with qtbot.waitSignal(pane.verification_requested):
        qtbot.keyClick(secret(pane), Qt.Key.Key_Return)


def test_without_a_secret_nothing_is_checked(shown: TokenPane, qtbot: QtBot) -> None:
    press(shown, qtbot, "Check the signature")
    with qtbot.assertNotEmitted(shown.verification_requested):
        press(shown, qtbot, "Check the signature with this secret")
        qtbot.keyClick(secret(shown), Qt.Key.Key_Return)


def test_verified_failed_and_not_checked_look_and_read_differently(pane: TokenPane, token: Token) -> None:
    assert chip(pane) == ("not verified", "neutral")
    assert verdict(pane).endswith("Not verified.")
    pane.show_verification(token, VERIFIED)
    assert chip(pane) == ("VERIFIED HS256", "good")
    assert verdict(pane).endswith(VERIFIED.sentence)
    assert part(pane, QLabel, "signatureResult").text() == VERIFIED.sentence  # type: ignore[attr-defined]
    pane.show_now(1760358521.0)
    assert chip(pane) == ("VERIFIED HS256", "good")
    pane.show_verification(token, FAILED)
    assert chip(pane) == ("FAILED verification", "bad")
    assert verdict(pane).endswith(FAILED.sentence)


def test_another_token_is_not_verified_again(pane: TokenPane, token: Token, documented: dict[str, str]) -> None:
    pane.show_verification(token, VERIFIED)
    pane.show_token(Secret(documented["web expired"]), "from the reply")
    assert chip(pane) == ("not verified", "neutral")
    assert verdict(pane).endswith("Not verified.")
    assert part(pane, QLabel, "signatureResult").text() == ""  # type: ignore[attr-defined]


def test_a_late_answer_about_another_token_is_dropped(
    pane: TokenPane, token: Token, documented: dict[str, str]
) -> None:
    pane.show_token(Secret(documented["web expired"]), "from the reply")
    pane.show_verification(token, VERIFIED)
    pane.show_verification_trouble(token, "The secret is not hex.")
    assert chip(pane) == ("not verified", "neutral")
    assert part(pane, QLabel, "signatureResult").text() == ""  # type: ignore[attr-defined]


def test_a_key_that_cannot_be_used_is_no_failed_signature(pane: TokenPane, token: Token) -> None:
    pane.show_verification_trouble(token, "The secret is not hex.")
    assert chip(pane) == ("not verified", "neutral")
    assert part(pane, QLabel, "signatureResult").text() == "The secret is not hex."  # type: ignore[attr-defined]


@pytest.mark.parametrize("act", ["clear", "another origin", "same origin"])
def test_the_secret_goes_with_its_origin(shown: TokenPane, qtbot: QtBot, documented: dict[str, str], act: str) -> None:
    press(shown, qtbot, "Check the signature")
    qtbot.keyClicks(secret(shown), "hunter2")
    match act:
        case "clear":
            press(shown, qtbot, "Clear")
        case "another origin":
            QGuiApplication.clipboard().setText(documented["web expired"])
            shown.paste()
        case _:
            shown.show_token(Secret(documented["web expired"]), "from the reply")
    assert secret(shown).text() == ("hunter2" if act == "same origin" else "")
    assert not secret(shown).isUndoAvailable() or act == "same origin"


def test_the_secret_is_masked_and_copied_with_nothing(shown: TokenPane, qtbot: QtBot) -> None:
    press(shown, qtbot, "Check the signature")
    qtbot.keyClicks(secret(shown), "hunter2")
    assert secret(shown).echoMode() == QLineEdit.EchoMode.Password
    with qtbot.waitSignal(shown.ticket_requested) as told:
        shown.request_ticket()
    assert told.args is not None
    assert "hunter2" not in told.args[0].text


def test_a_key_file_is_dropped_on_the_card(shown: TokenPane, qtbot: QtBot, tmp_path: Path) -> None:
    card = part(shown, QWidget, "signatureCheck")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "key.pem"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    with (
        qtbot.assertNotEmitted(shown.inspection_requested),
        qtbot.waitSignal(shown.verification_requested) as told,
    ):
        QApplication.sendEvent(card, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert told.args is not None
    assert told.args[1] == tmp_path / "key.pem"


def test_a_key_file_is_chosen_in_a_dialog_that_does_not_block(shown: TokenPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("-----BEGIN")
    press(shown, qtbot, "Check the signature")
    press(shown, qtbot, "Key file…")
    dialog = shown.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    with qtbot.waitSignal(shown.verification_requested) as told:
        dialog.fileSelected.emit(str(path))
    assert told.args is not None
    assert told.args[1] == path
    dialog.reject()
