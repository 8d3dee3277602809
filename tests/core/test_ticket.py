"""A note for a ticket: what it says, what it leaves out and tells so, and that nothing pasted becomes markup."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from workbench.core.expiry import read_expiry
from workbench.core.ticket import MOST_ENTRIES, Ticket, shorten_identity, write_ticket
from workbench.core.token import Token, decode
from workbench.core.verdict import NOT_CHECKED, Verification

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (decode(sample["token"]) for sample in SAMPLES)
NOW = 1_760_358_520
OUR_OWN = re.compile(r"-?\d+-\d\d-\d\d( \d\d:\d\d|T\d\d:\d\d:\d\dZ)|\([a-z0-9_]+\)$", re.MULTILINE)
"""Dates, and the codes of problems."""
GITHUB = MarkdownIt("gfm-like", {"linkify": False, "html": True})


def token_of(header: dict[str, Any], payload: object = None) -> Token:
    parts = ({"alg": "HS256", **header}, {"exp": NOW + 60} if payload is None else payload)
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return decode(".".join((*encoded, "A" * 43)))


def ticket_of(token: Token, verification: Verification = NOT_CHECKED) -> Ticket:
    return write_ticket(token, read_expiry(token, NOW), NOW, UTC, verification)


def test_the_note_on_a_documented_token_is_this() -> None:
    ticket = ticket_of(WEB_RENEWED)
    assert ticket.text == (
        f"**Token `{WEB_RENEWED.fingerprint}`**\n"
        "\n"
        "Valid. Expires in 1:26 (12:30 here, 12:30 UTC). Web user token for MOBILE ••••2332 at DOCDEMO, "
        "bound to no device. Not verified.\n"
        "\n"
        "- Seen: 2025-10-13T12:28:40Z\n"
        "- Identifier: MOBILE ••••2332\n"
        "- Device: none (web)\n"
        "- Organisation: DOCDEMO\n"
        "- Issued: 2025-10-13T12:28:36Z\n"
        "- Expires: 2025-10-13T12:30:06Z\n"
        "- Signature: Not verified.\n"
    )
    assert ticket.redacted == (
        f"the token itself ({len(WEB_RENEWED.text)} characters)",
        "identifier MOBILE: all but the last four characters",
        "the values of the claims uid, iss, isc, ogc",
    )


def test_a_check_of_the_signature_is_told_with_its_key() -> None:
    verification = Verification(
        "verified", "RS256", "Signature verified (RS256).", "RSA key of 2048 bits, thumbprint x"
    )
    text = ticket_of(WEB_RENEWED, verification).text
    assert "- Signature: Signature verified (RS256).\n- Checked with: RSA key of 2048 bits, thumbprint x\n" in text
    assert "Not verified" not in text


def test_problems_are_listed_but_not_what_was_mended() -> None:
    token = decode(f"Bearer {token_of({}, {'exp': '1', 'iat': -1}).text}")
    text = ticket_of(token).text
    assert "prefix_removed" not in text
    assert text.endswith(
        "**Problems**\n"
        "\n"
        "- payload: “iat” is negative, so it names a moment before 1970. (negative_time)\n"
        "- payload: “exp” is a text of digits where a number should stand, so it names no moment. (bad_claim)\n"
    )


@pytest.mark.parametrize(
    ("listed", "shown", "redacted"),
    [
        pytest.param(
            ["MOBILE|919999922332", "EMAIL|ann@example.org"],
            ["MOBILE ••••2332", "EMAIL `••••.org`"],
            [
                "identifier MOBILE: all but the last four characters",
                "identifier EMAIL: all but the last four characters",
            ],
            id="two",
        ),
        pytest.param(["MOBILE|2025"], ["MOBILE ••••"], ["identifier MOBILE: all of it"], id="short"),
        pytest.param(
            "919999922332",
            ["no type ••••2332"],
            ["identifier without a type: all but the last four characters"],
            id="no type",
        ),
        pytest.param([7, None], [], [], id="no text"),
    ],
)
def test_identifiers_are_masked_and_the_masking_told(listed: object, shown: list[str], redacted: list[str]) -> None:
    ticket = ticket_of(token_of({"idv": listed}))
    lines = ticket.text.splitlines()
    assert [line.removeprefix("- Identifier: ") for line in lines if line.startswith("- Identifier")] == shown
    assert list(ticket.redacted[1:]) == redacted


def test_more_than_a_few_are_counted() -> None:
    claims = {f"c{number}": number for number in range(20)}
    ticket = ticket_of(token_of({"idv": [f"MOBILE|91999992233{n:02}" for n in range(20)]}, claims))
    assert ticket.text.count("- Identifier") == MOST_ENTRIES + 1
    assert f"{20 - MOST_ENTRIES} more identifiers" in ticket.redacted
    assert ticket.redacted[-1] == f"the values of the claims {', '.join(list(claims)[:12])} and 8 more"


def test_a_token_hidden_in_the_identity_leaves_and_is_told() -> None:
    hidden = token_of({}).text
    ticket = ticket_of(token_of({"dev": hidden, "org": f"x {hidden}", "idv": [f"MOBILE|{hidden}"]}, {hidden: 1}))
    assert not any(part in ticket.text + "".join(ticket.redacted) for part in hidden.split(".")[1:])
    assert "a token inside the device" in ticket.redacted
    assert "a token inside the organisation" in ticket.redacted


MARKUP = [
    "<img src=x onerror=alert(1)>",
    "[text](https://evil.example)",
    "![picture](https://evil.example/p.png)",
    "**bold** _it_ ~~no~~",
    "`code` ``more``",
    "```",
    "`",
    "@all #1 GH-12 owner/repo#3",
    "https://evil.example www.evil.example a@b.example",
    ":tada: :100:",
    "$x^2$ a|b \\| &lt;",
    "line\n# heading\n- item\n\n---",
    "\r\n> quote",
    "\u202egnp.exe\u200b",
    "[ref]: https://evil.example",
    "  spaces  ",
]


def _words(markdown: str) -> list[str]:
    """The text of the rendered note outside code, and that it has no markup but the note's own."""
    words = []
    allowed = {"paragraph", "bullet_list", "list_item", "inline", "strong", "text", "code_inline", "softbreak"}
    for block in GITHUB.parse(markdown):
        for node in [block, *(block.children or [])]:
            kind = re.sub("_(open|close)$", "", node.type)
            assert kind in allowed, f"{kind}: {node.content}"
            if kind == "text":
                words.append(node.content)
    return words


