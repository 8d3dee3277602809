"""Who cannot see the countdown is told when it becomes soon, critical and expired: once each, and only of now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from workbench.core.secret import Secret
from workbench.ui.decoder.pane import TokenPane

NOW = 1760358520.0


@pytest.fixture
def told(pane: TokenPane) -> list[tuple[str, str]]:
    """What was said about the token on show, as (look, words)."""
    heard: list[tuple[str, str]] = []
    pane.threshold_passed.connect(lambda look, words: heard.append((look, words)))
    pane.show_now(NOW)
    return heard


def test_each_threshold_is_told_once(pane: TokenPane, mint: Callable[..., str], told: list[tuple[str, str]]) -> None:
    pane.show_token(Secret(mint({"iat": NOW, "exp": NOW + 3600})), "from a reply")
    for second in range(3700):
        pane.show_now(NOW + second)
    assert told == [("soon", "5 min left"), ("critical", "0:29 left"), ("expired", "expired just now")]


def test_a_token_that_comes_expired_is_not_told_as_news(
    pane: TokenPane, mint: Callable[..., str], told: list[tuple[str, str]]
) -> None:
    QGuiApplication.clipboard().setText(mint({"iat": NOW - 100, "exp": NOW - 10}))
    pane.paste()
    pane.show_now(NOW + 1)
    assert told == []


def test_another_token_is_told_anew(pane: TokenPane, mint: Callable[..., str], told: list[tuple[str, str]]) -> None:
    for life in (40, 50):
        pane.show_now(NOW)
        pane.show_token(Secret(mint({"iat": NOW - 1000, "exp": NOW + life})), "from a reply")
        pane.show_now(NOW + life)
    assert [look for look, _ in told] == ["expired", "expired"]


def test_looking_from_another_moment_is_no_news(
    pane: TokenPane, mint: Callable[..., str], told: list[tuple[str, str]], qtbot: QtBot
) -> None:
    pane.show_token(Secret(mint({"iat": NOW, "exp": NOW + 3600})), "from a reply")
    field = pane.findChild(QLineEdit, "asOf")
    assert field is not None
    qtbot.keyClicks(field, f"{NOW + 7200:.0f}\r")
    assert told == []
