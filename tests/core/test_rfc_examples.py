"""The examples of RFC 7515, 7519, 7520 and 7797, found and taken apart; those with a public key are verified first.

Their texts are in ``rfc_examples.json``: compact or JSON, with the algorithm, key and problem codes of each signature.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import jwt as pyjwt
import pytest

from workbench.core.finding import find_tokens

EXAMPLES = json.loads((Path(__file__).parent / "rfc_examples.json").read_text(encoding="utf-8"))
JOE = {"iss": "joe", "exp": 1300819380, "http://example.com/is_root": True}

every_example = pytest.mark.parametrize("example", EXAMPLES, ids=[one["name"] for one in EXAMPLES])


@every_example
def test_an_example_is_found_and_read(example):
    tokens = find_tokens(example["text"]).tokens
    assert [token.algorithm for token in tokens] == example["algorithms"]
    for token in tokens:
        codes = {one.code for one in token.problems}
        assert codes >= set(example["codes"]) - {"header_unprotected"}
        assert codes <= {*example["codes"], "header_unprotected", "alg_missing"}
        assert token.form == ("jwe" if "encrypted" in example["codes"] else "jws")
        assert token.is_readable
        if token.form == "jws" and "RFC 7515" in example["name"] and token.payload.is_json:
            assert token.claims == JOE


@every_example
def test_an_example_says_the_same_amid_words(example):
    alone, amid = (find_tokens(text).tokens for text in (example["text"], f"They sent\n{example['text']}\n\nThanks!"))
    assert [token.text for token in amid] == [token.text for token in alone]


@pytest.mark.parametrize(
    ("text", "number", "key", "algorithm"),
    [
        pytest.param(one["text"], number, key, algorithm, id=f"{one['name']} #{number}")
        for one in EXAMPLES
        for number, (key, algorithm) in enumerate(zip(one["keys"], one["algorithms"], strict=False))
        if key
    ],
)
def test_the_compact_text_of_an_example_verifies(text, number, key, algorithm):
    signed, _, encoded = find_tokens(text).tokens[number].text.rpartition(".")
    signature = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    jwk = pyjwt.PyJWK(key, algorithm)
    assert jwk.Algorithm.verify(signed.encode(), jwk.key, signature)


def test_the_unprotected_header_is_told():
    (token,) = find_tokens(next(one["text"] for one in EXAMPLES if "A.7" in one["name"])).tokens
    (note,) = [one.message for one in token.problems if one.code == "json_serialization"]
    assert note.endswith('says {"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"}')
