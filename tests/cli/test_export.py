"""``export``: the call of a profile for other programs."""

from __future__ import annotations

import json

import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from workbench.core.profile import Profile
from workbench.formats import writing

KEY = "not-a-real-key-but-secret"
PROFILE = Profile(
    "0123456789abcdef",
    "QA EU",
    "mobile",
    "https://auth.example/eu",
    {"identifierType": "EMAIL", "identifierValue": "a@b.example", "brand": "BUKL", "deviceId": "d1"},
    header_names=("X-Tenant",),
    basic_username="bob",
)
LANGUAGES = [one.id for one in writing.LANGUAGES]


class LockedKeyring(fail.Keyring):
    """A keyring that is there, and that nobody unlocks."""

    def get_password(self, service: str, username: str, password: object = None) -> str | None:
        raise KeyringLocked


def save(command_line):
    command_line.save(PROFILE, key=KEY, **{"header:X-Tenant": "tenant-secret", "basicPassword": "hunter22"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_reveal_no_secret_is_printed(command_line, language):
    save(command_line)
    ran = command_line.run("export", language, "--profile", "qa eu")
    assert ran.code == 0
    assert [one for one in (KEY, "tenant-secret", "hunter22") if one in ran.out + ran.err] == []
    assert "https://auth.example/eu/auth/v1/token/regenerate" in ran.out
    for name in ("KEY", "PASSWORD", "HEADER_X_TENANT"):
        assert f"TOKEN_WORKBENCH_{name}" in ran.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_reveal_the_real_key_is_printed(command_line, language):
    save(command_line)
    ran = command_line.run("export", language, "--profile", "QA EU", "--reveal")
    assert ran.code == 0
    assert KEY in ran.out
    assert "TOKEN_WORKBENCH_" not in ran.out
    assert KEY not in ran.err


def test_an_export_is_read_back_by_import(command_line):
    save(command_line)
    exported = command_line.run("export", "curl", "--profile", "QA EU", "--reveal").out
    call = command_line.run("import", "-", "--json", stdin=exported).document["calls"][0]
    assert call["fields"] == {**PROFILE.fields, "key": KEY}
    assert call["url"] == "https://auth.example/eu/auth/v1/token/regenerate"


def test_the_document_says_what_it_holds(command_line):
    save(command_line)
    document = command_line.run("export", "postman", "--profile", "QA EU", "--json").document
    assert {name: document[name] for name in ("schema", "language", "masked")} == {
        "schema": 1,
        "language": "postman",
        "masked": True,
    }
    assert json.loads(document["text"])["item"]


def test_without_a_profile_the_first_of_the_list_is_taken_and_named(command_line):
    ran = command_line.run("export", "curl")
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("curl --request POST http://127.0.0.1:")
    assert "Demo · mobile" in ran.err
    assert "simulator" in ran.err


def test_a_profile_that_is_not_there_is_wrong_usage(command_line):
    ran = command_line.run("export", "curl", "--profile", "nobody")
    assert (ran.code, ran.out) == (2, "")
    assert "Demo · web" in ran.err


def test_a_mask_needs_no_keyring(command_line):
    save(command_line)
    command_line.keyring = None
    ran = command_line.run("export", "curl", "--profile", "QA EU")
    assert ran.code == 0
    assert '"$TOKEN_WORKBENCH_KEY"' in ran.out


def test_a_secret_that_is_not_kept_is_left_out_and_told(command_line):
    command_line.save(PROFILE)
    command_line.keyring = fail.Keyring()
    ran = command_line.run("export", "curl", "--profile", "QA EU", "--reveal")
    assert ran.code == 0
    assert '"key"' not in ran.out
    assert "Left out, because no value is kept for it: key, header:X-Tenant, basicPassword." in ran.err


def test_a_locked_keyring_is_told(command_line):
    save(command_line)

    command_line.keyring = LockedKeyring()
    ran = command_line.run("export", "curl", "--profile", "QA EU", "--reveal", "--json")
    assert ran.code == 4
    assert ran.document["text"] is None
    assert ran.err


def test_a_call_that_the_language_cannot_say_is_answered_with_no(command_line):
    command_line.save(Profile("a" * 16, "Odd", "web", "https://auth.example", {"brand": "é"}))
    ran = command_line.run("export", "curl-cmd", "--profile", "Odd", "--json")
    assert (ran.code, ran.document["text"]) == (1, None)
    assert "PowerShell" in ran.err


def test_a_host_that_cannot_be_used_is_told(command_line):
    command_line.save(Profile("b" * 16, "Broken", "web", "auth.example"))
    ran = command_line.run("export", "curl", "--profile", "Broken", "--json")
    assert (ran.code, ran.document["text"]) == (2, None)
    assert "https://" in ran.err
