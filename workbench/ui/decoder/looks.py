"""How facts about a token look: tone and icon (never colour alone) of its states, kinds, channels and problems."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.expiry import Look
from workbench.core.token import Channel, Kind, Problem


@dataclass(frozen=True, slots=True)
class ChipLook:
    """Tone, icon and weight of a chip."""

    tone: str
    icon: str
    filled: bool = False
    outline: bool = False


STATE_LOOKS: dict[Look, ChipLook] = {
    "valid": ChipLook("good", "clock"),
    "soon": ChipLook("soon", "hourglass"),
    "critical": ChipLook("critical", "timer"),
    "expired": ChipLook("bad", "ban", filled=True),
    "not_yet_valid": ChipLook("info", "calendar-clock"),
    "never_expires": ChipLook("neutral", "infinity"),
    "unreadable": ChipLook("bad", "circle-x", outline=True),
}

KIND_LOOKS: dict[Kind, tuple[str, str]] = {
    "user": ("user token", "user"),
    "view": ("VIEW token", "eye"),
    "mfa_pending": ("waits for second factor", "lock"),
    "key": ("key", "key-round"),
    "other": ("unknown kind", "circle-question-mark"),
}
"""Words and icon of each kind."""

CHANNEL_ICONS: dict[Channel, str] = {"mobile": "smartphone", "web": "globe"}

_WARNINGS = {"duplicate_member", "alg_none", "alg_missing", "critical_unknown", "encrypted"}


def problem_look(problem: Problem) -> tuple[str, str, str]:
    """Word, tone and icon of a problem: what was only mended is a note, what can still be read a warning."""
    if problem.code.endswith("_removed"):
        return "Note", "muted", "info"
    if problem.code in _WARNINGS:
        return "Warning", "soon", "triangle-alert"
    return "Error", "bad", "circle-alert"
