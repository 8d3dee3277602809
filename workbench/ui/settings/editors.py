"""Editors of a setting: a choice, a choice that takes other text too, and an amount with its unit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from workbench.language import spoken, tr
from workbench.ui.kit.choice import StillChoice
from workbench.ui.kit.text import PlainLabel

from .items import Amount, Choices

_GROUPED = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+")


class ChoiceEditor(StillChoice):
    """Owns the value that is shown; one that is not on the list is shown as it is."""

    chosen = Signal(object)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_free = choices.free
        self._own = [(value, tr(words)) for value, words in choices.values]
        self._shown: object = None
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(StillChoice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda place: self._choose(self.itemData(place)))
        if choices.free:
            self._make_free(tr(choices.hint))
        self.offer(())

    def _make_free(self, hint: str) -> None:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.editingFinished.connect(self.commit)
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(StillChoice.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def offer(self, texts: Sequence[str]) -> None:
        """These texts too, under the choices that are always there."""
        self.clear()
        for value, words in (*self._own, *((text, text) for text in texts)):
            self.addItem(words, value)
        self.show_value(self._shown)

    def show_value(self, value: object) -> None:
        self._shown = value
        place = next((at for at in range(self.count()) if self.itemData(at) == value), -1)
        if place < 0 and not self._is_free and value is not None:
            self.addItem(str(value), value)  # another program wrote it
            place = self.count() - 1
        self.setCurrentIndex(place)
        if self._is_free:
            self.setEditText(self.itemText(place) if place >= 0 else str(value or ""))
            if (line := self.lineEdit()) is not None:
                line.setCursorPosition(0)  # the beginning of a long one is seen

    def commit(self) -> None:
        """Choose what was typed, if that is something else than what is shown."""
        if self._is_free:
            text = self.currentText().strip()
            place = self.findText(text, Qt.MatchFlag.MatchFixedString)
            self._choose(self.itemData(place) if place >= 0 else text)

    def _choose(self, value: object) -> None:
        if value != self._shown:
            self.chosen.emit(value)


class AmountEditor(QWidget):
    """Owns the line and the unit behind it. What is no number is given on as it was typed, to be refused in words."""

    chosen = Signal(object)

    def __init__(self, amount: Amount, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amount = amount
        self.line = QLineEdit()
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(PlainLabel(tr(amount.unit), shade="muted"), 1)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self.commit)

    def show_value(self, value: object) -> None:
        text = f"{value / self._amount.factor:.12g}" if isinstance(value, int | float) else str(value)
        self.line.setText(text.replace(".", spoken().decimal))
        self.line.setModified(False)

    def commit(self) -> None:
        """Choose what was typed, if anything was."""
        if self.line.isModified():
            self.line.setModified(False)
            self.chosen.emit(read_amount(self.line.text(), self._amount))


def read_amount(text: str, amount: Amount) -> int | float | str:
    """The number that stands in a text, times the factor; whole where the amount is. What is no number as it is."""
    written = text.strip()
    if amount.is_whole and amount.factor == 1 and _GROUPED.fullmatch(written):
        written = re.sub(r"\D", "", written)
    try:
        number = float(written.replace(",", ".")) * amount.factor
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if not amount.is_whole:
        return int(number) if number.is_integer() else number
    return round(number) if amount.factor > 1 or number.is_integer() else number
