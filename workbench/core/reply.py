"""Status, headers and bytes → outcome. The one place that says what success is.

Success is HTTP 2xx *and* JSON *and* ``status.success`` exactly true *and* a token that decodes. An envelope with
``success`` false is a refusal under any HTTP status: business errors come as HTTP 200 (about 80 % sure, unpublished),
some servers may use 4xx. Malformed input is answered by plain text from the server's JSON reader, not by the envelope.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from workbench.core import json_text
from workbench.core.calls import Call, FieldProblem, compare_identity
from workbench.core.http_date import read_http_date
from workbench.core.json_text import Json
from workbench.core.secret import Secret
from workbench.core.token import Token, decode
from workbench.language import tr

UnreadableReason: TypeAlias = Literal[
    "not_json",
    "unexpected_shape",
    "token_missing",
    "token_unreadable",
    "unsupported_encoding",
]
FailedReason: TypeAlias = Literal[
    "dns", "connect", "tls", "proxy", "timeout", "reset", "protocol", "too_large", "redirect",
    "rate_limited", "server_error", "forbidden",
]  # fmt: skip


_DECISIVE = frozenset({"status", "success", "code", "auth", "token", "key"})
"""Members that say what a reply means; where one stands twice, programs differ in which they take."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: headers in order, body bytes as received."""

    http_status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    http_version: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every header of that name, whatever its case, in order."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())

    def text(self) -> str:
        """The body as text: UTF-8, with what is none of it replaced."""
        return self.body.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Renewed:
    """A new token came. ``problems`` holds ``other_identity`` where it is not for whom was asked.

    ``decoded`` is the token as the judgement of its reply took it apart, so that nobody need do it again.
    """

    token: Secret
    api_code: int | None
    api_message: str | None
    problems: tuple[FieldProblem, ...] = ()
    key: Secret | None = None
    reason: None = None
    decoded: Token | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """The server answered, and its answer is no."""

    api_code: int | None
    api_message: str | None
    reason: Literal["rate_limited"] | None = None
    retry_after_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A reply came, but not one that this API gives. ``detail`` says what was met."""

    reason: UnreadableReason
    detail: str
    api_code: int | None = None
    api_message: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer of the API: the network, the edge or the server failed. ``detail`` says what was met."""

    reason: FailedReason
    detail: str
    retry_after_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The user stopped the call; the server may have received it."""

    reason: None = None


Outcome: TypeAlias = Renewed | Refused | Unreadable | Failed | Cancelled
OUTCOME_WORDS: Mapping[type[Outcome], str] = {
    Renewed: "renewed",
    Refused: "refused",
    Unreadable: "unreadable",
    Failed: "failed",
    Cancelled: "cancelled",
}


def name_outcome(outcome: Outcome) -> str:
    """The contract's word for an outcome: renewed, refused, unreadable, failed or cancelled."""
    return OUTCOME_WORDS[type(outcome)]


def read_reply(call: Call, reply: Reply, now: float) -> Outcome:
    """Judge a reply to a call. ``now`` is Unix seconds; a ``Retry-After`` date counts from the reply's own ``Date``."""
    served_at = read_http_date(reply.header("Date") or "")  # its own clock is the one by which it names a time
    retry_after = read_retry_after(reply.header("Retry-After"), served_at or now)
    if 300 <= reply.http_status < 400:
        if target := reply.header("Location"):
            detail = tr(
                "The server points to {place}; redirects are not followed, because the body is a secret.", place=target
            )
        else:
            detail = tr("The server points to no place; redirects are not followed, because the body is a secret.")
        return Failed("redirect", detail)
    encoding = ", ".join(reply.all_headers("Content-Encoding")).strip().lower()
    if any(one.strip() not in ("", "identity") for one in encoding.split(",")):
        detail = tr("The body came in the encoding “{encoding}”, which was not asked for.", encoding=encoding)
        return Unreadable("unsupported_encoding", detail)
    try:
        parsed = json_text.parse(reply.body.decode("utf-8-sig"))
        envelope = parsed.value
    except (UnicodeDecodeError, ValueError) as error:
        return _without_envelope(reply, retry_after, Unreadable("not_json", _describe_body(reply, error)))
    status = envelope.get("status") if isinstance(envelope, dict) else None
    if not isinstance(status, dict) or "success" not in status:
        detail = tr("The reply is JSON, but without the “status” that every reply of this API has.")
        return _without_envelope(reply, retry_after, Unreadable("unexpected_shape", detail))
    if ambiguous := [name for name in parsed.duplicates if name in _DECISIVE]:
        detail = tr("“{name}” stands more than once in the reply, so what it says is not certain.", name=ambiguous[0])
        return _without_envelope(reply, retry_after, Unreadable("unexpected_shape", detail))
    return _read_envelope(call, reply, envelope, status, retry_after)


