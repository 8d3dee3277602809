"""One thing that stands out about a token: its part, its code of the command-line contract, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from workbench.language import mark, tr

Part: TypeAlias = Literal["token", "header", "payload", "signature"]
Nature: TypeAlias = Literal["mended", "wrong", "unsafe", "note"]

_PART_WORDS: dict[Part, str] = {
    "token": mark("token"),
    "header": mark("header"),
    "payload": mark("payload"),
    "signature": mark("signature"),
}

_NATURES: dict[str, Nature] = {
    "whitespace_removed": "mended",
    "prefix_removed": "mended",
    "padding_removed": "mended",
    "alg_none": "unsafe",
    "alg_missing": "unsafe",
    "critical_unknown": "unsafe",
    "embedded_key": "unsafe",
    "key_reference": "unsafe",
    "key_as_token": "unsafe",
    "long_life": "unsafe",
    "header_unprotected": "unsafe",
    "bom_removed": "mended",
    "escaping_removed": "mended",
    "encrypted": "note",
    "json_serialization": "note",
    "nested": "note",
    "trailing_bits": "note",
    "unencoded_payload": "note",
    "compressed": "note",
    "fraction": "note",
    "far_future": "note",
    "iat_in_future": "note",
}
"""The nature of a problem by its code; one that is not listed is wrong (``segments``, ``bad_claim``,
``exp_before_iat``, ``nbf_after_exp``, ``negative_time`` …)."""


def name_part(part: Part) -> str:
    """The word for a part of a token, as it stands in a sentence or before a colon."""
    return tr(_PART_WORDS[part])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a token, was mended to read it, or should be known before it is trusted."""

    part: Part
    code: str
    message: str

    @property
    def nature(self) -> Nature:
        """What the code means for the reader of a token."""
        return _NATURES.get(self.code, "wrong")
