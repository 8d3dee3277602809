"""Text that came from somewhere else, shown as what it is: never as markup, never with invisible characters.

Learned: a QLabel, tooltip or message box guesses rich text by itself and loads local images from `<img src=…>`;
PySide drops lone surrogates on the way into a QString. So labels are fixed to plain text, tooltips are escaped, and
what cannot be seen is spelt out.
"""

from __future__ import annotations

import html
import unicodedata
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from .theme import set_look

# Format characters that shape emoji and some scripts' words; everything else of category Cf is spelt out.
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_INVISIBLE_OTHERS = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}

LONGEST_TOOLTIP = 2000
_MOST_REMEMBERED = 10_000


def visible_text(text: str, *, keep: str = "") -> str:
    """`text` with every control, bidi, zero-width and unassigned character and lone surrogate spelt out.

    Controls become their pictures (␀ … ␡), others `⟨U+200B⟩`, and unusual spaces too. Characters in `keep` ("\\n\\t")
    stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_spellings(keep))


def plain_tooltip(text: str) -> str:
    """`text` for setToolTip: markup in it is shown, never rendered. Empty stays empty (no tooltip).

    Of a long text only the beginning fits a screen.
    """
    if not text:
        return ""
    if len(text) > LONGEST_TOOLTIP:
        text = f"{text[:LONGEST_TOOLTIP]}…"
    return f"<span style='white-space: pre-wrap'>{html.escape(visible_text(text, keep=chr(10)))}</span>"


def set_tooltip(widget: QWidget, text: str) -> None:
    """A plain-text tooltip, and the same words for screen readers (they would read the escaped markup otherwise)."""
    widget.setToolTip(plain_tooltip(text))
    widget.setAccessibleDescription(visible_text(text, keep="\n"))


class PlainLabel(QLabel):
    """A label fixed to plain text. `type_name` is a step of the type scale, `shade` muted, faint or a tone."""

    def __init__(
        self,
        text: str = "",
        *,
        type_name: str = "",
        shade: str = "",
        selectable: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setWordWrap(wrap)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:  # also what somebody typed in Latin letters
            self.setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            )
        self.setText(text)
        if type_name or shade:
            set_look(self, type=type_name, shade=shade)

    def setText(self, text: str) -> None:
        """Show `text`, invisible characters spelt out; nothing is repainted when it is the same."""
        shown = visible_text(text, keep="\n")
        if shown != self.text():
            super().setText(shown)

    def show_shade(self, shade: str) -> None:
        set_look(self, shade=shade)


class ElidedLabel(PlainLabel):
    """A one-line label that cuts what does not fit and keeps the whole text in its tooltip and accessible name."""

    def __init__(
        self,
        text: str = "",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        type_name: str = "",
        shade: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._mode = mode
        super().__init__(text, type_name=type_name, shade=shade, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def shown_text(self) -> str:
        """What fits now, with an ellipsis where something was cut."""
        line = self.text().replace("\n", " ⏎ ")
        return self.fontMetrics().elidedText(line, self._mode, self.contentsRect().width())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._update_tooltip()

    def minimumSizeHint(self) -> QSize:
        least = min(self.fontMetrics().horizontalAdvance("…M"), super().minimumSizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setLayoutDirection(self.layoutDirection())
        painter.drawText(self.contentsRect(), int(self.alignment()), self.shown_text())

    def _update_tooltip(self) -> None:
        self.setToolTip(plain_tooltip(self.text()) if self.shown_text() != self.text() else "")


class _Spellings(dict[int, str]):
    """How characters are shown, by their codes; the first few thousand that were asked for are remembered.

    With it ``str.translate`` is twenty times as fast as a loop, which counts where a text is as long as an editor may
    hold.
    """

    def __init__(self, keep: str) -> None:
        super().__init__()
        self._keep = keep

    def __missing__(self, code: int) -> str:
        character = chr(code)
        shown = character if character in self._keep else _spell(character)
        if len(self) < _MOST_REMEMBERED:
            self[code] = shown
        return shown


@cache
def _spellings(keep: str) -> _Spellings:
    return _Spellings(keep)


def _spell(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    category = unicodedata.category(character)
    if category in _INVISIBLE_CATEGORIES or character in _INVISIBLE_OTHERS or (category == "Zs" and character != " "):
        return f"⟨U+{code:04X}⟩"
    return character
