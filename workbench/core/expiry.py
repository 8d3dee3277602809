"""Time claims against a given now: the state, and the words for it.

NumericDate is seconds since 1970 in UTC and may have a fraction (RFC 7519 §2). The precedence of the states and their
looks are those of the product: unreadable, expired, not yet valid, valid, never expires; ``exp == now`` is expired.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal, TypeAlias

from workbench.core.json_text import Json
from workbench.core.problem import Problem
from workbench.core.token import Kind, Token

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

FIRST_SECOND = -62_135_596_800  # 0001-01-01T00:00:00Z
LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z
SOON_SECONDS, SOON_PART, CRITICAL_SECONDS = 5 * 60, 0.10, 30
MINUTE, HOUR, DAY = 60, 3600, 86_400
UNTOLD_SECONDS = 2
"""Two clocks that differ by no more than this are taken for equal: nothing is said about it."""
_FAR_SECONDS = 10 * 365.25 * DAY
_LAST_PLAUSIBLE = 4_102_444_800  # the year 2100, for a guess at what else a number may count
_LONGEST_LIVES: dict[Kind, int] = {"user": DAY, "view": DAY, "mfa_pending": DAY, "other": 365 * DAY}
"""Seconds of life beyond which it is told. The auth engine's tokens live from 90 s to 3 h in all documented samples, so
a day leaves room for any setting; of other servers' tokens nothing is known but that a year is long. A key may live for
ever: that is what it is for.
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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
        problems.append(Problem("payload", code, f"“{name}” {message}."))

    if isinstance(value, bool) or not isinstance(value, int | float):
        tell("bad_claim", f"is {_describe_no_number(value)}, so it names no moment")
        return None
    if not FIRST_SECOND <= value <= LAST_SECOND:
        tell("bad_claim", f"is outside the years 1 to 9999{_guess_unit(value)}")
        return None
    if isinstance(value, float):
        has_fraction = value != math.floor(value)
        tell("fraction", "has a fraction of a second" if has_fraction else "is not written as a whole number")
    if value < 0:
        tell("negative_time", "is negative, so it names a moment before 1970")
    return value


def _describe_no_number(value: Json) -> str:
    if isinstance(value, str):
        return "a text of digits where a number should stand" if _DIGITS.fullmatch(value) else "a text, not a number"
    return {bool: "true or false", type(None): "null", list: "a list"}.get(type(value), "an object") + ", not a number"


def _guess_unit(value: float) -> str:
    """What a number of today's size may count instead of seconds."""
    for word, part in (("milliseconds", 10**3), ("microseconds", 10**6), ("nanoseconds", 10**9)):
        if 0 < value <= _LAST_PLAUSIBLE * part:
            return f"; it looks like {word}, which would be {format_utc(value / part)}"
    return ""


def _compare_times(kind: Kind, expiry: Expiry, now: float) -> Iterator[Problem]:
    """What is odd about the claims beside each other and beside ``now``."""
    issued, begins, ends = expiry.issued_at, expiry.not_before, expiry.expires_at
    if issued is not None and issued > now + max(expiry.leeway, UNTOLD_SECONDS):
        away = describe_duration(issued - now)
        yield Problem(
            "payload", "iat_in_future", f"“iat” lies {away} in the future: by this clock it is not issued yet."
        )
    if issued is not None and ends is not None and ends <= issued:
        yield Problem("payload", "exp_before_iat", "“exp” is not after “iat”: the token expired before it was issued.")
    if begins is not None and ends is not None and begins >= ends:
        yield Problem("payload", "nbf_after_exp", "“nbf” is not before “exp”: there is no moment at which it is valid.")
    for name, moment in (("nbf", begins), ("exp", ends)):
        if moment is not None and moment - now > _FAR_SECONDS:
            away = describe_duration(moment - now)
            yield Problem("payload", "far_future", f"“{name}” lies {away} in the future.")
    longest = _LONGEST_LIVES.get(kind)
    if longest is None or expiry.state == "unreadable":
        return
    if ends is None and kind != "other":
        yield Problem("payload", "long_life", "It never expires; tokens of this kind live for minutes or hours.")
    elif ends is not None and (life := ends - (now if issued is None else issued)) > longest:
        usual = "for minutes or hours" if kind != "other" else "much shorter"
        yield Problem("payload", "long_life", f"It lives {describe_duration(life)}; such tokens usually live {usual}.")


