"""What may be pasted into a ticket about a token: markdown with the verdict and the times, never the token itself.

GitHub renders more than the specification of its markdown says: mentions, issue numbers, links, emoji and formulas, in
running text and behind backslashes too. Only a code span is left alone, so whatever somebody else may have written
stands in one, unless it is plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo

from workbench.core.expiry import Expiry
from workbench.core.listing import join_names
from workbench.core.problem import name_part
from workbench.core.redact import Redacted, redact
from workbench.core.time_text import format_utc
from workbench.core.token import Identifier, Token
from workbench.core.verdict import NOT_CHECKED, Verification, write_verdict
from workbench.core.visible import clip, make_visible
from workbench.language import tr, trn

MOST_ENTRIES = 12  # identifiers, problems or claims named one by one
_LONGEST_NAME = 80  # characters of an identifier, device or organisation inside a sentence
_LONGEST_LINE = 500  # characters of a sentence
_SHOWN_CLAIMS = frozenset({"iat", "nbf", "exp", "rol"})
_PLAIN = re.compile(r"(?:[^\W_]|[•„“])(?:[^\W_]|[ •„“”‘’,;?%()…–]|-(?!\d)|[.:](?= |$))*+")
"""Words without a character that markdown, or what GitHub does after it, could take for something else."""
_BACKTICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A text for a ticket (GitHub-flavoured markdown), and in words what was masked or left out of it."""

    text: Redacted
    redacted: tuple[str, ...]


def write_ticket(
    token: Token, expiry: Expiry, now: float, zone: tzinfo | None, verification: Verification = NOT_CHECKED
) -> Ticket:
    """Verdict, masked identifiers, fingerprint, times, verification and problems of a token at ``now``.

    ``zone`` is the reader's, ``None`` for the machine's; of a customer's identifiers only the last characters stay.
    """
    problems = [replace(one, message=_quote_line(one.message)) for one in token.problems]
    masked = _quote_identity(replace(shorten_identity(token, is_masked=True), problems=tuple(problems)))
    checked = replace(verification, said=_quote_line(verification.sentence))
    lines = [
        f"**{tr('Token {fingerprint}', fingerprint=f'`{token.fingerprint}`')}**",
        "",
        write_verdict(masked, expiry, now, zone, checked),
        "",
        *(f"- {line}" for line in _list_facts(masked, expiry, now, checked)),
    ]
    told = [one for one in (*token.problems, *expiry.problems) if one.nature != "mended"]
    if told:
        lines += ["", f"**{tr('Problems')}**", ""]
        lines += [f"- {name_part(one.part)}: {_quote_line(one.message)} ({one.code})" for one in told[:MOST_ENTRIES]]
    return Ticket(redact("\n".join(lines) + "\n"), tuple(_list_redacted(token, len(told))))


def _list_facts(token: Token, expiry: Expiry, now: float, verification: Verification) -> Iterator[str]:
    """``token`` is masked and quoted."""
    yield tr("Seen: {time}", time=format_utc(now))
    for one in token.identity.identifiers:
        yield tr("Identifier: {type} {value}", type=one.type or tr("no type"), value=one.value)
    if token.identity.device is not None:
        yield tr("Device: {device}", device=token.identity.device)
    elif token.channel == "web":
        yield tr("Device: none (web)")
    if token.identity.organisation is not None:
        yield tr("Organisation: {organisation}", organisation=token.identity.organisation)
    if expiry.issued_at is not None:
        yield tr("Issued: {time}", time=format_utc(expiry.issued_at))
    if expiry.not_before is not None:
        yield tr("Not before: {time}", time=format_utc(expiry.not_before))
    if expiry.expires_at is not None:
        yield tr("Expires: {time}", time=format_utc(expiry.expires_at))
    yield tr("Signature: {sentence}", sentence=verification.sentence)
    if verification.key is not None:
        yield tr("Checked with: {key}", key=_quote_line(verification.key))


