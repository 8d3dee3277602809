"""Every text of the settings can be spoken in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workbench.storage.settings import Settings
from workbench.ui.settings.dialog import ActionKeys, SettingsDialog
from workbench.ui.settings.files import FileState
from workbench.ui.settings.items import PAGES

KEYS = (ActionKeys("send", "[Séñd]", "[Réqüést]", "Ctrl+Enter", "Ctrl+Enter"),)
FILES = (FileState("glossary", "[Glõssàrý]", "[Wõrds]", "/data/glossary.toml", is_there=False),)
VALUES: dict[str, Any] = {item.name: getattr(Settings(), item.name) for _, _, items in PAGES for item in items}
NAMES = [*VALUES, "Ctrl+Enter", "/data/glossary.toml", "English", "Deutsch", "Ctrl+=", "Ctrl+-", "--retries", "UTC"]


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_dialog_is_translated(qtbot: QtBot, untranslated: Callable[..., list[str]]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SettingsDialog(KEYS, FILES, parent)
    dialog.show_settings(VALUES, VALUES)
    dialog.show_keys(KEYS)
    assert untranslated(dialog, but=NAMES) == []
