"""Text of others on a line of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.visible import LONGEST_VALUE, clip, make_visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Äpfel 你好 🙂", "Äpfel 你好 🙂"),
        ("a\nb\tc\x1b[31m", "a\\u000ab\\u0009c\\u001b[31m"),
        ("a\u202eb\u200bc\ufeff", "a\\u202eb\\u200bc\\ufeff"),
        ("a\u2028b\ud800", "a\\u2028b\\ud800"),
        ("", ""),
    ],
    ids=["plain", "controls", "bidi and zero-width", "separator and surrogate", "empty"],
)
def test_nothing_stays_unseen(text: str, shown: str) -> None:
    assert make_visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_one_line_that_can_be_encoded(text: str) -> None:
    shown = make_visible(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert make_visible(shown) == shown


def test_a_long_text_is_cut_and_its_length_told() -> None:
    assert clip("x" * LONGEST_VALUE) == "x" * LONGEST_VALUE
    assert clip("x" * 1301, 3) == "xxx… (1,301 characters)"
