"""What ``regenerate`` prints, as the document of the contract and in words, whether the call was sent or not.

The server's own words are redacted by the exchange's secrets: a reply may echo what it was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.cli.answer import DONE, INTERRUPTED, NO, TRANSPORT, WRONG_USAGE, Answer
from workbench.cli.render import SCHEMA, Document, difference_rows, read_token, token_document
from workbench.core.calls import WORDS, FieldProblem
from workbench.core.exchange import Exchange
from workbench.core.json_text import Json
from workbench.core.redact import mask, redact
from workbench.core.reply import Cancelled, Failed, Refused, Renewed, Unreadable, name_outcome
from workbench.core.request import Request
from workbench.core.server_clock import describe_offset
from workbench.core.visible import make_visible

CODES = {
    "renewed": DONE,
    "refused": NO,
    "invalid": WRONG_USAGE,
    "unreadable": TRANSPORT,
    "failed": TRANSPORT,
    "cancelled": INTERRUPTED,
}
"""Outcome → exit code."""


def answer_exchange(exchange: Exchange, problems: Sequence[FieldProblem], now: float, *, show_secrets: bool) -> Answer:
    """The answer of a call that was sent. ``now`` (Unix seconds) judges the new token's expiry."""
    outcome = exchange.outcome
    reply, token = exchange.reply, exchange.token
    found = outcome.problems if isinstance(outcome, Renewed) else ()
    retry_after = outcome.retry_after_seconds if isinstance(outcome, Refused | Failed) else None
    document = _document(
        name_outcome(outcome),
        http_status=None if reply is None else reply.http_status,
        api_code=exchange.api_code,
        api_message=None if exchange.api_message is None else redact(exchange.api_message, exchange.secrets),
        reason=outcome.reason,
        explanation=redact(exchange.advice.explanation, exchange.secrets),
        next_step=exchange.advice.next_step,
        elapsed_ms=exchange.elapsed_ms,
        attempts=exchange.attempts,
        retry_after_seconds=retry_after,
        problems=[_describe_problem(one) for one in (*problems, *found)],
        token=outcome.token.reveal() if isinstance(outcome, Renewed) and show_secrets else None,
        decoded=None if token is None else token_document(read_token(token, now)),
        replaced=None if token is None or exchange.replaced is None else difference_rows(exchange.replaced, token),
        clock_offset_seconds=_round_offset(exchange.server_offset),
    )
    words = _write_exchange(exchange, document)
    return Answer(CODES[name_outcome(outcome)], document, "\n".join(make_visible(line) for line in words))


def answer_unsent(
    outcome: str,
    explanation: str,
    next_step: str = "",
    problems: Sequence[FieldProblem] = (),
    *,
    reason: str | None = None,
    code: int | None = None,
) -> Answer:
    """The answer of a call that was not sent; ``code`` where another exit code than the outcome's says more."""
    document = _document(
        outcome,
        reason=reason,
        explanation=explanation,
        next_step=next_step,
        problems=[_describe_problem(one) for one in problems],
    )
    words = [f"{outcome.capitalize()}. {explanation}", *describe_problems(problems)]
    if next_step:
        words.append(f"Next: {next_step}")
    shown = "\n".join(make_visible(line) for line in words)
    return Answer(CODES[outcome] if code is None else code, document, shown)


def answer_dry_run(request: Request | None, problems: Sequence[FieldProblem], code: int) -> Answer:
    """The exact request with its secrets masked; none where the host is no address."""
    shown: Document | None = None
    lines = ["No request can be made."]
    if request is not None:
        headers = request.masked_headers()
        shown = {
            "method": request.method,
            "url": request.url,
            "headers": [[name, value] for name, value in headers],
            "body": request.masked_body(),
        }
        names = (f"{name}: {value}" for name, value in headers)
        lines = [f"{request.method} {request.url}", *names, "", *request.masked_body(indent=2).splitlines()]
    if problems:
        lines += ["", *describe_problems(problems)]
    document = {"schema": SCHEMA, "request": shown, "problems": [_describe_problem(one) for one in problems]}
    return Answer(code, document, "\n".join(make_visible(line) for line in lines))


def describe_problems(problems: Iterable[FieldProblem]) -> Iterator[str]:
    """A line for each."""
    for one in problems:
        yield f"  {one.severity}, {WORDS.get(one.field, one.field)}: {redact(one.message)}"


def _document(outcome: str, **members: Json) -> Document:
    """Every member of the contract in its order, with what is not given empty."""
    empty: Document = {
        "http_status": None,
        "api_code": None,
        "api_message": None,
        "reason": None,
        "explanation": "",
        "next_step": "",
        "elapsed_ms": 0,
        "attempts": 0,
        "retry_after_seconds": None,
        "problems": [],
        "token": None,
        "decoded": None,
        "replaced": None,
        "clock_offset_seconds": None,
    }
    return {"schema": SCHEMA, "outcome": outcome, **empty, **members}


def _round_offset(seconds: float | None) -> int | None:
    """Whole seconds: a ``Date`` tells no less."""
    return None if seconds is None else round(seconds)


def _describe_problem(problem: FieldProblem) -> Document:
    return {
        "field": problem.field,
        "code": problem.code,
        "message": redact(problem.message),
        "severity": problem.severity,
    }


def _write_exchange(exchange: Exchange, document: Document) -> Iterator[str]:
    outcome = exchange.outcome
    reply = "" if exchange.reply is None else f"HTTP {exchange.reply.http_status} · "
    tries = "" if exchange.attempts == 1 else f" · {exchange.attempts} tries"
    yield f"{_name_outcome_in_words(exchange)}  ({reply}{exchange.elapsed_ms:,} ms{tries})"
    yield document["explanation"]
    if document["retry_after_seconds"] is not None:
        yield f"The server asks to wait {document['retry_after_seconds']} s."
    if exchange.advice.next_step:
        yield f"Next: {exchange.advice.next_step}"
    if clock := describe_offset(exchange.server_offset):
        yield clock
    if isinstance(outcome, Renewed):
        if document["decoded"] is not None:
            yield f"Token: {document['decoded']['verdict']}"
        yield f"       {document['token'] or mask(outcome.token)}"


def _name_outcome_in_words(exchange: Exchange) -> str:
    match exchange.outcome:
        case Renewed():
            return "Renewed."
        case Refused(reason=reason):
            code = "" if exchange.api_code is None else f" with code {exchange.api_code}"
            message = redact(exchange.api_message or "", exchange.secrets)
            said = f": “{message}”" if message else ""
            return f"Refused{code}{said}." + (" Too many calls." if reason else "")
        case Unreadable(reason=reason):
            return f"Unreadable: {reason.replace('_', ' ')}."
        case Failed(reason=reason):
            return f"Failed: {reason.replace('_', ' ')}."
        case Cancelled():
            return "Cancelled."
