"""Three buttons in a row for how fast the simulator's time runs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workbench.language import number, tr
from workbench.ui.kit.theme import set_look

SPEEDS = (1.0, 10.0, 60.0)


class SpeedChoice(QWidget):
    """Owns which speed is pressed; none is where the speed is another."""

    speed_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for place, speed in enumerate(SPEEDS):
            button = QPushButton(f"{number(speed)}×")
            button.setAccessibleName(tr("Speed {number}×", number=number(speed)))
            button.setCheckable(True)
            set_look(button, tight=True)  # the three stand in a narrow sidebar
            self._group.addButton(button, place)
            row.addWidget(button, 1)
        self._group.idToggled.connect(self._on_button_toggled)

    def show_speed(self, speed: float) -> None:
        self._group.setExclusive(False)  # an exclusive group always keeps one pressed
        with QSignalBlocker(self._group):
            for place, known in enumerate(SPEEDS):
                self._group.button(place).setChecked(known == speed)
        self._group.setExclusive(True)

    def _on_button_toggled(self, place: int, is_pressed: bool) -> None:
        if is_pressed:
            self.speed_chosen.emit(SPEEDS[place])
