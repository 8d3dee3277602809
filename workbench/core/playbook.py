"""What an outcome means and what to do next, looked up in a playbook file.

The file (``resources/playbook.toml``) has one table an entry, keyed by the API's code, the HTTP status of an answer
without the API's envelope, or the reason; the first that is there wins, in this order. ``outcome`` entries are the last
resort, so that unknown codes read well. A team's own file of the same shape goes before it, entry by entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.core.reply import (
    Failed,
    Outcome,
    Refused,
    Renewed,
    Reply,
    Unreadable,
    name_outcome,
)
from workbench.language import tr

GROUPS = ("code", "http", "reason", "outcome")


@dataclass(frozen=True, slots=True)
class Advice:
    """An explanation in words and the next step."""

    explanation: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """Owns the entries of a playbook file: ``code.1597``, ``reason.timeout``, ``http.400``, ``outcome.refused``.

    ``trouble`` says in a sentence why the team's own file is not among them; empty where nothing is wrong.
    """

    entries: Mapping[str, Mapping[str, Advice]]
    trouble: str = ""

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Playbook:
        """From a parsed TOML document of tables ``[code.1597]`` with ``explanation`` and ``next_step``.

        :raises ValueError: names the entry that is not of this shape.
        """
        if unknown := [group for group in document if group not in GROUPS]:
            raise ValueError(
                tr("playbook: [{group}] is none of the groups {groups}", group=unknown[0], groups=", ".join(GROUPS))
            )
        entries: dict[str, dict[str, Advice]] = {}
        for group in GROUPS:
            table = document.get(group, {})
            if not isinstance(table, Mapping):
                raise ValueError(tr("playbook: [{group}] is not a table", group=group))
            entries[group] = {}
            for name, entry in table.items():
                texts = (
                    [entry.get(key) for key in ("explanation", "next_step")] if isinstance(entry, Mapping) else [None]
                )
                explanation, next_step = texts if len(texts) == 2 else (None, None)
                if not (isinstance(explanation, str) and explanation and isinstance(next_step, str)):
                    entry_name = f"{group}.{name}"
                    raise ValueError(
                        tr("playbook: [{entry}] needs the texts explanation and next_step", entry=entry_name)
                    )
                entries[group][str(name)] = Advice(explanation, next_step)
        return cls(entries)

    def merge(self, team: Playbook) -> Playbook:
        """These entries with the team's own over them."""
        return Playbook({group: {**entries, **team.entries.get(group, {})} for group, entries in self.entries.items()})

    def advise(self, outcome: Outcome, reply: Reply | None) -> Advice:
        """The most specific entry for an outcome, with what was met in front of it where the entry cannot know it."""
        for group, name in _keys(outcome, reply):
            if (advice := self.entries.get(group, {}).get(name)) is not None:
                return Advice(
                    _with_particulars(advice.explanation, outcome, group),
                    advice.next_step,
                )
        return Advice(_with_particulars("", outcome, "outcome"), "")


def _keys(outcome: Outcome, reply: Reply | None) -> Iterator[tuple[str, str]]:
    if isinstance(outcome, Renewed) and outcome.problems:
        yield "reason", "other_identity"
    if isinstance(outcome, Refused) and outcome.api_code is not None:
        yield "code", str(outcome.api_code)
    if isinstance(outcome, Failed | Refused) and reply is not None and getattr(outcome, "api_code", None) is None:
        yield "http", str(reply.http_status)
    if outcome.reason is not None:
        yield "reason", outcome.reason
    yield "outcome", name_outcome(outcome)


def _with_particulars(explanation: str, outcome: Outcome, group: str) -> str:
    """The entry's words, with the detail that only this reply has."""
    if isinstance(outcome, Failed | Unreadable):
        return f"{explanation} {outcome.detail}".strip()
    if isinstance(outcome, Renewed) and outcome.problems:
        return f"{explanation} {' '.join(problem.message for problem in outcome.problems)}".strip()
    if isinstance(outcome, Refused) and group in ("outcome", "http"):
        return f"{explanation} {_describe_refusal(outcome)}".strip()
    return explanation


def _describe_refusal(refused: Refused) -> str:
    code, message = refused.api_code, refused.api_message
    if code is not None and message:
        return tr("The server said: code {code} “{message}”.", code=code, message=message)
    if code is not None:
        return tr("The server said: code {code}.", code=code)
    return tr("The server said: “{message}”.", message=message) if message else ""
