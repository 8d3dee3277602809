"""``decode``: documents, words, input, verification and exit codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import given
from hypothesis import strategies as st

from workbench.cli.decode import run_decode
from workbench.cli.parser import build_parser
from workbench.cli.render import read_token, readings_document, say
from workbench.cli.sources import LARGEST_TEXT
from workbench.core.finding import MOST_TOKENS, find_tokens
from workbench.core.visible import make_visible

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES)
NOW = 1_760_358_520.0
SECRET = b"0123456789abcdef0123456789abcdef"


class Input(io.TextIOWrapper):
    """Standard input that holds bytes; by default nobody's terminal."""

    def __init__(self, octets: bytes = b"", is_terminal: bool = False) -> None:
        super().__init__(io.BytesIO(octets), encoding="utf-8")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def run(*words: str, stdin: Input | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of ``decode`` at ``NOW``."""
    out, err = io.StringIO(), io.StringIO()
    code = run_decode(build_parser().parse_args(["decode", *words]), lambda: NOW, stdin or Input(), out, err)
    return code, out.getvalue(), err.getvalue()


def document(*words: str, stdin: Input | None = None) -> Any:
    """The one document on standard output, read strictly."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    out = run(*words, "--json", stdin=stdin)[1]
    out.encode("ascii")
    return json.loads(out, parse_constant=refuse)


def jwt(payload: str, header: str = '{"alg":"HS256"}', secret: bytes = SECRET) -> str:
    def b64(octets: bytes) -> str:
        return base64.urlsafe_b64encode(octets).decode().rstrip("=")

    signed = f"{b64(header.encode())}.{b64(payload.encode())}"
    return f"{signed}.{b64(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


# ---- the document


def test_the_document_of_the_documented_web_token():
    shown = document(WEB_RENEWED)
    assert list(shown) == ["schema", "now", "tokens"]
    assert shown == {
        "schema": 1,
        "now": "2025-10-13T12:28:40Z",
        "tokens": [
            {
                "form": "jws",
                "kind": "user",
                "channel": "web",
                "header": json.loads(SAMPLES[3]["header_text"]),
                "payload": json.loads(SAMPLES[3]["payload_text"]),
                "header_text": SAMPLES[3]["header_text"],
                "payload_text": SAMPLES[3]["payload_text"],
                "identity": {
                    "identifiers": [{"type": "MOBILE", "value": "919999922332"}],
                    "device": None,
                    "organisation": "DOCDEMO",
                },
                "expiry": {
                    "state": "valid",
                    "issued_at": "2025-10-13T12:28:36Z",
                    "not_before": None,
                    "expires_at": "2025-10-13T12:30:06Z",
                    "seconds_left": 86,
                    "lifetime_seconds": 90,
                },
                "verification": {"state": "not_checked", "algorithm": "HS256", "leeway_seconds": 0},
                "problems": [],
                "verdict": "Valid. Expires in 1:26 (18:00 here, 12:30 UTC). Web user token for MOBILE 919999922332 at "
                "DOCDEMO, bound to no device. Not verified.",
                "fingerprint": shown["tokens"][0]["fingerprint"],
            }
        ],
    }
    assert len(shown["tokens"][0]["fingerprint"]) == 12


@pytest.mark.parametrize(
    ("token", "kind", "channel", "lifetime", "state"),
    [
        (KEY, "key", "mobile", None, "never_expires"),
        (WEB_EXPIRED, "user", "web", 10_800, "valid"),
        (MOBILE_RENEWED, "user", "mobile", 3600, "expired"),
        (WEB_RENEWED, "user", "web", 90, "valid"),
    ],
    ids=[sample["what"] for sample in SAMPLES],
)
def test_the_documented_samples(token, kind, channel, lifetime, state):
    code, _, err = run(token)
    (shown,) = document(token)["tokens"]
    assert (code, err) == (0, "")
    assert (shown["kind"], shown["channel"]) == (kind, channel)
    assert (shown["expiry"]["lifetime_seconds"], shown["expiry"]["state"]) == (lifetime, state)


def test_the_document_can_be_made_for_a_zone():
    readings = [read_token(token, NOW) for token in find_tokens(WEB_RENEWED).tokens]
    shown = readings_document(readings, NOW, ZoneInfo("America/Los_Angeles"))
    assert "(05:30 here, 12:30 UTC)" in shown["tokens"][0]["verdict"]


def test_values_survive_exactly():
    payload = '{"a":"\\ud800","b":12345678901234567890123,"c":1.10,"d":1e400,"e":"ä","e":2,"exp":1e400}'
    out = run(jwt(payload), "--json")[1]
    (shown,) = document(jwt(payload))["tokens"]
    assert shown["payload_text"] == payload
    assert shown["payload"]["a"] == "\ud800"
    assert shown["payload"]["b"] == 12345678901234567890123
    assert '"c": 1.10' in out
    assert '"d": 1e400' in out
    assert shown["payload"]["e"] == 2
    assert (shown["expiry"]["state"], shown["expiry"]["expires_at"]) == ("unreadable", None)
    assert [one["code"] for one in shown["problems"]] == ["duplicate_member", "bad_claim"]


def test_unreadable_parts_are_null_and_explained():
    (shown,) = document(f"eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VS!n0.{'A' * 43}")["tokens"]
    assert (shown["form"], shown["payload"], shown["payload_text"]) == ("jws", None, None)
    assert shown["problems"] == [
        {"part": "payload", "code": "not_base64url", "message": "Character 17 of the payload is not base64url."}
    ]


def test_at_and_leeway_are_used_and_told():
    shown = document(WEB_RENEWED, "--at", "2025-10-13T12:30:08Z", "--leeway", "5")
    assert shown["now"] == "2025-10-13T12:30:08Z"
    assert (shown["tokens"][0]["expiry"]["state"], shown["tokens"][0]["expiry"]["seconds_left"]) == ("valid", -2)
    assert shown["tokens"][0]["verification"]["leeway_seconds"] == 5
    assert document(WEB_RENEWED, "--at", "1760358606")["tokens"][0]["expiry"]["state"] == "expired"


# ---- input


def test_standard_input_is_read_with_a_dash_or_without_a_text():
    for words in ((), ("-",)):
        assert len(document(*words, stdin=Input(f"a {KEY}\nb {WEB_RENEWED}.\n".encode()))["tokens"]) == 2


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param(b"\xff\xfe\x00 " + KEY.encode() + b" \xc3", id="bad bytes"),
        pytest.param(b"\xef\xbb\xbf" + KEY.encode(), id="UTF-8 with a byte order mark"),
        pytest.param(("\ufeff" + KEY).encode("utf-16-le"), id="UTF-16 of PowerShell"),
        pytest.param(f'{{"token":"{KEY}"}}\x00\x1b[31m'.encode(), id="control characters"),
        pytest.param(f"Authorization: Bearer {KEY[:40]}\r\n  {KEY[40:]}\r\n".encode(), id="wrapped"),
    ],
)
def test_a_token_is_found_whatever_stands_around_it(octets):
    if octets.startswith(b"\xff\xfe\x00"):
        octets = b"x" + octets
    (shown,) = document(stdin=Input(octets))["tokens"]
    assert shown["kind"] == "key"


