"""The evidence bundle: one zip for a ticket, with what happened in a call and nothing that may not be shared.

Its texts have the type ``Redacted``, and everything, names and hosts too, passes the redactor once more, with the
identifiers that the maker of the ticket does not want in it. The pictures are the window's, taken of a call and of
tokens in disguise (``core.disguise``), so that there is nothing in them to be removed.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime

from workbench import __version__
from workbench.core import json_text
from workbench.core.comparison import Comparison, summarize
from workbench.core.difference import Change
from workbench.core.disguise import Disguise, make_disguise
from workbench.core.exchange import Record
from workbench.core.json_text import Json
from workbench.core.redact import Redacted, redact
from workbench.core.secret import Secret
from workbench.core.timeline import Timeline
from workbench.core.token import Token
from workbench.core.words import say_channel, say_outcome, say_reason
from workbench.language import mark, number, spoken, tr, trn

_NOTHING = Redacted("")
_STAND_IN = re.compile(r"\[token [0-9a-f]{12}\]|\[secret\]|\[identifier\]|•••• \([0-9][^)]*\)")
_PNG = b"\x89PNG\r\n\x1a\n"
_FIRST_ZIP_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
_MEANINGS = {
    "evidence.html": mark("{name} ({size} bytes): the page to read"),
    "record.json": mark("{name} ({size} bytes): the same call, for programs"),
    "pictures": mark("{name} ({size} bytes): that pane, masked"),
    "manifest.json": mark("{name} ({size} bytes): checksums, and what was redacted"),
}
_CHANGES: Mapping[Change, str] = {
    "same": mark("{part} {name}: same"),
    "expected": mark("{part} {name}: expected"),
    "surprise": mark("{part} {name}: surprise"),
    "added": mark("{part} {name}: added"),
    "missing": mark("{part} {name}: missing"),
}
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"
    "pre{background:#f4f4f4;padding:1em;white-space:pre-wrap;overflow-wrap:anywhere}"
    "th{text-align:left;padding-right:2em;vertical-align:top;font-weight:600}img{max-width:100%;border:1px solid #ccc}"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Owns what goes into a bundle; parts that are empty are left out.

    ``made_at`` is Unix seconds; ``environment`` names programs and their versions; ``pictures`` are PNGs by name;
    ``identifiers`` are values to be removed from every text: those of the customer.
    """

    made_at: float
    record: Record
    request: Redacted = _NOTHING
    verdict: Redacted = _NOTHING
    token: Redacted = _NOTHING
    timeline: Redacted = _NOTHING
    comparison: Redacted = _NOTHING
    environment: Mapping[str, str] = field(default_factory=dict)
    pictures: Sequence[tuple[str, bytes]] = ()
    identifiers: tuple[Secret, ...] = ()


def describe_token(token: Token) -> Redacted:
    """Header and payload as indented JSON, without the signature, and what says who somebody is masked."""
    shown = make_disguise((token,)).token(token)
    parts: dict[str, Json] = {"fingerprint": token.fingerprint}
    for name, part in (("header", shown.header), ("payload", shown.payload)):
        parts[name] = part.value if part.is_json else None
    return redact(json_text.write(parts, indent=2), (Secret(token.text), Secret(token.text.rpartition(".")[2])))


