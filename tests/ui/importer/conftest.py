"""Calls as they are found, to be shown."""

from __future__ import annotations

import json

import pytest

from workbench.formats.imported import Import, ImportedCall
from workbench.formats.reading import read_calls
from workbench.ui.importer.warnings import Beside

HERE = Beside("https://auth.example", frozenset())
BODY = {"identifierType": "EMAIL", "identifierValue": "ann@customer.example", "brand": "B", "key": "a-secret-key-text"}


def find(url: str = "https://auth.example/auth/v1/token/regenerate", options: str = "") -> Import:
    """What is found in a command."""
    return read_calls(f"curl '{url}' {options} -H 'Content-Type: application/json' --data-raw '{json.dumps(BODY)}'")


@pytest.fixture
def several() -> Import:
    """A mobile call, one that is none of the auth engine's, and one under /auth/v1/ that is not known."""
    mobile = find().calls[0]
    other = ImportedCall("GET", "https://shop.example/cart", name="Shop / Cart")
    web = find("https://auth.example/auth/v1/web/token/regenerate").calls[0]
    return Import("Postman collection", (other, mobile, web))
