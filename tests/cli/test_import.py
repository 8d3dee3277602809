"""``import``: what other programs wrote down, read, told and saved."""

from __future__ import annotations

import json

import pytest
from keyring.backends import fail

from workbench.core.profile import Profile

KEY = "not-a-real-key-but-secret"
BODY = json.dumps({"identifierType": "EMAIL", "identifierValue": "a@b.example", "brand": "B", "key": KEY})
CURL = (
    "curl -k https://auth.example/eu/auth/v1/token/regenerate --compressed \\\n"
    f" -H 'Accept: application/json' -H 'X-Tenant: {KEY}-too' --json '{BODY}'"
)


def test_the_document_holds_real_values_and_what_was_left_off(command_line):
    ran = command_line.run("import", "-", "--json", stdin=CURL)
    assert ran.code == 0
    assert ran.document["schema"] == 1
    call = ran.document["calls"][0]
    assert (call["method"], call["url"]) == ("POST", "https://auth.example/eu/auth/v1/token/regenerate")
    assert ["Accept", "application/json"] in call["headers"]
    assert (call["body"], call["channel"]) == (BODY, "mobile")
    assert call["fields"] == json.loads(BODY)
    assert call["ignored"] == ["-k", "--compressed"]
    assert "unverified_tls" in [one["code"] for one in call["problems"]]


def test_in_words_every_secret_is_masked(command_line):
    ran = command_line.run("import", "-", stdin=CURL)
    assert ran.code == 0
    assert KEY not in ran.out + ran.err
    assert "identifierValue: a@b.example" in ran.out
    assert "header Accept: application/json" in ran.out
    assert "ignored: -k, --compressed" in ran.out


@pytest.mark.parametrize("text", ["", "hello world", "{", "curl is a program", "curl --help", "GET / HTTP/1.1"])
def test_what_is_not_understood_is_a_no(command_line, text):
    ran = command_line.run("import", "-", "--json", stdin=text)
    assert (ran.code, ran.document["calls"]) == (1, [])
    assert command_line.run("import", "-", stdin=text).out.startswith("Nothing in it was understood")


def test_a_file_is_read_as_powershell_writes_it(command_line, tmp_path):
    file = tmp_path / "call.txt"
    file.write_bytes(CURL.encode("utf-16"))
    assert command_line.run("import", str(file), "--json").document["calls"][0]["body"] == BODY


def test_a_file_that_is_not_there_is_wrong_usage(command_line, tmp_path):
    ran = command_line.run("import", str(tmp_path / "none"), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be read" in ran.err


def test_files_that_a_call_names_are_told_and_not_read(command_line, tmp_path):
    secret = tmp_path / "body.json"
    secret.write_text(BODY)
    ran = command_line.run("import", "-", "--json", stdin=f"curl https://auth.example -d @{secret}")
    assert ran.document["calls"][0]["files"] == [str(secret)]
    assert KEY not in ran.out


def test_saved_calls_are_profiles_with_their_secrets_in_the_keyring(command_line):
    ran = command_line.run("import", "-", "--json", "--save", "Ticket 7", stdin=CURL)
    assert (ran.code, ran.document["saved"]) == (0, ["Ticket 7"])
    shown = command_line.run("profiles", "show", "Ticket 7", "--json").document["profile"]
    assert (shown["channel"], shown["host"]) == ("mobile", "https://auth.example/eu")
    assert shown["secrets"] == {"key": "keyring", "header:X-Tenant": "keyring"}
    assert KEY in command_line.keyring.entries.values()
    assert all(KEY not in path.read_text() for path in command_line.home.profiles.iterdir() if path.is_file())


def test_several_calls_are_numbered(command_line):
    ran = command_line.run("import", "-", "--json", "--save", "Both", stdin=f"{CURL}\n{CURL}")
    assert ran.document["saved"] == ["Both 1", "Both 2"]


def test_a_name_that_is_taken_is_never_overwritten(command_line):
    command_line.save(Profile("0123456789abcdef", "Mine", "web", "https://other.example"))
    ran = command_line.run("import", "-", "--save", "mine", stdin=CURL)
    assert (ran.code, ran.out) == (2, "")
    assert "already" in ran.err
    assert command_line.run("profiles", "show", "Mine", "--json").document["profile"]["channel"] == "web"


def test_without_a_keyring_all_but_the_secret_is_kept_and_that_is_said(command_line):
    command_line.keyring = fail.Keyring()
    ran = command_line.run("import", "-", "--json", "--save", "Ticket", stdin=CURL)
    assert ran.code == 0
    assert "no keyring" in ran.err
    assert "key" in ran.err.partition("Saved without")[2]
    shown = command_line.run("profiles", "show", "Ticket", "--json").document["profile"]
    assert shown["fields"]["brand"] == "B"
    assert shown["secrets"]["key"] == "missing"


def test_saving_what_is_no_call_of_the_auth_engine_is_wrong_usage(command_line):
    ran = command_line.run("import", "-", "--json", "--save", "X", stdin="curl https://auth.example/other")
    assert (ran.code, ran.out) == (2, "")


def test_an_environment_gives_a_collection_its_variables(command_line, tmp_path):
    environment = tmp_path / "eu.json"
    environment.write_text(json.dumps({"values": [{"key": "host", "value": "https://auth.example"}]}))
    request = {"method": "POST", "url": "{{host}}/auth/v1/token/regenerate"}
    collection = json.dumps({"info": {"name": "x"}, "item": [{"name": "Renew", "request": request}]})
    ran = command_line.run("import", "-", "--environment", str(environment), "--json", stdin=collection)
    assert ran.document["calls"][0]["url"] == "https://auth.example/auth/v1/token/regenerate"
    without = command_line.run("import", "-", "--json", stdin=collection).document["calls"][0]
    assert (without["host"], without["problems"][0]["code"]) == ("{{host}}", "unresolved_variable")
    missing = command_line.run("import", "-", "--environment", str(tmp_path / "none"), "--json", stdin=collection)
    assert (missing.code, missing.out) == (2, "")