def test_a_terminal_without_a_text_is_wrong_usage():
    code, out, err = run("--json", stdin=Input(is_terminal=True))
    assert (code, out) == (2, "")
    assert "give a TEXT" in err


def test_too_much_input_is_refused():
    code, out, err = run(stdin=Input(b"a" * (LARGEST_TEXT + 1)))
    assert (code, out) == (2, "")
    assert "larger than 20 MB" in err


# ---- exit codes


@pytest.mark.parametrize(
    ("text", "code", "tokens"),
    [
        pytest.param(MOBILE_RENEWED, 0, 1, id="expired"),
        pytest.param(jwt("[1]"), 0, 1, id="list for a payload"),
        pytest.param("eyJhbGciOiJIUzI1NiJ9", 0, 1, id="header alone"),
        pytest.param(f"eyJxxxxxxxx.eyJxxxxxxx.xxxx {KEY}", 0, 2, id="one of two"),
        pytest.param("hello", 1, 1, id="a word"),
        pytest.param("hello world", 1, 0, id="words"),
        pytest.param("", 1, 0, id="nothing"),
    ],
)
def test_it_exits_0_where_a_token_could_be_read(text, code, tokens):
    assert run(text, "--json")[0] == run(text)[0] == code
    shown = document(text)
    assert (shown["schema"], len(shown["tokens"])) == (1, tokens)


