"""The sentence on top: what a token is, for whom, and how long it still lives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Literal

from workbench.core.expiry import (
    Expiry,
    describe_duration,
    describe_past,
    describe_unreadable,
    format_clock,
)
from workbench.core.token import Identity, Token
from workbench.core.zone import write_both

_KIND_WORDS = {
    "user": "user token",
    "view": "VIEW token (a visitor before login)",
    "mfa_pending": "token waiting for its second factor",
    "key": "key (long-lived; it renews mobile tokens)",
    "other": "token of an unknown kind",
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known about a token's signature, with a sentence for it.

    ``algorithm`` is what the header claims; ``key`` describes the key that verified it, and ``leeway`` (seconds) is
    what the verdict on the expiry used beside it.
    """

    state: Literal["not_checked", "verified", "failed"] = "not_checked"
    algorithm: str | None = None
    sentence: str = "Not verified."
    key: str | None = None
    leeway: float = 0


NOT_CHECKED = Verification()


def write_verdict(
    token: Token, expiry: Expiry, now: float, zone: tzinfo | None, verification: Verification = NOT_CHECKED
) -> str:
    """What is known in plain words; ``zone`` is the reader's, ``None`` for the machine's.

    It ends with what is known about the signature: without a ``verification``, that nobody checked it.
    """
    checked = verification.sentence
    if token.form == "jwe":
        return f"Encrypted token{describe_identity(token.identity)}: only its header can be read. {checked}"
    if not token.is_readable:
        return f"This cannot be read as a token: {_first_reason(token)} {checked}"
    # The sentence of a check that succeeded names the leeway itself.
    leeway = "" if verification.state == "verified" else _describe_leeway(expiry, now)
    return f"{_describe_life(token, expiry, now, zone)}{leeway} {_describe_bearer(token)} {checked}"


def _first_reason(token: Token) -> str:
    if not token.text:
        return "there is nothing in it."
    reason = next(
        (one.message for one in token.problems if not one.code.endswith("_removed")),
        "no part of it is JSON.",
    )
    return reason[:1].lower() + reason[1:]


def _describe_life(token: Token, expiry: Expiry, now: float, zone: tzinfo | None) -> str:
    state, begins, ends = expiry.state, expiry.not_before, expiry.expires_at
    if state == "valid" and ends is not None:
        when = _both_clocks(ends, now, zone)
        if now >= ends:
            return (
                f"Expired {_describe_ago(now - ends)} ({when}), still valid within the leeway of {expiry.leeway:g} s."
            )
        return f"Valid. Expires in {describe_duration(ends - now)} ({when})."
    if state == "expired" and ends is not None:
        return f"Expired {_describe_ago(now - ends)} ({_both_clocks(ends, now, zone)})."
    if state == "not_yet_valid" and begins is not None:
        when = _both_clocks(begins, now, zone)
        return f"Not yet valid; becomes valid in {describe_duration(math.ceil(begins - now))} ({when})."
    if state == "never_expires":
        note = "" if token.kind == "key" else " It has no expiry, which is what a key looks like."
        return f"Never expires.{note}"
    return f"Its expiry cannot be told: {describe_unreadable(token, expiry)}."


def _describe_leeway(expiry: Expiry, now: float) -> str:
    """Where it could have mattered, and the words on the life have not named it yet."""
    is_within = expiry.state == "valid" and expiry.expires_at is not None and now >= expiry.expires_at
    if not expiry.leeway or is_within or expiry.state in ("never_expires", "unreadable"):
        return ""
    return f" Judged with a leeway of {expiry.leeway:g} s."


def _describe_ago(seconds: float) -> str:
    return "just now" if seconds < 1 else f"{describe_past(seconds)} ago"


def _both_clocks(moment: float, now: float, zone: tzinfo | None) -> str:
    return write_both(format_clock(moment, now, zone), format_clock(moment, now, UTC), zone)


def _describe_bearer(token: Token) -> str:
    channel = {"mobile": "mobile ", "web": "web ", None: ""}[token.channel]
    words = f"{channel}{_KIND_WORDS[token.kind]}"
    return f"{words[:1].upper()}{words[1:]}{describe_identity(token.identity, token.channel == 'web')}."


def describe_identity(identity: Identity, is_web: bool = False) -> str:
    """`` for MOBILE 919999922332 at DOCDEMO, device deviceid1``; what is not known is left out."""
    people = " and ".join(
        f"{one.type} {one.value}" if one.type else one.value for one in identity.identifiers if one.value
    )
    words = f" for {people}" if people else ""
    words += f" at {identity.organisation}" if identity.organisation else ""
    if identity.device is not None:
        words += f", device {identity.device}"
    elif is_web:
        words += ", bound to no device"
    return words
