"""A request as a PowerShell command, for Windows PowerShell 5.1 and for PowerShell 7.

PowerShell cannot run here; rules: learn.microsoft.com/powershell, about_Quoting_Rules (single quotes keep everything
but themselves), about_Special_Characters (backquote escapes), and Invoke-WebRequest:

- 5.1 encodes a text body as ISO-8859-1, so the body is given as bytes of UTF-8.
- 5.1 refuses ``User-Agent`` among ``-Headers``; it and ``Content-Type`` have parameters of their own.
- Up to five redirects would be followed, and the body sent on with it by 307 and 308.
- 5.1 reads a file without a byte order mark in the ANSI code page, and typographic quotation marks count as plain ones
  (github.com/PowerShell/PowerShell, ``tokenizer.cs``), so what is not ASCII is written ``$([char]233)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.formats.outgoing import NotExportable, Outgoing, Variable, join, refuse_doubled
from workbench.language import tr

_PLAIN = re.compile(r"[ -~]*")
_ESCAPED = re.compile(r'["`$]|[^ -~]')
_NAMED = {"\n": "`n", "\r": "`r", "\t": "`t"}
_PARAMETERS = {"content-type": "-ContentType", "user-agent": "-UserAgent"}


def write_powershell(outgoing: Outgoing) -> str:
    """The command, a comment above it where there are variables."""
    refuse_doubled(outgoing.headers, "PowerShell")
    return (f"# {outgoing.note}\n" if outgoing.note else "") + " `\n  ".join(_list_lines(outgoing))


def _list_lines(outgoing: Outgoing) -> Iterator[str]:
    yield f"Invoke-WebRequest -Uri {quote(*outgoing.url)} -Method {outgoing.method}"
    table = [f"{quote(name)} = {quote(*value)}" for name, value in outgoing.headers if name.lower() not in _PARAMETERS]
    if outgoing.basic is not None:
        pair = quote(f"{outgoing.basic[0]}:", *outgoing.basic[1])
        table.append(f"'Authorization' = 'Basic ' + [Convert]::ToBase64String({_as_bytes(pair)})")
    if table:
        yield f"-Headers @{{ {'; '.join(table)} }}"
    for name, value in outgoing.headers:
        if parameter := _PARAMETERS.get(name.lower()):
            if not join(value):
                raise NotExportable(tr("PowerShell cannot send an empty {name}.", name=name))
            yield f"{parameter} {quote(*value)}"
    if outgoing.body is not None:
        yield f"-Body ({_as_bytes(quote(*outgoing.body))})"
    yield "-MaximumRedirection 0 -UseBasicParsing"


def _as_bytes(text: str) -> str:
    return f"[Text.Encoding]::UTF8.GetBytes({text})"


def quote(*pieces: str | Variable) -> str:
    """One text of PowerShell."""
    if all(isinstance(one, str) and _PLAIN.fullmatch(one) for one in pieces):
        return "'" + join(pieces).replace("'", "''") + "'"
    return '"' + "".join(map(_write_piece, pieces)) + '"'


def _write_piece(piece: str | Variable) -> str:
    if isinstance(piece, Variable):
        return f"${{env:{piece.name}}}"
    return _ESCAPED.sub(lambda found: _escape(found[0]), piece)


def _escape(character: str) -> str:
    if character in '"`$':
        return "`" + character
    octets = character.encode("utf-16-be")
    units = [int.from_bytes(octets[at : at + 2]) for at in range(0, len(octets), 2)]
    return _NAMED.get(character) or "".join(f"$([char]{unit})" for unit in units)
