"""The editor of an action's key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QWidget

from workbench.language import tr


class KeyEditor(QKeySequenceEdit):
    """Owns the key on show. One press is a choice, its clear button is one for none.

    Learned with Qt 6.11: ``editingFinished`` comes by what a person does alone, but not from the clear button;
    ``keySequenceChanged`` comes from that too, and from ``setKeySequence``, and at the start of every press, empty.
    """

    chosen = Signal(str)  # as QKeySequence writes it everywhere; "" for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._is_quiet = False
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self._on_editing_finished)
        self.keySequenceChanged.connect(self._on_sequence_changed)

    def show_value(self, keys: str) -> None:
        self._shown = keys
        self._is_quiet = True
        self.setKeySequence(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))
        self._is_quiet = False
        for line in self.findChildren(QLineEdit):
            line.setPlaceholderText(tr("no key"))  # Qt writes its own, in English, with every key

    def _on_editing_finished(self) -> None:
        keys = self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not keys:
            self.show_value(self._shown)  # a press that came to nothing, such as Ctrl alone
        elif keys != self._shown:
            self.chosen.emit(keys)

    def _on_sequence_changed(self, sequence: QKeySequence) -> None:
        if sequence.isEmpty() and self._shown and not self._is_quiet:
            self.chosen.emit("")

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._is_quiet = True
        super().keyPressEvent(event)
        self._is_quiet = False
