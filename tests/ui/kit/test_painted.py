"""What is painted is what the tokens promise: the contrast of chips measured in pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.chip import Chip, ChipButton
from workbench.ui.kit.theme import apply_theme, load_resources, theme_of
from workbench.ui.kit.tokens import HOST_COLORS, contrast

TONES = ("good", "soon", "critical", "bad", "info", "neutral", *(f"host-{name}" for name in HOST_COLORS))
_SCALE = 4
LOOKS: dict[str, dict[str, Any]] = {"soft": {}, "filled": {"filled": True}, "outline": {"outline": True}}


def painted_contrast(chip: Chip) -> float:
    """Between the ground of a chip and what stands out most from it in its middle line.

    Painted on a sharp screen, where a letter's stroke is wider than its softened edge.
    """
    picture = QPixmap(chip.size() * _SCALE)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(theme_of().surface)
    chip.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    image = picture.toImage()
    row, end = image.height() // 2, image.height() // 2
    ground = image.pixelColor(end // 2, row).name()
    return max(contrast(image.pixelColor(x, row).name(), ground) for x in range(end, image.width() - end))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("look", LOOKS)
def test_the_words_of_a_chip_stand_out_from_its_ground(
    qapp: QApplication, qtbot: QtBot, mode: Literal["light", "dark"], look: str
) -> None:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, mode)
    weak = {}
    for tone in TONES:
        chip = Chip()
        qtbot.addWidget(chip)
        chip.show_chip("HIIMH 42", tone, **LOOKS[look])
        chip.resize(chip.sizeHint())
        if (measured := painted_contrast(chip)) < 4.5:
            weak[tone] = round(measured, 2)
    apply_theme(qapp, "light")
    assert not weak


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_focus_of_a_chip_is_painted_in_a_colour_that_shows(
    qapp: QApplication, qtbot: QtBot, mode: Literal["light", "dark"]
) -> None:
    load_resources(qapp, Path(__file__).parents[3] / "resources")
    apply_theme(qapp, mode)
    wanted = {False: theme_of().focus, True: theme_of().focus_solid}
    for filled in (False, True):
        chip = ChipButton()
        qtbot.addWidget(chip)
        chip.show_chip("as of yesterday", "soon", filled=filled)
        chip.resize(chip.sizeHint())
        chip.activateWindow()
        chip.setFocus()
        qtbot.waitUntil(chip.hasFocus)
        image = chip.grab().toImage()
        assert image.pixelColor(image.width() // 2, 1).name() == wanted[filled]
    apply_theme(qapp, "light")
