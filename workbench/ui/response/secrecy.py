"""The texts of an exchange as they may be seen: secrets masked, JSON indented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.core import json_text
from workbench.core.exchange import Exchange
from workbench.core.redact import TOKEN_SHAPE, Redacted, mask, redact
from workbench.core.reply import Reply
from workbench.core.secret import Secret
from workbench.ui.kit.long_text import LONGEST_TEXT

_SECRET_HEADERS = {"set-cookie", "cookie", "authorization", "proxy-authorization"}


@dataclass(frozen=True, slots=True)
class BodyText:
    """A reply's body, clear and masked. `is_json` where it was indented; otherwise it stands as it came."""

    clear: str
    masked: str
    is_json: bool


def read_body(exchange: Exchange, reply: Reply) -> BodyText:
    """The body for people.

    JSON with a member that stands twice is left as it came: indenting would drop one. So is what is too long to be
    shown whole: indenting 1 MB takes a second, in which the window would stand still.
    """
    text, secrets = reply.text(), exchange.secrets
    if len(text) > LONGEST_TEXT:
        return BodyText(text, redact(text, secrets), is_json=False)
    try:
        parsed = json_text.parse(text)
    except ValueError:
        return BodyText(text, redact(text, secrets), is_json=False)
    if parsed.duplicates:
        return BodyText(text, redact(text, secrets), is_json=True)
    masked = json_text.write(_mask_values(parsed.value, secrets), indent=2)
    return BodyText(json_text.write(parsed.value, indent=2), redact(masked, secrets), is_json=True)


def read_kept_body(text: Redacted) -> BodyText:
    """The body of a record, which holds no secret to reveal."""
    if len(text) > LONGEST_TEXT:
        return BodyText(text, text, is_json=False)
    try:
        parsed = json_text.parse(text)
    except ValueError:
        return BodyText(text, text, is_json=False)
    indented = text if parsed.duplicates else json_text.write(parsed.value, indent=2)
    return BodyText(indented, indented, is_json=True)


def write_headers(exchange: Exchange, reply: Reply) -> str:
    """Status line and headers in order, a line each; cookies and credentials masked."""
    lines = [f"{reply.http_version} {reply.http_status}"]
    for name, value in reply.headers:
        is_secret = name.lower() in _SECRET_HEADERS
        lines.append(f"{name}: {mask(Secret(value)) if is_secret else redact(value, exchange.secrets)}")
    return "\n".join(lines)


def _mask_values(value: Any, secrets: tuple[Secret, ...]) -> Any:
    """The same JSON value with every text masked that is a secret or a token as a whole."""
    if isinstance(value, dict):
        return {name: _mask_values(member, secrets) for name, member in value.items()}
    if isinstance(value, list):
        return [_mask_values(item, secrets) for item in value]
    if isinstance(value, str) and value and (TOKEN_SHAPE.fullmatch(value.strip()) or Secret(value) in secrets):
        return mask(Secret(value))
    return value
