"""Secrets on their way into a command: from standard input or the environment, never from its arguments."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from workbench.cli.answer import WrongUsage
from workbench.core.secret import Secret
from workbench.core.visible import make_visible
from workbench.session.session import Session
from workbench.storage.files import StorageTrouble

LARGEST_SECRET = 1024 * 1024
NO_VAULT = "There is no vault here; secrets rest in the keyring."


@dataclass(frozen=True, slots=True)
class GivenSecrets:
    """Owns what a command was given: the key or expired token, and the passphrase of the vault; ``None`` for none."""

    secret: Secret | None = None
    passphrase: Secret | None = None


def take_secrets(arguments: Namespace, stdin: TextIO, environ: Mapping[str, str]) -> GivenSecrets:
    """From standard input (UTF-8, one final newline dropped) or the environment, whatever the options name.

    Where both come from standard input, the passphrase is its first line and the secret all that follows.

    :raises WrongUsage: something is not there, too large or no text.
    """
    secret_env = getattr(arguments, "secret_env", None)
    takes_secret = getattr(arguments, "secret_stdin", False)
    takes_passphrase = getattr(arguments, "passphrase_stdin", False)
    secret, passphrase = None, None
    if secret_env is not None:
        if secret_env not in environ:
            raise WrongUsage(f"there is no environment variable {make_visible(secret_env)}")
        secret = Secret(environ[secret_env])
    if takes_secret or takes_passphrase:
        text = _read_text(stdin)
        if takes_passphrase:
            line, _, text = text.partition("\n")
            passphrase = Secret(line.removesuffix("\r"))
        if takes_secret:
            secret = Secret(text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text)
    return GivenSecrets(secret, passphrase)


def _read_text(stdin: TextIO) -> str:
    octets = stdin.buffer.read(LARGEST_SECRET + 1)
    if len(octets) > LARGEST_SECRET:
        raise WrongUsage("standard input is larger than 1 MB; that is no secret")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage("what standard input holds is not UTF-8 text") from None


async def open_vault(session: Session, passphrase: Secret | None) -> None:
    """Open the vault where its passphrase was given.

    :raises StorageTrouble: there is none, it is damaged, or that is not its passphrase.
    """
    if passphrase is None:
        return
    if not session.keychain.has_vault:
        raise StorageTrouble(NO_VAULT)
    await session.unlock(passphrase)
