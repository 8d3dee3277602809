"""Searches of the history, and the fields of an old call."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.core.calls import Absent
from workbench.core.exchange import Record
from workbench.core.history import Search, StoredRecord, read_fields, record_document
from workbench.core.redact import redact

RECORD = Record(
    started_at=1_760_358_520.25,
    profile_id=None,
    profile_name="Demo",
    channel="web",
    host="simulator",
    outcome="cancelled",
    reason=None,
    http_status=None,
    api_code=None,
    api_message=redact(""),
    elapsed_ms=1,
    size_bytes=0,
    explanation=redact(""),
    token_kind=None,
    token_fingerprint=None,
    expires_at=None,
    issued_at=None,
    request_body=redact(
        '{"identifierType": "MOBILE", "brand": "", "deviceId": null, "expiredToken": "•••• (12 characters)", "x": "y"}'
    ),
    response_body=redact(""),
)


def test_words_shorter_than_three_characters_are_not_searched_for() -> None:
    assert Search(" ab abc  Démo x").words == ("abc", "Démo")


@pytest.mark.parametrize(
    ("search", "narrows"),
    [
        (Search(), False),
        (Search("ab"), False),
        (Search(order="took"), False),
        (Search("abc"), True),
        (Search(outcome="failed"), True),
        (Search(profile="Demo"), True),
        (Search(since=0.0), True),
        (Search(is_starred=True), True),
    ],
    ids=str,
)
def test_a_search_narrows_where_it_may_leave_out_a_record(search: Search, narrows: bool) -> None:
    assert search.narrows is narrows


def test_the_fields_of_an_old_call_come_without_its_secret() -> None:
    texts, absent = read_fields(RECORD)
    assert texts == {"identifierType": "MOBILE"}
    assert absent == {"brand": Absent.EMPTY, "deviceId": Absent.NULL}


@pytest.mark.parametrize("body", ["", "no JSON", "[1]", '"text"', "[" * 5000])
def test_a_body_that_is_no_object_has_no_fields(body: str) -> None:
    assert read_fields(replace(RECORD, request_body=redact(body))) == ({}, {})


def test_a_record_is_written_with_every_member_and_its_times_in_utc() -> None:
    document = record_document(StoredRecord(7, RECORD, is_starred=True))
    assert list(document)[:3] == ["number", "starred", "note"]
    assert set(Record.__slots__) <= document.keys()
    assert document["started_at"] == "2025-10-13T12:28:40Z"
    assert document["expires_at"] is None
