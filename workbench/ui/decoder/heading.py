"""The line above a token: where it comes from, and what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from workbench.language import tr
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import ElidedLabel, set_tooltip
from workbench.ui.kit.theme import set_look


class TokenHeading(QWidget):
    """Owns the words about the origin, and the buttons."""

    ticket_requested = Signal()
    copy_requested = Signal()  # the token
    compare_requested = Signal()  # the token with another
    use_requested = Signal()  # the token, in a call of the brand's own API

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._origin = ElidedLabel(type_name="caption", shade="muted")
        self._origin.setObjectName("tokenOrigin")
        ticket = QPushButton(tr("Copy for ticket"))
        set_look(ticket, kind="quiet")
        set_icon(ticket, "ticket")
        copy = _tool("copy", tr("Copy token"), "copyButton")
        compare = _tool("git-compare", tr("Compare this token with another"), "compareButton")
        use = _tool("terminal", tr("Use this token in a command"), "useButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._origin, 1)
        for button in (ticket, use, copy, compare):
            row.addWidget(button)

        ticket.clicked.connect(self.ticket_requested)
        copy.clicked.connect(self.copy_requested)
        compare.clicked.connect(self.compare_requested)
        use.clicked.connect(self.use_requested)

    def show_origin(self, words: str) -> None:
        self._origin.setText(words)


def _tool(icon: str, words: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(words)
    set_icon(button, icon)
    set_tooltip(button, words)
    return button
