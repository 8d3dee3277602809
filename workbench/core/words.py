"""The words that people read for the codes of calls and records: outcome, reason, channel, colour.

A code that a newer program wrote into a record may be one that this does not know: it stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.language import mark, tr

_OUTCOMES = {
    "renewed": mark("renewed"),
    "refused": mark("refused"),
    "unreadable": mark("unreadable"),
    "failed": mark("failed"),
    "cancelled": mark("cancelled"),
}
_REASONS = {
    "dns": mark("DNS"),
    "connect": mark("connect"),
    "tls": mark("TLS"),
    "proxy": mark("proxy"),
    "timeout": mark("timeout"),
    "reset": mark("reset"),
    "protocol": mark("protocol"),
    "too_large": mark("too large"),
    "redirect": mark("redirect"),
    "unsupported_encoding": mark("unsupported encoding"),
    "rate_limited": mark("rate limited"),
    "server_error": mark("server error"),
    "forbidden": mark("forbidden"),
    "not_json": mark("not JSON"),
    "unexpected_shape": mark("unexpected shape"),
    "token_missing": mark("token missing"),
    "token_unreadable": mark("token unreadable"),
}
_CHANNELS = {"mobile": mark("mobile"), "web": mark("web")}
_COLORS = {
    "red": mark("red"),
    "orange": mark("orange"),
    "amber": mark("amber"),
    "green": mark("green"),
    "teal": mark("teal"),
    "blue": mark("blue"),
    "violet": mark("violet"),
    "pink": mark("pink"),
    "slate": mark("slate"),
}


def say_outcome(code: str) -> str:
    """The outcome of a call, such as "refused"."""
    return _say(_OUTCOMES, code)


def say_reason(code: str) -> str:
    """Why a call failed or its reply could not be read, such as "rate limited"."""
    return _say(_REASONS, code)


def say_channel(code: str) -> str:
    """The channel of a call: "mobile", "web"."""
    return _say(_CHANNELS, code)


def say_color(code: str) -> str:
    """The colour that a profile is marked with."""
    return _say(_COLORS, code)


def _say(words: Mapping[str, str], code: str) -> str:
    return tr(words[code]) if code in words else code.replace("_", " ")
