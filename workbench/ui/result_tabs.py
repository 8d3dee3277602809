"""The tabs over the result, whose titles stay in sight together where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from workbench.language import tr
from workbench.ui.kit.icons import icon
from workbench.ui.kit.text import plain_tooltip
from workbench.ui.kit.theme import is_theme_change


class ResultTabs(QTabWidget):
    """Owns what the titles say at length, which gives way to the word alone where there is no room, and their marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultTabs")
        self.setAccessibleName(tr("Result"))
        self._words: dict[int, tuple[str, str]] = {}  # by place: alone, and at length
        self._tones: dict[int, str] = {}  # by place, of its mark

    def show_words(self, page: QWidget, alone: str, at_length: str, tone: str = "") -> None:
        """Title a page's tab, with a mark where there is a tone."""
        place = self.indexOf(page)
        self._words[place] = alone, at_length
        self._tones[place] = tone
        self._paint_marks()
        self.setTabToolTip(place, plain_tooltip(at_length if at_length != alone else ""))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._paint_marks()

    def _paint_marks(self) -> None:
        for place, tone in self._tones.items():
            self.setTabIcon(place, icon("triangle-alert", tone) if tone else QIcon())

    def _fit(self) -> None:
        for place, (_, at_length) in self._words.items():
            self.setTabText(place, at_length)
        if self.tabBar().sizeHint().width() > self.width():
            for place, (alone, _) in self._words.items():
                self.setTabText(place, alone)
