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

OWN = ["idv", "dev", "org", "alg", "uid", "iss", "isc", "ogc", "exp", "iat", "rol", "mfa"]
RFC_7515 = ["alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit"]
RFC_7516_AND_7518 = ["enc", "zip", "epk", "apu", "apv", "iv", "tag", "p2s", "p2c"]
RFC_7519_7797_AND_7800 = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "b64", "cnf", "jwe"]
OPENID = [
    *("auth_time", "nonce", "acr", "amr", "azp", "at_hash", "c_hash", "sub_jwk", "name", "given_name", "family_name"),
    *("middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email", "email_verified"),
    *("gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified", "address", "updated_at"),
    *("formatted", "street_address", "locality", "region", "postal_code", "country", "_claim_names", "_claim_sources"),
]
OAUTH = ["scope", "client_id", "sid", "act", "may_act", "roles", "groups", "entitlements", "jkt"]


@pytest.mark.parametrize(
    "member", sorted({*OWN, *RFC_7515, *RFC_7516_AND_7518, *RFC_7519_7797_AND_7800, *OPENID, *OAUTH})
)
def test_every_usual_member_has_a_word_of_its_own_one_sentence_and_an_example(member: str) -> None:
    term = SHIPPED.explain(member)
    assert term.name != member
    assert term.meaning.endswith(".")
    assert term.meaning.count(". ") == 0
    assert term.example


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
