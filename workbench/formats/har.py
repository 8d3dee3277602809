"""HAR 1.2: the calls of the auth engine among everything that a browser recorded, with what came back.

Format: http://www.softwareishard.com/blog/har-12-spec/. Learned of its writers: browsers list HTTP/2's pseudo headers
(``:authority``) among the headers; ``postData`` has ``params`` in place of a text for forms (the specification makes
them exclusive, Chrome writes both); a base64 ``content`` says so in ``encoding``.
"""

from __future__ import annotations

import base64
import binascii
import re

from workbench.formats.imported import Import, ImportedCall, ImportProblem
from workbench.formats.lenient import Json, as_object, as_objects, as_text, encode_form
from workbench.language import number, tr, trn

DIALECT = "HAR"
MAX_CALLS = 5000
_OURS = re.compile(r"[^?#]*/auth/v1/")
_MAX_TOLD = 20


def read_har(document: Json) -> Import | None:
    """The calls under ``/auth/v1/`` of a parsed HAR, in their order; ``None`` when the document is none."""
    log = as_object(document).get("log")
    if not isinstance(log, dict) or not isinstance(log.get("entries"), list):
        return None
    calls: list[ImportedCall] = []
    broken: list[ImportProblem] = []
    others = 0
    for at, entry in enumerate(log["entries"], start=1):
        request = as_object(as_object(entry).get("request"))
        url = as_text(request.get("url"))
        if not url:
            broken.append(
                ImportProblem("broken_entry", tr("Entry {number} names no URL; it was passed over.", number=at))
            )
        elif not _OURS.match(url) or as_text(request.get("method")).upper() == "OPTIONS" or len(calls) >= MAX_CALLS:
            others += 1
        else:
            calls.append(_read_entry(at, request, as_object(as_object(entry).get("response"))))
    problems = broken[:_MAX_TOLD]
    if len(broken) > _MAX_TOLD:
        more = len(broken) - _MAX_TOLD
        message = trn(
            "{count} more entry names no URL; it was passed over.",
            "{count} more entries name no URL; they were passed over.",
            more,
        )
        problems.append(ImportProblem("broken_entry", message))
    if others:
        message = tr(
            "{count} of {all} entries are no calls of the auth engine; they were passed over.",
            count=number(others),
            all=number(len(log["entries"])),
        )
        problems.append(ImportProblem("other_calls", message))
    return Import(DIALECT, tuple(calls), tuple(problems))


def _read_entry(at: int, request: dict[str, Json], response: dict[str, Json]) -> ImportedCall:
    ignored: list[str] = []
    headers: list[tuple[str, str]] = []
    for header in as_objects(request.get("headers")):
        name, value = as_text(header.get("name")), as_text(header.get("value"))
        if name.startswith(":"):
            ignored.append(name)
        elif name:
            headers.append((name, value))
    if request.get("cookies") and not any(name.lower() == "cookie" for name, _ in headers):
        ignored.append("cookies")
    problems = [*_check(at, request, response)]
    reply = _read_reply(as_object(response.get("content")))
    if reply is None and as_object(response.get("content")).get("text"):
        message = tr("The reply of entry {number} is not base64, as it says it is.", number=at)
        problems.append(ImportProblem("broken_reply", message))
    method = as_text(request.get("method")).upper() or "GET"
    body, files = _read_body(as_object(request.get("postData")))
    return ImportedCall(
        method,
        as_text(request.get("url")),
        tuple(headers),
        body,
        tr("Entry {number}", number=at),
        tuple(dict.fromkeys(ignored)),
        tuple(problems),
        files,
        reply_text=reply,
    )


def _check(at: int, request: dict[str, Json], response: dict[str, Json]) -> tuple[ImportProblem, ...]:
    """What a damaged entry lacks, though it names a URL."""
    missing = [name for name, kind in (("method", str), ("headers", list)) if not isinstance(request.get(name), kind)]
    if not response:
        missing.append("response")
    if not missing:
        return ()
    message = tr("Entry {number} is not whole; it lacks: {members}.", number=at, members=", ".join(missing))
    return (ImportProblem("broken_entry", message),)


def _read_body(post: dict[str, Json]) -> tuple[str | None, tuple[str, ...]]:
    params = as_objects(post.get("params"))
    files = tuple(name for param in params if (name := as_text(param.get("fileName"))))
    text = post.get("text")
    if isinstance(text, str) and (text or not params):
        return text, files
    if not params or not as_text(post.get("mimeType")).lower().startswith("application/x-www-form-urlencoded"):
        return None, files
    # The parameters of a posted form stand decoded; a writer that leaves them encoded also writes the text.
    return encode_form([(as_text(one.get("name")), as_text(one.get("value"))) for one in params]), files


def _read_reply(content: dict[str, Json]) -> str | None:
    text = content.get("text")
    if not isinstance(text, str):
        return None
    if as_text(content.get("encoding")).lower() != "base64":
        return text
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "surrogateescape")
    except (binascii.Error, ValueError):
        return None
