"""A request as a HAR 1.2 document, with no reply in it.

Format: http://www.softwareishard.com/blog/har-12-spec/. It demands a moment, a reply and timings of every entry: those
of a request that was only written down are the beginning of 1970, status 0 and zeros, and a comment says so. HAR knows
no variables; a secret stands there as ``$NAME``, which is to be replaced.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from workbench import __version__
from workbench.core import json_text
from workbench.core.json_text import Json
from workbench.formats.outgoing import Outgoing, join
from workbench.language import tr

_VERSION = "HTTP/1.1"


def write_har(outgoing: Outgoing) -> str:
    """The document: one entry."""
    headers = [{"name": name, "value": join(value)} for name, value in outgoing.headers]
    if outgoing.basic is not None:
        words = f"Basic, of the user name {outgoing.basic[0]} and {join(outgoing.basic[1])}"
        headers.append({"name": "Authorization", "value": words})
    url = join(outgoing.url)
    request: dict[str, Json] = {
        "method": outgoing.method,
        "url": url,
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": headers,
        "queryString": [{"name": name, "value": value} for name, value in parse_qsl(urlsplit(url).query, True)],
        "headersSize": -1,
        "bodySize": 0,
    }
    if outgoing.body is not None:
        body = join(outgoing.body)
        kind = next((join(value) for name, value in outgoing.headers if name.lower() == "content-type"), "")
        request |= {"postData": {"mimeType": kind, "text": body}, "bodySize": len(body.encode())}
    reply = {
        "status": 0,
        "statusText": "",
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": [],
        "content": {"size": 0, "mimeType": "x-unknown"},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": -1,
    }
    entry = {
        "startedDateTime": "1970-01-01T00:00:00.000Z",
        "time": 0,
        "request": request,
        "response": reply,
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "comment": " ".join(filter(None, (tr("Written down, not sent."), outgoing.note))),
    }
    creator = {"name": "Token Workbench", "version": __version__}
    return json_text.write({"log": {"version": "1.2", "creator": creator, "entries": [entry]}}, indent=2)
