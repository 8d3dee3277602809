"""The glossary's words are there, and a file of another shape is refused by name."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from workbench.core.glossary import Glossary
from workbench.core.token import decode

ROOT = Path(__file__).parents[2]
SHIPPED = Glossary.read(tomllib.loads((ROOT / "resources" / "glossary.toml").read_text("utf-8")))
SAMPLES = json.loads((ROOT / "tests" / "contract" / "samples.json").read_text("utf-8"))

HEADER = ["idv", "dev", "org", "alg", "typ", "kid", "crit", "jwk", "jku", "x5u", "x5c", "enc", "cty", "zip"]
CLAIMS = ["uid", "iss", "isc", "ogc", "exp", "iat", "nbf", "rol", "mfa", "sub", "aud", "jti"]
OPENID = ["auth_time", "nonce", "azp", "scope", "sid", "acr", "amr"]


@pytest.mark.parametrize("member", [*HEADER, *CLAIMS, *OPENID])
def test_every_usual_member_has_a_word_of_its_own_and_one_sentence(member: str) -> None:
    term = SHIPPED.explain(member)
    assert term.name != member
    assert term.meaning.endswith(".")
    assert term.meaning.count(". ") == 0


def test_every_member_of_the_documented_tokens_is_in_the_glossary() -> None:
    for sample in SAMPLES["tokens"]:
        token = decode(sample["token"])
        assert {*token.header_members, *token.claims} <= set(SHIPPED.terms)


def test_the_words_of_the_product_are_used() -> None:
    words = {member: SHIPPED.explain(member).name for member in ("dev", "org", "idv", "exp", "iat")}
    assert words == {
        "dev": "Device",
        "org": "Organisation",
        "idv": "Identifiers",
        "exp": "Expires at",
        "iat": "Issued at",
    }


@pytest.mark.parametrize("member", ["uid", "ogc"])
def test_a_meaning_that_is_inferred_says_so(member: str) -> None:
    assert "resumably" in SHIPPED.explain(member).meaning


def test_an_unknown_member_is_named_by_itself() -> None:
    term = SHIPPED.explain("x-odd")
    assert term.name == "x-odd"
    assert term.meaning


@pytest.mark.parametrize(
    "document",
    [
        {"idv": "a text"},
        {"idv": {}},
        {"idv": {"name": "Identifiers"}},
        {"idv": {"name": "", "meaning": "x"}},
        {"idv": {"name": "Identifiers", "meaning": 3}},
        {"idv": {"name": "Identifiers", "meaning": "x", "example": 3}},
        {"idv": ["name", "meaning"]},
    ],
    ids=["text", "empty", "no meaning", "empty name", "number", "number as example", "list"],
)
def test_a_file_of_another_shape_is_refused_with_the_name_of_the_entry(document: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\[idv\]"):
        Glossary.read(document)
