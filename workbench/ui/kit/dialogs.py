"""Questions that do not block: each opens, and calls back when the person has answered.

Learned: QDialog.exec() inside a task stops other tasks for good, so there is only open().
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.language import tr

from .icons import pixmap
from .long_text import LongText
from .text import PlainLabel, visible_text
from .theme import set_look, theme_of
from .wrapped import WrappedLabel

_SIDE = 24  # between the content and the edge
_WIDEST_SHEET, _LEAST_MEANING = 720, 420  # at zoom 1
_PREVIEW_SIZE = (600, 480)


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
    body = PlainLabel(text, shade="muted", wrap=True)
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


def tell(parent: QWidget, title: str, rows: Sequence[tuple[str, str]], text: str = "") -> QDialog:
    """Show a sheet of rows (a strong word and what belongs to it) above a text; one button closes it.

    What belongs to the words gets the room it needs in one line, as far as the dialog may grow.
    """
    dialog, column = make_dialog(parent, title, "", danger=False)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    words = [PlainLabel(word, type_name="strong") for word, _ in rows]
    meanings = [PlainLabel(meaning, shade="muted", selectable=True, wrap=True) for _, meaning in rows]
    for at, (word_label, meaning_label) in enumerate(zip(words, meanings, strict=True)):
        grid.addWidget(word_label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(meaning_label, at, 1)
    column.addLayout(grid)
    if text:
        column.addWidget(PlainLabel(text, shade="muted", wrap=True))
    close_button = QPushButton(tr("Close"))
    close_button.clicked.connect(dialog.accept)
    close_button.setDefault(True)
    column.addSpacing(8)
    column.addWidget(close_button, 0, Qt.AlignmentFlag.AlignRight)
    for label in dialog.findChildren(QLabel):
        label.ensurePolished()  # its font comes with the style sheet
    widest = min(theme_of(dialog).px(_WIDEST_SHEET), dialog.screen().availableGeometry().width() - 2 * _SIDE)
    left = max((label.sizeHint().width() for label in words), default=0)
    needed = max((_one_line_width(label) for label in meanings), default=0)
    width = left + grid.horizontalSpacing() + max(needed, theme_of(dialog).px(_LEAST_MEANING)) + 2 * _SIDE
    dialog.setMaximumWidth(widest)
    # By itself a dialog takes two thirds of a screen at most, and a height that is right for another width.
    dialog.setMinimumSize(min(width, widest), column.totalHeightForWidth(min(width, widest)))
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
) -> QDialog:
    """Show a text before it is copied or written, and under it a list of what to know about it."""
    dialog, column = make_dialog(parent, title, "", danger=False)
    shown = LongText(title)
    shown.setObjectName("previewText")
    shown.show_text(text)
    listed = LongText(list_title)
    listed.setObjectName("previewList")
    listed.show_text("\n".join(f"•  {visible_text(line)}" for line in lines))
    set_look(listed, bare=True)
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


def _one_line_width(label: QLabel) -> int:
    return max(label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n")) + 2


def set_size(dialog: QDialog, size: tuple[int, int]) -> None:
    """Let a dialog begin as large as ``size``, at zoom 1, or as large as the screen has room for."""
    width, height = (theme_of(dialog).px(side) for side in size)
    room = dialog.screen().availableGeometry()
    dialog.setMaximumWidth(width)
    dialog.setMinimumSize(min(width, room.width() - 2 * _SIDE), min(height, room.height() - 2 * _SIDE))


def make_dialog(parent: QWidget, title: str, icon: str, danger: bool) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(400)
    dialog.setMaximumWidth(520)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(_SIDE, 20, _SIDE, 16)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(8)
    if icon:
        picture = QLabel()
        size = theme_of(dialog).px(20)
        picture.setPixmap(pixmap(icon, "bad" if danger else "accent", size, dialog.devicePixelRatioF()))
        head.addWidget(picture)
    head.addWidget(WrappedLabel(title, type_name="title"), 1)
    column.addLayout(head)
    return dialog, column


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
