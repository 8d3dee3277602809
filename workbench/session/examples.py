"""The documentation's example replies, opened in the panes without sending anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.core.calls import SECRET_FIELD, Absent, Call, FieldValue
from workbench.core.exchange import Exchange
from workbench.core.playbook import Playbook
from workbench.core.reply import Reply, read_reply
from workbench.core.request import build_request
from workbench.core.secret import Secret
from workbench.language import mark, tr

TITLES = (mark("Mobile token renewed"), mark("Web token renewed"), mark("Key expired or not valid (1597)"))
"""Those of the file, to be found by whoever gathers what is to be translated."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example: a title for the menu, and the exchange it stands for."""

    title: str
    exchange: Exchange


def read_examples(document: Mapping[str, Any], playbook: Playbook) -> tuple[Example, ...]:
    """From ``resources/examples.json``: a list of ``title``, ``channel``, ``host``, ``at``, ``request`` and ``reply``.

    ``at`` (Unix seconds) is when the documented reply was minted. Signatures in it are dead.
    """
    return tuple(_read_example(entry, playbook) for entry in document["examples"])


def _read_example(entry: Mapping[str, Any], playbook: Playbook) -> Example:
    channel = entry["channel"]
    fields: dict[str, FieldValue] = {
        name: Secret(value) if name == SECRET_FIELD[channel] else Absent.NULL if value is None else value
        for name, value in entry["request"].items()
    }
    call = Call(channel, fields)
    body = json.dumps(entry["reply"], separators=(",", ":")).encode()
    reply = Reply(200, (("Content-Type", "application/json"),), body)
    outcome = read_reply(call, reply, entry["at"])
    title = tr(entry["title"])
    return Example(
        title,
        Exchange(
            profile_id=None,
            profile_name=title,
            host=entry["host"],
            call=call,
            request=build_request(call, entry["host"]),
            started_at=entry["at"],
            elapsed_ms=0,
            reply=reply,
            outcome=outcome,
            advice=playbook.advise(outcome, reply),
        ),
    )
