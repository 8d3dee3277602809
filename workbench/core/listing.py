"""Names in a row inside a sentence, as the language spoken joins them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.language import tr, trn


def join_names(names: Sequence[str], more: int = 0) -> str:
    """``a, b and c``; with ``more`` that are not named, ``a, b and 3 more``."""
    if more > 0:
        return trn("{names} and {count} more", "{names} and {count} more", more, names=", ".join(names))
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
