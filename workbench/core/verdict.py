"""The sentence on top: what a token is, for whom, and how long it still lives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Literal

from workbench.core.expiry import Expiry, describe_unreadable
from workbench.core.listing import join_names
from workbench.core.time_text import describe_ago, describe_ahead, format_clock, format_seconds
from workbench.core.token import Channel, Identity, Kind, Token
from workbench.core.zone import write_both
from workbench.language import ENGLISH, mark, spoken, tr

_KIND_WORDS: dict[tuple[Channel | None, Kind], str] = {
    ("mobile", "user"): mark("Mobile user token"),
    ("mobile", "view"): mark("Mobile VIEW token (a visitor before login)"),
    ("mobile", "mfa_pending"): mark("Mobile token waiting for its second factor"),
    ("mobile", "key"): mark("Mobile key (long-lived; it renews mobile tokens)"),
    ("mobile", "other"): mark("Mobile token of an unknown kind"),
    ("web", "user"): mark("Web user token"),
    ("web", "view"): mark("Web VIEW token (a visitor before login)"),
    ("web", "mfa_pending"): mark("Web token waiting for its second factor"),
    ("web", "key"): mark("Web key (long-lived; it renews mobile tokens)"),
    ("web", "other"): mark("Web token of an unknown kind"),
    (None, "user"): mark("User token"),
    (None, "view"): mark("VIEW token (a visitor before login)"),
    (None, "mfa_pending"): mark("Token waiting for its second factor"),
    (None, "key"): mark("Key (long-lived; it renews mobile tokens)"),
    (None, "other"): mark("Token of an unknown kind"),
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known about a token's signature, with a sentence for it.

    ``said`` is that sentence, empty before any check. ``algorithm`` is what the header claims; ``key`` describes the
    key that verified it, and ``leeway`` (seconds) is what the verdict on the expiry used beside it.
    """

    state: Literal["not_checked", "verified", "failed"] = "not_checked"
    algorithm: str | None = None
    said: str = ""
    key: str | None = None
    leeway: float = 0

    @property
    def sentence(self) -> str:
        """What was said of the signature, or that nobody checked it."""
        return self.said or tr("Not verified.")


NOT_CHECKED = Verification()


def write_verdict(
    token: Token, expiry: Expiry, now: float, zone: tzinfo | None, verification: Verification = NOT_CHECKED
) -> str:
    """What is known in plain words; ``zone`` is the reader's, ``None`` for the machine's.

    It ends with what is known about the signature: without a ``verification``, that nobody checked it.
    """
    checked = verification.sentence
    if token.form == "jwe":
        what = f"{tr('Encrypted token')}{describe_identity(token.identity)}"
        return f"{tr('{what}: only its header can be read.', what=what)} {checked}"
    if not token.is_readable:
        return f"{tr('This cannot be read as a token: {reason}', reason=_first_reason(token))} {checked}"
    # The sentence of a check that succeeded names the leeway itself.
    leeway = "" if verification.state == "verified" else _describe_leeway(expiry, now)
    sentences = (_describe_life(token, expiry, now, zone), leeway, _describe_bearer(token), checked)
    return " ".join(filter(None, sentences))


def _first_reason(token: Token) -> str:
    if not token.text:
        return tr("there is nothing in it.")
    told = next((one.message for one in token.problems if not one.code.endswith("_removed")), None)
    if told is None:
        return tr("no part of it is JSON.")
    # A sentence behind a colon begins with a small letter in English; elsewhere it may begin with a noun.
    return told[:1].lower() + told[1:] if spoken() is ENGLISH else told


def _describe_life(token: Token, expiry: Expiry, now: float, zone: tzinfo | None) -> str:
    state, begins, ends = expiry.state, expiry.not_before, expiry.expires_at
    if state == "valid" and ends is not None:
        when = _both_clocks(ends, now, zone)
        if now >= ends:
            return tr(
                "Expired {how_long_ago} ({clocks}), still valid within the leeway of {seconds} s.",
                how_long_ago=_describe_ago(now - ends),
                clocks=when,
                seconds=format_seconds(expiry.leeway),
            )
        return tr("Valid. Expires {when} ({clocks}).", when=describe_ahead(ends - now), clocks=when)
    if state == "expired" and ends is not None:
        when = _both_clocks(ends, now, zone)
        return tr("Expired {how_long_ago} ({clocks}).", how_long_ago=_describe_ago(now - ends), clocks=when)
    if state == "not_yet_valid" and begins is not None:
        when = _both_clocks(begins, now, zone)
        ahead = describe_ahead(math.ceil(begins - now))
        return tr("Not yet valid; becomes valid {when} ({clocks}).", when=ahead, clocks=when)
    if state == "never_expires":
        if token.kind == "key":
            return tr("Never expires.")
        return tr("Never expires. It has no expiry, which is what a key looks like.")
    return tr("Its expiry cannot be told: {reason}.", reason=describe_unreadable(token, expiry))


def _describe_leeway(expiry: Expiry, now: float) -> str:
    """Where it could have mattered, and the words on the life have not named it yet."""
    is_within = expiry.state == "valid" and expiry.expires_at is not None and now >= expiry.expires_at
    if not expiry.leeway or is_within or expiry.state in ("never_expires", "unreadable"):
        return ""
    return tr("Judged with a leeway of {seconds} s.", seconds=format_seconds(expiry.leeway))


def _describe_ago(seconds: float) -> str:
    return tr("just now") if seconds < 1 else describe_ago(seconds)


def _both_clocks(moment: float, now: float, zone: tzinfo | None) -> str:
    return write_both(format_clock(moment, now, zone), format_clock(moment, now, UTC), zone)


def _describe_bearer(token: Token) -> str:
    words = tr(_KIND_WORDS[token.channel, token.kind])
    return f"{words}{describe_identity(token.identity, token.channel == 'web')}."


def describe_identity(identity: Identity, is_web: bool = False) -> str:
    """`` for MOBILE 919999922332 at DOCDEMO, device deviceid1``; what is not known is left out.

    It follows the word for a token, phrase by phrase.
    """
    people = join_names(
        [f"{one.type} {one.value}" if one.type else one.value for one in identity.identifiers if one.value]
    )
    if people and identity.organisation:
        words = " " + tr("for {people} at {organisation}", people=people, organisation=identity.organisation)
    elif people:
        words = " " + tr("for {people}", people=people)
    else:
        words = " " + tr("at {organisation}", organisation=identity.organisation) if identity.organisation else ""
    if identity.device is not None:
        return f"{words}, {tr('device {device}', device=identity.device)}"
    return f"{words}, {tr('bound to no device')}" if is_web else words
