"""The command line as argparse sees it: commands, options, help. Light on purpose: nothing but the standard library.

The namespace names the command (``command``, and ``action`` where a command has several); ``app`` finds the function
for it, so that parsing imports none of them. No option takes a secret: the process list shows arguments to everybody
here.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NoReturn

from workbench import __version__

SECRET_OPTIONS = frozenset(
    f"--{name}" for name in ("key", "secret", "token", "expired-token", "expiredtoken", "password", "passphrase", "otp")
)
NO_SECRETS = (
    "secrets are never accepted as arguments, where the process list would show them; "
    "use --secret-stdin or --secret-env NAME (decode: --secret-file, --key-file or --jwks-file)"
)
LOG_LEVELS = ("debug", "info", "warning", "error")
_TOKEN = re.compile(r"e[wy][\w-]{6,}+\.[\w.-]+")


class Parser(argparse.ArgumentParser):
    """Owns one command's options: no abbreviations, no secret in an option, none repeated in a message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": argparse.RawDescriptionHelpFormatter, **options, "allow_abbrev": False})

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """As argparse, but values that were not understood are not printed: one of them may be a secret."""
        known, unknown = self.parse_known_args(args, namespace)
        if unknown:
            names = [name.partition("=")[0] for name in unknown if name.startswith("-")]
            self.error(f"not understood: {' '.join(names)}" if names else "more arguments than the command takes")
        return known

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """As argparse, but an option that would hold a secret is refused first, wherever its value would end up."""
        given = sys.argv[1:] if args is None else list(args)
        if any(name.partition("=")[0].lower() in SECRET_OPTIONS for name in takewhile(lambda one: one != "--", given)):
            self.error(NO_SECRETS)
        return super().parse_known_args(given, namespace)

    def error(self, message: str) -> NoReturn:
        """Usage and the message on standard error, exit code 2; a token typed in the wrong place is not repeated."""
        super().error(_TOKEN.sub("[token]", message))


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; without a command the namespace says ``app``."""
    parser = Parser(
        prog="token-workbench",
        description="Renew, read and understand customer authentication tokens.",
        epilog="Without a command the window opens. Exit codes: 0 done, 1 the answer is no, 2 wrong usage or invalid\n"
        "fields, 3 transport failure or unreadable reply, 4 storage or keyring trouble, 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"token-workbench {__version__}")
    parser.add_argument("--home", metavar="DIR", type=parse_folder, help="the data folder (also: TOKEN_WORKBENCH_HOME)")
    _add_log_level(parser)
    # a given `prog` spares argparse the measuring of the terminal, for which it imports shutil
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", prog=parser.prog)
    parser.set_defaults(command="app", demo=False, profile=None, safe=False)
    _add_app(_add(commands, "app", "open the window"))
    _add_decode(_add(commands, "decode", "find tokens in a text and explain them"))
    _add_diff(_add(commands, "diff", "compare two tokens row by row"))
    _add_regenerate(_add(commands, "regenerate", "renew one token"))
    _add_simulate(_add(commands, "simulate", "run the simulator until interrupted"))
    _add_import(
        _add(commands, "import", "read calls that another program wrote down: cURL, PowerShell, Postman, HAR …")
    )
    _add_export(_add(commands, "export", "write the call of a profile in the language of another program"))
    _add_profiles(_add(commands, "profiles", "what is stored under names"))
    _add_history(_add(commands, "history", "what was kept of calls"))
    _add_json(_add(commands, "where", "where the data is"))
    return parser


def _add(commands: Any, name: str, summary: str) -> Parser:
    """A command with what every command takes. ``SUPPRESS``: a ``--home`` before the command word is kept."""
    command: Parser = commands.add_parser(name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}.")
    help_text = "the data folder (also: TOKEN_WORKBENCH_HOME)"
    command.add_argument("--home", metavar="DIR", type=parse_folder, default=argparse.SUPPRESS, help=help_text)
    _add_log_level(command, default=argparse.SUPPRESS)
    return command


def _add_log_level(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    words = "log to standard error, without secrets; off unless asked for (also: TOKEN_WORKBENCH_LOG)"
    parser.add_argument("--log-level", choices=LOG_LEVELS, default=default, help=words)


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")


def _add_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--passphrase-stdin",
        action="store_true",
        help="open the vault with the first line of standard input (a secret there follows in the next)",
    )


def _add_app(command: argparse.ArgumentParser) -> None:
    command.add_argument("--demo", action="store_true", help="with the simulator, a throw-away home and demo data")
    command.add_argument("--profile", metavar="NAME", help="the profile to choose first")
    safe = "leave out what may have broken the last start: layout, theme, drafts"
    command.add_argument("--safe", action="store_true", help=safe)


def _add_decode(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", nargs="?", metavar="TEXT", help="a text with tokens; - or nothing: standard input")
    _add_json(command)
    when = "judge as of this moment: ISO 8601 (UTC unless it names an offset) or Unix seconds"
    command.add_argument("--at", type=read_moment, metavar="WHEN", help=when)
    leeway = "seconds granted on both ends of the life (0)"
    command.add_argument("--leeway", type=parse_count, default=0, metavar="S", help=leeway)
    keys = command.add_mutually_exclusive_group()
    keys.add_argument(
        "--secret-file", metavar="F", help="verify with the secret in this file (one final newline drops)"
    )
    keys.add_argument("--key-file", metavar="F", help="verify with the key in this file: PEM or one JWK")
    keys.add_argument("--jwks-file", metavar="F", help="verify with a key of the JWK Set in this file")


def _add_diff(command: argparse.ArgumentParser) -> None:
    for name, which in {"old": "the token before", "new": "the token after"}.items():
        command.add_argument(name, metavar=name.upper(), help=f"a file with {which}, or -: standard input")
    _add_json(command)


def _add_regenerate(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "channel", choices=("mobile", "web"), help="mobile renews with a key, web with an expired token"
    )
    command.add_argument("--profile", metavar="P", help="take what is not given here from this profile")
    command.add_argument("--host", metavar="URL", help="base URL, or the word simulator")
    command.add_argument("--brand", metavar="B", help="the brand (organisation)")
    command.add_argument("--identifier-type", metavar="T", help="MOBILE, EMAIL, USERNAME or EXTERNALID")
    command.add_argument("--identifier", metavar="V", help="the identifier itself")
    command.add_argument("--device-id", metavar="D", help="the device; mobile needs it")
    command.add_argument("--mobile", metavar="M", help="mobile number, for USERNAME")
    command.add_argument("--email", metavar="E", help="e-mail address, for USERNAME")
    secret = command.add_mutually_exclusive_group()
    secret.add_argument("--secret-stdin", action="store_true", help="read the key or expired token from standard input")
    secret.add_argument("--secret-env", metavar="N", help="read it from this environment variable")
    _add_passphrase(command)
    deadline = "one deadline for the whole exchange, all tries and pauses included, in seconds (setting, else 30)"
    command.add_argument("--timeout", type=parse_seconds, metavar="S", help=deadline)
    retries = "more tries where nothing was sent, or the server said when to come again (0)"
    command.add_argument("--retries", type=parse_count, default=0, metavar="N", help=retries)
    no_check = "do not verify the host's certificate, for this call alone; anybody may then read the secret"
    command.add_argument("--without-verification", action="store_true", help=no_check)
    command.add_argument("--show-secrets", action="store_true", help="print the new token itself")
    command.add_argument("--anyway", action="store_true", help="send in spite of field problems")
    command.add_argument("--production", action="store_true", help="confirm a host that is marked production")
    command.add_argument("--dry-run", action="store_true", help="print the exact request, masked, and send nothing")
    _add_json(command)


def _add_simulate(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=parse_port, default=0, metavar="N", help="0 (default): any free port")
    command.add_argument("--story", default="normal", metavar="NAME", help="how it behaves (normal)")
    command.add_argument("--seed", type=parse_count, metavar="N", help="the same seed mints the same people")
    command.add_argument("--errors-as-http", action="store_true", help="answer business errors as 4xx, not as 200")
    _add_json(command)


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", metavar="FILE", help="the file, or - for standard input")
    _add_json(command)
    command.add_argument("--save", metavar="NAME", help="save what it says as a profile of this name")
    variables = "a Postman or Insomnia environment for the variables of a collection; may be given more than once"
    command.add_argument("--environment", metavar="FILE", action="append", default=[], help=variables)


def _add_export(command: argparse.ArgumentParser) -> None:
    languages = ("curl", "curl-cmd", "powershell", "httpie", "python", "javascript", "postman", "har")
    command.add_argument("language", choices=languages, help="cURL for bash or for the Windows prompt, PowerShell …")
    command.add_argument("--profile", metavar="P", help="the profile whose call it is (default: the first of the list)")
    variables = "write the real secrets; without it variables stand in their place (TOKEN_WORKBENCH_KEY …)"
    command.add_argument("--reveal", action="store_true", help=variables)
    _add_json(command)


def _add_profiles(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", dest="action", metavar="ACTION", required=True, prog=command.prog)
    _add_json(_add(actions, "list", "list the profiles"))
    for name, summary in {
        "show": "show one profile, without its secrets",
        "delete": "put one profile into the bin",
    }.items():
        action = _add(actions, name, summary)
        action.add_argument("name", metavar="NAME", help="the profile's name")
        if name == "show":
            _add_passphrase(action)
        _add_json(action)
    export = _add(actions, "export", "write profiles into one file to share, without their secrets")
    export.add_argument("file", nargs="?", metavar="FILE", help="- or nothing: standard output")
    export.add_argument("--profile", action="append", metavar="P", help="only this one (may be repeated)")
    _add_json(export)
    incoming = _add(actions, "import", "save the profiles of a shared file as new ones; nothing is overwritten")
    incoming.add_argument("file", metavar="FILE", help="the file; - for standard input")
    _add_json(incoming)


def _add_history(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", dest="action", metavar="ACTION", required=True, prog=command.prog)
    for name, summary in {
        "list": "list the newest calls",
        "search": "list the newest calls that have all words of a text in them",
    }.items():
        action = _add(actions, name, summary)
        if name == "search":
            action.add_argument("text", metavar="TEXT", help="words of three characters or more")
        action.add_argument("--limit", type=parse_count, default=50, metavar="N", help="at most so many (50)")
        _add_json(action)
    export = _add(actions, "export", "write all calls out, secrets removed")
    export.add_argument("file", nargs="?", metavar="FILE", help="- or nothing: standard output")
    forms = export.add_mutually_exclusive_group()
    forms.add_argument("--csv", action="store_true", help="a line for each call (also by the ending of FILE)")
    forms.add_argument("--json", action="store_true", help="one JSON document (default)")
    _add_json(_add(actions, "clear", "remove all calls for good"))


def read_moment(text: str) -> float:
    """Unix seconds, as ``core.time_text`` reads them; it is imported where a moment was given."""
    from workbench.core.time_text import parse_moment

    try:
        return parse_moment(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def parse_folder(text: str) -> str:
    """The name of a folder. An empty one, as of a variable that is not set, would stand for the user's own data."""
    if not text:
        raise argparse.ArgumentTypeError("an empty name is no folder")
    return text


def parse_count(text: str) -> int:
    """A whole number from 0 to 2³¹ - 1."""
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) >= 2**31:
        raise argparse.ArgumentTypeError("not a whole number from 0 up")
    return int(text)


def parse_port(text: str) -> int:
    """A port number; 0 stands for any."""
    port = parse_count(text)
    if port > 65_535:
        raise argparse.ArgumentTypeError("not a port number")
    return port


def parse_seconds(text: str) -> float:
    """A length of time above zero, in seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < 2**31:
        raise argparse.ArgumentTypeError("not a number of seconds above zero")
    return seconds
