"""A claim's value as text: short enough for a label or cell, or whole for the clipboard.

A token may be megabytes of anything; whatever goes into a label or a table cell is cut here first.
"""

from __future__ import annotations

import re

from workbench.core import json_text
from workbench.core.json_text import Json
from workbench.core.visible import LONGEST_VALUE, clip
from workbench.language import trn

_MOST_ITEMS = 60  # items of a list that is written out
_AMBIGUOUS = re.compile(r'\s.*|.*\s|true|false|null|-?[0-9][0-9.eE+-]*|["\[{].*|', re.DOTALL)


def write_value(value: Json) -> str:
    """A claim's value for a table cell. A text keeps its quotes where it could be taken for something else."""
    if isinstance(value, str):
        return clip(json_text.write(value) if _AMBIGUOUS.fullmatch(value[:LONGEST_VALUE]) else value)
    if _is_large(value):
        if isinstance(value, dict):
            return trn("an object of {count} member", "an object of {count} members", len(value))
        return trn("a list of {count} item", "a list of {count} items", len(value))
    return clip(json_text.write(value))


def whole_value(value: Json) -> str:
    """A claim's value as it is copied: a text bare, everything else as JSON."""
    return value if isinstance(value, str) else json_text.write(value)


def _is_large(value: Json) -> bool:
    waiting, seen = [value], 0
    while waiting and seen <= _MOST_ITEMS:
        item = waiting.pop()
        if isinstance(item, dict | list):
            seen += len(item)
            if len(item) <= _MOST_ITEMS:
                waiting.extend(item.values() if isinstance(item, dict) else item)
    return seen > _MOST_ITEMS and isinstance(value, dict | list)
