"""How states and outcomes are painted: the one place where each gets its tone, icon and shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class StateLook:
    """What a chip or ring needs: a tone and an icon of the theme; `filled` is loud, `outline` hollow."""

    tone: str
    icon: str
    filled: bool = False
    outline: bool = False


STATE_LOOKS: Mapping[str, StateLook] = MappingProxyType(
    {
        "valid": StateLook("good", "clock"),
        "soon": StateLook("soon", "hourglass"),
        "critical": StateLook("critical", "timer"),
        "expired": StateLook("bad", "ban", filled=True),
        "not_yet_valid": StateLook("info", "calendar-clock"),
        "never_expires": StateLook("neutral", "infinity"),
        "unreadable": StateLook("bad", "circle-x", outline=True),
    }
)
"""States of something with an end, by the name of the look; the words beside it come from whoever knows the state."""

OUTCOME_LOOKS: Mapping[str, StateLook] = MappingProxyType(
    {
        "renewed": StateLook("good", "circle-check"),
        "refused": StateLook("bad", "circle-x"),
        "unreadable": StateLook("soon", "circle-question-mark"),
        "failed": StateLook("critical", "wifi-off"),
        "cancelled": StateLook("neutral", "square"),
    }
)
"""Outcomes of something that was tried, by their word."""
