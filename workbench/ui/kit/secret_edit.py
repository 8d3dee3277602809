"""SecretEdit: one line for a password or token, masked until the eye is pressed, and masked again on the way out.

Learned: QLineEdit keeps pasted newlines in `text()` and only displays them as spaces, so nothing is stripped;
`setText("")` forgets the undo history where `clear()` keeps it; Password mode refuses copy, cut and drag by itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.language import tr

from .icons import set_icon
from .inner_buttons import add_inner_button

_LONGEST = 4 * 1024 * 1024  # QLineEdit cuts at 32 767 characters unless told otherwise


class SecretEdit(QLineEdit):
    """Owns the typed secret and whether it is shown.

    A secret that rests elsewhere ("in keyring") never enters: `show_stored` says where it is, and the eye then asks
    for it with `reveal_requested`, answered by `show_secret(text, revealed=True)`.
    """

    edited = Signal()  # by the user only
    reveal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = False
        self.setMaxLength(_LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = QAction(tr("Show"), self)
        self._eye.triggered.connect(self._on_eye_triggered)
        self._show_eye()
        add_inner_button(self, self._eye)
        self.textEdited.connect(lambda: self.edited.emit())

    @property
    def eye(self) -> QAction:
        return self._eye

    @property
    def is_revealed(self) -> bool:
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def secret_text(self) -> str:
        """Exactly what was typed or pasted, newlines too."""
        return self.text()

    def show_secret(self, text: str, *, revealed: bool = False) -> None:
        """Put a secret in; silent. The undo history starts anew."""
        self.setText(text)
        self._set_revealed(revealed)

    def show_stored(self, words: str) -> None:
        """Say where the secret rests ("in keyring") and hold none; "" when it rests nowhere."""
        self.clear_secret()
        self._stored = bool(words)
        self.setPlaceholderText(words)

    def clear_secret(self) -> None:
        """Forget the text and its undo history, and mask."""
        self.setText("")
        self._set_revealed(False)

    def hide_secret(self) -> None:
        self._set_revealed(False)

    def _set_revealed(self, revealed: bool) -> None:
        if revealed != self.is_revealed:
            self.setEchoMode(QLineEdit.EchoMode.Normal if revealed else QLineEdit.EchoMode.Password)
            self._show_eye()

    def _show_eye(self) -> None:
        self._eye.setText(tr("Hide") if self.is_revealed else tr("Show"))
        self._eye.setToolTip(self._eye.text())
        set_icon(self._eye, "eye-off" if self.is_revealed else "eye", "faint")

    def _on_eye_triggered(self) -> None:
        if self._stored and not self.text():
            self.reveal_requested.emit()
            return
        self._set_revealed(not self.is_revealed)
        if self.is_revealed:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # without focus there would be no focus loss to hide it

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own context menu
            self.hide_secret()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_secret()
        super().hideEvent(event)
