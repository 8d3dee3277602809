"""The list of what is wrong with a token, or was mended to read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.token import Problem
from workbench.ui.decoder.looks import look_of_problem
from workbench.ui.decoder.words import MOST_ENTRIES, clip
from workbench.ui.decoder.wrapped import WrappedLabel
from workbench.ui.kit.panel import Card
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel

_GRAVITY = ("Error", "Warning", "Note")


class ProblemsCard(Card):
    """Owns a line for each problem, the gravest first; without one it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self._shown: tuple[Problem, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.column.addWidget(PlainLabel("What stands out", type_name="strong"))
        self.column.addLayout(self._lines)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List them; none hides the card."""
        self.setVisible(bool(problems))
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.setParent(None)
                line.deleteLater()
        ordered = sorted(problems, key=lambda problem: _GRAVITY.index(look_of_problem(problem)[0]))
        for problem in ordered[:MOST_ENTRIES]:
            word, tone, icon = look_of_problem(problem)
            self._lines.addWidget(_Line(word, problem.part, problem.message, tone, icon))
        if (more := len(ordered) - MOST_ENTRIES) > 0:
            self._lines.addWidget(PlainLabel(f"and {more:,} more", shade="muted"))


class _Line(QWidget):
    """One problem: icon, sentence, and the part it is about in grey."""

    def __init__(self, word: str, part: str, message: str, tone: str, icon: str) -> None:
        super().__init__()
        sentence = WrappedLabel(clip(message), shade=tone)
        sentence.setAccessibleName(f"{word}: {sentence.text()}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Picture(16, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(sentence, 1)
        row.addWidget(PlainLabel(part, type_name="caption", shade="faint"), 0, Qt.AlignmentFlag.AlignTop)
