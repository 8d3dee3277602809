"""How a change, and what a whole comparison comes to, look: word, tone and icon, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.core.comparison import Judgement
from workbench.core.difference import Change
from workbench.core.token import Channel, Kind
from workbench.language import mark, tr


@dataclass(frozen=True, slots=True)
class ChangeLook:
    """The word of a change (``name`` is its marked text) with its tone and icon; ``filled`` is loud."""

    name: str
    tone: str
    icon: str
    filled: bool = False

    @property
    def word(self) -> str:
        """In the language spoken."""
        return tr(self.name)


CHANGE_LOOKS: Mapping[Change, ChangeLook] = MappingProxyType(
    {
        "same": ChangeLook(mark("same"), "neutral", "equal"),
        "expected": ChangeLook(mark("expected"), "info", "refresh-cw"),
        "surprise": ChangeLook(mark("surprise"), "bad", "triangle-alert", filled=True),
        "added": ChangeLook(mark("added"), "soon", "circle-plus"),
        "missing": ChangeLook(mark("missing"), "soon", "circle-minus"),
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

CHANNEL_KINDS: Mapping[Channel, str] = MappingProxyType({"mobile": mark("mobile {kind}"), "web": mark("web {kind}")})

KIND_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "user": mark("user token"),
        "view": mark("VIEW token"),
        "mfa_pending": mark("token before its second factor"),
        "key": mark("key"),
        "other": mark("token of an unknown kind"),
    }
)
"""What stands beside the title of a side, to be translated where it is shown."""
