"""Writes the manual page token-workbench(1) from the program's own options: manual.py > token-workbench.1."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator

from workbench import __version__
from workbench.cli.parser import build_parser

ENVIRONMENT = {
    "TOKEN_WORKBENCH_HOME": "The data folder, where --home does not say another.",
    "TOKEN_WORKBENCH_LOG": "How much is logged to standard error, where --log-level does not say it.",
}
EXIT_CODES = {
    "0": "Done.",
    "1": "The answer is no: refused, unreadable, nothing found.",
    "2": "Wrong usage or invalid fields.",
    "3": "Transport failure or unreadable reply.",
    "4": "Storage or keyring trouble.",
    "130": "Interrupted.",
}


def quote(text: str) -> str:
    """Text as roff takes it: no escape, no hyphen that becomes a dash, no request at the start of a line."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)


def list_entries(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield f".TP\n.B {quote(name)}\n{quote(text)}"


def describe_options(parser: argparse.ArgumentParser) -> dict[str, str]:
    """What stands on the left and on the right of an option in the help; help itself is left out."""
    formatter = parser._get_formatter()
    return {
        formatter._format_action_invocation(action): (action.help or "").replace("%%", "%")
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction) and action.help is not None
    }


def walk_commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every command and action below a parser, each before its own actions."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield command
                yield from walk_commands(command)


def write_manual() -> str:
    """The whole page as roff. What all commands take stands once, at the top."""
    parser = build_parser()
    common = describe_options(parser)
    lines = [
        f'.TH TOKEN\\-WORKBENCH 1 "" "token\\-workbench {__version__}" "User Commands"',
        ".SH NAME\ntoken\\-workbench \\- renew, read and understand customer authentication tokens",
        ".SH SYNOPSIS\n.B token\\-workbench\n[options] [command]",
        ".SH DESCRIPTION",
        quote(
            "Without a command the window opens. The commands do the same work without it. Secrets are never accepted "
            "as arguments. Nothing is sent but the calls that are asked for; there is no look for updates."
        ),
        ".SH OPTIONS",
        "Every command takes these too.",
        *list_entries(common),
        ".SH COMMANDS",
    ]
    for command in walk_commands(parser):
        options = {name: text for name, text in describe_options(command).items() if name not in common}
        lines += [f".SS {quote(command.prog)}", quote(command.description or ""), *list_entries(options)]
    lines += [".SH ENVIRONMENT", *list_entries(ENVIRONMENT), ".SH EXIT STATUS", *list_entries(EXIT_CODES)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(write_manual())
