"""The texts of the compare pane: the two values of a row, what a time moved by, and a row as it is copied."""

from __future__ import annotations

from datetime import UTC, tzinfo

from workbench.core.difference import Row
from workbench.core.json_text import Json
from workbench.core.time_text import FIRST_SECOND, LAST_SECOND, describe_past, format_local
from workbench.core.value_text import whole_value, write_value
from workbench.core.zone import write_both
from workbench.language import mark, tr
from workbench.ui.kit.text import visible_text

_TIMES = frozenset({"iat", "nbf", "exp"})
_NOTHING = "—"
_OLD_MOMENT = mark("Old: {clocks}")
_NEW_MOMENT = mark("New: {clocks}")


def write_sides(row: Row, zone: tzinfo | None) -> tuple[str, str]:
    """The old and the new value for a cell each, a line a paragraph; under a time its moment, and what it moved by."""
    if row.part == "payload" and row.name in _TIMES:
        return _write_times(row, zone)
    old = _NOTHING if row.change == "added" else visible_text(write_value(row.old))
    new = _NOTHING if row.change == "missing" else visible_text(write_value(row.new))
    return old, new


def _write_times(row: Row, zone: tzinfo | None) -> tuple[str, str]:
    old, new = _read_moment(row.old), _read_moment(row.new)
    cells = []
    for value, moment, absent in ((row.old, old, "added"), (row.new, new, "missing")):
        lines = [_NOTHING if row.change == absent else visible_text(write_value(value))]
        if moment is not None:
            lines.append(format_local(moment, zone))
        cells.append(lines)
    if old is not None and new is not None and old != new:
        cells[1].insert(1, describe_shift(new - old))
    return "\n".join(cells[0]), "\n".join(cells[1])


def _read_moment(value: Json) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and FIRST_SECOND <= value <= LAST_SECOND else None


def write_moments(row: Row, zone: tzinfo | None) -> str:
    """The moments of a row of times, in the reader's zone and in UTC; empty for every other row."""
    if row.part != "payload" or row.name not in _TIMES:
        return ""
    told = [
        tr(template, clocks=write_both(format_local(moment, zone), format_local(moment, UTC), zone))
        for template, moment in ((_OLD_MOMENT, _read_moment(row.old)), (_NEW_MOMENT, _read_moment(row.new)))
        if moment is not None
    ]
    return "\n".join(told)


def describe_shift(seconds: float) -> str:
    """What a time moved by, with its sign: ``+42 min``."""
    return f"{'+' if seconds > 0 else '−'}{describe_past(abs(seconds))}"  # noqa: RUF001 — a minus sign is meant


def write_row(row: Row) -> str:
    """A row for the clipboard, values whole and exact: member, change, old and new value, with tabs in between."""
    old = "" if row.change == "added" else whole_value(row.old)
    new = "" if row.change == "missing" else whole_value(row.new)
    return "\t".join((f"{row.part}.{row.name}" if row.name != row.part else row.part, row.change, old, new))
