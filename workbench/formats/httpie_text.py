r"""A request as an HTTPie command for bash.

Learned of HTTPie 3.2.4 (``cli/argtypes.py``): ``Name:value`` is a header and ``Name;`` an empty one; ``=`` or ``@``
right behind the colon would make it something else, and a backslash takes that from it. A backslash in front of
``: ; = @`` is always dropped, and nothing says one there. Without ``--ignore-stdin`` a script's
standard input would be the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.formats.bash_quotes import quote
from workbench.formats.outgoing import NotExportable, Outgoing, Text, join
from workbench.language import tr

_DROPPED = re.compile(r"\\[:;=@]")


def write_httpie(outgoing: Outgoing) -> str:
    """The command, a comment above it where there are variables."""
    return (f"# {outgoing.note}\n" if outgoing.note else "") + " \\\n  ".join(_list_lines(outgoing))


def _list_lines(outgoing: Outgoing) -> Iterator[str]:
    """Options first: between the URL and the headers they end the list of arguments (argparse)."""
    yield "http --ignore-stdin"
    if outgoing.basic is not None:
        username, password = outgoing.basic
        yield quote(f"--auth={username}:", *password)
    if outgoing.body is not None:
        yield quote("--raw=", *outgoing.body)
    yield f"{quote(outgoing.method)} {quote(*outgoing.url)}"
    for name, value in outgoing.headers:
        yield quote(*_write_header(name, value))


def _write_header(name: str, value: Text) -> Text:
    if not join(value):
        return (f"{name};",)
    if any(isinstance(piece, str) and _DROPPED.search(piece) for piece in value):
        raise NotExportable(tr("The header {name} holds a backslash that HTTPie would drop.", name=name))
    first = value[0]
    escape = "\\" if isinstance(first, str) and first[:1] in ("=", "@") else ""
    return (f"{name}:{escape}", *value)
