"""The line above the panes that offers what was pasted or dropped; it waits, and is in nobody's way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from workbench.core.visible import clip
from workbench.formats.imported import Import
from workbench.language import mark, number, tr, trn
from workbench.ui.importer.warnings import Beside, can_fill, can_save, list_warnings, name_host
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import ElidedLabel, set_tooltip
from workbench.ui.kit.theme import set_look

_NOTHING = Import("", ())
_MOST_CHIPS = 3
_MOST_WARNED = 200  # calls; the sheet warns of each
_ONE = {
    "mobile": mark("{dialect}: a mobile call to {host}."),
    "web": mark("{dialect}: a web call to {host}."),
    None: mark("{dialect}: a call to {host}, which is none of the auth engine’s."),
}


class ImportOffer(QFrame):
    """Owns the words about what was found, its warnings, and the ways to go on."""

    fill_requested = Signal()
    save_requested = Signal()
    look_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importOffer")
        set_look(self, role="offer")
        self._found = _NOTHING
        self._picture = Picture(16, "clipboard-paste", "info")
        self._words = ElidedLabel()
        self._words.setObjectName("importOfferWords")
        self._chips = [Chip() for _ in range(_MOST_CHIPS)]
        self._fill = QPushButton(tr("Fill the form…"))
        self._fill.setObjectName("offerFill")
        self._save = QPushButton(tr("Save as profile…"))
        self._save.setObjectName("offerSave")
        self._look = QPushButton(tr("Look at it…"))
        self._look.setObjectName("offerLook")
        dismiss = QToolButton()
        dismiss.setObjectName("offerDismiss")
        dismiss.setAccessibleName(tr("Dismiss the offer"))
        set_tooltip(dismiss, tr("Forget what was pasted"))
        set_icon(dismiss, "x", "muted", 14)
        row = QHBoxLayout(self)
        set_margins(row, 16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        for chip in self._chips:
            row.addWidget(chip)
        for button in (self._fill, self._save, self._look):
            set_look(button, kind="link")
            row.addWidget(button)
        row.addWidget(dismiss)
        self.hide()

        self._fill.clicked.connect(self.fill_requested)
        self._save.clicked.connect(self.save_requested)
        self._look.clicked.connect(self.look_requested)
        dismiss.clicked.connect(self.dismissed)

    def show_reading(self) -> None:
        """What was given takes a while to read; until then it can be dismissed."""
        self._words.setText(tr("Looking for calls in it…"))
        for chip in self._chips:
            chip.show_chip("")
        for button in (self._fill, self._save, self._look):
            button.hide()
        self._picture.show_icon("hourglass", "muted")
        self.show()

    def show_offer(self, found: Import, beside: Beside) -> None:
        """What was found in the last paste or drop."""
        fillable = [call for call in found.calls if can_fill(call)]
        savable = [call for call in found.calls if can_save(call)]
        words = describe(found)
        self._words.setText(words)
        self._found = found
        self.show_beside(beside)
        self._fill.setVisible(bool(fillable))
        self._save.setVisible(bool(savable))
        self._save.setText(tr("Save as profile…") if len(savable) < 2 else tr("Save as profiles…"))
        self._look.setVisible(not fillable)
        self._picture.show_icon("clipboard-paste" if found.calls else "circle-alert", "info" if found.calls else "bad")
        self.show()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def show_beside(self, beside: Beside) -> None:
        """The form is for another host now."""
        calls = [call for call in self._found.calls if can_fill(call)][:_MOST_WARNED]
        warnings = dict.fromkeys(one for call in calls for one in list_warnings(call, beside))
        for chip, warning in zip(self._chips, (*warnings, *[None] * _MOST_CHIPS), strict=False):
            if warning is None:
                chip.show_chip("")
            else:
                chip.show_chip(tr(warning.words), warning.tone, warning.icon, filled=warning.filled)

    def clear(self) -> None:
        """Nothing is offered any more."""
        self._found = _NOTHING
        self.hide()
        self._words.setText("")
        for chip in self._chips:
            chip.show_chip("")


def describe(found: Import) -> str:
    """One sentence about what was found."""
    if not found.calls:
        first = clip(found.problems[0].message) if found.problems else ""
        return tr("This looks like a call and cannot be read. {problem}", problem=first)
    dialect = tr(found.dialect)
    known = sum(call.channel is not None for call in found.calls)
    if len(found.calls) == 1:
        call = found.calls[0]
        return tr(_ONE[call.channel], dialect=dialect, host=name_host(call))
    if known == len(found.calls):
        return trn("{dialect}: {count} call.", "{dialect}: {count} calls.", known, dialect=dialect)
    return trn(
        "{dialect}: {count} call, {known} of the auth engine.",
        "{dialect}: {count} calls, {known} of the auth engine.",
        len(found.calls),
        dialect=dialect,
        known=number(known),
    )
