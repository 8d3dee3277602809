"""LongText: a read-only viewer that stays quick whatever it is given.

Learned: QPlainTextEdit needs 1.3 s to set and 0.6 s a key for 100 kB in one line; so text above 256 kB, or with a
line above 10 kB, is held outside the editor, which shows folded excerpts of its start and end.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.language import number, trn

from .direction import keep_left_to_right, lay_words_out
from .text import visible_text
from .theme import is_theme_change, theme_of

LONGEST_TEXT = 256 * 1024
LONGEST_LINE = 10 * 1024
_EXCERPT = 4000  # characters of each end
_FOLD = 400  # characters of a long line in an excerpt


class LongText(QPlainTextEdit):
    """Owns the whole text and shows all of it or its ends."""

    def __init__(self, name: str = "", parent: QWidget | None = None, *, font: str = "mono") -> None:
        """`name` is the accessible name, `font` one of the theme's."""
        super().__init__(parent)
        self._whole = ""
        self._font = font
        self._is_shortened = False
        self.setReadOnly(True)
        if font == "mono":
            keep_left_to_right(self)
        else:
            lay_words_out(self)
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)
        self.setFont(theme_of(self).font(font))

    def show_text(self, text: str) -> None:
        """Show `text` (invisible characters spelt out), or a summary of it when it is too long to edit."""
        self._whole = text
        longest = max(map(len, text.split("\n")), default=0)
        self._is_shortened = len(text) > LONGEST_TEXT or longest > LONGEST_LINE
        shown = shorten(text) if self._is_shortened else text
        shown = visible_text(shown, keep="\n\t")
        if shown != self.toPlainText():
            self.setPlainText(shown)

    def whole_text(self) -> str:
        """What was given, to the character."""
        return self._whole

    @property
    def is_shortened(self) -> bool:
        return self._is_shortened

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            font = theme_of(self).font(self._font)
            if font != self.font():
                self.setFont(font)
        super().changeEvent(event)


def shorten(text: str) -> str:
    """The first and last 4,000 characters, long lines folded, under a line that says so."""
    lines = text.count("\n") + 1
    summary = trn(
        "── {characters} characters in {count} line; only the start and the end are shown ──",
        "── {characters} characters in {count} lines; only the start and the end are shown ──",
        lines,
        characters=number(len(text)),
    )
    if len(text) <= 2 * _EXCERPT:
        return f"{summary}\n\n{_fold(text)}"
    left_out = len(text) - 2 * _EXCERPT
    gap = trn("── {count} character left out ──", "── {count} characters left out ──", left_out)
    return f"{summary}\n\n{_fold(text[:_EXCERPT])}\n\n{gap}\n\n{_fold(text[-_EXCERPT:])}"


def _fold(text: str) -> str:
    return "\n".join(
        line[start : start + _FOLD] for line in text.split("\n") for start in range(0, max(len(line), 1), _FOLD)
    )
