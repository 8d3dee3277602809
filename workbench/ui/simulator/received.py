"""The calls that the simulator received: how many, and the last few in a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.language import tr, trn
from workbench.ui.kit.direction import keep_left_to_right
from workbench.ui.kit.text import ElidedLabel, PlainLabel

_LINES = 3


class Received(QWidget):
    """Owns the count and the lines of the last calls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = PlainLabel(type_name="caption", shade="muted")
        self._count.setObjectName("callCount")
        self._lines = [_make_line() for _ in range(_LINES)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._count, 0, 0, 1, 3)
        for number, line in enumerate(self._lines, start=1):
            for column, label in enumerate(line):
                grid.addWidget(label, number, column)
        self.show_count(0)
        self.show_calls([])

    def show_count(self, count: int) -> None:
        some = trn("{count} call received", "{count} calls received", count)
        self._count.setText(some if count else tr("No call received yet"))

    def show_calls(self, calls: Sequence[tuple[str, str, str]]) -> None:
        """(time, path, result), newest first; what does not fit is left out."""
        for place, line in enumerate(self._lines):
            time, path, result = calls[place] if place < len(calls) else ("", "", "")
            for label, text in zip(line, (time, path, result), strict=True):
                label.setText(text)
                label.setVisible(bool(time))


def _make_line() -> tuple[PlainLabel, ElidedLabel, PlainLabel]:
    time = PlainLabel(type_name="caption", shade="faint")
    path = ElidedLabel(type_name="caption", shade="muted")
    result = PlainLabel(type_name="caption")
    for label in (time, path, result):
        keep_left_to_right(label)
    return time, path, result
