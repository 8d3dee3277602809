"""The words of bash, compared with a running one, for texts that nobody wrote down."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.formats.bash_words import read_bash

_FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
_PIECES = st.sampled_from(
    ["'", '"', "\\", "$'", '$"', " ", "\n", "a", "b", "1", "#", "\t", "\\\n", "\\n", "\\x4", "\\u00e", "é", "=", "!"]
)


def _ansi_quote(text: str) -> str:
    """As bash's ``printf %q`` and browsers write it."""
    return (
        "$'" + "".join(f"\\U{ord(sign):08x}" if not sign.isalnum() or ord(sign) > 127 else sign for sign in text) + "'"
    )


def _words(text: str) -> list[list[str]]:
    return [[word.text for word in command.words] for command in read_bash(text)]


@given(_TEXTS)
def test_a_quoted_value_survives(text):
    assert _words(f"x {shlex.quote(text)} {_ansi_quote(text)}") == [["x", text, text]]


@_FEW
@given(_TEXTS)
def test_bash_agrees_on_a_quoted_value(bash, text):
    assert bash.run(f"curl {shlex.quote(text)} {_ansi_quote(text)}", to_wire=False) == [[text, text]]


@_FEW
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_bash_agrees_on_any_quoting(bash, text):
    # Of a backslash before the end of its input bash makes now this, now that; a line that was entered has an end.
    line = f"curl x{text}\n"
    commands = read_bash(line)
    passed = bash.run(line, to_wire=False)
    if any(one.code == "unclosed_quote" for command in commands for one in command.problems):
        assert "unexpected EOF" in bash.errors
    elif any(one.code == "broken_continuation" for command in commands for one in command.problems):
        assert "\\\t\n" in line or "\\ " in line  # told, and read as it was meant
    elif "syntax error" not in bash.errors:
        ours = [[word.text for word in one.words[1:]] for one in commands if one.words and one.words[0].text == "curl"]
        assert passed == ours


@pytest.mark.parametrize(
    "escape", [r"\x{41}", r"\x{}", r"\777", r"\08", r"\cé", r"\c\\x", r"\U110000", r"\ud83d", r"\xg", r"\x1g", r"\?\'"]
)
def test_bash_agrees_on_a_rare_escape(bash, escape):
    text = f"curl $'a{escape}b'c"
    assert bash.run(text, to_wire=False) == [_words(text)[0][1:]]
