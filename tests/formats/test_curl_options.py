"""curl's options, compared with the installed curl where it is the version of the table."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from workbench.formats.curl_options import LETTERS, OPTIONS, UnknownOption, find_long


def test_an_exact_name_wins_over_the_longer_ones():
    assert find_long("data") == (OPTIONS["data"], False)
    assert find_long("REQUEST")[0].name == "request"


def test_a_beginning_is_enough_where_only_one_option_has_it():
    assert find_long("max-t")[0].name == "max-time"
    with pytest.raises(UnknownOption, match="may be any of"):
        find_long("max")


def test_only_an_option_without_a_value_is_turned_off():
    assert find_long("no-location") == (OPTIONS["location"], True)
    with pytest.raises(UnknownOption, match="cannot be turned off"):
        find_long("no-data")


def test_the_installed_curl_lists_the_same_options():
    if (curl := shutil.which("curl")) is None:
        pytest.skip("curl is not installed here")
    listed = subprocess.run([curl, "--help", "all"], capture_output=True, text=True, check=True).stdout
    for letter, name, rest in re.findall(r"^ (?:-(.), |    )--(\S+)(.*)$", listed, re.MULTILINE):
        option, _ = find_long(name)
        assert option.name == name.removeprefix("no-")
        takes_value = bool(re.match(r" (?:<|\[)", rest)) and name != "help"
        assert option.has_value == takes_value, name
        assert not letter or LETTERS[letter] is option


def test_the_installed_curl_agrees_on_every_beginning_of_three_letters():
    if (curl := shutil.which("curl")) is None:
        pytest.skip("curl is not installed here")
    version = subprocess.run([curl, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("curl 7.88."):
        pytest.skip("another curl is installed; its abbreviations may differ")
    for beginning in sorted({name[:3] for name in OPTIONS} - {"man", "hel", "ver"}):
        said = subprocess.run([curl, "-q", f"--{beginning}"], capture_output=True, text=True).stderr
        try:
            option, _ = find_long(beginning)
        except UnknownOption:
            assert "is ambiguous" in said, beginning
        else:
            assert ("requires parameter" in said) == option.has_value, beginning
