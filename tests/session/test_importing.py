"""Texts and files become calls off the loop, with the places of what is wrong in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.formats.imported import ImportedCall
from workbench.session.importing import MOST_FILES, find_calls, make_draft, read_body, read_import
from workbench.session.inspection import Unusable

URL = "https://auth.example/auth/v1/token/regenerate"
CURL = f"curl '{URL}' -d '{{\"brand\": \"B\"}}'"


def write_collection(host: str) -> str:
    request = {"method": "POST", "url": f"{host}/auth/v1/token/regenerate"}
    return json.dumps({"info": {"name": "x"}, "item": [{"name": "Renew", "request": request}]})


ENVIRONMENT = json.dumps({"name": "EU", "values": [{"key": "host", "value": "https://auth.example"}]})


async def test_a_problem_says_its_line_and_the_character_in_it() -> None:
    found = (await find_calls((f"{CURL}\n\n# and\n  curl -k {URL}",))).found
    told = [one for call in found.calls for one in call.problems if one.code == "unverified_tls"]
    assert told[0].message.endswith("(Line 4, character 8.)")
    assert told[0].position is not None


async def test_the_command_line_gets_the_same_without_the_words() -> None:
    text = f"{CURL}\ncurl -k {URL}"
    ours, theirs = (await find_calls((text,))).found.calls, read_import(text.encode()).calls
    assert [(call.url, call.fields, call.ignored) for call in ours] == [
        (call.url, call.fields, call.ignored) for call in theirs
    ]
    assert "Line" not in str([call.problems for call in theirs])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_a_file_is_read_as_editors_and_powershell_write_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "call.txt"
    path.write_bytes(CURL.encode(encoding))
    assert (await find_calls((path,))).found.calls[0].fields == {"brand": "B"}


@pytest.mark.parametrize("beside", [True, False], ids=["dropped-beside-it", "chosen-for-it"])
async def test_a_file_without_calls_gives_a_collection_its_variables(tmp_path: Path, beside: bool) -> None:
    collection, environment = tmp_path / "c.json", tmp_path / "e.json"
    collection.write_text(write_collection("{{host}}"))
    environment.write_text(ENVIRONMENT)
    asked = find_calls((environment, collection)) if beside else find_calls((collection,), (environment,))
    found = (await asked).found
    assert [call.url for call in found.calls] == [URL]
    assert found.problems == ()


async def test_several_files_are_one_list_of_calls(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.sh", "b.json")]
    for path, text in zip(paths, (CURL, write_collection("https://auth.example")), strict=True):
        path.write_text(text)
    assert [call.url for call in (await find_calls(paths)).found.calls] == [URL, URL]


async def test_folders_and_too_many_files_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is not a file"):
        await find_calls((tmp_path,))
    with pytest.raises(Unusable, match="at once"):
        await find_calls([tmp_path] * (MOST_FILES + 1))


async def test_a_chosen_file_becomes_the_body_and_is_checked_as_one(tmp_path: Path) -> None:
    path = tmp_path / "body.json"
    path.write_text('{"brand": "B", "more": 1}')
    call = (await find_calls((f"curl {URL} -d @elsewhere.json",))).found.calls[0]
    filled = await read_body(call, path)
    assert filled.fields == {"brand": "B"}
    assert filled.files == ()
    assert [one.code for one in filled.problems if one.code in ("file", "members_left_off")] == ["members_left_off"]


@pytest.mark.parametrize(
    ("name", "dialect", "expected"),
    [
        ("Folder / Renew", "Postman collection", "Folder / Renew"),
        ("", "cURL (bash)", "auth.example · mobile"),
        ("Entry 7", "HAR", "auth.example · mobile · Entry 7"),
        ("x" * 90, "Postman collection", "…" + "x" * 79),
    ],
    ids=["folder", "command", "har", "long"],
)
def test_a_profile_is_named_after_its_call(name: str, dialect: str, expected: str) -> None:
    assert make_draft(ImportedCall("POST", URL, name=name), dialect).profile.name == expected


def test_a_name_with_a_line_break_becomes_one_line() -> None:
    call = ImportedCall("POST", URL, name="Renew\n mobile")
    assert make_draft(call, "Postman collection").profile.name == "Renew mobile"


@pytest.mark.parametrize(
    ("text", "is_likely"),
    [(CURL, True), ('{"log": {"entries": [', True), ('{"status": {"success"', False), ("nothing", False)],
    ids=["a-call", "a-broken-har", "a-broken-reply", "words"],
)
async def test_what_cannot_be_read_is_likely_a_call_or_not(text: str, is_likely: bool) -> None:
    assert (await find_calls((text,))).is_likely is is_likely
