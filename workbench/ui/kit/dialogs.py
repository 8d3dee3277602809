"""Questions that do not block: each opens, and calls back when the person has answered.

Learned: QDialog.exec() inside a task stops other tasks for good, so there is only open().
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.language import tr

from .icons import pixmap
from .long_text import LongText
from .text import PlainLabel, visible_text
from .theme import set_look, theme_of
from .wrapped import WrappedLabel

SIDE = 24  # between the content and the edge
_PREVIEW_SIZE = (600, 480)
_NARROWEST, _WIDEST = 400, 520


def confirm(
    parent: QWidget,
    title: str,
    text: str,
    confirm_text: str,
    on_confirmed: Callable[[], object],
    *,
    danger: bool = False,
) -> QDialog:
    """Ask before something that matters. Cancel has the focus first; Escape cancels; only the button confirms."""
    dialog, column = make_dialog(parent, title, "triangle-alert" if danger else "circle-question-mark", danger)
    body = WrappedLabel(text, shade="muted")
    column.addWidget(body)
    _, cancel_button = add_buttons(dialog, column, confirm_text, danger)
    dialog.setAccessibleDescription(text)
    dialog.accepted.connect(lambda: on_confirmed())
    cancel_button.setDefault(True)
    cancel_button.setFocus()
    dialog.open()
    return dialog


def ask_text(
    parent: QWidget,
    title: str,
    label: str,
    text: str,
    confirm_text: str,
    on_answered: Callable[[str], object],
) -> QDialog:
    """Ask for a line of text (a new name); the answer is stripped and never empty."""
    dialog, column = make_dialog(parent, title, "", danger=False)
    caption = PlainLabel(label, type_name="caption", shade="muted")
    line = QLineEdit(text)
    line.setAccessibleName(label)
    line.selectAll()
    caption.setBuddy(line)
    column.addWidget(caption)
    column.addWidget(line)
    confirm_button, _ = add_buttons(dialog, column, confirm_text, danger=False)
    confirm_button.setDefault(True)
    confirm_button.setEnabled(bool(text.strip()))
    line.textChanged.connect(lambda now: confirm_button.setEnabled(bool(now.strip())))
    dialog.accepted.connect(lambda: on_answered(line.text().strip()))
    line.setFocus()
    dialog.open()
    return dialog


def preview(
    parent: QWidget,
    title: str,
    text: str,
    list_title: str,
    lines: Sequence[str],
    confirm_text: str,
    on_confirmed: Callable[[], object],
    *,
    icon: str = "",
    introduction: str = "",
) -> QDialog:
    """Show a text before it is copied or written, and under it a list of what to know about it."""
    dialog, column = make_dialog(parent, title, icon, danger=False)
    if introduction:
        column.addWidget(WrappedLabel(introduction, shade="muted"))
        column.addSpacing(4)
    shown = LongText(title)
    shown.setObjectName("previewText")
    shown.show_text(text)
    listed = LongText(list_title, font="body")
    listed.setObjectName("previewList")
    listed.show_text("\n".join(f"• {visible_text(line)}" for line in lines))
    set_look(listed, bare=True)
    listed.document().setDocumentMargin(0)
    column.addWidget(shown, 3)
    column.addSpacing(4)
    column.addWidget(PlainLabel(list_title, type_name="strong"))
    column.addWidget(listed, 1)
    confirm_button, _ = add_buttons(dialog, column, confirm_text, danger=False)
    confirm_button.setDefault(True)
    confirm_button.setFocus()
    dialog.accepted.connect(lambda: on_confirmed())
    set_size(dialog, _PREVIEW_SIZE)
    dialog.open()
    return dialog


class _Dialog(QDialog):
    """Owns no more height than its words need in its width, which Qt guesses before their font is known.

    What the screen has no room for scrolls, where there is something that can.
    """

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), min(height, room_on_screen(self).height()))


def set_size(dialog: QDialog, size: tuple[int, int]) -> None:
    """Let a dialog begin as large as ``size``, at zoom 1, or as large as the screen has room for."""
    wanted = QSize(*(theme_of(dialog).px(side) for side in size))
    dialog.setMaximumWidth(wanted.width())
    dialog.setMinimumSize(wanted.boundedTo(room_on_screen(dialog)))


def room_on_screen(dialog: QDialog) -> QSize:
    """How large a dialog may be where it is."""
    return dialog.screen().availableSize() - QSize(2 * SIDE, 2 * SIDE)


def make_dialog(parent: QWidget, title: str, icon: str, danger: bool) -> tuple[QDialog, QVBoxLayout]:
    dialog = _Dialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    theme, room = theme_of(dialog), room_on_screen(dialog)
    dialog.setMinimumWidth(min(theme.px(_NARROWEST), room.width()))
    dialog.setMaximumWidth(min(theme.px(_WIDEST), room.width()))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(SIDE, 20, SIDE, 16)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(8)
    if icon:
        picture = QLabel()
        size = theme_of(dialog).px(20)
        picture.setPixmap(pixmap(icon, "bad" if danger else "accent", size, dialog.devicePixelRatioF()))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(WrappedLabel(title, type_name="title"), 1)  # it may name what somebody gave a long name
    column.addLayout(head)
    return dialog, column


def add_link(column: QVBoxLayout, words: str) -> QPushButton:
    """A further way out, under the text."""
    link = QPushButton(words)
    set_look(link, kind="link", flush=True)
    column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
    return link


def add_buttons(
    dialog: QDialog, column: QVBoxLayout, confirm_text: str, danger: bool
) -> tuple[QPushButton, QPushButton]:
    confirm_button = QPushButton(confirm_text)
    set_look(confirm_button, kind="danger" if danger else "primary")
    confirm_button.clicked.connect(dialog.accept)
    cancel_button = QPushButton(tr("Cancel"))
    cancel_button.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    row.addWidget(cancel_button)
    row.addWidget(confirm_button)
    column.addSpacing(8)
    column.addLayout(row)
    return confirm_button, cancel_button
