"""Tokens found in messy text, whatever stands around them."""

from __future__ import annotations

import base64
import json
import quopri
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.finding import MOST_TOKENS, find_tokens, read_text

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES)
DEAD = "A" * 43
UNSECURED = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ."


def b64(content: str | bytes) -> str:
    octets = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def jwt(header: str | bytes = '{"alg":"HS256"}', payload: str | bytes = '{"rol":"USER"}', signature: str = DEAD) -> str:
    return f"{b64(header)}.{b64(payload)}.{signature}"


# ---- tokens in messy text


def wrap(text: str, width: int = 60, end: str = "\n", start: str = "") -> str:
    return end.join(start + text[at : at + width] for at in range(0, len(text), width))


def quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


def twice_percent(text: str) -> str:
    return text.replace(".", "%252E")


def har(token: str) -> str:
    headers = [{"name": "Authorization", "value": f"Bearer {token}"}]
    body = {"mimeType": "application/json", "text": json.dumps({"auth": {"token": token, "key": None}})}
    return json.dumps(
        {"log": {"entries": [{"request": {"headers": headers}, "response": {"content": body}}]}}, indent=2
    )


SURROUNDINGS: dict[str, Callable[[str], str]] = {
    "bare": str,
    "Bearer": lambda token: f"Bearer {token}",
    "an Authorization line": lambda token: f"Authorization: Bearer {token}\nAccept: */*\n",
    "a line of the gateway": lambda token: f"host: x\r\ncap_authorization: {token}\r\naccept: a/b\r\n",
    "double quotes": lambda token: f'token="{token}"',
    "typographic quotes": lambda token: f"„{token}“, he wrote",
    "backticks": lambda token: f"it is `{token}`.",
    "angle brackets": lambda token: f"<{token}>",
    "the end of a sentence": lambda token: f"The key is {token}. It fails.",
    "the end of a paragraph": lambda token: f"The key is {token}.\nThanks, Ann\n",
    "spaces and tabs": lambda token: f" \t {token} \t ",
    "wrapped mail": lambda token: f"Hello,\n\n{wrap(token)}\n\nThanks\n",
    "wrapped mail, the greeting at once behind": lambda token: f"Hello,\n{wrap(token)}\nThanks\n",
    "wrapped mail of Windows": lambda token: f"Hello,\r\n{wrap(token, 76, chr(13) + chr(10))}\r\nThanks\r\n",
    "wrapped with indentation": lambda token: "Authorization: Bearer " + wrap(token, 50, "\n    "),
    "wrapped in the middle of the beginning": lambda token: f"{token[:2]}=\n{token[2:]}",
    "wrapped to short lines": lambda token: f"see\n{wrap(token, 8)}\n",
    "wrapped at its dots": lambda token: f"Hello,\n{token.replace('.', '.' + chr(10))}\nThanks",
    "quoted mail": lambda token: f"Ann wrote:\n{wrap(f'{token}', 60, chr(10), '> ')}\n> Thanks\n",
    "mail quoted twice": lambda token: f"{wrap(token, 60, chr(10), '> > ')}\n> > Thanks\n",
    "quoted-printable": lambda token: quoted_printable(f"<p>token=3D is token={token}</p>"),
    "quoted-printable dots": lambda token: token.replace(".", "=2E") + "=\n",
    "zero-width spaces": lambda token: f"chat: {chr(0x200B).join(wrap(token, 20, ' ').split())} ok",
    "soft hyphens": lambda token: chr(0xAD).join(token),
    "byte order mark": lambda token: f"\ufeff{token}",
    "a request": lambda token: json.dumps({"identifierType": "MOBILE", "key": token, "brand": "b"}),
    "a reply": lambda token: json.dumps({"auth": {"token": token, "key": None}}, indent=1),
    "JSON in JSON": lambda token: json.dumps({"body": json.dumps({"token": token})}),
    "JSON in JSON in JSON": lambda token: json.dumps(json.dumps(json.dumps({"token": token}))),
    "JSON with unicode escapes": lambda token: f'{{"t":"{token}"}}'.replace(".", "\\u002e").replace(
        't":"', 't":"\\u0020'
    ),
    "a wrapped text in JSON": lambda token: json.dumps({"mail": f"Hello\n{wrap(token)}\nThanks"}),
    "a log line": lambda token: f"2025-10-13 12:28:40,123 INFO [auth] token={token} status=200\n2025-10-13 next line",
    "a log line that ends in it": lambda token: f"12:28:40 DEBUG {token}\n12:28:41 DEBUG done\n",
    "cURL": lambda token: f"curl -H 'Authorization: Bearer {token}' 'https://h.example/a?b=c'",
    "cURL of Windows": lambda token: f'curl "https://h.example" ^\r\n  -H "cap_authorization: {token}" ^\r\n  -d x',
    "cURL in lines": lambda token: f"curl https://h.example \\\n  -H token:{token} \\\n  -d x",
    "cURL broken within it": lambda token: f"curl -H auth:{wrap(token, 70, chr(92) + chr(10))} https://h.example",
    "PowerShell broken within it": lambda token: f"$t = {wrap(token, 70, chr(96) + chr(10) + '  ')}; exit",
    "a query": lambda token: f"https://h.example/cb?state=1&token={token}&x=2#top",
    "a fragment": lambda token: f"https://h.example/cb#access_token={token}",
    "a path": lambda token: f"https://h.example/confirm/{token}/next",
    "a form": lambda token: f"grant_type=x&assertion={token}+more",
    "a cookie": lambda token: f"Cookie: a=b; session={token}; c=d",
    "HAR": har,
    "percent-encoded": lambda token: f"q=%22{token.replace('.', '%2E')}%22",
    "percent-encoded twice": lambda token: f"q=Bearer%2520{twice_percent(token)}%2526",
    "padded": lambda token: f"'{'.'.join(part + '=' * (-len(part) % 4) for part in token.split('.'))}'",
    "padding percent-encoded": lambda token: (
        f"t={'.'.join(part + '%3D' * (-len(part) % 4) for part in token.split('.'))}&"
    ),
    "HTML entities": lambda token: f"<td>&quot;{token.replace('.', '&#46;').replace('_', '&lowbar;')}&quot;</td>",
    "HTML attribute": lambda token: f'<a href="?t={token}">x</a>',
    "HTML line breaks": lambda token: f"<p>{wrap(token, 60, '<br>')}</p>",
    "Markdown escapes": lambda token: f"**{token.replace('_', chr(92) + '_')}**",
    "base64 once more": lambda token: f"secret: {base64.b64encode(token.encode()).decode()}\n",
    "Basic credentials": lambda token: f"Authorization: Basic {base64.b64encode(f'ann:{token}'.encode()).decode()}",
    "JSON in base64": lambda token: base64.b64encode(json.dumps({"token": token}).encode()).decode(),
    "a SQL line": lambda token: f"INSERT INTO t VALUES (1,'{token}',NULL);",
    "a CSV line": lambda token: f"1;{token};2\n",
    "a Python literal": lambda token: f"token = b'{token}'",
    "a YAML block": lambda token: f"token: >-\n  {wrap(token, 60, chr(10) + '  ')}\nother: 1\n",
}
ES256 = jwt('{"alg":"ES256","kid":"a_b-c"}', '{"rol":"VIEW","x":"~~~???>>>"}', "B" * 86)
RS256 = jwt('{"alg":"RS256"}', json.dumps({"rol": "USER", "ogc": ["100737|neeraj.doc"] * 9}), "_-" * 171)
TOKENS = {"key": KEY, "web token": WEB_RENEWED, "ES256": ES256, "RS256": RS256}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
@pytest.mark.parametrize("surround", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_a_token_is_found_exactly_in(surround, token):
    found = find_tokens(surround(token))
    assert [one.text for one in found.tokens] == [token]
    assert found.left_out == 0


@given(
    st.lists(st.tuples(st.sampled_from([*SURROUNDINGS]), st.sampled_from([*TOKENS])), min_size=1, max_size=4),
    st.sampled_from(["\n\n", " \n\n -- \n\n"]),
)
def test_tokens_in_any_surroundings_are_found_one_after_the_other(wanted, between):
    text = between.join(SURROUNDINGS[surrounding](TOKENS[token]) for surrounding, token in wanted)
    assert [one.text for one in find_tokens(text).tokens] == list(dict.fromkeys(TOKENS[token] for _, token in wanted))


OBJECTS = st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text()), max_size=4)


