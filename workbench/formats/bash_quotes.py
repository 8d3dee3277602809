r"""Texts as words of a bash command line that pass them byte for byte, whatever they hold.

Rules: bash's manual, "Quoting". Single quotes keep everything but themselves. ``$'…'`` is taken where a control or
invisible character stands: pasted line ends and tabs would act on the terminal, and older versions of bash expand a
``!`` on the second line of a quoted text, so it is escaped there too. What is not ASCII and cannot be seen is written
as its bytes, which does not depend on the locale. A variable stands in double quotes of its own.
"""

from __future__ import annotations

import re

from workbench.core.token import INVISIBLE
from workbench.formats.outgoing import NotExportable, Variable, merge
from workbench.language import tr

MAX_WORD = 128 * 1024 - 1
"""Bytes of one argument on Linux (``MAX_ARG_STRLEN``, execve(2))."""
_SAFE = re.compile(r"[A-Za-z0-9_@%+:,./-]+")  # nothing that bash or a shell like it treats specially anywhere
_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029]|{INVISIBLE.pattern}")
_ESCAPED = re.compile(rf"['\\!]|{_UNSEEN.pattern}")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def quote(*pieces: str | Variable) -> str:
    """One word of a command line.

    :raises NotExportable: no argument can hold it.
    """
    if sum(len(one.encode()) for one in pieces if isinstance(one, str)) > MAX_WORD:
        raise NotExportable(tr("The call is too long for a command line."))
    return "".join(f'"${one.name}"' if isinstance(one, Variable) else _quote_literal(one) for one in merge(pieces))


def _quote_literal(text: str) -> str:
    if "\0" in text:
        raise NotExportable(tr("The call holds a NUL character, which no argument of a command can hold."))
    if _SAFE.fullmatch(text):
        return text
    if _UNSEEN.search(text):
        return "$'" + _ESCAPED.sub(lambda found: _escape(found[0]), text) + "'"
    return "'" + text.replace("'", r"'\''") + "'"


def _escape(character: str) -> str:
    return _NAMED.get(character) or "".join(f"\\{octet:03o}" for octet in character.encode())
