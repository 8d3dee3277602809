"""The token as it stands, masked until somebody asks, and its header and payload as JSON."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from workbench.core import json_text
from workbench.core.token import PartContent, Token
from workbench.ui.decoder.colours import PART_COLOURS, WHOLE_LINE, PartColours
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.highlight import JsonHighlighter
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.long_text import LongText
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import is_theme_change, theme_of

_PART_WORDS = ("header", "payload", "signature")
_DOTS = 108  # shared among the parts of a masked token


class FittedText(LongText):
    """A viewer as high as its text, up to a number of lines; then it scrolls."""

    focus_lost = Signal()

    def __init__(self, name: str, most_lines: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._most_lines = most_lines
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme_of(self).px(240), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme_of(self).px(80), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own context menu
            self.focus_lost.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()

    def _fit(self) -> None:
        # the size of a plain-text document is counted in lines
        lines = min(max(1, round(self.document().size().height())), self._most_lines)
        height = lines * self.fontMetrics().lineSpacing() + theme_of(self).px(20)
        if height != self._height:
            self._height = height
            self.updateGeometry()


class _RawText(FittedText):
    """The token. What is selected of it while it is in sight leaves by the marked copy alone, and as a whole."""

    copy_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Token", 12)
        self.is_in_sight = False

    def createMimeDataFromSelection(self) -> QMimeData:
        # also what is dragged, and the selection that X11 offers by itself
        return QMimeData() if self.is_in_sight else super().createMimeDataFromSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_in_sight and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)


class RawCard(Card):
    """Owns the token's text and whether it is revealed.

    The eye reveals it until the focus goes elsewhere, the pane is hidden or another token comes; ``show_masked(False)``
    reveals it until it is masked again.
    """

    copy_requested = Signal()  # the token

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token: Token | None = None
        self._is_masked = True
        self._is_peeking = False
        self._is_json_due = False
        self._eye = _tool("eye", "Show the token")
        self._copy = _tool("copy", "Copy the token")
        self._raw = _RawText()
        self._raw.setObjectName("rawToken")
        self._raw.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        PartColours(self._raw, WHOLE_LINE)
        self._legend = tuple(_PartWord(colour) for colour in PART_COLOURS)
        self._header = FittedText("Header as JSON", 24)
        self._payload = FittedText("Payload as JSON", 40)
        JsonHighlighter(self._header)
        JsonHighlighter(self._payload)
        parts = QWidget()
        self._parts = Collapsible("Header and payload as JSON", parts, folded=True)

        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(PlainLabel("Token", type_name="strong"))
        head.addStretch(1)
        head.addWidget(self._eye)
        head.addWidget(self._copy)
        legend = FlowLayout(spacing=12)
        for part_word in self._legend:
            legend.addWidget(part_word)
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for word, viewer in (("Header", self._header), ("Payload", self._payload)):
            column.addWidget(PlainLabel(word, type_name="caption", shade="muted"))
            column.addWidget(viewer)
        self.column.addLayout(head)
        self.column.addWidget(self._raw)
        self.column.addLayout(legend)
        self.column.addWidget(self._parts)

        self._eye.clicked.connect(self._on_eye_clicked)
        self._copy.clicked.connect(self.copy_requested)
        self._raw.copy_requested.connect(self.copy_requested)
        self._raw.focus_lost.connect(lambda: self._peek(False))
        self._parts.folded_changed.connect(self._on_parts_folded)

    def show_token(self, token: Token) -> None:
        """Another token, masked again unless masking is off."""
        self._token = token
        self._is_peeking = False
        self._is_json_due = True
        lengths = [len(part) for part in token.text.split(".", len(_PART_WORDS) - 1)]
        for label, word, length in zip(self._legend, _PART_WORDS, lengths + [0] * 3, strict=False):
            label.setText(f"{word} · {length:,} characters" if length else f"no {word}")
        self._show()
        if self._parts.is_folded:
            for viewer in (self._header, self._payload):
                viewer.show_text("")
        else:
            self._show_json()

    def show_masked(self, masked: bool) -> None:
        """Mask the token, or show it until it is masked again."""
        self._is_masked, self._is_peeking = masked, False
        self._show()

    def _peek(self, peeking: bool) -> None:
        if peeking != self._is_peeking:
            self._is_peeking = peeking
            self._show()

    def _show(self) -> None:
        is_shown = self._is_peeking or not self._is_masked
        self._raw.is_in_sight = is_shown
        set_icon(self._eye, "eye-off" if is_shown else "eye", "faint")
        words = "Hide the token" if is_shown else "Show the token"
        set_tooltip(self._eye, words)
        self._eye.setAccessibleName(words)
        if self._token is not None:
            self._raw.show_text(self._token.text if is_shown else _write_dots(self._token.text))

    def _show_json(self) -> None:
        """Written only when looked at: a payload of a megabyte takes a third of a second."""
        if self._token is None or not self._is_json_due:
            return
        self._is_json_due = False
        self._header.show_text(_write_part(self._token.header))
        self._payload.show_text(_write_part(self._token.payload))

    def _on_eye_clicked(self) -> None:
        if not self._is_masked:
            self.show_masked(True)
            return
        self._peek(not self._is_peeking)
        if self._is_peeking:
            self._raw.setFocus(Qt.FocusReason.OtherFocusReason)  # without focus there would be no focus loss to hide it

    def _on_parts_folded(self, folded: bool) -> None:
        if not folded:
            self._show_json()

    # ---- Qt

    def hideEvent(self, event: QHideEvent) -> None:
        self._peek(False)
        super().hideEvent(event)


class _PartWord(PlainLabel):
    """A word of the legend, in the colour of its part."""

    def __init__(self, colour: str) -> None:
        self._colour = colour  # before the style polishes the label, which is a change of style
        super().__init__(type_name="caption")
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()

    def _fit(self) -> None:
        palette, colour = self.palette(), theme_of(self).color(self._colour)
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)


def _tool(icon_name: str, words: str) -> QToolButton:
    button = QToolButton()
    set_icon(button, icon_name, "faint")
    set_tooltip(button, words)
    button.setAccessibleName(words)
    return button


def _write_dots(text: str) -> str:
    """Dots in the proportions of the token's parts."""
    parts = text.split(".", 5)
    whole = sum(map(len, parts)) or 1
    return ".".join("•" * (max(3, round(_DOTS * len(part) / whole)) if part else 0) for part in parts)


def _write_part(part: PartContent) -> str:
    if part.is_json:
        return json_text.write(part.value, indent=2)
    if part.text is not None:
        return part.text
    return "not readable" if part.octets is None else f"{len(part.octets):,} bytes that are no text"
