"""What a comparison of two tokens comes to: in one sentence, and in the few words of a chip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.core.difference import KEY_CLAIMS, Row, compare, is_reordered
from workbench.core.listing import join_names
from workbench.core.token import Token
from workbench.core.visible import clip
from workbench.language import tr, trn

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
        strays = f"{strays} {tr('The members stand in another order.')}".strip()
    match comparison.judgement:
        case "same":
            return tr("Both sides are the same token.")
        case "unreadable":
            if comparison.old.is_readable:
                return tr("The new side cannot be read as a token, so there is little to compare.")
            return tr("The old side cannot be read as a token, so there is little to compare.")
        case "surprise":
            said = trn(
                "{count} surprise: {names} changed.",
                "{count} surprises: {names} changed.",
                len(comparison.surprises),
                names=_list_names(comparison.surprises),
            )
        case "changed":
            said = tr("No value changed that should not.")
        case "expected":
            changed = _list_names([row for row in comparison.rows if row.change != "same"])
            if comparison.old.kind == "key":
                said = tr("Renewed from its key as expected: {names} differ.", names=changed)
            else:
                said = tr("Renewed as expected: only {names} changed.", names=changed)
    return f"{said} {strays}".rstrip()


def describe_briefly(comparison: Comparison) -> str:
    """The same for a chip: ``1 surprise``, ``as expected``."""
    match comparison.judgement:
        case "same":
            return tr("the same token")
        case "unreadable":
            return tr("not comparable")
        case "surprise":
            return trn("{count} surprise", "{count} surprises", len(comparison.surprises))
        case "changed":
            return trn("{count} member came or went", "{count} members came or went", len(comparison.strays))
        case "expected":
            return tr("as expected")


def _describe_strays(strays: Sequence[Row]) -> str:
    parts = []
    if added := [row for row in strays if row.change == "added"]:
        parts.append(trn("{names} was added", "{names} were added", len(added), names=_list_names(added)))
    if missing := [row for row in strays if row.change == "missing"]:
        parts.append(trn("{names} went missing", "{names} went missing", len(missing), names=_list_names(missing)))
    return f"{'; '.join(parts)}." if parts else ""


def _list_names(rows: Sequence[Row]) -> str:
    return join_names([clip(row.name, _LONGEST_NAME) for row in rows[:_MOST_NAMES]], len(rows) - _MOST_NAMES)
