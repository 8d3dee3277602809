"""A token and a record as a whole meeting may see them: what they are and how long they live, and no value besides.

Evidence for a ticket (``core.disguise``) hides who somebody is; here nothing stays but names of members, types of
identifiers, the role, the algorithm and times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.core import json_text
from workbench.core.disguise import make_disguise
from workbench.core.exchange import Exchange, Record, make_record
from workbench.core.json_text import Json
from workbench.core.part import PartContent
from workbench.core.redact import Redacted, redact
from workbench.core.request import SIMULATOR
from workbench.core.token import Token

VEIL = "••••"
TIMES = frozenset(("exp", "iat", "nbf"))
WORDS = frozenset(("alg", "typ", "rol"))
_LONGEST_WORD = 16  # of an algorithm or a role; what is longer may be anything


def veil_token(token: Token) -> Token:
    """The same token without its text and with every value masked; kind, channel and times are as they were."""
    return replace(
        token,
        text=VEIL,
        header=_veil_part(token.header),
        payload=_veil_part(token.payload),
        problems=tuple(replace(one, message=make_disguise([token]).hide(one.message)) for one in token.problems),
    )


def veil_record(exchange: Exchange) -> Record:
    """What became of a call: its outcome, status and code in the program's own words, without those of the server."""
    made = make_record(exchange)
    known = make_disguise([one for one in (exchange.token, exchange.replaced) if one is not None], made).record(made)
    return replace(
        known,
        profile_id=None,
        profile_name=VEIL,
        host=veil_host(exchange.host),
        api_message=redact(VEIL if made.api_message else ""),
        request_body=Redacted(""),
        response_body=Redacted(""),
    )


def veil_host(host: str) -> str:
    """The simulator's word; no other host."""
    return host if host == SIMULATOR else VEIL


def _veil_part(part: PartContent) -> PartContent:
    if not part.is_json:
        return PartContent()
    members = part.value
    value: Json = (
        {name: _veil_member(name, one) for name, one in members.items()}
        if isinstance(members, Mapping)
        else _veil_value(members)
    )
    text = json_text.write(value)
    return PartContent(text, value, True, text.encode("utf-8", "surrogatepass"))


def _veil_member(name: str, value: Json) -> Json:
    if name in TIMES and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if name in WORDS and isinstance(value, str) and len(value) <= _LONGEST_WORD:
        return value
    if name == "idv" and isinstance(value, list):
        return [_veil_identifier(one) for one in value]
    return _veil_value(value)


def _veil_identifier(value: Json) -> Json:
    """Of ``MOBILE|919999922332`` the type stays."""
    kind, bar, _ = value.partition("|") if isinstance(value, str) else ("", "", "")
    return f"{kind}|{VEIL}" if bar and kind.isalpha() and len(kind) <= _LONGEST_WORD else VEIL


def _veil_value(value: Json) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, list):
        return [_veil_value(one) for one in value]
    if isinstance(value, dict):
        return {name: _veil_value(one) for name, one in value.items()}
    return VEIL
