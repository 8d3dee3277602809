"""What a comparison comes to: a sentence, and a few words for a chip."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from workbench.core.comparison import Comparison, compare_tokens, describe_briefly, summarize
from workbench.core.token import decode

SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES["tokens"])
HEADER = {"idv": ["MOBILE|1"], "dev": None, "org": "A", "alg": "HS256"}
PAYLOAD = {"uid": "1", "rol": "USER", "iat": 1000, "exp": 1090}


def _token(header: dict[str, Any], payload: dict[str, Any], signature: str = "A" * 43) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload))
    return ".".join([*parts, signature])


def _compare(old: str, new: str) -> Comparison:
    return compare_tokens(decode(old), decode(new))


def test_the_documented_web_renewal_is_as_expected() -> None:
    comparison = _compare(WEB_EXPIRED, WEB_RENEWED)

    assert comparison.judgement == "expected"
    assert summarize(comparison) == "Renewed as expected: only exp and iat changed."
    assert describe_briefly(comparison) == "as expected"


def test_the_documented_renewal_from_a_key_is_as_expected_although_members_came_and_went() -> None:
    comparison = _compare(KEY, MOBILE_RENEWED)

    assert comparison.judgement == "expected"
    assert comparison.strays == ()
    assert summarize(comparison).startswith("Renewed from its key as expected: ")


@pytest.mark.parametrize(
    ("header", "payload", "sentence", "words"),
    [
        ({"dev": "d2"}, {}, "1 surprise: dev changed.", "1 surprise"),
        ({"idv": ["MOBILE|2"]}, {"uid": "2"}, "2 surprises: idv and uid changed.", "2 surprises"),
        (
            {"dev": "d2"},
            {"more": 1},
            "1 surprise: dev changed. more was added.",
            "1 surprise",
        ),
        ({}, {"x": 1, "y": 2}, "No value changed that should not. x and y were added.", "2 members came or went"),
    ],
    ids=["another device", "another customer", "surprise and stray", "strays alone"],
)
def test_what_nobody_expects_is_named(
    header: dict[str, Any], payload: dict[str, Any], sentence: str, words: str
) -> None:
    new = _token(HEADER | header, PAYLOAD | {"iat": 1090, "exp": 1180} | payload, "B" * 43)
    comparison = _compare(_token(HEADER, PAYLOAD), new)

    assert summarize(comparison) == sentence
    assert describe_briefly(comparison) == words


def test_a_member_that_went_missing_is_named() -> None:
    comparison = _compare(_token(HEADER, PAYLOAD), _token(HEADER, {k: v for k, v in PAYLOAD.items() if k != "uid"}))

    assert summarize(comparison) == "No value changed that should not. uid went missing."
    assert describe_briefly(comparison) == "1 member came or went"


def test_members_in_another_order_are_told() -> None:
    comparison = _compare(_token(HEADER, PAYLOAD), _token(HEADER, dict(reversed(PAYLOAD.items())), "B" * 43))

    assert summarize(comparison).endswith("changed. The members stand in another order.")


def test_the_same_token_twice_is_said_to_be_the_same() -> None:
    assert summarize(_compare(WEB_EXPIRED, f"Bearer {WEB_EXPIRED}")) == "Both sides are the same token."


@pytest.mark.parametrize(("old", "new", "side"), [("nothing", WEB_RENEWED, "old"), (WEB_RENEWED, "nothing", "new")])
def test_a_side_that_is_no_token_is_named(old: str, new: str, side: str) -> None:
    comparison = _compare(old, new)

    assert comparison.judgement == "unreadable"
    assert summarize(comparison).startswith(f"The {side} side cannot be read")


def test_many_and_long_names_are_cut() -> None:
    old = {f"{number}{'x' * 100}": 1 for number in range(40)}
    sentence = summarize(_compare(_token(HEADER, old), _token(HEADER, dict.fromkeys(old, 2), "B" * 43)))

    assert sentence.startswith("40 surprises: ")
    assert sentence.endswith("and 35 more changed.")
    assert len(sentence) < 500
