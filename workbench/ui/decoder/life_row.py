"""The countdown and the life-line: beside each other where there is room for the words of both, else in two rows."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.decoder.lifeline import Lifeline
from workbench.ui.kit.text import PlainLabel

_TOP, _BESIDE, _BETWEEN = 8, 24, 8


class LifeRow(QWidget):
    """Owns how the two stand; what they say is told to them."""

    def __init__(self, meaning: PlainLabel, countdown: PlainLabel, lifeline: Lifeline) -> None:
        super().__init__()
        self._lifeline = lifeline
        self._figure = QVBoxLayout()
        self._figure.setSpacing(0)
        self._figure.addWidget(meaning)
        self._figure.addWidget(countdown)
        self._figure.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, _TOP, 0, 0)
        self._row.setSpacing(_BESIDE)
        self._row.addLayout(self._figure)
        self._row.addWidget(lifeline, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fit(self) -> None:
        """Stand as the words of now ask for."""
        is_wide = self._has_room(self.width())
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if direction == self._row.direction():
            return  # asked every second: a spacing that is set again has the whole pane laid out again
        self._row.setDirection(direction)
        self._row.setSpacing(_BESIDE if is_wide else _BETWEEN)

    def _has_room(self, width: int) -> bool:
        return self._figure.minimumSize().width() + _BESIDE + self._lifeline.width_of_words() <= width

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def heightForWidth(self, width: int) -> int:
        figure, line = self._figure.sizeHint().height(), self._lifeline.sizeHint().height()
        return _TOP + (max(figure, line) if self._has_room(width) else figure + _BETWEEN + line)

    def minimumSizeHint(self) -> QSize:
        """One above the other."""
        figure, line = self._figure.minimumSize(), self._lifeline.minimumSizeHint()
        return QSize(max(figure.width(), line.width()), _TOP + max(figure.height(), line.height()))
