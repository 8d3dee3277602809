"""Short words for what was kept of a call, and how its outcome looks."""

from __future__ import annotations

from workbench.core.exchange import Record
from workbench.core.words import say_outcome, say_reason
from workbench.language import number, tr, trn
from workbench.ui.kit.states import OUTCOME_LOOKS, StateLook

_ANOTHERS_TOKEN = StateLook("bad", "triangle-alert")


def look_of(record: Record) -> StateLook:
    """A token of somebody else is no good news; an outcome of a newer program may be one that this does not know."""
    if record.other_identity:
        return _ANOTHERS_TOKEN
    return OUTCOME_LOOKS.get(record.outcome, OUTCOME_LOOKS["unreadable"])


def describe_outcome(record: Record) -> str:
    """The outcome with the code or the reason that tells it apart: "refused 1597", "failed · timeout"."""
    outcome = say_outcome(record.outcome)
    if record.other_identity:
        return tr("{outcome} for somebody else", outcome=outcome)
    if record.outcome == "refused" and record.api_code is not None:
        return tr("refused {code}", code=record.api_code)
    return tr("{outcome} · {reason}", outcome=outcome, reason=say_reason(record.reason)) if record.reason else outcome


def describe_count(count: int, shown: int, is_whole: bool, narrows: bool) -> str:
    """ "1,204 calls", and for a search "12 of 1,204 calls" or, where not all were fetched yet, "100+ of …"."""
    if not count:
        return ""
    if not narrows:
        return trn("{count} call", "{count} calls", count)
    if is_whole:
        return trn("{shown} of {count} call", "{shown} of {count} calls", count, shown=number(shown))
    return trn("{shown}+ of {count} call", "{shown}+ of {count} calls", count, shown=number(shown))
