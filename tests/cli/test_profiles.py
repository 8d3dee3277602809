"""``profiles``: list, show, delete."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from workbench.core.calls import Absent
from workbench.core.profile import Profile

KEY = "not-a-real-key-but-secret"
PROFILE = Profile(
    "0123456789abcdef",
    "QA EU",
    "mobile",
    "https://auth.example/eu",
    {"identifierType": "EMAIL", "brand": "BUKL", "deviceId": "d1"},
    absent={"deviceId": Absent.NULL, "email": Absent.EMPTY, "mobile": Absent.OMIT},
    note="only on Tuesdays",
)
DEMO = [
    {"name": "Demo · mobile", "channel": "mobile", "host": "simulator"},
    {"name": "Demo · web", "channel": "web", "host": "simulator"},
]


def test_the_first_list_holds_the_demo_profiles(command_line):
    ran = command_line.run("profiles", "list", "--json")
    assert ran.code == 0
    assert ran.document == {"schema": 1, "profiles": DEMO}


def test_the_list_in_words_has_a_line_a_profile(command_line):
    command_line.run("profiles", "list")
    command_line.save(PROFILE)
    lines = command_line.run("profiles", "list").out.splitlines()
    assert lines[-1].split() == ["QA", "EU", "mobile", "https://auth.example/eu"]
    assert len(lines) == 3


def test_an_emptied_list_says_so(command_line):
    command_line.home.profiles.mkdir(parents=True)
    ran = command_line.run("profiles", "list")
    assert (ran.code, ran.out) == (0, "No profile is saved.\n")


def test_a_file_that_is_no_profile_is_named_and_the_others_are_listed(command_line):
    command_line.run("profiles", "list")
    (command_line.home.profiles / "broken.toml").write_text("schema = 99")
    ran = command_line.run("profiles", "list", "--json")
    assert (ran.code, ran.document["profiles"]) == (0, DEMO)
    assert "broken.toml" in ran.err


def test_show_names_fields_and_places_of_secrets_and_never_a_secret(command_line):
    command_line.save(PROFILE, key=KEY)
    ran = command_line.run("profiles", "show", "qa eu", "--json")
    assert ran.code == 0
    assert ran.document == {
        "schema": 1,
        "profile": {
            "name": "QA EU",
            "channel": "mobile",
            "host": "https://auth.example/eu",
            "fields": {"identifierType": "EMAIL", "brand": "BUKL", "deviceId": None, "email": ""},
            "secrets": {"key": "keyring"},
        },
    }
    spoken = command_line.run("profiles", "show", "QA EU").out
    assert "key: in the keyring" in spoken
    assert "device: null, on purpose" in spoken
    assert "only on Tuesdays" in spoken
    assert KEY not in ran.out + spoken


@pytest.mark.parametrize(
    ("name", "secrets"),
    [
        pytest.param("Demo · mobile", {"key": "session"}, id="minted for each start"),
        pytest.param("Demo · web", {"expiredToken": "session"}, id="minted, web"),
        pytest.param("Headers", {"key": "missing", "header:Cookie": "keyring", "basicPassword": "missing"}, id="all"),
    ],
)
def test_show_tells_where_each_secret_is(command_line, name, secrets):
    command_line.run("profiles", "list")
    profile = replace(PROFILE, id="other", name="Headers", header_names=("Cookie",), basic_username="tester")
    command_line.save(profile, **{"header:Cookie": "session=1"})
    assert command_line.run("profiles", "show", name, "--json").document["profile"]["secrets"] == secrets


class LockedKeyring(fail.Keyring):
    def get_password(self, service, username, password=None):
        raise KeyringLocked("quoting what was asked")


@pytest.mark.parametrize(
    ("keyring", "code", "says"), [(LockedKeyring(), 4, "locked"), (fail.Keyring(), 0, "no keyring")]
)
def test_show_says_when_the_keyring_could_not_be_asked(command_line, keyring, code, says):
    command_line.save(PROFILE)
    command_line.keyring = keyring
    ran = command_line.run("profiles", "show", "QA EU", "--json")
    assert (ran.code, ran.document["profile"]["secrets"]) == (code, {"key": "missing"})
    assert says in ran.err


def test_delete_moves_the_profile_into_the_bin_and_says_where_that_is(command_line):
    command_line.save(PROFILE, key=KEY)
    ran = command_line.run("profiles", "delete", "QA EU")
    assert ran.code == 0
    assert str(command_line.home.bin) in ran.out
    assert [path.name.partition("-")[2] for path in command_line.home.bin.iterdir()] == [f"{PROFILE.id}.toml"]
    assert command_line.run("profiles", "list", "--json").document["profiles"] == []


def test_delete_with_json_tells_what_was_deleted(command_line):
    ran = command_line.run("profiles", "delete", "Demo · web", "--json")
    assert ran.document == {"schema": 1, "deleted": DEMO[1]}


@pytest.mark.parametrize(("action", "member"), [("show", "profile"), ("delete", "deleted")])
def test_a_profile_that_is_not_there_is_a_no(command_line, action, member):
    ran = command_line.run("profiles", action, "Demo", "--json")
    assert (ran.code, ran.document) == (1, {"schema": 1, member: None})
    spoken = command_line.run("profiles", action, "Demo")
    assert spoken.code == 1
    assert "There is no profile “Demo”. Similar: “Demo · mobile”, “Demo · web”." in spoken.out


def test_a_home_that_cannot_be_made_is_storage_trouble(command_line, tmp_path):
    command_line.home = replace(command_line.home, folder=tmp_path / "file" / "home")
    (tmp_path / "file").write_text("in the way")
    ran = command_line.run("profiles", "list", "--json")
    assert ran.code == 4
    assert ran.document.keys() == {"schema", "trouble"}
    assert ran.document["trouble"] in ran.err


def test_an_exported_file_comes_in_as_new_profiles_and_says_which_secrets_each_needs(command_line, tmp_path):
    proxy = "http://proxy.example:3128"
    profile = replace(PROFILE, tags=("qa",), header_names=("Cookie",), proxy=proxy, proxy_username="me")
    command_line.save(profile, key=KEY, proxyPassword="hunter2")
    shared = tmp_path / "shared.toml"
    ran = command_line.run("profiles", "export", str(shared), "--profile", "qa eu")
    assert (ran.code, ran.out) == (0, f"1 profile written to {shared}, without secrets\n")
    text = shared.read_text("utf-8")
    assert KEY not in text
    assert PROFILE.id not in text
    assert "hunter2" not in text
    assert proxy in text
    assert 'key = "asked for' in text
    before = dict(command_line.keyring.entries)
    ran = command_line.run("profiles", "import", str(shared), "--json")
    assert ran.code == 0
    (row,) = ran.document["imported"]
    needed = ["key", "header:Cookie", "proxyPassword"]
    assert (row["name"], row["name_in_file"], row["secrets_needed"]) == ("QA EU 2", "QA EU", needed)
    assert command_line.keyring.entries == before
    shown = command_line.run("profiles", "show", "QA EU 2", "--json").document["profile"]
    assert shown["fields"] == {"identifierType": "EMAIL", "brand": "BUKL", "deviceId": None, "email": ""}
    assert shown["secrets"] == dict.fromkeys(needed, "missing")


def test_an_export_without_a_file_is_read_again_from_standard_input(command_line):
    command_line.run("profiles", "list")
    exported = command_line.run("profiles", "export").out
    ran = command_line.run("profiles", "import", "-", stdin=exported)
    assert ran.code == 0
    assert [line.partition(" saved")[0] for line in ran.out.splitlines()] == ["“Demo · mobile 2”", "“Demo · web 2”"]
    assert command_line.run("profiles", "export", "--json").document["text"].count("[[profiles]]") == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not TOML"),
        ("schema = 99\n[[profiles]]\n", "newer version"),
        ("schema = 2\n", "holds no profiles"),
        ("profiles = 1\n", "has no schema number"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_trouble_in_words(command_line, text, words):
    command_line.run("profiles", "list")
    ran = command_line.run("profiles", "import", "-", stdin=text)
    assert ran.code == 4
    assert words in ran.err
    assert command_line.run("profiles", "list", "--json").document["profiles"] == DEMO


def test_one_bad_profile_of_a_file_is_named_and_the_others_come_in(command_line):
    command_line.run("profiles", "list")
    text = (
        'schema = 2\n[[profiles]]\nname = "Bad"\nchannel = "pigeon"\n[[profiles]]\nname = "Good"\nchannel = "web"\n'
        'fields = {expiredToken = "s3cret-in-clear", brand = "X"}\n'
    )
    ran = command_line.run("profiles", "import", "-", "--json", stdin=text)
    assert ([one["name"] for one in ran.document["imported"]], ran.code) == (["Good"], 0)
    assert "Profile 1 has no channel" in ran.err
    assert "Profile 2 holds the secret field expiredToken" in ran.err
    written = b"".join(path.read_bytes() for path in command_line.home.folder.rglob("*") if path.is_file())
    assert b"s3cret-in-clear" not in written


def test_two_processes_that_import_at_once_lose_nothing(command_line, tmp_path):
    command_line.run("profiles", "list")
    repository = Path(__file__).resolve().parents[2]
    programs = []
    for writer in range(2):
        shared = tmp_path / f"{writer}.toml"
        tables = "".join(f'[[profiles]]\nname = "P{writer}-{n}"\nchannel = "web"\n' for n in range(8))
        shared.write_text(f"schema = 2\n{tables}")
        command = [sys.executable, "-m", "workbench", "profiles", "import", str(shared)]
        environment = os.environ | {
            "PYTHONPATH": str(repository),
            "TOKEN_WORKBENCH_HOME": str(command_line.home.folder),
        }
        programs.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
    assert [program.wait(60) for program in programs] == [0, 0]
    names = {one["name"] for one in command_line.run("profiles", "list", "--json").document["profiles"]}
    assert names >= {f"P{writer}-{n}" for writer in range(2) for n in range(8)}
