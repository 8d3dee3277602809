"""Tokens to look at, and a pane that looks."""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from workbench.core.glossary import Glossary
from workbench.ui.decoder.pane import TokenPane

REPOSITORY = Path(__file__).parents[3]
NOW = 1760358520.0
"""86 s before the documented renewed web token expires."""


def encode(part: Any) -> str:
    octets = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


@pytest.fixture
def mint() -> Callable[..., str]:
    """A token of a payload and a header, with a dead signature."""

    def make(payload: Any, header: Any = None) -> str:
        header = {"idv": ["MOBILE|919999922332"], "dev": None, "org": "DOCDEMO", "alg": "HS256"} | (header or {})
        return f"{encode(header)}.{encode(payload)}.{'A' * 43}"

    return make


@pytest.fixture(scope="session")
def documented() -> dict[str, str]:
    """The four tokens of the documentation."""
    listed = json.loads((REPOSITORY / "tests" / "contract" / "samples.json").read_text())["tokens"]
    names = ("mobile key", "web expired", "mobile renewed", "web renewed")
    return {name: entry["token"] for name, entry in zip(names, listed, strict=True)}


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    return Glossary.read(tomllib.loads((REPOSITORY / "resources" / "glossary.toml").read_text()))


@pytest.fixture
def pane(qtbot: QtBot, glossary: Glossary) -> TokenPane:
    """On the screen, at ``NOW``, for a reader five and a half hours ahead of UTC."""
    made = TokenPane(glossary, timezone(timedelta(hours=5, minutes=30)))
    qtbot.addWidget(made)
    made.resize(600, 800)
    made.show()
    made.show_now(NOW)
    return made
