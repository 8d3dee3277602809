"""The rows of files that people may write themselves: where they are, and whether they are in use."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.language import tr
from workbench.ui.kit.picture import Picture
from workbench.ui.kit.text import PlainLabel
from workbench.ui.kit.wrapped import WrappedLabel


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the data folder: its words, what stands in it, its path, and why it is not used ("" where it is)."""

    name: str
    words: str
    explanation: str
    path: str
    is_there: bool
    trouble: str = ""


class FileRow(QWidget):
    """Owns the words about one file."""

    def __init__(self, state: FileState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searched = f"{state.words} {state.explanation} {state.path}".casefold()
        self._icon = Picture(14)
        self._state = PlainLabel(type_name="caption", wrap=True)
        self._state.setObjectName(f"{state.name}State")
        path = WrappedLabel(state.path, type_name="caption", is_code=True)
        path.setObjectName(f"{state.name}Path")
        path.setAccessibleName(tr("Path: {path}", path=state.path))
        how = QHBoxLayout()
        how.setSpacing(6)
        how.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        how.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(state.words, type_name="strong"))
        column.addWidget(PlainLabel(state.explanation, type_name="caption", shade="muted", wrap=True))
        column.addWidget(path)
        column.addLayout(how)
        self.show_state(state)

    def show_state(self, state: FileState) -> None:
        if state.trouble:
            look, words = ("bad", "circle-alert"), state.trouble
        elif state.is_there:
            look, words = ("good", "circle-check"), tr("In use.")
        else:
            look, words = ("neutral", "circle-dashed"), tr("Not there; the program's own words and values hold.")
        self._icon.show_icon(look[1], look[0])
        self._state.setText(words)
        self._state.show_shade("bad" if state.trouble else "muted")

    def show_search(self, words: list[str]) -> bool:
        """Hide where not every word (casefolded) stands in it; whether it is to be seen."""
        is_found = all(word in self._searched for word in words)
        self.setVisible(is_found)
        return is_found
