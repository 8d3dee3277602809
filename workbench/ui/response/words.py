"""Short words for an exchange: its title, its status, its host, how long it took and how much came."""

from __future__ import annotations

from urllib.parse import urlsplit

from workbench.core.exchange import Exchange, Record
from workbench.core.reply import Cancelled, Failed, Outcome, Refused, Renewed, Unreadable, name_outcome
from workbench.core.veil import VEIL
from workbench.core.words import say_reason
from workbench.language import mark, number, tr
from workbench.ui.kit.states import OUTCOME_LOOKS, StateLook

_TITLES = {
    "dns": mark("The host was not found"),
    "connect": mark("No connection"),
    "tls": mark("No secure connection"),
    "proxy": mark("The proxy did not pass the call on"),
    "timeout": mark("No reply in time"),
    "reset": mark("The connection was cut"),
    "protocol": mark("The exchange is not HTTP"),
    "too_large": mark("The reply is too long"),
    "redirect": mark("The host points elsewhere"),
    "rate_limited": mark("Too many calls"),
    "server_error": mark("The server broke down"),
    "forbidden": mark("Turned away before the auth engine"),
    "not_json": mark("The reply is not JSON"),
    "unexpected_shape": mark("The reply is not built like this API’s"),
    "token_missing": mark("Success, but no token"),
    "token_unreadable": mark("Success, but the token cannot be read"),
    "unsupported_encoding": mark("The reply came in an encoding nobody asked for"),
}
_OUTCOME_TITLES = {
    "renewed": mark("Renewed: a new token came"),
    "refused": mark("Refused"),
    "unreadable": mark("Unreadable"),
    "failed": mark("Failed"),
    "cancelled": mark("Cancelled"),
}
_ANOTHERS_TOKEN = StateLook("bad", "triangle-alert", filled=True)


def look_of(outcome: Outcome) -> StateLook:
    """Tone and icon of an outcome; a token of somebody else is no good news."""
    if isinstance(outcome, Renewed) and outcome.problems:
        return _ANOTHERS_TOKEN
    return OUTCOME_LOOKS[name_outcome(outcome)]


def title_of(exchange: Exchange) -> str:
    """What happened, in one line: "Refused: key expired or not valid (1597)"."""
    outcome = exchange.outcome
    if isinstance(outcome, Renewed) and outcome.problems:
        return tr("Renewed, but for somebody else")
    status = exchange.reply.http_status if exchange.reply is not None else None
    return _write_title(name_outcome(outcome), outcome.reason, exchange.api_code, exchange.api_message, status)


def title_of_record(record: Record) -> str:
    """The same of what was kept."""
    if record.other_identity:
        return tr("Renewed, but for somebody else")
    message = "" if record.api_message == VEIL else record.api_message  # a title of dots tells nobody anything
    return _write_title(record.outcome, record.reason, record.api_code, message, record.http_status)


def _write_title(outcome: str, reason: str | None, code: int | None, message: str | None, status: int | None) -> str:
    if outcome == "refused":
        if code is None:  # words in plain text are a Java reader's, too long for a title
            return tr("Refused") if status is None else tr("Refused (HTTP {status})", status=status)
        if message and message.strip():
            return tr("Refused: {message} ({code})", message=_uncapitalised(message.strip()), code=code)
        return tr("Refused ({code})", code=code)
    if reason is not None:
        # a record of a newer program may have others
        title = tr(_TITLES[reason]) if reason in _TITLES else say_reason(reason).capitalize()
        return title if status is None else tr("{title} (HTTP {status})", title=title, status=status)
    return tr(_OUTCOME_TITLES[outcome]) if outcome in _OUTCOME_TITLES else outcome.capitalize()


def split_explanation(exchange: Exchange) -> tuple[str, str]:
    """What exactly was met ("The certificate of … has expired."), "" where nothing is known, and what it means."""
    outcome, words = exchange.outcome, exchange.advice.explanation
    detail = outcome.detail if isinstance(outcome, Failed | Unreadable) else ""
    if not detail or not words.endswith(detail):
        return "", words
    return detail, words.removesuffix(detail).strip()


def describe_wait(outcome: Outcome) -> str:
    """What the server wants before the next call: "The server asks to wait 5 s."; empty where it said nothing."""
    seconds = _retry_after(outcome)
    return tr("The server asks to wait {seconds} s.", seconds=number(seconds)) if seconds else ""


def wait_end(exchange: Exchange) -> float | None:
    """When the wait that the server asked for is over, in Unix seconds of the program's clock; None without one."""
    seconds = _retry_after(exchange.outcome)
    return exchange.started_at + exchange.elapsed_ms / 1000 + seconds if seconds else None


def _retry_after(outcome: Outcome) -> int | None:
    return outcome.retry_after_seconds if isinstance(outcome, Refused | Failed) else None


def redirect_target(exchange: Exchange) -> str:
    """Where the server pointed to, as it wrote it; empty for what is no redirect or points to no place."""
    if exchange.outcome.reason != "redirect" or exchange.reply is None:
        return ""
    return exchange.reply.header("Location") or ""


def describe_status(exchange: Exchange) -> str:
    """The text of the status chip: "200 · renewed", "200 · refused 1597", "no reply · timeout"."""
    outcome = exchange.outcome
    if isinstance(outcome, Cancelled):
        return tr("cancelled")
    if isinstance(outcome, Renewed):
        words = tr("renewed for somebody else") if outcome.problems else tr("renewed")
    elif isinstance(outcome, Refused):
        http_status = exchange.reply.http_status if exchange.reply is not None else None
        is_told = outcome.api_code in (None, http_status)  # "429 · refused 429" says it twice
        words = tr("refused") if is_told else tr("refused {code}", code=outcome.api_code)
    else:
        words = say_reason(outcome.reason)
    status = tr("no reply") if exchange.reply is None else str(exchange.reply.http_status)
    return " · ".join((status, words))


def describe_host(host: str) -> str:
    """A host without what goes without saying: "eu.example.com/prefix", but "http://" stays."""
    parts = urlsplit(host)
    return parts.netloc + parts.path.rstrip("/") if parts.scheme == "https" and parts.netloc else host


def describe_elapsed(milliseconds: int) -> str:
    """ "132 ms", and from a second on "1.2 s"."""
    if milliseconds < 1000:
        return tr("{milliseconds} ms", milliseconds=milliseconds)
    return tr("{seconds} s", seconds=number(milliseconds / 1000, 1))


def describe_size(octets: int) -> str:
    """ "812 B", "1.0 kB", "1.2 MB"; a kB is 1000 bytes."""
    if octets < 1000:
        return tr("{size} B", size=octets)
    if octets < 999_950:
        return tr("{size} kB", size=number(octets / 1000, 1))
    return tr("{size} MB", size=number(octets / 1_000_000, 1))


def _uncapitalised(text: str) -> str:
    """For the middle of a sentence; a word in capitals stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2].isspace() else text