def test_one_word_without_a_token_is_one_unreadable_token():
    (shown,) = document("hello")["tokens"]
    assert (shown["form"], shown["kind"], shown["expiry"]["state"]) == ("unreadable", "other", "unreadable")


# ---- verification


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(SECRET + b"\n")
    return str(path)


def test_a_secret_verifies(secret_file):
    text = jwt('{"exp":1}')
    assert run(text, "--secret-file", secret_file)[0] == 0
    (shown,) = document(text, "--secret-file", secret_file)["tokens"]
    assert shown["verification"] == {"state": "verified", "algorithm": "HS256", "leeway_seconds": 0}
    assert shown["verdict"].endswith("Signature verified (HS256, secret of 32 bytes, leeway 0 s).")
    assert "Not verified" not in shown["verdict"]


def test_another_secret_fails_and_exits_1(secret_file):
    text = jwt('{"exp":1}', secret=b"another secret")
    code, out, err = run(text, "--secret-file", secret_file)
    assert (code, err) == (1, "")
    assert "Signature check failed" in out
    assert document(text, "--secret-file", secret_file)["tokens"][0]["verification"]["state"] == "failed"


def test_one_failure_among_several_exits_1(secret_file):
    text = f"{jwt('{}')} {KEY}"
    assert run(text, "--secret-file", secret_file)[0] == 1
    states = [one["verification"]["state"] for one in document(text, "--secret-file", secret_file)["tokens"]]
    assert states == ["verified", "failed"]


def test_a_public_key_and_a_set_verify(tmp_path):
    private = ed25519.Ed25519PrivateKey.generate()
    signed = jwt("{}", '{"alg":"EdDSA"}').rpartition(".")[0]
    text = f"{signed}.{base64.urlsafe_b64encode(private.sign(signed.encode())).decode().rstrip('=')}"
    public = private.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    x = base64.urlsafe_b64encode(public.public_bytes_raw()).decode().rstrip("=")
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": x}
    files = {"pem": pem, "jwk": json.dumps(jwk).encode(), "jwks": json.dumps({"keys": [jwk]}).encode()}
    for name, octets in files.items():
        (tmp_path / name).write_bytes(octets)
        option = "--jwks-file" if name == "jwks" else "--key-file"
        assert run(text, option, str(tmp_path / name))[0] == 0
        assert run(KEY, option, str(tmp_path / name))[0] == 1


@pytest.mark.parametrize(
    ("option", "octets", "sentence"),
    [
        pytest.param("--secret-file", b"", "The secret is empty.", id="empty secret"),
        pytest.param("--key-file", b"hunter22", "The key file is neither PEM nor a JWK.", id="no key"),
        pytest.param("--jwks-file", b"{}", "The file is not a JWK Set: it has no list of keys.", id="no set"),
        pytest.param("--key-file", None, "cannot be read: No such file or directory", id="no file"),
    ],
)
def test_an_unusable_key_file_is_wrong_usage(option, octets, sentence, tmp_path):
    path = tmp_path / "key"
    if octets is not None:
        path.write_bytes(octets)
    code, out, err = run(KEY, "--json", option, str(path))
    assert (code, out) == (2, "")
    assert sentence in err
    assert "hunter22" not in err


@pytest.mark.parametrize("name", ["", "\x00", "."], ids=["empty", "zero byte", "folder"])
def test_an_impossible_key_file_is_wrong_usage(name):
    code, out, err = run(KEY, "--key-file", name)
    assert (code, out) == (2, "")
    assert "cannot be read" in err


# ---- words


def test_the_words_say_what_it_is_and_how_long_it_lives():
    out = run(WEB_RENEWED)[1]
    assert out.startswith("Valid. Expires in 1:26 (18:00 here, 12:30 UTC). Web user token")
    assert "exp  1760358606  2025-10-13 18:00:06 here, 2025-10-13T12:30:06Z, in 1:26\n" in out
    assert "org  DOCDEMO\n" in out


def test_several_tokens_are_counted():
    out = run(f"{KEY} and {WEB_RENEWED}")[1]
    assert "Token 1 of 2\n" in out
    assert "Token 2 of 2\n" in out


def test_no_token_is_said():
    assert run("hello world")[1] == "No token found.\n"


