"""The tries of a call that was repeated: why each did not do, and what was waited before the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.timeline import Attempt
from workbench.core.words import say_reason
from workbench.language import number, tr, trn
from workbench.ui.kit.layouts import drop_part
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import PlainLabel

from .looks import describe_ms


class AttemptsCard(Card):
    """Owns a row for each try; a call that was sent once has nothing to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attemptsCard")
        self.setAccessibleName(tr("Attempts"))
        self._title = PlainLabel(type_name="strong", shade="muted")
        self._rows: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.column.addWidget(self._title)
        self.column.addLayout(self._grid)

    def show_attempts(self, attempts: Sequence[Attempt]) -> None:
        for part in self._rows:
            drop_part(self._grid, part)
        self._rows = []
        self._title.setText(trn("{count} attempt", "{count} attempts", len(attempts)))
        for at, attempt in enumerate(attempts, 1):
            row = (PlainLabel(str(at), shade="muted"), PlainLabel(describe_attempt(attempt), wrap=True))
            for column, part in enumerate(row):
                self._grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignTop)
            self._rows.extend(row)
        self.setVisible(len(attempts) > 1)


def describe_attempt(attempt: Attempt) -> str:
    """One try in a line: "rate limited after 84 ms; waited 5.0 s"."""
    what = say_reason(attempt.reason) if attempt.reason else tr("answered")
    took = describe_ms(attempt.elapsed_ms)
    if not attempt.waited_seconds:
        return tr("{what} after {time}", what=what, time=took)
    waited = number(attempt.waited_seconds, 1)
    return tr("{what} after {time}; then waited {seconds} s", what=what, time=took, seconds=waited)
