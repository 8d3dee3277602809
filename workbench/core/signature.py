"""Signature check with a key the user gave (PyJWT); the key decides which algorithms may be, the token never does.

Only PyJWT's algorithm objects are used, on the exact bytes that were signed: its own ``decode`` refuses list payloads,
numeric ``kid`` and unknown ``crit``, none of which says anything about the signature. Time claims do not matter here.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate
from jwt import algorithms
from jwt.exceptions import PyJWTError

from workbench.core import json_text
from workbench.core.token import Token
from workbench.core.verdict import Verification

_CURVES = {"ES256": "secp256r1", "ES384": "secp384r1", "ES512": "secp521r1", "ES256K": "secp256k1"}
_FAMILIES = {
    "oct": ("HS256", "HS384", "HS512"),
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "OKP": ("EdDSA",),
}
_KEY_WORDS = {"oct": "a secret", "RSA": "an RSA key", "EC": "an elliptic-curve key", "OKP": "an Edwards-curve key"}
_SHORTEST_SECRET = {"HS256": 32, "HS384": 48, "HS512": 64}  # octets (RFC 7518 §3.2)
_BROKEN = (PyJWTError, ValueError, TypeError, KeyError, UnsupportedAlgorithm)  # what the readers of keys raise
_FINAL_NEWLINE = re.compile(rb"\r?\n\Z")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")


class UnusableKey(ValueError):
    """A key file cannot be used; the message says why and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it is (``kty`` of RFC 7517) and the algorithms it may be used with."""

    kind: str
    algorithms: tuple[str, ...]
    material: Any = field(repr=False)


def read_secret(octets: bytes) -> tuple[Key, ...]:
    """The secret that a file holds: its bytes, one final newline dropped.

    :raises UnusableKey: where it is empty, or holds a public key or a JWK, which is no secret.
    """
    secret = _FINAL_NEWLINE.sub(b"", octets)
    if not secret:
        raise UnusableKey("The secret file is empty.")
    try:
        _algorithm("HS256").prepare_key(secret)
    except PyJWTError:
        raise UnusableKey("The secret file holds a key or certificate, not a secret; give it as a key file.") from None
    return (Key("oct", _FAMILIES["oct"], secret),)


def read_key(octets: bytes) -> tuple[Key, ...]:
    """The key that a file holds: PEM (public key, certificate or private key) or one JWK.

    :raises UnusableKey: where it is none of them, or of a kind that signs no token.
    """
    if b"-----BEGIN " in octets:
        return (_from_pem(octets),)
    value = _read_json(octets, "The key file is neither PEM nor a JWK.")
    if "keys" in value:
        raise UnusableKey("The key file holds a JWK Set; give it as a JWK Set file.")
    return (_from_jwk(value),)


def read_key_set(octets: bytes) -> tuple[Key, ...]:
    """The keys of a JWK Set that can be used; others in it are passed over (RFC 7517 §5).

    :raises UnusableKey: where it is no JWK Set, or none of its keys can be used.
    """
    listed = _read_json(octets, "The file is not a JWK Set.").get("keys")
    if not isinstance(listed, list):
        raise UnusableKey("The file is not a JWK Set: it has no list of keys.")
    keys = []
    for jwk in listed:
        try:
            keys.append(_from_jwk(jwk))
        except UnusableKey:
            continue
    if not keys:
        raise UnusableKey("The JWK Set has no key that can be used.")
    return tuple(keys)


def check_signature(token: Token, keys: tuple[Key, ...]) -> Verification:
    """Whether one of the keys made the token's signature; expiry and payload do not matter."""
    claimed = token.algorithm
    signed, _, encoded = token.text.rpartition(".")

    def fail(why: str) -> Verification:
        return Verification("failed", claimed, f"Signature check failed: {why}.")

    if token.form == "jwe":
        return fail("an encrypted token has no signature")
    if token.form != "jws" or token.text.count(".") != 2:
        return fail("this is no token of three parts")
    if claimed is None:
        return fail("the header names no algorithm, or cannot be read")
    fitting = [key for key in keys if claimed in key.algorithms]
    if not fitting:
        held = " and ".join(sorted({_KEY_WORDS[key.kind] for key in keys}))
        return fail(f"the token claims the algorithm {claimed}, which does not fit {held} such as was given")
    if not _BASE64URL.fullmatch(encoded) or len(encoded) % 4 == 1:
        return fail("the signature is not base64url")
    signature = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    algorithm = _algorithm(claimed)
    octets = signed.encode("utf-8", "surrogatepass")
    if not any(_verifies(algorithm, octets, key, signature) for key in fitting):
        return fail(f"the signature ({claimed}) was not made with the given key, or the token was changed")
    shortest = _SHORTEST_SECRET.get(claimed, 0)
    is_short = fitting[0].kind == "oct" and all(len(key.material) < shortest for key in fitting)
    warning = f" The secret is shorter than the {shortest} bytes that {claimed} asks for." if is_short else ""
    return Verification("verified", claimed, f"Signature verified ({claimed}).{warning}")


