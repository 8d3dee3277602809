"""The languages that a journey is made in, and the eyes that find what they leave in English or cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from workbench.core.calls import IDENTIFIER_TYPES, WORDS
from workbench.core.request import PRODUCTION_HOSTS
from workbench.core.route import DIRECT
from workbench.language import Language, speak
from workbench.language.pseudo import PSEUDO, RIGHT_TO_LEFT
from workbench.storage.languages import load_language
from workbench.ui.kit.chip import Chip
from workbench.ui.kit.locale import apply_locale
from workbench.ui.kit.text import ElidedLabel
from workbench.ui.simulator.description import Description

NAMES = (
    *("Token Workbench", "Demo · mobile", "Demo · web", "simulator", "DocDemo", "MOBILE", "JSON", "CSV", "HTTP"),
    *("token/regenerate", "web/token/regenerate", "127.0.0.1", "http://", "csv", "json"),
    "application/x-www-form-urlencoded",
    *(*PRODUCTION_HOSTS, *IDENTIFIER_TYPES, *WORDS, DIRECT),
)
"""What people gave a name, and names of products and addresses: the same in every language."""
KEYS = ("Ctrl", "Return", "Enter", "Shift", "Alt", "Del", "Esc", "Up", "Down", "Space")
"""Qt's own words, for which it has catalogues of real languages only."""


longer = pytest.mark.parametrize("spoken", [PSEUDO], indirect=True, ids=["longer"])
both = pytest.mark.parametrize("spoken", [PSEUDO, RIGHT_TO_LEFT], indirect=True, ids=["longer", "right to left"])
mirrored = pytest.mark.parametrize("spoken", [RIGHT_TO_LEFT], indirect=True, ids=["right to left"])
german = pytest.mark.parametrize("spoken", [load_language("de")], indirect=True, ids=["German"])


def speak_to(app: QApplication, language: Language) -> None:
    speak(language)
    apply_locale(app)


def is_outside(part: QWidget) -> bool:
    """Whether it reaches beyond what it is laid out in, or, where that scrolls, beyond its sides."""
    parent = part.parentWidget()
    area = parent.parentWidget() if parent is not None else None
    if parent is None or part.isWindow():
        return False
    if isinstance(area, QScrollArea) and area.widget() is part:
        scrolls = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return part.width() > parent.width() and not scrolls
    layout = parent.layout()
    return layout is not None and layout.indexOf(part) >= 0 and not parent.rect().contains(part.geometry())


def is_too_narrow(part: QWidget) -> bool:
    """Whether words are cut that do not say so with an ellipsis."""
    if isinstance(part, QLabel):
        return (
            not (isinstance(part, Chip | ElidedLabel | Description) or part.wordWrap())
            and part.width() < part.sizeHint().width()
        )
    return isinstance(part, QAbstractButton) and part.width() < part.minimumSizeHint().width()


def describe(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel | QAbstractButton) else part.accessibleName()
    return f"{type(part).__name__} {part.objectName()} “{words}” {part.geometry().getRect()}"
