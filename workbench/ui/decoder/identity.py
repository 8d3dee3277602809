"""The identity card: for whom a token was issued, each identifier a row with its type."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.core.json_text import Json
from workbench.core.token import Identifier, Token
from workbench.core.visible import clip
from workbench.language import tr, trn
from workbench.ui.decoder.words import MOST_ENTRIES
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import ElidedLabel, PlainLabel
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of
from workbench.ui.kit.wrapped import WrappedLabel

_WORD_WIDTH, _MOST_WORD_WIDTH, _KEY_WIDTH = 92, 104, 32


class IdentityCard(Card):
    """Owns a row for each identifier, one for the device and one for the organisation."""

    copy_requested = Signal(object)  # str

    def __init__(self, parent: QWidget | None = None, *, is_for_others: bool = False) -> None:
        """``is_for_others``: nobody copies what is masked."""
        super().__init__(parent)
        self._on_copy = None if is_for_others else self.copy_requested.emit
        self._first = _Row(tr("Identifier"), tr("Copy identifier"), "idv", "idvValue", self._on_copy)
        self._others: list[QWidget] = []
        self._identifiers = QVBoxLayout()
        self._identifiers.setSpacing(4)
        self._device = _Row(tr("Device"), tr("Copy device"), "dev", "devValue", self._on_copy)
        self._organisation = _Row(tr("Organisation"), tr("Copy organisation"), "org", "orgValue", self._on_copy)
        self.column.setSpacing(4)
        self.column.addWidget(PlainLabel(tr("Identity"), type_name="strong"))
        self.column.addSpacing(2)
        self._identifiers.addWidget(self._first)
        self.column.addLayout(self._identifiers)
        self.column.addWidget(self._device)
        self.column.addWidget(self._organisation)

    def show_identity(self, token: Token) -> None:
        """What the token's header says of person, device and organisation."""
        identity = token.identity
        for row in self._others:
            self._identifiers.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._others = []
        if identity.identifiers:
            self._first.show_identifier(identity.identifiers[0])
        else:
            self._first.show_absence(tr("not stated"))
        for identifier in identity.identifiers[1:MOST_ENTRIES]:
            row = _Row("", tr("Copy identifier"), "", "", self._on_copy)
            row.show_identifier(identifier)
            self._add(row)
        if (more := len(identity.identifiers) - MOST_ENTRIES) > 0:
            rest = _Row("", tr("Copy identifier"), "", "", self._on_copy)
            rest.show_absence(trn("and {count} more", "and {count} more", more))
            self._add(rest)
        if identity.device is not None:
            self._device.show_value(identity.device)
        elif token.channel == "web":
            self._device.show_absence(tr("none · bound to no device (web)"))
        else:
            self._device.show_absence(tr("not stated"))
        if identity.organisation is not None:
            self._organisation.show_value(identity.organisation)
        else:
            self._organisation.show_absence(tr("not stated"))

    def _add(self, row: QWidget) -> None:
        self._others.append(row)
        self._identifiers.addWidget(row)


def untold_members(token: Token) -> dict[str, Json]:
    """The members of the header that the card does not tell, or not in full."""
    members = token.header_members
    listed = members.get("idv")
    is_told = {
        "idv": isinstance(listed, str) or (isinstance(listed, list) and all(isinstance(one, str) for one in listed)),
        "dev": members.get("dev") is None or token.identity.device is not None,
        "org": token.identity.organisation is not None,
    }
    return {name: value for name, value in members.items() if not is_told.get(name, False)}


def _words() -> tuple[str, str, str]:
    """What stands before the rows, whose values line up."""
    return tr("Identifier"), tr("Device"), tr("Organisation")


class _Row(QWidget):
    """One fact: its word, its key in grey, perhaps a type, the value and a button that copies it."""

    def __init__(self, word: str, copy_name: str, key: str, name: str, on_copy: Callable[[str], object] | None) -> None:
        super().__init__()
        self._is_copied = on_copy is not None
        self._whole = ""
        self._name = word or tr("Identifier")
        self._word = ElidedLabel(word, shade="muted")
        self._key = PlainLabel(key, type_name="caption", shade="faint")
        self._type = Chip(tr("Identifier type"))
        self._value = WrappedLabel(is_code=True)
        self._value.setObjectName(name)
        self._show_words("")
        self._copy = QToolButton()
        set_look(self._copy, tiny=True)
        set_icon(self._copy, "copy", "faint", 14)
        self._copy.setToolTip(tr("Copy"))
        self._copy.setAccessibleName(copy_name)
        if on_copy is not None:
            self._copy.clicked.connect(lambda: on_copy(self._whole))
        kept = self._copy.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._copy.setSizePolicy(kept)

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._word, self._key, self._type):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._value, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        self._fit()

    def show_identifier(self, identifier: Identifier) -> None:
        self.show_value(identifier.value)
        self._type.show_chip(clip(identifier.type or "", 24), "info")

    def show_value(self, value: str) -> None:
        self._whole = value
        self._show_words(clip(value) or tr("an empty text"))
        self._value.show_shade("" if value else "muted")
        self._type.show_chip("")
        self._copy.setVisible(bool(value) and self._is_copied)

    def show_absence(self, words: str) -> None:
        self.show_value("")
        self._show_words(words)

    def _show_words(self, words: str) -> None:
        self._value.setText(words)
        self._value.setAccessibleName(
            tr("{name}: {value}", name=self._name, value=self._value.text() or tr("nothing yet"))
        )

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        theme = theme_of(self)
        widest = max(map(self.fontMetrics().horizontalAdvance, _words()))
        self._word.setFixedWidth(max(theme.px(_WORD_WIDTH), min(widest, theme.px(_MOST_WORD_WIDTH))))
        self._key.setFixedWidth(theme.px(_KEY_WIDTH))
        for part in (self._word, self._key):
            part.setFixedHeight(theme.px(22))
        self._copy.setFixedHeight(theme.px(22))
        self._value.setMinimumHeight(theme.px(18))
