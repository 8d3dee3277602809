"""Text that others wrote, made fit for a line of ours: no longer than it may be, and nothing in it unseen."""

from __future__ import annotations

import re

from workbench.core.token import INVISIBLE
from workbench.language import trn

_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|{INVISIBLE.pattern}")

LONGEST_VALUE = 300
"""Characters of a value in a label, a cell or a line, where nothing else is said."""


def make_visible(text: str) -> str:
    """The text with control, bidirectional, zero-width and surrogate characters written as ``\\u…`` escapes."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def clip(text: str, limit: int = LONGEST_VALUE) -> str:
    """The text, or its first ``limit`` characters and how long it is."""
    if len(text) <= limit:
        return text
    return trn("{text}… ({count} character)", "{text}… ({count} characters)", len(text), text=text[:limit])
