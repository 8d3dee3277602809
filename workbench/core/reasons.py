"""What the reasons of outcomes are called in a few words; their codes are what is kept and compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbench.language import mark, tr

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "dns": mark("dns"),
        "connect": mark("connect"),
        "tls": mark("tls"),
        "proxy": mark("proxy"),
        "timeout": mark("timeout"),
        "reset": mark("reset"),
        "protocol": mark("protocol"),
        "too_large": mark("too large"),
        "redirect": mark("redirect"),
        "rate_limited": mark("rate limited"),
        "server_error": mark("server error"),
        "forbidden": mark("forbidden"),
        "not_json": mark("not json"),
        "unexpected_shape": mark("unexpected shape"),
        "token_missing": mark("token missing"),
        "token_unreadable": mark("token unreadable"),
        "unsupported_encoding": mark("unsupported encoding"),
    }
)


def describe_reason(reason: str) -> str:
    """The reason in lower case: "rate limited"; one of a newer program is spelt as its code is."""
    return tr(_WORDS[reason]) if reason in _WORDS else reason.replace("_", " ")
