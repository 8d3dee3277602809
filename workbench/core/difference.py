"""Two tokens, row by row: what is the same, what was expected to change, and what is a surprise.

A renewed token differs from its predecessor only in ``iat``, ``exp`` and signature (so the documented samples). A token
renewed from a *key* also has another role, and the claims that keys do not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.core.json_text import Json
from workbench.core.token import Part, Token

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
    signature. ``added`` and ``missing`` are said of members that only one of the tokens has.
    """
    from_key = old.kind == "key" and new.kind != "key"
    expected = KEY_CLAIMS if from_key else RENEWED_CLAIMS
    is_same = _signature(old) == _signature(new)
    return (
        *_compare_members("header", old.header_members, new.header_members, frozenset()),
        *_compare_members("payload", old.claims, new.claims, expected),
        Row("signature", "signature", old.fingerprint, new.fingerprint, "same" if is_same else "expected"),
    )


def _compare_members(
    part: Part, old: dict[str, Json], new: dict[str, Json], expected: frozenset[str]
) -> tuple[Row, ...]:
    rows = []
    for name in [*old, *(name for name in new if name not in old)]:
        change: Change
        if name not in new:
            change = "missing"
        elif name not in old:
            change = "added"
        elif _is_equal(old[name], new[name]):
            change = "same"
        else:
            change = "expected" if name in expected else "surprise"
        rows.append(Row(part, name, old.get(name), new.get(name), change))
    return tuple(rows)


def _is_equal(old: Json, new: Json) -> bool:
    """JSON equality: ``true`` is not ``1``."""
    return type(old) is type(new) and bool(old == new)


def _signature(token: Token) -> str:
    return token.text.rpartition(".")[2]
