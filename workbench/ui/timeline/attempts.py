"""The tries of a call that was repeated: why each did not do, and what was waited before the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.timeline import Attempt
from workbench.ui.kit.panel import Card
from workbench.ui.kit.text import PlainLabel

from .looks import describe_ms


class AttemptsCard(Card):
    """Owns a row for each try; a call that was sent once has nothing to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attemptsCard")
        self.setAccessibleName("Attempts")
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
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._rows = []
        self._title.setText(f"{len(attempts)} attempts")
        for number, attempt in enumerate(attempts, 1):
            row = (PlainLabel(str(number), shade="muted"), PlainLabel(describe_attempt(attempt), wrap=True))
            for column, part in enumerate(row):
                self._grid.addWidget(part, number, column, Qt.AlignmentFlag.AlignTop)
            self._rows.extend(row)
        self.setVisible(len(attempts) > 1)


def describe_attempt(attempt: Attempt) -> str:
    """One try in a line: "rate limited after 84 ms; waited 5.0 s"."""
    what = (attempt.reason or "answered").replace("_", " ")
    waited = f"; then waited {attempt.waited_seconds:.1f} s" if attempt.waited_seconds else ""
    return f"{what} after {describe_ms(attempt.elapsed_ms)}{waited}"
