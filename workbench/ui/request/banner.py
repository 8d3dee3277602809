"""The line that says a body edited by hand is in use."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from workbench.language import tr
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.theme import set_look


class BodyBanner(QFrame):
    """Owns its words and the two ways out: see the body, or discard it."""

    show_requested = Signal()
    discard_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bodyBanner")
        set_look(self, role="well")
        words = PlainLabel(
            tr("The next call, and only that one, sends the body edited by hand instead of these fields."),
            type_name="caption",
            wrap=True,
        )
        show, discard = QPushButton(tr("Show")), QPushButton(tr("Discard"))
        show.setAccessibleName(tr("Show the edited body"))
        discard.setAccessibleName(tr("Discard the edited body"))
        discard.setObjectName("discardBody")
        show.clicked.connect(self.show_requested)
        discard.clicked.connect(self.discard_requested)
        row = QHBoxLayout(self)
        set_margins(row, 12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Picture(16, "pencil", "info"))
        row.addWidget(words, 1)
        for button in (show, discard):
            set_look(button, kind="link")
            row.addWidget(button)
