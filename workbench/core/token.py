"""Take a JWT apart leniently and name its kind.

Nothing here judges: a broken part hides nothing of the others, and each thing that is wrong becomes a ``Problem`` with
the part, a code of the command-line contract and a sentence. PyJWT is a verifier, not a viewer, and not used for this.
The order of the parts, the base64url alphabet and "no padding" are RFC 7515; what the claims mean is the auth engine's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal, TypeAlias

from workbench.core import json_text
from workbench.core.header import check_signature_length, inspect_header, is_encrypted, is_unencoded, is_unsigned
from workbench.core.json_text import Json
from workbench.core.listing import join_names
from workbench.core.part import PartContent, read_json, read_octets, read_part
from workbench.core.problem import Problem
from workbench.core.redact import fingerprint
from workbench.language import number, tr, trn

Form: TypeAlias = Literal["jws", "jwe", "unreadable"]
Kind: TypeAlias = Literal["user", "view", "mfa_pending", "key", "other"]
Channel: TypeAlias = Literal["mobile", "web"]

_KINDS: dict[object, Kind] = {
    "USER": "user",
    "VIEW": "view",
    "MFA_PENDING": "mfa_pending",
    "AUTH": "key",
}

_SPACE = re.compile(r"\s")
INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""Characters that take no room on a screen: soft hyphen, zero-width and bidirectional marks, byte order mark."""
_PREFIX = re.compile(
    r"^(?:(?:proxy-)?authorization\s*:\s*|cap_authorization\s*:\s*)?(?:(?:bearer|jwt|token)\s+)?",
    re.IGNORECASE,
)
_QUOTES = "\"'`‘’“”«»<>,;"
_LONGEST_TEXT = 2 * json_text.MAX_CHARACTERS  # of which half may be white space
_PIECE = 256 * 1024  # characters that one call into C works on, so that no other thread waits for long


@dataclass(frozen=True, slots=True)
class Identifier:
    """One entry of ``idv``, split at its first ``|``; without one the type is ``None``."""

    type: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Identity:
    """For whom a token was issued: ``idv``, ``dev`` and ``org`` of its header."""

    identifiers: tuple[Identifier, ...] = ()
    device: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart. ``text`` is the cleaned compact serialisation, and a secret."""

    text: str = field(repr=False)
    form: Form
    header: PartContent = field(repr=False)
    payload: PartContent = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Header or payload is JSON."""
        return self.header.is_json or self.payload.is_json

    @property
    def header_members(self) -> dict[str, Json]:
        """The header's members; empty where it is no JSON object."""
        return self.header.value if isinstance(self.header.value, dict) else {}

    @property
    def claims(self) -> dict[str, Json]:
        """The payload's claims; empty where it is no JSON object."""
        return self.payload.value if isinstance(self.payload.value, dict) else {}

    @property
    def kind(self) -> Kind:
        """What ``rol`` says, and nothing else."""
        role = self.claims.get("rol")
        return _KINDS.get(role, "other") if isinstance(role, str) else "other"

    @property
    def channel(self) -> Channel | None:
        """Mobile where ``dev`` names a device, web where ``dev`` is null (so in every documented sample)."""
        if "dev" not in self.header_members:
            return None
        return "web" if self.header_members["dev"] is None else "mobile"

    @property
    def algorithm(self) -> str | None:
        """``alg`` as the header claims it."""
        algorithm = self.header_members.get("alg")
        return algorithm if isinstance(algorithm, str) else None

    @property
    def identity(self) -> Identity:
        """For whom it was issued, as far as the header says so."""
        listed = self.header_members.get("idv")
        entries = listed if isinstance(listed, list) else [listed]
        device, organisation = (
            self.header_members.get("dev"),
            self.header_members.get("org"),
        )
        if isinstance(device, int) and not isinstance(device, bool):
            device = str(device)
        return Identity(
            identifiers=tuple(_split_identifier(entry) for entry in entries if isinstance(entry, str)),
            device=device if isinstance(device, str) else None,
            organisation=organisation if isinstance(organisation, str) else None,
        )

    @property
    def fingerprint(self) -> str:
        """The short name two people can use for the same token without sharing it."""
        return fingerprint(self.text)


def _split_identifier(entry: str) -> Identifier:
    kind, bar, value = entry.partition("|")
    return Identifier(kind, value) if bar else Identifier(None, entry)


def decode(text: str) -> Token:
    """Take one token apart. Any text is answered; nothing is raised.

    White space, a ``Bearer`` or header prefix, quotes and padding are removed and reported.
    """
    if len(text) > _LONGEST_TEXT:
        return _refuse(text)
    problems: list[Problem] = []
    compact, prefix = clean(text, problems)
    if not compact:
        message = tr("There is nothing in it: no header, payload or signature.")
        problems.append(Problem("token", "segments", message))
        return Token("", "unreadable", PartContent(), PartContent(), tuple(problems))
    token = take_apart(compact, problems)
    return warn_of_key(token) if prefix else token


def warn_of_key(token: Token) -> Token:
    """The token of an authorization header; where it is a key, with the warning that it does not belong there."""
    if token.kind != "key":
        return token
    message = tr("This is a key where a token is expected: keys only renew, they belong into no authorization header.")
    return replace(token, problems=(*token.problems, Problem("token", "key_as_token", message)))


def _refuse(text: str) -> Token:
    most = number(json_text.MAX_CHARACTERS)
    message = tr("The token has more than {limit} characters and is not read.", limit=most)
    return Token(text, "unreadable", PartContent(), PartContent(), (Problem("token", "too_large", message),))


