"""In another language the pane shows nothing that was not translated, except what the tokens say."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from workbench.core.comparison import compare_tokens, describe_briefly, summarize
from workbench.core.expiry import describe_state, read_expiry
from workbench.core.glossary import Glossary
from workbench.core.ticket import shorten_identity
from workbench.core.token import Token, decode
from workbench.core.value_text import write_value
from workbench.core.verdict import describe_identity
from workbench.storage.paths import resource_folder
from workbench.ui.compare.pane import ComparePane
from workbench.ui.compare.words import describe_shift

NOW = 1760358520.0
GLOSSARY = resource_folder() / "glossary.toml"
Untranslated = Callable[..., list[str]]


@pytest.fixture
def glossary() -> Glossary:
    return Glossary.read(tomllib.loads(GLOSSARY.read_text("utf-8")))


def words_of(token: Token) -> list[str]:
    """What comes from the core and the token itself."""
    short = shorten_identity(token)
    identity = describe_identity(short.identity, short.channel == "web").lstrip(" ,")
    return [identity, describe_state(short, read_expiry(short, NOW), NOW), token.fingerprint]


@pytest.mark.usefixtures("pseudo")
def test_every_text_of_the_pane_is_translated(
    pane: ComparePane, mint: Callable[..., str], glossary: Glossary, untranslated: Untranslated
):
    old = decode(mint({"iat": 1760358000, "gone": "Ann"}))
    new = decode(mint({"iat": 1760358600, "uid": "2", "come": "Ann"}, {"dev": None}))
    comparison = compare_tokens(old, new)

    assert untranslated(pane) == []
    pane.show_comparison(comparison, "Ann", "Ann")

    names = {row.name for row in comparison.rows}
    terms = [word for name in names for word in (glossary.explain(name).name, glossary.explain(name).meaning)]
    values = {str(value) for row in comparison.rows for value in (row.old, row.new)}
    shown = {write_value(value) for row in comparison.rows for value in (row.old, row.new)}
    core = [*words_of(old), *words_of(new), summarize(comparison), describe_briefly(comparison), describe_shift(600)]
    assert untranslated(pane, but=[*core, *terms, *names, *values, *shown, "Ann"]) == []


@pytest.mark.usefixtures("pseudo")
def test_a_longer_language_needs_no_scrolling_sideways(qapp: QApplication, pane: ComparePane, mint: Callable[..., str]):
    pane.resize(390, 640)
    pane.show_comparison(compare_tokens(decode(mint()), decode(mint({"uid": "2"}))), "Ann", "Ann")
    qapp.processEvents()

    scroll = pane.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0
