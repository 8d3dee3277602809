"""The token as it stands, masked until somebody asks, and its parts one by one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QPalette, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from workbench.core.token import Token
from workbench.language import tr, trn
from workbench.ui.decoder.colours import PART_COLOURS, WHOLE_LINE, PartColours
from workbench.ui.decoder.fitted_text import FittedText
from workbench.ui.decoder.parts import TokenParts
from workbench.ui.kit.collapsible import Collapsible
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import PlainLabel, set_tooltip
from workbench.ui.kit.theme import is_theme_change, theme_of

_PARTS = 3
_DOTS = 108  # shared among the parts of a masked token


class _RawText(FittedText):
    """The token. What is selected of it while it is in sight leaves by the marked copy alone, and as a whole."""

    copy_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Token"), 12)
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
        self._eye = _tool("eye", tr("Show the token"))
        self._copy = _tool("copy", tr("Copy the token"))
        self._raw = _RawText()
        self._raw.setObjectName("rawToken")
        self._raw.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        PartColours(self._raw, WHOLE_LINE)
        self._legend = tuple(_PartWord(colour) for colour in PART_COLOURS)
        self._parts = TokenParts()
        self._fold = Collapsible(tr("Header, payload and signature"), self._parts, folded=True)

        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(PlainLabel(tr("Token"), type_name="strong"))
        head.addStretch(1)
        head.addWidget(self._eye)
        head.addWidget(self._copy)
        legend = FlowLayout(spacing=12)
        for part_word in self._legend:
            legend.addWidget(part_word)
        self.column.addLayout(head)
        self.column.addWidget(self._raw)
        self.column.addLayout(legend)
        self.column.addWidget(self._fold)

        self._eye.clicked.connect(self._on_eye_clicked)
        self._copy.clicked.connect(self.copy_requested)
        self._raw.copy_requested.connect(self.copy_requested)
        self._raw.focus_lost.connect(lambda: self._peek(False))

    def show_token(self, token: Token) -> None:
        """Another token, masked again unless masking is off."""
        self._token = token
        self._is_peeking = False
        lengths = [len(part) for part in token.text.split(".", _PARTS - 1)]
        for label, words in zip(self._legend, _describe_lengths(*lengths), strict=True):
            label.setText(words)
        self._parts.show_token(token)
        self._show()

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
        words = tr("Hide the token") if is_shown else tr("Show the token")
        set_tooltip(self._eye, words)
        self._eye.setAccessibleName(words)
        if self._token is not None:
            self._parts.show_masked(not is_shown)
            self._raw.show_text(self._token.text if is_shown else _write_dots(self._token.text))

    def _on_eye_clicked(self) -> None:
        if not self._is_masked:
            self.show_masked(True)
            return
        self._peek(not self._is_peeking)
        if self._is_peeking:
            self._raw.setFocus(Qt.FocusReason.OtherFocusReason)  # without focus there would be no focus loss to hide it

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


def _describe_lengths(header: int, payload: int = 0, signature: int = 0) -> tuple[str, str, str]:
    """What the legend says of the parts, by how many characters they have."""
    return (
        trn("header · {count} character", "header · {count} characters", header) if header else tr("no header"),
        trn("payload · {count} character", "payload · {count} characters", payload) if payload else tr("no payload"),
        trn("signature · {count} character", "signature · {count} characters", signature)
        if signature
        else tr("no signature"),
    )


def _write_dots(text: str) -> str:
    """Dots in the proportions of the token's parts."""
    parts = text.split(".", 5)
    whole = sum(map(len, parts)) or 1
    return ".".join("•" * (max(3, round(_DOTS * len(part) / whole)) if part else 0) for part in parts)
