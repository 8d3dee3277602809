"""Pairs of tokens, and a pane that compares them."""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.core.glossary import Glossary
from workbench.ui.compare.pane import ComparePane
from workbench.ui.kit.theme import apply_theme, load_resources

REPOSITORY = Path(__file__).parents[3]
NOW = 1760358520.0
"""86 s before the documented renewed web token expires."""


@pytest.fixture
def mint() -> Callable[..., str]:
    """A token of changes to a header and a payload, with a dead signature."""

    def encode(part: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()

    def make(payload: Any = None, header: Any = None, signature: str = "A" * 43) -> str:
        whole = {"idv": ["MOBILE|919999922332"], "dev": "deviceid1", "org": "DOCDEMO", "alg": "HS256"} | (header or {})
        claims = {"uid": "1", "iat": 1760358000, "exp": 1760361600, "rol": "USER"} | (payload or {})
        return f"{encode(whole)}.{encode(claims)}.{signature}"

    return make


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> ComparePane:
    """On the screen, at ``NOW``, for a reader five and a half hours ahead of UTC."""
    load_resources(qapp, REPOSITORY / "resources")
    apply_theme(qapp, "light")
    glossary = Glossary.read(tomllib.loads((REPOSITORY / "resources" / "glossary.toml").read_text()))
    made = ComparePane(glossary, timezone(timedelta(hours=5, minutes=30)))
    qtbot.addWidget(made)
    made.resize(640, 800)
    made.show()
    made.show_now(NOW)
    return made
