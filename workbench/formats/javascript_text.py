r"""A request as JavaScript that calls ``fetch``, for Node 18 and later (as a module) and for a browser's console.

JSON's escapes are JavaScript's too (ECMA-262, 12.9.4), and ASCII alone is written. ``fetch`` follows redirects unless
told not to. A browser leaves headers off that it keeps for itself (``Accept-Encoding``), and has no ``process.env``.
"""

from __future__ import annotations

import json

from workbench.formats.outgoing import Outgoing, Text, Variable, merge


def write_javascript(outgoing: Outgoing) -> str:
    """The program, which prints status and reply."""
    headers = [(name, _write(*value)) for name, value in outgoing.headers]
    if outgoing.basic is not None:
        pair: Text = (f"{outgoing.basic[0]}:", *outgoing.basic[1])
        headers.append(("Authorization", f"'Basic ' + Buffer.from({_write(*pair)}).toString('base64')"))
    lines = [
        *([f"// {outgoing.note}"] if outgoing.note else []),
        f"const reply = await fetch({_write(*outgoing.url)}, {{",
        f"  method: {_write(outgoing.method)},",
        "  headers: [",
        *(f"    [{_write(name)}, {value}]," for name, value in headers),
        "  ],",
        *([f"  body: {_write(*outgoing.body)},"] if outgoing.body is not None else []),
        "  redirect: 'manual',",
        "});",
        "console.log(reply.status, await reply.text());",
    ]
    return "\n".join(lines)


def _write(*pieces: str | Variable) -> str:
    written = [f"process.env.{one.name}" if isinstance(one, Variable) else _quote(one) for one in merge(pieces)]
    return " + ".join(written)


def _quote(text: str) -> str:
    """In single quotes, so that a JSON body stays readable."""
    return "'" + json.dumps(text)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
