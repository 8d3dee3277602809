"""The line that tells how far the server's clock is from this machine's, where that matters for the verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.core.server_clock import describe_offset
from workbench.language import tr
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.theme import set_look
from workbench.ui.kit.wrapped import WrappedLabel


class OffsetLine(QWidget):
    """Owns the difference of the clocks; up to 2 s it is hidden."""

    shift_requested = Signal(float)  # seconds, by the user: to look as of the server's time

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds = 0.0
        self._is_elsewhere = False
        self._words = WrappedLabel(type_name="caption", shade="soon")
        self._words.setObjectName("serverOffset")
        self._button = QPushButton(tr("As of the server's time"))
        set_look(self._button, kind="link")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Picture(16, "clock", "soon"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._button.clicked.connect(lambda: self.shift_requested.emit(self._seconds))
        self.hide()

    def show_offset(self, seconds: float | None) -> None:
        """Seconds that the server's clock is ahead; ``None`` where that is not known."""
        told = describe_offset(seconds)
        self._seconds = seconds or 0.0
        used = tr("The verdict uses this machine's clock.")
        self._words.setText(f"{told} {used}" if told else "")
        self._show()

    def show_elsewhere(self, is_elsewhere: bool) -> None:
        """Whether the pane looks from another moment than this machine's now, so that its clock does not matter."""
        self._is_elsewhere = is_elsewhere
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._words.text()) and not self._is_elsewhere)
