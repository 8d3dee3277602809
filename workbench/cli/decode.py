"""``decode``: find tokens in a text and explain them; verify them when given a key."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from workbench.cli.answer import DONE, NO, WRONG_USAGE, WrongUsage
from workbench.cli.render import Check, describe_readings, print_document, read_tokens, readings_document, say

LARGEST_INPUT = 20 * 1024 * 1024
LARGEST_KEY_FILE = 4 * 1024 * 1024


def run_decode(arguments: Namespace, clock: Callable[[], float], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Explain every token in the text; the exit code is that of the command-line contract.

    ``arguments`` has ``text``, ``json``, ``at``, ``leeway`` and the three key files as ``cli.parser`` gives them.
    """
    now = clock() if arguments.at is None else arguments.at
    try:
        check = _open_check(arguments)
        text = _read_text(arguments.text, stdin)
    except WrongUsage as wrong:
        say(stderr, f"token-workbench decode: {wrong}")
        return WRONG_USAGE
    readings = read_tokens(text, now, arguments.leeway, check)
    if arguments.json:
        print_document(stdout, readings_document(readings, now))
    else:
        say(stdout, describe_readings(readings))
    is_read = any(reading.token.is_readable for reading in readings)
    has_failed = any(reading.verification.state == "failed" for reading in readings)
    return DONE if is_read and not has_failed else NO


def _read_text(text: str | None, stdin: TextIO) -> str:
    if text is not None and text != "-":
        return text
    if text is None and stdin.isatty():
        raise WrongUsage("give a TEXT, or pipe one into standard input")
    octets = stdin.buffer.read(LARGEST_INPUT + 1)
    if len(octets) > LARGEST_INPUT:
        raise WrongUsage(
            f"standard input is larger than {LARGEST_INPUT // 1024**2} MB; cut out the part with the tokens"
        )
    # What PowerShell 5 writes into a file or a pipe is UTF-16 with a byte order mark.
    is_utf_16 = octets.startswith((b"\xff\xfe", b"\xfe\xff"))
    return octets.decode("utf-16" if is_utf_16 else "utf-8", "replace")


def _open_check(arguments: Namespace) -> Check | None:
    """What checks signatures with the key the user gave; PyJWT is imported only where there is one."""
    given = [path for path in (arguments.secret_file, arguments.key_file, arguments.jwks_file) if path is not None]
    if not given:
        return None
    octets = _read_key_file(given[0])
    from workbench.core import signature

    if arguments.secret_file is not None:
        read = signature.read_secret
    else:
        read = signature.read_key if arguments.key_file is not None else signature.read_key_set
    try:
        keys = read(octets)
    except signature.UnusableKey as error:
        raise WrongUsage(str(error)) from None
    return lambda token: signature.check_signature(token, keys)


def _read_key_file(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            octets = file.read(LARGEST_KEY_FILE + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise WrongUsage(f"the key file {path} cannot be read: {why}") from None
    if len(octets) > LARGEST_KEY_FILE:
        raise WrongUsage(f"the key file {path} is larger than {LARGEST_KEY_FILE // 1024**2} MB")
    return octets
