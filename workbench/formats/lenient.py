"""Documents that may hold anything: JSON with numbers as they are written, members of the wrong kind missing.

No reader of a collection has to ask whether a member is there and is what the format's schema says: a text, a list of
objects and an object are given in any case, empty where the document has something else.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias
from urllib.parse import quote

from workbench.language import tr

Json: TypeAlias = Any
"""``None``, ``bool``, ``str`` (numbers too), ``list`` or ``dict`` of these; more cannot be typed."""


def read_json(text: str) -> Json:
    """The JSON value of a text; numbers come as the texts they are written as, of duplicate members the last counts.

    :raises ValueError: where it is none, or is nested too deep.
    """
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except RecursionError:
        raise ValueError(tr("nested too deep")) from None


def as_text(value: Json) -> str:
    """A text or number as it stands, ``true`` or ``false``; empty for everything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def as_list(value: Json) -> list[Json]:
    """A list; empty for everything else."""
    return value if isinstance(value, list) else []


def as_objects(value: Json) -> list[dict[str, Json]]:
    """The objects of a list, without its items of another kind."""
    return [item for item in as_list(value) if isinstance(item, dict)]


def as_object(value: Json) -> dict[str, Json]:
    """An object; empty for everything else."""
    return value if isinstance(value, dict) else {}


def is_true(value: Json) -> bool:
    """Whether a switch is on; YAML's come as texts."""
    return value is True or value == "true"


def encode_form(pairs: list[tuple[str, str]]) -> str:
    """``name=value&…`` with everything but letters, digits and ``-._~`` percent-encoded."""
    return "&".join("=".join(quote(part, safe="", errors="surrogatepass") for part in pair) for pair in pairs)