@given(OBJECTS, OBJECTS, st.binary(min_size=32, max_size=32), st.sampled_from([*SURROUNDINGS]))
def test_any_token_is_found_in_any_surroundings(header, payload, signature, surrounding):
    header.pop("enc", None)
    token = jwt(json.dumps({"alg": "HS256"} | header | {"alg": "HS256"}), json.dumps(payload), b64(signature))
    assert [one.text for one in find_tokens(SURROUNDINGS[surrounding](token)).tokens] == [token]


@given(st.text(st.characters(codec=None)) | st.text("eyJw.=+/ -_A\n\"'\\%2E<>&;Bearer:{}"))
def test_any_text_is_answered(text):
    found = find_tokens(text)
    assert found.left_out == 0
    assert all(len(token.fingerprint) == 12 for token in found.tokens)


@given(st.text("eyJhbGciOi.=\n\\%2E u0<br>&#46;") | st.text(), st.sampled_from([*SURROUNDINGS]))
def test_a_token_is_found_behind_any_text(before, surrounding):
    found = find_tokens(f"{before}\n\n{SURROUNDINGS[surrounding](KEY)}")
    assert KEY in [token.text for token in found.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t ", [], id="spaces"),
        pytest.param("no token in here", [], id="words"),
        pytest.param(f"<{KEY}>, ({WEB_RENEWED})!", [KEY, WEB_RENEWED], id="two in brackets"),
        pytest.param(f"{KEY} {KEY}", [KEY], id="the same twice is listed once"),
        pytest.param(f"{KEY}\n{WEB_RENEWED}\n", [KEY, WEB_RENEWED], id="one a line"),
        pytest.param(f"{KEY},{WEB_RENEWED}", [KEY, WEB_RENEWED], id="a comma between"),
        pytest.param(
            f"The old one:\n{wrap(WEB_EXPIRED)}\nThe new one:\n{wrap(WEB_RENEWED)}\nThe key\n> {wrap(KEY)}\nBye",
            [WEB_EXPIRED, WEB_RENEWED, KEY],
            id="three wrapped in one mail",
        ),
        pytest.param(
            f"{wrap(WEB_EXPIRED)}\n\n{wrap(WEB_RENEWED)}", [WEB_EXPIRED, WEB_RENEWED], id="two wrapped, a line between"
        ),
        pytest.param(f"{KEY[:50]} {KEY[50:]}", [KEY], id="alone with a space in it"),
        pytest.param(f"{KEY[:-20]}\n{KEY[-20:]}", [KEY], id="signature wrapped"),
        pytest.param(f"{KEY[:-20]}\n\n{KEY[-20:]}", [KEY], id="alone with an empty line in it"),
        pytest.param(f"hello {jwt(signature='abcd')} is it", [jwt(signature="abcd")], id="short signature amid words"),
        pytest.param(f"{jwt(signature='abcd')} is expired", [jwt(signature="abcd")], id="short signature before words"),
        pytest.param(f"x {jwt(signature='abcd')}\n2025-10-13 x", [jwt(signature="abcd")], id="short signature, a date"),
        pytest.param(f"see {UNSECURED} there", [UNSECURED], id="empty signature"),
        pytest.param(f"see {UNSECURED}\nthere", [UNSECURED], id="empty signature and a line end"),
        pytest.param("x eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc y", ["eyJhbGciOiJkaXIifQ..aaaa.bbbb.cccc"], id="encrypted"),
        pytest.param(f"cut: {KEY[:-50]}", [KEY[:-50]], id="cut off"),
        pytest.param(f"cut: {KEY[:-50]}\nThanks", [KEY[:-50]], id="cut off before words"),
        pytest.param(f"x {KEY[:80]}\nThanks\n", [], id="cut off in the header"),
        pytest.param(f'{{"token":"{KEY}.extra"}}', [f"{KEY}.extra"], id="a part too many"),
        pytest.param("the beginning eyJhbGciOi... of one", [], id="a beginning and dots"),
    ],
)
def test_every_token_in_a_text_is_found_in_order(text, expected):
    assert [token.text for token in find_tokens(text).tokens] == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(f"Bearer {KEY}", ["prefix_removed", "key_as_token"], id="a key behind Bearer"),
        pytest.param(f"curl -H 'Authorization: {KEY}' x", ["key_as_token"], id="a key in a header"),
        pytest.param(f"curl -H 'cap_authorization: {KEY}' x", ["key_as_token"], id="a key in the gateway's header"),
        pytest.param(har(KEY), ["key_as_token"], id="a key in a HAR file"),
        pytest.param(json.dumps({"key": KEY}), [], id="a key in its place"),
        pytest.param(f"Hello\n{wrap(KEY)}\n", ["whitespace_removed"], id="wrapped"),
        pytest.param(f"q={KEY.replace('.', '%2E')}&", ["escaping_removed"], id="percent-encoded"),
        pytest.param(f'"{KEY}="', ["padding_removed"], id="padded"),
    ],
)
def test_what_was_undone_and_where_it_stood_is_told(text, codes):
    (token,) = find_tokens(text).tokens
    assert [one.code for one in token.problems] == codes


