"""The question for a profile's tags and colour."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLineEdit, QToolButton, QWidget

from workbench.core.profile import COLORS, Profile, split_tags
from workbench.core.words import say_color
from workbench.language import tr
from workbench.ui.kit.dialogs import add_buttons, make_dialog
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import theme_of


def ask_marks(parent: QWidget, profile: Profile, on_answered: Callable[[tuple[str, ...], str], object]) -> QDialog:
    """Ask for tags, as a line of words with commas, and for one colour or none."""
    dialog, column = make_dialog(parent, tr("Tags and colour of {name}", name=profile.name), "tag", danger=False)
    dialog.setObjectName("profileMarks")
    caption = PlainLabel(tr("Tags, separated by commas"), type_name="caption", shade="muted")
    line = QLineEdit(", ".join(profile.tags))
    line.setObjectName("profileTags")
    line.setAccessibleName(tr("Tags, separated by commas"))
    line.setPlaceholderText(tr("qa, release 7"))
    caption.setBuddy(line)
    column.addWidget(caption)
    column.addWidget(line)
    column.addWidget(PlainLabel(tr("Colour"), type_name="caption", shade="muted"))
    row, group = QHBoxLayout(), QButtonGroup(dialog)
    row.setSpacing(2)
    for name in ("", *COLORS):
        button = QToolButton()
        button.setCheckable(True)
        button.setObjectName(f"color.{name or 'none'}")
        words = say_color(name) if name else tr("no colour")
        button.setAccessibleName(words)
        set_tooltip(button, words)
        set_icon(button, "circle-filled" if name else "ban", theme_of(dialog).host(name).solid if name else "muted")
        button.setChecked(name == (profile.color if profile.color in COLORS else ""))
        group.addButton(button, len(group.buttons()))
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    save, _ = add_buttons(dialog, column, tr("Save"), danger=False)
    save.setDefault(True)
    dialog.accepted.connect(lambda: on_answered(split_tags(line.text()), ("", *COLORS)[max(group.checkedId(), 0)]))
    line.setFocus()
    dialog.open()
    return dialog