def take_apart(compact: str, problems: list[Problem]) -> Token:
    """The token with this compact text, from which nothing is removed but padding.

    ``problems`` are those known of it already; the others are added to them.
    """
    if len(compact) > json_text.MAX_CHARACTERS:
        return _refuse(compact)
    parts, count = compact.split(".", 5), compact.count(".") + 1
    text = ".".join([part.rstrip("=") for part in parts]) if "=" in compact else compact
    header_problems: list[Problem] = []
    header = read_part("header", parts[0], header_problems)
    members = header.value if isinstance(header.value, dict) else None
    is_plain = members is not None and is_unencoded(members)
    if is_plain and count > 3:  # the payload may have dots of its own
        first, _, rest = compact.partition(".")
        parts, count = [first, *rest.rsplit(".", 1)], 3
    # A signed token with another pasted to its end has five parts too; its second is JSON.
    is_jwe = count == 5 and header.is_json and (is_encrypted(members or {}) or not parts[1].startswith("ey"))
    if count != 3 and not is_jwe:
        problems.append(Problem("token", "segments", _segments_message(parts, count)))
    problems.extend(header_problems)
    if is_jwe:
        problems.append(Problem("payload", "encrypted", describe_encryption(members or {})))
        if members is not None:
            problems.extend(inspect_header(members))
        return Token(text, "jwe", header, PartContent(), tuple(problems))
    payload = PartContent()
    if count > 1:
        payload = _read_plain(parts[1]) if is_plain else read_part("payload", parts[1], problems)
    if count > 2:
        _check_signature(parts[2], members, problems)
    form: Form = "jws" if header.is_json or payload.is_json else "unreadable"
    if members is not None:
        problems.extend(inspect_header(members))
    return Token(text, form, header, payload, tuple(problems))


def _read_plain(text: str) -> PartContent:
    """A payload that stands in the token as it is; it need not be JSON."""
    return read_json("payload", text, text.encode("utf-8", "surrogatepass"), [])


def _check_signature(encoded: str, header: dict[str, Json] | None, problems: list[Problem]) -> None:
    known = len(problems)
    signature = read_octets("signature", encoded, problems)
    if signature is None:
        return
    if not encoded:
        if header is None or not is_unsigned(header):
            message = tr("The signature is empty, so nobody can verify it.")
            problems.append(Problem("signature", "signature_missing", message))
    elif header is not None and not any(one.code == "not_base64url" for one in problems[known:]):
        problem = check_signature_length(header, signature)
        if problem is not None:
            problems.append(problem)


def describe_encryption(header: dict[str, Json]) -> str:
    """What is told of an encrypted token; ``header`` is its JOSE header."""
    named = [f"{name} {header[name]}" for name in ("alg", "enc") if isinstance(header.get(name), str)]
    listed = ", ".join(["JWE", *named])
    return tr("The token is encrypted ({algorithms}); only its header can be read.", algorithms=listed)


def _segments_message(parts: list[str], count: int) -> str:
    if count == 1:
        return tr("This is one part without a dot; a JWT has three: header, payload and signature.")
    if count == 2:
        return tr("The token has two parts; the signature is missing, so it was probably cut off.")
    empty = [str(place) for place, part in enumerate(parts[:5], 1) if not part]
    if not empty:
        return trn(
            "The token has {count} part; a JWT has three: header, payload and signature.",
            "The token has {count} parts; a JWT has three: header, payload and signature.",
            count,
        )
    return trn(
        "The token has {count} part (number {places} empty); a JWT has three: header, payload and signature.",
        "The token has {count} parts (number {places} empty); a JWT has three: header, payload and signature.",
        count,
        places=join_names(empty),
    )


def strip_wrapping(text: str) -> tuple[str, str]:
    """The text without quotes and prefix around it, and the prefix."""
    stripped = remove_invisible(text).strip().strip(_QUOTES).strip()
    unprefixed = _PREFIX.sub("", stripped, count=1)
    prefix = stripped[: len(stripped) - len(unprefixed)].strip()
    return unprefixed.strip().strip(_QUOTES).strip(), prefix


def clean(text: str, problems: list[Problem]) -> tuple[str, str]:
    """The bare token and the prefix that stood in front of it; what was removed is added to ``problems``."""
    token, prefix = strip_wrapping(text)
    if prefix:
        message = tr("“{prefix}” in front of the token was removed.", prefix=prefix)
        problems.append(Problem("token", "prefix_removed", message))
    compact = remove_space(token)
    line = text.removesuffix("\n").removesuffix("\r")
    if compact != token or line != line.strip() or (not text.isascii() and INVISIBLE.search(text)):
        message = tr("Spaces, line breaks or invisible characters were removed.")
        problems.append(Problem("token", "whitespace_removed", message))
    return compact, prefix


def remove_invisible(text: str) -> str:
    """The text without the characters that take no room on a screen."""
    if text.isascii():
        return text
    return "".join(INVISIBLE.sub("", text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))


def has_space(text: str) -> bool:
    """Whether there is white space in it."""
    return any(_SPACE.search(text, at, at + _PIECE) for at in range(0, len(text), _PIECE))


def remove_space(text: str) -> str:
    """The text without white space."""
    pieces = (text[at : at + _PIECE].split() for at in range(0, len(text), _PIECE))
    return "".join(chain.from_iterable(pieces))