def _assert_plain(ticket: Ticket) -> None:
    rendered = OUR_OWN.sub("", "\n".join(_words(ticket.text)))
    assert not re.search(r"[<>@#\[\]*_`$~&\\|]|://|www\.|:\w+:|-\d", rendered)


@pytest.mark.parametrize("place", ["identifier", "type", "device", "organisation", "claim", "crit", "kid"])
@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_a_token_stays_text(markup: str, place: str) -> None:
    headers: dict[str, dict[str, Any]] = {
        "identifier": {"idv": [f"MOBILE|12345{markup}"]},
        "type": {"idv": [f"{markup}|123456789"]},
        "device": {"dev": markup},
        "organisation": {"org": markup},
        "crit": {"crit": [markup]},
    }
    token = token_of(headers.get(place, {}), {markup: 1} if place == "claim" else None)
    check = Verification("verified", "HS256", f"Signature verified (key “{markup}”).", f"key “{markup}”")
    _assert_plain(ticket_of(token, check if place == "kid" else NOT_CHECKED))


def test_what_stands_in_code_is_what_stood_in_the_token() -> None:
    nodes = [
        node
        for block in GITHUB.parse(ticket_of(token_of({"dev": "a `b` ``c`` <d>"})).text)
        for node in block.children or []
    ]
    assert "a `b` ``c`` <d>" in [node.content for node in nodes if node.type == "code_inline"]


TEXT = st.text(st.sampled_from("`*_<>[]()@#|\\~&!:$/-. a1é\n") | st.characters(), max_size=60)


@given(TEXT, TEXT, TEXT, st.floats(-1e10, 1e11))
def test_any_identity_stays_text(identifier: str, device: str, organisation: str, now: float) -> None:
    token = token_of({"idv": [f"MOBILE|{identifier}", identifier], "dev": device, "org": organisation})
    ticket = write_ticket(token, read_expiry(token, now), now, UTC)
    _assert_plain(ticket)
    assert token.fingerprint in ticket.text
    assert token.text not in ticket.text


@given(st.text(max_size=300), st.floats(-1e10, 1e11))
def test_any_text_gets_a_note_that_names_its_fingerprint(text: str, now: float) -> None:
    token = decode(text)
    ticket = write_ticket(token, read_expiry(token, now), now, None)
    assert token.fingerprint in ticket.text
    assert ticket.redacted[0].startswith("the token itself (")
    _words(ticket.text)


def test_a_note_is_short_whatever_the_token_holds() -> None:
    long = "x" * 100_000
    token = token_of({"idv": [f"{long}|{long}"] * 50, "dev": long, "org": long, "crit": [long]}, {long: long})
    ticket = ticket_of(token)
    assert len(ticket.text) < 6000
    assert len("".join(ticket.redacted)) < 3000


def test_a_token_without_a_readable_header_is_left_as_it_is() -> None:
    token = decode("hello")
    assert shorten_identity(token) is token
