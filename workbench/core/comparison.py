"""What a comparison of two tokens comes to: in one sentence, and in the few words of a chip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.core.difference import KEY_CLAIMS, Row, compare, is_reordered
from workbench.core.token import Token
from workbench.core.visible import clip

Judgement: TypeAlias = Literal["same", "expected", "changed", "surprise", "unreadable"]
"""The same token; what a renewal changes; members came or went besides; a surprise; one of them is no token."""

_MOST_NAMES = 5
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two tokens and their rows (``core.difference``), judged."""

    old: Token
    new: Token
    rows: tuple[Row, ...]

    @property
    def surprises(self) -> tuple[Row, ...]:
        """What nobody expects of a renewal."""
        return tuple(row for row in self.rows if row.change == "surprise")

    @property
    def strays(self) -> tuple[Row, ...]:
        """Members that only one of the tokens has, but for those that a key lacks and its token has."""
        is_renewal_of_key = self.old.kind == "key" and self.new.kind == "user"
        usual = KEY_CLAIMS if is_renewal_of_key else frozenset[str]()
        return tuple(
            row
            for row in self.rows
            if row.change in ("added", "missing") and not (row.part == "payload" and row.name in usual)
        )

    @property
    def judgement(self) -> Judgement:
        """What it comes to."""
        if self.old.text == self.new.text:
            return "same"
        if not (self.old.is_readable and self.new.is_readable):
            return "unreadable"
        if self.surprises:
            return "surprise"
        return "changed" if self.strays else "expected"


def compare_tokens(old: Token, new: Token) -> Comparison:
    """Both tokens, row by row."""
    return Comparison(old, new, compare(old, new))


def summarize(comparison: Comparison) -> str:
    """What to know at first sight, such as ``1 surprise: dev changed.``"""
    strays = _describe_strays(comparison.strays)
    if is_reordered(comparison.old, comparison.new):
        strays += " The members stand in another order."
    match comparison.judgement:
        case "same":
            return "Both sides are the same token."
        case "unreadable":
            side = "new" if comparison.old.is_readable else "old"
            return f"The {side} side cannot be read as a token, so there is little to compare."
        case "surprise":
            count = len(comparison.surprises)
            words = "1 surprise" if count == 1 else f"{count:,} surprises"
            return f"{words}: {_list_names(comparison.surprises)} changed.{strays}"
        case "changed":
            return f"No value changed that should not.{strays}"
        case "expected":
            changed = [row for row in comparison.rows if row.change != "same"]
            if comparison.old.kind == "key":
                return f"Renewed from its key as expected: {_list_names(changed)} differ.{strays}"
            return f"Renewed as expected: only {_list_names(changed)} changed.{strays}"


def describe_briefly(comparison: Comparison) -> str:
    """The same for a chip: ``1 surprise``, ``as expected``."""
    match comparison.judgement:
        case "same":
            return "the same token"
        case "unreadable":
            return "not comparable"
        case "surprise":
            count = len(comparison.surprises)
            return "1 surprise" if count == 1 else f"{count:,} surprises"
        case "changed":
            count = len(comparison.strays)
            return "1 member came or went" if count == 1 else f"{count:,} members came or went"
        case "expected":
            return "as expected"


def _describe_strays(strays: Sequence[Row]) -> str:
    parts = []
    if added := [row for row in strays if row.change == "added"]:
        parts.append(f"{_list_names(added)} {'was' if len(added) == 1 else 'were'} added")
    if missing := [row for row in strays if row.change == "missing"]:
        parts.append(f"{_list_names(missing)} went missing")
    return f" {'; '.join(parts)}." if parts else ""


def _list_names(rows: Sequence[Row]) -> str:
    names = [clip(row.name, _LONGEST_NAME) for row in rows[:_MOST_NAMES]]
    if len(rows) > _MOST_NAMES:
        names.append(f"{len(rows) - _MOST_NAMES:,} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
