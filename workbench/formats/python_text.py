"""A request as a Python program that uses httpx.

httpx 0.28 encodes a text body as UTF-8 and follows no redirect unless told to. ``repr`` writes every text as one
literal and escapes what cannot be seen.
"""

from __future__ import annotations

from workbench.formats.outgoing import Outgoing, Variable, merge


def write_python(outgoing: Outgoing) -> str:
    """The program, which prints status and reply; a variable that is not set stops it."""
    headers = [f"    ({name!r}, {_write(*value)})," for name, value in outgoing.headers]
    arguments = [f"{outgoing.method!r}", _write(*outgoing.url), "headers=headers"]
    if outgoing.basic is not None:
        arguments.append(f"auth=({outgoing.basic[0]!r}, {_write(*outgoing.basic[1])})")
    if outgoing.body is not None:
        arguments.append(f"content={_write(*outgoing.body)}")
    arguments.append("timeout=30")
    lines = [
        *([f"# {outgoing.note}", "import os", ""] if outgoing.variables else []),
        "import httpx",
        "",
        "headers = [",
        *headers,
        "]",
        "reply = httpx.request(",
        *(f"    {argument}," for argument in arguments),
        ")",
        "print(reply.status_code, reply.text)",
    ]
    return "\n".join(lines)


def _write(*pieces: str | Variable) -> str:
    written = [f'os.environ["{one.name}"]' if isinstance(one, Variable) else repr(one) for one in merge(pieces)]
    return " + ".join(written)
