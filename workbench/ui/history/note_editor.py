"""The question for the note on a record; an empty answer takes the note away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from workbench.language import tr
from workbench.ui.kit.dialogs import add_buttons, make_dialog
from workbench.ui.kit.text import PlainLabel

LONGEST_NOTE = 2000


def edit_note(parent: QWidget, note: str, on_written: Callable[[str], object]) -> QDialog:
    """Ask for a line of text, the note as it stands in it."""
    dialog, column = make_dialog(parent, tr("Note"), "pencil", danger=False)
    dialog.setObjectName("historyNote")
    line = QLineEdit(note)
    line.setMaxLength(LONGEST_NOTE)
    line.setAccessibleName(tr("Note"))
    line.setPlaceholderText(tr("What you want to find again"))
    column.addWidget(line)
    text = tr("Kept with the call and searched; what looks like a token is removed.")
    column.addWidget(PlainLabel(text, shade="muted", wrap=True))
    save, _ = add_buttons(dialog, column, tr("Save"), danger=False)
    save.setDefault(True)
    dialog.accepted.connect(lambda: on_written(line.text().strip()))
    line.setFocus()
    dialog.open()
    return dialog
