"""The vault on the command line: opened by a passphrase on standard input, told from the keyring, exit code 4."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from workbench.core.profile import Draft, Profile
from workbench.core.secret import Secret

PASSPHRASE = "correct horse"
KEY = "not-a-real-key-but-secret"
FIELDS = {"identifierType": "MOBILE", "identifierValue": "919999922332", "brand": "DocDemo", "deviceId": "deviceid1"}
PROFILE = Profile("0123456789abcdef", "QA", "mobile", "https://auth.example", FIELDS)


@pytest.fixture
def vault(command_line):
    """A home with a vault in which the profile's key rests."""

    async def make() -> None:
        async with aclosing(command_line.build_session()) as session:
            await session.create_vault(Secret(PASSPHRASE))
            await session.profiles.save(Draft(PROFILE, {"key": Secret(KEY)}))

    asyncio.run(make())
    assert command_line.keyring.entries == {}
    return command_line


def test_show_says_vault_and_never_the_secret(vault):
    ran = vault.run("profiles", "show", "QA", "--json", "--passphrase-stdin", stdin=f"{PASSPHRASE}\n")
    assert ran.code == 0, ran.err
    assert ran.document["profile"]["secrets"] == {"key": "vault"}
    assert KEY not in ran.out + ran.err
    assert "key: in the vault" in vault.run("profiles", "show", "QA", "--passphrase-stdin", stdin=PASSPHRASE).out


def test_a_call_of_the_profile_takes_the_key_from_the_vault(vault):
    words = ("regenerate", "mobile", "--profile", "QA", "--dry-run", "--json")
    ran = vault.run(*words, "--passphrase-stdin", stdin=f"{PASSPHRASE}\n")
    assert ran.code == 0, ran.err
    assert f"({len(KEY)} characters)" in ran.document["request"]["body"]
    assert KEY not in ran.out + ran.err


@pytest.mark.parametrize("words", [("profiles", "show", "QA"), ("regenerate", "mobile", "--profile", "QA")])
def test_without_its_passphrase_a_vault_stays_locked_and_the_exit_code_is_four(vault, words):
    ran = vault.run(*words, "--json")
    assert ran.code == 4
    assert "vault is locked" in ran.err + ran.out


@pytest.mark.parametrize("words", [("profiles", "show", "QA"), ("regenerate", "mobile", "--profile", "QA")])
def test_a_wrong_passphrase_a_damaged_vault_and_none_are_three_sentences_with_exit_code_four(vault, words):
    wrong = vault.run(*words, "--json", "--passphrase-stdin", stdin="battery staple")
    vault.home.vault.write_text("{")
    damaged = vault.run(*words, "--json", "--passphrase-stdin", stdin=PASSPHRASE)
    vault.home.vault.unlink()
    missing = vault.run(*words, "--json", "--passphrase-stdin", stdin=PASSPHRASE)
    assert [one.code for one in (wrong, damaged, missing)] == [4, 4, 4]
    assert "not the passphrase" in wrong.err
    assert "damaged" in damaged.err
    assert "no vault" in missing.err
    assert all(one.document["schema"] == 1 for one in (wrong, damaged, missing))


def test_passphrase_and_secret_may_both_come_from_standard_input(vault):
    words = ("regenerate", "mobile", "--profile", "QA", "--dry-run", "--json", "--passphrase-stdin", "--secret-stdin")
    ran = vault.run(*words, stdin=f"{PASSPHRASE}\r\nanother key\n")
    assert ran.code == 0, ran.err
    assert "(11 characters)" in ran.document["request"]["body"]


def test_another_host_never_receives_what_is_in_the_vault(vault):
    words = ("regenerate", "mobile", "--profile", "QA", "--host", "https://evil.example", "--dry-run")
    ran = vault.run(*words, "--passphrase-stdin", stdin=PASSPHRASE)
    assert ran.code == 2
    assert "differs" in ran.err
    ran = vault.run(*words, "--json", "--passphrase-stdin", "--secret-stdin", stdin=f"{PASSPHRASE}\nown")
    assert ran.code == 0
    assert "(3 characters)" in ran.document["request"]["body"]


def test_a_passphrase_is_no_argument(vault, capsys):
    with pytest.raises(SystemExit, match="2"):
        vault.run("profiles", "show", "QA", "--passphrase", PASSPHRASE)
    assert PASSPHRASE not in capsys.readouterr().err