def _verifies(algorithm: algorithms.Algorithm, octets: bytes, key: Key, signature: bytes) -> bool:
    try:
        return algorithm.verify(octets, key.material, signature)
    except _BROKEN:
        return False


@cache
def _all_algorithms() -> dict[str, algorithms.Algorithm]:
    return algorithms.get_default_algorithms()


def _algorithm(name: str) -> algorithms.Algorithm:
    return _all_algorithms()[name]


def _read_json(octets: bytes, refusal: str) -> dict[str, Any]:
    try:
        value = json_text.parse(octets.decode("utf-8-sig")).value
    except ValueError:
        raise UnusableKey(refusal) from None
    if not isinstance(value, dict):
        raise UnusableKey(refusal)
    return value


def _from_pem(octets: bytes) -> Key:
    try:
        if b"-----BEGIN CERTIFICATE" in octets:
            return _from_object(load_pem_x509_certificate(octets).public_key())
        if b"PRIVATE KEY-----" in octets:
            return _from_object(load_pem_private_key(octets, password=None).public_key())
        return _from_object(load_pem_public_key(octets))
    except UnusableKey:
        raise
    except _BROKEN:
        raise UnusableKey("The PEM key cannot be read; a public key in PEM is wanted, without a passphrase.") from None


def _from_object(key: object) -> Key:
    if isinstance(key, rsa.RSAPublicKey):
        return Key("RSA", _FAMILIES["RSA"], key)
    if isinstance(key, ec.EllipticCurvePublicKey):
        fitting = tuple(name for name, curve in _CURVES.items() if curve == key.curve.name)
        if fitting:
            return Key("EC", fitting, key)
    if isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        return Key("OKP", _FAMILIES["OKP"], key)
    raise UnusableKey("The key is of a kind that signs no token (RSA, EC P-256/384/521, secp256k1, Ed25519, Ed448 do).")


def _from_jwk(jwk: Any) -> Key:
    """A JWK (RFC 7517). Its own ``alg`` narrows what it may be used with; a key for encryption is refused."""
    if not isinstance(jwk, dict) or not isinstance(jwk.get("kty"), str):
        raise UnusableKey("The JWK names no kind of key (“kty”).")
    if jwk.get("use", "sig") != "sig":
        raise UnusableKey("The JWK is meant for encryption (“use”), not for signatures.")
    readers: dict[str, Any] = {
        "oct": algorithms.HMACAlgorithm.from_jwk,
        "RSA": algorithms.RSAAlgorithm.from_jwk,
        "EC": algorithms.ECAlgorithm.from_jwk,
        "OKP": algorithms.OKPAlgorithm.from_jwk,
    }
    reader = readers.get(jwk["kty"])
    if reader is None:
        raise UnusableKey("The JWK is of a kind that is not known; oct, RSA, EC and OKP are.")
    try:
        made = reader(jwk)
    except _BROKEN:
        raise UnusableKey("The JWK cannot be read; a member is missing or broken.") from None
    if isinstance(made, bytes):
        key = Key("oct", _FAMILIES["oct"], made)
    else:
        key = _from_object(made.public_key() if hasattr(made, "public_key") else made)
    if "alg" in jwk:
        key = Key(key.kind, tuple(name for name in key.algorithms if name == jwk["alg"]), key.material)
        if not key.algorithms:
            raise UnusableKey("The JWK's own algorithm (“alg”) does not fit its kind of key.")
    return key
