"""How facts about a token look: words, tone and icon (never colour alone) of its kinds, channels and problems."""

from __future__ import annotations

from workbench.core.token import Channel, Kind, Problem

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


def look_of_problem(problem: Problem) -> tuple[str, str, str]:
    """Word, tone and icon: what was mended is a note, what hinders no reading a warning."""
    if problem.code.endswith("_removed"):
        return "Note", "muted", "info"
    if problem.code in _WARNINGS:
        return "Warning", "soon", "triangle-alert"
    return "Error", "bad", "circle-alert"
