"""One row of the settings: words and explanation left, its editor right, and what is wrong under both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from workbench.language import tr
from workbench.ui.kit.fields import ProblemLine
from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.layouts import drop_part
from workbench.ui.kit.text import ElidedLabel, PlainLabel, set_tooltip
from workbench.ui.kit.theme import is_theme_change, set_look, theme_of

_EDITOR_WIDTH = 232


class Row(QWidget):
    """Owns the words of one thing that can be set, its editor, and the button that sets it back."""

    reset_requested = Signal()

    def __init__(self, words: str, key: str, explanation: str, editor: QWidget, parent: QWidget | None = None) -> None:
        """`key` is the name in the file, shown in grey; `editor` gets `words` as its accessible name."""
        super().__init__(parent)
        self._searched = f"{words} {key} {explanation}".casefold()
        self._editor = editor
        self._marked = editor.focusProxy() or editor
        for part in (self._marked, *self._marked.findChildren(QLineEdit)):
            part.setAccessibleName(words)
        self._marked.setAccessibleDescription(explanation)
        self._explanation = explanation
        self._reset = QToolButton()
        self._reset.setAccessibleName(tr("Reset: {words}", words=words))
        set_icon(self._reset, "rotate-ccw", "faint")
        set_tooltip(self._reset, tr("Back to what it is by itself"))
        kept = self._reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that the editors line up
        self._reset.setSizePolicy(kept)
        self._reset.clicked.connect(self.reset_requested)
        self._problem: ProblemLine | None = None

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(words, type_name="strong"))
        head.addWidget(PlainLabel(key, type_name="caption", shade="faint"))
        head.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(head, 0, 0)
        if explanation:
            text = PlainLabel(explanation, type_name="caption", shade="muted", wrap=True)
            text.setMinimumWidth(1)  # a long word must not push the editor out of sight
            self._grid.addWidget(text, 1, 0)
        self._grid.addWidget(editor, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._reset, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._fit()

    def show_own(self, is_own: bool) -> None:
        """Whether it is what it is by itself; then there is nothing to set back."""
        if is_own and self._reset.hasFocus():
            self._marked.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reset.setVisible(not is_own)

    def show_problem(self, words: str) -> None:
        """What is wrong with what was given; "" for nothing."""
        if self._problem is not None:
            drop_part(self._grid, self._problem)
            self._problem = None
        if words:
            self._problem = ProblemLine("error", words)
            self._grid.addWidget(self._problem, 2, 0, 1, 3)
        set_look(self._marked, problem="error" if words else "")
        self._marked.setAccessibleDescription(words or self._explanation)

    def show_search(self, words: list[str]) -> bool:
        """Hide where not every word (casefolded) stands in it; whether it is to be seen."""
        is_found = all(word in self._searched for word in words)
        self.setVisible(is_found)
        return is_found

    def _fit(self) -> None:
        self._editor.setFixedWidth(theme_of(self).px(_EDITOR_WIDTH))

    # ---- Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._fit()
