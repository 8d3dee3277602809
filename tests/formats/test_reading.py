"""A glance tells texts that may hold calls from all others, quickly whatever they are."""

from __future__ import annotations

import time

import pytest

from workbench.formats.reading import resembles_calls

CALLS = {
    "bash": "curl --location 'https://auth.example/auth/v1/token/regenerate' \\\n-d '{}'",
    "in a mail": "Hello,\nI tried this:\n\n$ curl -k https://auth.example/\n\nAnn",
    "cmd": 'curl ^"https://auth.example^" ^\r\n -H ^"a: b^"',
    "powershell": "$r = Invoke-WebRequest -Uri 'https://auth.example'",
    "har": '{"log": {"version": "1.2", "entries": []}}',
    "postman": '\ufeff{"info": {"_postman_id": "1", "name": "x"}, "item": []}',
    "insomnia": '{"_type": "export", "__export_format": 4, "resources": []}',
    "insomnia v5": "type: collection.insomnia.rest/5.0\nname: x\n",
    "bruno": "meta {\n  name: x\n}\n\npost {\n  url: https://auth.example\n}\n",
}
OTHERS = {
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3NjAzNTg1MjB9.c2lnbmF0dXJl",
    "url": "https://auth.example/auth/v1/token/regenerate",
    "reply": '{"status": {"success": true, "code": 200}, "auth": {"token": "eyJ"}}',
    "words": "curl is a program, and I curl my hair",
    "name": "libcurl-4.dll",
    "nothing": "",
}


@pytest.mark.parametrize("text", CALLS.values(), ids=CALLS)
def test_a_text_with_a_call_is_noticed(text: str) -> None:
    assert resembles_calls(text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_any_other_text_is_not(text: str) -> None:
    assert not resembles_calls(text)


@pytest.mark.parametrize("piece", ["curl ", "curl ^\n", "$(", "`\n", "{", "curl \\\n", "meta {\n", "x"])
def test_ten_megabytes_take_no_time_that_anybody_would_notice(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    began = time.perf_counter()
    resembles_calls(text)
    assert time.perf_counter() - began < 0.5  # measured: 0.02 s at most
