"""Problems at their field."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.calls import FieldProblem
from workbench.ui.kit.fields import Field
from workbench.ui.kit.text import visible_text


def show_at(field: Field, problems: Iterable[FieldProblem]) -> None:
    """Show these; the same again change nothing, so that lines do not flicker while one types."""
    lines = [(one.severity, one.message) for one in problems]
    if field.problem_texts() != [visible_text(message) for _, message in lines]:
        field.show_problems(lines)
