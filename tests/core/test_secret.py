"""A string that does not print itself."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.secret import Secret


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format, lambda one: f"{[one]}"])
def test_no_way_of_printing_shows_the_text(show):
    assert "hunter2" not in show(Secret("hunter2"))


@pytest.mark.parametrize("leave", [pickle.dumps, copy.deepcopy])
def test_it_is_never_pickled_or_copied_by_pickling(leave):
    with pytest.raises(TypeError, match="never pickled"):
        leave(Secret("hunter2"))


def test_a_traceback_does_not_show_it():
    secret = Secret("".join(["hunter", "2"]))
    try:
        raise ValueError(secret)
    except ValueError:
        assert "hunter2" not in traceback.format_exc()


@given(st.text(), st.text())
def test_secrets_are_equal_where_their_texts_are(one, other):
    assert (Secret(one) == Secret(other)) is (one == other)
    assert Secret(one) == Secret(one)
    assert hash(Secret(one)) == hash(Secret(one))


def test_a_secret_is_no_text():
    assert Secret("a") != "a"
    assert bool(Secret("a"))
    assert not Secret("")
    assert Secret("a\ud800").reveal() == "a\ud800"