def test_beyond_the_limit_tokens_are_counted_and_not_taken_apart():
    many = [jwt(payload=str(number)) for number in range(MOST_TOKENS + 5)]
    found = find_tokens(" ".join([*many, many[0]]))
    assert [token.text for token in found.tokens] == many[:MOST_TOKENS]
    assert found.left_out == 5


def test_so_are_those_that_are_too_long_together():
    many = [jwt(payload=json.dumps({str(number): "x" * 1_000_000})) for number in range(5)]
    found = find_tokens(" ".join(many))
    assert (len(found.tokens), found.left_out) == (3, 2)


@pytest.mark.parametrize(
    "word", ["hello", "a.b.c", "...", '""', "Bearer", "eyJ", "1234", "\u200b", "eyJhbGciOiJIUzI1NiJ9.!.x"]
)
def test_one_word_that_is_no_token_is_one_unreadable_token(word):
    found = find_tokens(f" {word}\n").tokens
    assert len(found) == 1
    assert found[0].form == "unreadable" or word.startswith("eyJhbG")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VS!n0.AAAA", "Character 17 of the payload is not base64url."),
        ("eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VSIn0.AA~A", "Character 3 of the signature is not base64url."),
        ("eyJhbGciOi*JIUzI1NiJ9.eyJyb2wiOiJVU0VSIn0.AAAA", "Character 11 of the header is not base64url."),
    ],
)
def test_one_word_with_a_wrong_character_is_one_token_and_not_cut_there(word, sentence):
    (token,) = find_tokens(word).tokens
    assert token.text == word
    assert sentence in [one.message for one in token.problems]