def _list_redacted(token: Token, problem_count: int) -> Iterator[str]:
    yield trn("the token itself ({count} character)", "the token itself ({count} characters)", len(token.text))
    identity = token.identity
    for one in identity.identifiers[:MOST_ENTRIES]:
        kind = clip(make_visible(redact(one.type)), _LONGEST_NAME) if one.type else tr("without a type")
        if len(one.value) > _SHORTEST_MASKED:
            yield tr("identifier {type}: all but the last four characters", type=kind)
        else:
            yield tr("identifier {type}: all of it", type=kind)
    if (more := len(identity.identifiers) - MOST_ENTRIES) > 0:
        yield trn("{count} more identifier", "{count} more identifiers", more)
    if identity.device is not None and redact(identity.device) != identity.device:
        yield tr("a token inside the device")
    if identity.organisation is not None and redact(identity.organisation) != identity.organisation:
        yield tr("a token inside the organisation")
    claims = [clip(make_visible(redact(name)), _LONGEST_NAME) for name in token.claims if name not in _SHOWN_CLAIMS]
    if claims:
        listed = ", ".join(claims[:MOST_ENTRIES])
        if len(claims) > MOST_ENTRIES:
            listed = join_names([listed], len(claims) - MOST_ENTRIES)
        yield tr("the values of the claims {names}", names=listed)
    if (more := problem_count - MOST_ENTRIES) > 0:
        yield trn("{count} more problem", "{count} more problems", more)


def shorten_identity(token: Token, *, is_masked: bool = False) -> Token:
    """The same token with an identity that fits a sentence; sentences about it are written every second.

    Masked, an identifier keeps its type and its last characters. A token hidden in there goes before anything is cut
    off, because half a token no longer looks like one.
    """
    members = dict(token.header_members)
    if not members:
        return token

    def shorten(entry: str) -> str:
        return clip(_mask_identifier(redact(entry)) if is_masked else redact(entry), _LONGEST_NAME)

    for name in ("dev", "org"):
        if isinstance(members.get(name), str):
            members[name] = clip(redact(members[name]), _LONGEST_NAME)
    listed = members.get("idv")
    if isinstance(listed, str):
        members["idv"] = shorten(listed)
    elif isinstance(listed, list):
        entries = [shorten(entry) for entry in listed[:MOST_ENTRIES] if isinstance(entry, str)]
        more = len(listed) - MOST_ENTRIES
        members["idv"] = [*entries, trn("{count} more", "{count} more", more)] if more > 0 else entries
    return replace(token, header=replace(token.header, value=members))


_SHORTEST_MASKED = 8


def _mask_identifier(entry: str) -> str:
    """``MOBILE|••••2332``: the last four characters, of a short one none."""
    kind, bar, value = entry.partition("|") if "|" in entry else ("", "", entry)
    return f"{kind}{bar}••••{value[-4:] if len(value) > _SHORTEST_MASKED else ''}"


def _quote_identity(token: Token) -> Token:
    """The same token with its (shortened) identity as markdown."""
    members = dict(token.header_members)
    if not members:
        return token
    identity = token.identity
    if "idv" in members:
        members["idv"] = [_join_identifier(one) for one in identity.identifiers]
    if identity.device is not None:
        members["dev"] = _quote(identity.device)
    if identity.organisation is not None:
        members["org"] = _quote(identity.organisation)
    return replace(token, header=replace(token.header, value=members))


def _join_identifier(one: Identifier) -> str:
    return f"{_quote(one.type)}|{_quote(one.value)}" if one.type is not None else _quote(one.value)


def _quote_line(text: str) -> str:
    return _quote(clip(redact(text), _LONGEST_LINE))


def _quote(text: str) -> str:
    """The text itself where it is plain words, else in a code span that nothing in it can end."""
    shown = make_visible(text)
    if not shown or _PLAIN.fullmatch(shown):
        return shown
    longest = max((len(run) for run in _BACKTICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    room = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{room}{shown}{room}{fence}"
