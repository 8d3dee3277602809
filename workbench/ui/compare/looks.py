"""How a change, and what a whole comparison comes to, look: word, tone and icon, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.core.comparison import Judgement
from workbench.core.difference import Change
from workbench.core.token import Kind


@dataclass(frozen=True, slots=True)
class ChangeLook:
    """The word of a change with its tone and icon; ``filled`` is loud."""

    word: str
    tone: str
    icon: str
    filled: bool = False


CHANGE_LOOKS: Mapping[Change, ChangeLook] = MappingProxyType(
    {
        "same": ChangeLook("same", "neutral", "equal"),
        "expected": ChangeLook("expected", "info", "refresh-cw"),
        "surprise": ChangeLook("surprise", "bad", "triangle-alert", filled=True),
        "added": ChangeLook("added", "soon", "circle-plus"),
        "missing": ChangeLook("missing", "soon", "circle-minus"),
    }
)

JUDGEMENT_LOOKS: Mapping[Judgement, tuple[str, str]] = MappingProxyType(
    {
        "same": ("neutral", "equal"),
        "expected": ("good", "circle-check"),
        "changed": ("soon", "circle-alert"),
        "surprise": ("bad", "triangle-alert"),
        "unreadable": ("soon", "circle-question-mark"),
    }
)
"""Tone and icon of the summary."""

KIND_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "user": "user token",
        "view": "VIEW token",
        "mfa_pending": "token before its second factor",
        "key": "key",
        "other": "token of an unknown kind",
    }
)
"""What stands beside the title of a side."""
