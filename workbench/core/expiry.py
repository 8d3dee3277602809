"""Time claims against a given now: the state, and the words for it; how time itself is written is ``time_text``'s.

NumericDate is seconds since 1970 in UTC and may have a fraction (RFC 7519 §2). The precedence of the states and their
looks are those of the product: unreadable, expired, not yet valid, valid, never expires; ``exp == now`` is expired.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from workbench.core.json_text import Json
from workbench.core.problem import Problem
from workbench.core.time_text import (
    DAY,
    FIRST_SECOND,
    HOUR,
    LAST_SECOND,
    MINUTE,
    describe_ago,
    describe_ahead,
    describe_duration,
    format_utc,
)
from workbench.core.token import Kind, Token
from workbench.language import mark, tr

State: TypeAlias = Literal["unreadable", "expired", "not_yet_valid", "valid", "never_expires"]
Look: TypeAlias = Literal[
    "valid",
    "soon",
    "critical",
    "expired",
    "not_yet_valid",
    "never_expires",
    "unreadable",
]

SOON_SECONDS, SOON_PART, CRITICAL_SECONDS = 5 * 60, 0.10, 30
UNTOLD_SECONDS = 2
"""Two clocks that differ by no more than this are taken for equal: nothing is said about it."""
_FAR_SECONDS = 10 * 365.25 * DAY
_LAST_PLAUSIBLE = 4_102_444_800  # the year 2100, for a guess at what else a number may count
_LONGEST_LIVES: dict[Kind, int] = {"user": DAY, "view": DAY, "mfa_pending": DAY, "other": 365 * DAY}
"""Seconds of life beyond which it is told. The auth engine's tokens live from 90 s to 3 h in all documented samples, so
a day leaves room for any setting; of other servers' tokens nothing is known but that a year is long. A key may live for
ever: that is what it is for.
"""
_OTHER_UNITS = (
    (
        mark("“{claim}” is outside the years 1 to 9999; it looks like milliseconds, which would be {time}."),
        10**3,
    ),
    (
        mark("“{claim}” is outside the years 1 to 9999; it looks like microseconds, which would be {time}."),
        10**6,
    ),
    (
        mark("“{claim}” is outside the years 1 to 9999; it looks like nanoseconds, which would be {time}."),
        10**9,
    ),
)
_UNREADABLE = {
    "not_base64url": mark("payload is not base64url"),
    "not_utf8": mark("payload is not text"),
    "not_json": mark("payload is not JSON"),
    "not_object": mark("payload has no named claims"),
    "too_large": mark("payload is too large"),
    "too_deep": mark("payload is nested too deep"),
    "encrypted": mark("payload is encrypted"),
}
_DIGITS = re.compile(r"\s*[+-]?[0-9]+(?:\.[0-9]+)?\s*")


@dataclass(frozen=True, slots=True)
class Expiry:
    """The life of a token seen from one moment. Times are Unix seconds, as exact as written; ``leeway`` was granted."""

    state: State
    issued_at: float | None = None
    not_before: float | None = None
    expires_at: float | None = None
    seconds_left: int | None = None
    problems: tuple[Problem, ...] = ()
    leeway: float = 0

    @property
    def lifetime_seconds(self) -> int | None:
        """From ``iat`` to ``exp``; ``None`` where one of them is missing."""
        if self.issued_at is None or self.expires_at is None:
            return None
        return math.floor(self.expires_at) - math.floor(self.issued_at)

    @property
    def look(self) -> Look:
        """How the state is shown: valid splits into valid, soon and critical."""
        if self.state != "valid":
            return self.state
        left, life = self.seconds_left or 0, self.lifetime_seconds
        if left < CRITICAL_SECONDS:
            return "critical"
        if left < SOON_SECONDS or (life is not None and life > 0 and left < life * SOON_PART):
            return "soon"
        return "valid"

    def part_left(self, now: float) -> float | None:
        """The part of its life that is left, 0 to 1; ``None`` where life has no known beginning or end."""
        life = self.lifetime_seconds
        if life is None or life <= 0 or self.expires_at is None:
            return None
        return min(1.0, max(0.0, (self.expires_at - now) / life))


def read_expiry(token: Token, now: float, leeway: float = 0) -> Expiry:
    """Judge a token's time claims at ``now`` (Unix seconds); ``leeway`` seconds are granted on both ends."""
    problems: list[Problem] = []
    issued_at = _read_time(token, "iat", problems)
    not_before = _read_time(token, "nbf", problems)
    expires_at = _read_time(token, "exp", problems)
    left = None if expires_at is None else math.floor(expires_at - now)
    state: State
    if not isinstance(token.payload.value, dict) or ("exp" in token.claims and expires_at is None):
        state = "unreadable"
    elif expires_at is not None and now >= expires_at + leeway:
        state = "expired"
    elif not_before is not None and now < not_before - leeway:
        state = "not_yet_valid"
    else:
        state = "never_expires" if expires_at is None else "valid"
    expiry = Expiry(state, issued_at, not_before, expires_at, left, leeway=leeway)
    return replace(expiry, problems=(*problems, *_compare_times(token.kind, expiry, now)))


