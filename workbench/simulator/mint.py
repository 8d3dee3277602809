"""The one place that signs: tokens and keys, byte for byte in the shape of the documented samples.

HS256, compact JSON, no ``typ`` and no ``kid``; the identity claims sit in the header, in the order ``idv, dev, org,
alg``. ``jwt.encode`` puts ``typ`` and ``alg`` first, so the signing input is written here and PyJWT only computes the
signature.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jwt.algorithms import HMACAlgorithm

ISSUER = "CAPILLARY TECHNOLOGIES"

Role = Literal["VIEW", "USER", "AUTH"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Owns whom a token is made out to: ``identifiers`` as ``TYPE|value``, device (None on the web), organisation."""

    identifiers: tuple[str, ...]
    device: str | None
    org: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Owns what a token of this mint says. Times are Unix seconds; a key has no expiry, a VIEW token no ``uid``."""

    holder: Holder
    role: Role
    uid: str | None
    issued_at: int
    expires_at: int | None
    is_mfa: bool


class Mint:
    """Owns one signing secret (32 bytes), makes tokens with it and opens those that it made."""

    def __init__(self, secret: bytes) -> None:
        self._algorithm = HMACAlgorithm(HMACAlgorithm.SHA256)
        self._secret = self._algorithm.prepare_key(secret)

    def make_view_token(self, holder: Holder, till: str, issued_at: int, lifetime: int) -> str:
        """The token of a session that has not proved who it is; ``till`` is the ``orgId|till`` of the organisation."""
        payload = {"iss": ISSUER, "ogc": [till], "exp": issued_at + lifetime, "iat": issued_at, "rol": "VIEW"}
        return self._make(holder, payload)

    def make_user_token(self, holder: Holder, uid: str, till: str, issued_at: int, lifetime: int) -> str:
        """The token of a customer who logged in or renewed."""
        payload = {
            "uid": uid,
            "iss": ISSUER,
            "isc": "false",
            "ogc": [till],
            "exp": issued_at + lifetime,
            "iat": issued_at,
            "rol": "USER",
        }
        return self._make(holder, payload)

    def make_key(self, holder: Holder, uid: str, issued_at: int, mfa: bool | None) -> str:
        """A long-lived key. ``mfa`` is absent (None) after an OTP, false after a password, true for a second factor."""
        flag = {} if mfa is None else {"mfa": mfa}
        return self._make(holder, {"uid": uid, "iss": ISSUER, **flag, "iat": issued_at, "rol": "AUTH"})

    def open(self, token: str) -> Opened | None:
        """What the token says, or None when it is not a token or another secret signed it."""
        signing_input, _, signature = token.rpartition(".")
        if not token.isascii() or signature != self._sign(signing_input):
            return None
        header, payload = (_decode(segment) for segment in signing_input.split("."))
        return Opened(
            holder=Holder(tuple(header["idv"]), header["dev"], header["org"]),
            role=payload["rol"],
            uid=payload.get("uid"),
            issued_at=payload["iat"],
            expires_at=payload.get("exp"),
            is_mfa=payload.get("mfa", False),
        )

    def _make(self, holder: Holder, payload: Mapping[str, object]) -> str:
        header = {"idv": list(holder.identifiers), "dev": holder.device, "org": holder.org, "alg": "HS256"}
        signing_input = f"{_encode(header)}.{_encode(payload)}"
        return f"{signing_input}.{self._sign(signing_input)}"

    def _sign(self, signing_input: str) -> str:
        return _to_base64url(self._algorithm.sign(signing_input.encode(), self._secret))


def _encode(claims: Mapping[str, object]) -> str:
    return _to_base64url(json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode())


def _decode(segment: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    return claims


def _to_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
