"""The editor of an action's key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.language import tr
from workbench.ui.kit.inner_buttons import add_clear_button

_NO_CHOICE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Meta, Qt.Key.Key_Alt, Qt.Key.Key_AltGr)
_KEPT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier


class KeyEditor(QLineEdit):
    """Owns the key on show. One press is a choice, its clear button is one for none; Tab and Shift+Tab leave it.

    Learned with Qt 6.11: QKeySequenceEdit has no accessible role, and Shift+Tab does not get out of it.
    """

    chosen = Signal(str)  # as QKeySequence writes it everywhere; "" for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self.setPlaceholderText(tr("no key"))
        add_clear_button(self)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.textEdited.connect(self._on_text_edited)

    def keys(self) -> str:
        """What is on show, as QKeySequence writes it everywhere."""
        return self._keys

    def show_value(self, keys: str) -> None:
        self._keys = keys
        sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
        self.setText(sequence.toString(QKeySequence.SequenceFormat.NativeText))

    def _on_text_edited(self, text: str) -> None:
        """Of what changes a line, the clear button alone gets here as a choice; a middle click pastes words."""
        if text:
            self.show_value(self._keys)
        elif self._keys:
            self.chosen.emit("")

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key is meant for this line, whatever it does elsewhere
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _NO_CHOICE or key == Qt.Key.Key_unknown:
            return
        pressed = QKeySequence(QKeyCombination(_modifiers(event), key))
        keys = pressed.toString(QKeySequence.SequenceFormat.PortableText)
        if keys != self._keys:
            self.chosen.emit(keys)


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Shift counts where it is no part of the sign itself: Shift+A and Shift+F9, but "?" and not Shift+"?"."""
    kept, text = event.modifiers() & _KEPT, event.text()
    if not text.isprintable() or text == "" or text[0].isalnum() or text[0].isspace():
        kept |= event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return kept
