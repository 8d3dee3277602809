"""What of an exchange may be seen: every secret is masked, and nothing else is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from workbench.core.exchange import Exchange
from workbench.core.redact import fingerprint
from workbench.ui.kit.long_text import LONGEST_TEXT
from workbench.ui.response.secrecy import BodyText, read_body, write_headers


def body_of(exchange: Exchange) -> BodyText:
    assert exchange.reply is not None
    return read_body(exchange, exchange.reply)


def test_a_token_is_masked_with_its_fingerprint_and_shown_on_demand(renewed: Exchange, samples: dict[str, Any]) -> None:
    token = samples["mobile"]["reply"]["auth"]["token"]
    text = body_of(renewed)
    assert token not in text.masked
    assert fingerprint(token) in text.masked
    assert json.loads(text.masked)["status"] == samples["mobile"]["reply"]["status"]
    assert json.loads(text.clear) == samples["mobile"]["reply"]


def test_json_is_indented_and_numbers_stay_as_they_were_written(make_exchange: Callable[..., Exchange]) -> None:
    text = body_of(make_exchange(b'{"big":12345678901234567890,"e":1.50e3,"s":"\\u00e9"}'))
    assert text.clear == '{\n  "big": 12345678901234567890,\n  "e": 1.50e3,\n  "s": "é"\n}'
    assert text.masked == text.clear
    assert text.is_json


def test_json_with_a_member_twice_stands_as_it_came(make_exchange: Callable[..., Exchange]) -> None:
    text = body_of(make_exchange(b'{"a":1,"a":2}'))
    assert text.clear == '{"a":1,"a":2}'


def test_what_is_no_json_stands_as_it_came(make_exchange: Callable[..., Exchange]) -> None:
    page = "<html>\n<h1>503</h1></html>"
    text = body_of(make_exchange(page.encode(), status=503))
    assert (text.clear, text.masked, text.is_json) == (page, page, False)


def test_json_too_long_to_be_shown_whole_is_not_indented_but_masked(
    make_exchange: Callable[..., Exchange], samples: dict[str, Any]
) -> None:
    token = samples["mobile"]["reply"]["auth"]["token"]
    text = body_of(make_exchange(f'{{"filler":"{"x" * LONGEST_TEXT}","token":"{token}"}}'.encode()))
    assert text.clear.endswith(f'x","token":"{token}"}}')
    assert text.masked.endswith(f'x","token":"[token {fingerprint(token)}]"}}')


def test_a_server_that_quotes_the_key_does_not_show_it(
    make_exchange: Callable[..., Exchange], samples: dict[str, Any]
) -> None:
    key = samples["mobile"]["request"]["body"]["key"]
    for body in (f"Bad key {key}!".encode(), json.dumps({"got": {"key": [key], "in": f"<{key}>"}}).encode()):
        text = body_of(make_exchange(body, status=400))
        assert key in text.clear
        assert key not in text.masked
        assert key.split(".")[1] not in text.masked


def test_cookies_and_quoted_secrets_are_masked_in_the_headers(
    make_exchange: Callable[..., Exchange], samples: dict[str, Any]
) -> None:
    key = samples["mobile"]["request"]["body"]["key"]
    headers = (("Set-Cookie", "_cfuvid=hidden; path=/"), ("X-Echo", f"got {key}"), ("Server", "edge"))
    exchange = make_exchange(b"{}", headers=headers)
    assert exchange.reply is not None
    text = write_headers(exchange, exchange.reply)
    assert text.startswith("HTTP/1.1 200\nSet-Cookie: ••••")
    assert text.endswith("\nServer: edge")
    assert "hidden" not in text
    assert key not in text


def test_the_request_is_shown_whole_and_without_its_secrets(renewed: Exchange, samples: dict[str, Any]) -> None:
    text = renewed.request.masked_text()
    fields = samples["mobile"]["request"]["body"]
    assert text.startswith("POST http://127.0.0.1:40123/auth/v1/token/regenerate\nHost: 127.0.0.1:40123\nAccept: ")
    assert f'"identifierValue": "{fields["identifierValue"]}"' in text
    assert fingerprint(fields["key"]) in text
    assert fields["key"] not in text
    assert "session=abcdef" not in text