def parse_moment(text: str) -> float:
    """Unix seconds from ISO 8601 (UTC where it names no offset) or from Unix seconds themselves.

    :raises ValueError: in words, where it is neither, or outside the years 1 to 9999.
    """
    written = text.strip()
    try:
        moment = float(written)
    except ValueError:
        try:
            then = datetime.fromisoformat(written)
            moment = (then if then.tzinfo is not None else then.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            raise ValueError("neither ISO 8601 nor Unix seconds") from None
    if not FIRST_SECOND <= moment <= LAST_SECOND:  # false for nan too
        raise ValueError("outside the years 1 to 9999")
    return moment


def describe_duration(seconds: float) -> str:
    """A length of time in words, the coarser the longer: ``0:27``, ``4:59``, ``42 min``, ``2 h 05 min``, ``3 days``."""
    whole = abs(math.floor(seconds))
    if whole < 5 * MINUTE:
        return f"{whole // MINUTE}:{whole % MINUTE:02}"
    if whole < HOUR:
        return f"{whole // MINUTE} min"
    if whole < 2 * DAY:
        return f"{whole // HOUR} h {whole % HOUR // MINUTE:02} min"
    if whole < 730 * DAY:
        return f"{whole // DAY} days"
    return f"{whole // (365 * DAY):,} years"


def describe_past(seconds: float) -> str:
    """How long ago, in words: ``40 s``, ``12 min``, then as ``describe_duration``."""
    whole = abs(math.floor(seconds))
    if whole < MINUTE:
        return f"{whole} s"
    if whole < 5 * MINUTE:
        return f"{whole // MINUTE} min"
    return describe_duration(whole)


def describe_state(token: Token, expiry: Expiry, now: float) -> str:
    """The text of the state chip."""
    return describe_unreadable(token, expiry) if expiry.state == "unreadable" else describe_life(expiry, now)


def describe_life(expiry: Expiry, now: float) -> str:
    """The state in a few words, such as ``42 min left``; what is unreadable only says so."""
    match expiry.state:
        case "valid":
            left = expiry.seconds_left or 0
            return f"{describe_duration(left)} left" if left >= 0 else "expired, within leeway"
        case "expired":
            ago = now - (expiry.expires_at or now)
            return "expired just now" if ago < 1 else f"expired {describe_past(ago)} ago"
        case "not_yet_valid":
            return f"valid in {describe_duration(math.ceil((expiry.not_before or now) - now))}"
        case "never_expires":
            return "never expires"
        case "unreadable":
            return "unreadable"


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
    reasons = {
        "not_base64url": "is not base64url",
        "not_utf8": "is not text",
        "not_json": "is not JSON",
        "not_object": "has no named claims",
        "too_large": "is too large",
        "too_deep": "is nested too deep",
        "encrypted": "is encrypted",
    }
    if isinstance(token.payload.value, dict) and "exp" in token.claims and expiry.expires_at is None:
        return "exp is no moment in time"
    if any(problem.code == "nested" for problem in token.problems):
        return "payload is another token"
    for problem in token.problems:
        if problem.part == "payload" and problem.code in reasons:
            return f"payload {reasons[problem.code]}"
    if not token.is_readable:
        return "not a token"
    return "payload is missing" if not token.payload.octets else "payload is not JSON"


def describe_relative(moment: float, now: float) -> str:
    """A moment seen from now: ``in 42 min``, ``12 min ago``, ``now``."""
    if math.floor(moment) == math.floor(now):
        return "now"
    return f"in {describe_duration(moment - now)}" if moment > now else f"{describe_past(now - moment)} ago"


def format_utc(moment: float) -> str:
    """ISO 8601 in whole seconds, ``2025-10-13T12:28:36Z``."""
    return _at(moment, UTC).replace(tzinfo=None).isoformat() + "Z"


def format_local(moment: float, zone: tzinfo | None) -> str:
    """Date and time in a zone (``None``: the machine's), ``2025-10-13 17:58:36``."""
    return _at(moment, zone).replace(tzinfo=None).isoformat(" ")


def format_clock(moment: float, now: float, zone: tzinfo | None) -> str:
    """Time of day in a zone; with the date in front where it is another day than ``now``."""
    then, today = _at(moment, zone), _at(now, zone)
    return then.strftime("%H:%M" if then.date() == today.date() else "%Y-%m-%d %H:%M")


def _at(moment: float, zone: tzinfo | None) -> datetime:
    """The moment in a zone; the years 1 and 9999 have no room for an offset, so there it stays in UTC."""
    in_utc = _EPOCH + timedelta(seconds=math.floor(moment))
    try:
        return in_utc.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return in_utc
