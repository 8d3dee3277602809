r"""Texts as words of a line for the Windows command prompt and the C runtime of the program it starts.

Neither can run here; the rules are cited at what they cause. cmd.exe: stackoverflow.com/a/4095133 ("How does the
Windows Command Interpreter parse scripts?"), phases 1 and 2. The C runtime:
learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments.

- Phase 2: an escaped quotation mark (``^"``) does not turn cmd's own quoting on, so every mark is written so and every
  sign that acts outside of quotes has a caret.
- Phase 1 knows no caret and looks for ``%NAME%`` first; at a prompt a name that is not set stays as it is. A caret
  behind each ``%`` makes a name that nobody sets, and phase 2 takes the caret away.
- Phase 2: a caret at a line's end takes the line end away and the character behind it as it stands: a line end, if the
  next line is empty. Carriage returns are dropped before; other control characters act on the prompt itself.
- The C runtime: backslashes are halved only in front of a quotation mark, so only those are doubled.
- Outside ASCII the program gets what its code page makes of it, which is seldom UTF-8.
"""

from __future__ import annotations

import re

from workbench.formats.outgoing import NotExportable, Variable, merge
from workbench.language import tr

_SAFE = re.compile(r"[A-Za-z0-9_+:./-]+")
_WRITABLE = re.compile(r"[\n -~]*")
_BACKSLASHES = re.compile(r'(\\*)("|\Z)')
_SIGNS = frozenset(
    "&|<>()^\"'"
)  # the apostrophe needs none and is harmless; it keeps the line from looking like bash's


def quote(*pieces: str | Variable) -> str:
    """One word of a command line; a variable's value is read by cmd.exe as if it were written there.

    :raises NotExportable: it holds what a command prompt does not pass on.
    """
    pieces = merge(pieces)
    if len(pieces) == 1 and isinstance(pieces[0], str) and _SAFE.fullmatch(pieces[0]):
        return pieces[0]
    written = ['^"']
    for number, piece in enumerate(pieces, 1):
        if isinstance(piece, Variable):
            written.append(f"{'^' if written[-1].endswith('%') else ''}%{piece.name}%")
        elif not _WRITABLE.fullmatch(piece):
            words = tr(
                "The call holds control characters or characters outside ASCII, which the Windows command prompt does "
                "not pass to curl unchanged; PowerShell does."
            )
            raise NotExportable(words)
        else:
            written.append(_quote_literal(piece, is_last=number == len(pieces)))
    return "".join([*written, '^"'])


def _quote_literal(text: str, *, is_last: bool) -> str:
    """``is_last``: a quotation mark follows."""
    doubled = _BACKSLASHES.sub(lambda found: _double(found, is_last), text)
    written: list[str] = []
    for before, character in zip(" " + doubled, doubled, strict=False):
        if character == "\n":
            written.append("^\n\n")
        else:
            written.append("^" + character if character in _SIGNS or before == "%" else character)
    return "".join(written)


def _double(found: re.Match[str], is_last: bool) -> str:
    backslashes, mark = found.groups()
    if mark:
        return backslashes * 2 + '\\"'
    return backslashes * 2 if is_last else backslashes
