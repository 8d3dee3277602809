"""What the header of a token gives away about how far it can be trusted, and how long a signature must be.

The members are those of RFC 7515 §4.1, RFC 7516 §4.1, RFC 7519 §5 and RFC 7797; algorithms and the lengths of their
signatures are RFC 7518 §3 and RFC 8037. Nothing that a header points to is fetched, and no key in it is used.
"""

from __future__ import annotations

from workbench.core.json_text import Json
from workbench.core.listing import join_names
from workbench.core.problem import Problem
from workbench.language import mark, tr, trn

_SIGNATURE_OCTETS: dict[str, tuple[int, ...]] = {
    "HS256": (32,),
    "HS384": (48,),
    "HS512": (64,),
    "ES256": (64,),
    "ES256K": (64,),
    "ES384": (96,),
    "ES512": (132,),
    "EdDSA": (64, 114),
    "Ed25519": (64,),
    "Ed448": (114,),
}
_RSA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_USUAL_RSA_OCTETS = (256, 384, 512, 1024)
_ANY_OCTETS = (32, 48, 64, 96, 114, 128, 132, *_USUAL_RSA_OCTETS)
_TAG_OCTETS = (16, 24, 32)  # of the content encryption algorithms of RFC 7518 §5
_MOST_NAMES = 8  # of extensions in one sentence
_EMBEDDED = {
    "jwk": mark("The header brings a key of its own (“jwk”); it is never trusted: a forger would bring theirs."),
    "x5c": mark(
        "The header brings a certificate of its own (“x5c”); it is never trusted: a forger would bring theirs."
    ),
}
_REFERENCES = {
    "jku": mark("The header says where to fetch keys (“jku”); nothing is ever fetched from there."),
    "x5u": mark("The header says where to fetch a certificate (“x5u”); nothing is ever fetched from there."),
}


def is_unsigned(header: dict[str, Json]) -> bool:
    """``alg`` is “none” in any spelling (readers have been fooled by “nOnE”)."""
    algorithm = header.get("alg")
    return isinstance(algorithm, str) and algorithm.lower() == "none"


def is_encrypted(header: dict[str, Json]) -> bool:
    """The header is that of an encrypted token (RFC 7516 §9): it has “enc”, or no algorithm known to sign."""
    algorithm = header.get("alg")
    is_signing = isinstance(algorithm, str) and (algorithm in _RSA or algorithm in _SIGNATURE_OCTETS)
    return "enc" in header or not (is_signing or is_unsigned(header))


def is_unencoded(header: dict[str, Json]) -> bool:
    """The payload stands in the token as it is (RFC 7797)."""
    return header.get("b64") is False


def last_part_lengths(header: dict[str, Json]) -> tuple[int, ...]:
    """How many characters the last part of a whole token has: signature, or tag of an encrypted one."""
    if "enc" in header:
        octets: tuple[int, ...] = _TAG_OCTETS
    elif is_unsigned(header):
        octets = (0,)
    else:
        algorithm = header.get("alg")
        name = algorithm if isinstance(algorithm, str) else ""
        octets = _USUAL_RSA_OCTETS if name in _RSA else _SIGNATURE_OCTETS.get(name, _ANY_OCTETS)
    return tuple(-(-count * 4 // 3) for count in octets)


def check_signature_length(header: dict[str, Json], signature: bytes) -> Problem | None:
    """A signature that the claimed algorithm cannot have made, because it is too long or too short."""
    algorithm = header.get("alg")
    if not isinstance(algorithm, str):
        return None
    if algorithm in _RSA:
        if len(signature) >= 256 and len(signature) % 64 == 0:
            return None
        lengths, is_short = tr("256 or more"), True
    else:
        octets = _SIGNATURE_OCTETS.get(algorithm, ())
        if not octets or len(signature) in octets:
            return None
        sizes = [str(size) for size in octets]
        lengths = tr("{size} or {other_size}", size=sizes[0], other_size=sizes[1]) if len(sizes) > 1 else sizes[0]
        is_short = len(signature) < max(octets)
    if is_short:
        message = trn(
            "The signature has {count} byte, {algorithm} makes {lengths}; it was probably cut off.",
            "The signature has {count} bytes, {algorithm} makes {lengths}; it was probably cut off.",
            len(signature),
            algorithm=algorithm,
            lengths=lengths,
        )
    else:
        message = trn(
            "The signature has {count} byte, {algorithm} makes {lengths}; something was probably added to it.",
            "The signature has {count} bytes, {algorithm} makes {lengths}; something was probably added to it.",
            len(signature),
            algorithm=algorithm,
            lengths=lengths,
        )
    return Problem("signature", "signature_length", message)


def inspect_header(header: dict[str, Json]) -> list[Problem]:
    """What somebody should know before they trust the token."""
    problems: list[Problem] = []

    def note(code: str, message: str) -> None:
        problems.append(Problem("header", code, message))

    if not isinstance(header.get("alg"), str):
        note("alg_missing", tr("The header names no algorithm (“alg”), so nobody can verify it."))
    elif is_unsigned(header):
        note("alg_none", tr("“alg” is “none”: the token is not signed; anybody can have written it."))
    if "crit" in header and not (header["crit"] == ["b64"] and "b64" in header):
        note("critical_unknown", _describe_critical(header))
    for name, message in _EMBEDDED.items():
        if name in header:
            note("embedded_key", tr(message))
    for name, message in _REFERENCES.items():
        if name in header:
            note("key_reference", tr(message))
    content = header.get("cty")
    if isinstance(content, str) and content.lower().removeprefix("application/") == "jwt":
        note("nested", tr("What it carries is a token again (“cty” is “{content}”).", content=content))
    if is_unencoded(header) and "enc" not in header:
        note("unencoded_payload", tr("The payload stands in the token as it is, not in base64url (“b64” is false)."))
    if "zip" in header:
        note("compressed", tr("The payload is compressed (“zip”); it is not unpacked here."))
    return problems


def _describe_critical(header: dict[str, Json]) -> str:
    """What is wrong with ``crit``: names that this program does not know, or a shape that RFC 7515 §4.1.11 forbids."""
    named = header["crit"]
    if not isinstance(named, list) or not named or not all(isinstance(name, str) for name in named):
        return tr("“crit” is malformed: it must list the names of extensions, so nobody may accept the token.")
    listed = ", ".join(tr("“{name}”", name=name) for name in named[:_MOST_NAMES])
    if len(named) > _MOST_NAMES:
        listed = join_names([listed], len(named) - _MOST_NAMES)
    told = tr("The header demands extensions that this program does not know (“crit”): {names}.", names=listed)
    missing = next((name for name in named if name not in header), None)
    return told if missing is None else f"{told} {tr('“{name}” is not even in the header.', name=missing)}"
