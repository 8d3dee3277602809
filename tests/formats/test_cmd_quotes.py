"""Words for the Windows command prompt, which cannot run here: each case cites the rule that demands its answer."""

from __future__ import annotations

import pytest

from workbench.formats.cmd_quotes import quote
from workbench.formats.outgoing import Variable

PARSING = "stackoverflow.com/a/4095133"
RUNTIME = "learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments"


@pytest.mark.parametrize(
    ("pieces", "written", "rule"),
    [
        pytest.param(["POST"], "POST", f"{PARSING}, phase 2: nothing in it acts", id="plain"),
        pytest.param(["a b"], '^"a b^"', f"{RUNTIME}: quotes keep a space in an argument", id="space"),
        pytest.param([""], '^"^"', f"{RUNTIME}: an empty pair of quotes is an empty argument", id="empty"),
        pytest.param(['a"b'], '^"a\\^"b^"', f'{RUNTIME}: \\" is a mark; {PARSING}, 2: ^" opens nothing', id="mark"),
        pytest.param(['\\"'], '^"\\\\\\^"^"', f"{RUNTIME}: 2n+1 backslashes and a mark are n and a mark", id="both"),
        pytest.param(["a\\"], '^"a\\\\^"', f"{RUNTIME}: 2n backslashes and the closing mark are n", id="last"),
        pytest.param(["a\\b c"], '^"a\\b c^"', f"{RUNTIME}: elsewhere a backslash is one", id="backslash"),
        pytest.param(["a&b|c<d>(e)"], '^"a^&b^|c^<d^>^(e^)^"', f"{PARSING}, 2: they act outside quotes", id="signs"),
        pytest.param(["a^b"], '^"a^^b^"', f"{PARSING}, 2: a caret escapes a caret", id="caret"),
        pytest.param(["%PATH%"], '^"%^PATH%^"', f"{PARSING}, 1: no variable is named ^PATH", id="variable"),
        pytest.param(["%PATH:a=b%"], '^"%^PATH:a=b%^"', f"{PARSING}, 1: nor replaced in", id="replacement"),
        pytest.param(["100%&x"], '^"100%^&x^"', f"{PARSING}, 1: one caret serves both", id="percent and sign"),
        pytest.param(["a\nb"], '^"a^\n\nb^"', f"{PARSING}, 2: the line end behind an escaped one stands", id="line"),
        pytest.param(["a!b"], '^"a!b^"', f"{PARSING}, 5: only with delayed expansion, off at a prompt", id="bang"),
        pytest.param(["k=", Variable("X")], '^"k=%X%^"', f"{PARSING}, 1: looked up before anything else", id="own"),
        pytest.param(["9%", Variable("X")], '^"9%^%X%^"', f"{PARSING}, 1: %^% names nothing", id="own after percent"),
    ],
)
def test_a_word_is_written_as_the_rules_demand(pieces, written, rule):
    assert quote(*pieces) == written, rule


def test_pieces_of_one_text_are_escaped_as_one():
    assert quote("a\\", '"b') == quote('a\\"b')
