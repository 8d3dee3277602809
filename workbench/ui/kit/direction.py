"""Right to left: what is painted by hand is laid out as for English, and turned around where it is painted.

Learned: Qt mirrors layouts, menus, headers and the alignment of items by itself, and a painter aligns text at the side
where the program's language begins. It mirrors neither margins nor a rectangle that somebody worked out, and an address
in a line that runs from right to left gets its slashes and colons torn apart unless it is told to stay as it is.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QPlainTextEdit, QWidget

RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


def visual_rect(rect: QRectF, within: QRectF, direction: Qt.LayoutDirection) -> QRectF:
    """A rectangle as it lies in another, or its mirror image there (``QStyle.visualRect`` for fractions)."""
    if direction != RIGHT_TO_LEFT:
        return rect
    return rect.translated(within.left() + within.right() - rect.left() - rect.right(), 0)


def set_margins(part: QLayout | QWidget, before: int, top: int, behind: int, bottom: int) -> None:
    """Margins that differ before and behind the line."""
    if _is_mirrored():
        before, behind = behind, before
    part.setContentsMargins(before, top, behind, bottom)


def code_flags(direction: Qt.LayoutDirection) -> int:
    """Flags for ``drawText`` of an address, token or key: it runs left to right and stands where the line begins."""
    begin = Qt.AlignmentFlag.AlignRight if direction == RIGHT_TO_LEFT else Qt.AlignmentFlag.AlignLeft
    flags: int = begin.value | Qt.TextFlag.TextForceLeftToRight.value
    return flags


def isolate(text: str) -> str:
    """A path, version or address for a place that has no direction of its own, such as the cell of a table."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if _is_mirrored() else text


def keep_left_to_right(part: QWidget) -> None:
    """Let a part that shows an address, token or code run left to right; its words stand where the line begins."""
    is_mirrored = part.layoutDirection() == RIGHT_TO_LEFT
    part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if is_mirrored and isinstance(part, QLabel):
        part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def lay_code_out(editor: QPlainTextEdit) -> None:
    """Let the text of an editor run left to right, whatever its placeholder and its parts beside the text do."""
    _lay_text_out(editor, Qt.LayoutDirection.LeftToRight)


def lay_words_out(editor: QPlainTextEdit) -> None:
    """Let the text of an editor run as the program's language does, whatever letters a line begins with."""
    _lay_text_out(editor, QApplication.layoutDirection())


def _lay_text_out(editor: QPlainTextEdit, direction: Qt.LayoutDirection) -> None:
    option = editor.document().defaultTextOption()
    option.setTextDirection(direction)
    option.setAlignment(Qt.AlignmentFlag.AlignRight if direction == RIGHT_TO_LEFT else Qt.AlignmentFlag.AlignLeft)
    editor.document().setDefaultTextOption(option)


def _is_mirrored() -> bool:
    return QApplication.layoutDirection() == RIGHT_TO_LEFT
