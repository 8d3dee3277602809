"""The three colours of a token's parts, in an editor.

Learned: a highlighter counts UTF-16 units, Python counts characters; they differ beyond U+FFFF.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from workbench.core.redact import TOKEN_SHAPE
from workbench.ui.kit.theme import is_theme_change, theme_of

PART_COLOURS = ("token_header", "token_payload", "token_signature")
WHOLE_LINE = re.compile(r".+")


class PartColours(QSyntaxHighlighter):
    """Owns the formats; colours whatever `shape` finds, a part between dots at a time, and follows the theme.

    With ``WHOLE_LINE`` a text of several lines keeps one colour: it is the summary of a token that is too long to show.
    """

    def __init__(self, editor: QPlainTextEdit, shape: re.Pattern[str] = TOKEN_SHAPE) -> None:
        super().__init__(editor.document())
        self._shape = shape
        self._formats: list[QTextCharFormat] = []
        self._read_theme()
        editor.installEventFilter(self)

    def highlightBlock(self, text: str) -> None:
        if self._shape is WHOLE_LINE and self.document().blockCount() > 1:
            return
        for found in self._shape.finditer(text):
            start = _utf16_length(text[: found.start()])
            for number, part in enumerate(found.group().split(".")):
                length = _utf16_length(part)
                self.setFormat(start, length, self._formats[min(number, len(self._formats) - 1)])
                start += length + 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_theme_change(event):
            self._read_theme()
            self.rehighlight()
        return super().eventFilter(watched, event)

    def _read_theme(self) -> None:
        self._formats = []
        for name in PART_COLOURS:
            text_format = QTextCharFormat()
            text_format.setForeground(QColor(getattr(theme_of(self), name)))
            self._formats.append(text_format)


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
