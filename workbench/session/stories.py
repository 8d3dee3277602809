"""The simulator's stories in words that can be translated.

The simulator shares no code with the client that it tests, so it knows nothing of languages: its words stand here once
more, and a test holds both to be the same.
"""

from __future__ import annotations

from workbench.language import mark, tr

_WORDS = (
    ("normal", mark("Normal"), mark("Every call is answered as documented.")),
    (
        "key-expired",
        mark("Key expired"),
        mark("The key, or the token of a web session, is no longer good: mobile renewals get 1597, web renewals 1525."),
    ),
    (
        "token-expired",
        mark("Token too old to renew"),
        mark("Web tokens can be renewed until they expire and not a second longer: 1529. Keys stay good."),
    ),
    (
        "renewal-off",
        mark("Renewal switched off"),
        mark("The organisation does not allow renewal: every renewal, mobile too, gets 1525."),
    ),
    ("wrong-customer", mark("Wrong customer"), mark("A renewal succeeds and brings the token of somebody else.")),
    ("short-life", mark("Short life"), mark("Every token lives 20 seconds, so that expiry can be watched.")),
    ("no-token", mark("No token"), mark("The reply says success, and its auth is null.")),
    ("broken-token", mark("Broken token"), mark("The reply says success, and its token is cut in the middle.")),
    ("not-json", mark("Not JSON"), mark("HTTP 200, and the JSON of the reply is cut in the middle.")),
    ("slow", mark("Slow"), mark("The answer is right and comes seconds late.")),
    ("rate-limited", mark("Rate limited"), mark("HTTP 429 with the API's envelope and Retry-After.")),
    (
        "rate-limited-edge",
        mark("Rate limited at the edge"),
        mark("HTTP 429 from the network in front of the API: a page, no envelope, no Retry-After."),
    ),
    ("server-error", mark("Server error"), mark("HTTP 500 with JSON that is not the API's envelope.")),
    ("html-error", mark("Gateway page"), mark("HTTP 503 with the page of the network in front of the API.")),
    ("forbidden", mark("Forbidden"), mark("HTTP 403: the network in front of the API takes the caller for a robot.")),
    (
        "redirect",
        mark("Redirect"),
        mark("HTTP 307 to another host: a client that followed it would hand the secret over."),
    ),
)


def list_stories() -> tuple[tuple[str, str, str], ...]:
    """Name, title and description of each story, in the language spoken and the order in which a list shows them."""
    return tuple((name, tr(title), tr(description)) for name, title, description in _WORDS)
