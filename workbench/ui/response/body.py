"""The reply's body, masked until the eye is pressed, and masked again when it is left.

Learned: what QPlainTextEdit copies, drags and offers as the X11 selection all comes from `createMimeDataFromSelection`,
so while secrets are in sight that gives nothing, and the copy keys ask for a secret copy instead.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from workbench.core.secret import Secret
from workbench.language import tr
from workbench.ui.kit.highlight import JsonHighlighter
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.text import PlainLabel, set_tooltip

from .secrecy import BodyText


class Body(QWidget):
    """Owns the body's two texts and which of them is in sight, with the eye and the copy button."""

    copy_text_requested = Signal(str)  # masked
    copy_secret_requested = Signal(object)  # Secret: a selection made while secrets were in sight

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = BodyText("", "", is_json=False)
        self._note = PlainLabel(type_name="caption", shade="faint")
        self._eye = QToolButton()
        self._eye.clicked.connect(self._on_eye_clicked)
        self._copy = QToolButton()
        self._copy.setAccessibleName(tr("Copy the body"))
        set_tooltip(self._copy, tr("Copy the body, secrets masked"))
        set_icon(self._copy, "copy", "faint")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._view = _BodyView()
        self._view.left.connect(lambda: self.show_masked(True))
        self._view.copy_secret_requested.connect(self.copy_secret_requested)
        self._highlighter = JsonHighlighter(self._view)

        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(PlainLabel(tr("Body"), type_name="strong", shade="muted"))
        head.addSpacing(4)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addWidget(self._eye)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        self.show_masked(True)

    def show_text(self, text: BodyText, note: str) -> None:
        """Another body, masked; `note` says what it is ("application/json · 1.0 kB")."""
        self._text = text
        self._note.setText(note)
        for part in (self._view, self._eye, self._copy):
            part.setVisible(bool(text.clear))
        grows = QSizePolicy.Policy.Expanding if text.clear else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grows)
        self._highlighter.setDocument(self._view.document() if text.is_json else None)
        self._eye.setEnabled(text.clear != text.masked)
        self.show_masked(True)

    def show_masked(self, masked: bool) -> None:
        self._view.are_secrets_in_sight = not masked and self._text.clear != self._text.masked
        self._view.show_text(self._text.masked if masked else self._text.clear)
        word = tr("Show the secrets") if masked else tr("Hide the secrets")
        self._eye.setAccessibleName(word)
        set_tooltip(self._eye, word if self._eye.isEnabled() else tr("Nothing is masked in this body"))
        set_icon(self._eye, "eye" if masked else "eye-off", "faint")

    def _on_eye_clicked(self) -> None:
        revealing = not self._view.are_secrets_in_sight
        self.show_masked(not revealing)
        if revealing:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)  # so that there is a focus loss to hide it

    def _on_copy_clicked(self) -> None:
        self.copy_text_requested.emit(self._text.masked)

    def hideEvent(self, event: QHideEvent) -> None:
        self.show_masked(True)
        super().hideEvent(event)


class _BodyView(LongText):
    """The viewer: says when it is left, and lets no secret out by the way of an ordinary copy."""

    left = Signal()
    copy_secret_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Response body"))
        self.setObjectName("responseBody")
        self.setMinimumHeight(160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.are_secrets_in_sight = False

    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData() if self.are_secrets_in_sight else super().createMimeDataFromSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.are_secrets_in_sight and event.matches(QKeySequence.StandardKey.Copy):
            selected = self.textCursor().selection().toPlainText()
            if selected:
                self.copy_secret_requested.emit(Secret(selected))
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
