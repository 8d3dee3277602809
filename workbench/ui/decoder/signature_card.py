"""The card that checks a signature with a secret or a key file the user gives; what was typed is kept nowhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.core.verdict import Verification
from workbench.core.visible import clip
from workbench.language import mark, tr
from workbench.ui.decoder.looks import VERIFICATION_LOOKS
from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import Card
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.secret_edit import SecretEdit
from workbench.ui.kit.text import set_tooltip
from workbench.ui.kit.theme import set_look
from workbench.ui.kit.wrapped import WrappedLabel

FORMS = {"text": mark("text"), "base64url": "base64url", "hex": "hex"}
"""How a secret may be written: codes and their words, of which the names of encodings are the same everywhere."""
_FILTERS = mark("Keys (*.pem *.json *.jwk *.jwks *.crt *.cer *.pub *.key);;All files (*)")


class SignatureCard(Card):
    """Owns the secret while it is typed, in which form it is written, and what the last check said."""

    check_requested = Signal(object, str)  # Secret, or Path of a key file; the form of the secret

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signatureCheck")
        self.setAcceptDrops(True)
        self._hint = WrappedLabel(type_name="caption", shade="muted")
        self._secret = SecretEdit()
        self._secret.setObjectName("signingSecret")
        self._secret.setAccessibleName(tr("Signing secret"))
        self._secret.setPlaceholderText(tr("Secret"))
        self._form = StillChoice()
        self._form.setObjectName("secretForm")
        self._form.setAccessibleName(tr("How the secret is written"))
        for form, word in FORMS.items():
            self._form.addItem(tr(word), form)
        self._secret.setMinimumWidth(60)  # its own is wider than what is left beside the others in a narrow pane
        self._check = QPushButton(tr("Check"))
        self._check.setObjectName("checkSignature")
        self._check.setAccessibleName(tr("Check the signature with this secret"))
        set_look(self._check, kind="primary")
        self._file = QPushButton(tr("Key file…"))
        set_icon(self._file, "folder-open")
        set_tooltip(self._file, tr("A public key or certificate (PEM), a JWK or a JWK Set; or drop it on this card."))
        self._picture = Picture(16)
        self._result = WrappedLabel()
        self._result.setObjectName("signatureResult")
        content = QWidget()
        self._fold = Collapsible(tr("Check the signature"), content, folded=True)

        secret = QHBoxLayout()
        secret.setSpacing(6)
        secret.addWidget(self._secret, 1)
        secret.addWidget(self._form)
        secret.addWidget(self._check)
        key = QHBoxLayout()
        key.setSpacing(8)
        key.addWidget(self._file)
        forms = WrappedLabel(tr("PEM, JWK or JWK Set; or drop it here"), type_name="caption", shade="muted")
        key.addWidget(forms, 1, Qt.AlignmentFlag.AlignVCenter)
        result = QHBoxLayout()
        result.setSpacing(8)
        result.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        result.addWidget(self._result, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        column.addWidget(self._hint)
        column.addLayout(secret)
        column.addLayout(key)
        column.addLayout(result)
        self.column.setContentsMargins(16, 6, 16, 6)
        self.column.addWidget(self._fold)

        self._secret.edited.connect(self._show_checkable)
        self._secret.returnPressed.connect(self._on_check_clicked)
        self._check.clicked.connect(self._on_check_clicked)
        self._file.clicked.connect(self._on_file_clicked)
        self._show_checkable()
        self._show_result("", "", "")

    def show_token(self, token: Token) -> None:
        """Another token, whose signature nobody has checked; a secret that was typed stays for it."""
        self._hint.setText(_write_hint(token))
        self._show_result("", "", "")

    def show_verification(self, verification: Verification) -> None:
        """What a check said."""
        look = VERIFICATION_LOOKS[verification.state]
        self._show_result(verification.sentence, look.icon, look.tone)

    def show_trouble(self, words: str) -> None:
        """Why no check was made."""
        self._show_result(words, "circle-alert", "bad")

    def open(self) -> None:
        """Unfold it, ready to type."""
        self._fold.show_folded(False)
        self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Forget the secret and what was checked with it."""
        self._secret.clear_secret()
        self._show_checkable()
        self._show_result("", "", "")

    def _show_checkable(self) -> None:
        self._check.setEnabled(bool(self._secret.secret_text()))

    def _show_result(self, words: str, icon: str, tone: str) -> None:
        self._result.setText(clip(words, 600))
        self._result.show_shade(tone)
        self._result.setVisible(bool(words))
        self._picture.show_icon(icon, tone)
        self._picture.setVisible(bool(words))

    def _on_check_clicked(self) -> None:
        if self._secret.secret_text():
            self.check_requested.emit(Secret(self._secret.secret_text()), self._form.currentData())

    def _on_file_clicked(self) -> None:
        dialog = QFileDialog(self, tr("Key file"), "", tr(_FILTERS))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.check_requested.emit(Path(path), ""))
        dialog.open()

    # ---- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self._fold.show_folded(False)
            self.check_requested.emit(Path(files[0]), "")
            event.acceptProposedAction()


def _write_hint(token: Token) -> str:
    algorithm = token.algorithm
    if algorithm is None:
        return tr("The header names no algorithm, so no check can succeed.")
    name = clip(algorithm, 20)
    if algorithm.upper().startswith("HS"):
        return tr("The token claims {algorithm}: it is checked with the secret that signed it.", algorithm=name)
    if algorithm[:2].upper() in ("RS", "PS", "ES", "ED"):
        return tr("The token claims {algorithm}: it is checked with a public key.", algorithm=name)
    return tr("The token claims the algorithm “{algorithm}”. What counts is the key that you give.", algorithm=name)
