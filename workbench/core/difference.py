"""Two tokens, row by row: what is the same, what was expected to change, and what is a surprise.

A renewed token differs from its predecessor only in ``iat``, ``exp`` and signature (so the documented samples). A token
renewed from a *key* also has another role, and the claims that keys do not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.core.json_text import Json, WrittenNumber
from workbench.core.part import PartContent
from workbench.core.problem import Part
from workbench.core.token import Token

Change: TypeAlias = Literal["same", "expected", "surprise", "added", "missing"]

RENEWED_CLAIMS = frozenset({"iat", "exp"})
KEY_CLAIMS = frozenset({"iat", "exp", "rol", "isc", "ogc", "mfa"})
"""What may differ between a key and the token renewed from it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member of header or payload in both tokens; for the signature the values are the tokens' fingerprints."""

    part: Part
    name: str
    old: Json
    new: Json
    change: Change


def compare(old: Token, new: Token) -> tuple[Row, ...]:
    """All rows: header and payload members in the order of the old token, then what only the new one has, then the
    signature. ``added`` and ``missing`` are said of what only one of the tokens has.

    A part that is no object with named members is one row, named as the part.
    """
    is_renewal_of_key = old.kind == "key" and new.kind == "user"
    return (
        *_compare_parts("header", old.header, new.header, frozenset()),
        *_compare_parts("payload", old.payload, new.payload, KEY_CLAIMS if is_renewal_of_key else RENEWED_CLAIMS),
        Row("signature", "signature", old.fingerprint, new.fingerprint, _compare_signatures(old, new)),
    )


def is_reordered(old: Token, new: Token) -> bool:
    """Whether members that both have stand in another order: no difference to a reader, but of whoever wrote them."""
    pairs = ((old.header_members, new.header_members), (old.claims, new.claims))
    return any([name for name in a if name in b] != [name for name in b if name in a] for a, b in pairs)


def _compare_parts(part: Part, old: PartContent, new: PartContent, expected: frozenset[str]) -> Iterator[Row]:
    has_old, has_new = old.text is not None, new.text is not None
    if not (has_old or has_new) and old.octets != new.octets:
        yield Row(part, part, None, None, "surprise")  # of bytes that are no text there is nothing to show
    if all(isinstance(one.value, dict) for one, is_there in ((old, has_old), (new, has_new)) if is_there):
        yield from _compare_members(part, old.value or {}, new.value or {}, expected)
        return
    before, after = (one.value if one.is_json else one.text for one in (old, new))
    change: Change
    if not (has_old and has_new):
        change = "missing" if has_old else "added"
    else:
        is_same = is_equal(before, after) if old.is_json and new.is_json else old.text == new.text
        change = "same" if is_same else "surprise"
    yield Row(part, part, before, after, change)


def _compare_members(part: Part, old: dict[str, Json], new: dict[str, Json], expected: frozenset[str]) -> Iterator[Row]:
    for name in [*old, *(name for name in new if name not in old)]:
        change: Change
        if name not in new:
            change = "missing"
        elif name not in old:
            change = "added"
        elif is_equal(old[name], new[name]):
            change = "same"
        else:
            is_odd = name in RENEWED_CLAIMS and not (_is_number(old[name]) and _is_number(new[name]))
            change = "expected" if name in expected and not is_odd else "surprise"
        yield Row(part, name, old.get(name), new.get(name), change)


def is_equal(old: Json, new: Json) -> bool:
    """Whether two values are the same as written, at every depth: ``1``, ``1.0``, ``true`` and ``"1"`` are four.

    The order of members does not count (RFC 8259 §4).
    """
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(is_equal(value, new[name]) for name, value in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(is_equal, old, new))
    return bool(old.text == new.text) if isinstance(old, WrittenNumber) else bool(old == new)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compare_signatures(old: Token, new: Token) -> Change:
    before, after = (one.text.rpartition(".")[2] if one.text.count(".") >= 2 else "" for one in (old, new))
    if before == after:
        return "same"
    if not (before and after):
        return "missing" if before else "added"
    return "expected"
