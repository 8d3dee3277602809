"""The tabs over the result, whose titles stay in sight together where the window is narrow."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from workbench.language import tr
from workbench.ui.kit.text import plain_tooltip


class ResultTabs(QTabWidget):
    """Owns what the titles say at length, which gives way to the word alone where there is no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultTabs")
        self.setAccessibleName(tr("Result"))
        self._words: dict[int, tuple[str, str]] = {}  # by place: alone, and at length

    def show_words(self, place: int, alone: str, at_length: str) -> None:
        """Title the tab at a place."""
        self._words[place] = alone, at_length
        self.setTabToolTip(place, plain_tooltip(at_length if at_length != alone else ""))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for place, (_, at_length) in self._words.items():
            self.setTabText(place, at_length)
        if self.tabBar().sizeHint().width() > self.width():
            for place, (alone, _) in self._words.items():
                self.setTabText(place, alone)
