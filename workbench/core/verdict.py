"""The sentence on top: what a token is, for whom, and how long it still lives."""

from __future__ import annotations

import math
from datetime import UTC, tzinfo

from workbench.core.expiry import (
    Expiry,
    describe_duration,
    describe_past,
    describe_unreadable,
    format_clock,
)
from workbench.core.token import Identity, Token

_KIND_WORDS = {
    "user": "user token",
    "view": "VIEW token (a visitor before login)",
    "mfa_pending": "token waiting for its second factor",
    "key": "key (long-lived; it renews mobile tokens)",
    "other": "token of an unknown kind",
}


def write_verdict(token: Token, expiry: Expiry, now: float, zone: tzinfo | None) -> str:
    """One sentence group in plain words; ``zone`` is that of the reader, ``None`` for the machine's."""
    if token.form == "jwe":
        return "Encrypted token: only its header can be read. Not verified."
    if not token.is_readable:
        return f"This cannot be read as a token: {_first_reason(token)} Not verified."
    return f"{_describe_life(token, expiry, now, zone)} {_describe_bearer(token)} Not verified."


def _first_reason(token: Token) -> str:
    if not token.text:
        return "there is nothing in it."
    reason = next(
        (one.message for one in token.problems if not one.code.endswith("_removed")),
        "no part of it is JSON.",
    )
    return reason[:1].lower() + reason[1:]


def _describe_life(
    token: Token, expiry: Expiry, now: float, zone: tzinfo | None
) -> str:
    match expiry.state:
        case "valid":
            assert expiry.expires_at is not None and expiry.seconds_left is not None
            when = _both_clocks(expiry.expires_at, now, zone)
            return (
                f"Valid. Expires in {describe_duration(expiry.seconds_left)} ({when})."
            )
        case "expired":
            assert expiry.expires_at is not None
            return f"Expired {describe_past(now - expiry.expires_at)} ago ({_both_clocks(expiry.expires_at, now, zone)})."
        case "not_yet_valid":
            assert expiry.not_before is not None
            when = _both_clocks(expiry.not_before, now, zone)
            return f"Not yet valid; becomes valid in {describe_duration(math.ceil(expiry.not_before - now))} ({when})."
        case "never_expires":
            note = (
                ""
                if token.kind == "key"
                else " It has no expiry, which is what a key looks like."
            )
            return f"Never expires.{note}"
        case "unreadable":
            return f"Its expiry cannot be told: {describe_unreadable(token, expiry)}."


def _both_clocks(moment: float, now: float, zone: tzinfo | None) -> str:
    return (
        f"{format_clock(moment, now, zone)} here, {format_clock(moment, now, UTC)} UTC"
    )


def _describe_bearer(token: Token) -> str:
    channel = {"mobile": "mobile ", "web": "web ", None: ""}[token.channel]
    words = f"{channel}{_KIND_WORDS[token.kind]}"
    return f"{words[:1].upper()}{words[1:]}{describe_identity(token.identity, token.channel == 'web')}."


def describe_identity(identity: Identity, is_web: bool = False) -> str:
    """`` for MOBILE 919999922332 at DOCDEMO, device deviceid1``; what is not known is left out."""
    people = " and ".join(
        f"{one.type} {one.value}" if one.type else one.value
        for one in identity.identifiers
        if one.value
    )
    words = f" for {people}" if people else ""
    words += f" at {identity.organisation}" if identity.organisation else ""
    if identity.device is not None:
        words += f", device {identity.device}"
    elif is_web:
        words += ", bound to no device"
    return words
