"""The timeline pane: times, attempts, the connection in words, and the request without its secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.timeline import Attempt, Certificate, Connection, Phase, Timeline
from workbench.ui.kit.chip import Chip
from workbench.ui.timeline.pane import TimelinePane

from .conftest import KEY, NOW, MakeExchange

DAY = 24 * 3600
PHASES = (
    Phase("connect", 2, 12),
    Phase("tls", 12, 52),
    Phase("send", 52, 52.5),
    Phase("wait", 52.5, 130),
    Phase("receive", 130, 132),
)
CONNECTION = Connection(
    "203.0.113.7:443",
    "HTTP/1.1",
    "TLSv1.3",
    Certificate("auth.qa.test", "QA Authority", NOW + 90 * DAY),
    is_verified=True,
)
WHOLE = Timeline(PHASES, CONNECTION, (Attempt(None, 132),))


def text_of(pane: TimelinePane, name: str) -> str:
    found = pane.findChild(QWidget, name)
    assert isinstance(found, QLabel | Chip)
    return found.text()


def is_shown(pane: TimelinePane, name: str) -> bool:
    found = pane.findChild(QWidget, name)
    assert found is not None
    return found.isVisible()


def shown_words(pane: TimelinePane) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def test_before_the_first_call_the_pane_says_what_it_will_show(pane: TimelinePane) -> None:
    assert "No call yet" in shown_words(pane)
    pictures = [one for one in pane.findChildren(QWidget) if one.accessibleName() == "What the phases are"]
    (picture,) = (one for one in pictures if one.isVisible())
    assert "Wait: server at work" in picture.accessibleDescription()


def test_phases_are_listed_with_their_times_and_the_longest_is_named(
    pane: TimelinePane, make_exchange: MakeExchange
) -> None:
    pane.show_exchange(make_exchange(WHOLE))
    times = [text_of(pane, f"{name}Time") for name in ("connect", "tls", "send", "wait", "receive")]
    assert times == ["10 ms", "40 ms", "0.5 ms", "78 ms", "2.0 ms"]
    assert text_of(pane, "timelineHeadline") == "132 ms in all"
    assert "60 %, was “Wait”" in text_of(pane, "timelineMeaning")
    assert "this program took 2.0 ms to get ready" in text_of(pane, "timelineMeaning")


def test_the_connection_is_described(pane: TimelinePane, make_exchange: MakeExchange) -> None:
    pane.show_exchange(make_exchange(WHOLE))
    assert text_of(pane, "remoteAddress") == "203.0.113.7:443"
    assert text_of(pane, "httpVersion") == "HTTP/1.1"
    assert text_of(pane, "tlsVersion") == "TLS 1.3"
    assert text_of(pane, "certificateSubject") == "auth.qa.test"
    assert text_of(pane, "certificateIssuer") == "QA Authority"
    assert text_of(pane, "certificateExpires").endswith(", in 90 days")
    assert text_of(pane, "certificateExpiry") == ""
    assert text_of(pane, "connectionWay") == "directly"
    assert text_of(pane, "tlsVerification") == "verified by its certificate"


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (15 * DAY, "", "soon"),
        (14 * DAY - 60, "expires within 14 days", "soon"),
        (3600, "expires within 1 day", "soon"),
        (0, "expired", "bad"),
        (-DAY, "expired", "bad"),
    ],
)
def test_a_certificate_warns_before_its_end(
    left: float, words: str, tone: str, pane: TimelinePane, make_exchange: MakeExchange
) -> None:
    connection = replace(CONNECTION, certificate=Certificate("a", "b", NOW + left))
    pane.show_exchange(make_exchange(replace(WHOLE, connection=connection)))
    chip = pane.findChild(Chip, "certificateExpiry")
    assert isinstance(chip, Chip)
    assert chip.text() == words
    assert chip.tone() == tone


@pytest.mark.parametrize(
    ("is_verified", "base", "words", "tone"),
    [
        (False, "https://auth.qa.test", "unverified TLS", "bad"),
        (None, "http://auth.qa.test", "not encrypted: readable on the way", "bad"),
        (None, "http://127.0.0.1:1", "not encrypted, but on this computer", "neutral"),
    ],
)
def test_what_nobody_verified_or_encrypted_is_told(
    is_verified: bool | None, base: str, words: str, tone: str, pane: TimelinePane, make_exchange: MakeExchange
) -> None:
    connection = Connection("203.0.113.7:80", is_verified=is_verified)
    pane.show_exchange(make_exchange(replace(WHOLE, connection=connection), base=base))
    chip = pane.findChild(Chip, "tlsVerification")
    assert isinstance(chip, Chip)
    assert chip.text().startswith(words)
    assert chip.tone() == tone
    assert not is_shown(pane, "certificateSubject")


def test_a_reused_connection_and_a_proxy_are_said_in_words(pane: TimelinePane, make_exchange: MakeExchange) -> None:
    connection = replace(CONNECTION, is_reused=True, proxy="http://proxy.test:3128")
    pane.show_exchange(make_exchange(replace(WHOLE, phases=PHASES[2:], connection=connection)))
    assert text_of(pane, "connectionLine").startswith("reused: still open from an earlier call")
    assert text_of(pane, "connectionWay") == "through the proxy http://proxy.test:3128"
    assert not is_shown(pane, "connectTime")
    assert not is_shown(pane, "tlsTime")


def test_attempts_are_listed_with_reason_and_waiting_time(pane: TimelinePane, make_exchange: MakeExchange) -> None:
    attempts = (Attempt("rate_limited", 84, 5.0), Attempt("connect", 13, 1.25), Attempt(None, 132))
    pane.show_exchange(make_exchange(replace(WHOLE, attempts=attempts), elapsed_ms=6479))
    words = shown_words(pane)
    assert "rate limited after 84 ms; then waited 5.0 s" in words
    assert "connect after 13 ms; then waited 1.2 s" in words
    assert "answered after 132 ms" in words
    assert text_of(pane, "timelineHeadline") == "6.48 s over 3 attempts"

    pane.show_exchange(make_exchange(WHOLE))
    assert not is_shown(pane, "attemptsCard")


def test_the_request_is_shown_and_copied_masked(pane: TimelinePane, make_exchange: MakeExchange, qtbot: QtBot) -> None:
    exchange = make_exchange(WHOLE)
    length = len(exchange.request.body.reveal())
    pane.show_exchange(exchange)
    request = pane.findChild(QPlainTextEdit, "timelineRequest")
    assert isinstance(request, QPlainTextEdit)
    copy = next(one for one in pane.findChildren(QAbstractButton) if one.accessibleName() == "Copy the request")
    with qtbot.waitSignal(pane.copy_text_requested) as copied:
        qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    for text in (request.toPlainText(), copied.args[0]):
        assert text.startswith("POST https://auth.qa.test/auth/v1/")
        assert "Accept: application/json" in text
        assert "\nHost: auth.qa.test\n" in text
        assert f"\nContent-Length: {length}\n" in text
        assert KEY not in text
        assert "session=abcdef" not in text
        assert "••••" in text


def test_a_call_that_never_got_off_shows_no_bar_but_its_request(
    pane: TimelinePane, make_exchange: MakeExchange
) -> None:
    pane.show_exchange(make_exchange(Timeline()))
    assert not is_shown(pane, "timelineBar")
    assert not is_shown(pane, "connectionCard")
    assert is_shown(pane, "timelineRequest")


def test_an_example_an_old_call_and_a_running_one_show_no_times(
    pane: TimelinePane, make_exchange: MakeExchange
) -> None:
    for show, words in (
        (lambda: pane.show_exchange(make_exchange(WHOLE), "Example; nothing was sent."), "nothing was sent"),
        (pane.show_record, "No times were kept"),
        (pane.show_running, "On its way"),
        (pane.clear, "No call yet"),
    ):
        pane.show_exchange(make_exchange(WHOLE))
        show()
        assert words in shown_words(pane)
        assert not is_shown(pane, "timelineBar")
        assert KEY not in shown_words(pane)


def test_markup_and_invisible_letters_of_a_certificate_are_shown_as_text(
    pane: TimelinePane, make_exchange: MakeExchange
) -> None:
    certificate = Certificate("<img src='/etc/x.png'>\u202e", "b\x00", NOW + 90 * DAY)
    pane.show_exchange(make_exchange(replace(WHOLE, connection=replace(CONNECTION, certificate=certificate))))
    assert text_of(pane, "certificateSubject") == "<img src='/etc/x.png'>⟨U+202E⟩"
    assert text_of(pane, "certificateIssuer") == "b␀"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in pane.findChildren(QLabel) if label.text())


def test_everything_that_takes_the_focus_has_a_name(pane: TimelinePane, make_exchange: MakeExchange) -> None:
    pane.show_exchange(make_exchange(WHOLE))
    stops = [one for one in pane.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert not [one for one in stops if one.isVisible() and not one.accessibleName() and not isinstance(one, QLabel)]
