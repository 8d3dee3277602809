"""A request as a curl command for bash, and for the Windows command prompt.

Learned of curl 7.88.1: ``--data-raw`` takes ``@`` as it stands; a header without a value has to be written ``name;``,
else curl takes the name off; brackets and braces of a URL are patterns without ``--globoff``. ``-q`` is not written:
who has a ``.curlrc`` wants it.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.formats import bash_quotes, cmd_quotes
from workbench.formats.outgoing import NotExportable, Outgoing, Text, join
from workbench.language import tr

LONGEST_CMD_LINE = 8191
"""Characters (learn.microsoft.com, "Command prompt line string limitation")."""


def write_bash(outgoing: Outgoing) -> str:
    """The command, a comment above it where there are variables."""
    lines = [" ".join([name, *(bash_quotes.quote(*one) for one in words)]) for name, *words in _list_parts(outgoing)]
    return (f"# {outgoing.note}\n" if outgoing.note else "") + " \\\n  ".join(lines)


def write_cmd(outgoing: Outgoing) -> str:
    """The command for a prompt; in a batch file every ``%`` would have to be doubled."""
    lines = [" ".join([name, *(cmd_quotes.quote(*one) for one in words)]) for name, *words in _list_parts(outgoing)]
    command = " ^\n  ".join(lines)
    if len(command) > LONGEST_CMD_LINE:
        raise NotExportable(tr("The call is too long for the Windows command prompt; PowerShell has no such limit."))
    return (f"rem {outgoing.note}\n" if outgoing.note else "") + command


def _list_parts(outgoing: Outgoing) -> Iterator[tuple[str, *tuple[Text, ...]]]:
    """The lines of the command: a word that needs no quotes, and those behind it."""
    yield "curl --request", (outgoing.method,), outgoing.url
    if set(join(outgoing.url)) & set("[]{}"):
        yield ("--globoff",)
    if outgoing.basic is not None:
        username, password = outgoing.basic
        yield "--user", (f"{username}:", *password)
    for name, value in outgoing.headers:
        yield "--header", ((f"{name}: ", *value) if join(value) else (f"{name};",))
    if outgoing.body is not None:
        yield "--data-raw", outgoing.body
