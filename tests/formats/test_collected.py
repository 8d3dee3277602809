"""What collections have in common: variables are filled in, and end, whatever they hold."""

from __future__ import annotations

from workbench.formats.collected import MAX_FILLED, Budget, Variables


def test_variables_that_double_at_every_step_end_at_the_limit_of_a_text():
    doubling = {f"a{number}": f"{{{{a{number + 1}}}}}" * 2 for number in range(40)}
    variables = Variables([doubling], Budget())
    assert len(variables.fill("{{a0}}")) <= 2 * 1024 * 1024
    assert "too_large" in [problem.code for problem in variables.problems()]


def test_the_calls_of_one_import_share_a_limit():
    budget, value = Budget(), {"a": "x" * 1000_000}
    filled = [Variables([value], budget).fill("{{a}}") for _ in range(MAX_FILLED // 1000_000 + 5)]
    assert len(filled[0]) == 1000_000
    assert filled[-1] == "{{a}}"


def test_template_tags_are_told_in_a_time_that_grows_with_the_text():
    variables = Variables([], Budget())
    variables.fill("{% uuid %} {%" + "{%" * 500_000)
    assert ["uuid" in problem.message for problem in variables.problems()] == [True]
