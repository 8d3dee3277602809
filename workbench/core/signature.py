"""Signature check with keys the user gave.

Expiry and payload do not matter here. Two header members do: an extension in ``crit`` that is not known must make every
verification fail (RFC 7515 §4.1.11), and with ``b64`` false (RFC 7797, forbidden in a JWT) the signed bytes are not
those that a token of three parts shows.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric import rsa

from workbench.core.signature_keys import BASE64URL, LONGEST_NAME, Key
from workbench.core.time_text import format_seconds
from workbench.core.token import Token
from workbench.core.verdict import Verification
from workbench.core.visible import clip
from workbench.language import tr, trn

_SMALLEST_RSA_BITS = 2048  # RFC 7518 §3.3
_SHORTEST_SECRET = {"HS256": 32, "HS384": 48, "HS512": 64}  # octets (RFC 7518 §3.2)


def check_signature(token: Token, keys: tuple[Key, ...], leeway: float = 0) -> Verification:
    """Whether one of the keys made the token's signature; expiry and payload do not matter.

    ``leeway`` (seconds) is only told: it is what the verdict on the expiry used beside this check.
    """
    claimed = token.algorithm
    signed, _, encoded = token.text.rpartition(".")

    def fail(why: str) -> Verification:
        return Verification("failed", claimed, tr("Signature check failed: {reason}.", reason=why), None, leeway)

    if (why := _find_obstacle(token, keys)) is not None or claimed is None:
        return fail(why or tr("the header names no algorithm, or cannot be read"))
    if not BASE64URL.fullmatch(encoded) or len(encoded) % 4 == 1:
        return fail(tr("the signature is not base64url"))
    signature = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    octets = signed.encode("utf-8", "surrogatepass")
    fitting = [key for key in keys if claimed in key.algorithms]
    key = next((key for key in fitting if key.verifies(claimed, octets, signature)), None)
    if key is None:
        return fail(_describe_mismatch(claimed, fitting))
    if unknown := _find_unknown_extensions(token, key):
        return fail(unknown)
    sentence = tr(
        "Signature verified ({algorithm}, {key}, leeway {seconds} s).",
        algorithm=claimed,
        key=key.words,
        seconds=format_seconds(leeway),
    )
    return Verification(
        "verified", claimed, f"{sentence} {_find_weakness(claimed, key)}".rstrip(), key.describe(), leeway
    )


def _find_obstacle(token: Token, keys: tuple[Key, ...]) -> str | None:
    """Why there is nothing to compute at all."""
    claimed = token.algorithm
    if token.form == "jwe":
        return tr("an encrypted token has no signature")
    if token.form != "jws" or token.text.count(".") != 2:
        return tr("this is no token of three parts")
    if claimed is None:
        return tr("the header names no algorithm, or cannot be read")
    if claimed.lower() == "none":
        return tr("the header says “none”, so the token is not signed; anybody can have written it")
    if not any(claimed in key.algorithms for key in keys):
        named = clip(claimed, LONGEST_NAME)
        if len(keys) == 1:
            return tr(
                "the token claims the algorithm {algorithm}, which does not fit the given {key}",
                algorithm=named,
                key=keys[0].words,
            )
        return trn(
            "the token claims the algorithm {algorithm}, which does not fit the {count} given key",
            "the token claims the algorithm {algorithm}, which does not fit any of the {count} given keys",
            len(keys),
            algorithm=named,
        )
    if token.header_members.get("b64", True) is not True:
        return tr("its payload is not encoded (“b64” is false, RFC 7797), and such a signature is not checked here")
    return None


def _describe_mismatch(claimed: str, keys: Sequence[Key]) -> str:
    if len(keys) == 1:
        return tr(
            "the signature ({algorithm}) was not made with the given {key}, or the token was changed",
            algorithm=claimed,
            key=keys[0].words,
        )
    return trn(
        "the signature ({algorithm}) was not made with the {count} given key, or the token was changed",
        "the signature ({algorithm}) was not made with any of the {count} given keys, or the token was changed",
        len(keys),
        algorithm=claimed,
    )


def _find_unknown_extensions(token: Token, key: Key) -> str:
    """What ``crit`` demands and nobody here knows; of its members ``b64`` (as true) is known."""
    if "crit" not in token.header_members:
        return ""
    listed = token.header_members["crit"]
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
        return tr(
            "it was made with the given {key}, but the header demands extensions in a “crit” of a wrong shape,"
            " not known here",
            key=key.words,
        )
    unknown = [one for one in listed if one != "b64"]
    if not unknown:
        return ""
    return trn(
        "it was made with the given {key}, but the header demands the extension {names}, not known here",
        "it was made with the given {key}, but the header demands the extensions {names}, not known here",
        len(unknown),
        key=key.words,
        names=clip(", ".join(unknown)),
    )


def _find_weakness(claimed: str, key: Key) -> str:
    """A remark on a key that verifies and is weaker than its algorithm asks for."""
    shortest = _SHORTEST_SECRET.get(claimed, 0)
    if isinstance(key.material, bytes) and len(key.material) < shortest:
        return tr(
            "The secret is shorter than the {size} bytes that {algorithm} asks for.", size=shortest, algorithm=claimed
        )
    if isinstance(key.material, rsa.RSAPublicKey) and key.material.key_size < _SMALLEST_RSA_BITS:
        return tr(
            "The key is smaller than the {size} bits that {algorithm} asks for.",
            size=_SMALLEST_RSA_BITS,
            algorithm=claimed,
        )
    return ""
