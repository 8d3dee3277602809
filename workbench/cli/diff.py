"""``diff``: two tokens, row by row."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TextIO

from workbench.cli.answer import DONE, NO, Answer, WrongUsage
from workbench.cli.render import SCHEMA, difference_rows, say, write_table
from workbench.cli.sources import STANDARD_INPUT, read_source
from workbench.core.comparison import Comparison, compare_tokens, summarize
from workbench.core.difference import Row
from workbench.core.expiry import read_expiry
from workbench.core.finding import find_tokens
from workbench.core.json_text import Json
from workbench.core.time_text import format_utc
from workbench.core.token import Token, decode
from workbench.core.value_text import write_value
from workbench.core.visible import clip, make_visible


def diff(arguments: Namespace, stdin: TextIO, stderr: TextIO) -> Answer:
    """Compare the first token of each text; ``arguments`` has ``old`` and ``new``, names of files or ``-``.

    :raises WrongUsage: one of them cannot be read, or both are standard input.
    """
    if arguments.old == arguments.new == STANDARD_INPUT:
        raise WrongUsage("only one of the two can come from standard input")
    old, new = (_read_first_token(name, stdin, stderr) for name in (arguments.old, arguments.new))
    comparison = compare_tokens(old, new)
    document = {"schema": SCHEMA, "rows": difference_rows(old, new)}
    words = "\n".join(_describe(comparison))
    return Answer(DONE if old.is_readable and new.is_readable else NO, document, words)


def _read_first_token(name: str, stdin: TextIO, stderr: TextIO) -> Token:
    text = read_source(name, stdin)
    found = find_tokens(text)
    place = "standard input" if name == STANDARD_INPUT else make_visible(name)
    if not found.tokens:
        say(stderr, f"There is no token in {place}.")
        return decode(text)
    count = len(found.tokens) + found.left_out
    if count > 1:
        say(stderr, f"There are {count:,} tokens in {place}; the first is compared.")
    if not found.tokens[0].is_readable:
        say(stderr, f"What stands in {place} cannot be read as a token.")
    return found.tokens[0]


def _describe(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield make_visible(summarize(comparison))
    yield ""
    old_times, new_times = _write_times(old), _write_times(new)
    rows = [("change", "part", "name", "old", "new")]
    for row in comparison.rows:
        before = "" if row.change == "added" else _write_cell(row.old) + _time_of(row, old_times)
        after = "" if row.change == "missing" else _write_cell(row.new) + _time_of(row, new_times)
        rows.append((row.change, row.part, make_visible(clip(row.name)), before, after))
    yield from write_table(rows)


def _write_cell(value: Json) -> str:
    return make_visible(write_value(value))


def _write_times(token: Token) -> dict[str, str]:
    expiry = read_expiry(token, 0)
    moments = {"iat": expiry.issued_at, "nbf": expiry.not_before, "exp": expiry.expires_at}
    return {name: f" ({format_utc(moment)})" for name, moment in moments.items() if moment is not None}


def _time_of(row: Row, times: dict[str, str]) -> str:
    return times.get(row.name, "") if row.part == "payload" else ""
