"""How facts about a token look: words, tone and icon (never colour alone) of its kinds, channels and problems."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.problem import Nature
from workbench.core.token import Channel, Kind
from workbench.ui.kit.states import StateLook

KIND_LOOKS: dict[Kind, tuple[str, str]] = {
    "user": ("user token", "user"),
    "view": ("VIEW token", "eye"),
    "mfa_pending": ("waits for second factor", "lock"),
    "key": ("key", "key-round"),
    "other": ("unknown kind", "circle-question-mark"),
}
"""Words and icon of each kind."""

CHANNEL_ICONS: dict[Channel, str] = {"mobile": "smartphone", "web": "globe"}


@dataclass(frozen=True, slots=True)
class NatureLook:
    """How problems of a nature are listed; ``tone`` is of icon and heading, ``shade`` of the sentences."""

    word: str
    heading: str
    icon: str
    tone: str
    shade: str
    is_loud: bool = False


NATURE_LOOKS: dict[Nature, NatureLook] = {
    "unsafe": NatureLook("Unsafe", "unsafe", "shield-alert", "bad", "bad", is_loud=True),
    "wrong": NatureLook("Wrong", "wrong", "circle-alert", "critical", "text"),
    "note": NatureLook("Note", "good to know", "info", "neutral", "muted"),
    "mended": NatureLook("Mended", "mended to read it", "check", "neutral", "muted"),
}
"""Natures of problems, the gravest first."""

VERIFICATION_LOOKS: dict[str, StateLook] = {
    "not_checked": StateLook("neutral", "shield-question-mark", outline=True),
    "verified": StateLook("good", "shield-check", filled=True),
    "failed": StateLook("bad", "shield-x", filled=True),
}
"""What is known about a signature, by the state of the verification."""