def describe_timeline(timeline: Timeline) -> Redacted:
    """Its tries, the phases of the last one in milliseconds since that began, and the connection; a line each."""
    lines = []
    for at, one in enumerate(timeline.attempts, 1):
        if one.waited_seconds:
            words = mark("attempt {number}: {elapsed} ms, {reason}, then waited {seconds} s")
        else:
            words = mark("attempt {number}: {elapsed} ms, {reason}")
        reason, seconds = one.reason or tr("answered"), f"{one.waited_seconds:g}"
        lines.append(tr(words, number=at, elapsed=one.elapsed_ms, reason=reason, seconds=seconds))
    lines += [
        tr(
            "{phase}: {begins} to {ends} ms",
            phase=one.name,
            begins=number(one.begins_ms, 1),
            ends=number(one.ends_ms, 1),
        )
        for one in timeline.phases
    ]
    if (connection := timeline.connection) is not None:
        lines += [
            f"{one.name}: {value}"
            for one in fields(connection)
            if one.name != "certificate" and (value := getattr(connection, one.name)) is not None
        ]
        if (certificate := connection.certificate) is not None:
            names = {"subject": certificate.subject, "issuer": certificate.issuer}
            if certificate.expires_at is None:
                lines.append(tr("certificate: {subject}, issued by {issuer}", **names))
            else:
                moment = _write_moment(certificate.expires_at)
                lines.append(tr("certificate: {subject}, issued by {issuer}, until {moment}", **names, moment=moment))
    return redact("\n".join(lines))


def describe_comparison(comparison: Comparison) -> Redacted:
    """What it comes to, and a line for each member; of values only those that say nothing of whom a token is."""
    shown = make_disguise((comparison.old, comparison.new)).comparison(comparison)
    rows = [
        tr(_CHANGES[row.change], part=row.part, name=row.name)
        + ("" if row.change == "same" else f" ({json_text.write(row.old)} → {json_text.write(row.new)})")
        for row in shown.rows
    ]
    return redact("\n".join([summarize(shown), "", *rows]))


def describe_bundle(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of a bundle as ``write_bundle`` made it: its entries and what they are, and what was redacted, a line each."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        manifest = json_text.parse(bundle.read("manifest.json").decode()).value
        sizes = {one.filename: one.file_size for one in bundle.infolist()}
    entries = tuple(tr(_MEANINGS[name.partition("/")[0]], name=name, size=number(size)) for name, size in sizes.items())
    places: dict[str, list[str]] = {}
    for one in manifest["redacted"]:
        words = trn("{entry}", "{entry} {count} times", one["times"], entry=one["entry"])
        places.setdefault(one["in_its_place"], []).append(words)
    redacted = tuple(
        tr("{stand_in} in {entries}", stand_in=stand_in, entries=", ".join(found)) for stand_in, found in places.items()
    )
    return entries, redacted


def write_bundle(evidence: Evidence) -> bytes:
    """The zip: ``evidence.html`` to be read, ``record.json``, the pictures, and ``manifest.json``.

    The manifest lists every entry with its SHA-256, and what was redacted in it and how often.

    :raises ValueError: a picture is no PNG.
    """
    pictures = {f"pictures/{_clean_name(name, at)}.png": data for at, (name, data) in enumerate(evidence.pictures, 1)}
    if not all(data.startswith(_PNG) for data in pictures.values()):
        raise ValueError("a picture of the bundle is no PNG")
    texts = {
        "evidence.html": _write_page(evidence, pictures),
        "record.json": json_text.write(_list_record(evidence), indent=2, ascii_only=True),
    }
    entries = {**{name: text.encode("utf-8", "replace") for name, text in texts.items()}, **pictures}
    manifest = {
        "schema": 1,
        "program": f"token-workbench {__version__}",
        "made_at": _write_moment(evidence.made_at),
        "entries": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in entries.items()
        ],
        "redacted": [
            {"entry": name, "in_its_place": stand_in, "times": times}
            for name, text in texts.items()
            for stand_in, times in Counter(_STAND_IN.findall(_unescape(name, text))).items()
        ],
    }
    return _zip({**entries, "manifest.json": json_text.write(manifest, indent=2).encode()}, evidence.made_at)


def _hide(evidence: Evidence, text: str) -> Redacted:
    return Disguise(evidence.identifiers).hide(text)


def _list_record(evidence: Evidence) -> dict[str, Json]:
    """The record's fields, every text of them redacted; times as they are."""
    values = {one.name: getattr(evidence.record, one.name) for one in fields(Record)}
    return {name: _as_json(evidence, value) for name, value in values.items() if value is not None}


