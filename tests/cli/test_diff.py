"""``diff``: two tokens row by row, from files and standard input."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "samples.json").read_text(encoding="utf-8"))["tokens"]
KEY, WEB_EXPIRED, MOBILE_RENEWED, WEB_RENEWED = (sample["token"] for sample in SAMPLES)


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_renewed_token_differs_in_its_times_alone(command_line, file):
    ran = command_line.run("diff", file("old", WEB_EXPIRED), file("new", WEB_RENEWED), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert list(ran.document) == ["schema", "rows"]
    rows = ran.document["rows"]
    assert all(list(row) == ["part", "name", "old", "new", "change"] for row in rows)
    assert {"part": "payload", "name": "exp", "old": 1760364142, "new": 1760358606, "change": "expected"} in rows
    assert [row["name"] for row in rows if row["change"] == "expected"] == ["exp", "iat"]
    assert [row["part"] for row in rows] == ["header"] * 4 + ["payload"] * 7 + ["signature"]
    assert not {"surprise", "missing", "added"} & {row["change"] for row in rows}


def test_the_signature_is_shown_by_fingerprints(command_line, file):
    old, new = file("old", WEB_EXPIRED), file("new", WEB_RENEWED)
    ran = command_line.run("diff", old, new, "--json")
    shown = [command_line.run("decode", "-", "--json", stdin=token) for token in (WEB_EXPIRED, WEB_RENEWED)]
    row = ran.document["rows"][-1]
    assert [row["old"], row["new"]] == [one.document["tokens"][0]["fingerprint"] for one in shown]
    for token in (WEB_EXPIRED, WEB_RENEWED):
        assert token not in ran.out + command_line.run("diff", old, new).out


def test_the_words_are_a_sentence_and_a_table(command_line, file):
    lines = command_line.run("diff", file("old", WEB_EXPIRED), file("new", WEB_RENEWED)).out.splitlines()
    assert lines[0] == "Renewed as expected: only exp and iat changed."
    columns = [lines[2].index(word) for word in ("change", "part", "name", "old", "new")]
    assert columns == sorted(columns)
    (exp,) = [line for line in lines[2:] if " exp " in line]
    assert exp.split("  ")[0] == "expected"
    assert exp[columns[3] :].startswith("1760364142 (2025-10-13T14:02:22Z)")
    assert exp[columns[4] :] == "1760358606 (2025-10-13T12:30:06Z)"


def test_one_side_may_come_from_standard_input_amid_other_text(command_line, file):
    for words in (("-", file("new", WEB_RENEWED)), (file("old", WEB_RENEWED), "-")):
        ran = command_line.run("diff", *words, "--json", stdin=f"Authorization: Bearer {WEB_RENEWED}\n")
        assert (ran.code, ran.err) == (0, "")
        assert {row["change"] for row in ran.document["rows"]} == {"same"}


def test_of_several_tokens_the_first_is_compared_and_it_says_so(command_line, file):
    new = file("new", f"first {WEB_RENEWED} and then {MOBILE_RENEWED}")
    ran = command_line.run("diff", "-", new, "--json", stdin=WEB_RENEWED)
    assert ran.code == 0
    assert ran.err == f"There are 2 tokens in {new}; the first is compared.\n"
    assert {row["change"] for row in ran.document["rows"]} == {"same"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("no token in here", "There is no token in ", id="no token"),
        pytest.param("hello", "cannot be read as a token", id="one word"),
        pytest.param("", "There is no token in ", id="empty"),
        pytest.param(b"\xff\xfe", "There is no token in ", id="only a mark"),
    ],
)
def test_without_a_readable_token_the_answer_is_no_and_still_a_document(command_line, file, text, says):
    ran = command_line.run("diff", file("old", text), file("new", WEB_RENEWED), "--json")
    assert ran.code == 1
    assert says in ran.err
    assert {row["change"] for row in ran.document["rows"]} == {"added"}
    assert command_line.run("diff", file("old", text), file("new", WEB_RENEWED)).out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(("-", "-"), "only one of the two can come from standard input", id="both from standard input"),
        pytest.param(("-", "/nowhere/at/all"), "the file /nowhere/at/all cannot be read: No such file", id="not there"),
        pytest.param(("/", "-"), "the file / cannot be read: Is a directory", id="a folder"),
        pytest.param(("a\0b", "-"), "cannot be read: its name cannot be used", id="no name"),
    ],
)
def test_what_cannot_be_read_is_wrong_usage_and_prints_no_document(command_line, words, says):
    ran = command_line.run("diff", *words, "--json", stdin=WEB_RENEWED)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_token_in_place_of_a_file_is_not_repeated(command_line):
    ran = command_line.run("diff", WEB_RENEWED, "-", stdin=WEB_RENEWED)
    assert ran.code == 2
    assert WEB_RENEWED.split(".")[1] not in ran.err


def test_values_are_exact_in_the_document_and_visible_in_words(command_line, file):
    def token(payload):
        return f"e30.{base64.urlsafe_b64encode(payload.encode()).decode().rstrip('=')}.AAAA"

    old = file("old", token('{"big":12345678901234567890123,"real":1.10,"odd":"\\u001b[31m\\ud800"}'))
    new = file("new", token('{"real":1.1,"odd":"x","big":12345678901234567890124}'))
    ran = command_line.run("diff", old, new, "--json")
    assert '"old": 12345678901234567890123' in ran.out
    assert '"old": 1.10' in ran.out
    assert [row["change"] for row in ran.document["rows"][:-1]] == ["surprise"] * 3
    spoken = command_line.run("diff", old, new)
    assert "3 surprises: big, real and odd changed." in spoken.out
    assert "The members stand in another order." in spoken.out
    assert "\x1b" not in spoken.out
