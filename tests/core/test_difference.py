"""Two tokens, row by row."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from workbench.core.difference import compare
from workbench.core.token import decode

SAMPLES = json.loads((Path(__file__).resolve().parents[1] / "contract" / "samples.json").read_text("utf-8"))
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (decode(sample["token"]) for sample in SAMPLES["tokens"])


def _token(header: dict[str, Any], payload: dict[str, Any], signature: str = "c2ln") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, payload))
    return ".".join([*parts, signature])


def _changes(old: str, new: str) -> dict[str, str]:
    return {row.name: row.change for row in compare(decode(old), decode(new))}


def test_the_documented_web_renewal_changes_only_its_times() -> None:
    changed = {row.name: (row.old, row.new) for row in compare(WEB_EXPIRED, WEB_RENEWED) if row.change == "expected"}

    assert changed == {"exp": (1760364142, 1760358606), "iat": (1760353342, 1760358516)}
    assert {row.change for row in compare(WEB_EXPIRED, WEB_RENEWED)} == {"same", "expected"}


def test_a_token_renewed_from_its_key_holds_no_surprise() -> None:
    rows = {row.name: row.change for row in compare(KEY, MOBILE_RENEWED)}

    assert rows["rol"] == "expected"
    assert rows["mfa"] == "missing"
    assert rows["exp"] == rows["isc"] == rows["ogc"] == "added"
    assert "surprise" not in rows.values()


def test_another_customer_is_a_surprise() -> None:
    old = _token({"idv": ["MOBILE|1"], "dev": None, "org": "A"}, {"uid": "1", "rol": "USER"})
    new = _token({"idv": ["MOBILE|2"], "dev": None, "org": "A"}, {"uid": "2", "rol": "USER"})

    assert _changes(old, new) == {
        "idv": "surprise",
        "dev": "same",
        "org": "same",
        "uid": "surprise",
        "rol": "same",
        "signature": "same",
    }


def test_a_changed_role_is_a_surprise_between_tokens() -> None:
    assert _changes(_token({}, {"rol": "USER"}), _token({}, {"rol": "MFA_PENDING"}))["rol"] == "surprise"


def test_true_and_one_are_not_the_same_and_order_of_members_is_no_difference() -> None:
    changes = _changes(_token({}, {"a": True, "b": {"x": 1, "y": 2}}), _token({}, {"b": {"y": 2, "x": 1}, "a": 1}))

    assert (changes["a"], changes["b"]) == ("surprise", "same")


def test_signatures_are_told_apart_without_being_shown() -> None:
    row = compare(decode(_token({}, {}, "AAAA")), decode(_token({}, {}, "BBBB")))[-1]

    assert (row.part, row.change) == ("signature", "expected")
    assert "AAAA" not in str(row.old)
