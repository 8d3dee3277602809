"""Take a JWT apart leniently, name its kind, and find tokens in messy text.

Nothing here judges: a broken part hides nothing of the others, and each thing that is wrong becomes a ``Problem`` with
the part, a code of the command-line contract and a sentence. PyJWT is a verifier, not a viewer, and not used for this.
The order of the parts, the base64url alphabet and "no padding" are RFC 7515; what the claims mean is the auth engine's.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from workbench.core import json_text
from workbench.core.json_text import Json
from workbench.core.redact import TOKEN_SHAPE, fingerprint

Part: TypeAlias = Literal["token", "header", "payload", "signature"]
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
# In a text a token begins behind a character that is none of its own, or behind an escape (%22, %20, \n of JSON).
_FREE_SHAPE = re.compile(
    r"(?:(?<![A-Za-z0-9_.-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt]))" + TOKEN_SHAPE.pattern,
)
_SIGNATURE_LENGTHS = {
    43,
    64,
    86,
    171,
    176,
    342,
    512,
    683,
}  # HS, ES, EdDSA, RS and PS with the usual keys
_QUOTE_MARKS = re.compile(r"^(?:[ \t]*+>)++[ \t]?", re.MULTILINE)
"""What a mail program puts in front of the lines it quotes."""
_OPEN_END = re.compile(r"(?<![A-Za-z0-9_.-])e[yw][A-Za-z0-9_.-]*+$")
_TOKEN_WORD = re.compile(r"[A-Za-z0-9_.-]++(?!\S)")
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")
_DELIMITER = re.compile(r"""["'`<>{}()\[\],;:&|#?\\]""")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a token, or was mended to read it."""

    part: Part
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PartContent:
    """What a part of a token holds: ``text`` is ``None`` where it is none, ``value`` counts only where ``is_json``."""

    text: str | None = None
    value: Json = None
    is_json: bool = False
    octets: bytes | None = None


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
    problems: list[Problem] = []
    compact = _clean(text, problems)
    if len(compact) > json_text.MAX_CHARACTERS:
        message = f"The token has {len(compact):,} characters; more than {json_text.MAX_CHARACTERS:,} are not read."
        problems.append(Problem("token", "too_large", message))
        return Token(compact, "unreadable", PartContent(), PartContent(), tuple(problems))
    text = ".".join(part.rstrip("=") for part in compact.split("."))
    parts, count = compact.split(".", 5), compact.count(".") + 1
    header_problems: list[Problem] = []
    header = _read_part("header", parts[0], header_problems)
    is_encrypted = count == 5 and header.is_json
    if count != 3 and not is_encrypted:
        problems.append(Problem("token", "segments", _segments_message(count)))
    problems.extend(header_problems)
    if is_encrypted:
        problems.append(
            Problem(
                "payload",
                "encrypted",
                "The token is encrypted (JWE); only its header can be read.",
            )
        )
        _check_header(header, problems)
        return Token(text, "jwe", header, PartContent(), tuple(problems))
    payload = _read_part("payload", parts[1], problems) if len(parts) > 1 else PartContent()
    signature = _read_octets("signature", parts[2], problems) if count > 2 else None
    if signature == b"" and not _is_unsigned(header):
        problems.append(Problem("signature", "signature_missing", "The signature is empty, so nobody can verify it."))
    form: Form = "jws" if header.is_json or payload.is_json else "unreadable"
    _check_header(header, problems)
    return Token(text, form, header, payload, tuple(problems))


def _segments_message(count: int) -> str:
    if count == 1:
        return "This is one part without a dot; a JWT has three: header, payload and signature."
    if count == 2:
        return "The token has two parts; the signature is missing, so it was probably cut off."
    return f"The token has {count} parts; a JWT has three: header, payload and signature."


def _strip_wrapping(text: str) -> tuple[str, str]:
    """The text without quotes and prefix around it, and the prefix."""
    stripped = INVISIBLE.sub("", text).strip().strip(_QUOTES).strip()
    unprefixed = _PREFIX.sub("", stripped, count=1)
    prefix = stripped[: len(stripped) - len(unprefixed)].strip()
    return unprefixed.strip().strip(_QUOTES).strip(), prefix


def _clean(text: str, problems: list[Problem]) -> str:
    token, prefix = _strip_wrapping(text)
    if prefix:
        problems.append(
            Problem(
                "token",
                "prefix_removed",
                f"“{prefix}” in front of the token was removed.",
            )
        )
    compact = _SPACE.sub("", token)
    line = text.removesuffix("\n").removesuffix("\r")
    if compact != token or line != line.strip() or INVISIBLE.search(text):
        message = "Spaces, line breaks or invisible characters were removed."
        problems.append(Problem("token", "whitespace_removed", message))
    return compact


def _read_part(part: Part, encoded: str, problems: list[Problem]) -> PartContent:
    octets = _read_octets(part, encoded, problems)
    if octets is None:
        return PartContent()
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"Byte {error.start + 1} of the {part} is not UTF-8."
        problems.append(Problem(part, "not_utf8", message))
        return PartContent(octets=octets)
    try:
        parsed = json_text.parse(text)
    except json_text.BeyondLimits as error:
        problems.append(Problem(part, error.code, f"The {part} is not read: {error}."))
        return PartContent(text=text, octets=octets)
    except json_text.NotJson as error:
        what = "is empty" if not text else f"is not JSON: {error}, at character {error.position}"
        problems.append(Problem(part, "not_json", f"The {part} {what}."))
        return PartContent(text=text, octets=octets)
    problems.extend(
        Problem(
            part,
            "duplicate_member",
            f"“{name}” stands more than once in the {part}; the last one counts here.",
        )
        for name in parsed.duplicates
    )
    if not isinstance(parsed.value, dict):
        message = f"The {part} is {_name_type(parsed.value)}, not an object with named members."
        problems.append(Problem(part, "not_object", message))
    return PartContent(text, parsed.value, True, octets)


def _name_type(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names: dict[type, str] = {list: "a list", str: "a string"}
    return names.get(type(value), "a number")


def _read_octets(part: Part, encoded: str, problems: list[Problem]) -> bytes | None:
    """The bytes of one part, as many as can be had; ``None`` where it is not base64url."""
    unpadded = encoded.rstrip("=")
    if unpadded != encoded:
        problems.append(
            Problem(
                part,
                "padding_removed",
                f"The {part} ends in “=”; a JWT has no padding.",
            )
        )
    translated = unpadded.translate({ord("+"): "-", ord("/"): "_"})
    if translated != unpadded:
        position = next(at for at, (a, b) in enumerate(zip(unpadded, translated, strict=True), 1) if a != b)
        message = f"Character {position} of the {part} is of the ordinary base64 alphabet, not base64url; read as such."
        problems.append(Problem(part, "not_base64url", message))
    good = _ALPHABET.match(translated)
    if good is None or good.end() != len(translated):
        position = (good.end() if good else 0) + 1
        message = f"Character {position} of the {part} is not base64url."
        problems.append(Problem(part, "not_base64url", message))
        return None
    if len(translated) % 4 == 1:
        message = f"The {part} has a length ({len(translated)}) that no base64url text has; it was probably cut off."
        problems.append(Problem(part, "not_base64url", message))
        translated = translated[:-1]
    return base64.urlsafe_b64decode(translated + "=" * (-len(translated) % 4))


def _is_unsigned(header: PartContent) -> bool:
    algorithm = header.value.get("alg") if isinstance(header.value, dict) else None
    return isinstance(algorithm, str) and algorithm.lower() == "none"


def _check_header(header: PartContent, problems: list[Problem]) -> None:
    """What the header itself gives away; only where it could be read."""
    if not isinstance(header.value, dict):
        return
    algorithm = header.value.get("alg")
    if not isinstance(algorithm, str):
        problems.append(
            Problem(
                "header",
                "alg_missing",
                "The header names no algorithm (“alg”), so nobody can verify it.",
            )
        )
    elif _is_unsigned(header):
        problems.append(
            Problem(
                "header",
                "alg_none",
                "“alg” is “none”: the token is not signed; anybody can have written it.",
            )
        )
    if "crit" in header.value:
        message = "The header has “crit”: it demands extensions that this program does not know."
        problems.append(Problem("header", "critical_unknown", message))


def find_tokens(text: str) -> list[Token]:
    """Every token in a text, each taken apart, in order; one word without a token in it is one unreadable token.

    A token wrapped to several lines is joined, also amid other text and where a mail quotes each line with ``>``.
    """
    shapes = [_end_sentence(shape.group()) for shape in _FREE_SHAPE.finditer(text)]
    word = _strip_wrapping(text)[0] or text.strip()
    if word and not _SPACE.search(word):
        is_token = not shapes or (_FREE_SHAPE.match(word) and not _DELIMITER.search(word))
        return [decode(text)] if is_token else [decode(shape) for shape in shapes]
    found = [decode(shape) for shape in shapes]
    if not any(_is_whole(token) for token in found):
        unquoted = _QUOTE_MARKS.sub("", text)
        wrapped = decode(unquoted)
        if _is_whole(wrapped):
            return [wrapped]
        joined = [decode(_end_sentence(shape.group())) for shape in _FREE_SHAPE.finditer(_join_lines(unquoted))]
        if any(_is_whole(token) for token in joined):
            return joined
        if _is_read(wrapped) and not any(_is_read(token) for token in found):
            return [wrapped]
    return found


def _join_lines(text: str) -> str:
    """The text with lines joined where one ends in what may be the beginning of a token and the next may go on.

    A line shorter than the first is the last, unless it ends in the dot before another part.
    """
    joined: list[str] = []
    is_open, width = False, 0
    for line in map(str.strip, text.split("\n")):
        goes_on = is_open and _TOKEN_WORD.match(line) is not None
        joined += [line] if goes_on else ["\n", line]
        if goes_on:
            is_open = " " not in line and (len(line) >= width or line.endswith("."))
        else:
            is_open, width = _OPEN_END.search(line) is not None, len(line)
    return "".join(joined)


def _end_sentence(compact: str) -> str:
    """Without the full stop of a sentence that ends in a token; the dot of an empty signature is kept."""
    return compact.rstrip(".") if compact.count(".") > 2 else compact


def _is_read(token: Token) -> bool:
    return token.header.is_json and token.payload.is_json and token.text.count(".") == 2


def _is_whole(token: Token) -> bool:
    """Read, with a signature as long as those of the usual algorithms: nothing of it stands on another line."""
    return _is_read(token) and len(token.text.rpartition(".")[2]) in _SIGNATURE_LENGTHS
