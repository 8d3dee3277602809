"""The list of what stands out about a token: what makes it unsafe, what is wrong, what was mended to read it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.problem import Problem
from workbench.core.visible import clip
from workbench.language import tr, trn
from workbench.ui.decoder.looks import NATURE_LOOKS, NatureLook
from workbench.ui.decoder.words import MOST_ENTRIES
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.direction import set_margins
from workbench.ui.kit.flow import FlowLayout
from workbench.ui.kit.panel import Card
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.wrapped import WrappedLabel


class ProblemsCard(Card):
    """Owns a line for each problem, grouped by nature, the gravest first; without one it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self._shown: tuple[Problem, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        head = FlowLayout()
        title = PlainLabel(tr("What stands out"), type_name="strong")
        set_margins(title, 0, 3, 6, 0)  # on the line of the words in the chips
        head.addWidget(title)
        self._chips = {nature: Chip(tr("Problems")) for nature in NATURE_LOOKS}
        for chip in self._chips.values():
            head.addWidget(chip)
        self.column.addLayout(head)
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
        ordered = [(look, one) for nature, look in NATURE_LOOKS.items() for one in problems if one.nature == nature]
        for look, problem in ordered[:MOST_ENTRIES]:
            self._lines.addWidget(_Line(look, problem))
        if (more := len(ordered) - MOST_ENTRIES) > 0:
            self._lines.addWidget(PlainLabel(trn("and {count} more", "and {count} more", more), shade="muted"))
        for nature, look in NATURE_LOOKS.items():
            count = sum(one.nature == nature for one in problems)
            words = look.count(count) if count else ""
            self._chips[nature].show_chip(words, look.tone, look.icon, filled=look.is_loud)


class _Line(QWidget):
    """One problem: icon, sentence, and in grey the part it is about with its code."""

    def __init__(self, look: NatureLook, problem: Problem) -> None:
        super().__init__()
        sentence = WrappedLabel(clip(problem.message), type_name="strong" if look.is_loud else "", shade=look.shade)
        sentence.setAccessibleName(tr(look.named, sentence=sentence.text()))
        code = WrappedLabel(" · ".join((problem.part, problem.code)), type_name="caption", shade="faint", is_code=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(sentence)
        words.addWidget(code)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Picture(16, look.icon, look.tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
