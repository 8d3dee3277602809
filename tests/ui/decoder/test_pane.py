"""The token pane: what it tells of a token, what a person may do with it, and what it never gives away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from workbench.core.finding import Found, find_tokens
from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.ui.decoder.pane import TokenPane
from workbench.ui.kit.chip import Chip, ChipButton

NOW = 1760358520.0
HOUR = 3600


def text_of(pane: TokenPane, name: str) -> str:
    label = pane.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def chip(pane: TokenPane, name: str) -> Chip | ChipButton:
    found = pane.findChild(QWidget, name)
    assert isinstance(found, Chip | ChipButton), name
    return found


def button(pane: TokenPane, name: str) -> QAbstractButton:
    return next(one for one in pane.findChildren(QAbstractButton) if one.accessibleName() == name or one.text() == name)


def editor(pane: TokenPane, name: str) -> QPlainTextEdit:
    found = pane.findChild(QPlainTextEdit, name)
    assert found is not None, name
    return found


def rows(pane: TokenPane, name: str = "claimsTable") -> dict[str, str]:
    """Values by people-word."""
    table = pane.findChild(QTableView, name)
    assert table is not None, name
    model = table.model()
    return {
        str(model.index(row, 0).data()): str(model.index(row, 1).data()).replace("\n", " · ")
        for row in range(model.rowCount())
    }


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def everything_shown(pane: TokenPane) -> str:
    """All words a person can read in the pane, tooltips and accessible texts too."""
    words: list[str] = []
    for widget in (pane, *pane.findChildren(QWidget)):
        words += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton | Chip | ChipButton):
            words.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            words += [widget.toPlainText(), widget.placeholderText()]
    for name in ("claimsTable", "headerTable"):
        words += [f"{key} {value}" for key, value in rows(pane, name).items()]
    return "\n".join(words)


# ---- what a token says


@pytest.mark.parametrize(
    ("name", "now", "verdict", "state", "kind", "channel", "device"),
    [
        (
            "web renewed",
            NOW,
            "Valid. Expires in 1:26 (18:00 here, 12:30 UTC). Web user token for MOBILE 919999922332 at DOCDEMO, "
            "bound to no device. Not verified.",
            "1:26 left",
            "user token",
            "web",
            "none · bound to no device (web)",
        ),
        (
            "web expired",
            NOW,
            "Valid. Expires in 1 h 33 min (19:32 here, 14:02 UTC). Web user token for MOBILE 919999922332 at DOCDEMO, "
            "bound to no device. Not verified.",
            "1 h 33 min left",
            "user token",
            "web",
            "none · bound to no device (web)",
        ),
        (
            "mobile renewed",
            NOW,
            "Expired 30 min ago (17:28 here, 11:58 UTC). Mobile user token for MOBILE 919999922332 at DOCDEMO, "
            "device deviceid1. Not verified.",
            "expired 30 min ago",
            "user token",
            "mobile",
            "deviceid1",
        ),
        (
            "mobile key",
            NOW,
            "Never expires. Mobile key (long-lived; it renews mobile tokens) for MOBILE 919999922332 at DOCDEMO, "
            "device deviceid1. Not verified.",
            "never expires",
            "key",
            "mobile",
            "deviceid1",
        ),
    ],
)
def test_the_documented_tokens_read_right(
    pane: TokenPane,
    documented: dict[str, str],
    name: str,
    now: float,
    verdict: str,
    state: str,
    kind: str,
    channel: str,
    device: str,
) -> None:
    pane.show_now(now)
    pane.show_token(Secret(documented[name]), "from the reply of 14:05")
    assert text_of(pane, "verdict") == verdict
    assert chip(pane, "paneStateChip").text() == state
    assert chip(pane, "kindChip").text() == kind
    assert chip(pane, "channelChip").text() == channel
    assert chip(pane, "verificationChip").text() == "not verified"
    assert text_of(pane, "idvValue") == "919999922332"
    assert text_of(pane, "devValue") == device
    assert text_of(pane, "orgValue") == "DOCDEMO"
    assert text_of(pane, "tokenOrigin") == "from the reply of 14:05"
    assert rows(pane, "headerTable") == {"Signature algorithm": "HS256"}


def test_claims_have_words_values_meanings_and_times_in_three_ways(pane: TokenPane, documented: dict[str, str]) -> None:
    pane.show_token(Secret(documented["web renewed"]), "")
    assert rows(pane) == {
        "Customer ID": '"4412458"',
        "Issuer": "CAPILLARY TECHNOLOGIES",
        "Flag isc": '"false"',
        "Organisation and till": '["100737|neeraj.doc"]',
        "Expires at": "1760358606 · in 1:26 · 2025-10-13 18:00:06 here · 2025-10-13 12:30:06 UTC",
        "Issued at": "1760358516 · 4 s ago · 2025-10-13 17:58:36 here · 2025-10-13 12:28:36 UTC",
        "Role": "USER",
    }
    table = pane.findChild(QTableView, "claimsTable")
    assert table is not None
    assert table.model().index(6, 2).data().startswith("What the token is good for")


@pytest.mark.parametrize(
    ("claims", "look", "words", "figure"),
    [
        ({"iat": NOW - HOUR, "exp": NOW + HOUR}, ("good", False), "1 h 00 min left", "1:00:00"),
        ({"iat": NOW - 60, "exp": NOW + 299}, ("soon", False), "4:59 left", "4:59"),
        ({"iat": NOW - 95 * HOUR, "exp": NOW + 5 * HOUR}, ("soon", False), "5 h 00 min left", "5:00:00"),
        ({"iat": NOW - 60, "exp": NOW + 27}, ("critical", False), "0:27 left", "0:27"),
        ({"iat": NOW - HOUR, "exp": NOW - 12 * 60}, ("bad", True), "expired 12 min ago", "12 min ago"),
        ({"exp": NOW}, ("bad", True), "expired just now", "just now"),
        ({"nbf": NOW + 40, "exp": NOW + HOUR}, ("info", False), "valid in 0:40", "0:40"),
        ({"iat": NOW - 60}, ("neutral", False), "never expires", "never"),
        ({"exp": "soon"}, ("bad", False), "exp is no moment in time", ""),
    ],
    ids=["valid", "soon", "soon by part", "critical", "expired", "this second", "not yet", "never", "unreadable"],
)
def test_each_state_has_its_tone_and_words(
    pane: TokenPane,
    mint: Callable[..., str],
    claims: dict[str, object],
    look: tuple[str, bool],
    words: str,
    figure: str,
) -> None:
    pane.show_token(Secret(mint(claims)), "")
    state = chip(pane, "paneStateChip")
    assert (state.text(), state.tone()) == (words, look[0])
    assert text_of(pane, "countdown") == figure
    lifeline = pane.findChild(QWidget, "lifeline")
    assert lifeline is not None
    assert lifeline.isVisible() == bool(figure)


def test_a_token_counts_down_and_expires_at_the_right_second(pane: TokenPane, documented: dict[str, str]) -> None:
    pane.show_token(Secret(documented["web renewed"]), "")
    shown = []
    for second in (0, 1, 57, 85, 86, 87):
        pane.show_now(NOW + second)
        shown.append((text_of(pane, "countdown"), chip(pane, "paneStateChip").tone(), rows(pane)["Expires at"][13:21]))
    assert shown == [
        ("1:26", "soon", "in 1:26 "),
        ("1:25", "soon", "in 1:25 "),
        ("0:29", "critical", "in 0:29 "),
        ("0:01", "critical", "in 0:01 "),
        ("just now", "bad", "now · 20"),
        ("1 s ago", "bad", "1 s ago "),
    ]
    assert text_of(pane, "verdict").startswith("Expired 1 s ago")


def test_each_identifier_is_a_row_with_its_type(pane: TokenPane, mint: Callable[..., str]) -> None:
    pane.show_token(Secret(mint({}, {"idv": ["USERNAME|marc.doe", "MOBILE|9199", "plain"]})), "")
    shown = {one.text() for one in pane.findChildren(QLabel)}
    types = [one.text() for one in pane.findChildren(Chip) if one.accessibleName().startswith("Identifier type: ")]
    assert text_of(pane, "idvValue") == "marc.doe"
    assert {"9199", "plain"} <= shown
    assert [one for one in types if one] == ["USERNAME", "MOBILE"]


def test_what_the_identity_cannot_tell_stands_among_the_other_header_fields(
    pane: TokenPane, mint: Callable[..., str]
) -> None:
    pane.show_token(Secret(mint({}, {"idv": ["MOBILE|1", 7], "dev": {"a": 1}, "org": 3, "kid": 5})), "")
    assert rows(pane, "headerTable") == {
        "Identifiers": '["MOBILE|1",7]',
        "Device": '{"a":1}',
        "Organisation": "3",
        "Signature algorithm": "HS256",
        "Key ID": "5",
    }
    assert text_of(pane, "devValue") == "not stated"


def test_an_unreadable_word_gets_a_sentence_and_no_empty_cards(pane: TokenPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor(pane, "tokenInput"), "eyJhbGciOiJIUzI1NiJ9")
    assert text_of(pane, "verdict").startswith("Its expiry cannot be told: payload is missing.")
    pane.clear()
    qtbot.keyClicks(editor(pane, "tokenInput"), "hello")
    assert text_of(pane, "verdict").startswith("This cannot be read as a token:")
    assert chip(pane, "paneStateChip").tone() == "bad"
    for name in ("claimsTable", "headerTable"):
        table = pane.findChild(QTableView, name)
        assert table is not None
        assert not table.isVisible()
    assert not pane.findChild(QLabel, "idvValue").isVisible()  # type: ignore[union-attr]


def test_problems_stand_gravest_first_and_vanish_with_their_token(
    pane: TokenPane, mint: Callable[..., str], documented: dict[str, str]
) -> None:
    copy(f" Bearer {mint({'exp': NOW * 1000}, {'alg': 'none'})}\n")
    pane.paste()
    names = [one.accessibleName() for one in pane.findChildren(QLabel)]
    told = [one.split(":")[0] for one in names if one.startswith(("Unsafe:", "Wrong:", "Note:", "Mended:"))]
    assert told == ["Unsafe", "Wrong", "Mended", "Mended"]
    counted = [one.text() for one in pane.findChildren(Chip) if one.accessibleName().startswith("Problems: ")]
    assert [one for one in counted if one] == ["1 unsafe", "1 wrong", "2 mended to read it"]
    shown = [one.text() for one in pane.findChildren(QLabel)]
    assert {"header · alg_none", "payload · bad_claim", "token · prefix_removed"} <= set(shown)
    pane.show_token(Secret(documented["web renewed"]), "")
    card = pane.findChild(QWidget, "problems")
    assert card is not None
    assert not card.isVisible()


# ---- where tokens come from


def test_it_teaches_while_it_has_nothing(pane: TokenPane) -> None:
    pane.show_key("Ctrl+Enter")
    assert not pane.findChild(QLabel, "verdict").isVisible()  # type: ignore[union-attr]
    assert editor(pane, "tokenInput").placeholderText() == "Paste a token, drop a file, or press Ctrl+Enter"
    assert any("press Ctrl+Enter" in one.text() for one in pane.findChildren(QLabel) if one.isVisible())


def test_a_token_is_decoded_as_it_is_typed(pane: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    seen: list[Token | None] = []
    pane.token_shown.connect(seen.append)
    with qtbot.waitSignal(pane.user_text_shown):
        qtbot.keyClicks(editor(pane, "tokenInput"), documented["web renewed"])
    assert len(seen) == len(documented["web renewed"])
    assert text_of(pane, "countdown") == "1:26"


def test_the_paste_button_takes_the_clipboard_and_the_other_clears(
    pane: TokenPane, qtbot: QtBot, documented: dict[str, str]
) -> None:
    copy(documented["mobile key"])
    qtbot.mouseClick(button(pane, "Paste a token"), Qt.MouseButton.LeftButton)
    assert text_of(pane, "countdown") == "never"
    with qtbot.waitSignal(pane.token_shown) as told:
        qtbot.mouseClick(button(pane, "Clear"), Qt.MouseButton.LeftButton)
    assert told.args == [None]
    assert editor(pane, "tokenInput").toPlainText() == ""


def test_an_empty_clipboard_is_said(pane: TokenPane) -> None:
    QGuiApplication.clipboard().clear()
    pane.paste()
    assert text_of(pane, "tokenNotice") == "There is no text in the clipboard."


def test_text_without_a_token_says_so_and_keeps_what_was_typed(pane: TokenPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(editor(pane, "tokenInput"), "no token here")
    assert any(one.text() == "No token in this text" for one in pane.findChildren(QLabel) if one.isVisible())
    assert editor(pane, "tokenInput").toPlainText() == "no token here"


def test_several_tokens_are_offered_each_with_its_state(
    pane: TokenPane, qtbot: QtBot, documented: dict[str, str]
) -> None:
    copy("old {mobile renewed}, new {web renewed} and\n{mobile key}".format(**documented))
    pane.paste()
    chooser = pane.findChild(QListWidget, "tokenChooser")
    assert chooser is not None
    words = [chooser.item(number).text().rpartition(" · ")[0] for number in range(chooser.count())]
    assert words == [
        "1 · mobile user token · expired 30 min ago",
        "2 · web user token · 1:26 left",
        "3 · mobile key · never expires",
    ]
    assert text_of(pane, "tokenOrigin") == "3 tokens · pasted or typed here"
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert text_of(pane, "countdown") == "1:26"
    pane.show_now(NOW + 1)
    assert "1:25 left" in chooser.item(1).text()
    assert chooser.currentRow() == 1
    pane.show_token(Secret(documented["mobile key"]), "")
    assert not chooser.isVisible()


def drop(pane: TokenPane, data: QMimeData) -> bool:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(pane, enter)
    if enter.isAccepted():
        QApplication.sendEvent(pane, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    return enter.isAccepted()


def test_a_dropped_file_is_read(pane: TokenPane, tmp_path: Path, documented: dict[str, str]) -> None:
    path = tmp_path / "ticket <b>12.txt"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    asked: list[Path] = []
    pane.inspection_requested.connect(asked.append)
    assert drop(pane, data)
    assert asked == [path]
    assert text_of(pane, "tokenNotice") == "Reading “ticket <b>12.txt”…"
    text = f"Hello,\nmy token is {documented['web renewed']}\n"
    pane.show_found(asked[0], text, find_tokens(text))
    assert text_of(pane, "countdown") == "1:26"
    assert text_of(pane, "tokenOrigin") == "from the file ticket <b>12.txt"
    assert text_of(pane, "tokenNotice") == ""


def test_a_dropped_text_is_taken_and_a_picture_is_not(pane: TokenPane, documented: dict[str, str]) -> None:
    data = QMimeData()
    data.setText(documented["web renewed"])
    assert drop(pane, data)
    assert text_of(pane, "countdown") == "1:26"
    picture = QMimeData()
    picture.setData("image/png", b"\x89PNG")
    assert not drop(pane, picture)


def test_a_file_that_is_refused_in_words_loses_nothing(
    pane: TokenPane, tmp_path: Path, documented: dict[str, str]
) -> None:
    copy(documented["web renewed"])
    pane.paste()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    pane.show_masked(False)
    asked: list[Path] = []
    pane.inspection_requested.connect(asked.append)
    drop(pane, data)
    pane.show_unusable(asked[0], f"“{tmp_path.name}” is not a file.")
    assert text_of(pane, "tokenNotice") == f"“{tmp_path.name}” is not a file."
    assert text_of(pane, "countdown") == "1:26"
    assert editor(pane, "tokenInput").toPlainText() == documented["web renewed"]


# ---- what leaves the pane


def test_the_token_is_copied_as_a_secret_and_cleaned(pane: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    copy(f"Bearer {documented['web renewed']}")
    pane.paste()
    with qtbot.waitSignal(pane.copy_requested) as told:
        qtbot.mouseClick(button(pane, "Copy token"), Qt.MouseButton.LeftButton)
    assert told.args == [Secret(documented["web renewed"])]


def test_values_are_copied_plain(pane: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    pane.show_token(Secret(documented["mobile renewed"]), "")
    copied: list[str] = []
    pane.copy_text_requested.connect(copied.append)
    for name in ("Copy identifier", "Copy device", "Copy organisation"):
        qtbot.mouseClick(button(pane, name), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(pane, "fingerprintChip"), Qt.MouseButton.LeftButton)
    table = pane.findChild(QTableView, "claimsTable")
    assert table is not None
    for row in (0, 3):
        table.setCurrentIndex(table.model().index(row, 0))
        table.actions()[0].trigger()
    fingerprint = chip(pane, "fingerprintChip").text()
    assert copied == [
        "919999922332",
        "deviceid1",
        "DOCDEMO",
        fingerprint,
        "4412458",
        '["100737|neeraj.doc"]',
    ]


def test_a_ticket_tells_verdict_identity_times_and_fingerprint_but_not_the_token(
    pane: TokenPane, qtbot: QtBot, mint: Callable[..., str]
) -> None:
    token = mint({"iat": NOW - 4, "exp": NOW + 86, "rol": "USER"}, {"org": mint({"in": "side"})})
    pane.show_token(Secret(token), "")
    with qtbot.waitSignal(pane.ticket_requested) as told:
        qtbot.mouseClick(button(pane, "Copy for ticket"), Qt.MouseButton.LeftButton)
    assert told.args is not None
    ticket = told.args[0].text
    assert chip(pane, "fingerprintChip").text() in ticket
    assert "Valid. Expires in 1:26" in ticket
    assert "Identifier: MOBILE ••••2332" in ticket
    assert "919999922332" not in ticket
    assert "Device: none (web)" in ticket
    assert "- Issued: 2025-10-13T12:28:36Z\n- Expires: 2025-10-13T12:30:06Z" in ticket
    assert told.args[0].redacted[0] == f"the token itself ({len(token):,} characters)"
    assert not any(part in ticket for part in token.split(".") if len(part) > 8)
    assert "eyJ" not in ticket


def test_without_a_token_nothing_is_copied_and_that_is_said(pane: TokenPane, qtbot: QtBot) -> None:
    said: list[str] = []
    pane.notice_wanted.connect(said.append)
    with qtbot.assertNotEmitted(pane.copy_requested), qtbot.assertNotEmitted(pane.ticket_requested):
        pane.request_copy()
        pane.request_ticket()
        pane.request_verdict()
    assert said == ["There is no token to copy yet."] * 3


def test_showing_is_no_intent(pane: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    signals = (
        pane.copy_requested,
        pane.copy_text_requested,
        pane.ticket_requested,
        pane.user_text_shown,
        pane.inspection_requested,
        pane.verification_requested,
    )
    told: list[object] = []
    for signal in signals:
        signal.connect(told.append)
    pane.show_token(Secret(documented["web renewed"]), "from the reply")
    pane.show_now(NOW + 5)
    pane.show_masked(True)
    pane.show_masked(False)
    pane.show_server_offset(12.0)
    pane.show_found("of another pane", "", Found(()))
    pane.show_unusable("of another pane", "no")
    pane.clear()
    assert told == []


# ---- secrets


def test_the_token_of_a_reply_is_nowhere_in_clear_until_it_is_asked_for(
    pane: TokenPane, qtbot: QtBot, documented: dict[str, str]
) -> None:
    token = documented["web renewed"]
    payload = token.split(".")[1]
    pane.show_token(Secret(token), "from the reply of 14:05")
    assert payload not in everything_shown(pane)
    assert "paste another here" in editor(pane, "tokenInput").placeholderText()
    qtbot.mouseClick(button(pane, "Show the token"), Qt.MouseButton.LeftButton)
    assert editor(pane, "rawToken").toPlainText() == token
    pane.show_token(Secret(documented["web expired"]), "")
    assert "eyJ" not in editor(pane, "rawToken").toPlainText()


def test_masking_hides_what_the_user_pasted_too_and_unmasking_brings_it_back(
    pane: TokenPane, documented: dict[str, str]
) -> None:
    text = f"Bearer {documented['web renewed']}"
    copy(text)
    pane.paste()
    assert "eyJ" not in everything_shown(pane)
    pane.show_masked(False)
    assert editor(pane, "tokenInput").toPlainText() == text
    pane.show_masked(True)
    assert "eyJ" not in everything_shown(pane)
    assert text_of(pane, "countdown") == "1:26"
    pane.show_masked(False)
    assert editor(pane, "tokenInput").toPlainText() == text
    assert editor(pane, "rawToken").toPlainText() == documented["web renewed"]


def test_a_reply_does_not_lose_what_was_pasted(pane: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    copy(documented["mobile key"])
    pane.paste()
    pane.show_token(Secret(documented["web renewed"]), "from the reply of 14:05")
    assert editor(pane, "tokenInput").toPlainText() == ""
    qtbot.keyClick(editor(pane, "tokenInput"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text_of(pane, "countdown") == "never"


def test_clearing_forgets_all_of_it(pane: TokenPane, documented: dict[str, str]) -> None:
    copy(documented["mobile key"])
    pane.paste()
    pane.clear()
    field = editor(pane, "tokenInput")
    assert not field.document().isUndoAvailable()
    assert field.toPlainText() == ""
    assert not pane.findChild(QLabel, "verdict").isVisible()  # type: ignore[union-attr]


# ---- hostile text


HOSTILE = "<b>bold</b><img src='file:///etc/passwd'>\u202eevil\u200b\x00"


def test_markup_is_shown_and_what_is_invisible_is_spelt_out(pane: TokenPane, mint: Callable[..., str]) -> None:
    header = {"idv": [f"MOBILE|{HOSTILE}"], "dev": HOSTILE, "org": HOSTILE, "kid": HOSTILE}
    pane.show_token(Secret(mint({HOSTILE: HOSTILE, "rol": "USER"}, header)), "")
    spelt = "<b>bold</b><img src='file:///etc/passwd'>⟨U+202E⟩evil⟨U+200B⟩␀"
    for name in ("idvValue", "devValue", "orgValue"):
        assert text_of(pane, name) == spelt
    assert spelt in text_of(pane, "verdict")
    assert rows(pane)[spelt] == spelt
    assert not any(character in everything_shown(pane) for character in "\u202e\u200b\x00")
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in pane.findChildren(QLabel) if one.text())
    assert not any("<b>" in widget.toolTip() for widget in pane.findChildren(QWidget))


def test_lone_surrogates_survive_display_and_copy(pane: TokenPane, qtbot: QtBot, mint: Callable[..., str]) -> None:
    pane.show_token(Secret(mint({"x": "a\ud800b"})), "")
    assert rows(pane)["x"] == "a⟨U+D800⟩b"
    table = pane.findChild(QTableView, "claimsTable")
    assert table is not None
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(pane.copy_text_requested) as told:
        table.actions()[0].trigger()
    assert told.args == ["a\ud800b"]


@pytest.mark.parametrize(
    "make",
    [
        lambda mint: mint({"exp": NOW + 50, "x": "y" * 750_000}),
        lambda mint: mint({"exp": NOW + 50, **{f"claim number {number}": number for number in range(30_000)}}),
        lambda mint: mint({"exp": NOW + 50, "x": [f"item {number}" for number in range(49_000)]}),
        lambda mint: mint({"exp": NOW + 50}, {"idv": [f"MOBILE|{number}" for number in range(50_000)]}),
        lambda mint: mint({"exp": NOW + 50}, {"dev": "d" * 750_000, "org": "o" * 750_000}),
    ],
    ids=["one long value", "many claims", "a long list", "many identifiers", "long device"],
)
def test_a_token_of_a_megabyte_is_shown_in_bounds(
    pane: TokenPane, mint: Callable[..., str], make: Callable[[Callable[..., str]], str]
) -> None:
    token = make(mint)
    assert len(token) > 500_000
    pane.show_token(Secret(token), "")
    pane.show_now(NOW + 1)
    assert text_of(pane, "countdown") == "0:49"
    pane.show_masked(False)
    assert len(everything_shown(pane)) < 40_000
    assert pane.minimumSizeHint().width() < 600


LONG = "hello world " * 2_000


def test_long_text_is_asked_about_and_what_goes_on_is_said(pane: TokenPane, documented: dict[str, str]) -> None:
    asked: list[str] = []
    pane.inspection_requested.connect(asked.append)
    copy(documented["web renewed"])
    pane.paste()
    copy("hello world " * 430_000)
    pane.paste()
    assert [len(text) for text in asked] == [5_160_000]
    shown = [one.text() for one in pane.findChildren(QLabel) if one.isVisible()]
    assert "Reading 5,160,000 characters…" in shown
    assert not pane.findChild(QLabel, "verdict").isVisible()  # type: ignore[union-attr]
    assert len(editor(pane, "tokenInput").toPlainText()) < 10_000
    pane.show_found(asked[0], asked[0], Found(()))
    assert any(one.text() == "No token in this text" for one in pane.findChildren(QLabel) if one.isVisible())


def test_a_newer_paste_wins_over_an_older_answer(pane: TokenPane, documented: dict[str, str]) -> None:
    asked: list[str] = []
    pane.inspection_requested.connect(asked.append)
    for name in ("mobile key", "web renewed"):
        copy(f"{LONG}\n{documented[name]}\n")
        pane.paste()
    for text in asked:
        pane.show_found(text, text, find_tokens(text))
        assert (text_of(pane, "countdown") == "1:26") == (text is asked[1])


@pytest.mark.parametrize("act", ["clear", "reply", "short paste"])
def test_an_answer_that_comes_too_late_is_dropped(pane: TokenPane, documented: dict[str, str], act: str) -> None:
    asked: list[str] = []
    pane.inspection_requested.connect(asked.append)
    copy(f"{LONG}\n{documented['mobile key']}\n")
    pane.paste()
    match act:
        case "clear":
            button(pane, "Clear").click()
        case "reply":
            pane.show_token(Secret(documented["web renewed"]), "from the reply")
        case _:
            copy(documented["web renewed"])
            pane.paste()
    pane.show_found(asked[0], asked[0], find_tokens(asked[0]))
    assert text_of(pane, "countdown") == ("" if act == "clear" else "1:26")
    assert pane.findChild(QLabel, "verdict").isVisible() == (act != "clear")  # type: ignore[union-attr]


def test_more_tokens_than_are_listed_are_counted(pane: TokenPane, mint: Callable[..., str]) -> None:
    asked: list[str] = []
    pane.inspection_requested.connect(asked.append)
    text = "\n".join(mint({"exp": NOW + number}) for number in range(150))
    copy(text)
    pane.paste()
    pane.show_found(asked[0], text, Found(find_tokens(text).tokens, 7))
    chooser = pane.findChild(QListWidget, "tokenChooser")
    assert chooser is not None
    assert chooser.count() == 50
    assert chooser.height() < 250
    assert text_of(pane, "tokenOrigin") == "157 tokens, the first 50 listed · pasted or typed here"


# ---- room and names


def test_another_token_is_shown_from_its_verdict_on(
    pane: TokenPane, qtbot: QtBot, documented: dict[str, str], mint: Callable[..., str]
) -> None:
    pane.resize(600, 400)
    area = pane.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()

    def scroll_down() -> None:
        qtbot.waitUntil(lambda: bar.maximum() > 100)
        bar.setValue(bar.maximum())

    pane.show_token(Secret(documented["web expired"]), "")
    scroll_down()
    pane.show_now(NOW + 1)
    assert bar.value() > 100
    pane.show_token(Secret(documented["web renewed"]), "")
    assert bar.value() == 0
    scroll_down()
    copy(mint({"exp": NOW + 50}))
    pane.paste()
    assert bar.value() == 0


def test_what_is_too_wide_can_be_scrolled_to(pane: TokenPane, qtbot: QtBot, documented: dict[str, str]) -> None:
    pane.resize(300, 500)
    pane.show_token(Secret(documented["web renewed"]), "")
    area, last = pane.findChild(QScrollArea), button(pane, "Copy token")
    assert area is not None
    bar = area.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.isVisible())
    bar.setValue(bar.maximum())
    assert last.mapTo(pane, QPoint(last.width(), 0)).x() <= 300


def test_everything_that_has_a_place_for_words_has_a_name_before_there_are_any(
    pane: TokenPane, documented: dict[str, str]
) -> None:
    labels = {name: pane.findChild(QLabel, name) for name in ("verdict", "idvValue", "devValue", "orgValue")}
    assert all(label is not None and label.accessibleName() for label in labels.values())
    assert pane.findChild(QScrollArea).accessibleName()  # type: ignore[union-attr]
    pane.show_token(Secret(documented["mobile renewed"]), "")
    names = {name: label.accessibleName() for name, label in labels.items() if label is not None}
    assert names.pop("verdict").startswith("Verdict: Expired 30 min ago")
    assert names == {
        "idvValue": "Identifier: 919999922332",
        "devValue": "Device: deviceid1",
        "orgValue": "Organisation: DOCDEMO",
    }


@pytest.mark.parametrize("width", [360, 420, 600, 1000])
def test_it_fits_any_width_and_only_the_pane_scrolls(
    pane: TokenPane, qtbot: QtBot, mint: Callable[..., str], width: int
) -> None:
    pane.resize(width, 500)
    pane.show_token(Secret(mint({"exp": NOW + 50, "rol": "USER"}, {"dev": "d" * 200})), "")
    verdict, table = pane.findChild(QLabel, "verdict"), pane.findChild(QTableView, "claimsTable")
    assert verdict is not None
    assert table is not None
    qtbot.waitUntil(lambda: verdict.height() >= verdict.heightForWidth(verdict.width()))
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() == 0)
    assert verdict.mapTo(pane, QPoint(verdict.width(), 0)).x() <= width
    assert table.mapTo(pane, QPoint(table.width(), 0)).x() <= width


def test_the_pane_follows_the_row_a_person_reaches(pane: TokenPane, qtbot: QtBot, mint: Callable[..., str]) -> None:
    pane.resize(600, 400)
    pane.show_token(Secret(mint({f"claim{number}": number for number in range(40)})), "")
    table, area = pane.findChild(QTableView, "claimsTable"), pane.findChild(QScrollArea)
    assert table is not None
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 500)
    table.setFocus()
    table.setCurrentIndex(table.model().index(38, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    row = table.visualRect(table.currentIndex())
    assert table.currentIndex().row() == 39
    assert table.viewport().mapTo(pane, row.topLeft()).y() >= 0
    assert table.viewport().mapTo(pane, row.bottomLeft()).y() <= 400


def test_very_many_claims_are_counted(pane: TokenPane, mint: Callable[..., str]) -> None:
    pane.show_token(Secret(mint({f"claim{number}": number for number in range(1_000)})), "")
    assert len(rows(pane)) == 60
    assert "and 940 more; all stand in the JSON below" in [one.text() for one in pane.findChildren(QLabel)]
