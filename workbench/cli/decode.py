"""``decode``: find tokens in a text and explain them; verify them when given a key."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TextIO

from workbench.cli.answer import DONE, NO, WRONG_USAGE, WrongUsage
from workbench.cli.render import Check, describe_readings, print_document, read_token, readings_document, say
from workbench.cli.sources import STANDARD_INPUT, read_file, read_source
from workbench.core.finding import find_tokens

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
    found = find_tokens(text)
    readings = [read_token(token, now, arguments.leeway, check) for token in found.tokens]
    if arguments.json:
        print_document(stdout, readings_document(readings, now, left_out=found.left_out))
    else:
        say(stdout, describe_readings(readings, left_out=found.left_out))
    is_read = any(reading.token.is_readable for reading in readings)
    has_failed = any(reading.verification.state == "failed" for reading in readings)
    return DONE if is_read and not has_failed else NO


def _read_text(text: str | None, stdin: TextIO) -> str:
    if text is not None and text != STANDARD_INPUT:
        return text
    if text is None and stdin.isatty():
        raise WrongUsage("give a TEXT, or pipe one into standard input")
    return read_source(STANDARD_INPUT, stdin)


def _open_check(arguments: Namespace) -> Check | None:
    """What checks signatures with the key the user gave; PyJWT is imported only where there is one."""
    given = [path for path in (arguments.secret_file, arguments.key_file, arguments.jwks_file) if path is not None]
    if not given:
        return None
    octets = read_file(given[0], LARGEST_KEY_FILE, "the key file")
    from workbench.core.signature import check_signature
    from workbench.core.signature_keys import UnusableKey, read_key, read_key_set, read_secret

    try:
        if arguments.secret_file is not None:
            keys = read_secret(octets)
        elif arguments.key_file is not None:
            keys = read_key(octets)
        else:
            keys = read_key_set(octets)
    except UnusableKey as error:
        raise WrongUsage(str(error)) from None
    return lambda token: check_signature(token, keys, arguments.leeway)