def test_words_that_begin_like_tokens_are_left_alone():
    assert find_tokens("see eyewitness.news.example and eyelashes.example.com").tokens == ()


# ---- size


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("e" * 10_000_000, id="one letter"),
        pytest.param("eyJ" * 3_000_000, id="beginnings"),
        pytest.param("." * 10_000_000, id="dots"),
        pytest.param("eyAAAAAAAA." * 900_000, id="headers"),
        pytest.param("eyAAAAAAAA " * 900_000, id="headers as words"),
        pytest.param("eyAAAAAAAA.AAAA." * 600_000, id="parts"),
        pytest.param("%20eyAAAAAAA" * 800_000, id="escapes"),
        pytest.param("bearer" + " " * 10_000_000, id="prefix and spaces"),
        pytest.param("authorization" + " " * 10_000_000 + "x", id="header name and spaces"),
        pytest.param("a " * 5_000_000, id="words"),
        pytest.param("> " * 5_000_000 + "x y", id="quote marks"),
        pytest.param("x " + "\n>" * 5_000_000, id="quoted lines"),
        pytest.param("x\n" + " " * 10_000_000 + "y", id="spaces before no quote mark"),
        pytest.param("x y\n" + "> eyAAAAAAA.A\n" * 700_000, id="quoted beginnings"),
        pytest.param("x y eyAAAAAAA\n" + "AAAAAAAAA\n" * 1_000_000, id="lines that go on"),
    ],
)
def test_ten_megabytes_of_hostile_text_take_about_a_second(text):
    began = time.process_time()
    find_tokens(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_read_in_the_encoding_that_its_mark_says(encoding):
    assert read_text("ä token".encode(encoding)) == "ä token"


@given(st.binary() | st.text().map(str.encode), st.integers(0, 9))
def test_long_bytes_are_read_as_short_ones_are(octets, before):
    filling = b"a" * (64 * 1024 - before)
    assert read_text(filling + octets) == (filling + octets).decode("utf-8", "replace")


def test_what_is_no_text_is_replaced_visibly():
    assert read_text(b"a\xffb") == "a\ufffdb"
