"""Signature check with a key the user gave (PyJWT); the key decides which algorithms may be, the token never does.

Only PyJWT's algorithm objects are used, on the exact bytes that were signed: its own ``decode`` refuses list payloads
and numeric ``kid``, which say nothing about the signature. Expiry and payload do not matter here. Two header members
do: an extension in ``crit`` that is not known must make every verification fail (RFC 7515 §4.1.11), and with ``b64``
false (RFC 7797, forbidden in a JWT) the signed bytes are not those that a token of three parts shows.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal, TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate
from jwt import algorithms
from jwt.exceptions import PyJWTError

from workbench.core import json_text
from workbench.core.time_text import format_seconds
from workbench.core.token import Token
from workbench.core.verdict import Verification
from workbench.core.visible import clip
from workbench.language import tr, trn

SecretForm: TypeAlias = Literal["text", "base64url", "hex"]

_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512", "secp256k1": "ES256K"}
_CURVE_WORDS = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521", "secp256k1": "secp256k1"}
_SECRET_ALGORITHMS = ("HS256", "HS384", "HS512")
_RSA_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_SMALLEST_RSA_BITS = 2048  # RFC 7518 §3.3
_SHORTEST_SECRET = {"HS256": 32, "HS384": 48, "HS512": 64}  # octets (RFC 7518 §3.2)
_BROKEN = (PyJWTError, ValueError, TypeError, KeyError, UnsupportedAlgorithm)  # what the readers of keys raise
_LONGEST_NAME = 80  # characters of an algorithm or key ID inside a sentence
_FINAL_NEWLINE = re.compile(rb"\r?\n\Z")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")


class UnusableKey(ValueError):
    """A key cannot be used; the message says why and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it is (``kty`` of RFC 7517), the algorithms it may be used with, and perhaps its ``kid``."""

    kind: str
    algorithms: tuple[str, ...]
    material: Any = field(repr=False)
    kid: str | None = None

    @property
    def words(self) -> str:
        """What it is and how large: ``secret of 32 bytes``, ``RSA key of 2048 bits``, ``EC key P-256``; and its kid."""
        if self.kid is None:
            return self._kind_words
        return tr("{key} “{key_id}”", key=self._kind_words, key_id=clip(self.kid, _LONGEST_NAME))

    @property
    def _kind_words(self) -> str:
        match self.material:
            case bytes() as secret:
                return trn("secret of {count} byte", "secret of {count} bytes", len(secret))
            case rsa.RSAPublicKey() as key:
                return tr("RSA key of {size} bits", size=key.key_size)
            case ec.EllipticCurvePublicKey() as key:
                return tr("EC key {curve}", curve=_CURVE_WORDS[key.curve.name])
            case ed25519.Ed25519PublicKey():
                return tr("Ed25519 key")
            case _:
                return tr("Ed448 key")

    @property
    def thumbprint(self) -> str | None:
        """The JWK thumbprint (RFC 7638, SHA-256) of a public key; a secret has none, it could be guessed from it."""
        if isinstance(self.material, bytes):
            return None
        jwk = _algorithm(self.algorithms[0]).to_jwk(self.material, as_dict=True)
        required = {name: jwk[name] for name in sorted({"kty", "crv", "x", "y", "n", "e"} & set(jwk))}
        digest = hashlib.sha256(json_text.write(required).encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def describe(self) -> str:
        """For a person: the words, and the thumbprint where there is one. Never anything of a secret."""
        if (thumbprint := self.thumbprint) is None:
            return self.words
        return tr("{key}, thumbprint {thumbprint}", key=self.words, thumbprint=thumbprint)


def read_secret(octets: bytes, form: SecretForm = "text") -> tuple[Key, ...]:
    """The secret that a file or a field holds, as its bytes or written in base64url or hex.

    Of a text one final newline is dropped. Base64 is taken in either alphabet, padded or not.

    :raises UnusableKey: where it is empty or not of that form, or holds a public key or a JWK, which is no secret.
    """
    secret = _FINAL_NEWLINE.sub(b"", octets) if form == "text" else _SPELLINGS[form](b"".join(octets.split()))
    return (_from_secret(secret),)


def _read_base64url(written: bytes) -> bytes:
    unpadded = written.translate(bytes.maketrans(b"+/", b"-_")).rstrip(b"=")
    if not _BASE64URL.fullmatch(unpadded.decode("latin-1")) or len(unpadded) % 4 == 1:
        raise UnusableKey(tr("The secret is not base64url."))
    return base64.urlsafe_b64decode(unpadded + b"=" * (-len(unpadded) % 4))


def _read_hex(written: bytes) -> bytes:
    try:
        return binascii.unhexlify(written)
    except ValueError:
        raise UnusableKey(tr("The secret is not hex: an even number of the digits 0 to 9 and a to f.")) from None


_SPELLINGS = {"base64url": _read_base64url, "hex": _read_hex}


def _from_secret(secret: bytes) -> Key:
    """Refused where it is a public key or certificate (PEM, DER, SSH): everybody has it, so it keeps no secret."""
    if not secret:
        raise UnusableKey(tr("The secret is empty."))
    try:
        _algorithm("HS256").prepare_key(secret)
    except PyJWTError:
        raise UnusableKey(tr("This is a key or certificate, not a secret; give it as a key file.")) from None
    return Key("oct", _SECRET_ALGORITHMS, secret)


def read_key(octets: bytes) -> tuple[Key, ...]:
    """The key that a file holds: PEM (public key, certificate or private key) or one JWK.

    :raises UnusableKey: where it is none of them, or of a kind that signs no token.
    """
    if b"-----BEGIN " in octets:
        return (_from_pem(octets),)
    value = _read_json(octets, tr("The key file is neither PEM nor a JWK."))
    if "keys" in value:
        raise UnusableKey(tr("The key file holds a JWK Set; give it as a JWK Set file."))
    return (_from_jwk(value),)


def read_key_set(octets: bytes) -> tuple[Key, ...]:
    """The keys of a JWK Set that can be used; others in it are passed over (RFC 7517 §5).

    :raises UnusableKey: where it is no JWK Set, or none of its keys can be used.
    """
    listed = _read_json(octets, tr("The file is not a JWK Set.")).get("keys")
    if not isinstance(listed, list):
        raise UnusableKey(tr("The file is not a JWK Set: it has no list of keys."))
    keys = []
    for jwk in listed:
        try:
            keys.append(_from_jwk(jwk))
        except UnusableKey:
            continue
    if not keys:
        raise UnusableKey(tr("The JWK Set has no key that can be used."))
    return tuple(keys)


def read_key_file(octets: bytes) -> tuple[Key, ...]:
    """The keys of a file of any kind: PEM (public key, certificate or private key), JWK or JWK Set.

    :raises UnusableKey: where it is none of them, or holds no key that can be used.
    """
    if b"-----BEGIN " not in octets and "keys" in _read_json(octets, tr("The file is neither PEM, JWK nor JWK Set.")):
        return read_key_set(octets)
    return read_key(octets)


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
    if not _BASE64URL.fullmatch(encoded) or len(encoded) % 4 == 1:
        return fail(tr("the signature is not base64url"))
    signature = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    octets = signed.encode("utf-8", "surrogatepass")
    fitting = [key for key in keys if claimed in key.algorithms]
    key = next((key for key in fitting if _verifies(claimed, octets, key, signature)), None)
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
        named = clip(claimed, _LONGEST_NAME)
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


def _verifies(claimed: str, octets: bytes, key: Key, signature: bytes) -> bool:
    try:
        return _algorithm(claimed).verify(octets, key.material, signature)
    except _BROKEN:
        return False


@cache
def _all_algorithms() -> dict[str, algorithms.Algorithm]:
    known = algorithms.get_default_algorithms()
    return {**known, **dict.fromkeys(("Ed25519", "Ed448"), known["EdDSA"])}  # RFC 9864 names the curve


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
        raise UnusableKey(
            tr("The PEM key cannot be read; a public key in PEM is wanted, without a passphrase.")
        ) from None


def _from_object(key: object) -> Key:
    match key:
        case rsa.RSAPublicKey():
            return Key("RSA", _RSA_ALGORITHMS, key)
        case ec.EllipticCurvePublicKey() if key.curve.name in _CURVES:
            return Key("EC", (_CURVES[key.curve.name],), key)
        case ed25519.Ed25519PublicKey():
            return Key("OKP", ("EdDSA", "Ed25519"), key)
        case ed448.Ed448PublicKey():
            return Key("OKP", ("EdDSA", "Ed448"), key)
    raise UnusableKey(
        tr("The key is of a kind that signs no token (RSA, EC P-256/384/521, secp256k1, Ed25519, Ed448 do).")
    )


def _from_jwk(jwk: Any) -> Key:
    """A JWK (RFC 7517). Its own ``alg`` narrows what it may be used with; a key for encryption is refused."""
    if not isinstance(jwk, dict) or not isinstance(jwk.get("kty"), str):
        raise UnusableKey(tr("The JWK names no kind of key (“kty”)."))
    if jwk.get("use", "sig") != "sig":
        raise UnusableKey(tr("The JWK is meant for encryption (“use”), not for signatures."))
    readers: dict[str, Any] = {
        "oct": algorithms.HMACAlgorithm.from_jwk,
        "RSA": algorithms.RSAAlgorithm.from_jwk,
        "EC": algorithms.ECAlgorithm.from_jwk,
        "OKP": algorithms.OKPAlgorithm.from_jwk,
    }
    reader = readers.get(jwk["kty"])
    if reader is None:
        raise UnusableKey(tr("The JWK is of a kind that is not known; oct, RSA, EC and OKP are."))
    try:
        made = reader(jwk)
    except _BROKEN:
        raise UnusableKey(tr("The JWK cannot be read; a member is missing or broken.")) from None
    if isinstance(made, bytes):
        key = _from_secret(made)
    else:
        key = _from_object(made.public_key() if hasattr(made, "public_key") else made)
    if "alg" in jwk:
        key = replace(key, algorithms=tuple(name for name in key.algorithms if name == jwk["alg"]))
        if not key.algorithms:
            raise UnusableKey(tr("The JWK's own algorithm (“alg”) does not fit its kind of key."))
    return replace(key, kid=jwk["kid"]) if isinstance(jwk.get("kid"), str) else key
