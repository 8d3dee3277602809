"""The command line as it is parsed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from workbench import __version__
from workbench.cli.parser import build_parser

COMMANDS = {
    "app": ["app"],
    "decode": ["decode"],
    "regenerate": ["regenerate", "mobile"],
    "simulate": ["simulate"],
    "profiles list": ["profiles", "list"],
    "profiles show": ["profiles", "show", "x"],
    "profiles delete": ["profiles", "delete", "x"],
    "export": ["export", "curl"],
    "profiles export": ["profiles", "export"],
    "profiles import": ["profiles", "import", "x"],
    "where": ["where"],
}
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJyb2wiOiJVU0VSIn0.AAAA"


def refusal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What standard error says of wrong usage."""
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(arguments)
    out, err = capsys.readouterr()
    assert (caught.value.code, out) == (2, "")
    return err


def test_without_a_command_the_window_opens():
    parsed = build_parser().parse_args([])
    assert (parsed.command, parsed.demo, parsed.profile, parsed.home) == ("app", False, None, None)


def test_the_window_has_options():
    parsed = build_parser().parse_args(["app", "--demo", "--profile", "QA"])
    assert (parsed.command, parsed.demo, parsed.profile) == ("app", True, "QA")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_the_home_stands_before_or_behind_any_command(words):
    parse = build_parser().parse_args
    assert parse(words).home is None
    assert parse(["--home", "/a", *words]).home == "/a"
    assert parse([*words, "--home", "/a"]).home == "/a"
    assert parse(["--home", "/a", *words, "--home", "/b"]).home == "/b"
    assert parse(words).command == words[0]


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_every_command_has_help(words, capsys):
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args([*words, "--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert f"usage: token-workbench {words[0]}" in shown
    assert "--home DIR" in shown


def test_the_help_lists_every_command(capsys):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["-h"])
    shown = capsys.readouterr().out
    assert all(
        re.search(rf"\n    {name}\s", shown)
        for name in ("app", "decode", "regenerate", "simulate", "profiles", "where")
    )


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as caught:
        build_parser().parse_args(["--version"])
    assert (caught.value.code, capsys.readouterr().out) == (0, f"token-workbench {__version__}\n")


@pytest.mark.parametrize("words", [words for name, words in COMMANDS.items() if name != "app"])
def test_every_headless_command_speaks_json(words):
    assert build_parser().parse_args(words).json is False
    assert build_parser().parse_args([*words, "--json"]).json is True


def test_regenerate_takes_every_option_of_the_contract():
    words = (
        "regenerate web --profile P --host https://h --brand B --identifier-type MOBILE --identifier V --device-id D "
        "--mobile M --email E --secret-env N --timeout 2.5 --retries 3 --show-secrets --anyway --production --dry-run "
        "--without-verification --log-level debug"
    )
    parsed = vars(build_parser().parse_args(words.split()))
    assert parsed == {
        "command": "regenerate", "home": None, "demo": False, "safe": False, "channel": "web", "profile": "P", "host": "https://h",
        "brand": "B", "identifier_type": "MOBILE", "identifier": "V", "device_id": "D", "mobile": "M", "email": "E",
        "secret_stdin": False, "secret_env": "N", "passphrase_stdin": False, "timeout": 2.5, "retries": 3,
        "show_secrets": True, "anyway": True, "production": True, "dry_run": True, "json": False,
        "without_verification": True, "log_level": "debug",
    }  # fmt: skip


def test_what_is_not_given_is_told_from_what_is_given_empty():
    assert build_parser().parse_args(["regenerate", "web"]).brand is None
    assert build_parser().parse_args(["regenerate", "web", "--brand", ""]).brand == ""
    assert build_parser().parse_args(["regenerate", "web"]).timeout is None
    assert build_parser().parse_args(["regenerate", "web"]).retries == 0


def test_simulate_takes_every_option_of_the_contract():
    parsed = build_parser().parse_args(["simulate", "--port", "80", "--story", "s", "--seed", "7", "--errors-as-http"])
    assert (parsed.port, parsed.story, parsed.seed, parsed.errors_as_http) == (80, "s", 7, True)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["regenerate", "mobile", "--key", "hunter22"], id="key"),
        pytest.param(["regenerate", "mobile", "--key=hunter22"], id="key with an equals sign"),
        pytest.param(["regenerate", "--key", "hunter22", "mobile"], id="key before the channel"),
        pytest.param(["regenerate", "web", "--expired-token", TOKEN], id="expired token"),
        pytest.param(["regenerate", "web", "--expiredToken", TOKEN], id="expired token as the API writes it"),
        pytest.param(["regenerate", "mobile", "--secret", "hunter22"], id="secret"),
        pytest.param(["--secret", "hunter22", "regenerate", "mobile"], id="before the command"),
        pytest.param(["decode", TOKEN, "--secret", "hunter22"], id="for decode"),
    ],
)
def test_a_secret_is_never_an_argument(words, capsys):
    said = refusal(words, capsys)
    assert "--secret-stdin" in said
    assert "--secret-env" in said
    assert "hunter22" not in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("words", "part"),
    [
        pytest.param(["unknown"], "invalid choice: 'unknown'", id="unknown command"),
        pytest.param([TOKEN], "invalid choice: '[token]'", id="a token for a command"),
        pytest.param(["regenerate"], "required: channel", id="no channel"),
        pytest.param(["regenerate", "sms"], "invalid choice", id="unknown channel"),
        pytest.param(
            ["regenerate", "web", "--secret-stdin", "--secret-env", "X"], "not allowed with", id="two sources"
        ),
        pytest.param(["regenerate", "web", "--time", "5"], "not understood: --time", id="abbreviation"),
        pytest.param(["regenerate", "web", "--nonsense=hunter22"], "not understood: --nonsense", id="unknown option"),
        pytest.param(["regenerate", "web", "hunter22"], "more arguments", id="one argument too many"),
        pytest.param(["regenerate", "web", "--timeout", "0"], "above zero", id="no time"),
        pytest.param(["regenerate", "web", "--timeout", "nan"], "above zero", id="time is no number"),
        pytest.param(["regenerate", "web", "--retries", "-1"], "whole number", id="negative retries"),
        pytest.param(["simulate", "--port", "65536"], "not a port number", id="port out of range"),
        pytest.param(["decode", "x", "--leeway", "1.5"], "whole number", id="half a second of leeway"),
        pytest.param(["decode", "x", "--at", "tomorrow"], "neither ISO 8601 nor Unix seconds", id="no moment"),
        pytest.param(["decode", "x", "--at", "nan"], "outside the years", id="moment is nan"),
        pytest.param(["decode", "x", "--at", "1e300"], "outside the years", id="moment out of range"),
        pytest.param(["decode", "x", "--secret-file", "a", "--key-file", "b"], "not allowed with", id="two keys"),
        pytest.param(["profiles"], "required: ACTION", id="no action"),
        pytest.param(["profiles", "show"], "required: NAME", id="no name"),
    ],
)
def test_wrong_usage_is_said_in_words_and_exits_2(words, part, capsys):
    said = refusal(words, capsys)
    assert part in said
    assert said.startswith("usage: token-workbench")
    assert "hunter22" not in said


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        pytest.param("2025-10-13T12:28:40Z", 1_760_358_520, id="UTC"),
        pytest.param("2025-10-13T17:58:40+05:30", 1_760_358_520, id="offset"),
        pytest.param("2025-10-13T12:28:40", 1_760_358_520, id="no offset is UTC"),
        pytest.param("2025-10-13 12:28:40", 1_760_358_520, id="space"),
        pytest.param("2025-10-13", 1_760_313_600, id="day"),
        pytest.param("1760358520", 1_760_358_520, id="Unix seconds"),
        pytest.param("1760358520.5", 1_760_358_520.5, id="with a fraction"),
        pytest.param("-5", -5, id="before 1970"),
        pytest.param("0001-01-01T00:00:00Z", -62_135_596_800, id="the first second"),
    ],
)
def test_moments(written, seconds):
    assert build_parser().parse_args(["decode", "x", "--at", written]).at == seconds


def test_a_text_behind_two_dashes_is_a_text():
    assert build_parser().parse_args(["decode", "--", "--key"]).text == "--key"
    assert build_parser().parse_args(["decode", "-"]).text == "-"
    assert build_parser().parse_args(["decode"]).text is None


def test_the_parser_imports_nothing_heavy():
    heavy = "{'PySide6', 'httpx', 'jwt', 'keyring', 'cryptography', 'asyncio', 'starlette', 'workbench.core.token'}"
    code = f"import sys, workbench.cli.parser as p; p.build_parser(); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=50)
    assert done.stdout.strip() == "set()"
