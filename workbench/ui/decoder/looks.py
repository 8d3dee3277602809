"""How facts about a token look: words, tone and icon (never colour alone) of its kinds, channels and problems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.problem import Nature
from workbench.core.token import Channel, Kind, Token
from workbench.language import mark, tr, trn
from workbench.ui.kit.states import StateLook

KIND_LOOKS: dict[Kind, tuple[str, str]] = {
    "user": (mark("user token"), "user"),
    "view": (mark("VIEW token"), "eye"),
    "mfa_pending": (mark("waits for second factor"), "lock"),
    "key": (mark("key"), "key-round"),
    "other": (mark("unknown kind"), "circle-question-mark"),
}
"""Marked words and icon of each kind."""

CHANNEL_LOOKS: dict[Channel, tuple[str, str]] = {
    "mobile": (mark("mobile"), "smartphone"),
    "web": (mark("web"), "globe"),
}
"""Marked word and icon of each channel."""
_CHANNEL_KINDS: dict[Channel, str] = {"mobile": mark("mobile {kind}"), "web": mark("web {kind}")}


def describe_kind(token: Token) -> str:
    """Channel and kind: "mobile user token"."""
    kind = tr(KIND_LOOKS[token.kind][0])
    return tr(_CHANNEL_KINDS[token.channel], kind=kind) if token.channel else kind


@dataclass(frozen=True, slots=True)
class NatureLook:
    """How problems of a nature are listed; ``tone`` is of icon and heading, ``shade`` of the sentences.

    ``named`` is the marked template of what a screen reader says of one, ``count`` says how many there are.
    """

    named: str
    count: Callable[[int], str]
    icon: str
    tone: str
    shade: str
    is_loud: bool = False


def _count_unsafe(count: int) -> str:
    return trn("{count} unsafe", "{count} unsafe", count)


def _count_wrong(count: int) -> str:
    return trn("{count} wrong", "{count} wrong", count)


def _count_notes(count: int) -> str:
    return trn("{count} good to know", "{count} good to know", count)


def _count_mended(count: int) -> str:
    return trn("{count} mended to read it", "{count} mended to read it", count)


NATURE_LOOKS: dict[Nature, NatureLook] = {
    "unsafe": NatureLook(mark("Unsafe: {sentence}"), _count_unsafe, "shield-alert", "bad", "bad", is_loud=True),
    "wrong": NatureLook(mark("Wrong: {sentence}"), _count_wrong, "circle-alert", "critical", "text"),
    "note": NatureLook(mark("Note: {sentence}"), _count_notes, "info", "neutral", "muted"),
    "mended": NatureLook(mark("Mended: {sentence}"), _count_mended, "check", "neutral", "muted"),
}
"""Natures of problems, the gravest first."""

VERIFICATION_LOOKS: dict[str, StateLook] = {
    "not_checked": StateLook("neutral", "shield-question-mark", outline=True),
    "verified": StateLook("good", "shield-check", filled=True),
    "failed": StateLook("bad", "shield-x", filled=True),
}
"""What is known about a signature, by the state of the verification."""
