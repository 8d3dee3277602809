"""The one redactor, and the fingerprint that stands in for a token."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from typing import NewType
from urllib.parse import quote, quote_plus

from workbench.core.secret import Secret

Redacted = NewType("Redacted", str)
"""Text from which secrets were removed; only this module makes it, so that the type checker can demand it."""

TOKEN_SHAPE = re.compile(
    r"e[wy][A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*){0,3}"
)
"""Anything that looks like a JWT: a first part that is base64url of ``{`` and what JSON may put behind it."""

_FINGERPRINT_PREFIX = b"token-workbench fingerprint:"
_SHORTEST_BY_VALUE = 4  # removing a shorter value from everywhere would destroy the text and hide nothing


def fingerprint(token: str) -> str:
    """The first 12 hex digits of SHA-256 over a fixed prefix and the cleaned token; the same on every machine.

    Never for passwords or one-time passwords: their few values could be tried out.
    """
    return hashlib.sha256(
        _FINGERPRINT_PREFIX + token.encode("utf-8", "surrogatepass")
    ).hexdigest()[:12]


def mask(secret: Secret) -> Redacted:
    """What is shown in place of a secret: that it is there, how long, and for a token its fingerprint."""
    text = secret.reveal()
    if not text:
        return Redacted("")
    if TOKEN_SHAPE.fullmatch(text.strip()):
        return Redacted(
            f"•••• ({len(text)} characters, fingerprint {fingerprint(text.strip())})"
        )
    return Redacted(f"•••• ({len(text)} characters)")


def _spellings(value: str) -> Iterable[str]:
    """The ways a value may stand in a text: raw, JSON-escaped, percent-encoded, base64."""
    raw = value.encode("utf-8", "surrogatepass")
    yield value
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    yield quote(raw, safe="")
    yield quote(raw)
    yield quote_plus(raw)
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(raw).decode().rstrip("=")


def redact(text: str, secrets: Iterable[Secret] = ()) -> Redacted:
    """Remove the given secrets by value, in all their spellings, and everything shaped like a token."""
    for secret in sorted(secrets, key=lambda one: len(one.reveal()), reverse=True):
        value = secret.reveal()
        if len(value) < _SHORTEST_BY_VALUE:
            continue
        stand_in = (
            f"[token {fingerprint(value)}]"
            if TOKEN_SHAPE.fullmatch(value)
            else "[secret]"
        )
        for spelling in sorted(set(_spellings(value)), key=len, reverse=True):
            text = text.replace(spelling, stand_in)
    return Redacted(
        TOKEN_SHAPE.sub(lambda found: f"[token {fingerprint(found.group())}]", text)
    )