def _without_envelope(reply: Reply, retry_after: int | None, otherwise: Unreadable) -> Outcome:
    status = reply.http_status
    words = tr("HTTP {status} without the API's envelope.", status=status)
    if status == 403:
        return Failed("forbidden", words)
    if status == 429:
        return Failed("rate_limited", words, retry_after)
    if status >= 500:
        return Failed("server_error", words, retry_after)
    if 400 <= status < 500:
        return Refused(None, _first_line(reply))
    return otherwise


def _read_envelope(
    call: Call,
    reply: Reply,
    envelope: dict[str, Json],
    status: dict[str, Json],
    retry_after: int | None,
) -> Outcome:
    code, message = _read_code(status.get("code")), status.get("message")
    words = message if isinstance(message, str) else None
    if status["success"] is False:
        limited = reply.http_status == 429
        return Refused(
            code,
            words,
            "rate_limited" if limited else None,
            retry_after if limited else None,
        )
    if status["success"] is not True:
        detail = tr("“status.success” is neither true nor false.")
        return Unreadable("unexpected_shape", detail, code, words)
    if not 200 <= reply.http_status < 300:
        detail = tr("The envelope says success, the HTTP status is {status}.", status=reply.http_status)
        return Unreadable("unexpected_shape", detail, code, words)
    auth = envelope.get("auth")
    token = auth.get("token") if isinstance(auth, dict) else None
    if token is None or token == "":
        detail = tr("The envelope says success, but there is no token in it.")
        return Unreadable("token_missing", detail, code, words)
    if not isinstance(token, str) or not isinstance(auth, dict):
        return Unreadable("unexpected_shape", tr("The token in the envelope is not a text."), code, words)
    decoded = decode(token)
    if (
        decoded.form != "jws"
        or token.count(".") != 2
        or not decoded.header.is_json
        or not decoded.payload.is_json
        or decoded.text != token
    ):
        detail = tr("What stands in the token's place does not read as a JWT.")
        return Unreadable("token_unreadable", detail, code, words)
    differences = [problem.message for problem in compare_identity(call, decoded, "reply")]
    problems: tuple[FieldProblem, ...] = ()
    if differences and call.edited_body is None:
        problems = (FieldProblem("token", "other_identity", " ".join(differences), "warning"),)
    key = auth.get("key")
    return Renewed(
        Secret(token),
        code,
        words,
        problems,
        Secret(key) if isinstance(key, str) and key else None,
        decoded=decoded,
    )


def _read_code(code: Json) -> int | None:
    if isinstance(code, str) and re.fullmatch(r"-?[0-9]{1,9}", code.strip()):
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _describe_body(reply: Reply, error: Exception) -> str:
    if not reply.body:
        return tr("The body is empty.")
    if isinstance(error, UnicodeDecodeError):
        named = _CHARSET.search(reply.header("Content-Type") or "")
        if named is None:
            return tr("The body is not UTF-8 text: byte {position} belongs to nothing.", position=error.start + 1)
        return tr(
            "The body is not UTF-8 text: byte {position} belongs to nothing;"
            " the server names the charset “{charset}”, JSON is always UTF-8.",
            position=error.start + 1,
            charset=named[1],
        )
    if reply.body.lstrip()[:1] == b"<":
        return tr("The body is an HTML page, such as a proxy or a content network sends.")
    return tr("The body is not JSON: {reason}.", reason=error)


def _first_line(reply: Reply) -> str | None:
    text = reply.text().strip()
    if not text or text.startswith("<"):
        return None
    return text.splitlines()[0][:500]


def read_retry_after(value: str | None, now: float) -> int | None:
    """Seconds to wait, by either form of ``Retry-After`` (RFC 9110 §10.2.3); ``None`` where it says nothing usable."""
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        return int(text)
    moment = read_http_date(text)
    return max(0, round(moment - now)) if moment is not None else None
