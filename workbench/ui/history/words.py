"""Short words for what was kept of a call, and how its outcome looks."""

from __future__ import annotations

from workbench.core.exchange import Record
from workbench.ui.kit.states import OUTCOME_LOOKS, StateLook

_ANOTHERS_TOKEN = StateLook("critical", "triangle-alert")


def look_of(record: Record) -> StateLook:
    """A token of somebody else is no good news; an outcome of a newer program may be one that this does not know."""
    if record.other_identity:
        return _ANOTHERS_TOKEN
    return OUTCOME_LOOKS.get(record.outcome, OUTCOME_LOOKS["unreadable"])


def describe_outcome(record: Record) -> str:
    """The outcome with the code or the reason that tells it apart: "refused 1597", "failed · timeout"."""
    if record.other_identity:
        return f"{record.outcome} for somebody else"
    if record.outcome == "refused" and record.api_code is not None:
        return f"refused {record.api_code}"
    return f"{record.outcome} · {record.reason.replace('_', ' ')}" if record.reason else record.outcome


def describe_count(count: int, shown: int, is_whole: bool, narrows: bool) -> str:
    """ "1,204 calls", and for a search "12 of 1,204 calls" or, where not all were fetched yet, "100+ of …"."""
    calls = "1 call" if count == 1 else f"{count:,} calls"
    if not count:
        return ""
    return f"{shown:,}{'' if is_whole else '+'} of {calls}" if narrows else calls
