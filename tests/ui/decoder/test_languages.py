"""In another language the pane shows nothing that was not translated, except what a token says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.expiry import describe_state, read_expiry
from workbench.core.glossary import Glossary
from workbench.core.secret import Secret
from workbench.core.server_clock import describe_offset
from workbench.core.ticket import shorten_identity
from workbench.core.time_text import describe_duration, describe_past, describe_relative
from workbench.core.token import Token, decode
from workbench.core.verdict import NOT_CHECKED, Verification, write_verdict
from workbench.ui.decoder.pane import TokenPane

NOW = 1760358520.0
Untranslated = Callable[..., list[str]]
CODES = ("base64url", "hex", "HS256", "none", "MOBILE", "EMAIL", "JSON", "Ann", "idv", "dev", "org")


def words_of(token: Token, glossary: Glossary) -> list[str]:
    """What comes from the core, the glossary and the token itself."""
    expiry = read_expiry(token, NOW)
    terms = [glossary.explain(name) for name in (*token.claims, *token.header_members)]
    moments = [one for one in (expiry.issued_at, expiry.not_before, expiry.expires_at) if one is not None]
    problems = (*token.problems, *expiry.problems)
    return [
        write_verdict(shorten_identity(token), expiry, NOW, None, NOT_CHECKED),
        describe_state(shorten_identity(token), expiry, NOW),
        *(describe_relative(moment, NOW) for moment in moments),
        *(describe_past(NOW - moment) for moment in moments),
        *([describe_duration(expiry.lifetime_seconds)] if expiry.lifetime_seconds else []),
        *(word for term in terms for word in (term.name, term.meaning)),
        *(word for one in problems for word in (one.message, one.part, one.code)),
        *token.claims,
        *token.header_members,
        *(str(value) for value in (*token.claims.values(), *token.header_members.values())),
        *(one.value for one in token.identity.identifiers),
        token.fingerprint,
        *CODES,
    ]


@pytest.fixture
def foreign(qtbot: QtBot, glossary: Glossary) -> TokenPane:
    """The pane, built while the language of the test is spoken, on the screen at ``NOW``."""
    made = TokenPane(glossary, None)
    qtbot.addWidget(made)
    made.resize(384, 640)
    made.show()
    made.show_now(NOW)
    return made


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize(
    ("payload", "header"),
    [
        ({"iat": NOW - 60, "exp": NOW + 3000, "rol": "USER"}, {}),
        ({"iat": NOW - 3000, "exp": NOW - 60, "rol": "AUTH"}, {"dev": "Ann"}),
        ({"nbf": NOW + 60, "exp": NOW * 1000}, {"alg": "none", "idv": ["EMAIL|Ann"], "crit": ["Ann"]}),
        ({}, {}),
    ],
)
def test_every_text_about_a_token_is_translated(
    foreign: TokenPane,
    mint: Callable[..., str],
    glossary: Glossary,
    untranslated: Untranslated,
    payload: Any,
    header: Any,
):
    text = mint({name: int(value) if isinstance(value, float) else value for name, value in payload.items()}, header)
    token = decode(text)
    foreign.show_token(Secret(text), "Ann")
    foreign.show_server_offset(30.0)
    foreign.show_verification(token, Verification("failed", "Ann"))

    assert untranslated(foreign, but=[*words_of(token, glossary), describe_offset(30.0)]) == []


@pytest.mark.usefixtures("pseudo")
def test_the_empty_pane_is_translated(foreign: TokenPane, glossary: Glossary, untranslated: Untranslated):
    assert untranslated(foreign, but=words_of(decode(""), glossary)) == []


@pytest.mark.usefixtures("pseudo")
def test_the_way_a_secret_is_written_is_asked_for_by_its_code(
    foreign: TokenPane, mint: Callable[..., str], qtbot: QtBot
):
    foreign.show_token(Secret(mint({})), "Ann")
    field = foreign.findChild(QWidget, "signingSecret")
    check = foreign.findChild(QPushButton, "checkSignature")
    assert field is not None
    assert check is not None

    qtbot.keyClicks(field, "a secret")
    with qtbot.waitSignal(foreign.verification_requested) as asked:
        check.click()

    assert asked.args is not None
    assert asked.args[2] == "text"


@pytest.mark.usefixtures("pseudo")
def test_a_longer_language_needs_no_scrolling_sideways(foreign: TokenPane, mint: Callable[..., str]):
    foreign.show_token(Secret(mint({"iat": int(NOW), "exp": int(NOW) + 60})), "Ann")

    scroll = foreign.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.horizontalScrollBar().maximum() == 0


@pytest.mark.usefixtures("right_to_left")
def test_the_token_and_its_life_run_left_to_right_in_a_pane_that_does_not(foreign: TokenPane):
    assert foreign.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for name in ("rawToken", "headerPart", "payloadBytes", "lifeline"):
        part = foreign.findChild(QWidget, name)
        assert part is not None
        assert part.layoutDirection() == Qt.LayoutDirection.LeftToRight
    typed = foreign.findChild(QPlainTextEdit, "tokenInput")
    assert typed is not None
    assert typed.document().defaultTextOption().textDirection() == Qt.LayoutDirection.LeftToRight