def test_problems_are_said_with_their_code():
    assert (
        "payload: “a” stands more than once in the payload; the last one counts here. (duplicate_member)"
        in run(jwt('{"a":1,"a":2}'))[1]
    )


def test_what_a_token_holds_does_not_reach_the_terminal_raw():
    payload = json.dumps({"\x1b[2J": "\x1b]0;x\x07", "b": "\u202eabc", "c": "\ud800", "d": "\u200b\r\n"})
    header = json.dumps({"alg": "HS256", "org": "\x1b[31m\u2066", "idv": ["A|\x9b1m"]})
    out = run(jwt(payload, header))[1]
    assert not set(out) & set("\x1b\x07\x9b\u202e\u2066\u200b\r\ud800")
    assert "\\u001b[2J" in out
    assert "\\ud800" in out


def test_long_values_are_shortened():
    out = run(jwt(json.dumps({"a": "x" * 10_000})))[1]
    assert "… (10,000 characters)" in out
    assert len(out) < 4000


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_words_fit_any_terminal(encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    say(stream, "“ä” – \ud800 … 漢")
    stream.flush()
    assert stream.buffer.getvalue().startswith(b"\\u201c" if encoding == "ascii" else "“".encode(encoding))


@given(st.text(st.characters(codec=None)))
def test_visible_text_has_an_encoding_and_no_control_character(text):
    shown = make_visible(text)
    shown.encode()
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown)


# ---- anything


@given(st.binary() | st.text("eyJ.=+/ -_A\n\"'Bearer:").map(str.encode))
def test_any_input_is_answered(octets):
    code, out, err = run("--json", stdin=Input(octets))
    assert (code in (0, 1), err) == (True, "")
    assert json.loads(out)["schema"] == 1
    assert run(stdin=Input(octets))[0] == code


PIECES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec=None)))


@given(st.dictionaries(st.sampled_from(["exp", "iat", "nbf", "rol", "x"]), PIECES | st.lists(PIECES)))
def test_any_payload_comes_back_exactly(payload):
    text = json.dumps(payload)
    token = jwt(text)
    (shown,) = document(token)["tokens"]
    assert shown["payload_text"] == text
    if "NaN" not in text and "Infinity" not in text:
        assert shown["payload"] == payload
    run(token)


def test_decoding_needs_none_of_the_heavy_libraries():
    code = (
        "import io, sys; from workbench.cli.parser import build_parser; from workbench.cli.decode import run_decode\n"
        "run_decode(build_parser().parse_args(['decode', 'x']), lambda: 0.0, sys.stdin, io.StringIO(), sys.stderr)\n"
        "print({'PySide6', 'httpx', 'jwt', 'keyring', 'cryptography', 'asyncio', 'sqlite3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=50)
    assert done.stdout.strip() == "set()"


def test_a_problem_is_shown_with_its_nature():
    token = jwt('{"exp":"1"}', '{"alg":"none"}')
    out = run(f"Bearer {token}")[1]
    assert "\n  mended token: “Bearer” in front of the token was removed. (prefix_removed)" in out
    assert "\n  unsafe header: “alg” is “none”" in out
    assert "\n  wrong  payload: “exp” is a text of digits" in out


def test_more_tokens_than_are_taken_apart_are_counted():
    few = " ".join([WEB_RENEWED] * 3)
    many = "\n".join(jwt(f'{{"n":{number}}}') for number in range(MOST_TOKENS + 7))
    assert "left_out" not in document("-", stdin=Input(few.encode()))
    shown = document("-", stdin=Input(many.encode()))
    assert (len(shown["tokens"]), shown["left_out"]) == (MOST_TOKENS, 7)
    assert (
        run("-", stdin=Input(many.encode()))[1]
        .rstrip()
        .endswith("7 more tokens were counted and left out; give them in parts to see them.")
    )


def test_leeway_is_told_by_the_verdict_and_by_the_check(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(SECRET)
    token = jwt(f'{{"exp":{NOW + 60:.0f}}}')
    assert "Judged with a leeway of 5 s." in document(token, "--leeway", "5")["tokens"][0]["verdict"]
    (verified,) = document(token, "--leeway", "5", "--secret-file", str(secret))["tokens"]
    assert verified["verdict"].endswith("Signature verified (HS256, secret of 32 bytes, leeway 5 s).")
    assert verified["verification"] == {"state": "verified", "algorithm": "HS256", "leeway_seconds": 5}
