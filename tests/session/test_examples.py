"""The documentation's example replies as exchanges."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.expiry import read_expiry
from workbench.core.reply import Refused, Renewed
from workbench.session.examples import TITLES, read_examples
from workbench.storage.resources import load_examples, load_playbook


def test_titles_are_in_the_language_spoken(pseudo: Callable[[str], bool]) -> None:
    assert [one["title"] for one in load_examples()["examples"]] == list(TITLES)
    assert all(pseudo(one.title) for one in read_examples(load_examples(), load_playbook()))


def test_the_examples_read_as_documented() -> None:
    mobile, web, refused = [one.exchange for one in read_examples(load_examples(), load_playbook())]

    assert isinstance(mobile.outcome, Renewed)
    assert isinstance(web.outcome, Renewed)
    assert (mobile.outcome.problems, web.outcome.problems) == ((), ())
    assert refused.outcome == Refused(1597, "Key expired or not valid")
    assert mobile.token is not None
    assert web.token is not None
    assert read_expiry(mobile.token, mobile.started_at).seconds_left == 3600
    assert read_expiry(web.token, web.started_at).seconds_left == 90
