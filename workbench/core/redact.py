"""The one redactor, and the fingerprint that stands in for a token."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import NewType
from urllib.parse import quote, quote_plus

from workbench.core.secret import Secret
from workbench.language import trn

Redacted = NewType("Redacted", str)
"""Text from which secrets were removed; only this module makes it, so that the type checker can demand it."""

_BEGINNING = "e(?:y[ABIJ]|w[klop01])"  # ``{`` and a quotation mark or white space, in base64
TOKEN_SHAPE = re.compile(
    rf"{_BEGINNING}[A-Za-z0-9_-]{{5,}}+\.(?:[A-Za-z0-9_-]{{2,}}+(?:\.[A-Za-z0-9_-]*+){{0,3}}|(?:\.[A-Za-z0-9_-]++){{3}})"
)
"""Anything that looks like a JWT: a first part that is base64url of ``{`` and what JSON may put behind it.

The second part of an encrypted token may be empty (RFC 7516, ``dir``).
"""

# The second branch passes over what begins like a token and is none, so that the time grows only with the text.
_TOKEN_OR_NOT = re.compile(rf"({TOKEN_SHAPE.pattern})|{_BEGINNING}[A-Za-z0-9_-]{{5,}}+")

_HEX_ESCAPE = re.compile(r"\\u[0-9a-f]{4}|%[0-9A-F]{2}")
_FINGERPRINT_PREFIX = b"token-workbench fingerprint:"
_SHORTEST_BY_VALUE = 4  # removing a shorter value from everywhere would destroy the text and hide nothing


def fingerprint(token: str) -> str:
    """The first 12 hex digits of SHA-256 over a fixed prefix and the cleaned token; the same on every machine.

    Never for passwords or one-time passwords: their few values could be tried out.
    """
    import hashlib  # late: it loads OpenSSL, and the window's form shows no token

    return hashlib.sha256(_FINGERPRINT_PREFIX + token.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def mask(secret: Secret) -> Redacted:
    """What is shown in place of a secret: that it is there, how long, and for a token its fingerprint."""
    text = secret.reveal()
    if not text:
        return Redacted("")
    if TOKEN_SHAPE.fullmatch(text.strip()):
        told = trn(
            "{count} character, fingerprint {fingerprint}",
            "{count} characters, fingerprint {fingerprint}",
            len(text),
            fingerprint=fingerprint(text.strip()),
        )
    else:
        told = trn("{count} character", "{count} characters", len(text))
    return Redacted(f"•••• ({told})")


def _spellings(value: str) -> Iterable[str]:
    """The ways a value may stand in a text: raw, JSON-escaped, percent-encoded, base64 (also amid more of it)."""
    raw = value.encode("utf-8", "surrogatepass")
    yield value
    for escaped in (json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]):
        yield from (escaped, escaped.replace("/", "\\/"), _HEX_ESCAPE.sub(_upper, escaped))
    for quoted in (quote(raw, safe=""), quote(raw), quote_plus(raw)):
        yield from (quoted, _HEX_ESCAPE.sub(_lower, quoted))
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw).decode().rstrip("=")
        for before in range(3):
            # Behind 0 to 2 other bytes of its group of three; the characters that it shares with its neighbours go.
            shared, length = -(-before * 8 // 6), (before + len(raw)) * 8 // 6
            yield encode(bytes(before) + raw).decode()[shared:length]


def _upper(found: re.Match[str]) -> str:
    return found.group()[:2] + found.group()[2:].upper()


def _lower(found: re.Match[str]) -> str:
    return found.group().lower()


def redact(text: str, secrets: Iterable[Secret] = (), *, stand_in: str = "[secret]") -> Redacted:
    """Remove the given secrets by value, in all their spellings, and everything shaped like a token.

    ``stand_in`` is written in place of each value that is no token.
    """
    for secret in sorted(secrets, key=lambda one: len(one.reveal()), reverse=True):
        value = secret.reveal()
        if len(value) < _SHORTEST_BY_VALUE:
            continue
        instead = f"[token {fingerprint(value)}]" if TOKEN_SHAPE.fullmatch(value) else stand_in
        spellings = {*_spellings(value), *_spellings(value.strip())}
        for spelling in sorted(spellings, key=len, reverse=True):
            if len(spelling) >= _SHORTEST_BY_VALUE:
                text = text.replace(spelling, instead)
    return Redacted(_TOKEN_OR_NOT.sub(lambda found: f"[token {fingerprint(found[1])}]" if found[1] else found[0], text))
