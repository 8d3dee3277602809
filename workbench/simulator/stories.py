"""The stories: scripted behaviours of the simulator, each showing one truth that a tester needs to see once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from workbench.simulator.answers import HTML, JSON, Answer, write_envelope
from workbench.simulator.api_codes import API_MESSAGES, RATE_LIMITED

Damage = Literal["no_token", "broken_token", "cut_json"]


@dataclass(frozen=True, slots=True)
class Story:
    """Owns one behaviour: its name, words for people, and what it changes. The defaults change nothing.

    ``scripted`` replaces every answer of the API. ``lifetime`` is in seconds, ``refresh_window`` the seconds after its
    expiry in which a web token can still be renewed (None: no limit).
    """

    name: str
    title: str
    description: str
    is_slow: bool = False
    scripted: Answer | None = None
    lifetime: int | None = None
    refresh_window: int | None = None
    renews: bool = True
    secrets_have_expired: bool = False
    renews_for_another: bool = False
    damage: Damage | None = None


def _write_page(title: str, sentence: str) -> bytes:
    page = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>{sentence}</p><hr><p>edge</p></body></html>"
    )
    return page.encode()


_RATE_LIMIT = {"status": {"success": False, "code": RATE_LIMITED, "message": API_MESSAGES[RATE_LIMITED]}}
_RATE_LIMITED = write_envelope(429, _RATE_LIMIT, RATE_LIMITED)

_ALL = (
    Story("normal", "Normal", "Every call is answered as documented."),
    Story(
        "key-expired",
        "Key expired",
        "The key, or the token of a web session, is no longer good: mobile renewals get 1597, web renewals 1525.",
        secrets_have_expired=True,
    ),
    Story(
        "token-expired",
        "Token too old to renew",
        "Web tokens can be renewed until they expire and not a second longer: 1529. Keys stay good.",
        refresh_window=0,
    ),
    Story(
        "renewal-off",
        "Renewal switched off",
        "The organisation does not allow renewal: every renewal, mobile too, gets 1525.",
        renews=False,
    ),
    Story(
        "wrong-customer",
        "Wrong customer",
        "A renewal succeeds and brings the token of somebody else.",
        renews_for_another=True,
    ),
    Story("short-life", "Short life", "Every token lives 20 seconds, so that expiry can be watched.", lifetime=20),
    Story("no-token", "No token", "The reply says success, and its auth is null.", damage="no_token"),
    Story(
        "broken-token",
        "Broken token",
        "The reply says success, and its token is cut in the middle.",
        damage="broken_token",
    ),
    Story("not-json", "Not JSON", "HTTP 200, and the JSON of the reply is cut in the middle.", damage="cut_json"),
    Story("slow", "Slow", "The answer is right and comes seconds late.", is_slow=True),
    Story(
        "rate-limited",
        "Rate limited",
        "HTTP 429 with the API's envelope and Retry-After.",
        scripted=Answer(429, JSON, _RATE_LIMITED.body, RATE_LIMITED, (("retry-after", "5"),)),
    ),
    Story(
        "rate-limited-edge",
        "Rate limited at the edge",
        "HTTP 429 from the network in front of the API: a page, no envelope, no Retry-After.",
        scripted=Answer(429, HTML, _write_page("Error 1015", "You are being rate limited.")),
    ),
    Story(
        "server-error",
        "Server error",
        "HTTP 500 with JSON that is not the API's envelope.",
        scripted=Answer(500, JSON, b'{"error":"Internal Server Error","message":"Request processing failed"}'),
    ),
    Story(
        "html-error",
        "Gateway page",
        "HTTP 503 with the page of the network in front of the API.",
        scripted=Answer(503, HTML, _write_page("503 Service Temporarily Unavailable", "The origin does not answer.")),
    ),
    Story(
        "forbidden",
        "Forbidden",
        "HTTP 403: the network in front of the API takes the caller for a robot.",
        scripted=Answer(403, HTML, _write_page("Access denied", "The owner of this site has banned your access.")),
    ),
    Story(
        "redirect",
        "Redirect",
        "HTTP 307 to another host: a client that followed it would hand the secret over.",
        scripted=Answer(307, HTML, b"", None, (("location", "https://elsewhere.invalid/auth/v1/token/regenerate"),)),
    ),
)

STORIES: Mapping[str, Story] = MappingProxyType({story.name: story for story in _ALL})
"""Name → story, in the order in which a list should show them."""
