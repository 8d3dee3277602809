"""One call with its outcome and times; and the record, its redacted twin that may be kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.core.calls import SECRET_FIELD, Call
from workbench.core.expiry import Expiry, read_expiry
from workbench.core.playbook import Advice
from workbench.core.redact import Redacted, redact
from workbench.core.reply import (
    Outcome,
    Refused,
    Renewed,
    Reply,
    Unreadable,
    name_outcome,
)
from workbench.core.request import Request
from workbench.core.secret import Secret
from workbench.core.server_clock import read_offset
from workbench.core.timeline import Timeline
from workbench.core.token import Channel, Token, decode


@dataclass(frozen=True, slots=True)
class Exchange:
    """A finished call: what was sent, what came, what it meant, and when. Holds secrets; lives only in memory.

    ``host`` is as the profile says it (the word for the simulator); ``started_at`` and ``ended_at`` are Unix seconds by
    the program's clock, which may run faster than time; ``elapsed_ms`` real milliseconds over all tries. ``reply`` is
    ``None`` where nothing came.
    """

    profile_id: str | None
    profile_name: str
    host: str
    call: Call = field(repr=False)
    request: Request = field(repr=False)
    started_at: float
    elapsed_ms: int
    reply: Reply | None
    outcome: Outcome
    advice: Advice
    story: str | None = None
    is_production: bool = False
    ended_at: float | None = None
    timeline: Timeline = field(default_factory=Timeline)

    @property
    def attempts(self) -> int:
        """How often the call was sent or tried to be."""
        return max(1, len(self.timeline.attempts))

    @property
    def token(self) -> Token | None:
        """The renewed token taken apart; ``None`` for every other outcome."""
        if not isinstance(self.outcome, Renewed):
            return None
        return self.outcome.decoded or decode(self.outcome.token.reveal())

    @property
    def replaced(self) -> Token | None:
        """The key or expired token that was sent, taken apart; ``None`` where it does not read as a token."""
        sent = decode(self.call.text(SECRET_FIELD[self.call.channel]))
        return sent if sent.is_readable and self.call.edited_body is None else None

    @property
    def api_code(self) -> int | None:
        """``status.code`` of the reply."""
        return self.outcome.api_code if isinstance(self.outcome, Renewed | Refused | Unreadable) else None

    @property
    def api_message(self) -> str | None:
        """``status.message`` of the reply, or the first line of a plain-text refusal."""
        return self.outcome.api_message if isinstance(self.outcome, Renewed | Refused | Unreadable) else None

    @property
    def server_offset(self) -> float | None:
        """Seconds that the server's clock is ahead of this program's, by the reply's ``Date``; behind is negative."""
        if self.reply is None:
            return None
        ended_at = self.started_at + self.elapsed_ms / 1000 if self.ended_at is None else self.ended_at
        return read_offset(self.reply.header("Date"), self.started_at, ended_at)

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Everything of this exchange that may not be kept."""
        new: tuple[Secret, ...] = ()
        if isinstance(self.outcome, Renewed):
            new = (self.outcome.token,) if self.outcome.key is None else (self.outcome.token, self.outcome.key)
        return (*self.request.secrets, *new)


@dataclass(frozen=True, slots=True)
class Record:
    """What may be kept of an exchange: no secret, by type. Times are Unix seconds."""

    started_at: float
    profile_id: str | None
    profile_name: str
    channel: Channel
    host: str
    outcome: str
    reason: str | None
    http_status: int | None
    api_code: int | None
    api_message: Redacted
    elapsed_ms: int
    size_bytes: int
    explanation: Redacted
    token_kind: str | None
    token_fingerprint: str | None
    expires_at: float | None
    issued_at: float | None
    request_body: Redacted
    response_body: Redacted
    story: str | None = None
    attempts: int = 1
    other_identity: bool = False  # the new token is not for whom was asked


def make_record(exchange: Exchange) -> Record:
    """Redact an exchange into what may be kept."""
    token = exchange.token
    expiry = read_expiry(token, exchange.started_at) if token is not None else Expiry("unreadable")
    reply, secrets = exchange.reply, exchange.secrets
    return Record(
        started_at=exchange.started_at,
        profile_id=exchange.profile_id,
        profile_name=exchange.profile_name,
        channel=exchange.call.channel,
        host=exchange.host,
        outcome=name_outcome(exchange.outcome),
        reason=exchange.outcome.reason,
        http_status=reply.http_status if reply is not None else None,
        api_code=exchange.api_code,
        api_message=redact(exchange.api_message or "", secrets),
        elapsed_ms=exchange.elapsed_ms,
        size_bytes=len(reply.body) if reply is not None else 0,
        explanation=redact(exchange.advice.explanation, secrets),
        token_kind=token.kind if token is not None else None,
        token_fingerprint=token.fingerprint if token is not None else None,
        expires_at=expiry.expires_at,
        issued_at=expiry.issued_at,
        request_body=exchange.request.masked_body(indent=2),
        response_body=redact(reply.text(), secrets) if reply is not None else Redacted(""),
        story=exchange.story,
        attempts=exchange.attempts,
        other_identity=isinstance(exchange.outcome, Renewed) and bool(exchange.outcome.problems),
    )