def read_life(issued_at: float | None, expires_at: float | None, now: float) -> Expiry:
    """The same from times remembered of a token that is not at hand, such as a record's."""
    if expires_at is None:
        return Expiry("never_expires", issued_at)
    left = math.floor(expires_at - now)
    return Expiry("valid" if now < expires_at else "expired", issued_at, None, expires_at, left)


def _read_time(token: Token, name: str, problems: list[Problem]) -> float | None:
    """The moment that a claim names, and what is odd about the claim by itself."""
    if name not in token.claims:
        return None
    value = token.claims[name]

    def tell(code: str, message: str) -> None:
        problems.append(Problem("payload", code, message))

    if isinstance(value, bool) or not isinstance(value, int | float):
        tell("bad_claim", tr(_find_no_number(value), claim=name))
        return None
    if not FIRST_SECOND <= value <= LAST_SECOND:
        tell("bad_claim", _describe_outside(name, value))
        return None
    if isinstance(value, float):
        if value != math.floor(value):
            tell("fraction", tr("“{claim}” has a fraction of a second.", claim=name))
        else:
            tell("fraction", tr("“{claim}” is not written as a whole number.", claim=name))
    if value < 0:
        tell("negative_time", tr("“{claim}” is negative, so it names a moment before 1970.", claim=name))
    return value


def _find_no_number(value: Json) -> str:
    match value:
        case str() if _DIGITS.fullmatch(value):
            return mark("“{claim}” is a text of digits where a number should stand, so it names no moment.")
        case str():
            return mark("“{claim}” is a text, not a number, so it names no moment.")
        case bool():
            return mark("“{claim}” is true or false, not a number, so it names no moment.")
        case None:
            return mark("“{claim}” is null, not a number, so it names no moment.")
        case list():
            return mark("“{claim}” is a list, not a number, so it names no moment.")
    return mark("“{claim}” is an object, not a number, so it names no moment.")


def _describe_outside(name: str, value: float) -> str:
    """With what a number of today's size may count instead of seconds."""
    for message, part in _OTHER_UNITS:
        if 0 < value <= _LAST_PLAUSIBLE * part:
            return tr(message, claim=name, time=format_utc(value / part))
    return tr("“{claim}” is outside the years 1 to 9999.", claim=name)


