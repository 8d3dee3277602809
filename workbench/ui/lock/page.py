"""The page that stands in place of everything while the window is locked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.core.secret import Secret
from workbench.language import mark, tr
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import Card
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.secret_edit import SecretEdit
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look, theme_of

_WIDTH = 440
_GONE = mark("What was typed as a secret and not saved is gone, and so is what was kept for this session only.")
_SENTENCES = {
    "vault": mark("Secrets rest in the vault, which opens with its passphrase."),
    "keyring": mark("Secrets rest in the keyring of this system. Where it is locked, it asks for its own password."),
    "nothing": mark("There is neither a vault nor a keyring, so nothing here can ask who you are."),
}


class LockPage(QWidget):
    """Owns the passphrase while it is typed."""

    unlock_requested = Signal(object)  # Secret: the passphrase, empty where none is asked for
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lockPage")
        self.setAccessibleName(tr("Locked"))
        set_look(self, role="page")
        picture = Picture(24)
        picture.show_icon("lock", "accent")
        self._sentence = PlainLabel("", wrap=True)
        self._sentence.setObjectName("lockSentence")
        self._gone = PlainLabel(tr(_GONE), shade="muted", wrap=True)
        self._caption = PlainLabel(tr("Passphrase"), type_name="caption", shade="muted")
        self._passphrase = SecretEdit()
        self._passphrase.setObjectName("passphrase")
        self._passphrase.setAccessibleName(tr("Passphrase"))
        self._caption.setBuddy(self._passphrase)
        self._trouble = PlainLabel("", shade="bad", wrap=True)
        self._trouble.setObjectName("lockTrouble")
        self._unlock = QPushButton(tr("Unlock"))
        self._unlock.setObjectName("unlockButton")
        self._unlock.setAutoDefault(True)  # outside a dialog Enter presses no other button
        set_look(self._unlock, kind="primary")
        set_icon(self._unlock, "lock-open", "on_accent")
        leave = QPushButton(tr("Quit"))

        card = Card()
        card.setFixedWidth(theme_of(self).px(_WIDTH))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(picture)
        head.addWidget(PlainLabel(tr("Locked"), type_name="title"), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self._unlock)
        card.column.setContentsMargins(24, 20, 24, 20)
        card.column.addLayout(head)
        entry = QVBoxLayout()
        entry.setSpacing(4)
        for part in (self._caption, self._passphrase):
            entry.addWidget(part)
        for words in (self._sentence, self._gone):
            card.column.addWidget(words)
        card.column.addSpacing(4)
        card.column.addLayout(entry)
        card.column.addWidget(self._trouble)
        card.column.addSpacing(8)
        card.column.addLayout(buttons)
        column = QVBoxLayout(self)
        row = QHBoxLayout()  # aligned in the column it would not be as high as its wrapped words
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

        self._passphrase.returnPressed.connect(self._on_unlock_clicked)
        self._unlock.clicked.connect(self._on_unlock_clicked)
        leave.clicked.connect(self.quit_requested)

    def show_locked(self, opens_by: str) -> None:
        """Locked anew. What it opens by (``vault``, ``keyring``, ``nothing``) decides what is asked for."""
        self._sentence.setText(tr(_SENTENCES[opens_by]))
        for part in (self._caption, self._passphrase):
            part.setVisible(opens_by == "vault")
        self.show_trouble("")
        self._passphrase.clear_secret()
        (self._passphrase if opens_by == "vault" else self._unlock).setFocus()

    def show_trouble(self, words: str) -> None:
        """Why it did not open; it may be tried again."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self._unlock.setEnabled(True)
        self._passphrase.setEnabled(True)
        if words and self._passphrase.isVisible():
            self._passphrase.setFocus()
            self._passphrase.selectAll()

    def show_unlocked(self) -> None:
        """The passphrase leaves."""
        self._passphrase.clear_secret()

    def _on_unlock_clicked(self) -> None:
        self._unlock.setEnabled(False)
        self._passphrase.setEnabled(False)
        self.unlock_requested.emit(Secret(self._passphrase.secret_text()))
