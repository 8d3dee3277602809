"""Look into what the user gave, in a worker thread: find the tokens of a long text or a file, check a signature.

Nothing of it is kept or written anywhere, and no file is opened but the one that the user chose or dropped. What checks
signatures is imported late, in the thread: it takes 140 ms, which the window's start need not wait for.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.finding import Found, find_tokens, read_text
from workbench.core.secret import Secret
from workbench.core.token import Token
from workbench.core.verdict import Verification
from workbench.language import number, tr
from workbench.language.system import describe_errno

if TYPE_CHECKING:
    from workbench.core.signature import SecretForm

LONGEST_TEXT_FILE = 10 * 1024 * 1024
LONGEST_KEY_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Inspected:
    """A text, as it was given or stood in the file, and the tokens found in it."""

    text: str = field(repr=False)
    found: Found = field(repr=False)


class Unusable(ValueError):
    """A file or key cannot be taken; the message is a sentence for the user."""


async def inspect(given: str | Path) -> Inspected:
    """Find the tokens of a text, or of the text file at a path.

    :raises Unusable: for a folder, a device, a file above 10 MB, or one that the system does not give.
    """
    return await asyncio.to_thread(_inspect, given)


def _inspect(given: str | Path) -> Inspected:
    text = given if isinstance(given, str) else read_text(read_file(given, LONGEST_TEXT_FILE))
    return Inspected(text, find_tokens(text))


async def verify(token: Token, given: Secret | Path, form: SecretForm, leeway: float) -> Verification:
    """Check a token's signature with a secret (written in ``form``) or with the keys of a file.

    :raises Unusable: where the secret or the file holds no key, or the file cannot be read or is above 1 MB.
    """
    return await asyncio.to_thread(_verify, token, given, form, leeway)


def _verify(token: Token, given: Secret | Path, form: SecretForm, leeway: float) -> Verification:
    from workbench.core.signature import UnusableKey, check_signature, read_key_file, read_secret

    try:
        if isinstance(given, Secret):
            keys = read_secret(given.reveal().encode("utf-8", "surrogatepass"), form)
        else:
            keys = read_key_file(read_file(given, LONGEST_KEY_FILE))
    except UnusableKey as trouble:
        raise Unusable(str(trouble)) from None
    return check_signature(token, keys, leeway)


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a file that the user chose or dropped.

    :raises Unusable: it is none, is longer than ``limit``, or the system does not give it.
    """
    if not path.is_file():
        raise Unusable(tr("“{name}” is not a file.", name=path.name))
    try:
        with path.open("rb") as file:
            octets = file.read(limit + 1)
    except OSError as error:
        cause = describe_errno(error.errno) if error.errno else type(error).__name__
        raise Unusable(tr("“{name}” cannot be read: {cause}.", name=path.name, cause=cause)) from None
    if len(octets) > limit:
        most = number(limit // (1024 * 1024))
        raise Unusable(tr("“{name}” is larger than {most} MB, more than is read here.", name=path.name, most=most))
    return octets