def _compare_times(kind: Kind, expiry: Expiry, now: float) -> Iterator[Problem]:
    """What is odd about the claims beside each other and beside ``now``."""
    issued, begins, ends = expiry.issued_at, expiry.not_before, expiry.expires_at
    if issued is not None and issued > now + max(expiry.leeway, UNTOLD_SECONDS):
        message = tr(
            "“iat” lies {duration} in the future: by this clock it is not issued yet.",
            duration=describe_duration(issued - now),
        )
        yield Problem("payload", "iat_in_future", message)
    if issued is not None and ends is not None and ends <= issued:
        message = tr("“exp” is not after “iat”: the token expired before it was issued.")
        yield Problem("payload", "exp_before_iat", message)
    if begins is not None and ends is not None and begins >= ends:
        message = tr("“nbf” is not before “exp”: there is no moment at which it is valid.")
        yield Problem("payload", "nbf_after_exp", message)
    for name, moment in (("nbf", begins), ("exp", ends)):
        if moment is not None and moment - now > _FAR_SECONDS:
            away = describe_duration(moment - now)
            message = tr("“{claim}” lies {duration} in the future.", claim=name, duration=away)
            yield Problem("payload", "far_future", message)
    longest = _LONGEST_LIVES.get(kind)
    if longest is None or expiry.state == "unreadable":
        return
    if ends is None and kind != "other":
        message = tr("It never expires; tokens of this kind live for minutes or hours.")
        yield Problem("payload", "long_life", message)
    elif ends is not None and (life := ends - (now if issued is None else issued)) > longest:
        if kind != "other":
            message = tr(
                "It lives {duration}; such tokens usually live for minutes or hours.", duration=describe_duration(life)
            )
        else:
            message = tr(
                "It lives {duration}; such tokens usually live much shorter.", duration=describe_duration(life)
            )
        yield Problem("payload", "long_life", message)


def describe_state(token: Token, expiry: Expiry, now: float) -> str:
    """The text of the state chip."""
    return describe_unreadable(token, expiry) if expiry.state == "unreadable" else describe_life(expiry, now)


def describe_life(expiry: Expiry, now: float) -> str:
    """The state in a few words, such as ``42 min left``; what is unreadable only says so."""
    match expiry.state:
        case "valid":
            left = expiry.seconds_left or 0
            if left < 0:
                return tr("expired, within leeway")
            return tr("{duration} left", duration=describe_duration(left))
        case "expired":
            ago = now - (expiry.expires_at or now)
            return tr("expired just now") if ago < 1 else tr("expired {how_long_ago}", how_long_ago=describe_ago(ago))
        case "not_yet_valid":
            return tr("valid {when}", when=describe_ahead(math.ceil((expiry.not_before or now) - now)))
        case "never_expires":
            return tr("never expires")
        case "unreadable":
            return tr("unreadable")


def describe_life_shortly(expiry: Expiry, now: float) -> str:
    """The same for a narrow place with a ring beside it, which says that it is time left: ``42 min``, ``expired``."""
    if expiry.state == "valid" and (expiry.seconds_left or 0) >= 0:
        return describe_duration(expiry.seconds_left or 0)
    return tr("expired") if expiry.state == "expired" else describe_life(expiry, now)


def steady_until(expiry: Expiry, now: float) -> float:
    """Until when (Unix seconds) words and look of a life stay what they are at ``now``: nobody need ask again before.

    The next second for what is told in seconds, infinity for what never changes.
    """
    next_second = math.floor(now) + 1.0
    if expiry.state in ("never_expires", "unreadable"):
        return math.inf
    if expiry.expires_at is None or expiry.state == "not_yet_valid":
        return next_second
    left = expiry.expires_at - now
    unit = MINUTE if abs(left) < 2 * DAY else HOUR
    if expiry.state == "expired":
        return next_second if -left < MINUTE else expiry.expires_at + (math.floor(-left / unit) + 1) * unit
    if left < SOON_SECONDS + MINUTE:
        return next_second
    last_of_unit = expiry.expires_at - math.floor(left / unit) * unit
    soon = expiry.expires_at - (expiry.lifetime_seconds or 0) * SOON_PART
    return min(last_of_unit if last_of_unit > now else next_second, soon if soon > now else math.inf)


def describe_unreadable(token: Token, expiry: Expiry) -> str:
    """In a few words why no time can be told, such as ``payload is not base64url``."""
    if isinstance(token.payload.value, dict) and "exp" in token.claims and expiry.expires_at is None:
        return tr("exp is no moment in time")
    if any(problem.code == "nested" for problem in token.problems):
        return tr("payload is another token")
    for problem in token.problems:
        if problem.part == "payload" and problem.code in _UNREADABLE:
            return tr(_UNREADABLE[problem.code])
    if not token.is_readable:
        return tr("not a token")
    return tr("payload is missing") if not token.payload.octets else tr("payload is not JSON")