def _as_json(evidence: Evidence, value: Json) -> Json:
    if isinstance(value, str):
        return _hide(evidence, value)
    return json_text.WrittenNumber(repr(value)) if isinstance(value, float) else value


def _write_page(evidence: Evidence, pictures: Mapping[str, bytes]) -> str:
    record = evidence.record
    facts = {
        tr("Made"): _write_moment(evidence.made_at),
        tr("Profile"): record.profile_name,
        tr("Channel"): say_channel(record.channel),
        tr("Host"): record.host,
        tr("Sent"): _write_moment(record.started_at),
        tr("Outcome"): _name_outcome(record),
        tr("HTTP status"): _write_number(record.http_status),
        tr("API code"): " ".join(filter(None, (_write_number(record.api_code), record.api_message))),
        tr("Took"): tr("{elapsed} ms", elapsed=number(record.elapsed_ms)),
        tr("Size"): trn("{size} byte", "{size} bytes", record.size_bytes, size=number(record.size_bytes)),
        tr("Simulator’s story"): record.story or "",
        tr("Token"): " ".join(filter(None, (record.token_kind, record.token_fingerprint))),
    }
    sections = {
        tr("Explanation"): record.explanation,
        tr("Request"): evidence.request,
        tr("Request body"): record.request_body,
        tr("Reply"): record.response_body,
        tr("Decoded token (not verified unless the verdict says so)"): evidence.token,
        tr("Timeline"): evidence.timeline,
        tr("Comparison"): evidence.comparison,
    }
    removed = tr("Secrets and identifiers were removed; manifest.json lists what stands in their place.")
    pieces = [
        f"<h1>{_escape(evidence, evidence.verdict or tr('Evidence of one call'))}</h1>",
        _write_table(evidence, facts),
        *(
            f"<h2>{html.escape(title)}</h2><pre>{_escape(evidence, text)}</pre>"
            for title, text in sections.items()
            if text
        ),
        f"<h2>{html.escape(tr('Environment'))}</h2>",
        _write_table(evidence, {"token-workbench": __version__, **evidence.environment}),
        *(f'<h2>{html.escape(tr("Picture"))}</h2><img src="{name}" alt="{name}">' for name in pictures),
        f"<p>{html.escape(removed)}</p>",
    ]
    language = spoken()
    direction = ' dir="rtl"' if language.is_right_to_left else ""
    return (
        f'<!DOCTYPE html><html lang="{language.code}"{direction}><head><meta charset="utf-8">'
        f"<title>{html.escape(tr('Token Workbench: evidence'))}</title>"
        f"<style>{_STYLE}</style></head><body>{''.join(pieces)}</body></html>"
    )


def _write_table(evidence: Evidence, rows: Mapping[str, str]) -> str:
    cells = (
        f"<tr><th>{_escape(evidence, name)}</th><td>{_escape(evidence, text)}</td></tr>"
        for name, text in rows.items()
        if text
    )
    return f"<table>{''.join(cells)}</table>"


def _escape(evidence: Evidence, text: str) -> str:
    """Redacted first, as plain text of a page."""
    return html.escape(_hide(evidence, text))


def _unescape(name: str, text: str) -> str:
    """An entry as it is read, so that what stands in place of secrets is found in it."""
    return html.unescape(text) if name.endswith(".html") else json_text.write(json_text.parse(text).value)


def _name_outcome(record: Record) -> str:
    outcome = say_outcome(record.outcome)
    return f"{outcome} · {say_reason(record.reason)}" if record.reason else outcome


def _write_number(value: int | None) -> str:
    return "" if value is None else str(value)


def _write_moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean_name(name: str, at: int) -> str:
    return f"{at:02}-{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')[:40] or 'picture'}"


def _zip(entries: Mapping[str, bytes], made_at: float) -> bytes:
    moment = max(datetime.fromtimestamp(made_at, UTC), _FIRST_ZIP_MOMENT)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.external_attr = 0o644 << 16
            bundle.writestr(info, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
